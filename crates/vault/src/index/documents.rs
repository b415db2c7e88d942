//! What the index knows of single documents: their items, and the documents behind them.

use journal::document::{Actor, DocId, Document};
use replica::{Class, DeviceId, LogId, Record};
use store::Tables;

use super::Index;
use super::fitting::{Fitting, Portion};
use super::page::{Item, PageItem, decode_page};
use crate::error::Part;
use crate::opened::Opens;
use crate::write::payload::Slot;
use crate::{Error, kind};

/// Whose documents nobody edits: who would be their author does not matter.
const NOBODY: LogId = LogId {
    device: DeviceId::from_bytes([0; 32]),
    class: Class::Data,
    incarnation: 0,
};

impl Index<'_> {
    /// The document's item as it now is, if there is one.
    pub(crate) fn item(&self, tables: &impl Tables, id: DocId) -> Result<Option<Item>, Error> {
        if let Some(pending) = self.pending.get(id) {
            return Ok(pending.cloned());
        }
        let Some(page) = self.dir.page_of(tables, self.space.tag, id.as_bytes())? else {
            return Ok(None);
        };
        let plain = self.pages.get(tables, self.space, &page, true)?;
        let items = decode_page(plain.as_bytes())
            .map_err(|_| Error::damaged_part(Part::Index, "a page"))?;
        Ok(items
            .iter()
            .find(|item| item.id == *id.as_bytes())
            .map(PageItem::to_item))
    }

    /// Loads the Automerge document behind an item; `author` is the log that edits will be written to. The item is left with
    /// what the document could take of it, see [`Index::load_document`].
    pub(crate) fn document(
        &mut self,
        tables: &impl Tables,
        item: &mut Item,
        author: LogId,
    ) -> Result<Document, Error> {
        Ok(self.load_document(tables, item, author)?.0)
    }

    /// The document behind an item, to be read or added to but not edited, and the bytes of its changes.
    pub(crate) fn loaded(
        &mut self,
        tables: &impl Tables,
        item: &mut Item,
    ) -> Result<(Document, usize), Error> {
        match self.loaded.take(item) {
            Some(known) => Ok(known),
            None => self.load_document(tables, item, NOBODY),
        }
    }

    /// Loads a document. Changes that nobody has tried to apply, as their author's row was taken, may not fit it: they are
    /// set aside, with what follows them, and the item is what it would be without them.
    fn load_document(
        &mut self,
        tables: &impl Tables,
        item: &mut Item,
        author: LogId,
    ) -> Result<(Document, usize), Error> {
        Opens::count(&self.space.opens.documents);
        let mut parts = Vec::with_capacity(item.refs.len());
        for at @ (log, number, place) in item.refs.iter().copied() {
            let log = self
                .dir
                .log(log)
                .ok_or_else(|| Error::damaged_part(Part::Index, "the directory"))?;
            let changes = self.slot(tables, log, number, place)?.changes;
            parts.push(Portion { at, log, changes });
        }
        let actor = Actor::derive(&author.encode(), item.id);
        let kind = kind::Numbered::new(self.kinds, item.kind);
        let all: Vec<&[u8]> = parts.iter().flat_map(Portion::bytes).collect();
        let document = match Document::from_changes(kind, actor, &all) {
            Ok(document) => document,
            Err(_) => {
                let mut fitting = Fitting::new(Document::new(kind, actor));
                fitting.take(parts);
                fitting.describe(item);
                self.set_aside.extend(fitting.set_aside);
                fitting.document
            }
        };
        let bytes = usize::try_from(item.bytes).unwrap_or(usize::MAX);
        let document = match self.now {
            Some(now) => document.read_at(now),
            None => document,
        };
        Ok((document, bytes))
    }

    pub(super) fn slot(
        &mut self,
        tables: &impl Tables,
        log: LogId,
        number: u64,
        place: u16,
    ) -> Result<Slot, Error> {
        let is_open = matches!(&self.opened, Some((l, n, _)) if *l == log && *n == number);
        if !is_open {
            let bytes = tables
                .record(self.space.tag, log, number)?
                .ok_or_else(|| Error::damaged(format!("record {number} of a log")))?;
            let record = Record::decode(&bytes)
                .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
            let payload = self
                .space
                .payload(&record)
                .map_err(|_| Error::damaged(format!("record {number} of a log")))?;
            self.opened = Some((log, number, payload));
        }
        self.opened
            .as_ref()
            .and_then(|(_, _, payload)| payload.docs.get(usize::from(place)))
            .cloned()
            .ok_or_else(|| Error::damaged(format!("record {number} of a log")))
    }
}
