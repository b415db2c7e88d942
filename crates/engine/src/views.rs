//! What the engine shows: plain data in the user's words. No document, table, key or connection crosses this border.

use std::ops::Deref;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

pub use carry::FolderView;
pub use journal::{
    DiffLine, DiffPart, EntryEdit, EntryField, EntryFields, EntryRow, EntryValue, FieldValue,
    Printed, SnippetPart, When,
};
pub use vault::LinkId;
pub use vault::{CutOff, DeviceView, Missing, Role, SplitView};

/// Names one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryRef {
    /// `@1` is the newest up to now, `@2` the one before. What has not come yet is counted after all others.
    Newest(usize),
    /// The newest entry of today.
    Today,
    /// The newest entry of yesterday.
    Yesterday,
    /// The beginning of an id.
    Prefix(String),
}

impl From<&EntryView> for EntryRef {
    fn from(entry: &EntryView) -> Self {
        Self::Prefix(entry.id.clone())
    }
}

impl std::fmt::Display for EntryRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Newest(place) => write!(f, "@{place}"),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::Prefix(id) => f.write_str(id),
        }
    }
}

impl std::str::FromStr for EntryRef {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Some(place) = text.strip_prefix('@') {
            return match place.parse() {
                Ok(n) if n > 0 => Ok(Self::Newest(n)),
                _ => Err(crate::Error::Invalid(format!(
                    "“{text}” names no entry: after @ comes a number from 1, the newest"
                ))),
            };
        }
        match text {
            "today" => Ok(Self::Today),
            "yesterday" => Ok(Self::Yesterday),
            "" => Err(crate::Error::Invalid(
                "an entry is named by @1, today or its id".into(),
            )),
            _ => Ok(Self::Prefix(text.to_lowercase())),
        }
    }
}

/// One entry as it now reads.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView {
    /// The whole id, 26 characters.
    pub id: String,
    /// The shortest beginning of the id that is clear in this journal, at least 4 characters.
    pub short: String,
    /// What it says, readable from here directly. Lists are sorted.
    pub fields: EntryFields,
    /// The keys of flagged sentences that were kept.
    pub kept_sentences: Vec<String>,
    /// When it was deleted, if it is.
    pub deleted: Option<Timestamp>,
    /// How many times it was saved.
    pub versions: usize,
    /// Which version this is; what is written on it is handed back with it to [`crate::blocking::Entries::edit`].
    pub stamp: crate::Stamp,
}

impl EntryView {
    /// The moment it is about, in the writer's zone; the beginning of 1970 where this program cannot read it.
    pub fn moment(&self) -> Zoned {
        let read = self.fields.when.zoned();
        read.unwrap_or_else(|| Zoned::new(Timestamp::UNIX_EPOCH, TimeZone::UTC))
    }
}

impl Deref for EntryView {
    type Target = EntryFields;

    fn deref(&self) -> &EntryFields {
        &self.fields
    }
}

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// A search query (see the user guide); empty for everything.
    pub query: String,
    /// Only deleted entries instead of only live ones.
    pub deleted: bool,
    /// At most this many, newest first; 0 for all.
    pub limit: usize,
    /// Skips this many first.
    pub offset: usize,
}

impl Query {
    /// The newest entries, at most so many.
    pub fn newest(limit: usize) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// All entries that fit a search query as the user guide describes it: words, `tag:lake`, `mood:<5`, `on:2026-11-27`.
    pub fn matching(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            ..Self::default()
        }
    }

    /// At most so many of them.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Without the first so many.
    #[must_use]
    pub fn offset(mut self, offset: usize) -> Self {
        self.offset = offset;
        self
    }

    /// The deleted ones instead of the others.
    #[must_use]
    pub fn deleted(mut self) -> Self {
        self.deleted = true;
        self
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Newest first.
    pub entries: Vec<EntryView>,
    /// How many fit the filter in all.
    pub total: usize,
}

/// One entry found by a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryView,
    /// The place where it was found; parts that matched are marked.
    pub snippet: Vec<SnippetPart>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Newest first.
    pub hits: Vec<Hit>,
    /// How many were found in all.
    pub total: usize,
    /// How many entries were looked at.
    pub searched: usize,
}

/// The saved states of an entry or a worksheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Versions {
    /// The beginning of the entry's id; for a worksheet its title.
    pub name: String,
    /// Newest first, as many as were asked for.
    pub versions: Vec<Version>,
    /// How many there are in all.
    pub total: usize,
}

impl Versions {
    /// The number of the oldest state among them; beyond all numbers if there is none.
    pub fn oldest(&self) -> usize {
        self.versions
            .last()
            .map_or(usize::MAX, |version| version.number)
    }
}

