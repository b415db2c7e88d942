//! Taking in what a backup holds and this vault does not: nothing is replaced, and no log is continued by it.

use std::path::Path;
use std::sync::Arc;

use store::Tables;

use super::kept::Kept;
use crate::erase::ERASED;
use crate::exchange::branches::id_at;
use crate::folder::Folder;
use crate::vault::{Meta, Vault};
use crate::{Error, OpenError};

/// What came of a backup that was taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenFromBackup {
    /// Records that were not here.
    pub new: u64,
    /// Parts of files that were not here, or damaged.
    pub chunks: u64,
    /// Records that do not hold; they are in quarantine.
    pub refused: u64,
    /// Parts of the backup that cannot be read.
    pub damaged: usize,
}

impl Vault {
    /// Takes in what a backup of this journal, or a copy of a folder of it, holds and this vault does not. Every record is
    /// verified as if another device had sent it. Works while locked; the copy is only read.
    ///
    /// # Errors
    /// [`OpenError::NoVault`] if there is none; [`OpenError::Refused`] for that of another journal; [`OpenError::Storage`] if
    /// it is damaged, or what the disk says: what was taken in before that stays.
    pub fn take_from_backup(self: &Arc<Self>, copy: &Path) -> Result<TakenFromBackup, OpenError> {
        Ok(self.take_what_is_missing(copy)?)
    }

    fn take_what_is_missing(self: &Arc<Self>, copy: &Path) -> Result<TakenFromBackup, Error> {
        let folder = Folder::new(copy, &self.env);
        if folder.disk().examine(&folder.database(), false).is_err() {
            return Err(Error::NoVault(copy.to_owned()));
        }
        let here = |error: Error| error.elsewhere(copy);
        let (store, damaged) = Kept::whole(&folder).map_err(here)?;
        let view = store.read().map_err(Error::from).map_err(here)?;
        let there = Meta::read(&view).map_err(here)?;
        let own = Meta::read(&self.store.read()?)?;
        if there.home() != own.home() || own.home().is_none() {
            return Err(Error::Refused(
                "this is a copy of another journal: nothing of it was taken in".into(),
            ));
        }
        if self.is_before_an_erasing(&view)? {
            return Err(Error::Refused(
                "this copy is from before something was erased here, and would bring that back: nothing of it was taken in"
                    .into(),
            ));
        }
        let mut taken = TakenFromBackup {
            damaged,
            ..TakenFromBackup::default()
        };
        for id in own.spaces() {
            let (new, refused) = self.take_in_space(&view, id)?;
            taken.new += new;
            taken.refused += refused;
        }
        taken.chunks = self.take_in_chunks(&folder)?;
        self.settle_carried()?;
        Ok(taken)
    }

    /// Whether a log of the journal says something else there, in a journal that something was erased of. That was done by
    /// writing its logs anew.
    fn is_before_an_erasing(&self, there: &impl Tables) -> Result<bool, Error> {
        let here = self.store.read()?;
        let home = self.home(&here)?.tag;
        if here.meta(&crate::notes::key(ERASED, home))?.is_none() {
            return Ok(false);
        }
        for (log, head) in there.heads(home)? {
            let Some(own) = here.head(home, log)? else {
                continue;
            };
            let both = own.number.min(head.number);
            if id_at(&here, home, log, both)? != id_at(there, home, log, both)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
