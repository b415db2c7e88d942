//! Files and folders on Unix.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt as _, FileExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;

use rustix::fs::{Access, OFlags};

use crate::plain::Identity;

pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

pub(crate) fn make_private(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o600))
}

pub(crate) fn folder_builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

pub(crate) fn close_folder(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(0o700))
}

pub(crate) fn free(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}

pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

pub(crate) fn no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default())
}

pub(crate) fn is_link_refused(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// What is wrong with a file or folder of the right kind.
pub(crate) fn refusal(meta: &Metadata) -> Option<&'static str> {
    if !is_own(meta) {
        return Some("it belongs to another user (`sudo chown` gives it to you)");
    }
    let others_write = mode(meta) & 0o022 != 0;
    others_write.then_some("others can write to it (`chmod go-w` ends that)")
}

pub(crate) fn is_own(meta: &Metadata) -> bool {
    meta.uid() == rustix::process::geteuid().as_raw()
}

pub(crate) fn mode(meta: &Metadata) -> u32 {
    meta.mode()
}

fn told(meta: &Metadata) -> Identity {
    Identity {
        volume: meta.dev(),
        number: meta.ino(),
    }
}

pub(crate) fn identity(path: &Path) -> io::Result<Identity> {
    Ok(told(&fs::metadata(path)?))
}

pub(crate) fn identity_of(file: &File) -> io::Result<Identity> {
    Ok(told(&file.metadata()?))
}

pub(crate) fn has_a_name(file: &File) -> io::Result<bool> {
    Ok(file.metadata()?.nlink() > 0)
}

pub(crate) fn lock_folder(path: &Path) -> io::Result<Option<File>> {
    lock_file(File::open(path)?, path)
}

#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(crate) fn lock_file(file: File, _: &Path) -> io::Result<Option<File>> {
    let taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
    Ok((!taken).then_some(file))
}

/// What statfs says for tmpfs and ramfs.
#[cfg(target_os = "linux")]
const MEMORY_FILESYSTEMS: [u64; 2] = [0x0102_1994, 0x8584_58f6];

#[cfg(target_os = "linux")]
pub(crate) fn is_in_memory(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|found| {
        u64::try_from(found.f_type).is_ok_and(|kind| MEMORY_FILESYSTEMS.contains(&kind))
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_in_memory(_: &Path) -> bool {
    false
}

pub(crate) fn may_write_in(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(
        folder,
        Access::WRITE_OK | Access::EXEC_OK,
    )?)
}

pub(crate) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    file.read_at(bytes, at)
}

pub(crate) fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.write_at(bytes, at)
}
