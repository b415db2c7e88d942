//! What meetings bring to light about the journal, each told once while a node runs.

use std::collections::BTreeSet;

use engine::{StoreError, Vault};
use jiff::Timestamp;

use crate::event::NodeEvent;

/// What was told.
#[derive(Debug)]
pub(crate) struct Findings {
    /// Nothing is told that was noticed earlier.
    since: Timestamp,
    /// Devices that were set back, and when that was noticed.
    split: BTreeSet<(String, Timestamp)>,
    /// From when on it is told what was changed on both sides, and what was told of that moment or later.
    both_sides: (Timestamp, BTreeSet<(String, Timestamp)>),
    /// Ids of hidden entries.
    hidden: BTreeSet<String>,
}

impl Findings {
    pub(crate) const fn new(since: Timestamp) -> Self {
        Self {
            since,
            split: BTreeSet::new(),
            both_sides: (since, BTreeSet::new()),
            hidden: BTreeSet::new(),
        }
    }

    /// What is to be told now: which devices were set back, what turned out to have been changed on both sides, and which
    /// entries a removal has hidden. The last two need the keys.
    pub(crate) fn look(&mut self, vault: &Vault) -> Result<Vec<NodeEvent>, StoreError> {
        let mut told = Vec::new();
        for split in vault.split()? {
            if split.at >= self.since && self.split.insert((split.device.clone(), split.at)) {
                told.push(NodeEvent::SetBack(split));
            }
        }
        if !vault.reads_home()? {
            return Ok(told);
        }
        let (since, known) = &mut self.both_sides;
        let mut changed = vault.both_sides().since(*since)?;
        changed.retain(|one| known.insert((one.name.clone(), one.at)));
        *since = changed
            .iter()
            .map(|one| one.at)
            .fold(*since, Timestamp::max);
        known.retain(|(_, at)| at >= since);
        let apart = changed.into_iter().map(Box::new);
        told.extend(apart.map(NodeEvent::ChangedOnBothSides));
        let mut hidden = vault.entries().hidden()?;
        hidden.retain(|entry| !entry.told && self.hidden.insert(entry.id.clone()));
        if !hidden.is_empty() {
            told.push(NodeEvent::Hidden(hidden));
        }
        Ok(told)
    }
}
