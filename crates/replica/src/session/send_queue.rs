//! The records on their way from the store to the wire: one load at a time, cut into batches.

use std::collections::VecDeque;

use crate::have::Have;
use crate::ids::SpaceTag;
use crate::limits::{BATCH_BYTES_MAX, BATCH_RECORDS_MAX};
use crate::log::{Class, LogId};

/// One loaded record.
#[derive(Debug)]
struct Loaded {
    log: LogId,
    number: u64,
    bytes: Vec<u8>,
}

/// A batch ready to be sent.
pub(super) struct Batch {
    pub(super) space: SpaceTag,
    /// The last number of each log in it.
    pub(super) last: Have,
    pub(super) records: Vec<Vec<u8>>,
}

/// What is being loaded, and what was loaded of one space and class and not yet sent.
#[derive(Debug, Default)]
pub(super) struct SendQueue {
    loading: Option<(SpaceTag, LogId, u64)>,
    queued: Option<(SpaceTag, Class)>,
    queue: VecDeque<Loaded>,
    queue_bytes: usize,
}

impl SendQueue {
    /// The space and class that the next load must be of, so that a batch never mixes them.
    pub(super) fn space(&self) -> Option<(SpaceTag, Class)> {
        self.queued.filter(|_| !self.queue.is_empty())
    }

    /// The space with records under way from the store.
    pub(super) fn busy_with(&self) -> Option<SpaceTag> {
        self.space()
            .map(|(space, _)| space)
            .or(self.loading.map(|(space, ..)| space))
    }

    pub(super) const fn is_loading(&self) -> bool {
        self.loading.is_some()
    }

    /// Begins a load; gives its budget in bytes, or `None` when one is under way.
    pub(super) fn load(&mut self, space: SpaceTag, log: LogId, from: u64) -> Option<usize> {
        if self.loading.is_some() {
            return None;
        }
        self.loading = Some((space, log, from));
        Some(batch_bytes().saturating_sub(self.queue_bytes))
    }

    /// Ends a load; gives its first number, or `None` when this was not asked for.
    pub(super) fn loaded(&mut self, space: SpaceTag, log: LogId) -> Option<u64> {
        let (.., from) = self
            .loading
            .filter(|asked| (asked.0, asked.1) == (space, log))?;
        self.loading = None;
        Some(from)
    }

    /// Queues what was loaded; gives the last number.
    pub(super) fn queue(
        &mut self,
        space: SpaceTag,
        log: LogId,
        from: u64,
        records: Vec<Vec<u8>>,
    ) -> u64 {
        self.queued = Some((space, log.class));
        let mut next = from;
        for bytes in records {
            self.queue_bytes += bytes.len();
            self.queue.push_back(Loaded {
                log,
                number: next,
                bytes,
            });
            next += 1;
        }
        next - 1
    }

    /// Takes out a batch when it is full, or when `more` says that none of its kind will follow.
    pub(super) fn batch(&mut self, more: bool) -> Option<Batch> {
        let full = self.queue_bytes >= batch_bytes() || self.queue.len() >= BATCH_RECORDS_MAX;
        let (space, _) = self.space()?;
        if !full && (more || self.loading.is_some()) {
            return None;
        }
        let mut batch = Batch {
            space,
            last: Have::new(),
            records: Vec::new(),
        };
        let mut bytes = 0;
        while let Some(next) = self.queue.front() {
            let fits = bytes + next.bytes.len() <= batch_bytes();
            if batch.records.len() == BATCH_RECORDS_MAX || !(fits || batch.records.is_empty()) {
                break;
            }
            let Some(Loaded {
                log,
                number,
                bytes: record,
            }) = self.queue.pop_front()
            else {
                break;
            };
            bytes += record.len();
            batch.last.raise(log, number);
            batch.records.push(record);
        }
        let sent = batch.records.len();
        batch.records.truncate(probe::planted!(
            "last_record_of_a_batch_dropped",
            sent,
            sent.saturating_sub(1).max(1)
        ));
        self.queue_bytes -= bytes;
        Some(batch)
    }

    /// Forgets what was loaded of a space and not yet sent.
    pub(super) fn drop_queue(&mut self, space: SpaceTag) {
        if self.queued.is_some_and(|(queued, _)| queued == space) {
            self.queue.clear();
            self.queue_bytes = 0;
        }
    }
}

/// Bytes of a batch.
fn batch_bytes() -> usize {
    probe::tuned!("batch_bytes", BATCH_BYTES_MAX)
}
