//! Backups by date: several whole ones beside each other, each in a folder of its own. What two of them have in common lies on
//! the disk once, where the file system can do that.

use std::path::{Path, PathBuf};

use store::View;

use super::BackedUp;
use super::kept::{Before, before};
use crate::disk::Disk;
use crate::folder::{BACKUP_NOTE, Folder, small_file};
use crate::vault::Vault;
use crate::{Env, Error, OpenError};

/// How the name of one ends while it is written.
const UNFINISHED: &str = ".new";
/// How deep folders lie in a backup: `files/`, and those in it.
const DEPTH_MAX: usize = 2;

/// A backup among several, and what became of the earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedBackup {
    /// Its folder.
    pub folder: PathBuf,
    /// What is in it.
    pub done: BackedUp,
    /// How many earlier ones were removed.
    pub removed: u64,
    /// Earlier ones that hold something that this journal does not: they stay.
    pub left: Vec<PathBuf>,
}

impl Vault {
    /// Writes a backup into a folder of its own in `to`, named by the time in UTC, and verifies it. Then the oldest are removed,
    /// so that `keep` stay; at least this one does.
    ///
    /// # Errors
    /// As [`Vault::back_up`]; then all of the earlier ones are as they were.
    pub fn back_up_dated(
        &self,
        to: &Path,
        keep: usize,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<DatedBackup, OpenError> {
        Ok(self.write_dated(to, keep, progress)?)
    }

    fn write_dated(
        &self,
        to: &Path,
        keep: usize,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<DatedBackup, Error> {
        let all = Folder::new(to, &self.env);
        let disk = all.disk();
        let failed = |error| Error::io("writing the backup", error).elsewhere(to);
        self.check_place(&all)?;
        if !disk.exists(to) {
            disk.make_folder(to).map_err(failed)?;
        }
        let Some(_lock) = disk.lock(to, true).map_err(failed)? else {
            return Err(Error::Busy.elsewhere(to));
        };
        let names = disk.names(to).map_err(failed)?;
        if names.iter().any(|name| name == BACKUP_NOTE) {
            return Err(Error::Refused(format!(
                "{} is itself one backup: name another folder for several",
                to.display()
            )));
        }
        if !names
            .iter()
            .all(|name| is_dated(name) || is_unfinished(name))
        {
            return Err(Error::Refused(format!(
                "{} holds something else: name an empty or new folder",
                to.display()
            )));
        }
        for name in names.iter().filter(|name| is_unfinished(name)) {
            remove(disk, &to.join(name), 0).map_err(failed)?;
        }
        let earlier = dated(disk, to).map_err(failed)?;
        let name = free_name(&self.env, &earlier);
        let fresh = to.join(format!("{name}{UNFINISHED}"));
        let written = match earlier.last() {
            Some(last) => copy(disk, &to.join(last), &fresh, 0).map_err(failed),
            None => Ok(()),
        };
        let written = written.and_then(|()| self.write_backup((&fresh, to), true, progress));
        let done = match written {
            Ok(done) => done,
            Err(error) => {
                let _ = remove(disk, &fresh, 0);
                return Err(error);
            }
        };
        let folder = to.join(&name);
        disk.rename(&fresh, &folder)
            .and_then(|()| small_file::sync_folder(disk, &folder))
            .map_err(failed)?;
        let over = (earlier.len() + 1).saturating_sub(keep.max(1));
        let (mut removed, mut left) = (0, Vec::new());
        let view = self.store.read()?;
        for name in earlier.iter().take(over) {
            let old = to.join(name);
            // One that was written by a journal that knew more is all that is left of that.
            if self.must_stay(&old, &view)? {
                left.push(old);
            } else {
                remove(disk, &old, 0).map_err(failed)?;
                removed += 1;
            }
        }
        Ok(DatedBackup {
            folder,
            done,
            removed,
            left,
        })
    }
}

impl Vault {
    /// Whether a backup holds something that is neither here nor was erased here.
    fn must_stay(&self, backup: &Path, view: &View) -> Result<bool, Error> {
        let at = Folder::new(backup, &self.env);
        Ok(match before(&at, view) {
            Ok(Before::More(_)) => !self.is_from_before_erasing(&at, view)?,
            Err(Error::Refused(_)) => true,
            _ => false,
        })
    }
}

/// The backups in a folder, the newest first: itself, if it is one, or those that lie in it by date. None where there are none.
///
/// # Errors
/// What the disk says.
pub fn backups_in(folder: &Path, env: &Env) -> Result<Vec<PathBuf>, OpenError> {
    Ok(found_in(folder, env)?)
}

pub(super) fn found_in(folder: &Path, env: &Env) -> Result<Vec<PathBuf>, Error> {
    let here = Folder::new(folder, env);
    if here.disk().exists(&here.database()) {
        return Ok(vec![folder.to_owned()]);
    }
    let names = match dated(here.disk(), folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        names => {
            names.map_err(|error| Error::io("reading the backups", error).elsewhere(folder))?
        }
    };
    Ok(names.iter().rev().map(|name| folder.join(name)).collect())
}

/// The names of the backups in a folder, the oldest first.
fn dated(disk: &dyn Disk, folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = disk.names(folder)?;
    names.retain(|name| is_dated(name) && disk.exists(&folder.join(name).join(BACKUP_NOTE)));
    names.sort_unstable();
    Ok(names)
}

/// Whether a name is one of ours: the time, as in `2026-11-28T201503Z`, and a number where that was taken.
fn is_dated(name: &str) -> bool {
    let (time, number) = name.split_at_checked(18).unwrap_or((name, ""));
    let pattern = "dddd-dd-ddTddddddZ";
    let fits = |(byte, wanted): (u8, u8)| match wanted {
        b'd' => byte.is_ascii_digit(),
        wanted => byte == wanted,
    };
    time.len() == pattern.len()
        && time.bytes().zip(pattern.bytes()).all(fits)
        && (number.is_empty() || number.starts_with('-') && number[1..].parse::<u32>().is_ok())
}

fn is_unfinished(name: &str) -> bool {
    name.strip_suffix(UNFINISHED).is_some_and(is_dated)
}

/// The time as a name that comes after all earlier ones, whatever the clock says.
fn free_name(env: &Env, earlier: &[String]) -> String {
    let now = env.now().timestamp();
    let name = now.strftime("%Y-%m-%dT%H%M%SZ").to_string();
    match earlier.last() {
        Some(last) if *last >= name => {
            let (time, number) = last.split_at_checked(18).unwrap_or((last, ""));
            let number: u32 = number.trim_start_matches('-').parse().unwrap_or(0);
            format!("{time}-{:04}", number + 1)
        }
        _ => name,
    }
}

/// Has another folder hold the same.
fn copy(disk: &dyn Disk, from: &Path, to: &Path, depth: usize) -> std::io::Result<()> {
    disk.make_folder(to)?;
    for name in disk.names(from)? {
        let (from, to) = (from.join(&name), to.join(&name));
        match disk.examine(&from, true) {
            Ok(()) if depth < DEPTH_MAX => copy(disk, &from, &to, depth + 1)?,
            // File systems of sticks cannot have one file under two names.
            _ if disk.examine(&from, false).is_ok() && disk.link(&from, &to).is_ok() => {}
            _ => disk.create(&to, &disk.read(&from, u64::MAX)?, true)?,
        }
    }
    disk.sync_folder(to)
}

pub(super) fn remove(disk: &dyn Disk, folder: &Path, depth: usize) -> std::io::Result<()> {
    for name in disk.names(folder)? {
        let path = folder.join(&name);
        match disk.remove(&path) {
            Err(_) if depth < DEPTH_MAX && disk.examine(&path, true).is_ok() => {
                remove(disk, &path, depth + 1)?;
            }
            done => done?,
        }
    }
    disk.remove_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_are_taken_for_a_date() {
        for name in ["2026-11-28T201503Z", "2026-11-28T201503Z-0002"] {
            assert!(is_dated(name) && is_unfinished(&format!("{name}.new")));
        }
        for name in [
            "2026-11-28",
            "2026-11-28T201503Z-",
            "2026-11-28T201503Zx",
            "photographs",
            "ééééééééé",
        ] {
            assert!(!is_dated(name), "{name}");
        }
    }
}
