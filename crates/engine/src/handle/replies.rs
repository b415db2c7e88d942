//! Replies through the handle: what comes back from sealed pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::owner::Owner;
use crate::Vault;
use crate::error::{ReadError, WriteError};
use crate::replies::{NoteView, ReplyView, TakenIn};
use crate::shelf::SheetName;

/// Replies to sealed pages of a [`Journal`](crate::Journal), and the notes that were taken in from them.
///
/// A note is named by its id or the beginning of it.
#[derive(Debug, Clone)]
pub struct Replies {
    owner: Arc<Owner>,
}

impl Replies {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// Opens a reply. Nothing is saved.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the reason, for a file that is no reply to a sealed page of this journal.
    pub async fn open(&self, file: Vec<u8>) -> Result<ReplyView, ReadError> {
        let open = move |vault: &Vault| vault.replies().open(&file);
        self.owner.read(open).await
    }

    /// Takes in the notes of a reply that `wanted` names by their places, from 0. What was taken in before changes nothing.
    ///
    /// # Errors
    /// As [`Replies::open`].
    pub async fn take_in(
        &self,
        file: Vec<u8>,
        wanted: BTreeSet<usize>,
    ) -> Result<TakenIn, WriteError> {
        let take = move |vault: &Vault| vault.replies().take_in(&file, &wanted);
        self.owner.write(take).await
    }

    /// All notes that were taken in and not deleted, the newest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn notes(&self) -> Result<Vec<NoteView>, ReadError> {
        self.owner.read(|vault| vault.replies().notes()).await
    }

    /// Those about an entry or a worksheet, by the whole id of its document, the oldest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn notes_on(&self, document: &str) -> Result<Vec<NoteView>, ReadError> {
        let document = document.to_owned();
        let read = move |vault: &Vault| vault.replies().notes_on(&document);
        self.owner.read(read).await
    }

    /// Those about the worksheet of a name, the oldest first.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn notes_on_sheet(
        &self,
        name: impl Into<SheetName>,
    ) -> Result<Vec<NoteView>, ReadError> {
        let name = name.into();
        let read = move |vault: &Vault| vault.replies().notes_on_sheet(name);
        self.owner.read(read).await
    }

    /// Deletes a note. Its reply does not bring it back.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn delete(&self, note: &str) -> Result<NoteView, WriteError> {
        let note = note.to_owned();
        let delete = move |vault: &Vault| vault.replies().delete(&note);
        self.owner.write(delete).await
    }
}
