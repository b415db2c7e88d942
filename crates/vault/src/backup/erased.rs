//! Backups from before something was erased: they hold it still. Such a one may go once a verified one lies beside it, or in its
//! place; one that holds anything else that this vault does not never goes.

use std::path::{Path, PathBuf};

use replica::{Class, Record};
use store::{Tables, View};

use super::dated::{found_in, remove};
use super::kept::{Before, Kept, before};
use crate::folder::Folder;
use crate::space::READ_BYTES;
use crate::vault::{Meta, Vault};
use crate::write::payload::Payload;
use crate::{Error, OpenError};

impl Vault {
    /// Of the backups in a folder, or of the one that it is, those that hold what was erased here since, and nothing else that
    /// is not here. None while locked.
    ///
    /// # Errors
    /// What the disk says.
    pub fn backups_with_erased(&self, folder: &Path) -> Result<Vec<PathBuf>, OpenError> {
        Ok(self.with_erased(folder)?)
    }

    /// Removes them from a folder with several, where a newer one does not hold it. Gives how many went.
    ///
    /// # Errors
    /// What the disk says; some may be gone then.
    pub fn remove_backups_with_erased(&self, folder: &Path) -> Result<u64, OpenError> {
        Ok(self.remove_with_erased(folder)?)
    }

    fn with_erased(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        if !self.has_erased()? {
            return Ok(Vec::new());
        }
        let view = self.store.read()?;
        let mut found = Vec::new();
        for backup in found_in(folder, &self.env)? {
            let at = Folder::new(&backup, &self.env);
            let holds_more = matches!(before(&at, &view), Ok(Before::More(_)));
            if holds_more && self.is_from_before_erasing(&at, &view)? {
                found.push(backup);
            }
        }
        Ok(found)
    }

    fn remove_with_erased(&self, folder: &Path) -> Result<u64, Error> {
        let newest = found_in(folder, &self.env)?.into_iter().next();
        let mut removed = 0;
        for backup in self.with_erased(folder)? {
            if Some(&backup) != newest.as_ref() && backup != folder {
                let failed = |error| Error::io("removing a backup", error).elsewhere(&backup);
                remove(self.folder.disk(), &backup, 0).map_err(failed)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Whether something was erased on this device, as far as that can be read.
    fn has_erased(&self) -> Result<bool, Error> {
        Ok(self.reads_home()? && !self.erasures()?.is_empty())
    }

    /// Whether all that a backup holds and this vault does not is what was erased: where a record there is another one, the one
    /// here says a part of the same. Nothing else than erasing makes such a record.
    pub(super) fn is_from_before_erasing(&self, at: &Folder, view: &View) -> Result<bool, Error> {
        if !self.has_erased()? {
            return Ok(false);
        }
        let (store, _) = Kept::whole(at)?;
        let there = store.read()?;
        let home = self.home(view)?;
        for id in Meta::read(&there)?.spaces() {
            for (log, head) in there.heads(id.tag())? {
                let mut next = 1;
                while next <= head.number {
                    let batch = there.records(id.tag(), log, next, READ_BYTES)?;
                    if batch.is_empty() {
                        return Ok(false);
                    }
                    for bytes in batch {
                        let here = view.record(id.tag(), log, next)?;
                        next += 1;
                        if here.as_ref() == Some(&bytes) {
                            continue;
                        }
                        let may_differ = id.tag() == home.tag && log.class == Class::Data;
                        let opened = |bytes: &[u8]| home.payload(&Record::decode(bytes).ok()?).ok();
                        let (Some(ours), Some(theirs)) =
                            (here.as_deref().and_then(opened), opened(&bytes))
                        else {
                            return Ok(false);
                        };
                        if !may_differ || !is_part_of(&ours, &theirs) {
                            return Ok(false);
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    /// Takes the parts of files out of a backup that no document of this journal names, and that are not here.
    pub(super) fn drop_unnamed_chunks(&self, backup: &Folder) -> Result<(), Error> {
        let named = self.named_chunks()?;
        for (name, _) in backup.chunks()? {
            if !named.contains(&name) && !self.folder.has_chunk(&name) {
                backup.remove_chunk(&name)?;
            }
        }
        Ok(())
    }
}

/// Whether every change in `part` stands in `whole`.
fn is_part_of(part: &Payload, whole: &Payload) -> bool {
    part.docs.iter().all(|slot| {
        let same = |other: &&crate::write::payload::Slot| {
            (other.id, other.kind) == (slot.id, slot.kind) && other.changes == slot.changes
        };
        whole.docs.iter().any(|other| same(&other))
    })
}
