//! The folder of this user for what lives as long as the machine runs: `$XDG_RUNTIME_DIR/still`, or a folder named with the uid
//! under the system's temporary folder. Whoever could write there could pose as one of our processes, so it must be ours alone.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

/// Why the folder is not used.
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

/// A private folder, held open so that it cannot be swapped for another one.
#[derive(Debug)]
pub(crate) struct RuntimeFolder(File);

impl RuntimeFolder {
    /// The usual one; it is made if `create`, and must be private in any case. `None` when there is none and none is wanted.
    pub(crate) fn find(create: bool) -> Result<Option<Self>, PlaceError> {
        match std::env::var_os("XDG_RUNTIME_DIR").filter(|dir| Path::new(dir).is_absolute()) {
            Some(runtime) => {
                let runtime = PathBuf::from(runtime);
                match check_parent(&runtime) {
                    Err(PlaceError::Io { source, .. })
                        if source.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                    Ok(()) => return Self::at(&runtime.join("still"), create),
                }
                Self::at(&fallback(), create)
            }
            None => Self::at(&fallback(), create),
        }
    }

    /// This very folder.
    pub(crate) fn at(folder: &Path, create: bool) -> Result<Option<Self>, PlaceError> {
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
            None => Ok(Some(Self(opened))),
        }
    }

    /// The folder itself, to be locked.
    pub(crate) fn file(&self) -> &File {
        &self.0
    }

    /// A path through the open folder, good while this value lives: short enough for a socket address, and immune to renaming.
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", self.0.as_raw_fd()))
    }

    /// Its path as it is now, for another process to open again.
    pub(crate) fn real_path(&self) -> io::Result<PathBuf> {
        fs::read_link(self.path())
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

    #[test]
    fn a_made_folder_is_private() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("still");
        assert!(RuntimeFolder::at(&folder, false).unwrap().is_none());
        assert!(RuntimeFolder::at(&folder, true).unwrap().is_some());
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        assert!(RuntimeFolder::at(&folder, false).unwrap().is_some());
    }

    #[test]
    fn folders_of_others_and_links_are_refused() {
        let parent = tempfile::tempdir().unwrap();
        let open = parent.path().join("open");
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(
            RuntimeFolder::at(&open, true),
            Err(PlaceError::NotPrivate { .. })
        ));

        let real = parent.path().join("real");
        DirBuilder::new().mode(0o700).create(&real).unwrap();
        let link = parent.path().join("link");
        symlink(&real, &link).unwrap();
        assert!(matches!(
            RuntimeFolder::at(&link, true),
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
