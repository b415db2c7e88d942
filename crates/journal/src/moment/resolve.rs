//! What was said, set against the present.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::date::{DaySaid, Span, Unit, Which};
use super::error::{Wanted, Wrong};
use super::found::{ClockChange, Moment};
use super::length::{Length, Side};
use super::numeric::Clock;
use super::said::{Part, Said, TimeSaid, ZoneSaid};
use crate::day::Present;

/// A time of day, and whether it is in the night after that day.
#[derive(Debug, Clone, Copy)]
struct Hour {
    time: Time,
    is_after: bool,
}

/// A day, and whether it stands in the calendar as it was written; else it is one of the person's days.
#[derive(Debug, Clone, Copy)]
struct Day {
    date: Date,
    is_literal: bool,
}

/// The moment that was said.
pub(super) fn moment(present: &Present, said: &Said, wanted: Wanted) -> Result<Moment, Wrong> {
    let here = match &said.zone {
        Some(ZoneSaid::Offset(offset)) => present.in_zone(TimeZone::fixed(*offset)),
        Some(ZoneSaid::Zone(zone)) => present.in_zone(zone.clone()),
        Some(ZoneSaid::Utc) => present.in_zone(TimeZone::UTC),
        None => present.clone(),
    };
    let found = moment_here(&here, said, wanted)?;
    Ok(match said.zone {
        Some(ZoneSaid::Offset(_)) => found.at_home(present),
        Some(ZoneSaid::Utc) => found.moved(present.now.time_zone()),
        _ => found,
    })
}

fn moment_here(here: &Present, said: &Said, wanted: Wanted) -> Result<Moment, Wrong> {
    let now = &here.now;
    let hour = hour(said)?;
    let day = match (&said.length, &said.day) {
        (Some(_), Some(_)) => return Err(Wrong::impossible("it says two days")),
        (Some(_), None) if hour.is_some() => Some(Day {
            date: day_beside(here, said, wanted, false)?,
            is_literal: false,
        }),
        (Some((length, side)), None) => {
            if let Some(hour @ 13..=23) = length.hour().filter(|_| *side == Side::Open) {
                return Err(hour_or_hours(hour, wanted));
            }
            let span = length.span(false).ok_or_else(beyond)?;
            let at = if is_ahead(*side, wanted) {
                now.checked_add(span)
            } else {
                now.checked_sub(span)
            };
            return at.map(Moment::from).map_err(|_| beyond());
        }
        (None, Some(day)) => Some(as_named(day_said(here, day, wanted, hour)?, said, wanted)?),
        (None, None) => None,
    };
    let shown = match (day, hour) {
        (Some(day), Some(hour)) => on(here, day, hour),
        (Some(day), None) if wanted == Wanted::Deadline => {
            let next = day.date.tomorrow().map_err(|_| beyond())?;
            let end = here.day_ends.begins(next).checked_sub(1.second());
            end.map_err(|_| beyond())?
        }
        (Some(day), None) => {
            let noon = day.date.at(12, 0, 0, 0);
            if noon > now.datetime() && is_today(here, day) {
                return Ok(now.clone().into());
            }
            noon
        }
        (None, Some(hour)) => return beside_now(here, hour.time, wanted),
        (None, None) => return Err(Wrong::Word(String::new())),
    };
    at(shown, now.time_zone())
}

/// The latest such time of day up to now, or the next one.
fn beside_now(here: &Present, time: Time, wanted: Wanted) -> Result<Moment, Wrong> {
    let zone = here.now.time_zone();
    let today = here.now.date();
    let found = at(today.to_datetime(time), zone)?;
    let is_ahead = found.at.timestamp() > here.now.timestamp();
    let other = match (wanted.looks_ahead(), is_ahead) {
        (true, false) => today.tomorrow(),
        (true, true) | (false, false) => return Ok(found),
        (false, true) => today.yesterday(),
    };
    at(other.map_err(|_| beyond())?.to_datetime(time), zone)
}

/// What a clock shows on that day at that hour.
fn on(here: &Present, day: Day, hour: Hour) -> DateTime {
    if hour.is_after {
        let next = day.date.saturating_add(1.day());
        next.to_datetime(hour.time)
    } else if day.is_literal {
        day.date.to_datetime(hour.time)
    } else {
        here.day_ends.on(day.date, hour.time)
    }
}

