//! The tables and their keys: the layout of the database. Keys and values are plain bytes of our own encoding, so that no
//! version of redb can change what they mean. All numbers are big-endian, so that keys sort as what they name.

use std::ops::Bound;

use redb::TableDefinition;
use replica::{DeviceId, Head, LogId, RecordId, SpaceTag};

use crate::error::StoreError;

pub(crate) type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// The store's own facts: `format` → version u32; `quarantine/next` → next sequence number u64; `quarantine/bytes` → bytes
/// held u64; `quarantine/total/` ‖ reason u8 → how many ever came u64; `quarantine/of/` ‖ link id 32, or zeros ‖ sequence
/// number u64 → bytes of that row u64.
pub(crate) const OWN: Definition = TableDefinition::new("own");

/// The vault's facts: name → bytes.
pub(crate) const META: Definition = TableDefinition::new("meta");

/// space tag 16 ‖ log 41 ‖ number u64 → the record's bytes, whole and contiguous, starting with its magic: a tool that knows
/// nothing of redb can carve them out of the file.
pub(crate) const RECORDS: Definition = TableDefinition::new("records");

/// space tag 16 ‖ log 41 → number u64 ‖ record id 32 of the log's last record.
pub(crate) const HEADS: Definition = TableDefinition::new("heads");

/// space tag 16 ‖ what the vault chose → sealed bytes that can be made again from the records.
pub(crate) const CACHES: Definition = TableDefinition::new("caches");

/// space tag 16 ‖ what the vault chose for a document 16 → what it noted of it: where the document's row lies.
pub(crate) const DOCS: Definition = TableDefinition::new("docs");

/// space tag 16 ‖ device 32 → the Have that the device last acknowledged.
pub(crate) const ACKS: Definition = TableDefinition::new("acks");

/// space tag 16 ‖ log 41 ‖ number u64 ‖ document's index in the record u16 → reason u8 ‖ unix seconds i64: what was
/// appended but not, or not yet, applied.
pub(crate) const DEFERRED: Definition = TableDefinition::new("asides");

/// space tag 16 ‖ what the vault chose for what is waited for 16 ‖ log 41 ‖ number u64 ‖ document's index in the record u16
/// → as in `asides`: what is not applied until something else is. A store made by an earlier program has no such table.
pub(crate) const WAITING: Definition = TableDefinition::new("waits");

/// sequence number u64 → reason u8 ‖ 1 and link id 32, or 0 and 32 zero bytes ‖ unix seconds i64 ‖ what came.
pub(crate) const QUARANTINE: Definition = TableDefinition::new("quarantine");

/// All of them: made together when the store is created.
pub(crate) const ALL: [Definition; 10] = [
    OWN, META, RECORDS, HEADS, CACHES, DOCS, ACKS, DEFERRED, WAITING, QUARANTINE,
];

/// Those whose keys start with the space they belong to.
pub(crate) const OF_A_SPACE: [Definition; 7] =
    [RECORDS, HEADS, CACHES, DOCS, ACKS, DEFERRED, WAITING];

pub(crate) const FORMAT_KEY: &[u8] = b"format";
pub(crate) const QUARANTINE_NEXT_KEY: &[u8] = b"quarantine/next";
pub(crate) const QUARANTINE_BYTES_KEY: &[u8] = b"quarantine/bytes";
pub(crate) const QUARANTINE_TOTAL_PREFIX: &[u8] = b"quarantine/total/";

pub(crate) const QUARANTINE_SENDER_PREFIX: &[u8] = b"quarantine/of/";

/// The layout this program reads and writes.
pub(crate) const FORMAT: u32 = 1;

pub(crate) fn log_key(space: SpaceTag, log: LogId) -> Vec<u8> {
    [&space.as_bytes()[..], &log.encode()].concat()
}

pub(crate) fn record_key(space: SpaceTag, log: LogId, number: u64) -> Vec<u8> {
    [&space.as_bytes()[..], &log.encode(), &number.to_be_bytes()].concat()
}

pub(crate) fn doc_key(space: SpaceTag, key: [u8; 16]) -> Vec<u8> {
    [&space.as_bytes()[..], &key].concat()
}

pub(crate) fn ack_key(space: SpaceTag, device: DeviceId) -> Vec<u8> {
    [&space.as_bytes()[..], device.as_bytes()].concat()
}

pub(crate) fn deferred_key(space: SpaceTag, log: LogId, number: u64, index: u16) -> Vec<u8> {
    [&record_key(space, log, number)[..], &index.to_be_bytes()].concat()
}

pub(crate) fn needs_key(space: SpaceTag, need: [u8; 16]) -> Vec<u8> {
    [&space.as_bytes()[..], &need].concat()
}

pub(crate) fn waiting_key(
    space: SpaceTag,
    need: [u8; 16],
    (log, number, index): (LogId, u64, u16),
) -> Vec<u8> {
    let place = [
        &log.encode()[..],
        &number.to_be_bytes(),
        &index.to_be_bytes(),
    ]
    .concat();
    [needs_key(space, need), place].concat()
}

pub(crate) fn total_key(reason: u8) -> Vec<u8> {
    [QUARANTINE_TOTAL_PREFIX, &[reason]].concat()
}

pub(crate) fn senders_key(sender: &[u8]) -> Vec<u8> {
    [QUARANTINE_SENDER_PREFIX, sender].concat()
}

pub(crate) fn sender_key(sender: &[u8], seq: u64) -> Vec<u8> {
    [QUARANTINE_SENDER_PREFIX, sender, &seq.to_be_bytes()].concat()
}

/// Every key that starts with `prefix`.
pub(crate) fn starting_with(prefix: &[u8]) -> (Bound<&[u8]>, Bound<Vec<u8>>) {
    let mut end = prefix.to_vec();
    while end.pop_if(|last| *last == u8::MAX).is_some() {}
    let end = match end.last_mut() {
        Some(last) => {
            *last += 1;
            Bound::Excluded(end)
        }
        None => Bound::Unbounded,
    };
    (Bound::Included(prefix), end)
}

/// Reads stored bytes front to back; anything unexpected is damage.
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        let (field, rest) = self.0.split_first_chunk().ok_or(StoreError::Damaged)?;
        self.0 = rest;
        Ok(*field)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, StoreError> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    pub(crate) fn i64(&mut self) -> Result<i64, StoreError> {
        Ok(i64::from_be_bytes(self.array()?))
    }

    pub(crate) fn log(&mut self) -> Result<LogId, StoreError> {
        LogId::decode(&self.array::<{ LogId::LEN }>()?).map_err(|_| StoreError::Damaged)
    }

    pub(crate) fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    pub(crate) fn end(self) -> Result<(), StoreError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(StoreError::Damaged)
        }
    }
}

pub(crate) fn encode_head(head: Head) -> Vec<u8> {
    [&head.number.to_be_bytes()[..], head.id.as_bytes()].concat()
}

pub(crate) fn decode_head(bytes: &[u8]) -> Result<Head, StoreError> {
    let mut fields = Fields(bytes);
    let head = Head {
        number: fields.u64()?,
        id: RecordId::from_bytes(fields.array()?),
    };
    fields.end()?;
    Ok(head)
}
