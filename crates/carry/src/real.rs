//! A folder of this machine. It is held open, so that what is put in its place while it is used is another one; below it no
//! link is followed and no pipe waited for.

use std::io::{self, Read, Write};
use std::path::Path;

use platform::tree::{Folder, Kind, read_afresh};

use crate::folder::{CarrierFolder, EntryKind, FolderEntry, Listing, NAMES_MAX};

/// A folder of this machine.
#[derive(Debug)]
pub struct RealFolder {
    folder: Folder,
}

impl RealFolder {
    /// Opens a folder that is there already: one that is missing may be a stick that is not plugged in.
    ///
    /// # Errors
    /// `NotFound`, `NotADirectory`; or what the disk says.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            folder: Folder::open(path)?,
        })
    }

    /// Does something with a folder below this one; with `make` it is made where it is missing.
    fn at<T>(
        &self,
        folders: &[&str],
        make: bool,
        with: impl FnOnce(&Folder) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut below: Option<Folder> = None;
        for name in folders {
            let name = checked(name)?;
            let above = below.as_ref().unwrap_or(&self.folder);
            if make {
                above.make_folder(name)?;
            }
            below = Some(above.folder(name)?);
        }
        with(below.as_ref().unwrap_or(&self.folder))
    }

    /// The same with the folder of a file and the file's name.
    fn of<T>(
        &self,
        at: &[&str],
        make: bool,
        with: impl FnOnce(&Folder, &str) -> io::Result<T>,
    ) -> io::Result<T> {
        let (last, folders) = at.split_last().ok_or(io::ErrorKind::InvalidInput)?;
        let last = checked(last)?;
        self.at(folders, make, |folder| with(folder, last))
    }
}

/// A name that leads nowhere else.
fn checked(name: &str) -> io::Result<&str> {
    let leads_away = matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0']);
    match leads_away {
        true => Err(io::ErrorKind::InvalidInput.into()),
        false => Ok(name),
    }
}

impl CarrierFolder for RealFolder {
    fn list(&self, at: &[&str]) -> io::Result<Listing> {
        self.at(at, false, |folder| {
            let mut listing = Listing::default();
            for name in folder.names()? {
                if listing.entries.len() as u64 + listing.unreadable >= NAMES_MAX as u64 {
                    listing.more = true;
                    break;
                }
                let Ok(name) = name?.into_string() else {
                    listing.unreadable += 1;
                    continue;
                };
                let kind = match folder.kind(&name) {
                    Ok(Kind::File(bytes)) => EntryKind::File(bytes),
                    Ok(Kind::Folder) => EntryKind::Folder,
                    Ok(Kind::Other) | Err(_) => EntryKind::Other,
                };
                listing.entries.push(FolderEntry { name, kind });
            }
            Ok(listing)
        })
    }

    fn read(&self, at: &[&str], most: usize) -> io::Result<Vec<u8>> {
        self.of(at, false, |folder, name| {
            let file = folder.file(name)?;
            let size = file.metadata()?.len();
            if size > most as u64 {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            // What lies on the medium counts, not what was written a moment ago.
            read_afresh(&file);
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
            file.take(most as u64 + 1).read_to_end(&mut bytes)?;
            match bytes.len() > most {
                true => Err(io::ErrorKind::FileTooLarge.into()),
                false => Ok(bytes),
            }
        })
    }

    fn create_new(&self, at: &[&str], bytes: &[u8]) -> io::Result<()> {
        self.of(at, true, |folder, name| {
            let mut file = folder.create_new(name)?;
            file.write_all(bytes)?;
            file.sync_all()
        })
    }

    fn remove(&self, at: &[&str]) -> io::Result<()> {
        self.of(at, false, Folder::remove)
    }

    fn flush(&self, at: &[&str]) -> io::Result<()> {
        self.at(at, false, Folder::flush)
    }
}
