//! Writing: an edit is data, applied to its document inside one store transaction, sealed, appended and indexed.

use std::sync::Arc;

use journal::{Actor, ChangeHash, DocId, Document, Edit, Kind, Row};
use replica::{Class, Have, LogId, SpaceId};
use store::{Tables, Writer};

use crate::Error;
use crate::index::Index;
use crate::page::Item;
use crate::payload::{Payload, Slot};
use crate::safety::of_shares;
use crate::space::Space;
use crate::stamp::Stamp;
use crate::vault::{Meta, Vault};
use crate::views::EntryView;

/// Bytes that an import packs into one record, sealed: with padding and envelope just below the 64 KiB that the store
/// would round up to.
const PACK_SEALED_BYTES: usize = 59 * 1024;
/// Bytes of payload in an import's first record, and least and most in the others.
const PACK_BYTES: (usize, usize, usize) = (128 * 1024, 64 * 1024, 1024 * 1024);
/// Documents that an import packs into one record.
const PACK_DOCS: usize = 1_024;
/// New documents that are made before they are packed.
const MADE_AT_ONCE: usize = 256;

/// An open write to one space: edits collect in it and become durable together.
pub(crate) struct Draft<'v, 's> {
    vault: &'v Vault,
    space: &'s Space,
    writer: Writer,
    meta: Meta,
    index: Index<'s>,
    slots: Vec<Slot>,
    bytes: usize,
    /// Whether a record was appended.
    authored: bool,
    /// Bytes of payload that fill a record, judging by how the last one shrank.
    pack_bytes: usize,
}

/// A transaction after an edit, not committed yet.
pub(crate) struct Written<T> {
    pub(crate) writer: Writer,
    pub(crate) result: T,
    /// Whether there is a record to commit, and not only pages that were brought up to date.
    authored: bool,
}

impl Vault {
    /// Runs `edit` inside one transaction on a space whose index is current, then makes the result durable. An error
    /// says whether that took place.
    pub(crate) fn write_in<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut Draft<'_, '_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_at_once(id, edit, true).map_err(Error::unsaved)
    }

    /// The same up to the commit, where all of it is given up: what [`Vault::write_in`] would refuse is refused.
    pub(crate) fn rehearse_in<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut Draft<'_, '_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_at_once(id, edit, false).map_err(Error::unsaved)
    }

    fn write_at_once<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut Draft<'_, '_>) -> Result<T, Error>,
        commit: bool,
    ) -> Result<T, Error> {
        self.device_keys()?;
        let (writer, meta) = self.begin()?;
        let done = self.write_on(writer, &meta, id, edit)?;
        if !commit {
            return Ok(done.result);
        }
        if done.authored {
            self.commit(done.writer, &meta)?;
        } else {
            done.writer.commit()?;
        }
        Ok(done.result)
    }

    /// The same within a transaction that is open already and goes on.
    pub(crate) fn write_on<T>(
        &self,
        mut writer: Writer,
        meta: &Meta,
        id: SpaceId,
        edit: impl FnOnce(&mut Draft<'_, '_>) -> Result<T, Error>,
    ) -> Result<Written<T>, Error> {
        let space: Arc<Space> = self.space(&writer, id)?;
        if space.membership.role(self.device) != Some(replica::Role::Owner) {
            return Err(Error::Refused(
                "this device may not write here any more".into(),
            ));
        }
        let mut index = Index::load(&writer, &space)?;
        index.catch_up(&mut writer, &self.env)?;
        let mut draft = Draft {
            vault: self,
            space: &space,
            writer,
            meta: meta.clone(),
            index,
            slots: Vec::new(),
            bytes: 0,
            authored: false,
            pack_bytes: PACK_BYTES.0,
        };
        let result = edit(&mut draft)?;
        draft.append()?;
        let Draft {
            mut writer,
            mut index,
            authored,
            ..
        } = draft;
        index.flush(&mut writer, &self.env)?;
        Ok(Written {
            writer,
            result,
            authored,
        })
    }
}

impl Draft<'_, '_> {
    /// Applies edits to a document, which is made if it does not exist. `false` if nothing changed.
    pub(crate) fn edit(&mut self, id: DocId, kind: Kind, edits: &[Edit]) -> Result<bool, Error> {
        let (item, document) = self.load(id, kind)?;
        self.change(item, document, edits)
    }

