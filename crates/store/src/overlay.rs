//! A file that is only read, with what is written on top of it kept in memory: a database on a read-only disk can be
//! repaired and checked without a single write to it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::medium::Medium;

/// Bytes of a block that is kept as a whole once something in it was written.
const BLOCK: u64 = 4096;

/// The file and what is written on top of it.
pub(crate) struct Overlay {
    file: File,
    written: Mutex<Written>,
}

struct Written {
    size: u64,
    /// How much of the file shows through: it never grows again after it was cut.
    below: u64,
    blocks: BTreeMap<u64, Vec<u8>>,
}

impl Overlay {
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        let written = Written {
            size,
            below: size,
            blocks: BTreeMap::new(),
        };
        Ok(Self {
            file,
            written: Mutex::new(written),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The block as the file has it, with zero bytes where it has nothing.
    fn below(&self, written: &Written, block: u64) -> io::Result<Vec<u8>> {
        let start = block * BLOCK;
        let mut bytes = vec![0; BLOCK as usize];
        let there = written.below.saturating_sub(start).min(BLOCK) as usize;
        platform::files::read_exact_at(&self.file, &mut bytes[..there], start)?;
        Ok(bytes)
    }

    /// Hands every part of a range to `each`: its block, where in the block it is, and where in the range.
    fn parts(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, usize, usize)> {
        let end = offset + length as u64;
        (offset / BLOCK..end.div_ceil(BLOCK)).map(move |block| {
            let from = (block * BLOCK).max(offset);
            let to = ((block + 1) * BLOCK).min(end);
            (
                block,
                (from - block * BLOCK) as usize,
                (from - offset) as usize,
                (to - from) as usize,
            )
        })
    }
}

impl Medium for Overlay {
    fn size(&self) -> io::Result<u64> {
        Ok(self.lock().size)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let written = self.lock();
        if offset + out.len() as u64 > written.size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        for (block, within, at, length) in Self::parts(offset, out.len()) {
            let out = &mut out[at..at + length];
            match written.blocks.get(&block) {
                Some(bytes) => out.copy_from_slice(&bytes[within..within + length]),
                None => {
                    let bytes = self.below(&written, block)?;
                    out.copy_from_slice(&bytes[within..within + length]);
                }
            }
        }
        Ok(())
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        let mut written = self.lock();
        written.below = written.below.min(size);
        written.size = size;
        let mut cut = written.blocks.split_off(&(size / BLOCK));
        if let Some(mut last) = cut.remove(&(size / BLOCK))
            && !size.is_multiple_of(BLOCK)
        {
            last[(size % BLOCK) as usize..].fill(0);
            written.blocks.insert(size / BLOCK, last);
        }
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut written = self.lock();
        for (block, within, at, length) in Self::parts(offset, data.len()) {
            if !written.blocks.contains_key(&block) {
                let bytes = self.below(&written, block)?;
                written.blocks.insert(block, bytes);
            }
            if let Some(bytes) = written.blocks.get_mut(&block) {
                bytes[within..within + length].copy_from_slice(&data[at..at + length]);
            }
        }
        Ok(())
    }
}
