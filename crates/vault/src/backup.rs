//! Backups: every record of a vault in a folder of its own, from which a new device can be made
//! ([`Recovery`](crate::Recovery)).
//!
//! A backup is a database with the records alone, beside the sealed keys of the device. It is written under another name,
//! read again and verified as a whole, and only then takes the place of the one before. It is no vault: nothing runs on
//! it, so no log is ever continued by two.

use std::path::Path;

use jiff::Timestamp;
use replica::{Branches, Head, LogId, Record, SpaceId};
use store::{Store, Tables, View, Writer};

use crate::disk::{self, Disk};
use crate::exchange::branches::{append, branches, filed_under, keep, left_by};
use crate::folder::{Folder, small_file};
use crate::space::{READ_BYTES, pin_root};
use crate::vault::{Meta, Vault};
use crate::{Error, ErrorKind, OpenError, timestamp};
use replica::ChunkName;

/// The database while it is written.
const UNFINISHED: &str = "backup.new";
/// What is damaged and was there before is kept under a name that begins so.
const DAMAGED: &str = "damaged-";
/// Says that a folder is a backup, and what it is good for.
const ABOUT: &str = crate::folder::BACKUP_NOTE;
const ABOUT_TEXT: &str =
    "A sealed copy. `still recover --from` with this folder and the recovery kit opens it.\n";

/// Where the vault notes when it was backed up last, and how many records that took.
const BACKED_UP: &str = "backed-up";

/// The last backup that was made of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastBackup {
    /// When it was verified.
    pub at: Timestamp,
    /// How many records this vault has got since.
    pub newer: u64,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Records in it, of all spaces.
    pub records: u64,
    /// How many the one before lacked; all, if there was none.
    pub new: u64,
    /// Chunks of files in it, those of earlier backups included.
    pub chunks: u64,
    /// Chunks of files that are damaged on this device, and not in the backup.
    pub damaged_chunks: u64,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Whether what lay there before was damaged; it was put aside.
    pub replaced_damaged: bool,
}

