//! One journey as the rules see it: its worksheets, the days of its entries, and today.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use journal::{DocId, Fields, ItemId, ItemRow, Link, SheetRow};

use crate::contact::{ContactPolicy, contact_days};
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
        ContactPolicy::of(self.do_not_contact, &self.sheets, self.today)
    }

    /// The figures of step 2.
    pub fn no_contact(&self) -> NoContact {
        let days: BTreeSet<Date> = self.entries.values().copied().collect();
        let contacts = contact_days(&self.sheets, self.today);
        no_contact(self.sheet(2), &contacts, &days, self.today).under(self.contact())
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
