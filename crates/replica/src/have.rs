//! Have: the highest number held of every log, which is all that two replicas must compare.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::ops::RangeInclusive;

use crate::codec::{CodecError, Reader, put_count};
use crate::ids::DeviceId;
use crate::limits;
use crate::log::{Class, LogId};

/// The highest number held of every log of one space. A log that is not listed is not held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Have(BTreeMap<LogId, u64>);

impl Have {
    /// Holds nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The highest number held of a log; 0 when nothing of it is held.
    #[must_use]
    pub fn get(&self, log: LogId) -> u64 {
        self.0.get(&log).copied().unwrap_or(0)
    }

    /// Sets the number of a log, up or down; 0 forgets the log.
    pub fn set(&mut self, log: LogId, number: u64) {
        if number == 0 {
            self.0.remove(&log);
        } else {
            self.0.insert(log, number);
        }
    }

    /// Raises the number of a log; says whether that changed anything.
    pub fn raise(&mut self, log: LogId, number: u64) -> bool {
        let higher = number > self.get(log);
        if higher {
            self.0.insert(log, number);
        }
        higher
    }

    /// Raises every log to what `other` holds; says whether that changed anything.
    pub fn merge(&mut self, other: &Self) -> bool {
        other.iter().fold(false, |changed, (log, number)| {
            self.raise(log, number) | changed
        })
    }

    /// Whether this holds everything that `other` holds.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|(log, number)| number <= self.get(log))
    }

    /// The logs in order, with their highest numbers.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// What this holds and `other` lacks: per log the numbers to send, control logs first.
    pub fn missing_from<'a>(
        &'a self,
        other: &'a Self,
    ) -> impl Iterator<Item = (LogId, RangeInclusive<u64>)> + 'a {
        self.iter()
            .filter(|&(log, number)| number > other.get(log))
            .map(|(log, number)| (log, other.get(log) + 1..=number))
    }

    /// How many logs are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A count, then per log its id and number, in order.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(4 + self.len() * (LogId::LEN + 8));
        self.write(&mut out);
        out
    }

    /// Reads what [`Have::encode`] wrote.
    ///
    /// # Errors
    /// Anything that is not exactly such an encoding, or is above the limits on logs per space
    /// and per device.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        let have = Self::read(&mut reader)?;
        reader.end()?;
        Ok(have)
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_count(out, self.len());
        for (log, number) in self.iter() {
            out.extend_from_slice(&log.encode());
            out.extend_from_slice(&number.to_be_bytes());
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        let mut order = LogOrder::default();
        let mut have = Self::new();
        for _ in 0..reader.count(limits::LOGS_PER_SPACE_MAX)? {
            let log = LogId::read(reader)?;
            order.next(log)?;
            let number = reader.u64()?;
            if number == 0 {
                return Err(CodecError::Invalid);
            }
            have.set(log, number);
        }
        Ok(have)
    }
}

impl FromIterator<(LogId, u64)> for Have {
    fn from_iter<I: IntoIterator<Item = (LogId, u64)>>(logs: I) -> Self {
        let mut have = Self::new();
        for (log, number) in logs {
            have.raise(log, number);
        }
        have
    }
}

impl<'a> IntoIterator for &'a Have {
    type Item = (LogId, u64);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// The logs of a [`Have`] in order.
#[derive(Clone, Debug)]
pub struct Iter<'a>(btree_map::Iter<'a, LogId, u64>);

impl Iterator for Iter<'_> {
    type Item = (LogId, u64);

    fn next(&mut self) -> Option<(LogId, u64)> {
        self.0.next().map(|(log, number)| (*log, *number))
    }
}

/// Holds a list of logs to strictly ascending order and to the limit of logs per device.
#[derive(Default)]
pub(crate) struct LogOrder {
    last: Option<LogId>,
    writer: Option<(Class, DeviceId)>,
    of_writer: usize,
}

impl LogOrder {
    pub(crate) fn next(&mut self, log: LogId) -> Result<(), CodecError> {
        if self.last.is_some_and(|last| last >= log) {
            return Err(CodecError::NotSorted);
        }
        self.last = Some(log);
        let writer = Some((log.class, log.device));
        self.of_writer = if self.writer == writer {
            self.of_writer + 1
        } else {
            1
        };
        self.writer = writer;
        if self.of_writer > limits::LOGS_PER_DEVICE_MAX {
            return Err(CodecError::TooLarge);
        }
        Ok(())
    }
}
