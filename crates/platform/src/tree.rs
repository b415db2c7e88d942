//! A folder that is read without following a link in it.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;

pub use crate::plain::Kind;
#[cfg(unix)]
use crate::tree_unix as system;
#[cfg(windows)]
use crate::tree_windows as system;

/// A folder, held open. On Windows it is a path: whoever can rename what is above it can put another folder there.
#[derive(Debug)]
pub struct Folder(system::Folder);

impl Folder {
    /// Opens a folder that a person named; the name may be a link.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(path: &Path) -> io::Result<Self> {
        system::Folder::open(path).map(Self)
    }

    /// Opens a folder in this one, if it is no link.
    ///
    /// # Errors
    /// What the system says.
    pub fn folder(&self, name: &str) -> io::Result<Self> {
        self.0.folder(name).map(Self)
    }

    /// Opens a plain file in this folder for reading.
    ///
    /// # Errors
    /// If it is another thing, or what the system says.
    pub fn file(&self, name: &str) -> io::Result<File> {
        self.0.file(name)
    }

    /// The names in it, in no order.
    ///
    /// # Errors
    /// What the system says, for all or for one.
    pub fn names(&self) -> io::Result<impl Iterator<Item = io::Result<OsString>>> {
        self.0.names()
    }

    /// What a name in it stands for.
    ///
    /// # Errors
    /// What the system says.
    pub fn kind(&self, name: &str) -> io::Result<Kind> {
        self.0.kind(name)
    }

    /// Makes a plain file that must not be there yet, for writing, its owner's alone where the file system knows owners.
    ///
    /// # Errors
    /// `AlreadyExists`, or what the system says.
    pub fn create_new(&self, name: &str) -> io::Result<File> {
        self.0.create_new(name)
    }

    /// Makes a folder in this one, unless there is one.
    ///
    /// # Errors
    /// What the system says.
    pub fn make_folder(&self, name: &str) -> io::Result<()> {
        self.0.make_folder(name)
    }

    /// Removes a file, or an empty folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        self.0.remove(name)
    }

    /// Waits until the names in it are on the disk, where the file system can: those of sticks and networks often cannot.
    ///
    /// # Errors
    /// What the system says.
    pub fn flush(&self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Has what is read of a file next come from the medium, where the system can be asked to.
pub fn read_afresh(file: &File) {
    system::read_afresh(file);
}
