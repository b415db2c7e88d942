//! One moment of a space: one read transaction, and what lies sealed in it, opened once.
//!
//! The directory, and what an application made of the documents, stay open beside the [`Space`] for as long as the same
//! sealed directory lies in the store: every change of a page seals the directory anew, so equal bytes mean equal pages.
//! Pages that are read again stay open as long as a snapshot of that moment is held. All of it goes with the keys.

use std::any::Any;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use journal::document::{DocId, Document};
use replica::{DeviceId, Have, SpaceId};
use store::{Access, Check, Store, Tables, View};

use crate::Error;
use crate::index::documents::NOBODY;
use crate::index::page::{Directory, Item, PageItem, PageMeta};
use crate::index::{CaughtUp, Index};
use crate::index::{ids, run};
use crate::opened::{OpenPages, Opened, Page};
use crate::space::Space;
use crate::vault::Application;
use crate::vault::Vault;

/// See the module.
pub struct Snapshot {
    view: View,
    space: Arc<Space>,
    opened: Arc<Opened>,
    pages: Arc<OpenPages>,
    /// The present in unix seconds.
    pub(crate) now: i64,
    application: Arc<dyn Application>,
}

impl Vault {
    /// The space as it is now, with every record reflected that can be read. What is not reflected yet is brought into
    /// the index first.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Damaged`]; what the disk says.
    pub fn snapshot(&self, id: SpaceId) -> Result<Snapshot, Error> {
        let found = Snapshot::take(self, id)?;
        let is_current = Index::is_current(&found.view, &found.space, &found.opened.dir)?;
        if is_current && found.opened.dir.is_of_clock(found.now) {
            return Ok(found);
        }
        drop(found);
        let caught_up = self.on_writable_store(|store| self.catch_up_in(store, id));
        // Where nothing can be written, rows that another clock would show are shown as they are.
        if !is_current {
            caught_up?;
        }
        Snapshot::take(self, id)
    }

    /// [`Vault::snapshot`] of the home space.
    ///
    /// # Errors
    /// As there; [`Error::Refused`] where there is no home space.
    pub fn home_snapshot(&self) -> Result<Snapshot, Error> {
        self.snapshot(self.own_space()?)
    }

    /// How far the logs of a space were held when its documents were last brought up to date, and how far they are
    /// reflected there.
    ///
    /// # Errors
    /// [`Error::Locked`]; [`Error::Damaged`].
    pub fn examined_and_indexed(
        &self,
        tables: &impl Tables,
        id: SpaceId,
    ) -> Result<(Have, Have), Error> {
        let space = self.space(tables, id)?;
        let opened = run::read_directory(tables, &space)?;
        Ok((opened.dir.examined(), opened.dir.indexed()))
    }

    /// Brings the index of a space up to date with its records.
    pub(crate) fn catch_up(&self, id: SpaceId) -> Result<CaughtUp, Error> {
        self.catch_up_in(&self.store, id)
    }

    /// As [`Vault::catch_up`], and nothing where the keys are not at hand.
    pub(crate) fn catch_up_if_readable(&self, id: SpaceId) -> Result<(), Error> {
        if self.space(&self.store.read()?, id)?.keys.is_some() {
            self.catch_up(id)?;
        }
        Ok(())
    }

    /// The records that the documents of a space reflect once they are brought up to date; `None` where it cannot be read.
    pub(crate) fn indexed_if_readable(&self, id: SpaceId) -> Result<Option<Have>, Error> {
        if self.space(&self.store.read()?, id)?.keys.is_none() {
            return Ok(None);
        }
        Ok(Some(self.snapshot(id)?.indexed()))
    }

    /// As [`Vault::catch_up`], where much is to be done: what is about to be written would do it in one commit otherwise.
    pub(crate) fn catch_up_if_far_behind(&self, id: SpaceId) -> Result<(), Error> {
        let view = self.store.read()?;
        let space = self.space(&view, id)?;
        if space.keys.is_some() {
            let opened = run::read_directory(&view, &space)?;
            if Index::is_far_behind(&view, &space, &opened.dir)? {
                drop(view);
                self.catch_up(id)?;
            }
        }
        Ok(())
    }

    pub(crate) fn catch_up_in(&self, store: &Store, id: SpaceId) -> Result<CaughtUp, Error> {
        let mut done = CaughtUp::default();
        loop {
            let mut writer = store.write()?;
            let space = self.space(&writer, id)?;
            let mut index = Index::load(&writer, &space, self.application.kinds())?;
            let step = index.catch_up_step(&mut writer, &self.env)?;
            index.flush(&mut writer, &self.env)?;
            writer.commit()?;
            done.add(step);
            if !done.unfinished {
                return Ok(done);
            }
        }
    }

