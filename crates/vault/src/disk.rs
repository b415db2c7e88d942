//! Where vaults lie: the files beside a database, and the database's own. A simulation puts a disk of its own here, to
//! lose power, fill up or fail at a chosen step.

use std::any::Any;
use std::fmt::Debug;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{FlockOperation, OFlags, flock};
use store::{Access, Check, Medium, OpenError, Store, Waiting};
use tokio::sync::watch;

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
    /// What tells a file from a copy of it, and survives its renaming: the inode.
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
        check(&meta?, folder)
    }

    fn exists(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok()
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::symlink_metadata(path)?.len())
    }

    fn place(&self, path: &Path) -> Option<u64> {
        fs::metadata(path).ok().map(|meta| meta.ino())
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, path: &Path, bytes: &[u8], flush: bool) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        file.write_all(bytes)?;
        if flush { file.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
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
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(parent)?;
        }
        let made = match DirBuilder::new().mode(0o700).create(path) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error),
        };
        let own = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
        // On a file system that keeps no modes this is refused, and what was just made is as it can be.
        if !made {
            own?;
        }
        Ok(made)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn lock(&self, path: &Path, folder: bool) -> io::Result<Option<Lock>> {
        let file = if folder {
            File::open(path)?
        } else {
            open(path)?
        };
        let taken = flock(&file, FlockOperation::NonBlockingLockExclusive);
        Ok((taken != Err(rustix::io::Errno::WOULDBLOCK)).then(|| Box::new(file) as Lock))
    }

    fn medium(&self, _: &Path) -> Option<Arc<dyn Medium>> {
        None
    }

    fn changed(&self, _: &Path) -> Option<watch::Receiver<u64>> {
        None
    }
}

/// Opens a file for reading if it is a plain file of this user that nobody else can write. Follows no link, and does not
/// wait for a pipe.
fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .map_err(|error| match error.raw_os_error() {
            Some(code) if code == rustix::io::Errno::LOOP.raw_os_error() => refused("it is a link"),
            _ => error,
        })?;
    check(&file.metadata()?, false)?;
    Ok(file)
}

/// Refuses a file, or with `folder` a folder, that is another kind of thing, somebody else's, or writable by others.
fn check(meta: &fs::Metadata, folder: bool) -> io::Result<()> {
    let right_kind = if folder {
        meta.is_dir()
    } else {
        meta.is_file()
    };
    if !right_kind {
        return Err(refused(if folder {
            "it is no folder (move what is there away)"
        } else {
            "it is no plain file"
        }));
    }
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(refused(
            "it belongs to another user (`sudo chown` gives it to you)",
        ));
    }
    if meta.mode() & 0o022 != 0 {
        return Err(refused("others can write to it (`chmod go-w` ends that)"));
    }
    Ok(())
}

/// An error of [`check`]; its text says why.
fn refused(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}

/// Creates the database at `path`.
pub(crate) fn create_store(disk: &dyn Disk, path: &Path) -> Result<Store, OpenError> {
    match disk.medium(path) {
        Some(medium) => Store::create_on(medium),
        None => Store::create(path),
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
