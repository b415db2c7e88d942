//! The new database takes the place of the old one, which is overwritten.
//!
//! The old one gets a second name first, so that after a kill it is still found and overwritten. It must not be
//! opened by anybody meanwhile: what is written into it would be lost.

use std::path::{Path, PathBuf};

use store::{Access, Check, Tables};

use super::Erased;
use super::written_anew::{CHUNKS, Written};
use crate::Error;
use crate::disk;
use crate::error::Saved;
use crate::folder::{Folder, small_file};
use crate::meta::META;
use crate::vault::Vault;
use replica::ChunkName;

impl Folder {
    /// The database while it is written anew.
    pub(super) fn written_anew(&self) -> PathBuf {
        self.path().join("vault.redb.new")
    }

    /// The old database until it is overwritten.
    fn old_database(&self) -> PathBuf {
        self.path().join("vault.redb.old")
    }
}

impl Vault {
    /// Lets what was written count, and overwrites what it replaces.
    pub(super) fn take_its_place(self, written: &Written) -> Result<Erased, Error> {
        let folder = self.folder.clone();
        let disk = folder.disk();
        let (database, old) = (folder.database(), folder.old_database());
        // Some file systems know no second names. Then it is replaced all the same, and said not to be overwritten.
        let named_twice = disk.link(&database, &old).is_ok();
        let failed = |error| Error::io("putting the journal in its place", error);
        disk.rename(&written.path, &database).map_err(|error| {
            let _ = disk.remove(&old);
            let _ = disk.remove(&written.path);
            failed(error).unsaved()
        })?;
        self.env.note_saved();
        // Only what will not have its name again after a loss of power may be touched.
        small_file::sync_folder(disk, &database)
            .map_err(|error| failed(error).having(Saved::Unknown))?;
        // Whoever opened the old file before it lost its name finds no journal in it, instead of writing where nobody reads.
        let emptied = self.store.write().map_err(Error::from).and_then(|mut old| {
            old.remove_meta(META)?;
            Ok(old.commit()?)
        });
        drop(self.store);
        self.high_water
            .record(&folder, written.meta.incarnation, written.own);
        let store = disk::open_store(disk, &database, Access::Write, Check::Quick, None);
        let store = store.map_err(|error| Error::from(error).having(Saved::Yes))?;
        let vault = Self { store, ..self };
        vault.finish_erasing();
        emptied.map_err(Error::after_commit)?;
        Ok(Erased {
            documents: written.documents,
            records: written.records,
            chunks: written.chunks,
            overwritten: named_twice && !vault.has_leftovers(),
        })
    }

    /// Does what an erasing left undone when it was killed. The store is open, so no erasing is going on. What fails is tried
    /// again the next time.
    pub(crate) fn finish_erasing(&self) {
        finish_old(&self.folder);
        let unfinished = self.folder.written_anew();
        if self.folder.disk().exists(&unfinished) {
            let _ = self.folder.disk().remove(&unfinished);
        }
        let named = self.store.read().and_then(|view| view.meta(CHUNKS));
        let named = named.ok().flatten().unwrap_or_default();
        let (names, _) = named.as_chunks::<{ size_of::<ChunkName>() }>();
        if names.is_empty() {
            return;
        }
        let gone = |name| wipe(&self.folder, &self.folder.chunk_file(name));
        if names.iter().all(gone)
            && let Ok(mut writer) = self.store.write()
        {
            let _ = writer.remove_meta(CHUNKS);
            let _ = writer.commit();
        }
    }

    /// Whether something that was erased is still to be overwritten.
    pub fn has_leftovers(&self) -> bool {
        self.folder.disk().exists(&self.folder.old_database())
    }
}

/// Overwrites what an earlier erasing replaced.
fn finish_old(folder: &Folder) {
    let disk = folder.disk();
    let old = folder.old_database();
    if !disk.exists(&old) {
        return;
    }
    if disk.place(&old) == disk.place(&folder.database()) {
        // A second name of the database that counts: it was never replaced.
        let _ = disk.remove(&old);
    } else if small_file::sync_folder(disk, &old).is_ok() {
        // The renaming lasts, so that the name of the journal cannot come back to this file.
        wipe(folder, &old);
    }
}

/// Overwrites a file and removes it; says whether it is gone.
fn wipe(folder: &Folder, path: &Path) -> bool {
    let disk = folder.disk();
    if !disk.exists(path) {
        return true;
    }
    let overwritten = disk.overwrite(path).is_ok();
    overwritten && disk.remove(path).is_ok() && small_file::sync_folder(disk, path).is_ok()
}
