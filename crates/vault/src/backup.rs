//! Backups: every record of a vault in a folder of its own, from which a new device can be made
//! ([`Recovery`](crate::Recovery)).
//!
//! A backup is a database with the records alone, beside the sealed keys of the device; what is new at the next time is added
//! to it as a part of its own ([`parts`]). Both are written under another name and read again as a whole, and only then does a
//! database take the place of the one before. It is no vault: nothing runs on it, so no log is ever continued by two.

pub(crate) mod checked;
pub(crate) mod dated;
mod erased;
pub(crate) mod kept;
pub(crate) mod last;
mod parts;
mod taking;
mod verified;

use std::path::Path;

use replica::{ChunkName, Class, KitStanding, LogId, SpaceId, SpaceTag};
use store::{Tables, View};

pub use taking::TakenFromBackup;

use kept::{Before, Kept, before, copy_space, held_in};
pub(crate) use kept::{copy_log, missing};
use parts::Filling;
use verified::{verify, verify_all};

use crate::disk;
use crate::exchange::branches::branches;
use crate::folder::{Folder, small_file};
use crate::space::{READ_BYTES, pin_root};
use crate::vault::{Meta, Vault};
use crate::{Error, ErrorKind, OpenError};

/// The database while it is written.
const UNFINISHED: &str = "backup.new";
/// What is damaged and was there before is kept under a name that begins so.
const DAMAGED: &str = "damaged-";
/// Says that a folder is a backup, and what it is good for.
const ABOUT: &str = crate::folder::BACKUP_NOTE;
const ABOUT_TEXT: &str =
    "A sealed copy. `still recover --from` with this folder and the recovery kit opens it.\n";

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
        Ok(self.write_backup((to, to), false, progress)?)
    }

    /// The same, also where the earlier backup is from before something was erased, and holds it still: once the new one is
    /// verified it takes its place, and nothing of what was erased stays there.
    ///
    /// # Errors
    /// As [`Vault::back_up`].
    pub fn back_up_without_erased(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, OpenError> {
        Ok(self.write_backup((to, to), true, progress)?)
    }

    /// `noted` is where people look for it. What was erased since the one before may go if `may_erase`.
    fn write_backup(
        &self,
        (to, noted): (&Path, &Path),
        may_erase: bool,
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
        // A vault has more files than these, and is none.
        let ours = |name: &String| {
            let name = name.as_str();
            [ABOUT, UNFINISHED, "vault.redb", "device.age", "files"].contains(&name)
                || [DAMAGED, parts::PART, parts::UNFINISHED]
                    .iter()
                    .any(|own| name.starts_with(own))
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
        let kept = match before(&folder, &view) {
            Ok(kept) => kept,
            Err(Error::Damaged { .. }) => Before::Damaged(Vec::new()),
            Err(error) => return Err(error.elsewhere(to)),
        };
        let held = match &kept {
            Before::Whole(kept) => kept.records(),
            Before::More(more) => {
                self.held_but_erased(*more, may_erase, &folder, (&view, total))?
            }
            Before::Nothing | Before::Damaged(_) => 0,
        };
        let erased = matches!(kept, Before::More(_));
        let replaced_damaged = matches!(kept, Before::Damaged(_));
        let chunks = self.folder.chunks()?;
        let steps = total * 2 + chunks.len() as u64;
        let mut count = |done: u64| progress(done, steps);
        let elsewhere = |error: Error| error.elsewhere(to);
        match kept {
            Before::Whole(kept) if kept.can_grow(&folder, &view, &spaces)? => {
                // The chunks first: what a record names is there.
                let damaged =
                    self.back_up_chunks(&chunks, &folder, &mut |done| count(total + done));
                let damaged = damaged.map_err(elsewhere)?;
                self.add(&view, &spaces, &folder, &kept)?;
                self.note_backup(&view, total, noted)?;
                contained(&folder, (total, held, damaged), false)
            }
            kept => {
                self.write_whole(&view, &spaces, &folder, (total, &mut count))?;
                let damaged =
                    self.back_up_chunks(&chunks, &folder, &mut |done| count(total * 2 + done));
                let damaged = damaged.map_err(elsewhere)?;
                self.put_in_place(&folder, &kept)?;
                if erased {
                    self.drop_unnamed_chunks(&folder).map_err(elsewhere)?;
                }
                self.note_backup(&view, total, noted)?;
                contained(&folder, (total, held, damaged), replaced_damaged)
            }
        }
    }

    /// How much a backup from before something was erased holds of what there is; refuses one that holds anything more.
    fn held_but_erased(
        &self,
        more: u64,
        may_erase: bool,
        folder: &Folder,
        (view, total): (&View, u64),
    ) -> Result<u64, Error> {
        let only_erased = may_erase && {
            let found = self.is_from_before_erasing(folder, view);
            found.map_err(|error| error.elsewhere(folder.path()))?
        };
        match only_erased {
            true => Ok(total),
            false => Err(holds_more(more)),
        }
    }

    /// Writes all records into a database beside, and verifies it.
    fn write_whole(
        &self,
        view: &View,
        spaces: &[SpaceId],
        folder: &Folder,
        (total, count): (u64, &mut dyn FnMut(u64)),
    ) -> Result<(), Error> {
        let (disk, to) = (folder.disk(), folder.path());
        let failed = |error| Error::io("writing the backup", error).elsewhere(to);
        let fresh = to.join(UNFINISHED);
        if disk.exists(&fresh) {
            disk.remove(&fresh).map_err(failed)?;
        }
        let filled = self.fill_backup(view, spaces, &fresh, count);
        let written = filled
            .map_err(|error| match error.kind() {
                ErrorKind::Disk => error.elsewhere(to),
                _ => error,
            })
            .and_then(|()| verify(view, &fresh, total, count).map_err(|error| error.elsewhere(to)));
        if written.is_err() {
            let _ = disk.remove(&fresh);
        }
        written
    }

    /// Lets what was written and verified take the place of what was there.
    fn put_in_place(&self, folder: &Folder, before: &Before) -> Result<(), Error> {
        let (disk, to, database) = (folder.disk(), folder.path(), folder.database());
        let failed = |error| Error::io("writing the backup", error).elsewhere(to);
        let fresh = to.join(UNFINISHED);
        // The keys first: with an older database they open what it holds, too.
        self.put_keys(folder)?;
        let aside = format!("{DAMAGED}{}", self.env.unix());
        let damaged = match before {
            // What can still be read of it may be all that is left of something.
            Before::Damaged(parts) if parts.is_empty() => {
                disk.rename(&database, &to.join(&aside)).map_err(failed)?;
                parts::numbers(folder)?
            }
            Before::Damaged(parts) => parts.clone(),
            Before::Nothing | Before::Whole(_) | Before::More(_) => Vec::new(),
        };
        disk.rename(&fresh, &database)
            .and_then(|()| small_file::sync_folder(disk, &database))
            .map_err(failed)?;
        // What was in the parts is in the database now.
        for number in parts::numbers(folder)? {
            let aside = damaged.contains(&number).then_some(aside.as_str());
            parts::remove(folder, number, aside)?;
        }
        Ok(())
    }

    fn put_keys(&self, folder: &Folder) -> Result<(), Error> {
        let keys = self.folder.read_small(&self.folder.device_file())?;
        let there = folder.read_small(&folder.device_file());
        if there.is_ok_and(|there| there == keys) {
            return Ok(());
        }
        let written = folder.write_small(&folder.device_file(), &keys);
        written.map_err(|error| error.elsewhere(folder.path()))
    }

    /// Adds what a backup lacks as parts, and verifies all of it.
    fn add(
        &self,
        view: &View,
        spaces: &[SpaceId],
        folder: &Folder,
        kept: &Kept,
    ) -> Result<(), Error> {
        let first = kept.parts.last().map_or(1, |last| last + 1);
        self.put_keys(folder)?;
        let added = self
            .write_parts(view, spaces, (folder, kept), first)
            .and_then(|()| {
                let all = verify_all(view, spaces, folder);
                all.map_err(|error| error.elsewhere(folder.path()))
            });
        if added.is_err() {
            let numbers = parts::numbers(folder)?.into_iter();
            for number in numbers.filter(|number| *number >= first) {
                let _ = parts::remove(folder, number, None);
            }
        }
        added
    }

    fn write_parts(
        &self,
        view: &View,
        spaces: &[SpaceId],
        (folder, kept): (&Folder, &Kept),
        mut number: u32,
    ) -> Result<(), Error> {
        let home = kept.meta.home().ok_or(Error::NoHome)?;
        let kits: Vec<String> = {
            let space = self.space(view, home)?;
            let kits = space.membership.kits().iter();
            let open =
                kits.filter(|kit| matches!(kit.standing, KitStanding::First | KitStanding::Beside));
            open.map(|kit| kit.keys.recipient.clone()).collect()
        };
        let mut filling = Filling::new();
        for (tag, log, from, to) in newer(view, spaces, kept)? {
            let mut next = from;
            while next <= to {
                let batch = view.records(tag, log, next, READ_BYTES)?;
                if batch.is_empty() {
                    return Err(missing(next));
                }
                let left = usize::try_from(to + 1 - next).unwrap_or(usize::MAX);
                for record in batch.into_iter().take(left) {
                    if !filling.has_room(&record) {
                        let full = std::mem::replace(&mut filling, Filling::new());
                        parts::write(folder, home, &kits, number, full)?;
                        number += 1;
                    }
                    filling.push(record);
                    next += 1;
                }
            }
        }
        match filling.is_empty() {
            true => Ok(()),
            false => parts::write(folder, home, &kits, number, filling),
        }
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
            damaged += u64::from(!copy_chunk(&self.folder, to, name)?);
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
            copy_space(view, &mut writer, *id, &mut |records| {
                done += records;
                count(done);
            })?;
        }
        Ok(writer.commit()?)
    }
}

