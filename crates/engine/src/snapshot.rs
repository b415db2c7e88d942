//! One moment of a space: one read transaction, and what lies sealed in it, opened once.
//!
//! The directory and the rows that are no entries stay open beside the [`Space`] for as long as the same sealed
//! directory lies in the store: every change of a page seals the directory anew, so equal bytes mean equal pages.
//! Pages stay open as long as a snapshot of that moment is held.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use journal::{DocId, Document, Kind, Row, SheetRow};
use replica::SpaceId;
use seal::Plaintext;
use store::{Access, Check, Store, Tables, View};

use crate::index::Index;
use crate::page::{Directory, Item, PageEntry, PageItem, PageMeta, PageRow, decode_page};
use crate::space::Space;
use crate::stamp::Stamp;
use crate::vault::Vault;
use crate::{Error, run};

/// Bytes of opened pages that are kept; what exceeds that is opened again when it is needed again.
const PAGES_BYTES_MAX: usize = 32 << 20;

/// How often sealed things were opened. For tests that count work.
#[derive(Debug, Default)]
pub(crate) struct Opens {
    pub(crate) directories: AtomicU64,
    pub(crate) pages: AtomicU64,
}

impl Opens {
    pub(crate) fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// A directory that was opened, and what was opened by it.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// As it lies in the store; `None` where there is none.
    sealed: Option<Vec<u8>>,
    pub(crate) dir: Directory,
    sheets: OnceLock<Vec<Sheet>>,
    /// Of a snapshot that is held.
    pages: Mutex<Weak<OpenPages>>,
}

impl Opened {
    pub(crate) fn new(sealed: Option<Vec<u8>>, dir: Directory) -> Self {
        Self {
            sealed,
            dir,
            ..Self::default()
        }
    }

    pub(crate) fn is_of(&self, sealed: Option<&Vec<u8>>) -> bool {
        self.sealed.as_ref() == sealed
    }

    /// The pages that are open now. The same for all who ask while one of them holds them.
    pub(crate) fn pages(&self) -> Arc<OpenPages> {
        let mut held = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        held.upgrade().unwrap_or_else(|| {
            let fresh = Arc::new(OpenPages::default());
            *held = Arc::downgrade(&fresh);
            fresh
        })
    }
}

/// Opened pages by their ids, as they are at one moment.
#[derive(Debug, Default)]
pub(crate) struct OpenPages(Mutex<BTreeMap<[u8; 16], Arc<Plaintext>>>);

impl OpenPages {
    /// The plain bytes of a page.
    pub(crate) fn get(
        &self,
        tables: &impl Tables,
        space: &Space,
        page: &[u8; 16],
    ) -> Result<Arc<Plaintext>, Error> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = open.get(page) {
            return Ok(Arc::clone(known));
        }
        let plain = Arc::new(run::read_page(tables, space, page)?);
        let kept: usize = open.values().map(|page| page.as_bytes().len()).sum();
        if kept + plain.as_bytes().len() <= PAGES_BYTES_MAX {
            open.insert(*page, Arc::clone(&plain));
        }
        Ok(plain)
    }
}

/// A document that is no entry and not in the bin.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) id: DocId,
    pub(crate) kind: Kind,
    pub(crate) row: SheetRow,
    /// Its version.
    pub(crate) stamp: Stamp,
}

/// See the module.
pub(crate) struct Snapshot {
    view: View,
    space: Arc<Space>,
    opened: Arc<Opened>,
    pages: Arc<OpenPages>,
    /// The present in unix seconds.
    now: i64,
}

impl Vault {
    /// The space as it is now, with every record reflected that can be read. What is not reflected yet is brought into
    /// the index first.
    pub(crate) fn snapshot(&self, id: SpaceId) -> Result<Snapshot, Error> {
        let found = Snapshot::take(self, id)?;
        if Index::is_current(&found.view, &found.space, &found.opened.dir)? {
            return Ok(found);
        }
        drop(found);
        if self.writable {
            self.catch_up(id)?;
        } else {
            let (path, waiting) = (self.folder.database(), self.env.waiting());
            let writable = Store::open_with(&path, Access::Write, Check::Quick, waiting)?;
            self.catch_up_in(&writable, id)?;
        }
        Snapshot::take(self, id)
    }

