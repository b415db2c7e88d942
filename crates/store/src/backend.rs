//! The file, or simulated disk, under redb, with a count of the flushes that came back: when a commit fails, it tells
//! whether what was to be saved is on the disk.
//!
//! A commit in two phases flushes everything that is new first, then names it in the header and flushes again. Before
//! the first flush nothing of it can come back, after the second nothing of it can be lost.

use std::fmt::Debug;
use std::io;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use redb::{BackendError, StorageBackend};

use crate::error::Saved;

/// Counts the flushes of one store. There is one write transaction at a time, so they are those of its commit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flushes(Arc<AtomicU32>);

impl Flushes {
    /// A commit begins.
    pub(crate) fn restart(&self) {
        self.0.store(0, Ordering::SeqCst);
    }

    /// What a commit that failed has left on the disk.
    pub(crate) fn judge(&self) -> Saved {
        match self.0.load(Ordering::SeqCst) {
            0 => Saved::No,
            1 => Saved::Unknown,
            _ => Saved::Yes,
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
        self.flushes.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
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
