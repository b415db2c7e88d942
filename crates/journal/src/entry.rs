//! Journal entries as documents: what can be changed, and within which limits.
//!
//! The document is one flat map: `when`, `title`, `body` (text that merges), `mood`, `star`, `deleted`,
//! `letter`, `journey`, and one key for each tag, emotion, trigger, step, file and kept sentence, so that two
//! devices adding different ones both keep theirs.

mod checked;
pub(crate) mod fields;
pub(crate) mod file;
pub(crate) mod label;
pub(crate) mod row;
pub(crate) mod spelling;
pub(crate) mod stored;
pub(crate) mod when;

use automerge::AutomergeError;
use thiserror::Error;

use crate::definition::STEP_MAX;
use crate::entry::label::{LABELS_MAX, LabelError};

/// Longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 500;
/// Longest body, in bytes of UTF-8.
pub const BODY_BYTES_MAX: usize = 1 << 20;
/// Lowest and highest mood.
pub const MOOD_MIN: u8 = 1;
/// Highest mood.
pub const MOOD_MAX: u8 = 10;
/// Most bytes of one file.
pub const FILE_BYTES_MAX: u64 = 100 << 20;
/// Most files of one entry.
pub const FILES_MAX: usize = 64;
/// Most bytes of all files of one entry: what names their chunks has to fit into its document.
pub const FILES_BYTES_MAX: u64 = 1 << 30;
/// Bytes of a file in each of its chunks but the last.
pub const CHUNK_BYTES: usize = 256 << 10;
/// Longest name of a file, in bytes.
pub const FILE_NAME_BYTES_MAX: usize = 255;
/// Longest caption, in characters.
pub const CAPTION_CHARS_MAX: usize = 500;
/// Where a published entry keeps which item of its share it is; its row shows it in `extra`, as every program did that
/// did not know of it. In a worksheet, [`crate::ITEM_FIELD`].
pub const ITEM_KEY: &str = "f/item";
/// Where an entry that was taken in from another journal keeps which one it was there; its row shows it in `extra`, too.
pub const SOURCE_KEY: &str = "source";
/// Longest date and time with zone, in bytes.
const WHEN_BYTES_MAX: usize = 100;

/// What the user gave that an entry cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EntryError {
    /// Not a date and time with its zone.
    #[error(
        "{0:?} is not a date and time with its zone, like 2026-11-23T22:10:00+01:00[Europe/Berlin]"
    )]
    When(String),
    /// The title is too long.
    #[error("the title has {0} characters, {TITLE_CHARS_MAX} at most")]
    TitleTooLong(usize),
    /// The title has a line break or another control character.
    #[error("the title must be a single line")]
    TitleNotOneLine,
    /// The text is too long.
    #[error("the text has {0} bytes, {BODY_BYTES_MAX} at most")]
    BodyTooLong(usize),
    /// The mood is outside the scale.
    #[error("{0} is no mood: give a number from {MOOD_MIN} to {MOOD_MAX}")]
    Mood(u8),
    /// A tag, emotion or trigger that cannot be one.
    #[error(transparent)]
    Label(#[from] LabelError),
    /// Too many tags, emotions or triggers.
    #[error("an entry has at most {LABELS_MAX} {0}")]
    TooMany(&'static str),
    /// No such step.
    #[error("{0} is no step: give a number from 1 to {STEP_MAX}")]
    Step(u8),
    /// A file that is too large.
    #[error("“{0}” is larger than {most} MiB, which is the most for one file", most = FILE_BYTES_MAX >> 20)]
    FileTooLarge(String),
    /// A file of which something makes no sense.
    #[error("{0:?} cannot be kept as a file of an entry")]
    File(String),
    /// Too many files.
    #[error("an entry has at most {FILES_MAX} files")]
    TooManyFiles,
    /// Files that are too large together.
    #[error("the files of an entry have at most {most} MiB together", most = FILES_BYTES_MAX >> 20)]
    FilesTooLarge,
    /// Not the key of a sentence.
    #[error("{0:?} is not the key of a sentence")]
    Sentence(String),
    /// Not the id of a journey.
    #[error("{0:?} is not the id of a journey")]
    Journey(String),
}

/// Everything that can go wrong while writing an entry's edit.
#[derive(Debug)]
pub(crate) enum WriteError {
    Entry(EntryError),
    TooMuchAtOnce,
    Document(AutomergeError),
}

impl From<EntryError> for WriteError {
    fn from(error: EntryError) -> Self {
        Self::Entry(error)
    }
}

impl From<AutomergeError> for WriteError {
    fn from(error: AutomergeError) -> Self {
        Self::Document(error)
    }
}
