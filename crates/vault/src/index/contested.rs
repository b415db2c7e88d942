//! Which of several histories of a log counts in a document, as the index asks it.

use journal::document::DocId;
use replica::{Class, LogId};
use store::Tables;

use super::Index;
use super::page::Item;
use super::split::Split;
use crate::Error;

impl Index<'_> {
    /// Whether what a record says of a document does not count, since another history of its log does there.
    pub(super) fn sets_aside(
        &mut self,
        tables: &impl Tables,
        log: LogId,
        number: u64,
        doc: DocId,
    ) -> Result<bool, Error> {
        if !self.branches.has_several(log) {
            return Ok(false);
        }
        let split = match &mut self.split {
            Some(split) => split,
            none => none.insert(Split::read(tables, self.space, &self.branches)?),
        };
        Ok(split.sets_aside(&self.branches, log, number, doc))
    }

    /// Whether something that was applied to a document does not count any more, since a change that came builds on
    /// another history.
    pub(super) fn flips(&mut self, tables: &impl Tables, item: &Item) -> Result<bool, Error> {
        if self.branches.is_empty() {
            return Ok(false);
        }
        for (log, number, _) in &item.refs {
            if let Some(log) = self.dir.log(*log)
                && self.sets_aside(tables, log, *number, item.id)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether so much of a log is reflected; of one that has several histories, of any of them: who names it cannot know
    /// which of them keeps the name.
    pub(super) fn reflects(&self, log: LogId, number: u64) -> bool {
        let mut histories = self.branches.histories(log);
        histories.any(|history| number <= self.indexed.get(history))
    }

    /// How far a log is reflected, by number: of a branch that is not, the number before its first.
    pub(super) fn reached(&self, log: LogId) -> u64 {
        self.indexed.get(log).max(self.branches.first(log) - 1)
    }

    /// Whether records of a log that split have come that were never looked at: what counts may be another history now.
    pub(super) fn split_anew(&self, tables: &impl Tables) -> Result<bool, Error> {
        let examined = self.dir.examined();
        let split = self.branches.split();
        for named in split.filter(|log| log.class == Class::Data) {
            for log in self.branches.histories(named) {
                let head = tables.head(self.space.tag, log)?;
                if head.is_some_and(|head| head.number > examined.get(log)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}