    /// [`Vault::snapshot`] of the home space.
    pub(crate) fn home_snapshot(&self) -> Result<Snapshot, Error> {
        self.snapshot(self.own_space()?)
    }

    /// How many sealed directories and pages were opened since this vault was. For tests that count work.
    #[doc(hidden)]
    pub fn opened_directories_and_pages(&self) -> (u64, u64) {
        let opens = self.cache.opens();
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (count(&opens.directories), count(&opens.pages))
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
        })
    }

    /// The space with its members and keys.
    pub(crate) fn space(&self) -> &Space {
        &self.space
    }

    /// The tables of the store at this moment.
    pub(crate) fn tables(&self) -> &View {
        &self.view
    }

    pub(crate) fn dir(&self) -> &Directory {
        &self.opened.dir
    }

    /// The plain bytes of a page.
    pub(crate) fn page(&self, page: &PageMeta) -> Result<Arc<Plaintext>, Error> {
        self.pages.get(&self.view, &self.space, &page.id)
    }

    /// How many entries are not in the bin.
    pub(crate) fn entry_count(&self) -> usize {
        let pages = self.dir().entries.iter();
        pages.map(|page| page.live as usize).sum()
    }

    /// Hands every entry to `each`, oldest first, those in the bin too.
    pub(crate) fn each_entry(
        &self,
        mut each: impl FnMut(&PageItem<'_>, &PageEntry<'_>),
    ) -> Result<(), Error> {
        self.each_item(&self.dir().entries, |item| {
            if let PageRow::Entry(entry) = &item.row {
                each(item, entry);
            }
        })
    }

    /// Hands every document to `each`: entries, then all else.
    pub(crate) fn each_document(&self, each: impl FnMut(&PageItem<'_>)) -> Result<(), Error> {
        let dir = self.dir();
        self.each_item(dir.entries.iter().chain(&dir.sheets), each)
    }

    fn each_item<'p>(
        &self,
        pages: impl IntoIterator<Item = &'p PageMeta>,
        mut each: impl FnMut(&PageItem<'_>),
    ) -> Result<(), Error> {
        for page in pages {
            let plain = self.page(page)?;
            for item in decode_page(plain.as_bytes()).map_err(|_| run::damaged_page())? {
                each(&item);
            }
        }
        Ok(())
    }

    /// Every document that is no entry and not in the bin, by id.
    pub(crate) fn sheets(&self) -> Result<&[Sheet], Error> {
        if let Some(sheets) = self.opened.sheets.get() {
            return Ok(sheets);
        }
        let mut sheets = Vec::new();
        self.each_item(&self.dir().sheets, |item| {
            let item = item.to_item();
            if let Row::Sheet(row) = item.row
                && row.deleted.is_none()
            {
                sheets.push(Sheet {
                    id: item.id,
                    kind: item.kind,
                    row,
                    stamp: Stamp::of(&item.heads),
                });
            }
        })?;
        Ok(self.opened.sheets.get_or_init(|| sheets))
    }

    /// Those of one kind.
    pub(crate) fn sheets_of(&self, kind: Kind) -> Result<impl Iterator<Item = &Sheet>, Error> {
        let sheets = self.sheets()?.iter();
        Ok(sheets.filter(move |sheet| sheet.kind == kind))
    }

    /// What is known of a document; `None` if there is none.
    pub(crate) fn item(&self, id: DocId) -> Result<Option<Item>, Error> {
        let doc = id.as_bytes();
        let Some(page) = self.view.doc_page(self.space.tag, *doc)? else {
            return Ok(None);
        };
        let plain = self.pages.get(&self.view, &self.space, &page)?;
        let items = decode_page(plain.as_bytes()).map_err(|_| run::damaged_page())?;
        let found = items.iter().find(|item| item.id == *doc);
        Ok(found.map(PageItem::to_item))
    }

    /// Loads a document with its whole past; `None` if there is none.
    pub(crate) fn document(&self, id: DocId) -> Result<Option<Document>, Error> {
        let Some(item) = self.item(id)? else {
            return Ok(None);
        };
        let mut index = Index::load(&self.view, &self.space)?;
        // Nothing is written with it, so any log will do as its author.
        let Some(log) = item.refs.first().and_then(|(log, ..)| index.dir.log(*log)) else {
            return Ok(None);
        };
        let document = index.document(&self.view, &item, log)?;
        Ok(Some(document.read_at(self.now)))
    }
}
