//! Writing: an edit is data, applied to its document inside one store transaction, sealed, appended and indexed.

use std::num::NonZero;
use std::sync::Arc;

use journal::document::{DocId, Document};
use replica::{Class, DeviceId, Have, LogId, MemberState, RecordId, SpaceId};
use store::{Tables, Writer};

use crate::Error;
use crate::exchange::safety::uncounted;
use crate::index::Index;
use crate::index::page::Item;
use crate::space::Space;
use crate::vault::{Meta, Vault};

pub(crate) mod author;
pub(crate) mod made;
pub(crate) mod payload;

use author::Founding;
pub use made::{Blank, Edited, Made};
use made::{blank, changed};
use payload::{Payload, Slot};

/// Bytes that an import packs into one record, sealed: with padding and envelope just below the 64 KiB that the store
/// would round up to.
const PACK_SEALED_BYTES: usize = 59 * 1024;
/// Bytes of payload in an import's first record, and least and most in the others.
const PACK_BYTES: (usize, usize, usize) = (128 * 1024, 64 * 1024, 1024 * 1024);
/// Documents that an import packs into one record.
const PACK_DOCS: usize = 1_024;

/// An open write to one space: edits collect in it and become durable together.
pub struct SpaceWriter<'v, 's> {
    pub(crate) vault: &'v Vault,
    pub(crate) space: &'s Space,
    pub(crate) writer: Writer,
    meta: Meta,
    index: Index<'s>,
    slots: Vec<Slot>,
    bytes: usize,
    /// What these cost to expand.
    work: u64,
    /// Whether a record was appended.
    authored: bool,
    /// Bytes of payload that fill a record, judging by how the last one shrank.
    pack_bytes: usize,
}

/// Several writes that become durable together. Dropped before [`Transaction::commit`], nothing of it is kept.
pub struct Transaction<'v> {
    vault: &'v Vault,
    writer: Writer,
    meta: Meta,
    /// Whether there is a record to commit, and not only pages that were brought up to date.
    authored: bool,
}

impl Vault {
    /// Begins a transaction; waits for one that is going on, in any process.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Busy`], or what the disk says.
    pub fn transaction(&self) -> Result<Transaction<'_>, Error> {
        self.device_keys()?;
        let (writer, meta) = self.begin()?;
        Ok(Transaction {
            vault: self,
            writer,
            meta,
            authored: false,
        })
    }
}

/// Why a device may not write in a space.
pub(crate) fn may_not_write(space: &Space, device: DeviceId) -> &'static str {
    let member = space.membership.member(device);
    match member.map(|member| member.state) {
        // The record that lets it in comes with the first exchange.
        None => {
            "this device has not heard yet that it was let in: run `still sync` here and on the device that added it, \
             at the same time"
        }
        Some(MemberState::Active) => "this device reads here and does not write",
        Some(_) => "this device may not write here any more",
    }
}

impl Transaction<'_> {
    /// Founds a space with this device as its first owner; gives the id of its founding record.
    ///
    /// # Errors
    /// [`Error::Invalid`], or what the disk says.
    pub fn found(&mut self, space: &Founding<'_>) -> Result<RecordId, Error> {
        self.authored = true;
        self.vault.found_in(&mut self.writer, &mut self.meta, space)
    }

    /// Runs `edit` on a space whose index is current.
    ///
    /// # Errors
    /// [`Error::Refused`] where this device may not write; those of `edit`; what the disk says.
    pub fn write<T>(
        self,
        id: SpaceId,
        edit: impl FnOnce(&mut SpaceWriter<'_, '_>) -> Result<T, Error>,
    ) -> Result<(Self, T), Error> {
        let Self {
            vault,
            mut writer,
            meta,
            authored,
        } = self;
        let space: Arc<Space> = vault.space(&writer, id)?;
        if space.membership.role(vault.device) != Some(replica::Role::Owner) {
            return Err(Error::Refused(may_not_write(&space, vault.device).into()));
        }
        let mut index = Index::load(&writer, &space, vault.application.kinds())?;
        index.catch_up(&mut writer, &vault.env)?;
        let mut draft = SpaceWriter {
            vault,
            space: &space,
            writer,
            meta: meta.clone(),
            index,
            slots: Vec::new(),
            bytes: 0,
            work: 0,
            authored,
            pack_bytes: PACK_BYTES.0,
        };
        let result = edit(&mut draft)?;
        draft.append()?;
        let SpaceWriter {
            mut writer,
            mut index,
            authored,
            ..
        } = draft;
        index.flush(&mut writer, &vault.env)?;
        let written = Self {
            vault,
            writer,
            meta,
            authored,
        };
        Ok((written, result))
    }

    /// Makes all of it durable.
    ///
    /// # Errors
    /// [`Error::Write`], which says whether it was saved.
    pub fn commit(self) -> Result<(), Error> {
        if self.authored {
            self.vault.commit(self.writer, &self.meta)
        } else {
            Ok(self.writer.commit()?)
        }
    }
}

