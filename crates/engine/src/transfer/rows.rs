//! What is taken out and what is taken in, as plain data: neither says which file it was in or which vault it is of.

use std::borrow::Cow;

use journal::{Definition, EntryRow, SheetRow};
use programme::definitions;

use crate::definitions::stored::source_of;
use crate::views::EntryFields;

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

/// What is to be taken in.
#[derive(Debug, Default)]
pub struct Import {
    /// New entries.
    pub entries: Vec<ImportedEntry>,
    /// Worksheets; each is taken only where this journal's own is still empty.
    pub worksheets: Vec<ExportedSheet>,
    /// Definitions; each is taken unless the same text is here.
    pub definitions: Vec<ExportedSheet>,
    /// Journeys; each is taken unless it is here.
    pub journeys: Vec<ExportedSheet>,
    /// What [`ImportedEntry::place`] counts, for failures: "line" or "entry".
    pub counted_by: &'static str,
}

/// One entry from elsewhere.
#[derive(Debug)]
pub struct ImportedEntry {
    /// Its id there, which links of worksheets may name.
    pub id: Option<String>,
    /// What it says.
    pub draft: EntryFields,
    /// Whether it goes to the deleted ones.
    pub deleted: bool,
    /// The keys of flagged sentences that were kept.
    pub kept_sentences: Vec<String>,
    /// Tags it had there that cannot be tags here: too long, or one too many.
    pub tags_left: usize,
    /// Where it stands in its file, from 1.
    pub place: usize,
}

/// What was taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// New entries.
    pub entries: usize,
    /// Entries left out, since one with the same moment, title and text is here already.
    pub known: usize,
    /// Entries left out, since there was nothing in them: no text, no title, no mood.
    pub empty: usize,
    /// Tags of new entries left out, since they are too long or one too many.
    pub tags_left: usize,
    /// Worksheets filled in.
    pub worksheets: usize,
    /// Worksheets left out: filled in here already, or of a kind that this version does not know.
    pub worksheets_left: usize,
}
