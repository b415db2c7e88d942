//! When a step counts as done. It is a suggestion, shown with what is missing; the person's own word
//! always wins.

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use journal::{DocId, Fields, ItemId, ItemRow, Link, SheetRow};

use crate::contact::ContactPolicy;
use crate::kept::{Kept, habits, kept, kept_of};
use crate::no_contact::{NoContact, no_contact};

/// What the rules look at: one journey as it is today.
#[derive(Clone, Debug)]
pub struct JourneyView<'a> {
    /// The worksheets that were begun, by step. Those in the bin are left out by the caller.
    pub sheets: BTreeMap<u8, &'a SheetRow>,
    /// The entries (those in the bin left out) and the days they are about.
    pub entries: &'a BTreeMap<DocId, Date>,
    /// Its first day, if that was said.
    pub started: Option<Date>,
    /// Whether the journey's do-not-contact switch is on.
    pub do_not_contact: bool,
    /// The person's date.
    pub today: Date,
}

/// Whether a step is done, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The step, 1 to 11.
    pub step: u8,
    /// Whether it counts as done: the person's word, else the rule.
    pub done: bool,
    /// The person's word.
    pub by_hand: Option<bool>,
    /// Step 11 only: everything is prepared, and the outcome is still open.
    pub prepared: bool,
    /// Step 3 only: changes whose evidence does not reach over eight weeks yet. They are shown as
    /// young, never as failed.
    pub young: Vec<String>,
    /// What the rule still misses, as sentences; empty when it is satisfied.
    pub missing: Vec<String>,
}

/// How a step of a journey stands. `None` for a step that does not exist.
pub fn progress(step: u8, journey: &JourneyView<'_>) -> Option<Progress> {
    let mut found = Progress {
        step,
        done: false,
        by_hand: journey.sheet(step).done_by_hand,
        prepared: false,
        young: Vec::new(),
        missing: Vec::new(),
    };
    if let Some(standing) = journey.contact().closes(step) {
        found.missing = vec![standing.words().to_owned()];
        found.done = found.by_hand == Some(true);
        return Some(found);
    }
    match step {
        1 => found.missing = rules::own_your_part(journey),
        2 => found.missing = rules::no_contact_kept(&journey.no_contact()),
        3 => (found.missing, found.young) = rules::change_from_inside(journey),
        4 => found.missing = rules::what_went_wrong(journey),
        5 => found.missing = rules::listen_and_speak(journey),
        6 => found.missing = rules::my_own_life(journey),
        7 => {
            let report = crate::readiness(journey);
            found.missing = report.reasons.into_iter().map(|r| r.text).collect();
        }
        8 => found.missing = rules::honest_conversation(journey),
        9 => found.missing = rules::show_it_over_time(journey),
        10 => found.missing = rules::core_issues(journey),
        11 => (found.missing, found.prepared) = rules::any_answer(journey),
        _ => return None,
    }
    found.done = found.by_hand.unwrap_or(found.missing.is_empty());
    Some(found)
}

/// Something a link points to that exists: an entry with its day, or an item, with its day if it is
/// one of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The link.
    pub link: Link,
    /// The day it is about.
    pub date: Option<Date>,
}

impl JourneyView<'_> {
    /// The worksheet of a step; an empty one when it was not begun.
    pub(crate) fn sheet(&self, step: u8) -> &SheetRow {
        static NONE: SheetRow = SheetRow::EMPTY;
        self.sheets.get(&step).copied().unwrap_or(&NONE)
    }

    /// The day from which on something counts as done in this journey: its first day, or the first day without contact,
    /// or else a year ago.
    pub(crate) fn begun(&self) -> Date {
        let plan = self.sheet(2).fields.date("start");
        let begun = [self.started, plan].into_iter().flatten().min();
        begun.unwrap_or_else(|| self.today.saturating_sub(1.years()))
    }

    /// Whether contact may be planned.
    pub fn contact(&self) -> ContactPolicy {
        ContactPolicy::of(self.do_not_contact, self.sheet(11), self.today)
    }

    /// The figures of step 2.
    pub fn no_contact(&self) -> NoContact {
        let days: BTreeSet<Date> = self.entries.values().copied().collect();
        no_contact(self.sheet(2), &days, self.today).under(self.contact())
    }

    /// How the promises of step 9 were kept.
    pub fn promises_kept(&self) -> Kept {
        kept(self.sheet(9), self.today)
    }

    /// How the habits of steps 3 and 6 were kept, by the check-ins of step 9.
    pub fn habits_kept(&self) -> Kept {
        let mut all = habits(self.sheet(3));
        all.extend(habits(self.sheet(6)));
        kept_of(&all, self.sheet(9), self.today)
    }

    /// What a `links` field points to, as far as it exists and is not dated ahead.
    pub fn evidence(&self, fields: &Fields, field: &str) -> Vec<Evidence> {
        fields
            .chosen(field)
            .filter_map(|text| text.parse().ok())
            .filter_map(|link: Link| {
                let date = match &link {
                    Link::Document(document) => Some(*self.entries.get(document)?),
                    Link::Item { list, item, .. } => self.item(list, *item)?.date(),
                };
                Some(Evidence { link, date })
            })
            .filter(|evidence| evidence.date.is_none_or(|date| date <= self.today))
            .collect()
    }

    fn item(&self, list: &str, id: ItemId) -> Option<&ItemRow> {
        self.sheets.values().find_map(|row| row.item(list, id))
    }
}