/// The moment when the clocks of a zone show this, and what is special about it.
pub(super) fn at(shown: DateTime, zone: &TimeZone) -> Result<Moment, Wrong> {
    let ambiguous = zone.to_ambiguous_zoned(shown);
    let offset = ambiguous.offset();
    let later = ambiguous.clone().later();
    let at = ambiguous.compatible().map_err(|_| beyond())?;
    let change = match offset {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some(ClockChange::Skipped { said: shown }),
        AmbiguousOffset::Fold { .. } => later.ok().map(ClockChange::Twice),
    };
    Ok(Moment { at, change })
}

/// All days that were said, the first and the last.
pub(super) fn days(present: &Present, said: &Said, wanted: Wanted) -> Result<(Date, Date), Wrong> {
    let with_time = said.time.is_some() || said.part.is_some();
    let one = match (&said.length, &said.day) {
        _ if with_time => return day_of_moment(present, said, wanted),
        (Some((length, _)), None) if length.is_days(true) => {
            day_beside(present, said, wanted, true)?
        }
        (None, Some(DaySaid::Span(span))) if wanted == Wanted::Days => {
            return span_days(present.today(), *span);
        }
        (None, Some(day)) => {
            let day = as_named(day_said(present, day, wanted, None)?, said, wanted)?;
            match wanted {
                Wanted::Day if is_today(present, day) => present.today(),
                _ => day.date,
            }
        }
        _ => return day_of_moment(present, said, wanted),
    };
    Ok((one, one))
}

/// Whether a day is today, by the calendar where it was written as that has it: in the night both days are.
fn is_today(here: &Present, day: Day) -> bool {
    day.date == here.today() || day.is_literal && day.date == here.now.date()
}

fn day_of_moment(present: &Present, said: &Said, wanted: Wanted) -> Result<(Date, Date), Wrong> {
    let shown = moment(present, said, wanted)?.at.datetime();
    let day = present.day_ends.day_of(shown);
    Ok((day, day))
}

fn is_ahead(side: Side, wanted: Wanted) -> bool {
    match side {
        Side::Ago => false,
        Side::Ahead => true,
        Side::Open => wanted.looks_ahead(),
    }
}

/// The day so long before or after today.
fn day_beside(here: &Present, said: &Said, wanted: Wanted, m: bool) -> Result<Date, Wrong> {
    let (length, side) = said.length.ok_or_else(beyond)?;
    if length == Length::default() || !length.is_days(m) {
        return Err(Wrong::impossible(
            "a time of day stands beside whole days, as in “3 days ago 21:00”",
        ));
    }
    let span = length.span(m).ok_or_else(beyond)?;
    let day = if is_ahead(side, wanted) {
        here.today().checked_add(span)
    } else {
        here.today().checked_sub(span)
    };
    day.map_err(|_| beyond())
}

fn day_said(
    here: &Present,
    said: &DaySaid,
    wanted: Wanted,
    hour: Option<Hour>,
) -> Result<Day, Wrong> {
    // What stands in the calendar is looked for there, also in the night that still counts to the day before.
    let (today, in_calendar) = (here.today(), here.now.date());
    // Whether that hour of today has come.
    let has_come = |date: Date, is_literal: bool| {
        let day = Day { date, is_literal };
        hour.map(|hour| on(here, day, hour) <= here.now.datetime())
    };
    let (date, is_literal) = match said {
        DaySaid::Span(_) => return Err(Wrong::SeveralDays),
        DaySaid::Date(date) => (*date, true),
        DaySaid::FromToday(days) => {
            let date = today.checked_add(days.days()).map_err(|_| beyond())?;
            (date, false)
        }
        DaySaid::Weekday(day, which) => {
            let come = has_come(today, false);
            let date = weekday(today, *day, *which, wanted, come).ok_or_else(beyond)?;
            (date, false)
        }
        DaySaid::MonthDay(month, day) => {
            let come = has_come(in_calendar, true);
            let date = month_day(in_calendar, *month, *day, wanted, come);
            (date.ok_or_else(beyond)?, true)
        }
        DaySaid::DayOfMonth(day) => {
            let come = has_come(in_calendar, true);
            let date = day_of_month(in_calendar, *day, wanted, come);
            (date.ok_or_else(beyond)?, true)
        }
    };
    Ok(Day { date, is_literal })
}

