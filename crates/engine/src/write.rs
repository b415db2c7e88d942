//! Writing: an edit is data, applied to its document inside one store transaction, sealed, appended and indexed.

use std::sync::Arc;

use journal::{Actor, DocId, Document, Edit, Kind, Row};
use replica::{Class, Have, LogId, SpaceId};
use store::{Tables, Writer};

use crate::Error;
use crate::index::Index;
use crate::page::Item;
use crate::payload::{Payload, Slot};
use crate::space::Space;
use crate::vault::{Meta, Vault};

/// Bytes of payload that an import packs into one record.
const PACK_BYTES: usize = 256 * 1024;
/// Documents that an import packs into one record.
const PACK_DOCS: usize = 1_024;

/// An open write to one space: edits collect in it and become durable together.
pub(crate) struct Draft<'v, 's> {
    vault: &'v Vault,
    space: &'s Space,
    writer: Writer,
    meta: Meta,
    index: Index<'s>,
    slots: Vec<Slot>,
    bytes: usize,
}

impl Vault {
    /// Runs `edit` inside one transaction on a space whose index is current, then makes the result durable.
    pub(crate) fn write_in<T>(
        &self,
        id: SpaceId,
        edit: impl FnOnce(&mut Draft<'_, '_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.device_keys()?;
        let (mut writer, meta) = self.begin()?;
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
            meta,
            index,
            slots: Vec::new(),
            bytes: 0,
        };
        let result = edit(&mut draft)?;
        draft.append()?;
        let Draft {
            mut writer,
            meta,
            mut index,
            ..
        } = draft;
        index.flush(&mut writer, &self.env)?;
        self.commit(writer, &meta)?;
        Ok(result)
    }
}

impl Draft<'_, '_> {
    /// Applies edits to a document, which is made if it does not exist. `false` if nothing changed.
    pub(crate) fn edit(&mut self, id: DocId, kind: Kind, edits: &[Edit]) -> Result<bool, Error> {
        let log = self.log();
        let (mut item, mut document) = match self.index.item(&self.writer, id)? {
            Some(item) => {
                // A document that this transaction has already changed must be in its record before it is loaded.
                if self.slots.iter().any(|slot| slot.id == id) {
                    self.append()?;
                }
                let document = self.index.document(&self.writer, &item, log)?;
                (item, document)
            }
            None => {
                let actor = Actor::derive(&log.encode(), id);
                (Item::new(id, kind), Document::new(kind, actor))
            }
        };
        let changes = document
            .edit_in_parts(edits, self.vault.env.unix())
            .map_err(|error| Error::Invalid(error.to_string()))?;
        if changes.is_empty() {
            return Ok(false);
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
            id,
            kind: item.kind,
            changes,
            row: item.row.to_json(),
        };
        if self.bytes + slot.size() > PACK_BYTES || self.slots.len() >= PACK_DOCS {
            self.append()?;
        }
        let place =
            u16::try_from(self.slots.len()).expect("a record packs at most 1 024 documents");
        let number = self.next_number()?;
        item.refs
            .push((self.index.dir.log_index(log), number, place));
        self.bytes += slot.size();
        self.slots.push(slot);
        self.index.put(item);
        Ok(true)
    }

    /// The row of a document as it now is.
    pub(crate) fn row(&self, id: DocId) -> Result<Option<Row>, Error> {
        Ok(self.index.item(&self.writer, id)?.map(|item| item.row))
    }

    /// A fresh document id.
    pub(crate) fn fresh_id(&self) -> DocId {
        DocId::from_bytes(self.vault.env.random())
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
        self.bytes = 0;
        let sealed = self.space.keys()?.seal(&payload.encode());
        self.vault.author(
            &mut self.writer,
            &self.meta,
            self.space.tag,
            Class::Data,
            sealed,
        )?;
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

fn after_key(space: &Space, log: LogId) -> String {
    format!("after/{}/{:016x}", space.tag, log.incarnation)
}
