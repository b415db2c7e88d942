//! A folder on Windows: a path, and links in it are seen and left alone.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::plain::Kind;

#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        match fs::metadata(path)?.is_dir() {
            true => Ok(Self(path.to_owned())),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(crate) fn folder(&self, name: &str) -> io::Result<Self> {
        match self.kind(name)? {
            Kind::Folder => Ok(Self(self.0.join(name))),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(crate) fn file(&self, name: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        let file = crate::files_windows::no_link(options.read(true)).open(self.0.join(name))?;
        match file.metadata()?.is_file() {
            true => Ok(file),
            false => Err(io::Error::other("what was a file is none any more")),
        }
    }

    pub(crate) fn names(&self) -> io::Result<impl Iterator<Item = io::Result<OsString>>> {
        let entries = fs::read_dir(&self.0)?;
        Ok(entries.map(|entry| entry.map(|entry| entry.file_name())))
    }

    pub(crate) fn kind(&self, name: &str) -> io::Result<Kind> {
        let about = fs::symlink_metadata(self.0.join(name))?;
        Ok(if about.is_dir() {
            Kind::Folder
        } else if about.is_file() {
            Kind::File(about.len())
        } else {
            Kind::Other
        })
    }

    pub(crate) fn create_new(&self, name: &str) -> io::Result<File> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(self.0.join(name))
    }

    pub(crate) fn make_folder(&self, name: &str) -> io::Result<()> {
        match fs::create_dir(self.0.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        let path = self.0.join(name);
        match self.kind(name)? {
            Kind::Folder => fs::remove_dir(path),
            Kind::File(_) | Kind::Other => fs::remove_file(path),
        }
    }

    /// NTFS keeps names in its log, in order.
    pub(crate) fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn read_afresh(_: &File) {}
