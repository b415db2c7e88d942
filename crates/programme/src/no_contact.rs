//! The figures of step 2: days without contact, runs and slips, urges. Everything is counted in the
//! civil days of the person's own calendar, so neither a flight nor a clock change adds or takes a
//! day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{ItemRow, SheetRow};

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
    /// Its last day: the day before a slip, or today.
    pub end: Date,
    /// How many days it has, both ends included.
    pub days: u32,
}

/// Where no contact stands on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct NoContact {
    /// Which day of the current run today is, from 1; 0 before the first day, on the day of a slip,
    /// and without a start date.
    pub day: u32,
    /// How many days are aimed at: what was written, or what is proposed; `None` where contact is not wanted, as no day
    /// is waited for then.
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
    /// Contact that could not be avoided, kept to the matter: it ends no run.
    pub necessary: u32,
    /// How many urges were noted as resisted.
    pub urges_resisted: u32,
    /// Of these, how many at each hour of the day.
    pub urges_by_hour: [u32; 24],
    /// Of these, how many after each trigger (lowercase, spaces tidied).
    pub urges_by_trigger: BTreeMap<String, u32>,
    /// How many days of the current run have an entry.
    pub days_journaled: u32,
    /// The share of the current run's days that have an entry, 0 to 1.
    pub journaled_share: f64,
}

impl NoContact {
    /// The same where a policy about contact holds.
    pub(crate) fn under(mut self, contact: ContactPolicy) -> Self {
        if contact.unwanted() {
            self.target = None;
            self.proposed_target = None;
            self.target_needs_reason = false;
        }
        self
    }

    /// Whether the current run has reached the target, if there is one.
    pub fn target_reached(&self) -> bool {
        self.current_run > 0 && self.target.is_none_or(|target| self.current_run >= target)
    }

    /// Whether enough of the current run's days have an entry.
    pub fn journaled_enough(&self) -> bool {
        let (journaled, days) = (u64::from(self.days_journaled), u64::from(self.current_run));
        days > 0 && journaled * 100 >= days * JOURNALED_PERCENT_MIN
    }
}

/// Computes the figures for `today` from the worksheet of step 2 and the days that have an entry.
///
/// A slip ends the run: the day of the slip belongs to no run and the next day is day 1. Slips before
/// the first day, and anything dated after today, do not
/// count.
pub fn no_contact(row: &SheetRow, entry_dates: &BTreeSet<Date>, today: Date) -> NoContact {
    let (target, proposed_target, target_needs_reason) = target(row, today);
    let start = row.fields.date("start");
    let slip_dates = start.map_or(Vec::new(), |start| slip_dates(row, start, today));
    let slips: Vec<Date> = slip_dates
        .iter()
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let (runs, current_run) = match start {
        Some(start) => runs(start, &slips, today),
        None => (Vec::new(), 0),
    };
    let current = runs.last().filter(|_| current_run > 0);
    let days_journaled = current.map_or(0, |run| {
        count(entry_dates.range(run.start..=run.end).count())
    });
    let mut figures = NoContact {
        day: current_run,
        target: Some(target),
        proposed_target: Some(proposed_target),
        target_needs_reason,
        current_run,
        longest_run: runs.iter().map(|run| run.days).max().unwrap_or(0),
        total_days: runs.iter().map(|run| run.days).sum(),
        slips,
        slips_counted: count(slip_dates.len()),
        necessary: count(row.up_to("necessary", today).count()),
        urges_resisted: 0,
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
    let resisted = row
        .up_to("urges", today)
        .filter(|urge| !urge.fields.checked("gave_in"));
    for urge in resisted {
        add_urge(&mut figures, urge);
    }
    figures
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
fn runs(start: Date, slips: &[Date], today: Date) -> (Vec<Run>, u32) {
    let mut runs = Vec::new();
    let mut day_1 = Some(start);
    for slip in slips {
        if let (Some(first), Ok(last)) = (day_1, slip.yesterday()) {
            runs.extend(run(first, last));
        }
        day_1 = slip.tomorrow().ok();
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
    let words: Vec<String> = urge
        .fields
        .words("trigger")
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    if !words.is_empty() {
        *figures.urges_by_trigger.entry(words.join(" ")).or_default() += 1;
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
