//! Flags through the handle: sentences that shift blame.

use std::sync::Arc;

use super::owner::Owner;
use crate::Vault;
use crate::error::{ReadError, WriteError};
use crate::flags::FlagView;
use crate::shelf::SheetName;
use crate::views::EntryView;

/// Sentences that shift blame, in the worksheets and entries of a [`Journal`](crate::Journal).
#[derive(Debug, Clone)]
pub struct Flags {
    owner: Arc<Owner>,
}

impl Flags {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// Sentences that shift blame, in the present journey's worksheets and entries; those that were kept only if wanted.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self, with_kept: bool) -> Result<Vec<FlagView>, ReadError> {
        let read = move |vault: &Vault| vault.flags().list(with_kept);
        self.owner.read(read).await
    }

    /// Keeps a flagged sentence as it is, by the beginning of its name, or has it flagged again.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn keep(&self, name: &str, keep: bool) -> Result<FlagView, WriteError> {
        let name = name.to_owned();
        let write = move |vault: &Vault| vault.flags().keep(&name, keep);
        self.owner.write(write).await
    }

    /// Sentences of one worksheet, those that were kept too.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn of_worksheet(
        &self,
        name: impl Into<SheetName>,
    ) -> Result<Vec<FlagView>, ReadError> {
        let name = name.into();
        let read = move |vault: &Vault| vault.flags().of_worksheet(&name);
        self.owner.read(read).await
    }

    /// Sentences of one entry as it was read, those that were kept too; none if it belongs to no step that is looked at.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn of_entry(&self, entry: &EntryView) -> Result<Vec<FlagView>, ReadError> {
        let entry = entry.clone();
        let read = move |vault: &Vault| Ok(vault.flags().of_entry(&entry));
        self.owner.read(read).await
    }
}
