//! What was opened of a space: its directory, and pages that stay open as long as somebody holds them.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use seal::Plaintext;

use crate::Error;
use crate::index::page::{Directory, PageItem, damaged_page, decode_page};

/// Bytes of opened pages that are kept; what exceeds that is opened again when it is needed again.
const PAGES_BYTES_MAX: usize = 32 << 20;

/// How often sealed things were opened. For tests that count work.
#[derive(Debug, Default)]
pub(crate) struct Opens {
    pub(crate) directories: AtomicU64,
    pub(crate) pages: AtomicU64,
    pub(crate) documents: AtomicU64,
    /// Records that were read in order to be applied.
    pub(crate) read: AtomicU64,
    pub(crate) records: AtomicU64,
    /// How often a part of a record was held against its document.
    pub(crate) parts: AtomicU64,
    /// Bytes that were held at most before they were written to pages.
    pub(crate) held: AtomicU64,
    /// How often who belongs to a space was worked out.
    pub(crate) memberships: AtomicU64,
}

impl Opens {
    pub(crate) fn count(counter: &AtomicU64) {
        Self::add(counter, 1);
    }

    pub(crate) fn add(counter: &AtomicU64, more: u64) {
        counter.fetch_add(more, Ordering::Relaxed);
    }
}

/// A directory that was opened, and what was opened by it.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// As it lies in the store; `None` where there is none.
    sealed: Option<Vec<u8>>,
    pub(crate) dir: Directory,
    /// What the application made of it.
    pub(crate) kept: OnceLock<Arc<dyn Any + Send + Sync>>,
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
    /// A page that is open.
    pub(crate) fn find(&self, page: &[u8; 16]) -> Option<Arc<Plaintext>> {
        self.lock().get(page).map(Arc::clone)
    }

    /// Lets a page stay open, if there is room.
    pub(crate) fn keep(&self, page: [u8; 16], plain: &Arc<Plaintext>) {
        let mut open = self.lock();
        let kept: usize = open.values().map(|page| page.as_bytes().len()).sum();
        if kept + plain.as_bytes().len() <= PAGES_BYTES_MAX {
            open.insert(page, Arc::clone(plain));
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<[u8; 16], Arc<Plaintext>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An opened page.
#[derive(Debug)]
pub struct Page(Arc<Plaintext>);

impl Page {
    pub(crate) const fn new(plain: Arc<Plaintext>) -> Self {
        Self(plain)
    }

    /// Its documents, in their order.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn items(&self) -> Result<Vec<PageItem<'_>>, Error> {
        decode_page(self.0.as_bytes()).map_err(|_| damaged_page())
    }
}

impl AsRef<[u8]> for Page {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
