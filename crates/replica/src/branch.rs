//! Branches: the second histories of a log whose device wrote on after it was set back, or twice.
//!
//! Where two records follow the same one, the one with the smaller id stays in the log. The
//! other, and all that follows it, is filed as a log of its own whose name follows from it alone.
//! So every replica that holds both files them alike, whichever came first.

use std::collections::{BTreeMap, BTreeSet};

use crate::codec::{CodecError, Reader, put_count};
use crate::hash::{label, labelled_hash};
use crate::have::LogOrder;
use crate::ids::RecordId;
use crate::limits;
use crate::log::LogId;

/// The branches of the logs of one space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branches(BTreeMap<LogId, Branch>);

/// Where a branch begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Branch {
    /// The log that its records name.
    of: LogId,
    first: u64,
}

impl Branches {
    /// The log under which a branch of `of` is filed that begins with the record `first`.
    #[must_use]
    pub fn name(of: LogId, first: RecordId) -> LogId {
        let hash = labelled_hash(label::BRANCH, &[first.as_bytes()]);
        let incarnation = hash.first_chunk().expect("a hash has 32 bytes");
        LogId {
            incarnation: u64::from_be_bytes(*incarnation),
            ..of
        }
    }

    /// Notes a branch of `of` whose first record has the number `first`.
    pub fn insert(&mut self, branch: LogId, of: LogId, first: u64) {
        self.0.insert(branch, Branch { of, first });
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a log is a branch.
    #[must_use]
    pub fn contains(&self, log: LogId) -> bool {
        self.0.contains_key(&log)
    }

    /// The log that the records of a log name: of a branch the one it left, else itself.
    #[must_use]
    pub fn named_by(&self, log: LogId) -> LogId {
        self.0.get(&log).map_or(log, |branch| branch.of)
    }

    /// The number of the first record that is filed under a log.
    #[must_use]
    pub fn first(&self, log: LogId) -> u64 {
        self.0.get(&log).map_or(1, |branch| branch.first)
    }

    /// The branches of a log.
    pub fn of(&self, log: LogId) -> impl Iterator<Item = LogId> + '_ {
        let branches = self.0.iter().filter(move |(_, branch)| branch.of == log);
        branches.map(|(branch, _)| *branch)
    }

    /// Whether a log is one of several histories.
    #[must_use]
    pub fn has_several(&self, log: LogId) -> bool {
        self.of(self.named_by(log)).next().is_some()
    }

    /// A log and its branches: wherever records that name it can be.
    pub fn histories(&self, log: LogId) -> impl Iterator<Item = LogId> + '_ {
        std::iter::once(log).chain(self.of(log))
    }

    /// The logs that have branches, each once.
    pub fn split(&self) -> impl Iterator<Item = LogId> + '_ {
        let split: BTreeSet<_> = self.0.values().map(|branch| branch.of).collect();
        split.into_iter()
    }

    /// A count, then for each branch in order its id, that of its log, and its first number.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_count(&mut out, self.0.len());
        for (log, branch) in &self.0 {
            out.extend_from_slice(&log.encode());
            out.extend_from_slice(&branch.of.encode());
            out.extend_from_slice(&branch.first.to_be_bytes());
        }
        out
    }

    /// Reads what [`Branches::encode`] wrote.
    ///
    /// # Errors
    /// Anything that is not exactly such an encoding.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        let mut order = LogOrder::default();
        let mut branches = Self::default();
        for _ in 0..reader.count(limits::LOGS_PER_SPACE_MAX)? {
            let log = LogId::read(&mut reader)?;
            order.next(log)?;
            let of = LogId::read(&mut reader)?;
            let first = reader.u64()?;
            if first == 0 || (of.class, of.device) != (log.class, log.device) || of == log {
                return Err(CodecError::Invalid);
            }
            branches.insert(log, of, first);
        }
        reader.end()?;
        Ok(branches)
    }
}
