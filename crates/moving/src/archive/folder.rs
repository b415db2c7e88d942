//! A folder on the disk. No link in it is followed, neither when it is listed nor when a file is read.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fstat, openat, statat};

use super::member::{Found, Where};
use crate::limits::{FOLDER_DEPTH_MAX, MEMBERS_MAX};
use crate::refusal::{Refusal, shown};

/// The folder that was given, held open.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

impl Folder {
    /// Lists all files below a folder.
    pub(super) fn list(path: &Path) -> Result<(Self, Found), Refusal> {
        // The folder itself may be named by a link: the person named it.
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = openat(CWD, path, flags, Mode::empty()).map_err(io::Error::from)?;
        let mut found = Found::default();
        let mut seen = 0;
        walk(&root, "", 0, &mut seen, &mut found)?;
        Ok((Self(root), found))
    }

    /// Opens a file of the list.
    pub(super) fn open(&self, name: &str) -> io::Result<File> {
        let mut parts = name.split('/').peekable();
        let mut folder: Option<OwnedFd> = None;
        while let Some(part) = parts.next() {
            let within = folder.as_ref().unwrap_or(&self.0);
            if parts.peek().is_some() {
                folder = Some(openat(within, part, FOLDER, Mode::empty())?);
                continue;
            }
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let file = openat(within, part, flags, Mode::empty())?;
            if FileType::from_raw_mode(fstat(&file)?.st_mode) == FileType::RegularFile {
                return Ok(file.into());
            }
        }
        Err(io::Error::other("what was a file is none any more"))
    }
}

fn walk(
    folder: &OwnedFd,
    path: &str,
    depth: usize,
    seen: &mut usize,
    found: &mut Found,
) -> Result<(), Refusal> {
    if depth > FOLDER_DEPTH_MAX {
        found.unused.push(shown(path));
        return Ok(());
    }
    for entry in Dir::read_from(folder).map_err(io::Error::from)? {
        let entry = entry.map_err(io::Error::from)?;
        let Ok(base) = entry.file_name().to_str() else {
            found
                .unused
                .push(shown(&entry.file_name().to_string_lossy()));
            continue;
        };
        if base == "." || base == ".." {
            continue;
        }
        *seen += 1;
        if *seen > 2 * MEMBERS_MAX {
            return Err(Refusal::new("there are too many files in it"));
        }
        let name = match path {
            "" => base.to_owned(),
            path => format!("{path}/{base}"),
        };
        let about = statat(folder, base, AtFlags::SYMLINK_NOFOLLOW).map_err(io::Error::from)?;
        match FileType::from_raw_mode(about.st_mode) {
            FileType::Directory if base == ".git" => {}
            FileType::Directory => {
                let inner = openat(folder, base, FOLDER, Mode::empty()).map_err(io::Error::from)?;
                walk(&inner, &name, depth + 1, seen, found)?;
            }
            FileType::RegularFile => {
                let size = u64::try_from(about.st_size).unwrap_or(0);
                found.file(name, size, Where::InFolder)?;
            }
            _ => found.unused.push(shown(&name)),
        }
    }
    Ok(())
}