impl Vault {
    /// Runs `edit` inside one transaction on a space whose index is current, then makes the result durable. An error
    /// says whether that took place.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Refused`] where this device may not write; those of `edit`; what the disk says.
    pub fn write_in<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut SpaceWriter<'_, '_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_at_once(id, edit, true).map_err(Error::unsaved)
    }

    /// The same up to the commit, where all of it is given up: what [`Vault::write_in`] would refuse is refused.
    ///
    /// # Errors
    /// As [`Vault::write_in`].
    pub fn rehearse_in<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut SpaceWriter<'_, '_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_at_once(id, edit, false).map_err(Error::unsaved)
    }

    fn write_at_once<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut SpaceWriter<'_, '_>) -> Result<T, Error>,
        commit: bool,
    ) -> Result<T, Error> {
        self.device_keys()?;
        self.catch_up_if_far_behind(id)?;
        let (written, result) = self.transaction()?.write(id, edit)?;
        if commit {
            written.commit()?;
        }
        Ok(result)
    }
}

impl<'v> SpaceWriter<'v, '_> {
    /// How many threads may share the work of this write, see [`Env::cores`](crate::Env::cores).
    pub fn cores(&self) -> NonZero<usize> {
        self.vault.env.cores()
    }

    /// Changes a document, which is made if it does not exist. `edit` is given the document and the moment that its
    /// changes carry, in unix seconds. `false` if nothing changed.
    ///
    /// # Errors
    /// Those of `edit`; [`Error::Invalid`] for a change that other devices would refuse; [`Error::Damaged`].
    pub fn change(
        &mut self,
        id: DocId,
        kind: u8,
        edit: impl FnOnce(&mut Document, i64) -> Edited,
    ) -> Result<bool, Error> {
        let loaded = self.load(id, kind)?;
        let made = self.changed(loaded, edit)?;
        self.keep_if_made(made)
    }

    /// The same, where the edit has to know no more than what stands now: it is first tried with a document whose
    /// [past is not here](Document::has_past), if there is one and it `suffices`. Then it costs what it changes, whatever
    /// there was before.
    ///
    /// # Errors
    /// As [`SpaceWriter::change`].
    pub fn go_on(
        &mut self,
        id: DocId,
        kind: u8,
        suffices: impl FnOnce(&Document) -> bool,
        edit: impl Fn(&mut Document, i64) -> Edited,
    ) -> Result<bool, Error> {
        let log = self.log();
        if let Some(item) = self.index.item(&self.writer, id)?
            && let Some(document) = self.index.continued(&self.writer, &item, log)?
            && suffices(&document)
            // What is refused may be refused for what is not here.
            && let Ok(made) = self.changed((item, document), &edit)
        {
            probe::reached!("a document is gone on with from its tip");
            return self.keep_if_made(made);
        }
        self.change(id, kind, edit)
    }

    fn changed(
        &self,
        (item, document): (Item, Document),
        edit: impl FnOnce(&mut Document, i64) -> Edited,
    ) -> Result<Option<Made>, Error> {
        let application = &*self.vault.application;
        changed(application, item, document, self.vault.env.unix(), edit)
    }

    fn keep_if_made(&mut self, made: Option<Made>) -> Result<bool, Error> {
        let is_made = made.is_some();
        made.map_or(Ok(()), |made| self.keep(made))?;
        Ok(is_made)
    }

    /// The document as it now is, with its whole past; empty if it does not exist.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn document(&mut self, id: DocId, kind: u8) -> Result<Document, Error> {
        Ok(self.load(id, kind)?.1)
    }

    fn load(&mut self, id: DocId, kind: u8) -> Result<(Item, Document), Error> {
        let log = self.log();
        Ok(match self.index.item(&self.writer, id)? {
            Some(mut item) => {
                // A document that this transaction has already changed must be in its record before it is loaded.
                if self.slots.iter().any(|slot| slot.id == id) {
                    self.append()?;
                }
                let document = self.index.document(&self.writer, &mut item, log)?;
                if item.refs.is_empty() {
                    // Nothing of it can be applied; the next look at it takes it away.
                    return Err(Error::Invalid(
                        "this cannot be read: what another device wrote of it is malformed".into(),
                    ));
                }
                (item, document)
            }
            None => blank(&*self.vault.application, id, kind, log),
        })
    }

    /// Begins a new document with a random id.
    pub fn blank(&self, kind: u8) -> Blank<'v> {
        self.blank_of(self.fresh_id(kind), kind)
    }

    /// The same with an id that others may compute too; there must be no such [item](Self::item) yet.
    pub fn blank_of(&self, id: DocId, kind: u8) -> Blank<'v> {
        let (item, document) = blank(&*self.vault.application, id, kind, self.log());
        Blank {
            item,
            document,
            at: self.vault.env.unix(),
            application: &*self.vault.application,
        }
    }

    /// Takes a document into the record that is being filled, and into the index.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Invalid`] for a record that would be too large.
    pub fn keep(&mut self, made: Made) -> Result<(), Error> {
        let Made {
            mut item,
            slot,
            tip,
        } = made;
        for slot in slot.in_records() {
            self.pack(&mut item, slot)?;
        }
        self.index.keep_tip(&item, tip);
        self.index.put(item);
        Ok(())
    }

    /// Puts changes into the record that is being filled, or where they do not fit into the next one.
    fn pack(&mut self, item: &mut Item, slot: Slot) -> Result<(), Error> {
        let (size, work) = (slot.size(), slot.work());
        let goes_on = self.slots.last().is_some_and(|last| last.id == slot.id);
        let is_full = goes_on
            || self.bytes + size > self.pack_bytes
            || self.work + work > payload::WORK_MAX
            || self.slots.len() >= PACK_DOCS;
        if is_full {
            probe::reached!("an import needs several records");
            probe::planted!("full_record_lost", self.append()?, self.slots.clear());
        }
        let place =
            u16::try_from(self.slots.len()).expect("a record packs at most 1 024 documents");
        let number = self.next_number()?;
        let log = self.index.dir.log_index(self.log());
        item.refs.push((log, number, place));
        (self.bytes, self.work) = (self.bytes + size, self.work + work);
        self.slots.push(slot);
        Ok(())
    }

    /// What is known of a document; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn item(&self, id: DocId) -> Result<Option<Item>, Error> {
        self.index.item(&self.writer, id)
    }

    /// The ids that stand before and after one among all ids of the space.
    ///
    /// # Errors
    /// What the disk says.
    pub fn beside(&self, id: DocId) -> Result<[Option<DocId>; 2], Error> {
        let index = &self.index;
        index.pages.beside(&self.writer, self.space, &index.dir, id)
    }

    /// A fresh id for a document of this kind.
    pub fn fresh_id(&self, kind: u8) -> DocId {
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
        Ok(crate::write::author::next_after(self.writer.head(self.space.tag, self.log())?).0)
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
            space: self.space.id()?,
            log,
            number,
            after: self.news(&known)?,
            docs: std::mem::take(&mut self.slots),
        };
        uncounted::note(
            &mut self.writer,
            self.space,
            self.vault.application.kinds(),
            log,
            number,
            &payload.docs,
        )?;
        let plain = payload.encode();
        let least = payload.sealed_bytes_min(plain.len());
        let sealed = self.space.keys()?.seal_at_length(&plain, least);
        (self.bytes, self.work) = (0, 0);
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
            .set_meta(&self.space.after_key(log), &known.encode())?;
        Ok(())
    }

    /// The part of `known` that this log has not said before. Its own position is implied by the chain.
    fn news(&self, known: &Have) -> Result<Have, Error> {
        let said = self
            .writer
            .meta(&self.space.after_key(self.log()))?
            .and_then(|bytes| Have::decode(&bytes).ok())
            .unwrap_or_default();
        let mut news = Have::default();
        for (log, number) in known.iter() {
            // Others may have filed these histories otherwise.
            let named = !self.index.branches.contains(log);
            let new = named && log != self.log() && number > said.get(log);
            if probe::planted!("after_says_nothing", new, false) {
                news.raise(log, number);
            }
        }
        Ok(news)
    }
}

/// Makes a document's id of 16 bytes, the last of which says its kind: so nobody can claim a known document for another
/// kind, whatever arrives first.
pub fn id_of_kind(mut bytes: [u8; 16], kind: u8) -> DocId {
    bytes[15] = kind;
    DocId::from_bytes(bytes)
}
