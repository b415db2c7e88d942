//! What is taken out and what is taken in, as plain data: neither says which file it was in or which vault it is of.

use std::borrow::Cow;

use journal::{Definition, EntryRow, SheetRow};
use programme::definitions;

use crate::definitions::stored::source_of;

/// Everything there is in a journal, as it now reads.
#[derive(Debug, Default)]
pub struct Export {
    /// By moment as text, then id.
    pub entries: Vec<ExportedEntry>,
    /// By definition.
    pub worksheets: Vec<ExportedSheet>,
    /// Every version of the person's own definitions.
    pub definitions: Vec<ExportedSheet>,
    /// Journeys; `row.journey` is empty for the first one, whose worksheets name no journey.
    pub journeys: Vec<ExportedSheet>,
    /// What others wrote about entries and worksheets.
    pub notes: Vec<ExportedSheet>,
}

impl Export {
    /// The questions of one of these worksheets, with what earlier versions asked.
    pub fn definition(&self, row: &SheetRow) -> Option<Cow<'static, Definition>> {
        if let Some(builtin) = definitions::by_id(&row.definition) {
            return Some(Cow::Borrowed(builtin));
        }
        let versions = self
            .definitions
            .iter()
            .filter(|sheet| sheet.row.definition == row.definition);
        let versions = versions.filter_map(|sheet| Definition::parse(source_of(&sheet.row)).ok());
        Definition::of_versions(versions.collect()).map(Cow::Owned)
    }
}

/// One entry.
#[derive(Debug)]
pub struct ExportedEntry {
    /// The whole id.
    pub id: String,
    /// Its value, with what this version of the program does not know.
    pub row: EntryRow,
}

/// One worksheet.
#[derive(Debug)]
pub struct ExportedSheet {
    /// The whole id.
    pub id: String,
    /// Its value.
    pub row: SheetRow,
}

/// What was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// What the import is called here, to be taken back by; `None` where nothing was new.
    pub number: Option<u32>,
    /// New entries.
    pub entries: usize,
    /// Entries that came from the same journal before and are changed there since, and not here: changed here, too.
    pub updated: usize,
    /// Entries left out, since they are here already: taken in before, or with the same moment, title and text.
    pub known: usize,
    /// Entries left as they are here, since they were changed there and here after they were taken in.
    pub changed_here: usize,
    /// Entries that could not be saved, each with its place and why.
    pub failed: Vec<(String, String)>,
    /// Worksheets filled in.
    pub worksheets: usize,
    /// Entries left out, since they were deleted here.
    pub deleted_here: usize,
    /// Files of entries that came along.
    pub files: usize,
    /// Those of them that are kept with whatever they say of place, time and author: only of some pictures it can be left out.
    pub files_as_they_came: usize,
    /// Files that could not be taken, each with its place and why.
    pub files_left: Vec<(String, String)>,
    /// Notes of others about entries and worksheets.
    pub notes: usize,
    /// Worksheets left out: filled in here already, or of a kind that this version does not know.
    pub worksheets_left: usize,
}

/// An import of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportView {
    /// What it is called.
    pub number: u32,
    /// When it began, in unix seconds.
    pub at: i64,
    /// The kind of archive.
    pub kind: String,
    /// New entries that it brought.
    pub entries: usize,
    /// Whether it came to its end.
    pub finished: bool,
    /// Whether it was taken back.
    pub taken_back: bool,
}

/// What became of an import that was taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Entries that went to the deleted ones.
    pub deleted: usize,
    /// Entries that were changed here since, and stay.
    pub kept: usize,
}
