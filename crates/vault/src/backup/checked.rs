//! Reading a backup by itself, where nothing is written: what is in it, what is damaged, and what of the journal it lacks.

use std::collections::BTreeSet;
use std::path::Path;

use replica::{ChunkName, Have, SpaceId};

use super::kept::Kept;
use super::parts;
use super::verified::verify_space;
use crate::exchange::safety::missing::Missing;
use crate::folder::Folder;
use crate::vault::{Meta, Vault};
use crate::{Env, Error, OpenError};

/// One file of a backup that holds records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPart {
    /// Its name.
    pub name: String,
    /// Records in it.
    pub records: u64,
    /// Bytes of it on the disk.
    pub bytes: u64,
    /// Whether all of it is as it was written, every record with its signature and its place.
    pub is_whole: bool,
}

/// What was found in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedBackup {
    /// The database first, then what was added.
    pub parts: Vec<CheckedPart>,
    /// Chunks of files that are whole.
    pub chunks: u64,
    /// Chunks of files that are not.
    pub damaged_chunks: u64,
    /// Whether the keys of the device are there, which its passphrase opens; the recovery kit needs none.
    pub has_keys: bool,
    whole: BTreeSet<ChunkName>,
    /// Of the journal whose it is, how far logs reach.
    have: Option<(SpaceId, Have)>,
}

impl CheckedBackup {
    /// Whether everything in it is as it was written.
    pub fn is_whole(&self) -> bool {
        self.damaged_chunks == 0 && self.parts.iter().all(|part| part.is_whole)
    }

    /// Records in it.
    pub fn records(&self) -> u64 {
        self.parts.iter().map(|part| part.records).sum()
    }
}

/// A backup beside the journal that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupBeside {
    /// What is here and not in it.
    pub lacks: Missing,
    /// Files of entries of which something is not in it; none are counted while locked.
    pub files: u64,
}

/// Reads a backup, or a copy of a vault's folder: every page, every record with its signature and place, every part of a file.
/// Needs no key, as all of it is sealed. Nothing may be writing to it. `progress` hears how many of how many steps are done.
///
/// # Errors
/// [`OpenError::NoVault`] if there is none; what the disk says.
pub fn check_backup(
    at: &Path,
    env: &Env,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<CheckedBackup, OpenError> {
    Ok(check(&Folder::new(at, env), progress).map_err(|error| error.elsewhere(at))?)
}

fn check(folder: &Folder, progress: &mut dyn FnMut(u64, u64)) -> Result<CheckedBackup, Error> {
    let database = folder.database();
    if folder.disk().examine(&database, false).is_err() {
        return Err(Error::NoVault(folder.path().to_owned()));
    }
    let mut found = CheckedBackup {
        parts: vec![CheckedPart {
            name: "vault.redb".to_owned(),
            records: 0,
            bytes: folder.disk().size(&database).unwrap_or(0),
            is_whole: false,
        }],
        chunks: 0,
        damaged_chunks: 0,
        has_keys: folder.disk().exists(&folder.device_file()),
        whole: BTreeSet::new(),
        have: None,
    };
    let chunks = folder.chunks()?;
    let steps = chunks.len() as u64 + 1;
    match check_records(folder, &mut found) {
        Err(Error::Damaged { .. }) => {}
        done => done?,
    }
    progress(1, steps);
    for (done, (name, _)) in (2..).zip(chunks) {
        match folder.chunk(&name) {
            Ok(Some(_)) => {
                found.whole.insert(name);
            }
            Ok(None) | Err(Error::Damaged { .. }) => found.damaged_chunks += 1,
            Err(error) => return Err(error),
        }
        progress(done, steps);
    }
    found.chunks = found.whole.len() as u64;
    Ok(found)
}

fn check_records(folder: &Folder, found: &mut CheckedBackup) -> Result<(), Error> {
    // Where the database cannot be read, nobody can tell whose parts those are.
    let numbers = parts::numbers(folder)?;
    let unread = |number: &u32| CheckedPart {
        name: parts::name(*number),
        records: 0,
        bytes: parts::size(folder, *number),
        is_whole: false,
    };
    found.parts.extend(numbers.iter().map(unread));
    let kept = Kept::verified(folder)?;
    let home = kept.meta.home();
    let mut have = Have::new();
    if let Some(logs) = home.and_then(|home| kept.logs.get(&home.tag())) {
        let heads = logs.heads.iter();
        have = heads.map(|(log, head)| (*log, head.number)).collect();
    }
    let added = found.parts.iter_mut().skip(1);
    for (part, number) in added.zip(&numbers) {
        part.is_whole = !kept.damaged.contains(number);
        if let Some(home) = home
            && part.is_whole
        {
            part.records = parts::read(folder, home, *number)?.len() as u64;
        }
    }
    found.have = home.map(|home| (home, have));
    let view = kept.view()?;
    let mut records = 0;
    for tag in kept.meta.tags() {
        records = verify_space(&view, tag, records, &mut |_| {})?;
    }
    found.parts[0].records = records;
    found.parts[0].is_whole = true;
    Ok(())
}

impl Vault {
    /// What of this journal a backup lacks; `None` where it is one of another journal, or its database cannot be read.
    ///
    /// # Errors
    /// [`OpenError::Storage`].
    pub fn beside_backup(&self, found: &CheckedBackup) -> Result<Option<BackupBeside>, OpenError> {
        Ok(self.beside(found)?)
    }

    fn beside(&self, found: &CheckedBackup) -> Result<Option<BackupBeside>, Error> {
        let view = self.store.read()?;
        let own = Meta::read(&view)?.home();
        let Some((home, have)) = found.have.as_ref().filter(|(home, _)| own == Some(*home)) else {
            return Ok(None);
        };
        let space = self.space(&view, *home)?;
        let lacks = self.about(&view, &space, &self.beyond(&view, &space, have)?)?;
        let files = match self.reads_home()? {
            false => 0,
            true => {
                let named = self.named_files(&self.home_snapshot()?)?.into_iter();
                let lacking =
                    named.filter(|file| !file.chunks.iter().all(|name| found.whole.contains(name)));
                lacking.count() as u64
            }
        };
        Ok(Some(BackupBeside { lacks, files }))
    }
}
