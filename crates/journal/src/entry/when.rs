//! The moment that an entry is about.

use std::fmt;

use jiff::Zoned;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::day::DayEnds;

/// What the writer's clock showed, with its zone: `2026-11-23T22:10:00+01:00[Europe/Berlin]`. Kept as it was written,
/// since another program may know zones that this one does not.
///
/// The default says no moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Option<String>", into = "String")]
pub struct When(String);

impl When {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether no moment is said.
    pub const fn is_open(&self) -> bool {
        self.0.is_empty()
    }

    /// This moment, or the other one where none is said.
    #[must_use]
    pub fn or(self, other: impl Into<Self>) -> Self {
        if self.is_open() { other.into() } else { self }
    }

    /// The moment with its zone; `None` where this program cannot read it.
    pub fn zoned(&self) -> Option<Zoned> {
        self.0.parse().ok()
    }

    /// The civil date and time, whatever the zone.
    pub fn civil(&self) -> Option<DateTime> {
        let end = self.0.find('[').unwrap_or(self.0.len());
        self.0[..end].parse().ok()
    }

    /// The day that it counts to, by the clock where its writer was. Cheap: the zone is not read.
    pub fn day(&self, ends: DayEnds) -> Option<Date> {
        ends.day_of_text(&self.0)
    }
}

impl From<Option<String>> for When {
    fn from(text: Option<String>) -> Self {
        Self(text.unwrap_or_default())
    }
}

impl From<String> for When {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for When {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Zoned> for When {
    fn from(moment: Zoned) -> Self {
        Self(moment.to_string())
    }
}

impl From<&Zoned> for When {
    fn from(moment: &Zoned) -> Self {
        Self(moment.to_string())
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.0
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
