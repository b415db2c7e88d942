//! The high-water file: a small file outside the vault that remembers how far this device had written. A vault that
//! was copied or restored from a backup disagrees with it and must not go on with its old log, since two different
//! records with one number would split the replicas.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::Env;
use crate::disk::Disk;
use crate::folder::Folder;
use crate::folder::small_file;

/// Characters of a high-water file's name.
const NAME_CHARS: usize = 20;

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HighWater {
    pub(crate) incarnation: u64,
    /// Inode of the database file.
    pub(crate) place: u64,
    /// Records written under this incarnation, over all spaces.
    pub(crate) records: u64,
}

impl HighWater {
    /// The file's text.
    pub(crate) fn to_text(self) -> String {
        let Self {
            incarnation,
            place,
            records,
        } = self;
        format!("{incarnation:016x} {place} {records}\n")
    }
}

/// Whether a vault may go on with its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The file agrees, or none is kept.
    GoOn,
    /// The vault is a copy, or older than the file.
    IsCopy,
    /// The file is damaged, so that nobody can tell.
    IsUnclear,
}

/// One device's high-water file, and where it is kept.
#[derive(Debug, Clone)]
pub(crate) struct HighWaterFile {
    path: Option<PathBuf>,
    name: String,
    disk: Arc<dyn Disk>,
}

impl HighWaterFile {
    /// The folder of high-water files is kept by the caller outside all vaults; without one no such file is kept.
    pub(crate) fn new(env: &Env, device: &[u8; 32]) -> Self {
        Self::named(env, &name_of(device))
    }

    /// As [`HighWaterFile::new`], by the name that [`HighWaterFile::name`] gave.
    pub(crate) fn named(env: &Env, name: &str) -> Self {
        let plain = name.len() == NAME_CHARS && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        Self {
            path: env
                .high_water()
                .filter(|_| plain)
                .map(|folder| folder.join(name)),
            name: name.to_owned(),
            disk: Arc::clone(env.disk()),
        }
    }

    /// The name of the file, which follows from the device.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the file of this device.
    pub(crate) fn is_of(&self, device: &[u8; 32]) -> bool {
        self.name == name_of(device)
    }

    /// Where it is kept; `None` where none is, or where others could have put it: what it says would open log after log.
    fn trusted(&self) -> Option<&Path> {
        let path = self.path.as_deref()?;
        let examined = self.disk.examine(path.parent()?, true);
        let is_foreign = examined.is_err_and(|error| error.kind() == io::ErrorKind::InvalidInput);
        (!is_foreign).then_some(path)
    }

    /// Why it cannot be kept, with its folder; `None` where it can, or where none is wanted.
    pub(crate) fn unkept(&self) -> Option<(PathBuf, io::Error)> {
        let path = self.path.as_deref()?;
        let folder = path.parent()?;
        let usable = || {
            if !self.disk.exists(folder) {
                self.disk.make_folder(folder)?;
            }
            self.disk.examine(folder, true)?;
            let tried = path.with_extension("tried");
            let made = self.disk.create(&tried, b"", false);
            let _ = self.disk.remove(&tried);
            match made {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                _ => Ok(()),
            }
        };
        usable().err().map(|why| (folder.to_owned(), why))
    }

    /// Compares the vault with the file; `records` as in [`HighWater`].
    pub(crate) fn judge(&self, folder: &Folder, incarnation: u64, records: u64) -> Verdict {
        let Some(path) = self.trusted() else {
            return Verdict::GoOn;
        };
        let read = small_file::read(&*self.disk, path);
        let is_missing = matches!(&read, Err(error) if error.kind() == io::ErrorKind::NotFound);
        let high_water = read
            .ok()
            .and_then(|text| parse(std::str::from_utf8(&text).ok()?));
        let Some(high_water) = high_water else {
            // A vault has had one since it was made, so without one this is a copy. Where none can be kept, every process
            // would open a new log. What is kept until the first commit agrees with no vault: that may still fail.
            self.record(folder, incarnation, u64::MAX);
            return match (self.disk.exists(path), is_missing) {
                (false, _) => Verdict::GoOn,
                (true, true) => Verdict::IsCopy,
                (true, false) => Verdict::IsUnclear,
            };
        };
        let same = high_water.incarnation == incarnation
            && Some(high_water.place) == folder.place()
            && high_water.records <= records;
        if probe::planted!("copy_goes_on_in_its_log", same, true) {
            Verdict::GoOn
        } else {
            Verdict::IsCopy
        }
    }

    /// Forgets the file of a vault that is taken away.
    pub(crate) fn remove(&self) {
        if let Some(path) = &self.path {
            small_file::remove_unwritten(&*self.disk, path);
            let _ = self.disk.remove(path);
        }
    }

    /// Records how far the vault has written. A failure is not an error of the write: the next judgement is only
    /// more careful than it need be.
    pub(crate) fn record(&self, folder: &Folder, incarnation: u64, records: u64) {
        let (Some(path), Some(place)) = (self.trusted(), folder.place()) else {
            return;
        };
        if let Some(parent) = path.parent()
            && !self.disk.exists(parent)
        {
            let _ = self.disk.make_folder(parent);
        }
        let high_water = HighWater {
            incarnation,
            place,
            records,
        };
        let text = high_water.to_text();
        let _ = small_file::replace_unflushed(&*self.disk, path, text.as_bytes());
    }
}

fn name_of(device: &[u8; 32]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"still/v1/mark\0");
    hash.update(device);
    let hash = hash.finalize();
    let bytes = hash.iter().take(NAME_CHARS / 2);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn parse(text: &str) -> Option<HighWater> {
    let mut parts = text.split_ascii_whitespace();
    let incarnation = u64::from_str_radix(parts.next()?, 16).ok()?;
    let place = parts.next()?.parse().ok()?;
    let records = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(HighWater {
        incarnation,
        place,
        records,
    })
}