impl Vault {
    /// Writes a backup into a folder that is empty, or not there, or holds an earlier one, and verifies it by opening it
    /// again. Works while locked. `progress` hears how many of how many records are done; each is counted twice.
    ///
    /// # Errors
    /// [`OpenError::Refused`] for a folder that holds something else, and if the earlier backup holds something that this
    /// vault does not: it is not replaced. Or what the disk says; then the earlier one is as it was.
    pub fn back_up(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, OpenError> {
        Ok(self.write_backup(to, progress)?)
    }

    /// The last backup that was made and verified. Whether it still exists is not known here.
    ///
    /// # Errors
    /// [`OpenError::Storage`].
    pub fn last_backup(&self) -> Result<Option<LastBackup>, OpenError> {
        Ok(self.noted_backup()?)
    }

    fn noted_backup(&self) -> Result<Option<LastBackup>, Error> {
        let view = self.store.read()?;
        let Some((at, held)) = note(&view)? else {
            return Ok(None);
        };
        let spaces: Vec<SpaceId> = Meta::read(&view)?.spaces().collect();
        Ok(Some(LastBackup {
            at: timestamp(at),
            newer: held_in(&view, &spaces)?.saturating_sub(held),
        }))
    }

    fn write_backup(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, Error> {
        let folder = Folder::new(to, &self.env);
        let disk = folder.disk();
        let failed = |error| Error::io("writing the backup", error).elsewhere(to);
        self.check_place(&folder)?;
        // What somebody made for it stays as it is.
        if !disk.exists(to) {
            disk.make_folder(to).map_err(failed)?;
        }
        let Some(_lock) = disk.lock(to, true).map_err(failed)? else {
            return Err(Error::Busy.elsewhere(to));
        };
        let database = folder.database();
        // A vault has more files than these, and is none.
        let ours = |name: &String| {
            let name = name.as_str();
            [ABOUT, UNFINISHED, "vault.redb", "device.age", "files"].contains(&name)
                || name.starts_with(DAMAGED)
        };
        if !disk.names(to).map_err(failed)?.iter().all(ours) {
            return Err(Error::Refused(format!(
                "{} holds something else: name an empty or new folder",
                to.display()
            )));
        }
        let view = self.store.read()?;
        let spaces: Vec<SpaceId> = Meta::read(&view)?.spaces().collect();
        let total = held_in(&view, &spaces)?;
        let (before, replaced_damaged) = match covered(disk, &view, &database) {
            Ok(before) => (before, false),
            Err(Error::Damaged { .. }) => (0, true),
            Err(error) => return Err(error.elsewhere(to)),
        };
        let fresh = to.join(UNFINISHED);
        if disk.exists(&fresh) {
            disk.remove(&fresh).map_err(failed)?;
        }
        let chunks = self.folder.chunks()?;
        let steps = total * 2 + chunks.len() as u64;
        let mut count = |done: u64| progress(done, steps);
        let filled = self.fill_backup(&view, &spaces, &fresh, &mut count);
        let written = filled
            .map_err(|error| match error.kind() {
                ErrorKind::Disk => error.elsewhere(to),
                _ => error,
            })
            .and_then(|()| {
                verify(&view, &fresh, total, &mut count).map_err(|error| error.elsewhere(to))
            });
        if let Err(error) = written {
            let _ = disk.remove(&fresh);
            return Err(error);
        }
        // The chunks first: what a database names is there.
        let chunked = self.back_up_chunks(&chunks, &folder, &mut |done| count(total * 2 + done));
        let damaged_chunks = chunked.map_err(|error| error.elsewhere(to))?;
        self.put_in_place(&folder, replaced_damaged)?;
        let mut writer = self.store.write()?;
        let note = format!("{} {total}", self.env.unix());
        writer.set_meta(BACKED_UP, note.as_bytes())?;
        writer.commit()?;
        let held = folder.held_chunks()?;
        Ok(BackedUp {
            records: total,
            new: total.saturating_sub(before),
            chunks: held.count,
            damaged_chunks,
            bytes: disk.size(&database).map_err(failed)? + held.bytes,
            replaced_damaged,
        })
    }

    /// Lets what was written and verified take the place of what was there.
    fn put_in_place(&self, folder: &Folder, replaced_damaged: bool) -> Result<(), Error> {
        let (disk, to, database) = (folder.disk(), folder.path(), folder.database());
        let failed = |error| Error::io("writing the backup", error).elsewhere(to);
        let fresh = to.join(UNFINISHED);
        // The keys first: with an older database they open what it holds, too.
        let keys = self.folder.read_small(&self.folder.device_file())?;
        if replaced_damaged {
            // What can still be read of it may be all that is left of something.
            let aside = to.join(format!("{DAMAGED}{}", self.env.unix()));
            disk.rename(&database, &aside).map_err(failed)?;
        }
        folder
            .write_small(&folder.device_file(), &keys)
            .map_err(|error| error.elsewhere(to))?;
        disk.rename(&fresh, &database)
            .and_then(|()| small_file::sync_folder(disk, &database))
            .map_err(failed)?;
        if !disk.exists(&to.join(ABOUT)) {
            disk.create(&to.join(ABOUT), ABOUT_TEXT.as_bytes(), true)
                .map_err(failed)?;
        }
        Ok(())
    }

    /// Has the backup hold all these chunks, and gives how many are damaged here.
    fn back_up_chunks(
        &self,
        chunks: &[(ChunkName, u64)],
        to: &Folder,
        count: &mut dyn FnMut(u64),
    ) -> Result<u64, Error> {
        let mut damaged = 0;
        for (done, (name, _)) in (1..).zip(chunks) {
            damaged += u64::from(!back_up_chunk(&self.folder, to, name)?);
            count(done);
        }
        Ok(damaged)
    }

    /// A backup on top of the vault would be none.
    fn check_place(&self, folder: &Folder) -> Result<(), Error> {
        let own = std::fs::canonicalize(self.folder.path()).ok();
        let mut above = std::fs::canonicalize(folder.path()).ok();
        if above.is_none() {
            above = folder
                .path()
                .parent()
                .and_then(|path| std::fs::canonicalize(path).ok());
        }
        let within = own
            .zip(above)
            .is_some_and(|(own, place)| place.starts_with(own));
        if within {
            return Err(Error::Refused(
                "a backup inside of the journal's own folder would be lost with it".into(),
            ));
        }
        Ok(())
    }

    fn fill_backup(
        &self,
        view: &View,
        spaces: &[SpaceId],
        path: &Path,
        count: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        let store = disk::create_store(self.folder.disk(), path)?;
        let mut writer = store.write()?;
        Meta::read(view)?.write(&mut writer)?;
        let mut done = 0;
        for id in spaces {
            let root = self.space(view, *id)?.membership.root();
            if let Some(root) = root {
                pin_root(&mut writer, id.tag(), root)?;
            }
            let second = branches(view, id.tag())?;
            if !second.is_empty() {
                keep(&mut writer, id.tag(), &second)?;
            }
            for (log, head) in view.heads(id.tag())? {
                done = copy_log(view, &mut writer, *id, &second, (log, head), done)?;
                count(done);
            }
        }
        Ok(writer.commit()?)
    }
}

/// When the vault was last backed up (unix seconds), and how many records it had.
fn note(tables: &impl Tables) -> Result<Option<(i64, u64)>, Error> {
    let note = tables.meta(BACKED_UP)?;
    Ok(note.and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        let (at, held) = text.split_once(' ')?;
        Some((at.parse().ok()?, held.parse().ok()?))
    }))
}

/// When the vault was last backed up, in unix seconds.
pub(crate) fn backed_up_at(tables: &impl Tables) -> Result<Option<i64>, Error> {
    Ok(note(tables)?.map(|(at, _)| at))
}

