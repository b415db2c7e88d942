//! The vault's folder: which files it holds, who may read them, and the few settings that are not secret.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::disk::{Disk, RealDisk};
use crate::error::{Part, Saved};
use crate::{Env, Error};

/// The file that only a backup has.
pub(crate) const BACKUP_NOTE: &str = "backup.txt";

pub(crate) mod beginning;
pub(crate) mod high_water;
pub(crate) mod small_file;

use small_file::ReplaceError;

/// Paths inside a vault's folder, and the disk that it is on.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

/// How devices find each other. What each profile shows to whom is in the user guide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NetworkProfile {
    /// Local network only: discovery there, and remembered addresses.
    #[default]
    Lan,
    /// Remembered and given addresses only; nothing is announced.
    Manual,
    /// Through a relay and lookup service as well.
    Internet,
    /// No network at all.
    Off,
}

/// Settings that are kept beside the vault in the clear, in `settings.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How devices find each other.
    pub network: NetworkProfile,
    /// UDP port that this device listens on; drawn once when the vault is made.
    pub port: Option<u16>,
    /// Address of an own relay for the `internet` profile; a public one is used if left out.
    pub relay: Option<String>,
    /// Megabytes that files may take on this device before no more are fetched from other devices; a limit of the program if
    /// left out.
    pub files_mb: Option<u64>,
    /// What was chosen for pages of the journal on this device.
    #[serde(skip_serializing_if = "PageSettings::are_default")]
    pub page: PageSettings,
}

/// What was chosen for pages of the journal on this device. It stands in the clear, so that a locked page looks like the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageSettings {
    /// Light or dark.
    pub theme: Theme,
    /// How large letters are.
    pub letters: Letters,
    /// Minutes in which nobody does anything, before a page locks; what the page takes by itself if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_minutes: Option<u8>,
}

/// Whether pages are light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How large the letters of pages are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Letters {
    /// As the browser has them.
    #[default]
    Usual,
    /// About a fifth larger.
    Larger,
    /// Half as large again.
    Largest,
}

impl PageSettings {
    fn are_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Folder {
    pub(crate) fn new(path: &Path, env: &Env) -> Self {
        Self {
            path: path.to_owned(),
            disk: Arc::clone(env.disk()),
        }
    }

    /// One on the file system of this machine.
    pub(crate) fn real(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            disk: Arc::new(RealDisk),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(crate) fn device_file(&self) -> PathBuf {
        self.path.join("device.age")
    }

    pub(crate) fn link_file(&self) -> PathBuf {
        self.path.join("link.key")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path.join("vault.redb")
    }

    /// What is being written and not saved yet, see `drafts.rs`.
    pub(crate) fn drafts(&self) -> PathBuf {
        self.path.join("drafts")
    }

    pub(crate) fn settings_file(&self) -> PathBuf {
        self.path.join("settings.toml")
    }

    pub(crate) fn unlocked_file(&self) -> PathBuf {
        self.path.join("unlocked")
    }

    /// There while the folder is filled; see `beginning.rs`.
    pub(crate) fn unfinished_file(&self) -> PathBuf {
        self.path.join("unfinished")
    }

    /// Remembers that the keys were opened at `at` (seconds since 1970). Where that cannot be written, nothing else
    /// suffers.
    pub(crate) fn note_unlock(&self, at: i64) {
        let _ = self.write_small(&self.unlocked_file(), format!("{at}\n").as_bytes());
    }

    /// What [`Folder::note_unlock`] last remembered.
    pub(crate) fn last_unlock(&self) -> Option<jiff::Timestamp> {
        let text = self.read_small(&self.unlocked_file()).ok()?;
        let at = std::str::from_utf8(&text).ok()?.trim_end().parse().ok()?;
        jiff::Timestamp::from_second(at).ok()
    }

    pub(crate) fn read_small(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let name = file_name(path);
        let opens = [self.device_file(), self.link_file()]
            .iter()
            .any(|file| file == path);
        small_file::read(self.disk(), path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Error::damaged_part(Part::Opening, format!("the journal ({name} is missing)"))
            }
            io::ErrorKind::InvalidData if opens => Error::damaged_part(Part::Opening, name),
            io::ErrorKind::InvalidData => Error::damaged(name),
            io::ErrorKind::InvalidInput => unsafe_to_use(path, &error),
            _ => Error::reading(&name, error),
        })
    }

    /// Writes a file as a whole, so that a crash leaves either the old or the new content. An error says which:
    /// [`Saved::No`] before the renaming; [`Saved::Unknown`] after it, where the new content is there and only the flush
    /// of the folder failed.
    pub(crate) fn write_small(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let what = format!("writing {}", file_name(path));
        small_file::replace(self.disk(), path, bytes).map_err(|error| match error {
            ReplaceError::Before(error) => Error::io(what, error).having(Saved::No),
            ReplaceError::After(error) => Error::io(what, error).having(Saved::Unknown),
        })
    }

    /// Replaces the sealed keys, unless they are not `old` any more: another process was faster then, and nothing is
    /// written.
    pub(crate) fn replace_keys(&self, old: &[u8], new: &[u8]) -> Result<(), Error> {
        let path = self.device_file();
        let name = file_name(&path);
        // Whoever replaces the file holds the lock of the one that is there, so one of two comes first.
        let held = self.disk.lock(&path, false);
        let held = held.map_err(|error| Error::io(format!("reading {name}"), error))?;
        let held = held.ok_or(Error::Busy)?;
        if self.read_small(&path)? != old {
            return Err(Error::Busy);
        }
        let replaced = self.write_small(&path, new);
        drop(held);
        replaced
    }

    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        self.read_toml(&self.settings_file())
    }

    pub(crate) fn write_settings(&self, settings: &Settings) -> Result<(), Error> {
        self.write_toml(&self.settings_file(), settings)
    }

    /// Settings in the clear; those that hold without a file where there is none.
    pub(crate) fn read_toml<T: DeserializeOwned + Default>(&self, path: &Path) -> Result<T, Error> {
        if !self.disk.exists(path) {
            return Ok(T::default());
        }
        let bytes = self.read_small(path)?;
        let name = file_name(path);
        let text = String::from_utf8(bytes).map_err(|_| Error::damaged(name.as_str()))?;
        toml::from_str(&text)
            .map_err(|error| Error::Invalid(format!("{name} cannot be read: {}", error.message())))
    }

    pub(crate) fn write_toml(&self, path: &Path, settings: &impl Serialize) -> Result<(), Error> {
        let text = toml::to_string(settings).expect("settings always serialise");
        self.write_small(path, text.as_bytes())
    }

    /// Inode of the database: a copy of the vault has another. The device's number is left out, since it may change
    /// from one mounting to the next.
    pub(crate) fn place(&self) -> Option<u64> {
        self.disk.place(&self.database())
    }
}

/// The folder, or a file in it, is not used since others could have put it there.
pub(crate) fn unsafe_to_use(path: &Path, why: &io::Error) -> Error {
    Error::Refused(format!("{} is not used: {why}", path.display()))
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
