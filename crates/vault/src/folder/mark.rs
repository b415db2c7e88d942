//! The high-water mark: a small file outside the vault that remembers how far this device had written. A vault that
//! was copied or restored from a backup disagrees with it and must not go on with its old log, since two different
//! records with one number would split the replicas.

use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::Env;
use crate::disk::Disk;
use crate::folder::Folder;
use crate::folder::small_file;

/// Characters of a mark's name.
const NAME_CHARS: usize = 20;

/// What the mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) incarnation: u64,
    /// Inode of the database file.
    pub(crate) place: u64,
    /// Records written under this incarnation, over all spaces.
    pub(crate) records: u64,
}

/// Whether a vault may go on with its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The mark agrees, or none is kept.
    GoOn,
    /// The vault is a copy, or older than the mark.
    NewIncarnation,
}

/// Where the mark of one device is kept.
#[derive(Debug, Clone)]
pub(crate) struct MarkFile {
    path: Option<PathBuf>,
    name: String,
    disk: Arc<dyn Disk>,
}

impl MarkFile {
    /// The folder of marks is kept by the caller outside all vaults; without one no mark is kept.
    pub(crate) fn new(env: &Env, device: &[u8; 32]) -> Self {
        Self::named(env, &name_of(device))
    }

    /// As [`MarkFile::new`], by the name that [`MarkFile::name`] gave.
    pub(crate) fn named(env: &Env, name: &str) -> Self {
        let plain = name.len() == NAME_CHARS && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        Self {
            path: env
                .marks()
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

    /// Whether it is the mark of this device.
    pub(crate) fn is_of(&self, device: &[u8; 32]) -> bool {
        self.name == name_of(device)
    }

    /// Compares the vault with the mark; `records` as in [`Mark`].
    pub(crate) fn judge(&self, folder: &Folder, incarnation: u64, records: u64) -> Verdict {
        let Some(path) = &self.path else {
            return Verdict::GoOn;
        };
        if records == 0 {
            return Verdict::GoOn;
        }
        let mark = small_file::read(&*self.disk, path).ok();
        let Some(mark) = mark.and_then(|text| parse(std::str::from_utf8(&text).ok()?)) else {
            // Where no mark can be kept, every process would open a new log.
            self.record(folder, incarnation, records);
            return if self.disk.exists(path) {
                Verdict::NewIncarnation
            } else {
                Verdict::GoOn
            };
        };
        let same = mark.incarnation == incarnation
            && Some(mark.place) == folder.place()
            && mark.records <= records;
        if same {
            Verdict::GoOn
        } else {
            Verdict::NewIncarnation
        }
    }

    /// Forgets the mark of a vault that is taken away.
    pub(crate) fn remove(&self) {
        if let Some(path) = &self.path {
            small_file::remove_unwritten(&*self.disk, path);
            let _ = self.disk.remove(path);
        }
    }

    /// Records how far the vault has written. A failure is not an error of the write: the next judgement is only
    /// more careful than it need be.
    pub(crate) fn record(&self, folder: &Folder, incarnation: u64, records: u64) {
        let (Some(path), Some(place)) = (&self.path, folder.place()) else {
            return;
        };
        if let Some(parent) = path.parent()
            && !self.disk.exists(parent)
        {
            let _ = self.disk.make_folder(parent);
        }
        let text = format!("{incarnation:016x} {place} {records}\n");
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

fn parse(text: &str) -> Option<Mark> {
    let mut parts = text.split_ascii_whitespace();
    let incarnation = u64::from_str_radix(parts.next()?, 16).ok()?;
    let place = parts.next()?.parse().ok()?;
    let records = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(Mark {
        incarnation,
        place,
        records,
    })
}
