//! A folder in memory that a test can tamper with, and devices that carry through it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use engine::carry::{
    Carried, CarrierFolder, CarryError, CarryOptions, EntryKind, FolderEntry, Listing, carry,
};
use testkit::Desk;

/// Files by their paths below the folder, joined by `/`.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

#[derive(Debug, Default)]
pub(crate) struct MemoryFolder {
    pub(crate) files: RefCell<Files>,
    /// How many writing calls succeed before the folder fails.
    pub(crate) fails_after: Cell<Option<u32>>,
    /// Files made, so that a test sees that none is made twice.
    pub(crate) made: RefCell<Vec<String>>,
}

impl MemoryFolder {
    /// The files whose last name begins so.
    pub(crate) fn of_kind(&self, kind: char) -> Vec<String> {
        let files = self.files.borrow();
        let last = |path: &&String| path.rsplit('/').next().is_some_and(|n| n.starts_with(kind));
        files.keys().filter(last).cloned().collect()
    }

    /// The folders of writers, each with its number of files.
    pub(crate) fn writers(&self) -> BTreeMap<String, usize> {
        let mut writers = BTreeMap::new();
        for path in self.files.borrow().keys() {
            if let Some((folder, _)) = path.rsplit_once('/')
                && folder.contains('/')
            {
                *writers.entry(folder.to_owned()).or_default() += 1;
            }
        }
        writers
    }

    fn step(&self) -> io::Result<()> {
        match self.fails_after.get() {
            Some(0) => Err(io::Error::other("the stick was pulled out")),
            Some(left) => {
                self.fails_after.set(Some(left - 1));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl CarrierFolder for MemoryFolder {
    fn list(&self, at: &[&str]) -> io::Result<Listing> {
        let prefix = at.iter().map(|name| format!("{name}/")).collect::<String>();
        let mut found: BTreeMap<String, EntryKind> = BTreeMap::new();
        for (path, bytes) in self.files.borrow().iter() {
            if let Some(rest) = path.strip_prefix(&prefix) {
                let (name, kind) = match rest.split_once('/') {
                    Some((folder, _)) => (folder, EntryKind::Folder),
                    None => (rest, EntryKind::File(bytes.len() as u64)),
                };
                found.insert(name.to_owned(), kind);
            }
        }
        if found.is_empty() && !at.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let entries = found.into_iter();
        Ok(Listing {
            entries: entries
                .map(|(name, kind)| FolderEntry { name, kind })
                .collect(),
            ..Listing::default()
        })
    }

    fn read(&self, at: &[&str], most: usize) -> io::Result<Vec<u8>> {
        let files = self.files.borrow();
        let bytes = files.get(&at.join("/")).ok_or(io::ErrorKind::NotFound)?;
        match bytes.len() > most {
            true => Err(io::ErrorKind::FileTooLarge.into()),
            false => Ok(bytes.clone()),
        }
    }

    fn create_new(&self, at: &[&str], bytes: &[u8]) -> io::Result<()> {
        let path = at.join("/");
        if self.files.borrow().contains_key(&path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        assert!(!self.made.borrow().contains(&path), "{path} is made twice");
        if let Err(error) = self.step() {
            // It breaks off in the middle.
            let half = bytes[..bytes.len() / 2].to_vec();
            self.files.borrow_mut().insert(path, half);
            return Err(error);
        }
        self.made.borrow_mut().push(path.clone());
        self.files.borrow_mut().insert(path, bytes.to_vec());
        Ok(())
    }

    fn remove(&self, at: &[&str]) -> io::Result<()> {
        self.step()?;
        let path = at.join("/");
        let below = format!("{path}/");
        let mut files = self.files.borrow_mut();
        if files.keys().any(|file| file.starts_with(&below)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        // An empty folder is not there in memory.
        files.remove(&path);
        Ok(())
    }

    fn flush(&self, _: &[&str]) -> io::Result<()> {
        self.step()
    }
}

/// Carries once, by the name of `stick`.
pub(crate) fn carries(desk: &Desk, folder: &MemoryFolder) -> Carried {
    tries(desk, folder).expect("the folder can be used")
}

pub(crate) fn tries(desk: &Desk, folder: &MemoryFolder) -> Result<Carried, CarryError> {
    let options = CarryOptions::default();
    carry(&desk.vault, Path::new("/media/stick"), folder, &options)
}

/// What is only on a device.
pub(crate) fn only_here(desk: &Desk) -> u64 {
    desk.vault
        .status()
        .expect("the vault can be read")
        .only_here
}

/// How many records lie in quarantine.
pub(crate) fn refused(desk: &Desk) -> u64 {
    desk.vault
        .status()
        .expect("the vault can be read")
        .quarantined
}