/// The day, where it is the weekday that stands beside it. A plan may be for that day of the year before or after.
fn as_named(day: Day, said: &Said, wanted: Wanted) -> Result<Day, Wrong> {
    let Some(named) = said.named else {
        return Ok(day);
    };
    let open_year = matches!(said.day, Some(DaySaid::MonthDay(..)));
    let years = match wanted {
        Wanted::Plan if open_year => [0, 1, -1],
        Wanted::Deadline | Wanted::Ahead if open_year => [0, 1, 1],
        _ => [0, 0, 0],
    };
    let fits = |years: i16| {
        let date = day.date;
        let date = Date::new(date.year().checked_add(years)?, date.month(), date.day()).ok()?;
        (date.weekday() == named).then_some(date)
    };
    match years.into_iter().find_map(fits) {
        Some(date) => Ok(Day { date, ..day }),
        None => Err(Wrong::impossible(
            day.date.strftime("%-d %B %Y is a %A").to_string(),
        )),
    }
}

/// `22h`: so long before or after now, or a time of day.
fn hour_or_hours(hour: i8, wanted: Wanted) -> Wrong {
    let length = match wanted.looks_ahead() {
        true => format!("in {hour} hours"),
        false => format!("{hour} hours ago"),
    };
    Wrong::Ambiguous {
        readings: [length.clone(), format!("{hour}:00")],
        instead: [format!("“{length}”"), format!("“{hour}:00”")],
    }
}

fn weekday(
    today: Date,
    day: Weekday,
    which: Which,
    wanted: Wanted,
    has_come: Option<bool>,
) -> Option<Date> {
    let beside = |nth| today.nth_weekday(nth, day).ok();
    match which {
        Which::Last => beside(-1),
        Which::Next => beside(1),
        Which::OfWeek(weeks) => {
            let back = i64::from(today.weekday().to_monday_zero_offset());
            let on = i64::from(day.to_monday_zero_offset());
            today.checked_add((weeks * 7 + on - back).days()).ok()
        }
        Which::Open if today.weekday() == day => match (wanted.looks_ahead(), has_come) {
            (true, Some(false)) => Some(today),
            (true, _) => beside(1),
            (false, Some(false)) if wanted != Wanted::Plan => beside(-1),
            (false, _) => Some(today),
        },
        Which::Open if wanted.looks_ahead() => beside(1),
        Which::Open if wanted == Wanted::Plan => {
            let both = [beside(-1)?, beside(1)?];
            both.into_iter()
                .min_by_key(|date| date.duration_since(today).abs())
        }
        Which::Open => beside(-1),
    }
}

/// The day of that name in the year that is meant.
fn month_day(
    today: Date,
    month: i8,
    day: i8,
    wanted: Wanted,
    has_come: Option<bool>,
) -> Option<Date> {
    // A 29 February is at most eight years away.
    let years = today.year().saturating_sub(8)..=today.year().saturating_add(8);
    let all = years.filter_map(|year| Date::new(year, month, day).ok());
    meant(all, today, wanted, has_come)
}

/// The day of that number in the month that is meant.
fn day_of_month(today: Date, day: i8, wanted: Wanted, has_come: Option<bool>) -> Option<Date> {
    // Of two months in a row one has 31 days.
    let months = (-2..=2_i64).filter_map(|away| {
        let first = today.first_of_month().checked_add(away.months()).ok()?;
        Date::new(first.year(), first.month(), day).ok()
    });
    let months: Vec<Date> = months.collect();
    meant(months.into_iter(), today, wanted, has_come)
}

/// Of these days, which follow each other, the one that is meant.
fn meant(
    mut all: impl DoubleEndedIterator<Item = Date>,
    today: Date,
    wanted: Wanted,
    has_come: Option<bool>,
) -> Option<Date> {
    match wanted {
        Wanted::Deadline | Wanted::Ahead => {
            all.find(|date| *date > today || *date == today && has_come != Some(true))
        }
        Wanted::Plan => {
            let away = |date: &Date| date.duration_since(today).abs();
            all.min_by_key(away)
        }
        Wanted::Moment | Wanted::Day | Wanted::Days => {
            all.rfind(|date| *date < today || *date == today && has_come != Some(false))
        }
    }
}

