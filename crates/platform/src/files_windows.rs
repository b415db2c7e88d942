//! Files and folders on Windows.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::windows::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;

use winapi_util::file::information;
use winapi_util::{AsHandleRef, Handle};

use crate::plain::Identity;

const ACCESS_WRITE: u32 = 0x4000_0000;
const ACCESS_DELETE: u32 = 0x0001_0000;
const DELETE_ON_CLOSE: u32 = 0x0400_0000;
/// A link is opened itself, and then seen to be none of ours.
const OPEN_REPARSE_POINT: u32 = 0x0020_0000;
const SHARING_VIOLATION: i32 = 32;

pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(crate) fn make_private(_: &File) -> io::Result<()> {
    Ok(())
}

pub(crate) fn folder_builder() -> DirBuilder {
    DirBuilder::new()
}

pub(crate) fn close_folder(path: &Path) -> io::Result<()> {
    fs::metadata(path).map(drop)
}

pub(crate) fn free(_: &Path) -> Option<u64> {
    None
}

pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    fs::metadata(path).map(drop)
}

pub(crate) fn no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(OPEN_REPARSE_POINT)
}

pub(crate) fn is_link_refused(_: &io::Error) -> bool {
    false
}

pub(crate) fn refusal(meta: &Metadata) -> Option<&'static str> {
    meta.is_symlink().then_some("it is a link")
}

pub(crate) fn is_own(_: &Metadata) -> bool {
    true
}

pub(crate) fn mode(_: &Metadata) -> u32 {
    0
}

fn told(file: impl AsHandleRef) -> io::Result<Identity> {
    let known = information(file)?;
    Ok(Identity {
        volume: known.volume_serial_number(),
        number: known.file_index(),
    })
}

pub(crate) fn identity(path: &Path) -> io::Result<Identity> {
    told(Handle::from_path_any(path)?)
}

pub(crate) fn identity_of(file: &File) -> io::Result<Identity> {
    told(file)
}

pub(crate) fn has_a_name(file: &File) -> io::Result<bool> {
    Ok(information(file)?.number_of_links() > 0)
}

/// Windows keeps others from reading what is locked, replaces no file that is held, and locks no folder. So the lock is another
/// file, named after what is locked, in the person's folder for temporary files. It goes with the process.
pub(crate) fn lock_folder(path: &Path) -> io::Result<Option<File>> {
    let known = identity(path)?;
    let name = format!("still-{:x}-{:x}.lock", known.volume, known.number);
    let mut options = OpenOptions::new();
    let options = options
        .write(true)
        .access_mode(ACCESS_WRITE | ACCESS_DELETE)
        .create(true)
        .truncate(false)
        .share_mode(0)
        .custom_flags(DELETE_ON_CLOSE);
    match options.open(std::env::temp_dir().join(name)) {
        Ok(held) => Ok(Some(held)),
        Err(error) if is_held(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `file` is said to be one's own.
pub(crate) fn lock_file(file: File, path: &Path) -> io::Result<Option<File>> {
    drop(file);
    lock_folder(path)
}

/// Somebody has it open, or closes it just now.
fn is_held(error: &io::Error) -> bool {
    error.raw_os_error() == Some(SHARING_VIOLATION)
        || error.kind() == io::ErrorKind::PermissionDenied
}

pub(crate) fn is_in_memory(_: &Path) -> bool {
    false
}

pub(crate) fn may_write_in(folder: &Path) -> io::Result<()> {
    fs::metadata(folder).map(drop)
}

pub(crate) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    match file.seek_read(bytes, at) {
        // ERROR_HANDLE_EOF: beyond the end there is nothing.
        Err(error) if error.raw_os_error() == Some(38) => Ok(0),
        read => read,
    }
}

pub(crate) fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.seek_write(bytes, at)
}
