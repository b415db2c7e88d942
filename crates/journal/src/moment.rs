//! Dates and times as people type them, one grammar for all of them. The guide has the table (*Dates and times*).
//!
//! A text is read into what it [says](said), and that is set against the [`Present`]. What happened is the latest moment
//! that the words can mean, a deadline the next one.

mod error;
mod length;
mod numeric;
mod resolve;
mod said;
mod words;

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::day::Present;
use error::Wrong;
use said::Said;

pub use error::{Wanted, WhenError};
pub use length::seconds_of;

/// A moment that was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The moment, in the person's zone or the one that was typed.
    pub at: Zoned,
    /// What a change of the clocks makes of the time that was typed.
    pub change: Option<ClockChange>,
}

/// A time that the clocks show never, or twice. It says how it was read.
#[derive(Debug, Clone, PartialEq)]
pub enum ClockChange {
    /// The clocks go past it.
    Skipped {
        /// What was typed.
        said: DateTime,
    },
    /// The clocks show it twice; this is the second time, and the first one was meant.
    Twice(Zoned),
}

impl Moment {
    /// Whether it has not come yet.
    pub fn is_ahead(&self, present: &Present) -> bool {
        self.at.timestamp() > present.now.timestamp()
    }

    /// What to say about a change of the clocks.
    pub fn remark(&self) -> Option<String> {
        let change = self.change.as_ref()?;
        Some(Remark(&self.at, change).to_string())
    }
}

struct Remark<'m>(&'m Zoned, &'m ClockChange);

impl fmt::Display for Remark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(at, change) = self;
        let day = at.strftime("%-d %B %Y");
        match change {
            ClockChange::Skipped { said } => write!(
                f,
                "On {day} the clocks go past {}, so it is read as {}.",
                said.strftime("%H:%M"),
                at.strftime("%H:%M")
            ),
            ClockChange::Twice(second) => write!(
                f,
                "On {day} the clocks show {} twice, and it is read as the first time. The second one is {}.",
                at.strftime("%H:%M"),
                second.strftime("%FT%H:%M%:z")
            ),
        }
    }
}

impl Present {
    /// When something happened: of what the words can mean the latest moment up to now. A day alone is its noon, today
    /// at most now. What can only be ahead is [ahead](Moment::is_ahead). An offset that is typed stays.
    ///
    /// # Errors
    /// Words that are not understood, that have two meanings, or that mean no moment.
    pub fn moment(&self, text: &str) -> Result<Moment, WhenError> {
        self.read_moment(text, Wanted::Moment)
    }

    /// Until when something lasts: the next moment that the words can mean; of a day its last second.
    ///
    /// # Errors
    /// As [`Present::moment`].
    pub fn deadline(&self, text: &str) -> Result<Moment, WhenError> {
        self.read_moment(text, Wanted::Deadline)
    }

    /// One day: of what the words can mean the latest up to today.
    ///
    /// # Errors
    /// As [`Present::moment`].
    pub fn day(&self, text: &str) -> Result<Date, WhenError> {
        self.read_days(text, Wanted::Day).map(|(day, _)| day)
    }

    /// One day that may well be ahead: without a year the nearest one of that name.
    ///
    /// # Errors
    /// As [`Present::moment`].
    pub fn planned_day(&self, text: &str) -> Result<Date, WhenError> {
        self.read_days(text, Wanted::Plan).map(|(day, _)| day)
    }

    /// The first and last day of a day, week, month or year.
    ///
    /// # Errors
    /// As [`Present::moment`].
    pub fn days(&self, text: &str) -> Result<(Date, Date), WhenError> {
        self.read_days(text, Wanted::Days)
    }

    fn read_moment(&self, text: &str, wanted: Wanted) -> Result<Moment, WhenError> {
        let found = match self.exact(text) {
            Some(found) => found,
            None => Said::read(text).and_then(|said| resolve::moment(self, &said, wanted)),
        };
        found.map_err(|wrong| wrong.of(text, wanted))
    }

    fn read_days(&self, text: &str, wanted: Wanted) -> Result<(Date, Date), WhenError> {
        let found = match self.exact(text) {
            Some(found) => found.map(|moment| {
                let day = self.day_ends.day_of(moment.at.datetime());
                (day, day)
            }),
            None => Said::read(text).and_then(|said| resolve::days(self, &said, wanted)),
        };
        found.map_err(|wrong| wrong.of(text, wanted))
    }

    /// A moment in full, with its offset or zone; `None` if it is not written like that.
    fn exact(&self, text: &str) -> Option<Result<Moment, Wrong>> {
        let text = text.trim();
        let pieces = Pieces::parse(text).ok()?;
        let shown = pieces.date().to_datetime(pieces.time()?);
        if pieces.time_zone_annotation().is_some() {
            return Some(with_zone(text, &pieces, shown));
        }
        let offset = pieces.offset()?;
        let instant = offset_of(&offset).to_timestamp(shown);
        let Ok(instant) = instant else {
            return Some(Err(resolve::beyond()));
        };
        Some(Ok(match offset {
            PiecesOffset::Numeric(_) => {
                let fixed = instant.to_zoned(TimeZone::fixed(offset_of(&offset)));
                Moment::from(fixed).at_home(self)
            }
            _ => instant.to_zoned(self.now.time_zone().clone()).into(),
        }))
    }

    pub(crate) fn in_zone(&self, zone: TimeZone) -> Self {
        Self {
            now: self.now.with_time_zone(zone),
            day_ends: self.day_ends,
        }
    }
}

fn offset_of(offset: &PiecesOffset) -> jiff::tz::Offset {
    offset.to_numeric_offset()
}

fn with_zone(text: &str, pieces: &Pieces<'_>, shown: DateTime) -> Result<Moment, Wrong> {
    let Ok(Some(zone)) = pieces.to_time_zone() else {
        return Err(Wrong::impossible("that zone is not known"));
    };
    if pieces.offset().is_none() {
        return resolve::at(shown, &zone);
    }
    let zoned: Result<Zoned, _> = text.parse();
    zoned
        .map(Moment::from)
        .map_err(|_| Wrong::impossible("the offset is not one of that zone then"))
}

/// A time of day alone: `4:00`, `04:00`, `4am`, `midnight`.
///
/// # Errors
/// As [`Present::moment`].
pub fn time_of_day(text: &str) -> Result<Time, WhenError> {
    let morning: Present = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC).into();
    let read = |said: &Said| {
        if said.day.is_some() || said.length.is_some() || said.zone.is_some() {
            return Err(Wrong::Word(text.trim().to_owned()));
        }
        resolve::moment(&morning, said, Wanted::Moment)
    };
    let found = Said::read(text).and_then(|said| read(&said));
    found
        .map(|moment| moment.at.time())
        .map_err(|wrong| wrong.of(text, Wanted::Moment))
}
