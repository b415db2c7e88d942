//! Dates, times and offsets in figures.

use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::Offset;

use super::date::{DaySaid, Span};
use super::error::Wrong;
use super::words::{digits, year};

/// `2026-11-20`, `20.11.2026`, `20.11.`, `2026/11`, `2026`, `2026-W47`; `None` for what has another shape.
pub(super) fn date(word: &str) -> Result<Option<DaySaid>, Wrong> {
    if let Some(found) = iso_week(word) {
        return found.map(Some);
    }
    let Some(separator) = word.chars().find(|letter| !letter.is_ascii_digit()) else {
        return joined(word);
    };
    if !matches!(separator, '-' | '/' | '.') {
        return Ok(None);
    }
    let trimmed = word.strip_suffix('.').unwrap_or(word);
    let parts: Vec<&str> = trimmed.split(separator).collect();
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| digits(part)).collect();
    let Some(numbers) = numbers else {
        return Ok(None);
    };
    if parts.iter().any(|part| part.len() > 4) {
        return Ok(None);
    }
    let is_year = |at: usize| parts.get(at).is_some_and(|part| part.len() == 4);
    let day_said = match numbers.as_slice() {
        [y, m, d] if is_year(0) => full(*y, *m, *d)?,
        [y, m] if is_year(0) => month(*y, *m)?,
        [m, y] if is_year(1) => month(*y, *m)?,
        [a, b, y] if is_year(2) => {
            let (d, m) = in_order(separator, *a, *b, Some(*y))?;
            full(*y, m, d)?
        }
        [d, m, y] if separator == '.' && parts[2].len() == 2 => full(2000 + y, *m, *d)?,
        [_, _, _] => {
            return Err(Wrong::impossible(
                "a year has four digits, as in 2026-11-20",
            ));
        }
        [a, b] => {
            let (d, m) = in_order(separator, *a, *b, None)?;
            // Whether there is a 29 February depends on the year that is meant.
            full(2024, m, d)?;
            DaySaid::MonthDay(small(m)?, small(d)?)
        }
        _ => return Ok(None),
    };
    Ok(Some(day_said))
}

/// `20261120` and `2026`.
fn joined(word: &str) -> Result<Option<DaySaid>, Wrong> {
    let number = |from: usize, to: usize| word.get(from..to).and_then(digits).unwrap_or(0);
    match word.len() {
        8 if digits(word).is_some() => full(number(0, 4), number(4, 6), number(6, 8)).map(Some),
        4 => Ok(year(word).map(|year| DaySaid::Span(Span::Year(year)))),
        _ => Ok(None),
    }
}

/// Day and month of two numbers: by the dot, by the one that is no month, else it is not clear.
fn in_order(separator: char, a: i64, b: i64, year: Option<i64>) -> Result<(i64, i64), Wrong> {
    if separator == '.' || a == b || (a > 12 && b <= 12) {
        return Ok((a, b));
    }
    if b > 12 && a <= 12 {
        return Ok((b, a));
    }
    if a > 12 {
        return Err(Wrong::impossible("neither number is a month"));
    }
    let spoken = |d: i64, m: i64| {
        let name = month_name(m);
        year.map_or_else(|| format!("{d} {name}"), |y| format!("{d} {name} {y}"))
    };
    let written = |d: i64, m: i64| match year {
        Some(y) => format!("{y:04}-{m:02}-{d:02}"),
        None => format!("“{}”", spoken(d, m)),
    };
    Err(Wrong::Ambiguous {
        readings: [spoken(a, b), spoken(b, a)],
        instead: [written(a, b), written(b, a)],
    })
}

pub(super) fn month_name(month: i64) -> String {
    let date = i8::try_from(month)
        .ok()
        .and_then(|m| Date::new(2024, m, 1).ok());
    date.map_or_else(|| month.to_string(), |date| date.strftime("%B").to_string())
}

fn full(year: i64, month: i64, day: i64) -> Result<DaySaid, Wrong> {
    on(year, month, day).map(DaySaid::Date)
}

fn on(year: i64, month: i64, day: i64) -> Result<Date, Wrong> {
    if !(1..=12).contains(&month) {
        return Err(Wrong::impossible(format!("there is no month {month}")));
    }
    let date = i16::try_from(year)
        .ok()
        .and_then(|year| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok());
    date.ok_or_else(|| no_day(day, month, Some(year)))
}

/// That a month does not have such a day.
pub(super) fn no_day(day: i64, month: i64, year: Option<i64>) -> Wrong {
    let year = year.map_or(String::new(), |year| format!(" {year}"));
    Wrong::impossible(format!("there is no {day} {}{year}", month_name(month)))
}

fn month(year: i64, month: i64) -> Result<DaySaid, Wrong> {
    let first = on(year, month, 1)?;
    Ok(DaySaid::Span(Span::Month(first.year(), first.month())))
}