    /// Does something that writes, also where the vault is open for reading only: such a command keeps what it learnt.
    pub(crate) fn on_writable_store<T>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.writable {
            return work(&self.store);
        }
        let (path, waiting) = (self.folder.database(), self.env.waiting());
        work(&crate::disk::open_store(
            self.folder.disk(),
            &path,
            Access::Write,
            Check::Quick,
            waiting,
        )?)
    }

    /// How many sealed directories and pages were opened since this vault was. For tests that count work.
    #[doc(hidden)]
    pub fn opened_directories_and_pages(&self) -> (u64, u64) {
        let opens = self.cache.opens();
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (count(&opens.directories), count(&opens.pages))
    }
}

impl Vault {
    /// Whether it can be read now: it is unlocked, and on a newcomer the first exchange has brought it.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn reads_home(&self) -> Result<bool, Error> {
        Ok(self.has_home()? && self.home(&self.store.read()?)?.keys.is_some())
    }

    /// How often who belongs to a space was worked out since this vault was opened. For tests that count work.
    #[doc(hidden)]
    pub fn memberships_evaluated(&self) -> u64 {
        self.cache.opens().memberships.load(Ordering::Relaxed)
    }

    /// How many records were read to be applied, how many were opened, and how often one of their parts was held against its
    /// document, since this vault was opened. For tests that count work.
    #[doc(hidden)]
    pub fn indexing_work(&self) -> [u64; 3] {
        let opens = self.cache.opens();
        [&opens.read, &opens.records, &opens.parts].map(|count| count.load(Ordering::Relaxed))
    }

    /// How many bytes of documents were held at most before they were written to pages, since this vault was opened. For tests
    /// that count work.
    #[doc(hidden)]
    pub fn held_at_most(&self) -> u64 {
        self.cache.opens().held.load(Ordering::Relaxed)
    }

    /// How many documents were loaded with their changes since this vault was opened. For tests that count work.
    #[doc(hidden)]
    pub fn loaded_documents(&self) -> u64 {
        self.cache.opens().documents.load(Ordering::Relaxed)
    }
}

impl Snapshot {
    fn take(vault: &Vault, id: SpaceId) -> Result<Self, Error> {
        let view = vault.store.read()?;
        let space = vault.space(&view, id)?;
        let opened = run::read_directory(&view, &space)?;
        Ok(Self {
            pages: opened.pages(),
            view,
            space,
            opened,
            now: vault.env.unix(),
            application: Arc::clone(&vault.application),
        })
    }

    /// The space with its members and keys.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// The tables of the store at this moment.
    pub fn tables(&self) -> &View {
        &self.view
    }

    pub(crate) fn dir(&self) -> &Directory {
        &self.opened.dir
    }

