//! The figures of step 2: days without contact, runs and slips, urges. Everything is counted in the
//! civil days of the person's own calendar, so neither a flight nor a clock change adds or takes a
//! day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{FieldValue, ItemRow, Label, SheetRow, Spellings};

use crate::calendar::days_between;
use crate::contact::ContactPolicy;
use crate::earlier::{earlier, said_on};

/// The fewest days that need no written reason.
pub(crate) const TARGET_DAYS_MIN: u32 = 30;
/// How many of a run's days need an entry before the step counts as done, in percent.
pub(crate) const JOURNALED_PERCENT_MIN: u64 = 80;

/// A stretch of days without contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its day 1.
    pub start: Date,
    /// Its last day: the day before a slip or other contact, or today.
    pub end: Date,
    /// How many days it has, both ends included.
    pub days: u32,
}

/// Where no contact stands on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct NoContact {
    /// Which day of the current run today is, from 1; 0 before the first day, on the day of a slip or other
    /// contact, and without a start date.
    pub day: u32,
    /// How many days are aimed at: what was written, or what is proposed; `None` where contact is not wanted or an
    /// answer is known, as no day is waited for then.
    pub target: Option<u32>,
    /// What is proposed after an ending like this: 30, 45 or 60 days; `None` as above.
    pub proposed_target: Option<u32>,
    /// Fewer than 30 days were written without a reason; the target is 30 until there is one.
    pub target_needs_reason: bool,
    /// Days of the current run up to today.
    pub current_run: u32,
    /// Days of the longest run, the current one included.
    pub longest_run: u32,
    /// Days of all runs together: what a slip never lowers.
    pub total_days: u32,
    /// All runs of at least a day, oldest first; the last may be the current one.
    pub runs: Vec<Run>,
    /// The days with a slip since the start, each once, up to today.
    pub slips: Vec<Date>,
    /// How many slips there were on these days. What was noted on two devices and is said to be the
    /// same counts once.
    pub slips_counted: u32,
    /// The days with an attempt (step 11) or a conversation (step 8) since the start, each once, up to today. They end a
    /// run as a slip does, and are none.
    pub contacts: Vec<Date>,
    /// Contact that could not be avoided, kept to the matter: it ends no run.
    pub necessary: u32,
    /// How many urges are known to have been resisted.
    pub urges_resisted: u32,
    /// Of how many more it is not said how they ended.
    pub urges_open: u32,
    /// Of those resisted, how many at each hour of the day.
    pub urges_by_hour: [u32; 24],
    /// Of these, how many after each trigger, as it is spelled.
    pub urges_by_trigger: BTreeMap<String, u32>,
    /// How many days of the current run have an entry.
    pub days_journaled: u32,
    /// The share of the current run's days that have an entry, 0 to 1.
    pub journaled_share: f64,
    /// The runs since the last slip: their days, and how many of these have an entry. An attempt or a conversation does not undo
    /// what was reached before it.
    pub tries: Vec<(u32, u32)>,
}

impl NoContact {
    /// The same where a policy about contact holds.
    pub(crate) fn under(mut self, contact: ContactPolicy) -> Self {
        if !contact.aims_at_days() {
            self.target = None;
            self.proposed_target = None;
            self.target_needs_reason = false;
        }
        self
    }

    /// The same with its triggers spelled as entries have them, where an entry has them.
    #[must_use]
    pub fn spelled(mut self, entries: &Spellings) -> Self {
        let triggers = std::mem::take(&mut self.urges_by_trigger).into_iter();
        let spelled = triggers.map(|(name, urges)| (entries.shown(Label::Trigger, &name), urges));
        self.urges_by_trigger = spelled.collect();
        self
    }

    /// Whether the target is reached, if there is one: by the current run, or by one that no slip ended.
    pub fn target_reached(&self) -> bool {
        match self.target {
            None => self.current_run > 0,
            Some(target) => self.tries.iter().any(|(days, _)| *days >= target),
        }
    }

    /// Whether enough of the days aimed at have an entry.
    pub fn journaled_enough(&self) -> bool {
        let (journaled, of) = self.journaled();
        of > 0 && is_enough(journaled, of)
    }

    /// How many days have an entry, and of how many that are asked for: those of the current run, at most as many as are
    /// aimed at, or of the run that reached the target. What was enough once stays enough.
    pub(crate) fn journaled(&self) -> (u32, u32) {
        let aimed = self.target.unwrap_or(TARGET_DAYS_MIN);
        let tries = self.tries.iter().filter(|(days, _)| *days >= aimed);
        let mut tries = tries.map(|(_, journaled)| (*journaled, aimed));
        let now = (self.days_journaled, self.current_run.min(aimed));
        tries
            .find(|(journaled, of)| is_enough(*journaled, *of))
            .unwrap_or(now)
    }
}

fn is_enough(journaled: u32, of: u32) -> bool {
    u64::from(journaled) * 100 >= u64::from(of) * JOURNALED_PERCENT_MIN
}

