//! Where the agent's socket lies: `$XDG_RUNTIME_DIR/still/<16 hex>.sock`, or a folder named with the uid under the
//! system's temporary folder. Whoever could write there could pose as the agent, so the folder must be ours alone.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Names the agent of one vault: eight bytes in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VaultKey(String);

impl VaultKey {
    /// From the bytes of the vault's sealed device keys, which differ for every vault, device and passphrase: an agent
    /// of a vault that was since replaced, or of an old passphrase, is not found.
    pub(crate) fn of(device_file: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"still/v1/agent\0")
            .chain_update(device_file)
            .finalize();
        Self(
            digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }
}

/// Why the folder for the socket is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlaceError {
    /// Somebody else could put a socket there.
    #[error("{} is not private: {why}", path.display())]
    NotPrivate {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

/// A private folder, held open so that it cannot be swapped for another one, and the socket's name in it.
#[derive(Debug)]
pub(crate) struct Place {
    folder: File,
    name: String,
}

impl Place {
    /// The usual place for the agent of `key`; the folder is made if `create`, and must be private in any case.
    /// `None` when there is no folder and none is wanted.
    pub(crate) fn find(key: &VaultKey, create: bool) -> Result<Option<Self>, PlaceError> {
        match std::env::var_os("XDG_RUNTIME_DIR").filter(|dir| Path::new(dir).is_absolute()) {
            Some(runtime) => {
                let runtime = PathBuf::from(runtime);
                match check_parent(&runtime) {
                    Err(PlaceError::Io { source, .. })
                        if source.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                    Ok(()) => return Self::within(&runtime.join("still"), key, create),
                }
                Self::within(&fallback(), key, create)
            }
            None => Self::within(&fallback(), key, create),
        }
    }

    /// The place for `key` in this very folder.
    pub(crate) fn within(
        folder: &Path,
        key: &VaultKey,
        create: bool,
    ) -> Result<Option<Self>, PlaceError> {
        let failed = |source| PlaceError::Io {
            path: folder.to_owned(),
            source,
        };
        if create {
            match DirBuilder::new().mode(0o700).create(folder) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(failed(e)),
                _ => {}
            }
        }
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let flags = i32::try_from(flags.bits()).expect("open flags fit an int");
        let opened = match OpenOptions::new()
            .read(true)
            .custom_flags(flags)
            .open(folder)
        {
            Ok(opened) => opened,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) if is_symlink(folder) || e.kind() == io::ErrorKind::NotADirectory => {
                let why = "it is a link or a file";
                return Err(PlaceError::NotPrivate {
                    path: folder.to_owned(),
                    why,
                });
            }
            Err(e) => return Err(failed(e)),
        };
        let meta = opened.metadata().map_err(failed)?;
        let why = if meta.uid() != rustix::process::geteuid().as_raw() {
            Some("it belongs to somebody else")
        } else if meta.mode() & 0o077 != 0 {
            Some("others can enter it; its mode must be 0700")
        } else {
            None
        };
        match why {
            Some(why) => Err(PlaceError::NotPrivate {
                path: folder.to_owned(),
                why,
            }),
            None => Ok(Some(Self {
                folder: opened,
                name: key.0.clone(),
            })),
        }
    }

    /// The socket's path through the open folder: short enough for a socket address, and immune to renaming.
    pub(crate) fn socket(&self) -> PathBuf {
        self.entry(&format!("{}.sock", self.name))
    }

    /// Where the agent notes which process it is.
    pub(crate) fn record(&self) -> PathBuf {
        self.entry(&format!("{}.pid", self.name))
    }

    /// A path for something that will replace [`Place::socket`] or [`Place::record`] by renaming.
    pub(crate) fn fresh(&self, what: &str) -> PathBuf {
        self.entry(&format!("{}.{what}.{}", self.name, std::process::id()))
    }

    /// The folder itself, to be locked or handed on.
    pub(crate) fn folder(&self) -> &File {
        &self.folder
    }

    /// The folder's path as it is now, for the agent to open again.
    pub(crate) fn folder_path(&self) -> io::Result<PathBuf> {
        fs::read_link(format!("/proc/self/fd/{}", self.folder.as_raw_fd()))
    }

    fn entry(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}/{name}", self.folder.as_raw_fd()))
    }
}

fn fallback() -> PathBuf {
    std::env::temp_dir().join(format!("still-{}", rustix::process::geteuid().as_raw()))
}

fn is_symlink(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// The runtime folder itself may be readable by others, but only we may write in it.
fn check_parent(path: &Path) -> Result<(), PlaceError> {
    let meta = fs::symlink_metadata(path).map_err(|source| PlaceError::Io {
        path: path.to_owned(),
        source,
    })?;
    let why = if !meta.is_dir() {
        "it is a link or a file"
    } else if meta.uid() != rustix::process::geteuid().as_raw() {
        "it belongs to somebody else"
    } else if meta.mode() & 0o022 != 0 {
        "others can write in it"
    } else {
        return Ok(());
    };
    Err(PlaceError::NotPrivate {
        path: path.to_owned(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn key() -> VaultKey {
        VaultKey::of(b"sealed")
    }

    #[test]
    fn keys_differ_by_vault() {
        assert_eq!(key().0.len(), 16);
        assert_eq!(key(), VaultKey::of(b"sealed"));
        assert_ne!(key(), VaultKey::of(b"other"));
    }

    #[test]
    fn a_made_folder_is_private() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("still");
        assert!(Place::within(&folder, &key(), false).unwrap().is_none());
        assert!(Place::within(&folder, &key(), true).unwrap().is_some());
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        assert!(Place::within(&folder, &key(), false).unwrap().is_some());
    }

    #[test]
    fn folders_of_others_and_links_are_refused() {
        let parent = tempfile::tempdir().unwrap();
        let open = parent.path().join("open");
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(
            Place::within(&open, &key(), true),
            Err(PlaceError::NotPrivate { .. })
        ));

        let real = parent.path().join("real");
        DirBuilder::new().mode(0o700).create(&real).unwrap();
        let link = parent.path().join("link");
        symlink(&real, &link).unwrap();
        assert!(matches!(
            Place::within(&link, &key(), true),
            Err(PlaceError::NotPrivate { .. })
        ));
    }

    #[test]
    fn a_runtime_folder_others_can_write_in_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        assert!(check_parent(parent.path()).is_ok());
        fs::set_permissions(parent.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert!(check_parent(parent.path()).is_err());
    }
}