/// `2026-W47`, and with a day of the week `2026-W47-5`.
fn iso_week(word: &str) -> Option<Result<DaySaid, Wrong>> {
    let (year_part, rest) = word.split_once("-w")?;
    let (week, day) = match rest.split_once('-') {
        Some((week, day)) => (week, Some(digits(day)?)),
        None => (rest, None),
    };
    let (year, week) = (year(year_part)?, i8::try_from(digits(week)?).ok()?);
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).map(Date::from);
    let Ok(monday) = monday else {
        return Some(Err(Wrong::impossible(format!("{year} has no week {week}"))));
    };
    Some(match day {
        None => Ok(DaySaid::Span(Span::WeekOf(monday))),
        Some(day @ 1..=7) => {
            let date = monday.saturating_add(jiff::Span::new().days(day - 1));
            Ok(DaySaid::Date(date))
        }
        Some(day) => Err(Wrong::impossible(format!("a week has no day {day}"))),
    })
}

fn small(number: i64) -> Result<i8, Wrong> {
    i8::try_from(number).map_err(|_| Wrong::impossible("the number is too large"))
}

/// A time of day as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    /// Whether `am` or `pm` stands with it, or nothing else can be meant.
    pub(super) is_clear: bool,
    /// Whether it is an hour alone.
    pub(super) is_bare: bool,
}

impl Clock {
    pub(super) fn time(self) -> Time {
        Time::new(self.hour, self.minute, self.second, 0).unwrap_or_default()
    }

    /// With `am` or `pm` after it.
    pub(super) fn halved(self, pm: bool) -> Result<Self, Wrong> {
        if !(1..=12).contains(&self.hour) {
            return Err(Wrong::impossible(
                "with am and pm, hours go from 1 to 12, as in 10pm",
            ));
        }
        Ok(Self {
            hour: self.hour % 12 + if pm { 12 } else { 0 },
            is_clear: true,
            is_bare: false,
            ..self
        })
    }
}

/// An hour of a day of 24, as in `22h`.
pub(super) fn hour_of_24(hour: i8) -> Clock {
    Clock {
        hour,
        minute: 0,
        second: 0,
        is_clear: true,
        is_bare: false,
    }
}

/// `22h30`, `22h`.
fn with_h(word: &str) -> Option<(&str, &str)> {
    let (hour, minute) = word.split_once('h')?;
    let fits = digits(hour).is_some() && (minute.is_empty() || minute.len() == 2);
    fits.then_some((hour, if minute.is_empty() { "00" } else { minute }))
}

/// `22:10`, `22:10:05`, `9pm`, `9:30pm`, `9.30pm`, `22h30`; `None` for what has another shape.
pub(super) fn clock(word: &str) -> Result<Option<Clock>, Wrong> {
    if let Some((hour, minute)) = with_h(word) {
        let clock = clock(&format!("{hour}:{minute}"))?;
        return Ok(clock.map(|clock| Clock {
            is_clear: true,
            ..clock
        }));
    }
    let (figures, half) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
        (Some(rest), _) => (rest, Some(false)),
        (_, Some(rest)) => (rest, Some(true)),
        _ => (word, None),
    };
    let parts: Vec<&str> = match half {
        Some(_) => figures.split([':', '.']).collect(),
        None if word.contains(':') => figures.split(':').collect(),
        None => return Ok(None),
    };
    // Parts of a second are left out.
    let parts = parts.iter().enumerate().map(|(at, part)| match at {
        2 => part.split('.').next().unwrap_or_default(),
        _ => part,
    });
    let numbers: Option<Vec<i8>> = parts
        .map(|part| i8::try_from(digits(part).filter(|_| part.len() <= 2)?).ok())
        .collect();
    let (hour, minute, second) = match numbers.as_deref() {
        Some([hour]) if half.is_some() => (*hour, 0, 0),
        Some([hour, minute]) => (*hour, *minute, 0),
        Some([hour, minute, second]) => (*hour, *minute, *second),
        _ => return Ok(None),
    };
    if minute > 59 || second > 59 || hour > 24 || (hour == 24 && (minute, second) != (0, 0)) {
        return Err(Wrong::impossible("a day has the times 00:00 to 23:59"));
    }
    let clock = Clock {
        hour,
        minute,
        second,
        is_clear: hour > 12 || figures.starts_with('0'),
        is_bare: false,
    };
    match half {
        Some(pm) => clock.halved(pm).map(Some),
        None => Ok(Some(clock)),
    }
}

/// `+01:00`, `-0530`, `+1`.
pub(super) fn offset(word: &str) -> Option<Offset> {
    let (sign, rest) = match (word.strip_prefix('+'), word.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(parts), _) => parts,
        (None, 4) => (rest.get(..2)?, rest.get(2..)?),
        (None, _) => (rest, "00"),
    };
    let number = |text: &str| digits(text).filter(|_| text.len() <= 2);
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let fits = hours <= 18 && minutes < 60;
    let seconds = sign * (hours * 3600 + minutes * 60);
    fits.then(|| Offset::from_seconds(i32::try_from(seconds).ok()?).ok())
        .flatten()
}
