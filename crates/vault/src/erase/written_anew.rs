//! The other database: every record but what is erased, read again before it counts.

use std::collections::BTreeSet;
use std::path::PathBuf;

use replica::{Class, Head, LogId, Record, RecordId};
use sha2::{Digest, Sha256};
use store::{Store, Tables, Writer};

use super::{ERASED, ERASED_MAX, Erasure, ToErase};
use crate::Error;
use crate::backup::{copy_log, missing};
use crate::chunks::named::NOTE as NAMED_FILES;
use crate::disk;
use crate::error::WriteError;
use crate::exchange::branches::branches;
use crate::index::{apart, hidden, late};
use crate::notes;
use crate::space::{READ_BYTES, Space};
use crate::unused::names_in;
use crate::vault::{Meta, Vault};
use crate::write::payload::{Payload, Slot};
use replica::ChunkName;

/// Where the vault notes which chunks are still to be taken away: their names, 32 bytes each.
pub(super) const CHUNKS: &str = "erasing";

/// A database that is whole and verified, and does not count yet.
pub(super) struct Written {
    pub(super) path: PathBuf,
    pub(super) meta: Meta,
    /// Records under the present incarnation, as the high-water file has them.
    pub(super) own: u64,
    pub(super) documents: usize,
    pub(super) records: u64,
    pub(super) chunks: u64,
}

/// What was seen while the records were gone through.
#[derive(Default)]
struct Seen {
    /// Of all parts that stay, in order.
    staying: Sha256,
    documents: BTreeSet<[u8; 16]>,
    /// Records that something was taken out of.
    records: u64,
    named_by_erased: BTreeSet<ChunkName>,
    named_by_kept: BTreeSet<ChunkName>,
    done: u64,
}

