//! An edit is data: it can be queued, tested and applied again, and says what the user meant.

pub(crate) mod base;
mod parts;

use automerge::AutomergeError;
use thiserror::Error;

use crate::document::splice::TEXT_CHARS_PER_CHANGE_MAX;
use crate::document::{Document, WriteError, Writing};
use crate::entry::fields::{EntryEdit, EntryFields};
use crate::entry::{self, EntryError, ITEM_KEY, SOURCE_KEY};
use crate::gate::GateError;
use crate::kind::Kind;
use crate::worksheet::id::Place;
use crate::worksheet::{self, ITEM_FIELD, Scalar, SheetEdit, SheetError};

/// One change to one document.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Writes a new entry.
    NewEntry(Box<EntryFields>),
    /// A change to a journal entry.
    Entry(EntryEdit),
    /// A change to a document of any other kind.
    Sheet(SheetEdit),
    /// In a share: names the item that this document, an entry or a worksheet, publishes.
    Item(String),
    /// Says which entry of another journal an entry was taken in from.
    Source(String),
}

impl From<EntryFields> for Edit {
    fn from(fields: EntryFields) -> Self {
        Self::NewEntry(Box::new(fields))
    }
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

impl From<entry::WriteError> for EditError {
    fn from(error: entry::WriteError) -> Self {
        match error {
            entry::WriteError::Entry(error) => Self::Entry(error),
            entry::WriteError::TooMuchAtOnce => Self::TooMuchAtOnce,
            entry::WriteError::Document(error) => Self::Document(error),
        }
    }
}

impl From<WriteError> for EditError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::TooMuchAtOnce => Self::TooMuchAtOnce,
            WriteError::NotPassable(error) => Self::NotPassable(error),
            WriteError::Document(error) => Self::Document(error),
            WriteError::NotPlain | WriteError::Damaged => Self::Damaged,
        }
    }
}

impl Document {
    /// Makes the edits as one change and returns its bytes, or `None` when they change nothing.
    ///
    /// `at` (unix seconds) is the change's time. The change follows everything this document holds,
    /// earlier edits included, so those must be kept too.
    ///
    /// # Errors
    /// When an edit is not allowed; the document is unchanged then.
    pub fn edit(&mut self, edits: &[Edit], at: i64) -> Result<Option<Vec<u8>>, EditError> {
        let kind = self.kind();
        self.change(at, |writing| {
            let mut edits = edits.iter();
            edits.try_for_each(|edit| write(kind, writing, edit, at))
        })
    }

    /// Whether all is here that these edits look at, where [parts are left out](Document::leaves_out).
    pub fn suffices_for(&self, edits: &[Edit]) -> bool {
        edits.iter().all(|edit| match edit {
            Edit::Sheet(edit) => worksheet::part::suffices_for(self, edit),
            Edit::NewEntry(_) | Edit::Entry(_) | Edit::Item(_) | Edit::Source(_) => true,
        })
    }
}

fn write(kind: Kind, writing: &mut Writing<'_, '_>, edit: &Edit, at: i64) -> Result<(), EditError> {
    let tx = writing.transaction();
    match (kind, edit) {
        (Kind::Entry, Edit::NewEntry(fields)) => Ok(entry::stored::create(tx, fields)?),
        (Kind::Entry, Edit::Entry(edit)) => Ok(entry::stored::apply(tx, edit, at)?),
        (Kind::Entry, Edit::Item(item)) => {
            Ok(entry::stored::put(tx, ITEM_KEY, item.as_str().into())?)
        }
        (Kind::Entry, Edit::Source(source)) => {
            Ok(entry::stored::put(tx, SOURCE_KEY, source.as_str().into())?)
        }
        (
            Kind::Worksheet
            | Kind::Journey
            | Kind::Definition
            | Kind::Share
            | Kind::Note
            | Kind::Settings,
            Edit::Sheet(edit),
        ) => Ok(worksheet::write::apply(tx, edit, at)?),
        (Kind::Worksheet, Edit::Item(item)) => {
            let edit = SheetEdit::Set {
                place: Place::field(ITEM_FIELD),
                value: Scalar::Line(item.clone()),
            };
            Ok(worksheet::write::apply(tx, &edit, at)?)
        }
        (kind, _) => Err(EditError::WrongKind(kind)),
    }
}
