//! What an archive holds, as plain data.

use journal::{EntryFields, SheetRow};

use crate::kind::Kind;
use crate::report::Report;

/// An entry from elsewhere.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called there: the same whenever the same archive is read.
    pub id: String,
    /// [`likeness`](crate::likeness) of what came.
    pub hash: [u8; 32],
    /// What it says.
    pub fields: EntryFields,
    /// Whether it goes to the deleted ones.
    pub deleted: bool,
    /// The keys of flagged sentences that were kept; of our own lines only.
    pub kept_sentences: Vec<String>,
    /// Where it stands, for people.
    pub place: String,
}

/// A worksheet, definition or journey of our own lines.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its id there.
    pub id: String,
    /// Its value.
    pub row: SheetRow,
}

/// What an archive holds.
#[derive(Debug)]
pub struct Moved {
    /// Of which journal it is.
    pub kind: Kind,
    /// In the order of the archive.
    pub entries: Vec<Entry>,
    /// Of our own lines only.
    pub worksheets: Vec<Sheet>,
    /// Of our own lines only.
    pub definitions: Vec<Sheet>,
    /// Of our own lines only.
    pub journeys: Vec<Sheet>,
    /// What is carried and what is not.
    pub report: Report,
}
