//! What is due on a day: promises and habits whose time it is and that were not checked in yet.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::kept::Cadence;
use crate::kept::{Commitment, Promise};

/// A promise that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The promise.
    pub promise: Promise,
    /// How often it was promised on that day.
    pub cadence: Cadence,
    /// How often it was kept in the running period (week or month).
    pub kept: u32,
    /// How often it is asked for in that period.
    pub asked: u32,
    /// For a single promise: the day it was promised by has passed.
    pub late: bool,
}

/// Whether this promise still waits to be kept on `today`; `None` when it does not, or when today was checked in
/// already.
pub fn due(commitment: &Commitment, today: Date) -> Option<Due> {
    let promise = &commitment.promise;
    let cadence = promise.cadence_on(today)?;
    let single = cadence == Cadence::Once;
    let begun = promise.from.is_none_or(|from| from <= today);
    let over = promise.until.is_some_and(|until| until < today);
    // Who says on its day or later that it was missed has said all there is to say.
    let given_up = single
        && promise.until.is_some_and(|until| {
            let said = commitment.days.range(until..=today.max(until));
            said.clone().any(|(_, kept)| !kept)
        });
    if !begun || given_up || (over && !single) || commitment.days.contains_key(&today) {
        return None;
    }
    let kept_since = |first: Date| {
        let days = commitment.days.range(first..=today);
        u32::try_from(days.filter(|(_, kept)| **kept).count()).unwrap_or(u32::MAX)
    };
    let (asked, kept) = match cadence {
        Cadence::Daily => (1, 0),
        // What a week asks for that is not covered as a whole, or in which it was changed, the week itself says.
        Cadence::TimesAWeek(_) | Cadence::Weekly => match commitment.week_of(today) {
            Some(week) if week.left == 0 => return None,
            Some(week) => (week.due, week.kept),
            None => (cadence.of_week(7).unwrap_or(1), 0),
        },
        Cadence::Monthly => (1, kept_since(today.first_of_month())),
        Cadence::Once => (1, kept_since(promise.from.unwrap_or(Date::MIN))),
    };
    (kept < asked).then(|| Due {
        promise: promise.clone(),
        cadence,
        kept,
        asked,
        late: single && over,
    })
}

/// Whether this promise was left open when `day` ended: asked for, and neither kept nor missed was said. Of promises
/// that have a week or a month, only on the last day of it.
///
/// Of one without a first day nothing is asked before its first check-in, as in its percentage.
pub fn left_open(commitment: &Commitment, day: Date) -> Option<Due> {
    if commitment.begins().is_none_or(|begins| begins > day) {
        return None;
    }
    let ends = match commitment.promise.cadence_on(day)? {
        Cadence::Daily => true,
        Cadence::TimesAWeek(_) | Cadence::Weekly => {
            day.weekday() == jiff::civil::Weekday::Sunday || commitment.promise.until == Some(day)
        }
        Cadence::Monthly => day == day.last_of_month() || commitment.promise.until == Some(day),
        Cadence::Once => commitment.promise.until == Some(day),
    };
    // What was checked in since counts too: it was said, if late.
    let later = day.checked_add(1.day()).ok();
    let said = later.is_some_and(|later| {
        commitment.promise.cadence == Some(Cadence::Once)
            && commitment.days.range(later..).any(|(_, kept)| *kept)
    });
    if ends && !said {
        due(commitment, day)
    } else {
        None
    }
}
