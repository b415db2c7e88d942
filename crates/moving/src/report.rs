//! What an archive holds, what of it is carried and what is not: shown before anything is saved.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::limits::{PLACES_MAX, REFUSED_MAX, THINGS_MAX};
use crate::refusal::shown;

/// What an archive holds, what of it is carried and what is not.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// What kind of archive it is, for people.
    pub kind: &'static str,
    /// Entries that can be taken.
    pub entries: usize,
    /// Of our own lines, worksheets, definitions and journeys.
    pub worksheets: usize,
    /// Of our own lines, what others wrote about entries and worksheets.
    pub notes: usize,
    /// The day of the first entry.
    pub first: Option<Date>,
    /// The day of the last entry.
    pub last: Option<Date>,
    /// Entries by year.
    pub years: BTreeMap<i16, usize>,
    /// The zone that was taken where an entry names none.
    pub zone: String,
    /// Entries that name no zone.
    pub without_zone: usize,
    /// What is taken only if the person wants it: moods and feelings. By what it is.
    pub proposed: BTreeMap<String, Tally>,
    /// What was taken otherwise than it stands there, by how.
    pub changed: BTreeMap<String, Tally>,
    /// What has no place here, by what it is.
    pub not_carried: BTreeMap<String, Tally>,
    /// Photographs and other attachments.
    pub files: Files,
    /// Entries that cannot be taken, each with its place; the first thousand.
    pub refused: Vec<Refused>,
    /// How many cannot be taken.
    pub refused_count: usize,
}

/// How often something occurs, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How often.
    pub count: usize,
    /// The first places, at most eight.
    pub places: Vec<String>,
}

/// Photographs and other attachments of the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    /// Those that are in the archive and come along.
    pub found: usize,
    /// Their size in bytes, as the archive says it.
    pub bytes: u64,
    /// Those that entries name and that are not there.
    pub missing: Tally,
}

/// An entry that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Which.
    pub place: String,
    /// Why.
    pub why: String,
}

impl Tally {
    pub(crate) fn add(&mut self, place: &str) {
        self.count += 1;
        let place = shown(place);
        if !place.is_empty() && self.places.len() < PLACES_MAX && !self.places.contains(&place) {
            self.places.push(place);
        }
    }
}

/// Counts something by what it is. What an archive calls its things is not ours to bound, so the rest is one thing.
pub(crate) fn count(things: &mut BTreeMap<String, Tally>, what: &str, place: &str) {
    let what = if things.len() < THINGS_MAX || things.contains_key(what) {
        what
    } else {
        "more"
    };
    things.entry(shown(what)).or_default().add(place);
}

impl Report {
    pub(crate) fn refuse(&mut self, place: &str, why: &str) {
        self.refused_count += 1;
        if self.refused.len() < REFUSED_MAX {
            let place = shown(place);
            self.refused.push(Refused {
                place,
                why: why.to_owned(),
            });
        }
    }

    pub(crate) fn count_entry(&mut self, day: Date) {
        self.entries += 1;
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
        *self.years.entry(day.year()).or_default() += 1;
    }

    /// Whether something was left out that the archive has.
    pub fn is_partial(&self) -> bool {
        self.refused_count > 0
    }
}
