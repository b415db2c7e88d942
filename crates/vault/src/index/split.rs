//! Documents that both histories of a log wrote into. The changes of both have the same actor and the same numbers, so only
//! those of one can count in a document: those that a counting change of another device builds on; those of the log itself
//! where no other device builds on either, or others build on several. In all other documents both simply apply.
//!
//! It is a function of the records that are held, whatever came first.

use std::collections::{BTreeMap, BTreeSet};

use journal::document::DocId;
use replica::{Admission, Branches, Class, LogId, Record};
use store::Tables;

use crate::Error;
use crate::exchange::branches::way;
use crate::space::{READ_BYTES, Space};
use crate::write::payload::{Payload, Slot};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// The way to the end of each history: logs, each with the last number that counts of it; and the log that all its
    /// records name.
    ways: BTreeMap<LogId, (LogId, Vec<(LogId, u64)>)>,
    /// The last record of each history that wrote into a document.
    touched: BTreeMap<LogId, BTreeMap<DocId, u64>>,
    /// Where another device decided: the history that counts.
    chosen: BTreeMap<DocId, LogId>,
}

impl Split {
    pub(super) fn read(
        tables: &impl Tables,
        space: &Space,
        branches: &Branches,
    ) -> Result<Self, Error> {
        let admitted = |log, number| space.membership.admits(log, number) == Admission::Yes;
        let mut split = Self::default();
        // What each history wrote where it is alone, by document: the hashes of its changes.
        let mut wrote: BTreeMap<[u8; 32], (LogId, DocId, u64)> = BTreeMap::new();
        for named in branches.split().filter(|log| log.class == Class::Data) {
            let parts = branches.of(named).map(|branch| branches.first(branch));
            let parts = parts.min().unwrap_or(1);
            for log in branches.histories(named) {
                let way = way(tables, space.tag, branches, log)?;
                split.ways.insert(log, (named, way));
                let first = branches.first(log).max(parts);
                let touched = split.touched.entry(log).or_default();
                each(tables, space, log, first, |number, slot| {
                    if !admitted(log, number) {
                        return;
                    }
                    touched.insert(slot.id, number);
                    for change in &slot.changes {
                        if let Ok(meta) = journal::gate::scan(change) {
                            wrote.insert(*meta.hash.as_bytes(), (log, slot.id, number));
                        }
                    }
                })?;
            }
        }
        let contested = split.contested();
        if contested.is_empty() {
            return Ok(split);
        }
        let mut built_on: BTreeMap<DocId, BTreeSet<LogId>> = BTreeMap::new();
        for (log, _) in tables.heads(space.tag)? {
            if log.class != Class::Data {
                continue;
            }
            each(tables, space, log, branches.first(log), |number, slot| {
                if !contested.contains(&slot.id) || !admitted(log, number) {
                    return;
                }
                let metas = slot.changes.iter().map(|c| journal::gate::scan(c));
                for dep in metas.filter_map(Result::ok).flat_map(|meta| meta.deps) {
                    if let Some((history, doc, _)) = wrote.get(dep.as_bytes())
                        && *doc == slot.id
                        && history.device != log.device
                    {
                        built_on.entry(*doc).or_default().insert(*history);
                    }
                }
            })?;
        }
        for (doc, histories) in built_on {
            if let (Some(history), 1) = (histories.first(), histories.len()) {
                split.chosen.insert(doc, *history);
            }
        }
        Ok(split)
    }

    /// Documents that several histories wrote into, each where it is alone.
    fn contested(&self) -> BTreeSet<DocId> {
        let mut contested = BTreeSet::new();
        for (log, docs) in &self.touched {
            for (doc, number) in docs {
                if self.rivals(*log, *number, *doc).next().is_some() {
                    contested.insert(*doc);
                }
            }
        }
        contested
    }

    /// Histories of the same log that wrote into a document where a record is not on their way.
    fn rivals(&self, log: LogId, number: u64, doc: DocId) -> impl Iterator<Item = LogId> + '_ {
        let touched = self.touched.iter();
        touched.filter_map(move |(other, docs)| {
            let parts = self.parts(log, *other)?;
            let last = docs.get(&doc)?;
            (number >= parts && *last >= parts).then_some(*other)
        })
    }

    /// The first number at which two histories of one log are not the same; `None` if they are not of one log.
    fn parts(&self, one: LogId, other: LogId) -> Option<u64> {
        if one == other {
            return None;
        }
        let ((named, one), (also_named, other)) = (self.ways.get(&one)?, self.ways.get(&other)?);
        if named != also_named {
            return None;
        }
        for (log, last) in one {
            if let Some((_, also)) = other.iter().find(|(also, _)| also == log) {
                return Some((*last).min(*also).saturating_add(1));
            }
        }
        // Each begins with a first record of its own.
        Some(1)
    }

    /// Whether what a record says of a document does not count, since another history of its log does there.
    pub(super) fn sets_aside(
        &self,
        branches: &Branches,
        log: LogId,
        number: u64,
        doc: DocId,
    ) -> bool {
        let rank = |history: LogId| {
            let chosen = self.chosen.get(&doc) == Some(&history);
            (!chosen, branches.contains(history), history)
        };
        let on_way = |chosen: &LogId| {
            let mut way = self.ways.get(chosen).into_iter().flat_map(|(_, way)| way);
            way.any(|(on, last)| *on == log && number <= *last)
        };
        if self.chosen.get(&doc).is_some_and(on_way) {
            return false;
        }
        let mut rivals = self.rivals(log, number, doc);
        rivals.any(|rival| rank(rival) < rank(log))
    }
}

/// Opens the records of a log, from a number on, as far as they can be read.
fn each(
    tables: &impl Tables,
    space: &Space,
    log: LogId,
    first: u64,
    mut see: impl FnMut(u64, &Slot),
) -> Result<(), Error> {
    let mut next = first;
    loop {
        let batch = tables.records(space.tag, log, next, READ_BYTES)?;
        if batch.is_empty() {
            return Ok(());
        }
        for bytes in batch {
            let record = Record::decode(&bytes).map_err(|_| Error::damaged("a record of a log"))?;
            next = record.header.number + 1;
            let payload: Option<Payload> = space.payload(&record).ok();
            for slot in payload.iter().flat_map(|payload| &payload.docs) {
                see(record.header.number, slot);
            }
        }
    }
}