/// One saved state of an entry or a worksheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number, from 1 for the oldest. All devices that hold the same changes number them alike; what arrives late
    /// may move the numbers of what was saved after it.
    pub number: usize,
    /// When it was saved, by the clock of the device that saved it.
    pub at: Timestamp,
    /// The name of that device.
    pub device: String,
    /// What it changed, in plain words ("text", "mood", "deleted").
    pub changed: Vec<String>,
    /// What it changed, with the values that its writer saw before and after.
    pub changes: Vec<ChangeView>,
    /// For an entry, the difference of the text to what its writer saw before.
    pub diff: Vec<DiffLine>,
    /// For an entry, the text as its writer then had it.
    pub body: String,
    /// For an entry, the title as its writer then had it.
    pub title: String,
}

/// What a saved state changed in one field.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeView {
    /// Names the field to [`crate::blocking::Entries::go_back`] and [`crate::blocking::Worksheets::go_back`].
    pub field: String,
    /// The field for people.
    pub label: String,
    /// For a field of an item: the item for people.
    pub item: Option<String>,
    /// The value that its writer saw; `None` where there was none.
    pub old: Option<FieldValue>,
    /// The value afterwards.
    pub new: Option<FieldValue>,
    /// The old value for people; empty where there was none, or where it has no words.
    pub old_words: String,
    /// The new value for people.
    pub new_words: String,
    /// What changed in a text.
    pub diff: Vec<DiffLine>,
    /// The value that was preferred to the new one, if it was written without knowing of it.
    pub lost_to: Option<LostTo>,
}

/// The value that was preferred to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostTo {
    /// The number of the version that wrote it.
    pub number: usize,
    /// The name of the device that wrote it.
    pub device: String,
    /// The value for people; empty where it has no words.
    pub words: String,
}

/// What became of going back to an earlier state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WentBack {
    /// The fields that changed, for people; empty if everything was so already.
    pub changed: Vec<String>,
    /// Items that came later and stay.
    pub stay: usize,
}

/// An entry or worksheet that was changed on both sides: by devices that did not know of each other's changes.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedApart {
    /// How it is named on the command line: the beginning of an entry's id, a step's number, a worksheet's id, `settings`.
    pub name: String,
    /// What it is.
    pub kind: ApartKind,
    /// Its title or first words.
    pub words: String,
    /// When this was noticed here.
    pub at: Timestamp,
    /// The devices, each with the fields it changed.
    pub sides: Vec<Side>,
    /// Values that did not stand.
    pub lost: Vec<LostValue>,
}

/// What was changed on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApartKind {
    /// An entry.
    Entry,
    /// A worksheet.
    Worksheet,
    /// What the person chose for all their devices. Labels are the names that `still settings` uses.
    Settings,
}

/// What one device changed without knowing of the others' changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The device's name.
    pub device: String,
    /// The fields, for people.
    pub fields: Vec<String>,
}

/// A value that did not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostValue {
    /// The field, for people.
    pub label: String,
    /// The value, for people; empty where it has no words or was none.
    pub words: String,
    /// The version that wrote it.
    pub number: usize,
    /// The device that wrote it.
    pub device: String,
    /// What was kept instead, until somebody changed it in knowledge of both.
    pub kept: LostTo,
}

/// The state of the journal in a few numbers: those of its store, and what only a journal has.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The numbers of the store, which can be read from here directly.
    pub store: vault::Status,
    /// Entries that can be read here, if unlocked.
    pub entries: Option<usize>,
    /// Texts that were not saved, on this device only, if unlocked.
    pub drafts: Option<usize>,
    /// Shares that somebody should look at, see [`crate::blocking::Shares::unwanted`]; none are counted while locked.
    pub unwanted_shares: usize,
    /// Folders through which the journal is carried.
    pub folders: Vec<FolderView>,
}

impl Deref for Status {
    type Target = vault::Status;

    fn deref(&self) -> &vault::Status {
        &self.store
    }
}

/// An entry that went out of sight when the device that wrote it was removed, as it was written after what counts of that
/// device. It is held here, sealed; [`crate::blocking::Late`] shows it and writes it anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenEntry {
    /// The whole id.
    pub id: String,
    /// The beginning of the id.
    pub short: String,
    /// Its title or first words.
    pub words: String,
    /// Name of the removed device.
    pub device: String,
    /// When it went out of sight here.
    pub at: Timestamp,
    /// Whether somebody was told ([`crate::blocking::Entries::told_of_hidden`]).
    pub told: bool,
}

/// What came of publishing a share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publishing {
    /// The beginning of the share's id.
    pub short: String,
    /// Its name, which is who reads it.
    pub name: String,
    /// Why it could not be published and stays as it is; `None` if it was.
    pub problem: Option<String>,
}
