//! The folder of this user for what lives as long as the machine runs: `$XDG_RUNTIME_DIR/still`, or a folder named with the uid
//! under the system's temporary folder. Whoever could write there could pose as one of our processes, so it must be ours alone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use platform::files::{is_own, others_may};
use platform::folders;
use platform::private_folder::{NotUsed, PrivateFolder};

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

/// The usual one; it is made if `create`, and must be private in any case. `None` when there is none and none is wanted.
pub(crate) fn find(create: bool) -> Result<Option<PrivateFolder>, PlaceError> {
    let (runtime, fallback) = folders::runtime();
    if let Some(runtime) = runtime {
        match check_parent(&runtime) {
            Err(PlaceError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
            Ok(()) => return at(&runtime.join("still"), create),
        }
    }
    at(&fallback, create)
}

/// This very folder.
pub(crate) fn at(folder: &Path, create: bool) -> Result<Option<PrivateFolder>, PlaceError> {
    PrivateFolder::open(folder, create).map_err(|error| {
        let path = folder.to_owned();
        match error {
            NotUsed::NotPrivate(why) => PlaceError::NotPrivate { path, why },
            NotUsed::Io(source) => PlaceError::Io { path, source },
        }
    })
}

/// The runtime folder itself may be readable by others, but only we may write in it.
fn check_parent(path: &Path) -> Result<(), PlaceError> {
    let meta = fs::symlink_metadata(path).map_err(|source| PlaceError::Io {
        path: path.to_owned(),
        source,
    })?;
    let why = if !meta.is_dir() {
        "it is a link or a file"
    } else if !is_own(&meta) {
        "it belongs to somebody else"
    } else if others_may(&meta, 0o022) {
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
    #[cfg(unix)]
    use super::*;
    #[cfg(unix)]
    use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _, symlink};

    #[test]
    #[cfg(unix)]
    fn a_made_folder_is_private() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("still");
        assert!(at(&folder, false).unwrap().is_none());
        assert!(at(&folder, true).unwrap().is_some());
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        assert!(at(&folder, false).unwrap().is_some());
    }

    #[test]
    #[cfg(unix)]
    fn folders_of_others_and_links_are_refused() {
        let parent = tempfile::tempdir().unwrap();
        let open = parent.path().join("open");
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(
            at(&open, true),
            Err(PlaceError::NotPrivate { .. })
        ));

        let real = parent.path().join("real");
        fs::DirBuilder::new().mode(0o700).create(&real).unwrap();
        let link = parent.path().join("link");
        symlink(&real, &link).unwrap();
        assert!(matches!(
            at(&link, true),
            Err(PlaceError::NotPrivate { .. })
        ));
    }

    #[test]
    #[cfg(unix)]
    fn a_runtime_folder_others_can_write_in_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        assert!(check_parent(parent.path()).is_ok());
        fs::set_permissions(parent.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert!(check_parent(parent.path()).is_err());
    }
}
