//! When a promise is due, for each cadence. Periods are days, weeks (Monday to Sunday) and months of
//! the calendar; each due thing belongs to one week, so that weeks can be compared.

use std::collections::{BTreeMap, BTreeSet};

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
        match fields.words("cadence") {
            "daily" => Some(Cadence::Daily),
            "times_a_week" => {
                let times = u32::try_from(fields.number("times")?).ok()?;
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

/// What was due and kept.
pub(crate) struct Dues {
    /// By the week's Monday: due and kept.
    pub(crate) weeks: BTreeMap<Date, (u32, u32)>,
    /// Period by period, oldest first, whether it was kept. A period still running is left out
    /// until it is kept.
    pub(crate) kept: Vec<bool>,
}

/// Works out what was due from `from` on. A week that is only partly covered asks for no more than
/// the days it has. A monthly promise belongs to the week it was kept in, or else to the week of
/// the month's last covered day; a single one to the week it was kept in, or else to the week it
/// was due in.
pub(crate) fn dues(
    cadence: Cadence,
    from: Date,
    until: Option<Date>,
    kept: &BTreeSet<Date>,
    today: Date,
) -> Dues {
    let from = match today.checked_sub(DAYS_BACK_MAX.days()) {
        Ok(earliest) => from.max(earliest),
        Err(_) => from,
    };
    let until = until.unwrap_or(Date::MAX);
    let mut dues = Dues {
        weeks: BTreeMap::new(),
        kept: Vec::new(),
    };
    if until < from {
        return dues;
    }
    match cadence {
        Cadence::Daily => dues.by_week(from, until, kept, today, |days| days),
        Cadence::TimesAWeek(n) => dues.by_week(from, until, kept, today, |days| days.min(n)),
        Cadence::Weekly => dues.by_week(from, until, kept, today, |days| days.min(1)),
        Cadence::Monthly => dues.by_month(from, until, kept, today),
        Cadence::Once => dues.period(from, until, kept, today),
    }
    if cadence == Cadence::Daily {
        dues.kept = daily(from, until, kept, today);
    }
    dues
}

impl Dues {
    fn by_week(
        &mut self,
        from: Date,
        until: Date,
        kept: &BTreeSet<Date>,
        today: Date,
        asked: impl Fn(u32) -> u32,
    ) {
        let mut monday = monday_of(from);
        while monday <= today.min(until) {
            let sunday = monday.saturating_add(6.days());
            let (first, last) = (monday.max(from), sunday.min(until));
            let due = asked(count(days_between(first, last) + 1));
            let times = kept.range(first..=last).count();
            let times = u32::try_from(times).unwrap_or(u32::MAX).min(due);
            self.weeks.insert(monday, (due, times));
            if times == due || last < today {
                self.kept.push(times == due);
            }
            if sunday == Date::MAX {
                break;
            }
            monday = monday.saturating_add(7.days());
        }
    }

    fn by_month(&mut self, from: Date, until: Date, kept: &BTreeSet<Date>, today: Date) {
        let mut first = from;
        while first <= today.min(until) {
            let month_end = first.last_of_month();
            self.period(first, month_end.min(until), kept, today);
            match month_end.tomorrow() {
                Ok(next) => first = next,
                Err(_) => break,
            }
        }
    }

    /// One thing due once between two days.
    fn period(&mut self, first: Date, last: Date, kept: &BTreeSet<Date>, today: Date) {
        let done = kept.range(first..=last).next();
        let week = monday_of(*done.unwrap_or(&last));
        if week <= today {
            let at = self.weeks.entry(week).or_default();
            at.0 += 1;
            at.1 += u32::from(done.is_some());
        }
        if done.is_some() || last < today {
            self.kept.push(done.is_some());
        }
    }
}

fn daily(from: Date, until: Date, kept: &BTreeSet<Date>, today: Date) -> Vec<bool> {
    let mut days = Vec::new();
    let mut day = from;
    while day <= today.min(until) {
        let done = kept.contains(&day);
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
