//! The figures of step 9: which promises were kept, week by week. Weeks run from Monday to Sunday in
//! the person's own calendar.

mod cadence;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use journal::{ItemId, ItemRow, Link, SheetRow};

use crate::calendar::days_between;
use crate::earlier::earlier;
use crate::records::RECORDS_MIN;

pub use cadence::Cadence;
use cadence::{Due, Dues, OfWeek, Term, dues, in_week};

/// From how many percent on a week counts as a good one.
pub(crate) const GOOD_WEEK_PERCENT_MIN: u64 = 80;

/// What was due and what was kept in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekRate {
    /// The week's Monday.
    pub monday: Date,
    /// How often something was due in the week; for a week that is not over, in all of it.
    pub due: u32,
    /// How often it was kept, never more than was due.
    pub kept: u32,
    /// Whether the week is over.
    pub over: bool,
    /// Whether anything was noted of it, kept or missed. What is due in a week with a word and has none was not kept; a week
    /// without any word says nothing, and no rate counts it. What is due once, in a month or at all, counts in any case.
    /// Of all promises together, a week that is over counts only those of which something was noted in it.
    pub noted: bool,
}

impl WeekRate {
    /// Whether 80 % or more of what was due was kept. Never true when nothing was due.
    pub fn is_good(&self) -> bool {
        self.due > 0 && u64::from(self.kept) * 100 >= u64::from(self.due) * GOOD_WEEK_PERCENT_MIN
    }

    /// The share kept, 0 to 1; `None` when nothing was due, or nothing was noted.
    pub fn rate(&self) -> Option<f64> {
        (self.due > 0 && self.noted).then(|| f64::from(self.kept) / f64::from(self.due))
    }
}

/// What a promise was until it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierTerms {
    /// The day of the change, from which on it was another.
    pub changed: Date,
    /// How often it was promised before.
    pub cadence: Option<Cadence>,
    /// Its last day, as it was said before.
    pub until: Option<Date>,
}

/// A promise or habit, as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Its list: `commitments`, `care` or `health`.
    pub list: String,
    /// Its item.
    pub item: ItemId,
    /// What is promised.
    pub promise: String,
    /// The area's id; empty without one.
    pub area: String,
    /// How often, by now; `None` while that is not said, and then nothing is due.
    pub cadence: Option<Cadence>,
    /// Its first day, if one was written.
    pub from: Option<Date>,
    /// Its last day, or for a single promise the day it is due.
    pub until: Option<Date>,
    /// What it was before it was changed, oldest first: what was due then stays as it was.
    pub earlier: Vec<EarlierTerms>,
}

/// A promise and how it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// What was promised.
    pub promise: Promise,
    /// Week by week from the first to the current one, oldest first.
    pub weeks: Vec<WeekRate>,
    /// How often it was kept of how often it was due, in the weeks that are over and of which something was noted.
    pub over: (u32, u32),
    /// The same as a number from 0 to 1; `None` while it was due fewer than five times.
    pub rate: Option<f64>,
    /// How many times in a row it was kept, up to now: days, weeks or months by its cadence. What
    /// is due today or this week and still open does not end it.
    pub streak: u32,
    /// The longest such streak.
    pub longest_streak: u32,
    /// Every day with a check-in: whether it was kept. The later check-in of a day wins.
    pub days: BTreeMap<Date, bool>,
}

impl Commitment {
    /// The day from which on it is asked for: its first day, or where none was written its first check-in.
    pub(crate) fn begins(&self) -> Option<Date> {
        begins(&self.promise, &self.days)
    }

    /// What it asks for in the week of a day, as far as it goes by days of a week and has begun.
    pub(crate) fn week_of(&self, day: Date) -> Option<OfWeek> {
        let terms = self.promise.terms(self.begins()?);
        in_week(&terms, &self.days, day)
    }

    /// Whether it was due in weeks that are over, and nothing was noted of any of them.
    pub fn is_silent(&self) -> bool {
        let mut due = self.weeks.iter().filter(|week| week.over && week.due > 0);
        self.over.1 == 0 && due.next().is_some()
    }
}

