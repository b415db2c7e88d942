//! When a promise is due, for each cadence. Periods are days, weeks (Monday to Sunday) and months of
//! the calendar; each due thing belongs to one week, so that weeks can be compared.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;
use journal::Fields;

use crate::calendar::{days_between, monday_of};

/// How far back weeks are looked at, in days; what is older is left out.
const DAYS_BACK_MAX: i64 = 366 * 10;

/// How often something is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// Every day.
    Daily,
    /// On so many days of every week, 1 to 7.
    TimesAWeek(u32),
    /// On one day of every week.
    Weekly,
    /// On one day of every month.
    Monthly,
    /// Once, by the day in `until`.
    Once,
}

impl Cadence {
    /// The cadence written in an item; `None` while it is not said.
    pub(crate) fn read(fields: &Fields) -> Option<Cadence> {
        Self::of(fields.words("cadence"), fields.number("times"))
    }

    /// The cadence with this name, on so many days of a week.
    pub(crate) fn of(name: &str, times: Option<i64>) -> Option<Cadence> {
        match name {
            "daily" => Some(Cadence::Daily),
            "times_a_week" => {
                let times = u32::try_from(times?).ok()?;
                (1..=7)
                    .contains(&times)
                    .then_some(Cadence::TimesAWeek(times))
            }
            "weekly" => Some(Cadence::Weekly),
            "monthly" => Some(Cadence::Monthly),
            "once" => Some(Cadence::Once),
            _ => None,
        }
    }
}

/// How often something was promised over a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) cadence: Cadence,
    /// Its first and last day.
    pub(crate) first: Date,
    pub(crate) last: Date,
    /// It ended because another one took its place: what could still have been kept then was not missed.
    pub(crate) replaced: bool,
}

/// What was due in a week.
#[derive(Clone, Copy, Default)]
pub(crate) struct Due {
    pub(crate) due: u32,
    pub(crate) kept: u32,
    /// Whether anything was said of it, kept or missed. Of what is due once, in a month or at all, its last day says it.
    pub(crate) noted: bool,
}

/// The days with a check-in: whether it was kept.
type Said = BTreeMap<Date, bool>;

/// The first of these days on which it was kept.
fn first_kept(said: &Said, days: RangeInclusive<Date>) -> Option<Date> {
    let mut days = said.range(days);
    days.find(|(_, kept)| **kept).map(|(day, _)| *day)
}

/// What was due and kept.
#[derive(Default)]
pub(crate) struct Dues {
    /// By the week's Monday.
    pub(crate) weeks: BTreeMap<Date, Due>,
    /// Period by period, oldest first, whether it was kept. A period still running is left out
    /// until it is kept.
    pub(crate) kept: Vec<bool>,
}

/// What comes round: days, weeks, months, or nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    Days,
    Weeks,
    Months,
    Never,
}

impl Cadence {
    /// What comes round with it, one and several: days, weeks or months. `None` for what is promised once.
    pub fn period(self) -> Option<(&'static str, &'static str)> {
        match self.round() {
            Round::Days => Some(("day", "days")),
            Round::Weeks => Some(("week", "weeks")),
            Round::Months => Some(("month", "months")),
            Round::Never => None,
        }
    }

    fn round(self) -> Round {
        match self {
            Cadence::Daily => Round::Days,
            Cadence::TimesAWeek(_) | Cadence::Weekly => Round::Weeks,
            Cadence::Monthly => Round::Months,
            Cadence::Once => Round::Never,
        }
    }

    /// On how many of so many days of a week it asks for something; `None` where it does not go by weeks.
    pub(crate) fn of_week(self, days: u32) -> Option<u32> {
        match self {
            Cadence::Daily => Some(days),
            Cadence::TimesAWeek(times) => Some(days.min(times)),
            Cadence::Weekly => Some(days.min(1)),
            Cadence::Monthly | Cadence::Once => None,
        }
    }
}

/// Works out what was due under these terms, which follow each other. A week that is only partly covered asks for no
/// more than the days it has; a week in which the promise was changed asks for both parts, and for no more than the larger
/// of the two promises asks in a whole week. In each part no more counts as kept than that part asks for. A monthly promise
/// belongs to the week it was kept in, or else to the week of the month's last covered day; a single one to the week it was
/// kept in, or else to the week it was due in.
pub(crate) fn dues(terms: &[Term], said: &Said, today: Date) -> Dues {
    let earliest = today.checked_sub(DAYS_BACK_MAX.days()).unwrap_or(Date::MIN);
    let terms: Vec<Term> = terms
        .iter()
        .map(|term| Term {
            first: term.first.max(earliest),
            ..*term
        })
        .filter(|term| term.first <= term.last && term.first <= today)
        .collect();
    let mut all = Dues::default();
    all.by_week(&terms, said, today);
    for term in &terms {
        all.by_period(term, said, today);
    }
    // What is kept in a row is counted in what comes round now.
    let round = terms.last().map(|term| term.cadence.round());
    let other = terms
        .iter()
        .rposition(|term| Some(term.cadence.round()) != round);
    let now = &terms[other.map_or(0, |at| at + 1)..];
    let mut row = Dues::default();
    match round {
        Some(Round::Days) => row.kept = now.iter().flat_map(|it| daily(it, said, today)).collect(),
        Some(Round::Weeks) => row.by_week(now, said, today),
        Some(Round::Months | Round::Never) => {
            for term in now {
                row.by_period(term, said, today);
            }
        }
        None => {}
    }
    all.kept = row.kept;
    all
}

