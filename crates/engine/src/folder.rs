//! The vault's folder: which files it holds, who may read them, and the few settings that are not secret.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::Saved;

/// Bytes of any small file of the vault (device keys, link key, settings).
const SMALL_FILE_BYTES_MAX: u64 = 64 * 1024;

/// Paths inside a vault's folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

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
}

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn device_file(&self) -> PathBuf {
        self.0.join("device.age")
    }

    pub(crate) fn link_file(&self) -> PathBuf {
        self.0.join("link.key")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("vault.redb")
    }

    /// What is being written and not saved yet, see `drafts.rs`.
    pub(crate) fn drafts(&self) -> PathBuf {
        self.0.join("drafts")
    }

    fn settings_file(&self) -> PathBuf {
        self.0.join("settings.toml")
    }

    fn unlocked_file(&self) -> PathBuf {
        self.0.join("unlocked")
    }

    /// Removes the files of a vault, and the folder if nothing else is in it.
    pub(crate) fn remove(&self) {
        for file in [
            self.device_file(),
            self.link_file(),
            self.database(),
            self.settings_file(),
            self.unlocked_file(),
        ] {
            let _ = fs::remove_file(file);
        }
        let _ = fs::remove_dir(&self.0);
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

    /// Makes the folder, readable by its owner only. It may exist if it is empty.
    pub(crate) fn create(&self) -> Result<(), Error> {
        if let Some(parent) = self.0.parent()
            && !parent.as_os_str().is_empty()
        {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(parent)
                .map_err(|error| Error::io(format!("making {}", parent.display()), error))?;
        }
        match fs::DirBuilder::new().mode(0o700).create(&self.0) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let mut entries = fs::read_dir(&self.0)
                    .map_err(|error| Error::io(format!("reading {}", self.0.display()), error))?;
                if entries.next().is_some() {
                    return Err(Error::NotEmpty(self.0.clone()));
                }
            }
            Err(error) => return Err(Error::io(format!("making {}", self.0.display()), error)),
        }
        fs::set_permissions(&self.0, fs::Permissions::from_mode(0o700))
            .map_err(|error| Error::io(format!("protecting {}", self.0.display()), error))
    }

    /// Whether all files of a vault are here.
    pub(crate) fn require(&self) -> Result<(), Error> {
        if !self.device_file().exists() && !self.database().exists() {
            return Err(Error::NoVault(self.0.clone()));
        }
        Ok(())
    }

    pub(crate) fn read_small(&self, path: &Path) -> Result<Vec<u8>, Error> {
        let name = file_name(path);
        let file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Error::damaged(format!("the journal ({name} is missing)"))
            }
            _ => Error::reading(&name, error),
        })?;
        let mut bytes = Vec::new();
        file.take(SMALL_FILE_BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::reading(&name, error))?;
        if bytes.len() as u64 > SMALL_FILE_BYTES_MAX {
            return Err(Error::damaged(name));
        }
        Ok(bytes)
    }

    /// Writes a file as a whole: a new one beside it, flushed, then renamed over the old one, so that a crash leaves
    /// either the old or the new content. An error says which: [`Saved::No`] before the renaming; [`Saved::Unknown`]
    /// after it, where the new content is there and only the flush of the folder failed.
    pub(crate) fn write_small(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let name = file_name(path);
        let new = path.with_extension("new");
        let mut saved = Saved::No;
        let mut write = || -> std::io::Result<()> {
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&new)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&new, path)?;
            saved = Saved::Unknown;
            File::open(&self.0)?.sync_all()
        };
        let done = write();
        done.map_err(|error| {
            let _ = fs::remove_file(&new);
            Error::io(format!("writing {name}"), error).having(saved)
        })
    }

    pub(crate) fn settings(&self) -> Result<Settings, Error> {
        let path = self.settings_file();
        if !path.exists() {
            return Ok(Settings::default());
        }
        let bytes = self.read_small(&path)?;
        let text = String::from_utf8(bytes).map_err(|_| Error::damaged("settings.toml"))?;
        toml::from_str(&text).map_err(|error| {
            Error::Invalid(format!("settings.toml cannot be read: {}", error.message()))
        })
    }

    pub(crate) fn write_settings(&self, settings: &Settings) -> Result<(), Error> {
        let text = toml::to_string(settings).expect("settings always serialise");
        self.write_small(&self.settings_file(), text.as_bytes())
    }

    /// Inode of the database: a copy of the vault has another. The device's number is left out, since it may change
    /// from one mounting to the next.
    pub(crate) fn place(&self) -> Option<u64> {
        fs::metadata(self.database()).ok().map(|meta| meta.ino())
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
