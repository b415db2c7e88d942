//! What goes in and out through the handle: export and import.

use std::sync::Arc;

use moving::Moved;

use super::owner::Owner;
use crate::error::{ReadError, WriteError};
use crate::transfer::{Export, ImportView, Imported, TakenBack};
use crate::{Confirmed, Vault};

/// What goes in and out of a [`Journal`](crate::Journal).
#[derive(Debug, Clone)]
pub struct Transfer {
    owner: Arc<Owner>,
}

impl Transfer {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// The whole journal in the clear, deleted entries only if wanted. Takes as much memory as the text has.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn export(
        &self,
        with_deleted: bool,
        confirmed: &Confirmed,
    ) -> Result<Export, ReadError> {
        let confirmed = confirmed.clone();
        let read = move |vault: &Vault| vault.transfer().export(with_deleted, &confirmed);
        self.owner.read(read).await
    }

    /// Saves what was read of another journal, at most 1 000 entries in one transaction. `progress` hears how many are done,
    /// on another thread.
    ///
    /// # Errors
    /// [`WriteError::Storage`]; what was saved before stays, and the same archive goes on from there the next time.
    pub async fn import(
        &self,
        moved: Moved,
        mut progress: impl FnMut(usize) + Send + 'static,
    ) -> Result<Imported, WriteError> {
        let write = move |vault: &Vault| vault.transfer().import(moved, &mut progress);
        self.owner.write(write).await
    }

    /// The imports of this device, the newest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn imports(&self) -> Result<Vec<ImportView>, ReadError> {
        self.owner
            .read(|vault: &Vault| vault.transfer().imports())
            .await
    }

    /// Puts what an import brought to the deleted entries, unless it was changed here since.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] where there is no such import.
    pub async fn take_back(&self, number: u32) -> Result<TakenBack, WriteError> {
        let write = move |vault: &Vault| vault.transfer().take_back(number);
        self.owner.write(write).await
    }
}