/// How promises were kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The promises, in the order of their list.
    pub commitments: Vec<Commitment>,
    /// All promises together, week by week, oldest first, without gaps; once a week is over, only of those promises of
    /// which something was noted in it, where there are any.
    pub weeks: Vec<WeekRate>,
    /// Good weeks in a row up to the last week that is over. Weeks in which nothing was due are
    /// passed over.
    pub good_weeks: u32,
    /// The most good weeks in a row so far.
    pub longest_good_weeks: u32,
    /// The calendar: how many promises were kept and how many missed on each day with a check-in.
    pub calendar: BTreeMap<Date, (u32, u32)>,
}

/// The step in whose worksheet a list of promises or habits stands; `None` for any other list.
pub fn step_of_promises(list: &str) -> Option<u8> {
    match list {
        "commitments" => Some(9),
        "care" => Some(3),
        "health" => Some(6),
        _ => None,
    }
}

/// The promises of step 9.
pub fn promises(row: &SheetRow) -> Vec<Promise> {
    read_promises(row, "commitments", "promise")
}

/// The habits of step 3 (`care`) and step 6 (`health`), which are checked in under step 9 too.
pub fn habits(row: &SheetRow) -> Vec<Promise> {
    let mut habits = read_promises(row, "care", "habit");
    habits.extend(read_promises(row, "health", "habit"));
    habits
}

fn read_promises(row: &SheetRow, list: &str, words: &str) -> Vec<Promise> {
    let promise = |item: &ItemRow| Promise {
        list: list.to_owned(),
        item: item.id,
        promise: item.fields.words(words).to_owned(),
        area: item.fields.words("area").to_owned(),
        cadence: Cadence::read(&item.fields),
        from: item.fields.date("from"),
        until: item.fields.date("until"),
        earlier: earlier(&item.fields).into_iter().map(was).collect(),
    };
    row.items(list).iter().map(promise).collect()
}

/// What a promise was until a day.
fn was((day, said): (Date, BTreeMap<String, String>)) -> EarlierTerms {
    let said = |field: &str| said.get(field).map_or("", String::as_str);
    EarlierTerms {
        changed: day,
        cadence: Cadence::of(said("cadence"), said("times").parse().ok()),
        until: said("until").parse().ok(),
    }
}

impl Promise {
    /// How often it was promised from which day to which, one after the other. Where only the end was moved while it was
    /// still ahead, the promise went on.
    pub(crate) fn terms(&self, from: Date) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        let mut add = |cadence: Option<Cadence>, first: Date, last: Date, replaced: bool| {
            let Some(cadence) = cadence else { return };
            let before = terms.last_mut();
            let goes_on = before.filter(|before| {
                before.cadence == cadence && before.last.tomorrow().ok() >= Some(first)
            });
            match goes_on {
                Some(before) => (before.last, before.replaced) = (last, replaced),
                None if first <= last => terms.push(Term {
                    cadence,
                    first,
                    last,
                    replaced,
                }),
                None => {}
            }
        };
        let end = self.until.unwrap_or(Date::MAX);
        let mut first = from;
        for was in self.earlier.iter().filter(|was| was.changed > from) {
            let ended = was.until.unwrap_or(Date::MAX).min(end);
            let last = was.changed.yesterday().unwrap_or(Date::MIN);
            add(was.cadence, first, last.min(ended), last < ended);
            first = was.changed;
        }
        add(self.cadence, first, end, false);
        terms
    }

    /// How often it was promised on a day.
    pub(crate) fn cadence_on(&self, day: Date) -> Option<Cadence> {
        let was = self.earlier.iter().find(|was| was.changed > day);
        was.map_or(self.cadence, |was| was.cadence)
    }
}

/// How the promises of step 9 were kept, up to and including `today`.
pub fn kept(row: &SheetRow, today: Date) -> Kept {
    kept_of(&promises(row), row, today)
}

/// How any promises or habits were kept, by the check-ins in the worksheet of step 9.
///
/// A check-in counts for the day it was made on; later days than today do not count. A promise
/// without a first day begins with its first check-in.
pub fn kept_of(promises: &[Promise], checkins: &SheetRow, today: Date) -> Kept {
    let commitments: Vec<Commitment> = promises
        .iter()
        .map(|promise| commitment(promise, checkins, today))
        .collect();
    let weeks = together(&commitments);
    let mut calendar: BTreeMap<Date, (u32, u32)> = BTreeMap::new();
    for (day, kept) in commitments.iter().flat_map(|c| &c.days) {
        let marks = calendar.entry(*day).or_default();
        if *kept {
            marks.0 += 1;
        } else {
            marks.1 += 1;
        }
    }
    let counting = weeks.iter().filter(|week| week.over && week.due > 0);
    let (good_weeks, longest_good_weeks) = in_a_row(counting.map(WeekRate::is_good));
    Kept {
        commitments,
        weeks,
        good_weeks,
        longest_good_weeks,
        calendar,
    }
}

