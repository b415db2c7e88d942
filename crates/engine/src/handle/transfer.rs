//! What goes in and out through the handle: export and import.

use std::sync::Arc;

use super::owner::Owner;
use crate::error::{ReadError, WriteError};
use crate::transfer::{Export, Import, Imported};
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

    /// Takes entries and worksheets in, all in one transaction. `progress` hears how many entries are done, on another
    /// thread.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] names the place of an entry that cannot be saved as it is. On any error nothing was saved.
    pub async fn import(
        &self,
        import: Import,
        mut progress: impl FnMut(usize) + Send + 'static,
    ) -> Result<Imported, WriteError> {
        let write = move |vault: &Vault| vault.transfer().import(import, &mut progress);
        self.owner.write(write).await
    }
}
