//! Which logs can go on, and what the others wait for. Each log is looked at when something happened that it waited for,
//! and not whenever anything did.

use std::collections::{BTreeMap, BTreeSet};

use replica::{Class, Head, LogId};

use super::progress::{Cause, Stuck};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// Where the data logs end that are held.
    ends: BTreeMap<LogId, u64>,
    ready: BTreeSet<LogId>,
    stuck: BTreeMap<LogId, Cause>,
    /// The logs that are stuck, by what they wait for.
    waiters: BTreeMap<(LogId, u64), Vec<LogId>>,
}

impl Schedule {
    /// All data logs with records beyond those that are `indexed`; `still` says whether one that was stuck is so still.
    pub(super) fn new(
        heads: &[(LogId, Head)],
        indexed: impl Fn(LogId) -> u64,
        stuck: &[Stuck],
        still: impl Fn(Cause) -> bool,
    ) -> Self {
        let mut schedule = Self::default();
        let stuck: BTreeMap<LogId, Cause> = stuck.iter().filter_map(Stuck::read).collect();
        for (log, head) in heads {
            if log.class != Class::Data {
                continue;
            }
            schedule.ends.insert(*log, head.number);
            if head.number > indexed(*log) {
                match stuck.get(log).filter(|cause| still(**cause)) {
                    Some(cause) => schedule.wait(*log, *cause),
                    None => _ = schedule.ready.insert(*log),
                }
            }
        }
        schedule
    }

    /// The next log that can go on, and where it ends.
    pub(super) fn next(&mut self) -> Option<(LogId, u64)> {
        let log = self.ready.pop_first()?;
        Some((log, self.ends.get(&log).copied().unwrap_or(0)))
    }

    /// A log can go on later.
    pub(super) fn put_back(&mut self, log: LogId) {
        self.ready.insert(log);
    }

    pub(super) fn is_idle(&self) -> bool {
        self.ready.is_empty()
    }

    /// A log has to wait.
    pub(super) fn wait(&mut self, log: LogId, cause: Cause) {
        self.stuck.insert(log, cause);
        let waiters = self.waiters.entry((cause.log, cause.number)).or_default();
        waiters.push(log);
    }

    /// Somebody vouched for a log: what is held of it may be admitted now.
    pub(super) fn may_go_on(&mut self, log: LogId) {
        if self.ends.contains_key(&log) && !self.stuck.contains_key(&log) {
            self.ready.insert(log);
        }
    }

    /// A log was applied up to this record.
    pub(super) fn reached(&mut self, log: LogId, number: u64) {
        while let Some((cause, _)) = self.waiters.range((log, 0)..=(log, number)).next() {
            let cause = *cause;
            for waiter in self.waiters.remove(&cause).unwrap_or_default() {
                self.stuck.remove(&waiter);
                self.ready.insert(waiter);
            }
        }
    }

    /// The logs that are stuck, to be kept.
    pub(super) fn stuck(&self) -> Vec<Stuck> {
        let stuck = self.stuck.iter();
        stuck.map(|(log, cause)| Stuck::new(*log, *cause)).collect()
    }

    /// How many records are held and not applied.
    pub(super) fn not_applied(&self, indexed: impl Fn(LogId) -> u64) -> u64 {
        let ends = self.ends.iter();
        ends.map(|(log, end)| end.saturating_sub(indexed(*log)))
            .sum()
    }
}
