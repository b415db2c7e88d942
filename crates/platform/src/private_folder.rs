//! A folder that nobody else can put anything into, held open.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

#[cfg(unix)]
use crate::private_folder_unix as system;
#[cfg(windows)]
use crate::private_folder_windows as system;

/// A private folder, held open so that it cannot be swapped for another one.
#[derive(Debug)]
pub struct PrivateFolder {
    held: File,
    named: PathBuf,
}

/// Why a folder is not used.
#[derive(Debug)]
pub enum NotUsed {
    /// Others can put something there; the text says why.
    NotPrivate(&'static str),
    /// The system refused.
    Io(io::Error),
}

impl PrivateFolder {
    /// Opens this very folder; with `create` it is made. `None` if it is not there.
    ///
    /// # Errors
    /// [`NotUsed`].
    pub fn open(folder: &Path, create: bool) -> Result<Option<Self>, NotUsed> {
        if create {
            match crate::files::create_folder(folder) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(NotUsed::Io(e)),
                _ => {}
            }
        }
        let held = match system::open(folder) {
            Ok(held) => held,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) if is_link(folder) || e.kind() == io::ErrorKind::NotADirectory => {
                return Err(NotUsed::NotPrivate("it is a link or a file"));
            }
            Err(e) => return Err(NotUsed::Io(e)),
        };
        let meta = held.metadata().map_err(NotUsed::Io)?;
        if !meta.is_dir() {
            return Err(NotUsed::NotPrivate("it is a link or a file"));
        }
        if !crate::files::is_own(&meta) {
            return Err(NotUsed::NotPrivate("it belongs to somebody else"));
        }
        if crate::files::others_may(&meta, 0o077) {
            let why = "others can enter it; its mode must be 0700";
            return Err(NotUsed::NotPrivate(why));
        }
        let named = folder.to_owned();
        Ok(Some(Self { held, named }))
    }

    /// Locks it for this process. False if another one has it; the lock ends with this value.
    ///
    /// # Errors
    /// What the system says.
    pub fn try_lock(&self) -> io::Result<bool> {
        match self.held.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// A path for what is in it, good while this value lives. Linux: it goes through the open folder, short enough for a
    /// socket address and immune to renaming.
    pub fn path(&self) -> PathBuf {
        system::path(&self.held, &self.named)
    }

    /// Its path as it is now, for another process to open again.
    ///
    /// # Errors
    /// What the system says.
    pub fn real_path(&self) -> io::Result<PathBuf> {
        system::real_path(&self.held, &self.named)
    }
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}
