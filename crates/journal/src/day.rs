//! Which day a moment counts to: the one rule, asked wherever a moment becomes a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::{ToSpan as _, Zoned};
use thiserror::Error;

const HOUR: u16 = 60;
/// A day lasts until noon of the next one at the most, so that evenings count to their own day.
const LATEST: u16 = 12 * HOUR - 1;

/// When a day ends: at midnight, or at a time of the night after it. What happened before that time counts to the day
/// before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayEnds {
    /// Minutes after midnight.
    minutes: u16,
}

/// Not a time at which a day can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a day ends between 00:00 and 11:59")]
pub struct DayEndsError;

impl DayEnds {
    /// As calendars have it.
    pub const MIDNIGHT: Self = Self { minutes: 0 };

    /// At this time, to the minute.
    ///
    /// # Errors
    /// From noon on, and for parts of a minute.
    pub fn at(time: Time) -> Result<Self, DayEndsError> {
        let minutes = minutes_of(time);
        if minutes > LATEST || time.second() != 0 || time.subsec_nanosecond() != 0 {
            return Err(DayEndsError);
        }
        Ok(Self { minutes })
    }

    /// The time of day.
    pub fn time(self) -> Time {
        let part = |number: u16| i8::try_from(number).unwrap_or(0);
        Time::new(part(self.minutes / HOUR), part(self.minutes % HOUR), 0, 0).unwrap_or_default()
    }

    /// The day that what a clock shows counts to.
    pub fn day_of(self, shown: DateTime) -> Date {
        if minutes_of(shown.time()) < self.minutes {
            shown.date().yesterday().unwrap_or(shown.date())
        } else {
            shown.date()
        }
    }

    /// The same of a moment as documents hold it, `2026-11-23T22:10:00+01:00[Europe/Berlin]`. Nothing is read but what
    /// the clock showed.
    pub fn day_of_text(self, moment: &str) -> Option<Date> {
        let date: Date = moment.get(..10)?.parse().ok()?;
        if self == Self::MIDNIGHT {
            return Some(date);
        }
        let time = moment.get(11..16).and_then(|time| time.parse().ok());
        Some(self.day_of(date.to_datetime(time.unwrap_or(Time::MAX))))
    }

    /// When a clock shows this time on this day: what is before the end of the day is on the next page of the calendar.
    pub fn on(self, day: Date, time: Time) -> DateTime {
        let date = if minutes_of(time) < self.minutes {
            day.saturating_add(1.day())
        } else {
            day
        };
        date.to_datetime(time)
    }

    /// When a day begins.
    pub fn begins(self, day: Date) -> DateTime {
        day.to_datetime(self.time())
    }
}

fn minutes_of(time: Time) -> u16 {
    let part = |number: i8| u16::from(number.unsigned_abs());
    part(time.hour()) * HOUR + part(time.minute())
}

impl fmt::Display for DayEnds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / HOUR, self.minutes % HOUR)
    }
}

impl FromStr for DayEnds {
    type Err = DayEndsError;

    /// Reads `04:00`.
    fn from_str(text: &str) -> Result<Self, DayEndsError> {
        Self::at(text.parse().map_err(|_| DayEndsError)?)
    }
}

/// The present as a person has it: what words such as *yesterday* are read by.
#[derive(Clone, Debug)]
pub struct Present {
    /// What their clock shows, in their zone.
    pub now: Zoned,
    /// When their day ends.
    pub day_ends: DayEnds,
}

impl Present {
    /// Whether a moment has not come. A minute is let pass: clocks differ a little.
    pub fn is_ahead(&self, at: &Zoned) -> bool {
        at.timestamp().as_second() > self.now.timestamp().as_second().saturating_add(60)
    }

    /// Their day.
    pub fn today(&self) -> Date {
        self.day_ends.day_of(self.now.datetime())
    }
}

impl From<Zoned> for Present {
    /// Of somebody whose day ends at midnight.
    fn from(now: Zoned) -> Self {
        Self {
            now,
            day_ends: DayEnds::MIDNIGHT,
        }
    }
}
