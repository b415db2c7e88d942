//! Small files of a vault: read only if they are plain files of the same user, and never more than a bounded part;
//! replaced as a whole, never written through a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

/// Bytes of any small file of the vault (device keys, link key, settings).
pub(crate) const BYTES_MAX: u64 = 64 * 1024;
/// Names of half-written files end like this.
const NEW: &str = ".new";

/// Why a file was not replaced, or not for certain.
#[derive(Debug)]
pub(crate) enum ReplaceError {
    /// The file is as it was.
    Before(io::Error),
    /// The new content is there now, but the disk did not confirm it: losing power may bring the old content back.
    After(io::Error),
}

/// Opens a file for reading if it is a plain file of this user that nobody else can write. Follows no link, and does not
/// wait for a pipe.
pub(crate) fn open(path: &Path) -> io::Result<File> {
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
pub(crate) fn check(meta: &fs::Metadata, folder: bool) -> io::Result<()> {
    let right_kind = if folder {
        meta.is_dir()
    } else {
        meta.is_file()
    };
    if !right_kind {
        return Err(refused(if folder {
            "it is no folder"
        } else {
            "it is no plain file"
        }));
    }
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(refused("it belongs to another user"));
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

/// The content of a file, at most [`BYTES_MAX`]; a longer one is `InvalidData`.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(bytes)
}

/// Makes a file that must not be there yet, readable by its owner alone, and waits until its content is on the disk.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make(path, bytes, true)
}

fn make(path: &Path, bytes: &[u8], flushed: bool) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    if flushed { file.sync_all() } else { Ok(()) }
}

/// Writes a file as a whole: a new one beside it, flushed, then renamed over the old one, so that a crash leaves either the
/// old or the new content.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), ReplaceError> {
    replace_with(path, bytes, true).map_err(ReplaceError::Before)?;
    sync_folder(path).map_err(ReplaceError::After)
}

/// The same without waiting for the disk: losing power may bring the old content back, or leave neither.
pub(crate) fn replace_unflushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, bytes, false)
}

fn replace_with(path: &Path, bytes: &[u8], flushed: bool) -> io::Result<()> {
    sweep(path);
    let new = beside(path);
    let written = make(&new, bytes, flushed).and_then(|()| fs::rename(&new, path));
    written.inspect_err(|_| drop(fs::remove_file(&new)))
}

/// Waits until the names in the folder of `path` are on the disk.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Where this process writes the new content of `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}{NEW}", std::process::id()));
    path.with_file_name(name)
}

/// Removes what processes that are gone left half-written beside `path`.
fn sweep(path: &Path) {
    remove_beside(path, |process| {
        process == std::process::id() || !Path::new(&format!("/proc/{process}")).exists()
    });
}

/// Removes everything half-written beside `path`. Nobody else may be at work there.
pub(crate) fn remove_unwritten(path: &Path) {
    remove_beside(path, |_| true);
}

fn remove_beside(path: &Path, of: impl Fn(u32) -> bool) {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    for file in fs::read_dir(folder.unwrap_or(Path::new(".")))
        .into_iter()
        .flatten()
        .flatten()
    {
        let left_over = file
            .file_name()
            .to_str()
            .is_some_and(|found| writer_of(name, found).is_some_and(&of));
        if left_over {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The process that writes, or wrote, `found` as the new content of `name`.
fn writer_of(name: &str, found: &str) -> Option<u32> {
    let rest = found.strip_prefix(name)?.strip_suffix(NEW)?;
    rest.strip_prefix('.')?.parse().ok()
}