fn span_days(today: Date, span: Span) -> Result<(Date, Date), Wrong> {
    let first_of = |year, month| Date::new(year, month, 1).map_err(|_| beyond());
    let month_of = |first: Date| (first, first.last_of_month());
    Ok(match span {
        Span::Year(year) => {
            let first = first_of(year, 1)?;
            (first, first.last_of_year())
        }
        Span::Month(year, month) => month_of(first_of(year, month)?),
        Span::MonthOfSome(month) => {
            let this = first_of(today.year(), month)?;
            let years_back = i16::from(this > today);
            month_of(first_of(today.year() - years_back, month)?)
        }
        Span::MonthBeside(month, side) => {
            let (year, now) = (today.year(), today.month());
            let away = match side {
                ..=0 => -i16::from(month >= now),
                1.. => i16::from(month <= now),
            };
            month_of(first_of(year.saturating_add(away), month)?)
        }
        Span::WeekOf(monday) => (monday, monday.saturating_add(6.days())),
        Span::From(unit, away) => {
            let back = i64::from(today.weekday().to_monday_zero_offset());
            let monday = today.saturating_sub(back.days());
            match unit {
                Unit::Week => {
                    let monday = monday.saturating_add((away * 7).days());
                    (monday, monday.saturating_add(6.days()))
                }
                Unit::Month => month_of(today.first_of_month().saturating_add(away.months())),
                Unit::Year => {
                    let first = today.first_of_year().saturating_add(away.years());
                    (first, first.last_of_year())
                }
            }
        }
    })
}

fn hour(said: &Said) -> Result<Option<Hour>, Wrong> {
    let plain = |time: Time| Hour {
        time,
        is_after: false,
    };
    Ok(match (said.time, said.part) {
        (None, None) => None,
        (None, Some(part)) => Some(plain(match part {
            Part::Morning => Time::constant(8, 0, 0, 0),
            Part::Afternoon => Time::constant(15, 0, 0, 0),
            Part::Evening => Time::constant(20, 0, 0, 0),
            Part::Night => Time::constant(22, 0, 0, 0),
        })),
        (Some(TimeSaid::Midnight), part) => Some(Hour {
            time: Time::midnight(),
            is_after: match (part, &said.day, &said.length) {
                (Some(_), ..) => true,
                (None, None, None) => false,
                (None, ..) => return Err(which_midnight()),
            },
        }),
        (Some(TimeSaid::Clock(clock)), part) => Some(clock_hour(clock, part)?),
    })
}

fn which_midnight() -> Wrong {
    Wrong::Ambiguous {
        readings: ["the beginning of that day".into(), "its end".into()],
        instead: ["00:00".into(), "24:00".into()],
    }
}

/// The hour that a clock and a part of the day mean together.
fn clock_hour(clock: Clock, part: Option<Part>) -> Result<Hour, Wrong> {
    let hour = clock.hour;
    if clock.is_bare && !clock.is_clear && part.is_none() {
        let minute = clock.minute;
        let shown = match minute {
            0 => hour.to_string(),
            _ => format!("{hour}:{minute:02}"),
        };
        return Err(Wrong::Ambiguous {
            readings: [
                format!("{:02}:{minute:02}", hour % 12),
                format!("{:02}:{minute:02}", hour % 12 + 12),
            ],
            instead: [format!("{shown}am"), format!("{shown}pm")],
        });
    }
    let (hour, is_after) = match part {
        _ if hour == 24 => (0, true),
        Some(Part::Night) if hour == 12 && !clock.is_clear => (0, true),
        Some(Part::Morning) if hour == 12 && clock.minute > 0 && !clock.is_clear => (0, false),
        Some(Part::Night) if hour < 6 => (hour, true),
        Some(Part::Night | Part::Evening | Part::Afternoon) if hour < 12 && !clock.is_clear => {
            (hour + 12, false)
        }
        _ => (hour, false),
    };
    let time = Clock { hour, ..clock }.time();
    Ok(Hour { time, is_after })
}

pub(super) fn beyond() -> Wrong {
    Wrong::impossible("it lies outside the calendar")
}
