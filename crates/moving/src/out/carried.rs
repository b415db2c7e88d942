//! An entry on its way out, and the account of what came along.

use std::collections::BTreeMap;

use journal::{EntryField, EntryFields, EntryValue};
use serde::Serialize;

/// An entry on its way out.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// Its whole id.
    pub id: &'a str,
    /// What it says.
    pub fields: &'a EntryFields,
}

/// What came along, and what did not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// Entries that were written.
    pub entries: usize,
    /// Files of entries that were written.
    pub files: usize,
    /// The names of files that are not, or not whole, on this device.
    pub absent: Vec<String>,
    /// What was written otherwise than it stands in the journal, by how, with how often.
    pub changed: BTreeMap<&'static str, usize>,
    /// What has no place there, by what it is, with how often.
    pub not_carried: BTreeMap<&'static str, usize>,
}

impl Carried {
    /// Something is written otherwise, so many times.
    pub fn changes(&mut self, how: &'static str, count: usize) {
        count_of(&mut self.changed, how, count);
    }

    /// Something has no place, so many times.
    pub fn leaves(&mut self, what: &'static str, count: usize) {
        count_of(&mut self.not_carried, what, count);
    }

    /// What another part of the same journal carried.
    pub fn add(&mut self, other: Self) {
        self.entries += other.entries;
        self.files += other.files;
        self.absent.extend(other.absent);
        for (how, count) in other.changed {
            self.changes(how, count);
        }
        for (what, count) in other.not_carried {
            self.leaves(what, count);
        }
    }

    /// What of an entry has no place in a form with places for these fields.
    pub fn leaves_rest(&mut self, fields: &EntryFields, places: &[EntryField]) {
        for (field, value) in fields.values() {
            if !places.contains(&field) {
                self.leaves(several(field), often(value));
            }
        }
    }
}

fn count_of(things: &mut BTreeMap<&'static str, usize>, what: &'static str, count: usize) {
    if count > 0 {
        *things.entry(what).or_default() += count;
    }
}

/// What a list of things without a place calls them.
const fn several(field: EntryField) -> &'static str {
    match field {
        EntryField::When => "moments",
        EntryField::Title => "titles",
        EntryField::Text => "texts",
        EntryField::Mood => "moods",
        EntryField::Emotions => "feelings",
        EntryField::Triggers => "triggers",
        EntryField::Tags => "tags",
        EntryField::Steps => "steps",
        EntryField::Star => "stars",
        EntryField::Letter => "marks of letters that are not sent",
        EntryField::Files => "files of entries",
    }
}

fn often(value: EntryValue<'_>) -> usize {
    match value {
        EntryValue::Words(words) => words.len(),
        EntryValue::Numbers(numbers) => numbers.len(),
        EntryValue::Files(files) => files.len(),
        value => usize::from(value.is_filled()),
    }
}

/// A text with `\n` at the end of each line, and how many of other programs' line ends it had.
pub(super) fn unix(text: &str) -> (String, usize) {
    let count = text.matches('\r').count();
    let text = match count {
        0 => text.to_owned(),
        _ => text.replace("\r\n", "\n").replace('\r', "\n"),
    };
    (text, count)
}

/// How [`unix`] is told.
pub(super) const LINE_ENDS: &str = "ends of lines, written as one character";
