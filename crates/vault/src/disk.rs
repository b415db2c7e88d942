//! Where vaults lie: the files beside a database, and the database's own. A simulation puts a disk of its own here, to
//! lose power, fill up or fail at a chosen step.

use std::any::Any;
use std::fmt::Debug;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use platform::files;
use store::{Access, Check, Medium, OpenError, Store, Waiting};
use tokio::sync::watch;

/// Bytes that are overwritten in one step.
const ZEROS_AT_ONCE: usize = 1 << 20;

/// What keeps a lock; it is given up when this is dropped.
pub type Lock = Box<dyn Any + Send + Sync>;

/// A file system as far as a vault needs one. Each method is one step: between two of them the power may go.
pub trait Disk: Debug + Send + Sync {
    /// Whether there is a plain file, or with `folder` a folder, that this user alone can change.
    ///
    /// # Errors
    /// `NotFound`; `InvalidInput`, whose text says what is wrong with it; or what the disk says.
    fn examine(&self, path: &Path, folder: bool) -> io::Result<()>;
    /// Whether anything is there.
    fn exists(&self, path: &Path) -> bool;
    /// Bytes of a file.
    ///
    /// # Errors
    /// What the disk says.
    fn size(&self, path: &Path) -> io::Result<u64>;
    /// What tells a file from a copy of it, and survives its renaming: its number on its file system.
    fn place(&self, path: &Path) -> Option<u64>;
    /// The content of a file, no more than `most` bytes of it.
    ///
    /// # Errors
    /// As [`Disk::examine`].
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;
    /// Makes a file that must not be there yet, readable by its owner alone; with `flush` it waits until the content is
    /// on the disk.
    ///
    /// # Errors
    /// What the disk says; the file may be there all the same.
    fn create(&self, path: &Path, bytes: &[u8], flush: bool) -> io::Result<()>;
    /// Gives a file another name; one that had that name is gone.
    ///
    /// # Errors
    /// What the disk says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// What the disk says.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Gives a file a second name, which must be free. A disk of a simulation need not know how.
    ///
    /// # Errors
    /// `Unsupported`; or what the disk says.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let _ = (from, to);
        Err(io::ErrorKind::Unsupported.into())
    }
    /// Writes zeros over all of a file, and waits until they are on the disk. The file keeps its length.
    ///
    /// # Errors
    /// `Unsupported`; as [`Disk::examine`]; or what the disk says.
    fn overwrite(&self, path: &Path) -> io::Result<()> {
        let _ = path;
        Err(io::ErrorKind::Unsupported.into())
    }
    /// Waits until the names in a folder are on the disk.
    ///
    /// # Errors
    /// What the disk says.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// The names in a folder.
    ///
    /// # Errors
    /// `NotFound`; or what the disk says.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Makes a folder for this user alone, and those above it. Whether it was not there before.
    ///
    /// # Errors
    /// What the disk says.
    fn make_folder(&self, path: &Path) -> io::Result<bool>;
    /// Removes an empty folder.
    ///
    /// # Errors
    /// What the disk says.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Bytes that there is room for in a folder; `None` where that cannot be said.
    fn free(&self, folder: &Path) -> Option<u64> {
        let _ = folder;
        None
    }
    /// Locks a file or folder for this process; `None` if another one has it. Where nothing can be locked, nobody has.
    ///
    /// # Errors
    /// If it cannot be opened.
    fn lock(&self, path: &Path, folder: bool) -> io::Result<Option<Lock>>;
    /// What is under the database of this path; `None` for a file of the operating system.
    fn medium(&self, path: &Path) -> Option<Arc<dyn Medium>>;
    /// Tells of each write to this file; `None` where the operating system does.
    fn changed(&self, path: &Path) -> Option<watch::Receiver<u64>>;
}

/// The file system of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn examine(&self, path: &Path, folder: bool) -> io::Result<()> {
        let meta = if folder {
            fs::metadata(path)
        } else {
            fs::symlink_metadata(path)
        };
        files::check(&meta?, folder)
    }

    fn exists(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok()
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::symlink_metadata(path)?.len())
    }

    fn place(&self, path: &Path) -> Option<u64> {
        files::identity(path).ok().map(|found| found.number)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = files::open(path, false)?;
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, path: &Path, bytes: &[u8], flush: bool) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = files::private(options.write(true).create_new(true)).open(path)?;
        file.write_all(bytes)?;
        if flush { file.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn overwrite(&self, path: &Path) -> io::Result<()> {
        let mut file = files::open(path, true)?;
        let mut left = file.metadata()?.len();
        let zeros = vec![0; ZEROS_AT_ONCE];
        while left > 0 {
            let now = left.min(ZEROS_AT_ONCE as u64);
            file.write_all(&zeros[..now as usize])?;
            left -= now;
        }
        file.sync_all()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        files::sync_folder(folder)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder)?.flatten();
        Ok(names
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .collect())
    }

    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        if let Some(parent) = path.parent()
            && !parent.as_os_str().is_empty()
        {
            files::create_folders(parent)?;
        }
        let made = match files::create_folder(path) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error),
        };
        let own = files::close_folder(path);
        // On a file system that keeps no modes this is refused, and what was just made is as it can be.
        if !made {
            own?;
        }
        Ok(made)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn free(&self, folder: &Path) -> Option<u64> {
        files::free(folder)
    }

    fn lock(&self, path: &Path, folder: bool) -> io::Result<Option<Lock>> {
        let held = files::lock(path, folder)?;
        Ok(held.map(|held| Box::new(held) as Lock))
    }

    fn medium(&self, _: &Path) -> Option<Arc<dyn Medium>> {
        None
    }

    fn changed(&self, _: &Path) -> Option<watch::Receiver<u64>> {
        None
    }
}

/// Creates the database at `path`.
pub(crate) fn create_store(disk: &dyn Disk, path: &Path) -> Result<Store, OpenError> {
    match disk.medium(path) {
        Some(medium) => Store::create_on(medium),
        None => Store::create(path),
    }
}

/// Opens the database at `path` while nobody else has it open.
pub(crate) fn open_store_alone(disk: &dyn Disk, path: &Path) -> Result<Store, OpenError> {
    match disk.medium(path) {
        Some(medium) => Store::open_on(medium, Check::Quick),
        None => Store::open_alone(path),
    }
}

/// Opens the database at `path`; `waiting` is told of every wait for another process.
pub(crate) fn open_store(
    disk: &dyn Disk,
    path: &Path,
    access: Access,
    check: Check,
    waiting: Option<Arc<dyn Waiting>>,
) -> Result<Store, OpenError> {
    match disk.medium(path) {
        Some(medium) => Store::open_on(medium, check),
        None => Store::open_with(path, access, check, waiting),
    }
}
