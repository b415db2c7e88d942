//! Folders by name: which there are, what they lack, whether what lies in them is whole; forgetting one, and taking this
//! device's files out of it.

use std::path::PathBuf;

use jiff::Timestamp;
use replica::{Pack, limits};
use vault::{FolderKey, Missing, Vault};

use crate::error::CarryError;
use crate::folder::CarrierFolder;
use crate::names::{ID, Kind, Marks, folder_name, writer_name};
use crate::state::{Row, rows};
use crate::survey::{journals, survey};

/// A folder through which this journal is carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderView {
    /// What it is called.
    pub name: String,
    /// Where it was last.
    pub path: PathBuf,
    /// When it was last carried through.
    pub last: Option<Timestamp>,
    /// What of the journal is held here and was not in it then.
    pub lacks: Missing,
}

/// What is wrong with the files in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Packs that are as they were written.
    pub whole: u64,
    /// Packs that are not.
    pub damaged: u64,
    /// Those of them that this device wrote; the next run makes them again.
    pub own_damaged: u64,
    /// Packs of this device that are gone; the next run makes them again.
    pub own_gone: u64,
    /// Packs that the folder's program has not fetched.
    pub not_fetched: u64,
}

/// The folders of a journal, by name.
///
/// # Errors
/// [`vault::Error`].
pub fn folders(vault: &Vault) -> Result<Vec<FolderView>, vault::Error> {
    let home = vault.own_space()?.tag();
    let mut views = Vec::new();
    for row in rows(vault)? {
        views.push(FolderView {
            lacks: vault.live_outside(&row.state.covered().of_space(home))?,
            path: row.state.path(),
            last: row.state.last(),
            name: row.state.name,
        });
    }
    Ok(views)
}

/// Where the folders of a journal lie, by name.
///
/// # Errors
/// [`vault::Error`].
pub fn places(vault: &Vault) -> Result<Vec<(String, PathBuf)>, vault::Error> {
    let place = |row: Row| (row.state.name.clone(), row.state.path());
    Ok(rows(vault)?.into_iter().map(place).collect())
}

fn named(vault: &Vault, name: &str) -> Result<Row, CarryError> {
    let mut rows = rows(vault)?;
    match rows.iter().position(|row| row.state.name == name) {
        Some(at) => Ok(rows.swap_remove(at)),
        None => Err(CarryError::NoSuch {
            name: name.to_owned(),
            known: rows.into_iter().map(|row| row.state.name).collect(),
        }),
    }
}

/// Forgets a folder. What lies in it stays.
///
/// # Errors
/// [`CarryError::NoSuch`]; [`CarryError::Busy`]; [`CarryError::Vault`].
pub fn forget(vault: &Vault, name: &str) -> Result<(), CarryError> {
    let row = named(vault, name)?;
    let _carrying = vault.begin_carrying()?.ok_or(CarryError::Busy)?;
    Ok(vault.set_carrier(&row.key, None)?)
}

/// Removes this device's files from a folder and forgets it. What others wrote there stays.
///
/// # Errors
/// As [`forget`]; [`CarryError::NotThatFolder`] if another one lies there; then nothing is forgotten.
pub fn take_out(vault: &Vault, name: &str, place: &dyn CarrierFolder) -> Result<u64, CarryError> {
    let row = named(vault, name)?;
    let _carrying = vault.begin_carrying()?.ok_or(CarryError::Busy)?;
    let key = FolderKey::of(vault.own_space()?);
    let marks = Marks(&key);
    let there = there(&row, place, &marks)?;
    let mut removed = 0;
    for folder in &there {
        let me = marks.writer(folder, vault.device(), row.state.incarnation);
        let (folder, writer) = (folder_name(folder), writer_name(&me));
        let Ok(listing) = place.list(&[&folder, &writer]) else {
            continue;
        };
        for entry in listing.entries {
            place.remove(&[&folder, &writer, &entry.name])?;
            removed += 1;
        }
        place.remove(&[&folder, &writer])?;
        let left = place.list(&[&folder])?;
        if left.entries.iter().all(|entry| entry.name == ID) && !left.more && left.unreadable == 0 {
            place.remove(&[&folder, ID])?;
            place.remove(&[&folder])?;
        }
    }
    vault.set_carrier(&row.key, None)?;
    Ok(removed)
}

/// Where a folder lies.
///
/// # Errors
/// [`CarryError::NoSuch`]; [`CarryError::Vault`].
pub fn path_of(vault: &Vault, name: &str) -> Result<PathBuf, CarryError> {
    Ok(named(vault, name)?.state.path())
}

fn there(
    row: &Row,
    place: &dyn CarrierFolder,
    marks: &Marks<'_>,
) -> Result<Vec<[u8; 16]>, CarryError> {
    let there = journals(place, marks, Some(row.state.folder))?;
    if there.contains(&row.state.folder) {
        return Ok(there);
    }
    Err(CarryError::NotThatFolder {
        name: row.state.name.clone(),
        last: row.state.last(),
    })
}

/// Reads every pack in a folder, whoever wrote it. Changes nothing there.
///
/// # Errors
/// As [`take_out`].
pub fn check(vault: &Vault, name: &str, place: &dyn CarrierFolder) -> Result<Checked, CarryError> {
    let mut row = named(vault, name)?;
    let _carrying = vault.begin_carrying()?.ok_or(CarryError::Busy)?;
    let key = FolderKey::of(vault.own_space()?);
    let marks = Marks(&key);
    let folders = there(&row, place, &marks)?;
    let me = marks.writer(&row.state.folder, vault.device(), row.state.incarnation);
    let seen = survey(place, &folders)?;
    let mut checked = Checked::default();
    let own_before = row.state.packs.len() as u64;
    let mut own_there = Vec::new();
    for writer in &seen.writers {
        let own = (writer.folder, writer.writer) == (row.state.folder, me);
        let (folder, of) = (folder_name(&writer.folder), writer_name(&writer.writer));
        for (token, names) in writer.of_kind(Kind::Pack) {
            let (mut whole, mut fetched) = (false, false);
            for (name, size) in names.iter().filter(|(_, size)| *size > 1) {
                let read = place.read(&[&folder, &of, name], limits::CARRIED_FILE_BYTES_MAX);
                fetched |= read.is_ok() || *size > limits::CARRIED_FILE_BYTES_MAX as u64;
                whole |= read.is_ok_and(|sealed| is_whole(&key, &sealed));
            }
            let mine = row
                .state
                .packs
                .iter()
                .any(|pack| pack.file.token() == *token);
            match (whole, fetched) {
                (true, _) => checked.whole += 1,
                (false, true) => {
                    checked.damaged += 1;
                    if own && mine {
                        checked.own_damaged += 1;
                        // The next run takes it away.
                        row.state.writing.push((*token).into());
                    }
                }
                (false, false) => checked.not_fetched += 1,
            }
            if own && mine && (whole || !fetched) {
                own_there.push(*token);
            }
        }
    }
    checked.own_gone = own_before - own_there.len() as u64 - checked.own_damaged;
    // What is damaged covers nothing: the next run writes its records anew, under another name.
    row.state
        .packs
        .retain(|pack| own_there.contains(&pack.file.token()));
    row.save(vault)?;
    Ok(checked)
}

fn is_whole(key: &FolderKey, sealed: &[u8]) -> bool {
    let Ok(plain) = key.open(sealed) else {
        return false;
    };
    Pack::decode(plain.as_bytes()).is_ok()
}
