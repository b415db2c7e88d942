//! A moment that was read, and what is special about it.

use std::fmt;

use jiff::Zoned;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::day::Present;

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

impl Moment {
    /// The same instant by the clocks of a zone.
    pub(super) fn moved(self, zone: &TimeZone) -> Self {
        Self {
            at: self.at.with_time_zone(zone.clone()),
            ..self
        }
    }

    /// In the person's own zone where its clocks show the same, else with the offset that was given.
    pub(super) fn at_home(self, present: &Present) -> Self {
        let there = self.at.with_time_zone(present.now.time_zone().clone());
        if there.offset() == self.at.offset() {
            Self { at: there, ..self }
        } else {
            self
        }
    }
}

impl From<Zoned> for Moment {
    fn from(at: Zoned) -> Self {
        Self { at, change: None }
    }
}
