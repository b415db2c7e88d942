//! The file, or simulated disk, under redb, with a count of the flushes that came back: when a commit fails, it tells
//! whether what was to be saved is on the disk.
//!
//! A commit in two phases flushes everything that is new first, then names it in the header and flushes again. Before
//! the first flush nothing of it can come back, after the second nothing of it can be lost. It writes the header before
//! each of the two. Other flushes, such as that of a file which has to grow, follow no header and are not counted.

use std::fmt::Debug;
use std::io;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use redb::{BackendError, StorageBackend};

use crate::error::Saved;

/// Where a database's header lies in its file.
const HEADER: u64 = 0;

/// Counts the flushes of one store. There is one write transaction at a time, so they are those of its commit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flushes(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// Flushes of a header that came back.
    headers: AtomicU32,
    /// The header was written since the last flush.
    written: AtomicBool,
}

impl Flushes {
    /// A commit begins.
    pub(crate) fn restart(&self) {
        self.0.headers.store(0, Ordering::SeqCst);
        self.0.written.store(false, Ordering::SeqCst);
    }

    /// What a commit that failed has left on the disk.
    pub(crate) fn judge(&self) -> Saved {
        match self.0.headers.load(Ordering::SeqCst) {
            0 => Saved::No,
            1 => Saved::Unknown,
            _ => Saved::Yes,
        }
    }

    fn wrote(&self, offset: u64) {
        if offset == HEADER {
            self.0.written.store(true, Ordering::SeqCst);
        }
    }

    fn flushed(&self) {
        if self.0.written.swap(false, Ordering::SeqCst) {
            self.0.headers.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// A backend whose flushes are counted.
#[derive(Debug)]
pub(crate) struct Counted<B> {
    inner: B,
    flushes: Flushes,
}

impl<B> Counted<B> {
    pub(crate) fn new(inner: B, flushes: &Flushes) -> Self {
        Self {
            inner,
            flushes: flushes.clone(),
        }
    }
}

impl<B: StorageBackend + Debug> StorageBackend for Counted<B> {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.inner.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        probe::planted!("flush_left_out", self.inner.sync_data()?, ());
        self.flushes.flushed();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.flushes.wrote(offset);
        self.inner.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