/// What a promise that goes by days of a week asked for in one, and how much of it was kept.
pub(crate) struct OfWeek {
    pub(crate) due: u32,
    pub(crate) kept: u32,
    noted: bool,
    /// The last day in it that was covered.
    ends: Date,
    /// How often more it can be kept: what its last part asks for, less what was kept of it.
    pub(crate) left: u32,
}

/// The terms that go by days of a week.
fn by_days(terms: &[Term]) -> Vec<Term> {
    let terms = terms.iter().copied();
    terms
        .filter(|term| term.cadence.of_week(7).is_some())
        .collect()
}

/// The week from this Monday under these terms, which go by days of a week; `None` where they cover no day of it.
fn of_week(terms: &[Term], said: &Said, monday: Date) -> Option<OfWeek> {
    let sunday = monday.saturating_add(6.days());
    let (mut most, mut found) = (0, None::<OfWeek>);
    for term in terms {
        let (from, to) = (monday.max(term.first), sunday.min(term.last));
        if from > to {
            continue;
        }
        let of = |days| term.cadence.of_week(days).unwrap_or(0);
        let due = of(count(days_between(from, to) + 1));
        most = most.max(of(7));
        let here = said.range(from..=to).map(|(_, kept)| *kept);
        let times = here.clone().filter(|kept| *kept).count();
        // What was kept beyond what a part asks for makes up for nothing in the other one.
        let kept = u32::try_from(times).unwrap_or(u32::MAX).min(due);
        let noted = here.count() > 0;
        let before = found.as_ref();
        found = Some(OfWeek {
            due: due + before.map_or(0, |it| it.due),
            kept: kept + before.map_or(0, |it| it.kept),
            noted: noted || before.is_some_and(|it| it.noted),
            ends: to,
            left: due - kept,
        });
    }
    let mut week = found?;
    week.due = week.due.min(most);
    week.kept = week.kept.min(week.due);
    week.left = week.left.min(week.due - week.kept);
    Some(week)
}

/// What a promise asks for in the week of a day, as far as it goes by days of a week.
pub(crate) fn in_week(terms: &[Term], said: &Said, day: Date) -> Option<OfWeek> {
    of_week(&by_days(terms), said, monday_of(day))
}

impl Dues {
    /// What goes by days of a week.
    fn by_week(&mut self, terms: &[Term], said: &Said, today: Date) {
        let terms = by_days(terms);
        let (Some(first), Some(last)) = (terms.first(), terms.last()) else {
            return;
        };
        let mut monday = monday_of(first.first);
        while monday <= today.min(last.last) {
            let sunday = monday.saturating_add(6.days());
            if let Some(found) = of_week(&terms, said, monday) {
                let week = self.weeks.entry(monday).or_default();
                week.due += found.due;
                week.kept += found.kept;
                week.noted |= found.noted;
                if found.kept == found.due || found.ends < today {
                    self.kept.push(found.kept == found.due);
                }
            }
            if sunday == Date::MAX {
                break;
            }
            monday = monday.saturating_add(7.days());
        }
    }

    /// What is due once in a month, or once.
    fn by_period(&mut self, term: &Term, said: &Said, today: Date) {
        match term.cadence {
            Cadence::Monthly => {
                let mut first = term.first;
                while first <= today.min(term.last) {
                    let month_end = first.last_of_month();
                    let cut = term.replaced && month_end > term.last;
                    let days = (first, month_end.min(term.last));
                    self.period(days, cut, said, today);
                    match month_end.tomorrow() {
                        Ok(next) => first = next,
                        Err(_) => break,
                    }
                }
            }
            Cadence::Once => {
                let days = (term.first, term.last);
                self.period(days, term.replaced, said, today);
            }
            Cadence::Daily | Cadence::TimesAWeek(_) | Cadence::Weekly => {}
        }
    }

    /// One thing due once between two days; where the time for it was cut off, only if it was kept.
    fn period(&mut self, (first, last): (Date, Date), cut: bool, said: &Said, today: Date) {
        let done = first_kept(said, first..=last);
        if cut && done.is_none() {
            return;
        }
        let week = monday_of(done.unwrap_or(last));
        if week <= today {
            let at = self.weeks.entry(week).or_default();
            at.due += 1;
            at.kept += u32::from(done.is_some());
            at.noted = true;
        }
        if done.is_some() || last < today {
            self.kept.push(done.is_some());
        }
    }
}

fn daily(term: &Term, said: &Said, today: Date) -> Vec<bool> {
    let mut days = Vec::new();
    let mut day = term.first;
    while day <= today.min(term.last) {
        let done = said.get(&day) == Some(&true);
        if done || day < today {
            days.push(done);
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    days
}

fn count(days: i64) -> u32 {
    u32::try_from(days).unwrap_or(0)
}
