//! Files of entries through the handle.

use std::io::Read;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::owner::Owner;
use crate::Vault;
use crate::error::{ReadError, WriteError};
use crate::files::{FileSource, HeldFile, TakenFile};
use crate::views::{EntryRef, EntryView};

/// Files of the entries of a [`Journal`](crate::Journal).
#[derive(Debug, Clone)]
pub struct Files {
    owner: Arc<Owner>,
}

impl Files {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// Seals a file and lets an entry have it, after those that it has. Of a picture, what it says beside the picture is taken out.
    ///
    /// # Errors
    /// As [`blocking::Files::take_in`](crate::blocking::Files::take_in) and
    /// [`blocking::Files::attach`](crate::blocking::Files::attach).
    pub async fn attach(
        &self,
        entry: EntryRef,
        name: String,
        mut bytes: impl Read + Send + 'static,
    ) -> Result<TakenFile, WriteError> {
        let attach = move |vault: &Vault| {
            // Before anything is sealed; what is meant by “the newest” may be another one afterwards.
            let entry = EntryRef::from(&vault.entries().get(&entry)?);
            let source = FileSource {
                name: &name,
                bytes: &mut bytes,
                keep_metadata: false,
            };
            let taken = vault.files().take_in(source, &mut |_| ())?;
            let taken = [taken];
            vault.files().attach_taken(&entry, &taken)?;
            let [taken] = taken;
            Ok(taken)
        };
        self.owner.write(attach).await
    }

    /// The files of one entry, in their order.
    ///
    /// # Errors
    /// As [`Entries::get`](super::Entries::get).
    pub async fn of(&self, entry: EntryRef) -> Result<Vec<HeldFile>, ReadError> {
        let of = move |vault: &Vault| {
            let entry = vault.entries().get(&entry)?;
            Ok(vault.files().of(&entry))
        };
        self.owner.read(of).await
    }

    /// Takes a file from an entry, by its number as it is shown, from 1. Earlier versions of the entry have it still.
    ///
    /// # Errors
    /// As [`blocking::Files::remove`](crate::blocking::Files::remove).
    pub async fn remove(&self, entry: EntryRef, number: usize) -> Result<EntryView, WriteError> {
        let remove = move |vault: &Vault| vault.files().remove(&entry, number);
        self.owner.write(remove).await
    }

    /// Opens a file as a whole, which was looked over to its end then.
    ///
    /// # Errors
    /// As [`blocking::Files::read`](crate::blocking::Files::read).
    pub async fn read(&self, held: HeldFile) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let read = move |vault: &Vault| vault.files().read_whole(&held.file);
        self.owner.read(read).await
    }
}
