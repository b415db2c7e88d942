//! Why records are not taken in, and how many logs are too many.

use std::collections::BTreeMap;

use replica::{Class, DeviceId, LogId, SpaceTag, limits};
use store::{Tables, Writer};

use crate::Error;

/// Why a record was refused at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Refusal {
    /// Not laid out as a record, or of another space.
    Malformed = 101,
    /// The signature or a hash does not hold.
    Forged = 102,
    /// It does not follow the last record held of its log.
    Gap = 103,
    /// Another record with this number is already held.
    Fork = 104,
    /// Its author may not write here.
    NotAWriter = 105,
    /// The space, or the author, has as many logs as it may have.
    TooMany = 106,
    /// It was sent by somebody who may only read; nothing of it was looked at.
    NotASender = 107,
}

impl Refusal {
    /// The reason in plain words.
    pub(crate) fn words(code: u8) -> &'static str {
        match code {
            101 => "was not laid out as a record",
            102 => "was forged or damaged",
            103 => "did not follow the record before it",
            104 => "contradicts a record already held (a copied device, or tampering)",
            105 => "was written by somebody who may not write here",
            107 => "was sent by somebody who may only read",
            106 => "would have been one log too many",
            _ => "was refused",
        }
    }
}

/// How many logs a space holds, and how many control records. Counted once a batch, which may go over from log to log at
/// each record.
#[derive(Debug, Default)]
pub(super) struct Held {
    logs: usize,
    control: u64,
    /// Logs and records of each class and device.
    of: BTreeMap<(Class, DeviceId), (usize, u64)>,
}

impl Held {
    fn count(writer: &Writer, tag: SpaceTag) -> Result<Self, Error> {
        let mut held = Self::default();
        for (log, head) in writer.heads(tag)? {
            held.add(log, true, head.number);
        }
        Ok(held)
    }

    /// Records were appended to a log, which may have begun with them.
    pub(super) fn add(&mut self, log: LogId, begins: bool, records: u64) {
        let (logs, of) = self.of.entry((log.class, log.device)).or_default();
        *logs += usize::from(begins);
        *of = of.saturating_add(records);
        self.logs += usize::from(begins);
        if log.class == Class::Control {
            self.control = self.control.saturating_add(records);
        }
    }
}

/// Whether the space, or the log's device, has as many logs as it may have and this would be one more, or so many more
/// control records of a log would be too many, in a log that goes on too.
pub(super) fn is_too_much(
    writer: &Writer,
    known: &mut Option<Held>,
    tag: SpaceTag,
    log: LogId,
    (begins, more): (bool, usize),
) -> Result<bool, Error> {
    let is_control = log.class == Class::Control;
    if !begins && !is_control {
        return Ok(false);
    }
    let held = match known {
        Some(held) => held,
        none => none.insert(Held::count(writer, tag)?),
    };
    let (logs, records) = held
        .of
        .get(&(log.class, log.device))
        .copied()
        .unwrap_or_default();
    if begins && (held.logs >= limits::LOGS_PER_SPACE_MAX || logs >= limits::LOGS_PER_DEVICE_MAX) {
        return Ok(true);
    }
    let (own, all) = [records, held.control]
        .map(|held| held.saturating_add(more as u64))
        .into();
    Ok(is_control
        && (own > limits::CONTROL_RECORDS_PER_DEVICE_MAX as u64
            || all > limits::CONTROL_RECORDS_PER_SPACE_MAX as u64))
}
