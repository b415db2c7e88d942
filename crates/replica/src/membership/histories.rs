//! The histories of control logs whose device wrote on after it was set back, or twice. Each is filed as a log of its own
//! (see [`Branches`](crate::Branches)); what others knew or cut they knew by the name of the one log.

use std::collections::BTreeMap;

use crate::control::ControlRecord;
use crate::log::LogId;

/// Which logs are branches, and of what.
#[derive(Debug, Default)]
pub(super) struct Histories {
    /// For each branch the log that it leaves, and its first number.
    leaves: BTreeMap<LogId, (LogId, u64)>,
    /// The branches of each log that its records name.
    of: BTreeMap<LogId, Vec<LogId>>,
}

impl Histories {
    pub(super) fn of<'a>(records: impl Iterator<Item = &'a ControlRecord>) -> Self {
        let mut histories = Self::default();
        for record in records {
            if let Some(left) = record.leaves.filter(|left| *left != record.log) {
                histories.leaves.insert(record.log, (left, record.number));
            }
        }
        for branch in histories.leaves.keys() {
            let named = histories.named_by(*branch);
            histories.of.entry(named).or_default().push(*branch);
        }
        histories
    }

    /// The log that the records of a log name.
    pub(super) fn named_by(&self, log: LogId) -> LogId {
        let mut named = log;
        // A branch begins no earlier than one that it leaves; no more of them are followed than there are.
        for _ in 0..self.leaves.len() {
            match self.leaves.get(&named) {
                Some((left, _)) => named = *left,
                None => break,
            }
        }
        named
    }

    /// A log and its branches.
    pub(super) fn all(&self, log: LogId) -> impl Iterator<Item = LogId> + '_ {
        let branches = self.of.get(&log).into_iter().flatten();
        std::iter::once(log).chain(branches.copied())
    }

    /// Raises a log to a number, and all that it left to where it left them.
    pub(super) fn raise(&self, have: &mut BTreeMap<LogId, u64>, log: LogId, number: u64) {
        let (mut log, mut number) = (log, number);
        for _ in 0..=self.leaves.len() {
            let known = have.entry(log).or_insert(number);
            *known = number.max(*known);
            let Some((left, first)) = self.leaves.get(&log) else {
                break;
            };
            (log, number) = (*left, (first - 1).min(number));
        }
    }

    /// How much of each control log the author of a record knew. What it knew by the name of a log counts for every
    /// history of it, as nobody can say which one it was: so no removal is taken for one that others did not know of.
    pub(super) fn past(&self, record: &ControlRecord) -> BTreeMap<LogId, u64> {
        let mut past: BTreeMap<LogId, u64> = record.body.seen.iter().collect();
        for (named, branches) in &self.of {
            let known = past.get(named).copied().unwrap_or(0);
            for branch in branches {
                let also = past.entry(*branch).or_insert(known);
                *also = known.max(*also);
            }
        }
        past.insert(record.log, record.number - 1);
        past
    }

    /// The same of one log.
    pub(super) fn knew(&self, record: &ControlRecord, log: LogId) -> u64 {
        if log == record.log {
            return record.number - 1;
        }
        let seen = &record.body.seen;
        seen.get(log).max(seen.get(self.named_by(log)))
    }
}
