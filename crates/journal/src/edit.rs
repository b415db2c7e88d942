//! An edit is data: it can be queued, tested and applied again, and says what the user meant.

pub(crate) mod base;
mod parts;

use automerge::AutomergeError;
use thiserror::Error;

use crate::document::splice::TEXT_CHARS_PER_CHANGE_MAX;
use crate::entry::{EntryEdit, EntryError};
use crate::gate::GateError;
use crate::kind::Kind;
use crate::worksheet::{SheetEdit, SheetError};

/// One change to one document.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A change to a journal entry.
    Entry(EntryEdit),
    /// A change to a document of any other kind.
    Sheet(SheetEdit),
}

impl From<EntryEdit> for Edit {
    fn from(edit: EntryEdit) -> Self {
        Self::Entry(edit)
    }
}

impl From<SheetEdit> for Edit {
    fn from(edit: SheetEdit) -> Self {
        Self::Sheet(edit)
    }
}

/// Why an edit was refused. The document is unchanged then.
#[derive(Debug, Error)]
pub enum EditError {
    /// An entry's edit for a document that is no entry, or the other way round.
    #[error("this change does not fit a document of the kind {0:?}")]
    WrongKind(Kind),
    /// The change does not make a valid entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The change does not make a valid worksheet.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// More text at once than one change may carry; see [`crate::Document::edit_in_parts`].
    #[error(
        "too much text changes at once; {TEXT_CHARS_PER_CHANGE_MAX} characters fit into one change"
    )]
    TooMuchAtOnce,
    /// The change would be refused by every other device.
    #[error("the change cannot be passed on")]
    NotPassable(#[from] GateError),
    /// The document refuses to be changed.
    #[error("the document cannot be changed")]
    Document(#[from] AutomergeError),
    /// The document's content breaks the library that holds it.
    #[error("the document is damaged and cannot be changed")]
    Damaged,
}
