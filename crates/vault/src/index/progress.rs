//! How far the index has come, where it stopped before its end: what goes on at the next look, and what does not have to
//! be looked at. It lies in the directory.

use std::collections::BTreeSet;

use journal::document::DocId;
use replica::{DeviceId, LogId};
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// Whether there is more to be done with what is held.
    pub(crate) unfinished: bool,
    /// Whether all documents are being made anew, so that nothing in them is news.
    pub(super) anew: bool,
    /// Logs whose next record builds on one that is not applied.
    pub(super) stuck: Vec<Stuck>,
    /// Needs that are met while what waits for them may not have been tried yet.
    pub(super) met: BTreeSet<[u8; 16]>,
    /// The last record that was tried with new keys: log and number.
    pub(super) tried: Option<(Vec<u8>, u64)>,
    /// Documents that were here and that a removal may hide.
    pub(super) at_stake: Vec<AtStake>,
}

/// A log that cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stuck {
    log: Vec<u8>,
    cause: Vec<u8>,
    number: u64,
    vouches: bool,
}

/// What a log waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cause {
    pub(super) log: LogId,
    /// The record of that log.
    pub(super) number: u64,
    /// Whether the record that waits would vouch for another one that is not held yet.
    pub(super) vouches: bool,
}

impl Stuck {
    pub(super) fn new(log: LogId, cause: Cause) -> Self {
        Self {
            log: log.encode().to_vec(),
            cause: cause.log.encode().to_vec(),
            number: cause.number,
            vouches: cause.vouches,
        }
    }

    /// The log and what it waits for.
    pub(super) fn read(&self) -> Option<(LogId, Cause)> {
        let cause = Cause {
            log: LogId::decode(&self.cause).ok()?,
            number: self.number,
            vouches: self.vouches,
        };
        Some((LogId::decode(&self.log).ok()?, cause))
    }
}

/// A document that may go.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct AtStake {
    doc: [u8; 16],
    device: [u8; 32],
    pub(super) words: String,
}

impl AtStake {
    pub(super) fn new(doc: DocId, device: DeviceId, words: String) -> Self {
        Self {
            doc: *doc.as_bytes(),
            device: *device.as_bytes(),
            words,
        }
    }

    pub(super) fn doc(&self) -> DocId {
        DocId::from_bytes(self.doc)
    }

    pub(super) fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.device)
    }
}