/// Whether a chunk is whole in the backup now: it is read there again. One that is damaged there is replaced; one that is damaged
/// here is not copied.
fn back_up_chunk(from: &Folder, to: &Folder, name: &ChunkName) -> Result<bool, Error> {
    let is_whole = |folder: &Folder| match folder.chunk(name) {
        Ok(found) => Ok(found.is_some()),
        Err(Error::Damaged { .. }) => Ok(false),
        Err(error) => Err(error),
    };
    if is_whole(to)? {
        return Ok(true);
    }
    let sealed = match from.chunk(name) {
        Ok(Some(sealed)) => sealed,
        Ok(None) | Err(Error::Damaged { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    to.remove_chunk(name)?;
    to.keep_chunk(&sealed)?;
    is_whole(to)
}

/// How many records are held of these spaces.
fn held_in(view: &View, spaces: &[SpaceId]) -> Result<u64, Error> {
    let mut total = 0;
    for id in spaces {
        total += crate::doctor::held(view, id.tag())?;
    }
    Ok(total)
}

pub(crate) fn copy_log(
    view: &impl Tables,
    writer: &mut Writer,
    id: SpaceId,
    second: &Branches,
    (log, head): (LogId, Head),
    mut done: u64,
) -> Result<u64, Error> {
    let mut next = second.first(log);
    while next <= head.number {
        let batch = view.records(id.tag(), log, next, READ_BYTES)?;
        if batch.is_empty() {
            return Err(missing(next));
        }
        for bytes in batch {
            let record = Record::decode(&bytes).map_err(|_| missing(next))?;
            append(writer, second, log, &record)?;
            (next, done) = (next + 1, done + 1);
        }
    }
    Ok(done)
}

pub(crate) fn missing(number: u64) -> Error {
    Error::damaged(format!("record {number} of a log"))
}

/// Reads a backup that was just written: every page of the database, and every record with its signature and its place.
fn verify(view: &View, path: &Path, total: u64, count: &mut dyn FnMut(u64)) -> Result<(), Error> {
    let store = Store::inspect(path)?;
    let written = store.read()?;
    let mut done = total;
    for id in Meta::read(&written)?.spaces() {
        let heads = written.heads(id.tag())?;
        if heads != view.heads(id.tag())? {
            return Err(Error::damaged("the backup that was just written"));
        }
        let second = branches(&written, id.tag())?;
        for (log, head) in heads {
            let left = left_by(&written, id.tag(), &second, log)?;
            let (mut last, mut next) = (left.map(|(_, last)| last), second.first(log));
            while next <= head.number {
                let batch = written.records(id.tag(), log, next, READ_BYTES)?;
                if batch.is_empty() {
                    return Err(missing(next));
                }
                for bytes in batch {
                    let record = Record::decode(&bytes).map_err(|_| missing(next))?;
                    let checked = replica::verify_run(last, &[record]);
                    last = Some(checked.map_err(|_| missing(next))?);
                    (next, done) = (next + 1, done + 1);
                }
                count(done);
            }
            if last != Some(head) {
                return Err(missing(head.number));
            }
        }
    }
    Ok(())
}

/// How many records the backup at `path` holds, none if there is none. It must hold nothing that is not in `view`.
fn covered(disk: &dyn Disk, view: &View, path: &Path) -> Result<u64, Error> {
    match disk.examine(path, false) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => {
            return Err(Error::Refused(format!(
                "{} cannot be replaced: {error}",
                path.display()
            )));
        }
    }
    let store = Store::inspect(path)?;
    let before = store.read()?;
    let (mut held, mut only_there) = (0, 0);
    let (own, other) = (Meta::read(view)?, Meta::read(&before)?);
    if own.home() != other.home() || own.device() != other.device() && own.home().is_none() {
        return Err(Error::Refused(
            "the backup there is one of another journal: it was not replaced".into(),
        ));
    }
    let kept: Vec<SpaceId> = own.spaces().collect();
    // A share that was read here and is over was dropped on purpose.
    for id in other.spaces().filter(|id| kept.contains(id)) {
        let second = branches(&before, id.tag())?;
        let here_too = branches(view, id.tag())?;
        for (log, head) in before.heads(id.tag())? {
            held += (head.number + 1).saturating_sub(second.first(log));
            let named = second.named_by(log);
            if filed_under(view, id.tag(), &here_too, named, head)?.is_none() {
                let here = view.head(id.tag(), log)?.map_or(0, |head| head.number);
                only_there += head.number.saturating_sub(here).max(1);
            }
        }
    }
    if only_there > 0 {
        return Err(Error::Refused(format!(
            "the backup there holds {only_there} {} that this journal does not: it was not replaced. If it is from before \
             something was erased, delete it",
            if only_there == 1 { "change" } else { "changes" }
        )));
    }
    Ok(held)
}
