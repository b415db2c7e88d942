//! Small files of a vault: read only if they are plain files of the same user, and never more than a bounded part;
//! replaced as a whole, never written through a link.

use std::io;
use std::path::{Path, PathBuf};

use crate::disk::Disk;

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

/// The content of a file, at most [`BYTES_MAX`]; a longer one is `InvalidData`.
pub(crate) fn read(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    let bytes = disk.read(path, BYTES_MAX + 1)?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(bytes)
}

/// Writes a file as a whole: a new one beside it, flushed, then renamed over the old one, so that a crash leaves either the
/// old or the new content.
pub(crate) fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), ReplaceError> {
    replace_with(disk, path, bytes, true).map_err(ReplaceError::Before)?;
    sync_folder(disk, path).map_err(ReplaceError::After)
}

/// The same without waiting for the disk: losing power may bring the old content back, or leave neither.
pub(crate) fn replace_unflushed(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(disk, path, bytes, false)
}

fn replace_with(disk: &dyn Disk, path: &Path, bytes: &[u8], flushed: bool) -> io::Result<()> {
    sweep(disk, path);
    let new = beside(path);
    let written = disk
        .create(
            &new,
            bytes,
            probe::planted!("small_file_not_flushed", flushed, false),
        )
        .and_then(|()| disk.rename(&new, path));
    written.inspect_err(|_| drop(disk.remove(&new)))
}

/// Waits until the names in the folder of `path` are on the disk.
pub(crate) fn sync_folder(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    disk.sync_folder(folder_of(path))
}

fn folder_of(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Where this process writes the new content of `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}{NEW}", std::process::id()));
    path.with_file_name(name)
}

/// Removes what processes that are gone left half-written beside `path`.
fn sweep(disk: &dyn Disk, path: &Path) {
    remove_beside(disk, path, |process| {
        process == std::process::id() || !platform::process::may_run(process)
    });
}

/// Removes everything half-written beside `path`. Nobody else may be at work there.
pub(crate) fn remove_unwritten(disk: &dyn Disk, path: &Path) {
    remove_beside(disk, path, |_| true);
}

fn remove_beside(disk: &dyn Disk, path: &Path, of: impl Fn(u32) -> bool) {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    for found in disk.names(folder_of(path)).into_iter().flatten() {
        if writer_of(name, &found).is_some_and(&of) {
            let _ = disk.remove(&path.with_file_name(found));
        }
    }
}

/// Whether a file of this name was left half-written by a process that is gone.
pub(crate) fn is_left_over(name: &str) -> bool {
    let writer = name
        .strip_suffix(NEW)
        .and_then(|name| name.rsplit_once('.'));
    let writer = writer.and_then(|(_, process)| process.parse().ok());
    writer.is_some_and(|process| !platform::process::may_run(process))
}

/// The process that writes, or wrote, `found` as the new content of `name`.
fn writer_of(name: &str, found: &str) -> Option<u32> {
    let rest = found.strip_prefix(name)?.strip_suffix(NEW)?;
    rest.strip_prefix('.')?.parse().ok()
}
