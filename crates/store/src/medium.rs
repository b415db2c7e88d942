//! Where a simulation puts a disk of its own under the store, to lose power, fill up or fail at a chosen write.

use std::fmt;
use std::io;
use std::sync::Arc;

/// Storage that behaves like one file. Used by one store at a time; [`crate::Store`] on a path does not go through it.
pub trait Medium: Send + Sync + 'static {
    /// The length in bytes.
    fn size(&self) -> io::Result<u64>;
    /// Fills `out` from `offset` on; the range exists.
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()>;
    /// Cuts, or grows with zero bytes.
    fn set_size(&self, size: u64) -> io::Result<()>;
    /// Returns once everything written before is durable.
    fn sync(&self) -> io::Result<()>;
    /// Writes at `offset`; the range exists.
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()>;
}

/// A medium as redb wants it: without locks, hence for one process only.
#[derive(Clone)]
pub(crate) struct Adapter(pub(crate) Arc<dyn Medium>);

impl fmt::Debug for Adapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Medium")
    }
}

impl redb::StorageBackend for Adapter {
    fn len(&self) -> io::Result<u64> {
        self.0.size()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_size(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }
}
