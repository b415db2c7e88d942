//! Files and folders that are one person's alone.
//!
//! On Unix they are made with the modes 0600 and 0700, and what belongs to others, or can be written by them, is refused. On
//! Windows they get the access list of the folder they are made in, as everything there does: in a person's profile that is
//! the person, the system and its administrators. Who else a list lets in is not looked at there.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(unix)]
use crate::files_unix as system;
#[cfg(windows)]
use crate::files_windows as system;
pub use crate::plain::Identity;

/// What keeps a file or folder locked, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _held: Option<File>,
}

/// Has what these options create be its owner's alone, in as far as the umask lets the owner.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    system::private(options)
}

/// Gives the owner of an open file all rights and everybody else none, whatever the umask was.
///
/// # Errors
/// What the system says.
pub fn make_private(file: &File) -> io::Result<()> {
    system::make_private(file)
}

/// Makes a folder for its owner alone.
///
/// # Errors
/// What the system says.
pub fn create_folder(path: &Path) -> io::Result<()> {
    system::folder_builder().create(path)
}

/// The same with those above it that are missing.
///
/// # Errors
/// What the system says.
pub fn create_folders(path: &Path) -> io::Result<()> {
    system::folder_builder().recursive(true).create(path)
}

/// Takes the rights on a folder from everybody but its owner.
///
/// # Errors
/// What the system says.
pub fn close_folder(path: &Path) -> io::Result<()> {
    system::close_folder(path)
}

/// Bytes that this user may still write below a folder; `None` where the system does not say.
pub fn free(folder: &Path) -> Option<u64> {
    system::free(folder)
}

/// Waits until the names in a folder are on the disk. Windows cannot be asked to: NTFS keeps them in its log, in order.
///
/// # Errors
/// What the system says.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    system::sync_folder(path)
}

/// Opens a file for reading, or both, if it is a plain one of this user that nobody else can write. Follows no link, and does
/// not wait for a pipe.
///
/// # Errors
/// As [`check`], or what the system says.
pub fn open(path: &Path, write: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = system::no_link(options.read(true).write(write))
        .open(path)
        .map_err(|error| match system::is_link_refused(&error) {
            true => refused("it is a link"),
            false => error,
        })?;
    check(&file.metadata()?, false)?;
    Ok(file)
}

/// Refuses a file, or with `folder` a folder, that is another kind of thing, somebody else's, or writable by others.
///
/// # Errors
/// `InvalidInput`; its text says why.
pub fn check(meta: &Metadata, folder: bool) -> io::Result<()> {
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
    system::refusal(meta).map_or(Ok(()), |why| Err(refused(why)))
}

fn refused(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}

/// Whether others have one of these rights, as in a mode. Where there are no modes, nobody is said to.
pub fn others_may(meta: &Metadata, rights: u32) -> bool {
    system::mode(meta) & rights != 0
}

/// Whether a file can take the place of one that this process has open. Windows can on NTFS, and on no other file system.
pub const REPLACES_WHAT_IS_OPEN: bool = cfg!(unix);

/// Whether files have modes here, which keep everybody else from them.
pub const HAVE_MODES: bool = cfg!(unix);

/// Whether what this tells of belongs to this user. Windows: not looked at.
pub fn is_own(meta: &Metadata) -> bool {
    system::is_own(meta)
}

/// Which file or folder it is.
///
/// # Errors
/// What the system says.
pub fn identity(path: &Path) -> io::Result<Identity> {
    system::identity(path)
}

/// Which file it is that is open.
///
/// # Errors
/// What the system says.
pub fn identity_of(file: &File) -> io::Result<Identity> {
    system::identity_of(file)
}

/// Whether an open file still has a name.
///
/// # Errors
/// What the system says.
pub fn has_a_name(file: &File) -> io::Result<bool> {
    system::has_a_name(file)
}

/// Locks a plain file of this user, or a folder, for this process; `None` if another one has it. Where nothing can be locked,
/// nobody has. On Windows the lock is a file of its own in the person's folder for temporary files.
///
/// # Errors
/// As [`open`].
pub fn lock(path: &Path, folder: bool) -> io::Result<Option<Lock>> {
    let held = if folder {
        system::lock_folder(path)?
    } else {
        system::lock_file(open(path, false)?, path)?
    };
    Ok(held.map(|held| Lock { _held: Some(held) }))
}

/// Whether a folder lies on a file system in memory, which nothing writes to a disk. Only Linux tells.
pub fn is_in_memory(folder: &Path) -> bool {
    system::is_in_memory(folder)
}

/// Whether one may make files in a folder, as far as the system tells before one tries. Windows tells only then.
///
/// # Errors
/// Why not.
pub fn may_write_in(folder: &Path) -> io::Result<()> {
    system::may_write_in(folder)
}

/// Reads from a place in a file; fewer bytes than there is room for are no error.
///
/// # Errors
/// What the system says.
pub fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    system::read_at(file, bytes, at)
}

/// Fills `bytes` from a place in a file.
///
/// # Errors
/// `UnexpectedEof`, or what the system says.
pub fn read_exact_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    let mut filled = 0;
    while filled < bytes.len() {
        match read_at(file, &mut bytes[filled..], at + filled as u64) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Writes all of `bytes` from a place in a file on.
///
/// # Errors
/// What the system says; a part may be written.
pub fn write_all_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    let mut written = 0;
    while written < bytes.len() {
        match system::write_at(file, &bytes[written..], at + written as u64) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(more) => written += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_itself_under_another_name_and_no_copy_is() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two, copy] = ["one", "two", "copy"].map(|name| folder.path().join(name));
        fs::write(&one, "x").unwrap();
        let known = identity(&one).unwrap();
        assert_eq!(identity_of(&File::open(&one).unwrap()).unwrap(), known);
        fs::copy(&one, &copy).unwrap();
        fs::rename(&one, &two).unwrap();
        assert_eq!(identity(&two).unwrap(), known);
        assert_ne!(identity(&copy).unwrap(), known);
        assert!(identity(&one).is_err());
        assert!(identity(folder.path()).is_ok());
    }

    #[test]
    fn a_lock_is_had_once_and_keeps_nobody_from_reading() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        create_folder(&folder.path().join("inner")).unwrap();
        private(OpenOptions::new().write(true).create_new(true))
            .open(&file)
            .unwrap();
        fs::write(&file, "words").unwrap();
        for (path, is_folder) in [(file.as_path(), false), (folder.path(), true)] {
            let held = lock(path, is_folder).unwrap();
            assert!(held.is_some());
            assert!(lock(path, is_folder).unwrap().is_none());
            assert_eq!(fs::read(&file).unwrap(), b"words");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
            drop(held);
            assert!(lock(path, is_folder).unwrap().is_some());
        }
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn only_what_it_should_be_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        assert_eq!(
            open(&file, false).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
        private(OpenOptions::new().write(true).create_new(true))
            .open(&file)
            .unwrap();
        let opened = open(&file, true).unwrap();
        write_all_at(&opened, b"words", 3).unwrap();
        let mut read = [0; 5];
        read_exact_at(&opened, &mut read, 3).unwrap();
        assert_eq!(&read, b"words");
        assert!(read_exact_at(&opened, &mut read, 4).is_err());
        assert!(has_a_name(&opened).unwrap());
        assert!(check(&fs::metadata(folder.path()).unwrap(), false).is_err());
        assert!(check(&fs::metadata(&file).unwrap(), true).is_err());
        sync_folder(folder.path()).unwrap();
        assert!(sync_folder(&folder.path().join("none")).is_err());
    }
}
