//! The value of a document as plain data: what lists, search and reading need.
//!
//! Rows travel beside changes and lie in caches, because decoding one is a thousand times cheaper
//! than loading the document. A row can always be computed again.

use thiserror::Error;

use crate::document::Document;
use crate::document::id::ChangeHash;
use crate::document::reading::Reading;
use crate::entry::row::{EntryRow, entry_row};
use crate::kind::Kind;
use crate::worksheet::row::SheetRow;
use crate::worksheet::{part, read};

/// The value of any document.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Of a journal entry.
    Entry(EntryRow),
    /// Of every other kind.
    Sheet(SheetRow),
}

/// Why bytes were no row.
#[derive(Debug, Error)]
#[error("not a row of this kind")]
pub struct RowError(#[from] serde_json::Error);

impl Row {
    /// The row as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        let json = match self {
            Self::Entry(row) => serde_json::to_vec(row),
            Self::Sheet(row) => serde_json::to_vec(row),
        };
        json.expect("rows have text keys and finite numbers only")
    }

    /// A row from its JSON. Fields of a later program are dropped.
    ///
    /// # Errors
    /// When the bytes are not such JSON.
    pub fn from_json(kind: Kind, json: &[u8]) -> Result<Self, RowError> {
        Ok(match kind {
            Kind::Entry => {
                let mut row: EntryRow = serde_json::from_slice(json)?;
                row.tidy_labels();
                row.fields.files.retain(|file| file.check().is_ok());
                Self::Entry(row)
            }
            _ => Self::Sheet(serde_json::from_slice(json)?),
        })
    }

    /// The entry's row, if this is one.
    pub fn as_entry(&self) -> Option<&EntryRow> {
        match self {
            Self::Entry(row) => Some(row),
            Self::Sheet(_) => None,
        }
    }

    /// The sheet's row, if this is one.
    pub fn as_sheet(&self) -> Option<&SheetRow> {
        match self {
            Self::Sheet(row) => Some(row),
            Self::Entry(_) => None,
        }
    }

    /// When the document was put in the bin, in unix seconds.
    pub fn deleted(&self) -> Option<i64> {
        match self {
            Self::Entry(row) => row.deleted,
            Self::Sheet(row) => row.deleted,
        }
    }
}

/// The value of a document of this kind.
pub(crate) fn row_of(kind: Kind, doc: &Reading<'_>) -> Row {
    match kind {
        Kind::Entry => Row::Entry(entry_row(doc)),
        _ => Row::Sheet(read::row(doc)),
    }
}

impl Document {
    /// The document's value.
    pub fn row(&self) -> Row {
        row_of(self.kind(), &self.reading())
    }

    /// The value of a document that leaves out some of its [parts](Kind::part): these are as they are in the row `before`.
    pub fn row_after(&self, before: Row) -> Row {
        match (self.row(), before) {
            (Row::Sheet(now), Row::Sheet(before)) => Row::Sheet(part::row_after(self, now, before)),
            (now, _) => now,
        }
    }

    /// The document's value as it was once these changes and all they follow had been made; `None` when one of them is
    /// not here.
    pub fn row_at_heads(&self, heads: &[ChangeHash]) -> Option<Row> {
        self.as_of(heads, |then| row_of(self.kind(), then))
    }
}