    /// The same with edits that were made on an earlier version.
    pub(crate) fn edit_from(
        &mut self,
        id: DocId,
        kind: Kind,
        base: &Stamp,
        edits: Vec<Edit>,
    ) -> Result<bool, Error> {
        let (item, document) = self.load(id, kind)?;
        let base = version(&document, base)?;
        let edits = document.edits_from(&base, edits).map_err(|_| unknown())?;
        self.change(item, document, &edits)
    }

    /// The row of a document as it was at a version.
    pub(crate) fn row_at(&mut self, id: DocId, kind: Kind, at: &Stamp) -> Result<Row, Error> {
        let (_, document) = self.load(id, kind)?;
        let heads = version(&document, at)?;
        document.row_at_heads(&heads).ok_or_else(unknown)
    }

    fn change(&mut self, item: Item, document: Document, edits: &[Edit]) -> Result<bool, Error> {
        match changed(item, document, edits, self.vault.env.unix())? {
            Some((item, slot)) => self.keep(item, slot).map(|()| true),
            None => Ok(false),
        }
    }

    fn load(&mut self, id: DocId, kind: Kind) -> Result<(Item, Document), Error> {
        let log = self.log();
        Ok(match self.index.item(&self.writer, id)? {
            Some(item) => {
                // A document that this transaction has already changed must be in its record before it is loaded.
                if self.slots.iter().any(|slot| slot.id == id) {
                    self.append()?;
                }
                let document = self.index.document(&self.writer, &item, log)?;
                (item, document)
            }
            None => blank(id, kind, log),
        })
    }