impl Vault {
    /// Writes all but what is erased into a database of its own, and reads it again.
    pub(super) fn write_anew(
        &self,
        what: &ToErase,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Written, Error> {
        let (old, meta) = self.begin()?;
        if let Some(why) = self.elsewhere(&old)? {
            return Err(Error::Refused(why));
        }
        if self.has_leftovers() {
            return Err(Error::Refused(
                "the file of an earlier erasing, vault.redb.old, could not be overwritten yet: open the journal once more, \
                 or remove that file"
                    .into(),
            ));
        }
        let path = self.folder.written_anew();
        let disk = self.folder.disk();
        if disk.exists(&path) {
            let removed = disk.remove(&path);
            removed.map_err(|error| Error::io("writing the journal anew", error).unsaved())?;
        }
        let filled = self.fill(&old, meta, what, path.clone(), progress);
        filled.map_err(|error| {
            let _ = disk.remove(&path);
            // What a commit of that file says is about that file alone.
            match error {
                Error::Write(WriteError { source, .. }) => source.unsaved(),
                other => other.unsaved(),
            }
        })
    }

    fn fill(
        &self,
        old: &Writer,
        meta: Meta,
        what: &ToErase,
        path: PathBuf,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Written, Error> {
        let home = self.home(old)?;
        let mut total = 0;
        for id in meta.spaces() {
            total += crate::doctor::held(old, id.tag())?;
        }
        let mut progress = |done| progress(done, total * 2);
        let store = disk::create_store(self.folder.disk(), &path)?;
        let mut new = store.write()?;
        // They name what was changed, hidden or late, and the chunks of files; all are made anew.
        let left_out = [
            apart::key(&home),
            hidden::key(&home),
            late::key(&home),
            notes::key(NAMED_FILES, home.tag),
        ];
        for name in old.meta_names()? {
            if !left_out.contains(&name)
                && let Some(value) = old.meta(&name)?
            {
                new.set_meta(&name, &value)?;
            }
        }
        meta.write(&mut new)?;
        let mut seen = Seen::default();
        for id in meta.spaces() {
            for (device, have) in old.acks(id.tag())? {
                new.set_ack(id.tag(), device, &have)?;
            }
            let second = branches(old, id.tag())?;
            for (log, head) in old.heads(id.tag())? {
                if id.tag() == home.tag {
                    self.copy_without(old, &mut new, &home, (log, head), what, &mut seen)?;
                } else {
                    seen.done = copy_log(old, &mut new, id, &second, (log, head), seen.done)?;
                }
                progress(seen.done);
            }
        }
        if seen.documents.is_empty() {
            return Err(Error::Refused("nothing of it is in this journal".into()));
        }
        let gone = seen.named_by_erased.difference(&seen.named_by_kept);
        let gone: Vec<ChunkName> = gone
            .filter(|name| !what.kept_chunks.contains(*name) && self.folder.has_chunk(name))
            .copied()
            .collect();
        if !gone.is_empty() {
            new.set_meta(CHUNKS, &gone.concat())?;
        }
        let mut erasures = self.noted_erasures(old, &home)?;
        erasures.push(Erasure {
            at: self.env.unix(),
            documents: seen.documents.len() as u64,
            backup: crate::backup::last::backed_up_at(old)?,
        });
        let kept = &erasures[erasures.len().saturating_sub(ERASED_MAX)..];
        let plain = postcard::to_stdvec(kept).expect("such a list always serialises");
        new.set_meta(&notes::key(ERASED, home.tag), &home.keys()?.seal(&plain))?;
        let own = self.written(&new, &meta)?;
        new.commit()?;
        drop(store);
        self.verify_anew(&home, &path, what, &seen, total, &mut progress)?;
        Ok(Written {
            path,
            meta,
            own,
            documents: seen.documents.len(),
            records: seen.records,
            chunks: gone.len() as u64,
        })
    }

    /// Copies a log of the journal without what is erased. From the first record on that loses something, each names another
    /// one before it, and is signed anew.
    fn copy_without(
        &self,
        old: &Writer,
        new: &mut Writer,
        home: &Space,
        (log, head): (LogId, Head),
        what: &ToErase,
        seen: &mut Seen,
    ) -> Result<(), Error> {
        let keys = self.device_keys()?;
        let (mut prev, mut differs) = (RecordId::ZERO, false);
        let mut next = 1;
        while next <= head.number {
            let batch = old.records(home.tag, log, next, READ_BYTES)?;
            if batch.is_empty() {
                return Err(missing(next));
            }
            for bytes in batch {
                let mut record = Record::decode(&bytes).map_err(|_| missing(next))?;
                let mut body = None;
                if log.class == Class::Data {
                    let payload = home.payload(&record).map_err(|_| unreadable())?;
                    body = seen
                        .take_out(payload, what)
                        .map(|payload| sealed(home, &payload));
                }
                differs |= body.is_some();
                if differs {
                    let body = body.transpose()?.unwrap_or(record.body);
                    let signed = Record::write(home.tag, log, next, prev, body, keys.signing());
                    record = signed.map_err(|error| Error::Invalid(error.to_string()))?;
                }
                prev = new.append(&record)?.id;
                (next, seen.done) = (next + 1, seen.done + 1);
            }
        }
        Ok(())
    }

    /// Reads the new database as nobody who wrote it: every page, every signature and link, and that all parts which stay are
    /// there, and no other.
    fn verify_anew(
        &self,
        home: &Space,
        path: &std::path::Path,
        what: &ToErase,
        expected: &Seen,
        total: u64,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        let wrong = || Error::damaged("the journal that was just written anew");
        let store = match self.folder.disk().medium(path) {
            Some(_) => disk::open_store_alone(self.folder.disk(), path)?,
            None => Store::inspect(path)?,
        };
        let view = store.read()?;
        let mut staying = Sha256::new();
        let mut done = total;
        for (log, head) in view.heads(home.tag)? {
            let (mut last, mut next) = (None, 1);
            while next <= head.number {
                let batch = view.records(home.tag, log, next, READ_BYTES)?;
                if batch.is_empty() {
                    return Err(wrong());
                }
                for bytes in batch {
                    let record = Record::decode(&bytes).map_err(|_| wrong())?;
                    if log.class == Class::Data {
                        let payload = home.payload(&record).map_err(|_| wrong())?;
                        for slot in &payload.docs {
                            if what.documents.contains_key(&slot.id) {
                                return Err(wrong());
                            }
                            hash_slot(&mut staying, log, next, slot);
                        }
                    }
                    let checked = replica::verify_run(last, &[record]);
                    last = Some(checked.map_err(|_| wrong())?);
                    (next, done) = (next + 1, done + 1);
                }
                progress(done);
            }
            if last != Some(head) {
                return Err(wrong());
            }
        }
        if staying.finalize() != expected.staying.clone().finalize() {
            return Err(wrong());
        }
        Ok(())
    }
}

impl Seen {
    /// Looks through a record, and gives what is left of it if it loses something.
    fn take_out(&mut self, mut payload: Payload, what: &ToErase) -> Option<Payload> {
        let goes = |slot: &Slot| what.documents.contains_key(&slot.id);
        let (gone, stays): (Vec<Slot>, Vec<Slot>) = payload.docs.into_iter().partition(goes);
        for slot in &stays {
            hash_slot(&mut self.staying, payload.log, payload.number, slot);
            let names = slot.changes.iter().flat_map(|change| names_in(change));
            self.named_by_kept.extend(names);
        }
        for slot in &gone {
            self.documents.insert(*slot.id.as_bytes());
            let names = slot.changes.iter().flat_map(|change| names_in(change));
            self.named_by_erased.extend(names);
        }
        payload.docs = stays;
        let loses = !gone.is_empty();
        self.records += u64::from(loses);
        loses.then_some(payload)
    }
}

fn sealed(home: &Space, payload: &Payload) -> Result<Vec<u8>, Error> {
    let plain = payload.encode();
    let least = payload.sealed_bytes_min(plain.len());
    Ok(home.keys()?.seal_at_length(&plain, least))
}

fn hash_slot(hash: &mut Sha256, log: LogId, number: u64, slot: &Slot) {
    hash.update(log.encode());
    hash.update(number.to_be_bytes());
    hash.update(slot.id.as_bytes());
    hash.update([slot.kind]);
    hash.update((slot.changes.len() as u64).to_be_bytes());
    for part in slot.changes.iter().chain([&slot.row]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
}

fn unreadable() -> Error {
    let why = "some records cannot be read on this device, so that it is not known what they hold; nothing was erased";
    Error::Refused(why.into())
}
