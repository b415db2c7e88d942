//! What the index knows of single documents: their items, and the documents behind them.

use journal::document::{Actor, DocId, Document};
use replica::{Class, DeviceId, LogId, Record};
use store::Tables;

use super::Index;
use super::fitting::Fitting;
use super::page::{Item, PageItem, decode_page};
use super::past::{Past, Portion};
use super::size;
use crate::Error;
use crate::error::Part;
use crate::opened::Opens;
use crate::write::payload::Slot;

/// Whose documents nobody edits: who would be their author does not matter.
pub(crate) const NOBODY: LogId = LogId {
    device: DeviceId::from_bytes([0; 32]),
    class: Class::Data,
    incarnation: 0,
};

pub(super) fn actor(author: LogId, id: DocId) -> Actor {
    Actor::derive(&author.encode(), id)
}

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
        self.load_document(tables, item, author)
    }

    /// The document behind an item, to be read and not edited.
    pub(crate) fn loaded(
        &mut self,
        tables: &impl Tables,
        item: &mut Item,
    ) -> Result<Document, Error> {
        self.load_document(tables, item, NOBODY)
    }

    /// What came of a document; `None` where changes that nobody tried, as their author's row was taken, do not even follow
    /// each other.
    pub(super) fn past(
        &mut self,
        tables: &impl Tables,
        item: &Item,
    ) -> Result<Option<Past>, Error> {
        if let Some(known) = self.pasts.take(item) {
            return Ok(Some(known));
        }
        let judged = self.judged(item);
        let base = self.base(tables, item, actor(NOBODY, item.id))?;
        let portions = self.portions(tables, item, base.refs)?;
        Ok(Past::of(&base, portions, judged).ok())
    }

    /// How many of the changes that an item refers to its document was seen to take in: all or none.
    fn judged(&self, item: &Item) -> usize {
        let is_judged = !item.provisional && !self.claimed.contains(&item.id);
        if is_judged { item.refs.len() } else { 0 }
    }

    /// The changes of a document that its item refers to, without those in so many refs at the beginning.
    fn portions(
        &mut self,
        tables: &impl Tables,
        item: &Item,
        without: usize,
    ) -> Result<Vec<Portion>, Error> {
        let refs = item.refs.get(without..).unwrap_or_default();
        let mut portions = Vec::with_capacity(refs.len());
        for at @ (log, number, place) in refs.iter().copied() {
            let log = self
                .dir
                .log(log)
                .ok_or_else(|| Error::damaged_part(Part::Index, "the directory"))?;
            let changes = self.slot(tables, log, number, place)?.changes;
            portions.push(Portion { at, log, changes });
        }
        Ok(portions)
    }

    /// Loads a document. Changes that were never tried may not fit it, or make it too large: they are set aside, with what
    /// follows them, and the item is what it would be without them.
    fn load_document(
        &mut self,
        tables: &impl Tables,
        item: &mut Item,
        author: LogId,
    ) -> Result<Document, Error> {
        Opens::count(&self.space.opens.documents);
        let base = self.base(tables, item, actor(author, item.id))?;
        let known = self.pasts.take(item);
        // What was saved may have become another one since, or none.
        let known = known.filter(|past| past.saved <= base.refs);
        let (portions, judged) = match known {
            Some(mut past) => (past.portions.split_off(base.refs - past.saved), past.judged),
            None => (self.portions(tables, item, base.refs)?, self.judged(item)),
        };
        let judged = if size::is_small(item, 0) {
            portions.len()
        } else {
            judged.saturating_sub(base.refs)
        };
        let changes: usize = portions.iter().map(|portion| portion.changes.len()).sum();
        let saved = (base.refs, base.grown);
        let fitting = Fitting::of(base.document, portions, judged);
        let puts = base.puts + fitting.puts();
        if !fitting.set_aside.is_empty() {
            fitting.describe(item, saved);
            self.set_aside.extend(fitting.set_aside);
        }
        self.save(item, &fitting.document, changes, puts);
        let is_saved = self.saves.contains_key(&item.id);
        let refs = if is_saved { item.refs.len() } else { saved.0 };
        self.tips.note_saved(item.id, refs);
        Ok(match self.now {
            Some(now) => fitting.document.read_at(now),
            None => fitting.document,
        })
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
