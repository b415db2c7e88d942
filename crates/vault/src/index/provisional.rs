//! Rows that came with a record: what their authors say, until they are computed here from the document. Where several
//! devices wrote a document, or where its kind does not allow a provisional row, that is done before anything is shown;
//! elsewhere before anything is built upon the row, and of the rest while there is time.

use std::sync::atomic::Ordering;

use journal::document::DocId;
use replica::SpaceId;
use store::{Tables, Writer};

use super::Index;
use super::page::{Item, PageItem, damaged_page, decode_page};
use super::run;
use crate::snapshot::Snapshot;
use crate::vault::{Meta, Vault};
use crate::{Env, Error, kind};

/// Bytes that documents grew by, and documents, whose rows are computed in one transaction: others wait for it.
const SLICE_BYTES: u64 = 2 << 20;
const SLICE_DOCUMENTS: usize = 256;

impl Index<'_> {
    /// Computes the rows that are not those of all that came, or may not stay what their authors say. Rows are large where
    /// their documents are small: whenever enough of them are held they are written.
    pub(super) fn compute_claimed(&mut self, writer: &mut Writer, env: &Env) -> Result<(), Error> {
        while let Some(id) = self.claimed.first().copied() {
            if let Some(item) = self.item(writer, id)? {
                self.compute(writer, item)?;
            }
            self.claimed.remove(&id);
            self.note_held();
            if self.is_full() {
                self.write_pages(writer, env)?;
            }
        }
        Ok(())
    }

    /// Remembers how much is held at most before it is written.
    pub(super) fn note_held(&self) {
        let held = self.pending.bytes() as u64;
        self.space.opens.held.fetch_max(held, Ordering::Relaxed);
    }

    /// Computes the row of a document from its changes. What does not fit of them is set aside, and a document of which
    /// nothing fits goes. Answers whether it reads otherwise than its row said.
    pub(super) fn compute(&mut self, tables: &impl Tables, mut item: Item) -> Result<bool, Error> {
        let id = item.id;
        let document = self.loaded(tables, &mut item)?;
        self.claimed.remove(&id);
        if item.refs.is_empty() {
            self.pending.remove(id);
            return Ok(true);
        }
        let row = kind::row(self.kinds, &document);
        item.clock_span = document.clock_span();
        let otherwise = row != item.row;
        let heads = document.heads().into_iter();
        item.heads = heads.map(|hash| *hash.as_bytes()).collect();
        item.row = row;
        item.provisional = false;
        self.pending.insert(item);
        Ok(otherwise)
    }

    /// Documents in the pages whose rows are what their authors say, as many as are computed at once.
    fn slice(&self, tables: &impl Tables) -> Result<Vec<DocId>, Error> {
        let mut slice = Vec::new();
        let mut bytes = 0;
        let pages = self.dir.all_pages().filter(|page| page.provisional > 0);
        // The newest first, as they are looked at most.
        for page in pages.collect::<Vec<_>>().into_iter().rev() {
            let plain = run::read_page(tables, self.space, &page.id)?;
            let items = decode_page(plain.as_bytes()).map_err(|_| damaged_page())?;
            for item in items.iter().rev().filter(|item| item.provisional) {
                if slice.len() >= SLICE_DOCUMENTS || bytes > SLICE_BYTES {
                    return Ok(slice);
                }
                bytes += item.grown;
                slice.push(item.id());
            }
        }
        Ok(slice)
    }

    /// Computes the row of a document if that was not done. Answers whether it read otherwise.
    fn compute_if_provisional(&mut self, tables: &impl Tables, doc: DocId) -> Result<bool, Error> {
        let item = self.item(tables, doc)?.filter(|item| item.provisional);
        item.map_or(Ok(false), |item| self.compute(tables, item))
    }
}

impl Snapshot {
    /// What is known of a document, with a row that was computed from its changes; `None` if there is none, or if nothing
    /// of it can be applied.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn computed(&self, id: DocId) -> Result<Option<Item>, Error> {
        let item = self.item(id)?;
        item.map_or(Ok(None), |item| self.compute(item))
    }

    fn compute(&self, mut item: Item) -> Result<Option<Item>, Error> {
        if !item.provisional {
            return Ok(Some(item));
        }
        let mut index = Index::load(self.tables(), self.space(), self.application().kinds())?;
        let document = index.loaded(self.tables(), &mut item)?;
        item.row = kind::row(self.application().kinds(), &document.read_at(self.now()));
        item.provisional = false;
        Ok(Some(item).filter(|item| !item.refs.is_empty()))
    }

    /// As [`Snapshot::each`], with rows that were computed from the changes of their documents, as far as `wanted` says so.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn each_computed(
        &self,
        kind: u8,
        wanted: impl Fn(&PageItem<'_>) -> bool,
        mut each: impl FnMut(&PageItem<'_>),
    ) -> Result<(), Error> {
        for page in self.pages(kind) {
            for item in self.page(page)?.items()? {
                if !item.provisional || !wanted(&item) {
                    each(&item);
                } else if let Some(item) = self.compute(item.to_item())? {
                    each(&item.in_page());
                }
            }
        }
        Ok(())
    }

    /// Documents whose rows are what their authors say, and were not computed here.
    pub fn provisional(&self) -> u64 {
        self.dir().provisional()
    }
}

impl Vault {
    /// Computes the row of a document from its changes, if that was not done here, so that it is shown as it is from then
    /// on. Answers whether it read otherwise.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Damaged`]; what the disk says.
    pub fn compute_row(&self, id: SpaceId, doc: DocId) -> Result<bool, Error> {
        let known = self.snapshot(id)?.item(doc)?;
        if known.is_none_or(|item| !item.provisional) {
            return Ok(false);
        }
        let mut otherwise = false;
        self.compute_in(id, |index, tables| {
            otherwise = index.compute_if_provisional(tables, doc)?;
            Ok(())
        })?;
        Ok(otherwise)
    }

    /// Documents of a space whose rows are what their authors say, and were not computed here.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Damaged`].
    pub fn provisional_rows(&self, tables: &impl Tables, id: SpaceId) -> Result<u64, Error> {
        let space = self.space(tables, id)?;
        Ok(run::read_directory(tables, &space)?.dir.provisional())
    }

    /// Computes rows that are what their authors say: a bounded part of them, for a moment when nobody waits. Answers
    /// whether there are more. Nothing is done while locked.
    ///
    /// # Errors
    /// [`Error::Damaged`]; what the disk says.
    pub fn compute_some_rows(&self) -> Result<bool, Error> {
        let view = self.store.read()?;
        for id in Meta::read(&view)?.spaces() {
            let space = self.space(&view, id)?;
            if space.keys.is_none() || run::read_directory(&view, &space)?.dir.provisional() == 0 {
                continue;
            }
            drop(view);
            // What came meanwhile is brought in first, step by step.
            drop(self.snapshot(id)?);
            self.compute_in(id, |index, tables| {
                for doc in index.slice(tables)? {
                    index.compute_if_provisional(tables, doc)?;
                }
                Ok(())
            })?;
            return Ok(true);
        }
        Ok(false)
    }

    fn compute_in(
        &self,
        id: SpaceId,
        compute: impl FnOnce(&mut Index<'_>, &store::Writer) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.on_writable_store(|store| {
            let mut writer = store.write()?;
            let space = self.space(&writer, id)?;
            let mut index = Index::load(&writer, &space, self.application.kinds())?;
            index.catch_up(&mut writer, &self.env)?;
            compute(&mut index, &writer)?;
            index.flush(&mut writer, &self.env)?;
            Ok(writer.commit()?)
        })
    }
}
