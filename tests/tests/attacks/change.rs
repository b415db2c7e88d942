//! Automerge changes made by hand, byte by byte, with right checksums and wrong contents.

use sha2::{Digest, Sha256};

/// A change as its fields.
#[derive(Clone)]
pub(crate) struct Change {
    pub(crate) chunk_type: u8,
    pub(crate) deps: Vec<[u8; 32]>,
    pub(crate) actor: Vec<u8>,
    pub(crate) seq: u64,
    pub(crate) start_op: u64,
    pub(crate) columns: Vec<(u64, Vec<u8>)>,
    pub(crate) extra: Vec<u8>,
}

impl Change {
    /// `ops` operations that all set the key "a" to null, in 100 bytes whatever their number.
    pub(crate) fn puts(actor: &[u8], ops: u64) -> Self {
        let run = |value: u64| {
            [
                signed(i64::try_from(ops).expect("small enough")),
                unsigned(value),
            ]
            .concat()
        };
        Self {
            chunk_type: 1,
            deps: Vec::new(),
            actor: actor.to_vec(),
            seq: 1,
            start_op: 1,
            columns: vec![
                (0x15, [run(1), b"a".to_vec()].concat()),
                (0x34, unsigned(ops)),
                (0x42, run(1)),
                (0x56, run(0)),
                (0x70, run(0)),
            ],
            extra: Vec::new(),
        }
    }

    /// `ops` operations that all say that the document was put in the bin, beside each other.
    pub(crate) fn deletes(actor: &[u8], ops: u64) -> Self {
        let mut change = Self::puts(actor, ops);
        let run = |value: u64| [signed(ops as i64), unsigned(value)].concat();
        change.columns[0].1 = [run(7), b"deleted".to_vec()].concat();
        // Each value is a number of one byte.
        change.columns[3].1 = run(0x14);
        change.columns.insert(4, (0x57, vec![1; ops as usize]));
        change
    }

    /// `ops` operations that say nothing about the bin at its key, and one that is an edit.
    pub(crate) fn edits_at_last(actor: &[u8], ops: u64) -> Self {
        let mut change = Self::puts(actor, ops + 1);
        let key = |times: i64, key: &str| {
            let length = unsigned(key.len() as u64);
            [signed(times), length, key.as_bytes().to_vec()].concat()
        };
        // A single value is written as one that is not repeated.
        change.columns[0].1 = [key(ops as i64, "deleted"), key(-1, "x")].concat();
        change
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut data = unsigned(self.deps.len() as u64);
        data.extend(self.deps.iter().flatten());
        data.extend(unsigned(self.actor.len() as u64));
        data.extend(&self.actor);
        data.extend([unsigned(self.seq), unsigned(self.start_op)].concat());
        // Time, message and other actors.
        data.extend([0, 0, 0]);
        data.extend(unsigned(self.columns.len() as u64));
        for (specification, bytes) in &self.columns {
            data.extend([unsigned(*specification), unsigned(bytes.len() as u64)].concat());
        }
        data.extend(self.columns.iter().flat_map(|(_, bytes)| bytes));
        data.extend(&self.extra);
        chunk(self.chunk_type, &data)
    }
}

/// A chunk with its right checksum.
pub(crate) fn chunk(chunk_type: u8, data: &[u8]) -> Vec<u8> {
    let hashed = [&[chunk_type], unsigned(data.len() as u64).as_slice(), data].concat();
    let hash = Sha256::digest(&hashed);
    [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &hashed].concat()
}

fn unsigned(mut number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
    out
}

fn signed(number: i64) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = number;
    while !(-0x40..0x40).contains(&rest) {
        out.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    out.push((rest & 0x7f) as u8);
    out
}