fn holds_more(changes: u64) -> Error {
    Error::Refused(format!(
        "the backup there holds {changes} {} that this journal does not: it was not replaced",
        if changes == 1 { "change" } else { "changes" }
    ))
}

/// Says on the disk that a folder is a backup, and gives what is in it.
fn contained(
    folder: &Folder,
    (total, before, damaged_chunks): (u64, u64, u64),
    replaced_damaged: bool,
) -> Result<BackedUp, Error> {
    let (disk, to) = (folder.disk(), folder.path());
    let failed = |error| Error::io("writing the backup", error).elsewhere(to);
    if !disk.exists(&to.join(ABOUT)) {
        disk.create(&to.join(ABOUT), ABOUT_TEXT.as_bytes(), true)
            .map_err(failed)?;
    }
    let held = folder.held_chunks()?;
    let numbers = parts::numbers(folder)?.into_iter();
    let parts: u64 = numbers.map(|number| parts::size(folder, number)).sum();
    Ok(BackedUp {
        records: total,
        new: total.saturating_sub(before),
        chunks: held.count,
        damaged_chunks,
        bytes: disk.size(&folder.database()).map_err(failed)? + parts + held.bytes,
        replaced_damaged,
    })
}

/// Copies a chunk, and gives whether it is whole there now: it is read again. One that is damaged there is replaced; one that is
/// damaged here is not copied.
pub(crate) fn copy_chunk(from: &Folder, to: &Folder, name: &ChunkName) -> Result<bool, Error> {
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

/// What a backup lacks: of each log, the first and the last number. Control before data.
fn newer(
    view: &View,
    spaces: &[SpaceId],
    kept: &Kept,
) -> Result<Vec<(SpaceTag, LogId, u64, u64)>, Error> {
    let mut newer = Vec::new();
    for id in spaces {
        let there = kept.logs.get(&id.tag());
        let second = branches(view, id.tag())?;
        for (log, head) in view.heads(id.tag())? {
            let held = there.and_then(|logs| logs.heads.get(&log));
            let from = held.map_or(second.first(log), |held| held.number + 1);
            if from <= head.number {
                newer.push((id.tag(), log, from, head.number));
            }
        }
    }
    newer.sort_by_key(|(_, log, ..)| log.class != Class::Control);
    Ok(newer)
}