    /// The moment of its reading, in unix seconds.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    pub(crate) fn application(&self) -> &dyn Application {
        &*self.application
    }

    /// Opens a page, or finds it open.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn page(&self, page: &PageMeta) -> Result<Page, Error> {
        let plain = self.pages.get(&self.view, &self.space, &page.id, false)?;
        Ok(Page::new(plain))
    }

    /// The sealed bytes of a page, to be opened by [`Space::open_page`] wherever there is time.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn sealed_page(&self, page: &PageMeta) -> Result<Vec<u8>, Error> {
        run::sealed_page(&self.view, &self.space, &page.id)
    }

    /// How the sealed bytes of a page end: otherwise whenever it was sealed anew.
    pub(crate) fn end_of(&self, page: &PageMeta) -> Result<[u8; 16], Error> {
        run::end_of_page(&self.view, &self.space, &page.id)
    }

    /// What the application made of the documents of this moment. `make` is called once for as long as the vault stays
    /// unlocked and nothing is written; only one type of value is kept.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn kept<T: Send + Sync + 'static>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, Error>,
    ) -> Result<Arc<T>, Error> {
        let known = self.opened.kept.get().cloned();
        if let Some(known) = known.and_then(|known| known.downcast().ok()) {
            return Ok(known);
        }
        let made = Arc::new(make(self)?);
        // Where somebody else was faster, both made the same.
        let _ = self
            .opened
            .kept
            .set(Arc::clone(&made) as Arc<dyn Any + Send + Sync>);
        Ok(made)
    }

    /// How many documents of a kind are not deleted.
    pub fn count(&self, kind: u8) -> usize {
        let pages = self.pages(kind).iter();
        pages.map(|page| page.live as usize).sum()
    }

    /// The pages with the documents of a kind, in their order.
    pub fn pages(&self, kind: u8) -> &[PageMeta] {
        self.opened.dir.pages(kind)
    }

    /// Hands every document of a kind to `each`, in their order, deleted ones too.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn each(&self, kind: u8, each: impl FnMut(&PageItem<'_>)) -> Result<(), Error> {
        self.each_in_pages(kind, false, each)
    }

    /// The same, and the pages stay open for as long as this snapshot is held: for what is read again at once.
    ///
    /// # Errors
    /// As [`Snapshot::each`].
    pub fn each_kept(&self, kind: u8, each: impl FnMut(&PageItem<'_>)) -> Result<(), Error> {
        self.each_in_pages(kind, true, each)
    }

    fn each_in_pages(
        &self,
        kind: u8,
        keep: bool,
        mut each: impl FnMut(&PageItem<'_>),
    ) -> Result<(), Error> {
        for page in self.pages(kind) {
            let plain = self.pages.get(&self.view, &self.space, &page.id, keep)?;
            Page::new(plain).items()?.iter().for_each(&mut each);
        }
        Ok(())
    }

    /// What is known of a document; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn item(&self, id: DocId) -> Result<Option<Item>, Error> {
        let doc = id.as_bytes();
        let Some(page) = self.dir().page_of(&self.view, self.space.tag, doc)? else {
            return Ok(None);
        };
        let page = Page::new(self.pages.get(&self.view, &self.space, &page, true)?);
        let items = page.items()?;
        let found = items.iter().find(|item| item.id == *doc);
        Ok(found.map(PageItem::to_item))
    }

    /// The first ids of the space from this one on, ascending, at most `most`; of deleted documents too.
    ///
    /// # Errors
    /// What the disk says.
    pub fn ids_from(&self, id: DocId, most: usize) -> Result<Vec<DocId>, Error> {
        let pages = &self.pages;
        let open = |page: &[u8; 16]| {
            pages
                .get(&self.view, &self.space, page, true)
                .map(Page::new)
        };
        let ids = ids::from(&self.dir().ids, id.as_bytes(), most, open)?;
        Ok(ids.into_iter().map(DocId::from_bytes).collect())
    }

    /// As [`SpaceWriter::beside`](crate::SpaceWriter::beside).
    ///
    /// # Errors
    /// What the disk says.
    pub fn beside(&self, id: DocId) -> Result<[Option<DocId>; 2], Error> {
        self.pages.beside(&self.view, &self.space, self.dir(), id)
    }

    /// The devices that wrote a document, as far as it was applied.
    pub fn makers(&self, item: &PageItem<'_>) -> BTreeSet<DeviceId> {
        let logs = item
            .refs
            .iter()
            .filter_map(|(log, ..)| self.dir().log(*log));
        logs.map(|log| log.device).collect()
    }

    /// All that was held of the space when its documents were last brought up to date.
    pub fn examined(&self) -> Have {
        self.opened.dir.examined()
    }

    /// The records that its documents reflect.
    pub fn indexed(&self) -> Have {
        self.opened.dir.indexed()
    }

    /// How far logs of removed devices are vouched for beyond their cuts.
    pub fn vouched(&self) -> Have {
        self.opened.dir.vouched()
    }

    /// A document that goes on from its tip, see [`Document::continued`], and how many changes it has; `None` where all of it
    /// has to be loaded.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn continued(&self, id: DocId) -> Result<Option<(Document, usize)>, Error> {
        let Some(item) = self.item(id)? else {
            return Ok(None);
        };
        let mut index = Index::load(&self.view, &self.space, self.application.kinds())?;
        let document = index.continued(&self.view, &item, NOBODY)?;
        let changes: u64 = item.seqs.iter().map(|(_, seq)| seq).sum();
        let changes = usize::try_from(changes).unwrap_or(usize::MAX);
        Ok(document.map(|document| (document.read_at(self.now), changes)))
    }

    /// Loads a document with its whole past; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn document(&self, id: DocId) -> Result<Option<Document>, Error> {
        let Some(mut item) = self.item(id)? else {
            return Ok(None);
        };
        let mut index = Index::load(&self.view, &self.space, self.application.kinds())?;
        let document = index.loaded(&self.view, &mut item)?;
        let is_there = !item.refs.is_empty();
        Ok(is_there.then(|| document.read_at(self.now)))
    }
}
