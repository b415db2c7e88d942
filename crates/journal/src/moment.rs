//! Dates and times as people type them, one grammar for all of them. The guide has the table (*Dates and times*).
//!
//! A text is read into what it [says](said), and that is set against the [`Present`]. What happened is the latest moment
//! that the words can mean, a deadline the next one.

mod date;
mod error;
mod found;
mod length;
mod numeric;
mod resolve;
mod said;
mod spoken;
mod words;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::day::Present;
use error::Wrong;
use said::Said;

pub use error::{Wanted, WhenError};
pub use found::{ClockChange, Moment};
pub use length::seconds_of;

impl Present {
    /// When something happened: of what the words can mean the latest moment up to now. A day alone is its noon, today
    /// at most now. What can only be ahead is [ahead](Present::is_ahead). An offset that is typed stays.
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

    /// One day that may well be ahead: without a year, or named by its weekday, the nearest one.
    ///
    /// # Errors
    /// As [`Present::moment`].
    pub fn planned_day(&self, text: &str) -> Result<Date, WhenError> {
        self.read_days(text, Wanted::Plan).map(|(day, _)| day)
    }

    /// One day that is to come: of what the words can mean the next.
    ///
    /// # Errors
    /// As [`Present::moment`].
    pub fn day_ahead(&self, text: &str) -> Result<Date, WhenError> {
        self.read_days(text, Wanted::Ahead).map(|(day, _)| day)
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
