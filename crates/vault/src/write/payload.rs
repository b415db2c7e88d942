//! What is inside a data record once it is opened: where it belongs, what its author knew, and changes of documents.
//! The layout is described byte by byte in `docs/FORMAT.md`.

use std::collections::BTreeSet;

use journal::document::DocId;
use journal::gate::OPS_PER_BYTE_MAX;
use replica::{Class, DeviceId, Have, LogId, SpaceId};

const MAGIC: &[u8; 4] = b"SBP1";
/// Documents in one record.
pub(crate) const DOCS_MAX: usize = 4_096;
/// Changes of one document in one record.
pub(crate) const CHANGES_MAX: usize = 1_024;
/// Bytes of a payload before compression; an import packs at most 1 MiB, one long entry may be larger.
pub(crate) const PAYLOAD_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Bytes of a payload before compression that any record may hold, and those that it may hold more for each byte of its
/// sealed body. Prose needs four; a text that repeats itself may need hundreds.
const PAYLOAD_BYTES_FREE: usize = 256 * 1024;
const PAYLOAD_BYTES_PER_BYTE: usize = 64;
/// Operations that this program writes into one record, so that the bytes which they take fit into it.
pub(crate) const WORK_MAX: u64 = 1 << 20;

/// Most bytes of payload in a sealed body of so many bytes.
pub(crate) fn bytes_max(sealed: usize) -> usize {
    PAYLOAD_BYTES_MAX.min(PAYLOAD_BYTES_FREE + PAYLOAD_BYTES_PER_BYTE * sealed)
}

/// Most operations in a sealed body of so many bytes.
pub(crate) const fn work_max(sealed: usize) -> u64 {
    OPS_PER_BYTE_MAX * sealed as u64
}

/// An opened record body.
#[derive(Debug)]
pub(crate) struct Payload {
    pub(crate) space: SpaceId,
    pub(crate) log: LogId,
    pub(crate) number: u64,
    /// The part of the author's Have that changed since their previous record.
    pub(crate) after: Have,
    pub(crate) docs: Vec<Slot>,
}

/// The changes of one document in a record.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) id: DocId,
    pub(crate) kind: u8,
    /// Raw Automerge change chunks, oldest first.
    pub(crate) changes: Vec<Vec<u8>>,
    /// The document's value after them as the author saw it, JSON; empty if left out.
    pub(crate) row: Vec<u8>,
}

/// The bytes are not a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl Payload {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256 + self.docs.iter().map(Slot::size).sum::<usize>());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(self.space.as_bytes());
        put_log(&mut out, self.log);
        out.extend_from_slice(&self.number.to_be_bytes());
        let after: Vec<_> = self.after.iter().collect();
        out.extend_from_slice(&(after.len() as u16).to_be_bytes());
        for (log, number) in after {
            put_log(&mut out, log);
            out.extend_from_slice(&number.to_be_bytes());
        }
        out.extend_from_slice(&(self.docs.len() as u16).to_be_bytes());
        for slot in &self.docs {
            out.extend_from_slice(slot.id.as_bytes());
            out.push(slot.kind);
            out.extend_from_slice(&(slot.changes.len() as u16).to_be_bytes());
            for change in &slot.changes {
                put_bytes(&mut out, change);
            }
            put_bytes(&mut out, &slot.row);
        }
        out
    }

    /// What its changes cost to expand; those that cannot be read cost nothing.
    pub(crate) fn work(&self) -> u64 {
        self.docs.iter().map(Slot::work).sum()
    }

    /// How long the sealed body has to be for all that is in this payload, which takes so many bytes.
    pub(crate) fn sealed_bytes_min(&self, bytes: usize) -> usize {
        let for_work =
            usize::try_from(self.work().div_ceil(OPS_PER_BYTE_MAX)).unwrap_or(usize::MAX);
        let for_bytes = bytes
            .saturating_sub(PAYLOAD_BYTES_FREE)
            .div_ceil(PAYLOAD_BYTES_PER_BYTE);
        for_work.max(for_bytes)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut input = Input(bytes);
        if input.take(4)? != MAGIC {
            return Err(Malformed);
        }
        let space = SpaceId::from_bytes(input.array()?);
        let log = input.log()?;
        let number = u64::from_be_bytes(input.array()?);
        let mut after = Have::default();
        let mut last = None;
        for _ in 0..input.count(replica::limits::LOGS_PER_SPACE_MAX)? {
            let log = input.log()?;
            let number = u64::from_be_bytes(input.array()?);
            // One spelling: each log once, in order, and none of which nothing is held.
            if number == 0 || last.is_some_and(|last| last >= log) {
                return Err(Malformed);
            }
            last = Some(log);
            after.set(log, number);
        }
        let mut docs = Vec::new();
        let mut ids = BTreeSet::new();
        for _ in 0..input.count(DOCS_MAX)? {
            let id = DocId::from_bytes(input.array()?);
            let kind = input.array::<1>()?[0];
            let mut changes = Vec::new();
            for _ in 0..input.count(CHANGES_MAX)? {
                changes.push(input.bytes()?.to_vec());
            }
            // No program writes a document twice into a record, or without a change: each would be work for nothing.
            let idle = changes.is_empty() || !ids.insert(id);
            if probe::planted!("repeated_parts_taken", idle, false) {
                return Err(Malformed);
            }
            let row = input.bytes()?.to_vec();
            docs.push(Slot {
                id,
                kind,
                changes,
                row,
            });
        }
        if input.0.is_empty() {
            Ok(Self {
                space,
                log,
                number,
                after,
                docs,
            })
        } else {
            Err(Malformed)
        }
    }
}

