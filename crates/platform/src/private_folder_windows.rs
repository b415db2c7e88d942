//! A private folder on Windows. As it is held without a share to delete it, it cannot be renamed meanwhile.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

const SHARE_READ_WRITE: u32 = 3;
const BACKUP_SEMANTICS: u32 = 0x0200_0000;
const OPEN_REPARSE_POINT: u32 = 0x0020_0000;

pub(crate) fn open(folder: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .share_mode(SHARE_READ_WRITE)
        .custom_flags(BACKUP_SEMANTICS | OPEN_REPARSE_POINT)
        .open(folder)
}

pub(crate) fn path(_: &File, named: &Path) -> PathBuf {
    named.to_owned()
}

pub(crate) fn real_path(_: &File, named: &Path) -> io::Result<PathBuf> {
    std::path::absolute(named)
}
