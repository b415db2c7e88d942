//! The bytes of one simulated file: as written, and as they would be after a loss of power.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::dice::Dice;

const BLOCK: usize = 4096;
const SECTOR: usize = 512;

type Block = Arc<[u8; BLOCK]>;

/// Bytes in blocks that copies share.
#[derive(Debug, Clone, Default)]
pub struct Content {
    current: Vec<Block>,
    size: u64,
    durable: Vec<Block>,
    durable_size: u64,
    /// Blocks written since the last flush.
    dirty: BTreeSet<usize>,
}

thread_local! {
    static ZERO: Block = Arc::new([0; BLOCK]);
}

fn zero() -> Block {
    ZERO.with(Arc::clone)
}

impl Content {
    /// Its length.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Cuts, or grows with zero bytes.
    pub fn set_size(&mut self, size: u64) {
        let blocks = usize::try_from(size.div_ceil(BLOCK as u64)).expect("small");
        for gone in blocks..self.current.len() {
            self.dirty.insert(gone);
        }
        self.current.resize_with(blocks, zero);
        let inside = usize::try_from(size % BLOCK as u64).expect("small");
        if size < self.size && inside > 0 {
            let last = Arc::make_mut(&mut self.current[blocks - 1]);
            last[inside..].fill(0);
            self.dirty.insert(blocks - 1);
        }
        self.size = size;
    }

    /// Fills `out`; `false` if there are not so many bytes.
    pub fn read(&self, offset: u64, out: &mut [u8]) -> bool {
        if offset + out.len() as u64 > self.size {
            return false;
        }
        let mut at = usize::try_from(offset).expect("small");
        let mut done = 0;
        while done < out.len() {
            let inside = at % BLOCK;
            let part = (BLOCK - inside).min(out.len() - done);
            out[done..done + part]
                .copy_from_slice(&self.current[at / BLOCK][inside..inside + part]);
            done += part;
            at += part;
        }
        true
    }

    /// Writes where there is something already.
    pub fn write(&mut self, offset: u64, bytes: &[u8]) {
        let mut at = usize::try_from(offset).expect("small");
        let mut done = 0;
        while done < bytes.len() {
            let inside = at % BLOCK;
            let part = (BLOCK - inside).min(bytes.len() - done);
            let block = Arc::make_mut(&mut self.current[at / BLOCK]);
            block[inside..inside + part].copy_from_slice(&bytes[done..done + part]);
            self.dirty.insert(at / BLOCK);
            done += part;
            at += part;
        }
    }

    /// Everything written is on the platter.
    pub fn flush(&mut self) {
        self.durable.resize_with(self.current.len(), zero);
        for block in std::mem::take(&mut self.dirty) {
            if let Some(current) = self.current.get(block) {
                self.durable[block] = Arc::clone(current);
            }
        }
        self.durable_size = self.size;
    }

    /// Of what was not flushed, some sectors are there and some are not; the length is the old or the new one.
    pub fn lose_power(&mut self, dice: &mut Dice) {
        let (written, written_size) = (std::mem::take(&mut self.current), self.size);
        self.current = self.durable.clone();
        self.size = self.durable_size;
        let keeps = dice.below(4);
        if dice.once_in(2) {
            self.set_size(written_size);
        }
        for block in std::mem::take(&mut self.dirty) {
            let (Some(new), Some(old)) = (written.get(block), self.current.get_mut(block)) else {
                continue;
            };
            for sector in 0..BLOCK / SECTOR {
                let kept = match keeps {
                    0 => false,
                    1 => true,
                    _ => dice.once_in(2),
                };
                if kept {
                    let range = sector * SECTOR..(sector + 1) * SECTOR;
                    Arc::make_mut(old)[range.clone()].copy_from_slice(&new[range]);
                }
            }
        }
        let blocks = self.current.len();
        self.dirty.extend(0..blocks);
    }

    /// All of it.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut bytes = vec![0; usize::try_from(self.size).expect("small")];
        self.read(0, &mut bytes);
        bytes
    }
}