impl Slot {
    pub(crate) fn work(&self) -> u64 {
        self.changes.iter().map(|change| work(change)).sum()
    }

    /// The same as several, each of which costs no more than one record may.
    pub(crate) fn in_records(self) -> Vec<Self> {
        let mut slots: Vec<Self> = Vec::new();
        let mut spent = u64::MAX;
        for change in self.changes {
            spent = spent.saturating_add(work(&change));
            match slots.last_mut() {
                Some(last) if spent <= WORK_MAX => last.changes.push(change),
                _ => {
                    spent = work(&change);
                    slots.push(Self {
                        id: self.id,
                        kind: self.kind,
                        changes: vec![change],
                        row: Vec::new(),
                    });
                }
            }
        }
        if let Some(last) = slots.last_mut() {
            last.row = self.row;
        }
        slots
    }

    pub(crate) fn size(&self) -> usize {
        32 + self.row.len()
            + self
                .changes
                .iter()
                .map(|change| change.len() + 4)
                .sum::<usize>()
    }
}

fn work(change: &[u8]) -> u64 {
    journal::gate::work(change).unwrap_or(0)
}

fn put_log(out: &mut Vec<u8>, log: LogId) {
    out.push(match log.class {
        Class::Control => 1,
        Class::Data => 2,
    });
    out.extend_from_slice(log.device.as_bytes());
    out.extend_from_slice(&log.incarnation.to_be_bytes());
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    out.extend_from_slice(bytes);
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], Malformed> {
        let (head, rest) = self.0.split_at_checked(len).ok_or(Malformed)?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (head, rest) = self.0.split_first_chunk().ok_or(Malformed)?;
        self.0 = rest;
        Ok(*head)
    }

    fn count(&mut self, max: usize) -> Result<usize, Malformed> {
        let count = usize::from(u16::from_be_bytes(self.array()?));
        if count > max {
            Err(Malformed)
        } else {
            Ok(count)
        }
    }

    fn bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let len = u32::from_be_bytes(self.array()?) as usize;
        self.take(len)
    }

    fn log(&mut self) -> Result<LogId, Malformed> {
        let class = match self.array()? {
            [1] => Class::Control,
            [2] => Class::Data,
            _ => return Err(Malformed),
        };
        let device = DeviceId::from_bytes(self.array()?);
        Ok(LogId {
            device,
            class,
            incarnation: u64::from_be_bytes(self.array()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_named_once_and_in_order() {
        let log = |device| LogId {
            class: Class::Data,
            device: DeviceId::from_bytes([device; 32]),
            incarnation: 1,
        };
        let payload = Payload {
            space: SpaceId::from_bytes([1; 32]),
            log: log(1),
            number: 1,
            after: [(log(2), 5), (log(3), 6)].into_iter().collect(),
            docs: Vec::new(),
        };
        let bytes = payload.encode();
        assert!(Payload::decode(&bytes).is_ok());
        // Magic, space, own log, number and count stand in front of them.
        let (front, logs) = bytes.split_at(4 + 32 + 41 + 8 + 2);
        let (first, rest) = logs.split_at(41 + 8);
        let (second, rest) = rest.split_at(41 + 8);
        let none = [&first[..41], &[0; 8]].concat();
        for [one, other] in [[second, first], [first, first], [&none, second]] {
            let bytes = [front, one, other, rest].concat();
            assert_eq!(Payload::decode(&bytes).err(), Some(Malformed));
        }
    }
}
