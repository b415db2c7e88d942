//! Erasing entries: what keeps from it, the erasing itself, and the drafts of what is erased.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::{DocId, Kind};
use vault::{ChunkName, Confirmed, Erased, Erasure, Error, SHARED, Stamp, ToErase};

use crate::blocking::{Entries, Vault};
use crate::drafts::{DraftSubject, wipe};
use crate::entries::full_id;
use crate::error::{ReadError, WriteError};
use crate::views::EntryView;

impl Entries<'_> {
    /// Why nothing can be erased in this journal, in words; `None` where it can be. Whatever else holds records of it,
    /// another device, a folder or a reader, would bring back what was erased, or keep it.
    ///
    /// # Errors
    /// [`ReadError::Locked`], or what the disk says.
    pub fn kept_from_erasing(&self) -> Result<Option<String>, ReadError> {
        Ok(self.vault.why_not_erased()?)
    }

    /// What was erased on this device, the latest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`], or what the disk says.
    pub fn erasures(&self) -> Result<Vec<Erasure>, ReadError> {
        Ok(self.vault.store().erasures()?)
    }
}

impl Vault {
    /// Erases entries with every version of them, their files and their drafts. It closes the journal; nobody else may have
    /// it open. `progress` hears how many of how many records are done; each is counted twice.
    ///
    /// # Errors
    /// [`WriteError::Refused`] for what [`Entries::kept_from_erasing`] says, when an entry was changed after it was read, and
    /// while another process has the journal open; [`WriteError::Storage`]. Nothing was erased then, unless the error says that it was saved.
    pub fn erase(
        self,
        entries: &[EntryView],
        confirmed: &Confirmed,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Erased, WriteError> {
        if let Some(why) = self.why_not_erased()? {
            return Err(WriteError::Refused(why));
        }
        let documents: BTreeMap<DocId, Stamp> = entries
            .iter()
            .map(|entry| Ok((full_id(&entry.id)?, entry.stamp.clone())))
            .collect::<Result<_, Error>>()?;
        let drafts = self.drafts().list()?.drafts;
        let is_of_them = |subject: &DraftSubject| match subject {
            DraftSubject::Edit { entry, .. } => entries.iter().any(|gone| gone.id == *entry),
            _ => false,
        };
        let (gone, stay): (Vec<_>, Vec<_>) = drafts
            .into_iter()
            .partition(|draft| is_of_them(&draft.subject));
        if gone.iter().any(|draft| draft.open) {
            let why = "its text is being changed in another window: close that first";
            return Err(WriteError::Refused(why.into()));
        }
        let named = stay.iter().flat_map(|draft| draft.subject.files());
        let names = named.flat_map(|file| file.chunks.iter().map(|chunk| *chunk.as_bytes()));
        let kept_chunks: BTreeSet<ChunkName> = names.collect();
        let folder = self.drafts_folder();
        let store = Arc::into_inner(self.store).ok_or(Error::Busy)?;
        let what = ToErase {
            documents,
            kept_chunks,
        };
        let mut wipe_drafts = || gone.iter().try_for_each(|draft| wipe(&folder, &draft.id));
        Ok(store.erase(&what, confirmed, &mut wipe_drafts, progress)?)
    }

    fn why_not_erased(&self) -> Result<Option<String>, Error> {
        if let Some(why) = self.store().kept_from_erasing()? {
            return Ok(Some(why));
        }
        // Also those whose spaces are forgotten here: a reader may have read them.
        let mut shared = false;
        let snapshot = self.home_snapshot()?;
        snapshot.each(Kind::Share.to_byte(), |_| shared = true)?;
        Ok(shared.then(|| SHARED.into()))
    }
}