/// Computes the figures for `today` from the worksheet of step 2, the days with contact that other steps tell of, and the
/// days that have an entry.
///
/// A slip or other contact ends the run: its day belongs to no run and the next day is day 1. What was before the first
/// day, and anything dated after today, does not count.
pub fn no_contact(
    row: &SheetRow,
    contacts: &BTreeSet<Date>,
    entry_dates: &BTreeSet<Date>,
    today: Date,
) -> NoContact {
    let (target, proposed_target, target_needs_reason) = target(row, today);
    let start = row.fields.date("start");
    let slip_dates = start.map_or(Vec::new(), |start| slip_dates(row, start, today));
    let slips: BTreeSet<Date> = slip_dates.iter().copied().collect();
    let contacts = start.map_or(BTreeSet::new(), |start| match start <= today {
        true => contacts.range(start..=today).copied().collect(),
        false => BTreeSet::new(),
    });
    let (runs, current_run) = match start {
        Some(start) => runs(start, slips.union(&contacts), today),
        None => (Vec::new(), 0),
    };
    let journaled = |run: &Run| count(entry_dates.range(run.start..=run.end).count());
    let current = runs.last().filter(|_| current_run > 0);
    let days_journaled = current.map_or(0, journaled);
    let since_slip = runs
        .iter()
        .filter(|run| slips.last().is_none_or(|slip| run.start > *slip));
    let tries = since_slip.map(|run| (run.days, journaled(run))).collect();
    let mut figures = NoContact {
        day: current_run,
        target: Some(target),
        proposed_target: Some(proposed_target),
        target_needs_reason,
        current_run,
        longest_run: runs.iter().map(|run| run.days).max().unwrap_or(0),
        total_days: runs.iter().map(|run| run.days).sum(),
        slips: slips.into_iter().collect(),
        contacts: contacts.into_iter().collect(),
        tries,
        slips_counted: count(slip_dates.len()),
        necessary: count(row.up_to("necessary", today).count()),
        urges_resisted: 0,
        urges_open: 0,
        urges_by_hour: [0; 24],
        urges_by_trigger: BTreeMap::new(),
        days_journaled,
        journaled_share: if current_run == 0 {
            0.0
        } else {
            f64::from(days_journaled) / f64::from(current_run)
        },
        runs,
    };
    let mut spellings = Spellings::default();
    for urge in row.up_to("urges", today) {
        spellings.saw(Label::Trigger, urge.fields.words("trigger"), urge.civil());
        match UrgeEnd::of(urge) {
            UrgeEnd::Resisted => add_urge(&mut figures, urge),
            UrgeEnd::Open => figures.urges_open += 1,
            UrgeEnd::GaveIn => {}
        }
    }
    figures.spelled(&spellings)
}

/// The target that held on a day, what is proposed, and whether the target lacks its reason.
fn target(row: &SheetRow, day: Date) -> (u32, u32, bool) {
    let proposed = match row.fields.words("ending") {
        "messy" => 45,
        "betrayal" => 60,
        _ => TARGET_DAYS_MIN,
    };
    let earlier = earlier(&row.fields);
    let then = said_on(&earlier, day).and_then(|said| said.get("target_days")?.parse().ok());
    let written = then
        .or_else(|| row.fields.number("target_days"))
        .and_then(|days| u32::try_from(days).ok())
        .filter(|days| *days > 0);
    match written {
        None => (proposed, proposed, false),
        Some(days) if days < TARGET_DAYS_MIN && !row.fields.filled("target_reason") => {
            (TARGET_DAYS_MIN, proposed, true)
        }
        Some(days) => (days, proposed, false),
    }
}

/// The day of every slip that counts; a day stands here as often as there was a slip on it.
fn slip_dates(row: &SheetRow, start: Date, today: Date) -> Vec<Date> {
    let days = row.distinct("slips").into_iter().filter_map(ItemRow::date);
    days.filter(|day| (start..=today).contains(day)).collect()
}

/// All runs of at least a day, and the length of the current one.
fn runs<'d>(start: Date, breaks: impl Iterator<Item = &'d Date>, today: Date) -> (Vec<Run>, u32) {
    let mut runs = Vec::new();
    let mut day_1 = Some(start);
    for broken in breaks {
        if let (Some(first), Ok(last)) = (day_1, broken.yesterday()) {
            runs.extend(run(first, last));
        }
        day_1 = broken.tomorrow().ok();
    }
    let current = day_1.and_then(|first| run(first, today));
    runs.extend(current);
    (runs, current.map_or(0, |run| run.days))
}

fn run(start: Date, end: Date) -> Option<Run> {
    let days = days_between(start, end) + 1;
    let days = u32::try_from(days).ok().filter(|days| *days > 0)?;
    Some(Run { start, end, days })
}

fn add_urge(figures: &mut NoContact, urge: &ItemRow) {
    figures.urges_resisted += 1;
    let hour = urge
        .civil()
        .and_then(|moment| usize::try_from(moment.hour()).ok());
    if let Some(at_hour) = hour.and_then(|hour| figures.urges_by_hour.get_mut(hour)) {
        *at_hour += 1;
    }
    let trigger = Label::Trigger.key(urge.fields.words("trigger"));
    if !trigger.is_empty() {
        *figures.urges_by_trigger.entry(trigger).or_default() += 1;
    }
}

/// How an urge ended, as far as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrgeEnd {
    /// There was no contact: that was said, or what was done instead.
    Resisted,
    /// There was contact after all.
    GaveIn,
    /// Nothing is said of it, so it counts as neither.
    Open,
}

impl UrgeEnd {
    /// What an urge of step 2 says of its end.
    pub fn of(urge: &ItemRow) -> Self {
        match urge.fields.get("gave_in") {
            Some(FieldValue::Check(true)) => Self::GaveIn,
            Some(FieldValue::Check(false)) => Self::Resisted,
            _ if urge.fields.filled("instead") => Self::Resisted,
            _ => Self::Open,
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