    /// Makes one new document for each list of edits, on all cores; `progress` hears how many are made.
    ///
    /// # Errors
    /// Says which of them cannot be made, and why.
    pub(crate) fn create_all(
        &mut self,
        kind: Kind,
        new: &[Vec<Edit>],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<DocId>, (usize, Error)> {
        let (log, at) = (self.log(), self.vault.env.unix());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut ids = Vec::with_capacity(new.len());
        for block in new.chunks(MADE_AT_ONCE) {
            let fresh: Vec<_> = block
                .iter()
                .map(|edits| (self.fresh_id(kind), edits))
                .collect();
            let make = |part: &[(DocId, &Vec<Edit>)]| -> Vec<_> {
                part.iter()
                    .map(|(id, edits)| {
                        let (item, document) = blank(*id, kind, log);
                        changed(item, document, edits, at)
                    })
                    .collect()
            };
            let (mine, others) = fresh.split_at(fresh.len().div_ceil(cores));
            let made: Vec<_> = std::thread::scope(|scope| {
                let others: Vec<_> = others
                    .chunks(mine.len())
                    .map(|part| scope.spawn(move || make(part)))
                    .collect();
                let mut made = make(mine);
                for part in others {
                    let part = part.join();
                    made.extend(part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
                }
                made
            });
            for (made, (id, _)) in made.into_iter().zip(fresh) {
                let kept = made.and_then(|made| match made {
                    Some((item, slot)) => self.keep(item, slot),
                    None => Ok(()),
                });
                kept.map_err(|error| (ids.len(), error))?;
                ids.push(id);
            }
            progress(ids.len());
        }
        Ok(ids)
    }

    /// Takes a changed document into the record that is being filled, and into the index.
    fn keep(&mut self, mut item: Item, slot: Slot) -> Result<(), Error> {
        if self.bytes + slot.size() > self.pack_bytes || self.slots.len() >= PACK_DOCS {
            self.append()?;
        }
        let place =
            u16::try_from(self.slots.len()).expect("a record packs at most 1 024 documents");
        let number = self.next_number()?;
        let log = self.index.dir.log_index(self.log());
        item.refs.push((log, number, place));
        self.bytes += slot.size();
        self.slots.push(slot);
        self.index.put(item);
        Ok(())
    }

    /// The row of a document as it now is.
    pub(crate) fn row(&self, id: DocId) -> Result<Option<Row>, Error> {
        Ok(self.index.item(&self.writer, id)?.map(|item| item.row))
    }

    /// An entry as it now is.
    pub(crate) fn entry(&self, id: DocId) -> Result<EntryView, Error> {
        let item = self.index.item(&self.writer, id)?;
        let item = item.ok_or_else(|| Error::NotFound {
            what: format!("entry {}", id.shorten(8)),
        })?;
        crate::entries::view_of(&self.writer, self.space, item)
    }

    /// A fresh id for a document of this kind.
    pub(crate) fn fresh_id(&self, kind: Kind) -> DocId {
        id_of_kind(self.vault.env.random(), kind)
    }

    fn log(&self) -> LogId {
        LogId {
            device: self.vault.device,
            class: Class::Data,
            incarnation: self.meta.incarnation,
        }
    }

    fn next_number(&self) -> Result<u64, Error> {
        Ok(crate::author::next_after(self.writer.head(self.space.tag, self.log())?).0)
    }

    /// Seals what has collected into one record.
    fn append(&mut self) -> Result<(), Error> {
        if self.slots.is_empty() {
            return Ok(());
        }
        let log = self.log();
        let number = self.next_number()?;
        let mut known = self.index.indexed.clone();
        known.raise(log, number - 1);
        let payload = Payload {
            space: self.space.id,
            log,
            number,
            after: self.news(&known)?,
            docs: std::mem::take(&mut self.slots),
        };
        of_shares::note(&mut self.writer, self.space, log, number, &payload.docs)?;
        let plain = payload.encode();
        let sealed = self.space.keys()?.seal(&plain);
        self.bytes = 0;
        self.pack_bytes =
            (PACK_SEALED_BYTES * plain.len() / sealed.len()).clamp(PACK_BYTES.1, PACK_BYTES.2);
        self.vault.author(
            &mut self.writer,
            &self.meta,
            self.space.tag,
            Class::Data,
            sealed,
        )?;
        self.authored = true;
        self.index.indexed.raise(log, number);
        self.writer
            .set_meta(&after_key(self.space, log), &known.encode())?;
        Ok(())
    }

    /// The part of `known` that this log has not said before. Its own position is implied by the chain.
    fn news(&self, known: &Have) -> Result<Have, Error> {
        let said = self
            .writer
            .meta(&after_key(self.space, self.log()))?
            .and_then(|bytes| Have::decode(&bytes).ok())
            .unwrap_or_default();
        let mut news = Have::default();
        for (log, number) in known.iter() {
            if log != self.log() && number > said.get(log) {
                news.raise(log, number);
            }
        }
        Ok(news)
    }
}

/// The changes that a stamp names.
fn version(document: &Document, stamp: &Stamp) -> Result<Vec<ChangeHash>, Error> {
    let heads = stamp.beginnings();
    let heads: Option<Vec<ChangeHash>> =
        heads.map(|head| document.change_beginning(head)).collect();
    let mut heads = heads.ok_or_else(unknown)?;
    heads.sort_unstable();
    Ok(heads)
}

fn unknown() -> Error {
    Error::NotFound {
        what: "such version here that this could have been written on; nothing was saved".into(),
    }
}

fn blank(id: DocId, kind: Kind, log: LogId) -> (Item, Document) {
    let actor = Actor::derive(&log.encode(), id);
    (Item::new(id, kind), Document::new(kind, actor))
}

/// What edits make of a document, and what of it goes into the record; `None` if nothing changed.
fn changed(
    mut item: Item,
    mut document: Document,
    edits: &[Edit],
    at: i64,
) -> Result<Option<(Item, Slot)>, Error> {
    let changes = document
        .edit_in_parts(edits, at)
        .map_err(|error| Error::Invalid(error.to_string()))?;
    if changes.is_empty() {
        return Ok(None);
    }
    for change in &changes {
        let meta = journal::gate::scan(change)
            .map_err(|_| Error::Invalid("this is too much to be saved as one change".into()))?;
        item.set_seq(*meta.actor.as_bytes(), meta.seq);
    }
    item.heads = document
        .heads()
        .iter()
        .map(|hash| *hash.as_bytes())
        .collect();
    item.row = document.row();
    let slot = Slot {
        id: item.id,
        kind: item.kind,
        changes,
        row: item.row.to_json(),
    };
    Ok(Some((item, slot)))
}

fn after_key(space: &Space, log: LogId) -> String {
    format!("after/{}/{:016x}", space.tag, log.incarnation)
}

/// Makes a document's id of 16 bytes, the last of which says its kind: so nobody can claim a known document for another
/// kind, whatever arrives first.
pub(crate) fn id_of_kind(mut bytes: [u8; 16], kind: Kind) -> DocId {
    bytes[15] = kind.to_byte();
    DocId::from_bytes(bytes)
}
