//! Lengths of time: `2w`, `90 minutes`, `an hour`, `1h 30m`.

use jiff::Span;

use super::words::{Words, number};

/// A length of time. `m` is kept apart: it is minutes of a moment and months of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Length {
    months: i64,
    days: i64,
    seconds: i64,
    m: i64,
    /// A number of `h` and nothing else, which can be an hour of the clock, too.
    h: Option<i8>,
}

/// Which way a length goes from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Ago,
    Ahead,
    /// Nothing says so: back, or forward where the future is meant.
    Open,
}

const DAY: i64 = 24 * 3600;

impl Length {
    /// Whether it is made of whole days, so that a time of day can stand beside it.
    pub(super) fn is_days(self, m_is_months: bool) -> bool {
        self.seconds == 0 && (m_is_months || self.m == 0)
    }

    /// The hour of the clock that it can be: `22h`.
    pub(super) fn hour(self) -> Option<i8> {
        self.h
    }

    /// `None` beyond the calendar.
    pub(super) fn span(self, m_is_months: bool) -> Option<Span> {
        let (months, minutes) = if m_is_months {
            (self.m, 0)
        } else {
            (0, self.m)
        };
        let months = self.months.checked_add(months)?;
        let seconds = self.seconds.checked_add(minutes.checked_mul(60)?)?;
        let span = Span::new().try_months(months).ok()?;
        span.try_days(self.days).ok()?.try_seconds(seconds).ok()
    }

    fn add(&mut self, number: i64, unit: &str) -> Option<()> {
        let is_hour = unit == "h" && *self == Self::default() && (0..=24).contains(&number);
        self.h = is_hour.then(|| i8::try_from(number).ok()).flatten();
        let (sum, one) = match unit {
            "s" | "sec" | "secs" | "second" | "seconds" => (&mut self.seconds, 1),
            "min" | "mins" | "minute" | "minutes" => (&mut self.seconds, 60),
            "h" | "hr" | "hrs" | "hour" | "hours" => (&mut self.seconds, 3600),
            "d" | "day" | "days" => (&mut self.days, 1),
            "w" | "wk" | "wks" | "week" | "weeks" => (&mut self.days, 7),
            "fortnight" | "fortnights" => (&mut self.days, 14),
            "mo" | "month" | "months" => (&mut self.months, 1),
            "y" | "yr" | "yrs" | "year" | "years" => (&mut self.months, 12),
            "m" => (&mut self.m, 1),
            _ => return None,
        };
        *sum = sum.checked_add(number.checked_mul(one)?)?;
        Some(())
    }
}

/// Reads a length if one comes next, with what says which way it goes.
pub(super) fn length(words: &mut Words) -> Option<(Length, Side)> {
    let mut rest = words.clone();
    if rest.take(&["now"]) {
        *words = rest;
        return Some((Length::default(), Side::Ago));
    }
    let begins_ahead = rest.take(&["in"]);
    let mut length = Length::default();
    let mut found = false;
    loop {
        let mut more = rest.clone();
        if found {
            more.take(&["and"]);
        }
        if !part(&mut more, &mut length) {
            break;
        }
        (rest, found) = (more, true);
    }
    if !found {
        return None;
    }
    let ends = rest.ahead(1).is_empty();
    let side = if rest.take(&["ago"]) || ends && rest.take(&["before", "earlier", "back"]) {
        Side::Ago
    } else if begins_ahead {
        Side::Ahead
    } else if rest.next() == "from" && rest.ahead(1) == "now" {
        rest.skip(2);
        Side::Ahead
    } else {
        Side::Open
    };
    if begins_ahead && side == Side::Ago {
        return None;
    }
    *words = rest;
    Some((length, side))
}

/// One number with its unit, apart or joined; several may be joined, as in `1h30m`.
fn part(words: &mut Words, length: &mut Length) -> bool {
    let mut sum = *length;
    let taken = if words.next() == "half" && matches!(words.ahead(1), "an" | "a") {
        let is_hour = matches!(words.ahead(2), "hour" | "h");
        is_hour.then(|| sum.add(30, "min")).flatten().map(|()| 3)
    } else if words.next() == "a" && words.ahead(1) == "quarter" {
        let is_hour = words.ahead(2) == "of" && words.ahead(3) == "an" && words.ahead(4) == "hour";
        is_hour.then(|| sum.add(15, "min")).flatten().map(|()| 5)
    } else if words.next() == "a" && words.ahead(1) == "couple" {
        let places = if words.ahead(2) == "of" { 3 } else { 2 };
        sum.add(2, words.ahead(places)).map(|()| places + 1)
    } else if let Some(number) = number(words.next()) {
        sum.add(number, words.ahead(1)).map(|()| 2)
    } else {
        joined(words.next(), &mut sum).map(|()| 1)
    };
    let Some(places) = taken else {
        return false;
    };
    words.skip(places);
    *length = sum;
    true
}

fn joined(word: &str, sum: &mut Length) -> Option<()> {
    let mut rest = word;
    while !rest.is_empty() {
        let unit_at = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let unit = rest.get(unit_at..)?;
        let end = unit
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(unit.len());
        sum.add(
            super::words::digits(rest.get(..unit_at)?)?,
            unit.get(..end)?,
        )?;
        rest = unit.get(end..)?;
    }
    (!word.is_empty()).then_some(())
}

/// A length of time that has no place in the calendar, such as `30m`, `4h` or `1h 30m`: at least a second and at most
/// 366 days, in seconds. `None` for anything else.
pub fn seconds_of(text: &str) -> Option<i64> {
    let mut words = Words::of(text);
    let (length, side) = length(&mut words)?;
    if side != Side::Open || !words.is_over() || length.months != 0 {
        return None;
    }
    let minutes = length.m.checked_mul(60)?;
    let days = length.days.checked_mul(DAY)?;
    let seconds = length.seconds.checked_add(minutes)?.checked_add(days)?;
    (1..=366 * DAY).contains(&seconds).then_some(seconds)
}
