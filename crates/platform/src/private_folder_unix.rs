//! A private folder on Unix.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

pub(crate) fn open(folder: &Path) -> io::Result<File> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    OpenOptions::new()
        .read(true)
        .custom_flags(i32::try_from(flags.bits()).unwrap_or_default())
        .open(folder)
}

#[cfg(target_os = "linux")]
pub(crate) fn path(held: &File, _: &Path) -> PathBuf {
    use std::os::fd::AsRawFd as _;
    let number = held.as_raw_fd().unsigned_abs();
    PathBuf::from(crate::descriptor_unix::path(number))
}

#[cfg(target_os = "linux")]
pub(crate) fn real_path(held: &File, named: &Path) -> io::Result<PathBuf> {
    std::fs::read_link(path(held, named))
}

/// No path leads through an open folder there.
#[cfg(not(target_os = "linux"))]
pub(crate) fn path(_: &File, named: &Path) -> PathBuf {
    named.to_owned()
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn real_path(_: &File, named: &Path) -> io::Result<PathBuf> {
    std::path::absolute(named)
}
