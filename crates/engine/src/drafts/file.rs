//! The files of one draft: two slots that are overwritten in turn, so that one of them is whole at every moment. Their
//! size changes only when the text outgrows it; then a larger one is written beside and renamed.
//!
//! Whoever writes a draft holds a lock on its first slot, which ends with the process.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use platform::files;

use crate::error::{NameKind, ResolveError};
use crate::{Env, Error};

/// Characters of a draft's name.
pub(super) const NAME_CHARS: usize = 8;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SLOTS: [&str; 2] = ["a", "b"];
/// What a slot that is not finished is called behind its name.
const UNFINISHED: &str = "new";
/// Bytes of a slot: the smallest holds some 100 KB of prose.
const SIZES: [usize; 5] = [
    64 * 1024,
    256 * 1024,
    1024 * 1024,
    4 * 1024 * 1024,
    16 * 1024 * 1024,
];
/// Files looked at in the folder; a folder with more is none of ours.
const FILES_MAX: usize = 10_000;

/// One sealed state of a draft.
pub(super) struct Turn {
    sealed: Vec<u8>,
    number: u64,
}

impl Turn {
    /// Seals into the smallest slot that holds it.
    pub(super) fn seal(recipient: &str, plain: &[u8], number: u64) -> Result<Self, Error> {
        for size in SIZES {
            match vault::seal_slot(recipient, plain, size) {
                Ok(sealed) => return Ok(Self { sealed, number }),
                Err(vault::SlotError::TooLarge) => {}
                Err(error @ vault::SlotError::BadRecipient) => {
                    return Err(Error::damaged(format!(
                        "this device's certificate ({error})"
                    )));
                }
            }
        }
        Err(Error::Invalid(
            "this is too long to be kept as a draft".into(),
        ))
    }
}

/// The open files of a draft that this process writes; a slot may be missing. All are locked.
pub(super) struct DraftFiles {
    folder: PathBuf,
    name: String,
    slots: [Option<File>; 2],
}

impl DraftFiles {
    /// Makes both slots under a fresh name, each holding `turn`, so that their room is taken.
    pub(super) fn create(folder: &Path, env: &Env, turn: &Turn) -> Result<Self, Error> {
        let drawn: [u8; NAME_CHARS] = env.random();
        let mut files = Self {
            folder: folder.to_owned(),
            name: drawn
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
                .collect(),
            slots: [None, None],
        };
        if names(folder)?.contains(&files.name) {
            return Err(Error::Busy);
        }
        let made = (0..SLOTS.len()).try_for_each(|slot| files.replace(slot, turn));
        match made {
            Ok(()) => Ok(files),
            Err(error) => {
                let _ = files.remove();
                Err(writing(error))
            }
        }
    }

    /// Opens the slots of a draft to go on with it or to remove it.
    ///
    /// # Errors
    /// [`Error::Busy`] while another process has it, [`ResolveError`], or what the disk says.
    pub(super) fn open(folder: &Path, name: &str) -> Result<Self, Error> {
        let open = |slot| match files::open(&folder.join(slot_name(name, slot)), true) {
            Ok(file) => Ok(Some(file)),
            // Killed between the making of the two, or between their removal.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(writing(error)),
        };
        let files = Self {
            folder: folder.to_owned(),
            name: name.to_owned(),
            slots: [open(0)?, open(1)?],
        };
        if files.slots.iter().all(Option::is_none) {
            return Err(missing(name));
        }
        for (slot, file) in files.slots.iter().enumerate() {
            let Some(file) = file else { continue };
            // A larger slot may have taken this one's place before the lock was had.
            let path = folder.join(slot_name(name, slot));
            let stays = || Ok::<_, io::Error>(files::identity_of(file)? == files::identity(&path)?);
            if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !stays().unwrap_or(false)
            {
                return Err(Error::Busy);
            }
        }
        Ok(files)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Writes a turn over the older of the two slots. When this fails, the other slot stands, and the same turn must be
    /// tried again.
    pub(super) fn overwrite(&mut self, turn: &Turn) -> Result<(), Error> {
        let slot = usize::from(turn.number % 2 == 1);
        let fits = |file: &File| -> io::Result<bool> {
            let fits = file.metadata()?.len() == turn.sealed.len() as u64;
            Ok(fits && files::has_a_name(file)?)
        };
        let written = match &self.slots[slot] {
            Some(file) if fits(file).unwrap_or(false) => {
                files::write_all_at(file, &turn.sealed, 0).and_then(|()| file.sync_data())
            }
            _ => self.replace(slot, turn),
        };
        written.map_err(writing)
    }

    /// Writes a slot of another size beside the old one, and renames it over it.
    fn replace(&mut self, slot: usize, turn: &Turn) -> io::Result<()> {
        if !files::REPLACES_WHAT_IS_OPEN {
            // Of the two slots the other one stays whole, and locked.
            self.slots[slot] = None;
        }
        let path = self.folder.join(slot_name(&self.name, slot));
        let new = path.with_extension(UNFINISHED);
        let write = || {
            // What an earlier attempt left under this name is ours, since the draft is.
            let _ = fs::remove_file(&new);
            let mut options = OpenOptions::new();
            let options = options.read(true).write(true).create_new(true);
            let file = files::private(options).open(&new)?;
            // Where the file system knows no locks, drafts are kept without.
            let _ = file.try_lock();
            files::write_all_at(&file, &turn.sealed, 0)?;
            file.sync_all()?;
            fs::rename(&new, &path)?;
            files::sync_folder(&self.folder)?;
            Ok(file)
        };
        match write() {
            Ok(file) => {
                self.slots[slot] = Some(file);
                Ok(())
            }
            Err(error) => {
                let _ = fs::remove_file(&new);
                Err(error)
            }
        }
    }

    /// Removes the files.
    pub(super) fn remove(self) -> Result<(), Error> {
        unlink(&self.folder, &self.name)
    }
}

impl Drop for DraftFiles {
    /// A child that was forked a moment ago may still hold the files, and with them the locks, until it runs its program.
    fn drop(&mut self) {
        for file in self.slots.iter().flatten() {
            let _ = file.unlock();
        }
    }
}

/// Overwrites both slots before they are removed.
///
/// # Errors
/// As [`remove`].
pub(super) fn wipe(folder: &Path, name: &str) -> Result<(), Error> {
    let files = DraftFiles::open(folder, name)?;
    for file in files.slots.iter().flatten() {
        let overwritten = file.metadata().and_then(|meta| {
            let zeros = vec![0; usize::try_from(meta.len()).unwrap_or_default()];
            files::write_all_at(file, &zeros, 0)?;
            file.sync_data()
        });
        overwritten.map_err(writing)?;
    }
    files.remove()
}

/// Removes a draft, whatever stands under its names: what is no file of ours is not opened.
///
/// # Errors
/// [`Error::Busy`] while another process writes it, [`ResolveError`], or what the disk says.
pub(super) fn remove(folder: &Path, name: &str) -> Result<(), Error> {
    match DraftFiles::open(folder, name) {
        Ok(files) => files.remove(),
        Err(error) if matches!(error, Error::Busy) || ResolveError::of(&error).is_some() => {
            Err(error)
        }
        Err(_) if is_open(folder, name) => Err(Error::Busy),
        Err(_) => unlink(folder, name),
    }
}

/// Unlinks both slots; when one cannot be, the other goes all the same.
fn unlink(folder: &Path, name: &str) -> Result<(), Error> {
    let mut failed = None;
    for slot in 0..SLOTS.len() {
        match fs::remove_file(folder.join(slot_name(name, slot))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => failed = Some(error),
            _ => {}
        }
    }
    let removed = match failed {
        Some(error) => Err(error),
        None => files::sync_folder(folder),
    };
    removed.map_err(|error| Error::io("removing a draft", error))
}

/// Makes the folder, readable by its owner only.
pub(super) fn make_folder(folder: &Path) -> Result<(), Error> {
    match files::create_folder(folder) {
        Ok(()) => files::sync_folder(folder.parent().unwrap_or(folder)).map_err(writing),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            match fs::symlink_metadata(folder) {
                Ok(meta) if meta.is_dir() => Ok(()),
                Ok(_) => Err(Error::Refused(
                    "“drafts” in the journal's folder is not a folder, so no draft is kept".into(),
                )),
                Err(error) => Err(writing(error)),
            }
        }
        Err(error) => Err(writing(error)),
    }
}