fn commitment(promise: &Promise, checkins: &SheetRow, today: Date) -> Commitment {
    let days = checked_days(promise, checkins, today);
    let from = begins(promise, &days);
    let mut due = BTreeMap::new();
    let mut periods = Vec::new();
    if let Some(from) = from.filter(|from| *from <= today) {
        let Dues { weeks, kept } = dues(&promise.terms(from), &days, today);
        due = weeks;
        periods = kept;
    }
    let weeks = without_gaps(&due, today);
    let over = weeks.iter().filter(|week| week.over && week.noted);
    let over = over.fold((0, 0), |(k, d), week| (k + week.kept, d + week.due));
    let (streak, longest_streak) = in_a_row(periods.into_iter());
    Commitment {
        promise: promise.clone(),
        weeks,
        rate: (over.1 >= RECORDS_MIN).then(|| f64::from(over.0) / f64::from(over.1)),
        over,
        streak,
        longest_streak,
        days,
    }
}

fn begins(promise: &Promise, days: &BTreeMap<Date, bool>) -> Option<Date> {
    promise.from.or_else(|| days.keys().next().copied())
}

/// The days with a check-in for this promise; of several on one day the latest tells.
fn checked_days(promise: &Promise, checkins: &SheetRow, today: Date) -> BTreeMap<Date, bool> {
    let mut items: Vec<&ItemRow> = checkins.items("checkins").iter().collect();
    // Of two at one moment the one written later, which stands further down.
    items.sort_by(|a, b| (a.instant(), &a.order, a.id).cmp(&(b.instant(), &b.order, b.id)));
    let mut days = BTreeMap::new();
    for item in items {
        let link: Option<Link> = item.fields.words("commitment").parse().ok();
        let meant = link.as_ref().and_then(Link::target);
        if meant != Some((promise.list.as_str(), promise.item)) {
            continue;
        }
        let kept = match item.fields.words("kept") {
            "kept" => true,
            "missed" => false,
            _ => continue,
        };
        if let Some(day) = item.date().filter(|day| *day <= today) {
            days.insert(day, kept);
        }
    }
    days
}

/// The weeks from the first that matters to the current one, with nothing due where nothing was.
fn without_gaps(due: &BTreeMap<Date, Due>, today: Date) -> Vec<WeekRate> {
    let Some((first, _)) = due.first_key_value() else {
        return Vec::new();
    };
    let mut weeks = Vec::new();
    let mut monday = *first;
    while monday <= today {
        let week = due.get(&monday).copied().unwrap_or_default();
        weeks.push(WeekRate {
            monday,
            due: week.due,
            kept: week.kept,
            noted: week.noted,
            over: days_between(monday, today) >= 7,
        });
        match monday.checked_add(7.days()) {
            Ok(next) => monday = next,
            Err(_) => break,
        }
    }
    weeks
}

fn together(commitments: &[Commitment]) -> Vec<WeekRate> {
    let mut weeks: BTreeMap<Date, WeekRate> = BTreeMap::new();
    // What was left without a word all week is in no rate of its own, and so in none of all together.
    for week in commitments.iter().flat_map(|c| &c.weeks) {
        let sum = weeks.entry(week.monday).or_insert(WeekRate {
            due: 0,
            kept: 0,
            ..*week
        });
        match (sum.noted, week.noted) {
            (true, false) if week.over => continue,
            (false, true) if week.over => sum.due = 0,
            _ => {}
        }
        sum.due += week.due;
        sum.kept += week.kept;
        sum.noted |= week.noted;
    }
    weeks.into_values().collect()
}

/// How many in a row at the end, and the most in a row anywhere.
fn in_a_row(marks: impl Iterator<Item = bool>) -> (u32, u32) {
    let (mut current, mut longest) = (0, 0);
    for good in marks {
        current = if good { current + 1 } else { 0 };
        longest = longest.max(current);
    }
    (current, longest)
}
