//! A folder that others write to as well, at most three names deep. What lies in it is foreign: every answer is bounded, and
//! nothing but plain files is opened.

use std::io;

/// Most names that are looked at in one folder.
pub const NAMES_MAX: usize = 4_096;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A plain file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// Anything else: a link, a pipe, a device. It is never opened.
    Other,
}

/// One name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// As it lies there; it may be anything.
    pub name: String,
    /// What it stands for.
    pub kind: EntryKind,
}

/// The names in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// At most [`NAMES_MAX`], in no order.
    pub entries: Vec<FolderEntry>,
    /// Names that are no text.
    pub unreadable: u64,
    /// Whether there are more names.
    pub more: bool,
}

/// A folder through which devices exchange. Paths are names below it; none is ever followed out of it.
pub trait CarrierFolder {
    /// The names in a folder; in the folder itself for an empty path.
    ///
    /// # Errors
    /// `NotFound`; or what the disk says.
    fn list(&self, at: &[&str]) -> io::Result<Listing>;
    /// The content of a plain file of at most `most` bytes.
    ///
    /// # Errors
    /// `NotFound`; `InvalidInput` for what is no plain file, `FileTooLarge`; or what the disk says.
    fn read(&self, at: &[&str], most: usize) -> io::Result<Vec<u8>>;
    /// Makes a file that must not be there yet, and the folders above it, and waits until it is on the disk.
    ///
    /// # Errors
    /// `AlreadyExists`; or what the disk says: the file may be there all the same, whole or not.
    fn create_new(&self, at: &[&str], bytes: &[u8]) -> io::Result<()>;
    /// Removes a file or an empty folder.
    ///
    /// # Errors
    /// `NotFound`; or what the disk says.
    fn remove(&self, at: &[&str]) -> io::Result<()>;
    /// Waits until the names in a folder are on the disk, where the file system can.
    ///
    /// # Errors
    /// What the disk says.
    fn flush(&self, at: &[&str]) -> io::Result<()>;
}