/// The names of all drafts, sorted; other files are passed over.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let found: BTreeSet<String> = listed(folder, ".age")?.into_iter().collect();
    Ok(found.into_iter().collect())
}

/// The sealed slots of a draft, as many as can be read.
pub(super) fn read(folder: &Path, name: &str) -> Result<Vec<Vec<u8>>, Error> {
    let mut found = Vec::new();
    let mut absent = 0;
    for slot in 0..SLOTS.len() {
        let read = || {
            let file = files::open(&folder.join(slot_name(name, slot)), false)?;
            let mut bytes = Vec::new();
            file.take(SIZES[SIZES.len() - 1] as u64 + 1)
                .read_to_end(&mut bytes)?;
            Ok::<_, io::Error>(bytes)
        };
        match read() {
            Ok(bytes) => found.push(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => absent += 1,
            Err(_) => {}
        }
    }
    if absent == SLOTS.len() {
        return Err(missing(name));
    }
    Ok(found)
}

/// Whether a living process writes this draft.
pub(super) fn is_open(folder: &Path, name: &str) -> bool {
    (0..SLOTS.len()).any(|slot| {
        files::open(&folder.join(slot_name(name, slot)), false)
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    })
}

/// Removes what a killed process did not finish to write.
pub(super) fn remove_unfinished(folder: &Path) {
    for name in listed(folder, ".new").unwrap_or_default() {
        for slot in SLOTS {
            let path = folder.join(format!("{name}-{slot}.{UNFINISHED}"));
            if files::open(&path, false).is_ok_and(|file| file.try_lock_shared().is_ok()) {
                let _ = fs::remove_file(&path);
            }
        }
    }
}

/// The draft names of all files that end so.
fn listed(folder: &Path, end: &str) -> Result<Vec<String>, Error> {
    let entries = match fs::symlink_metadata(folder) {
        Ok(meta) if meta.is_dir() => fs::read_dir(folder),
        Ok(_) => return Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            return Err(Error::Io {
                what: "listing the drafts".into(),
                source,
            });
        }
    };
    let named = entries.take(FILES_MAX).flatten().filter_map(|entry| {
        let file = entry.file_name();
        let (name, slot) = file.to_str()?.strip_suffix(end)?.split_once('-')?;
        let ours = name.len() == NAME_CHARS && name.bytes().all(|byte| ALPHABET.contains(&byte));
        (ours && SLOTS.contains(&slot)).then(|| name.to_owned())
    });
    Ok(named.collect())
}

fn slot_name(name: &str, slot: usize) -> String {
    format!("{name}-{}.age", SLOTS[slot])
}

fn missing(name: &str) -> Error {
    ResolveError::missing(NameKind::Draft, name).into()
}

fn writing(error: io::Error) -> Error {
    Error::io("keeping a draft", error)
}
