//! The gate in front of documents: every change from elsewhere is scanned, and held against its author's line of changes,
//! before Automerge sees a byte of it.

use std::collections::BTreeSet;

use journal::document::Actor;
use journal::gate::ChangeMeta;
use replica::LogId;

use super::deferred::Reason;
use super::needs::{Need, Unapplied};
use super::page::Item;
use crate::write::payload::Slot;

/// What a slot's changes do to their document's item.
pub(crate) struct Gated {
    /// Whose changes they are.
    pub(super) actor: [u8; 16],
    /// What they say of themselves.
    pub(super) made: Vec<ChangeMeta>,
    /// What they follow beside each other.
    pub(super) deps: BTreeSet<[u8; 32]>,
    /// The hash and the number of the last one.
    pub(super) last: ([u8; 32], u64),
    /// The changes simply continue the item, so that the last is its only head and the author's row, where one came along, can
    /// be taken as it is.
    pub(super) continues: bool,
}

impl Gated {
    /// At most so many bytes their document grows by.
    pub(super) fn grows(&self) -> u64 {
        self.made.iter().map(|meta| meta.grows).sum()
    }
}

/// Scans every change of a slot.
pub(super) fn gate(item: &Item, log: LogId, slot: &Slot) -> Result<Gated, Unapplied> {
    let actor = Actor::derive(&log.encode(), slot.id);
    let mut continues = true;
    let mut seq = item.seq(actor.as_bytes());
    let mut made: Vec<ChangeMeta> = Vec::with_capacity(slot.changes.len());
    let mut deps = BTreeSet::new();
    for change in &slot.changes {
        let meta = journal::gate::scan(change).map_err(|_| Reason::Gate)?;
        let other = probe::planted!("actor_of_another_accepted", meta.actor != actor, false);
        if other || meta.seq <= seq {
            return Err(Reason::Actor.into());
        }
        if meta.seq > seq + 1 {
            // The one before it was deferred.
            return Err(Unapplied::Until(Need::Own(*actor.as_bytes(), meta.seq - 1)));
        }
        seq = meta.seq;
        let follows: BTreeSet<[u8; 32]> = meta.deps.iter().map(|hash| *hash.as_bytes()).collect();
        let simply = match made.last() {
            Some(last) => follows.iter().eq([last.hash.as_bytes()]),
            None => {
                follows.len() == item.heads.len()
                    && item.heads.iter().all(|head| follows.contains(head))
            }
        };
        continues &= probe::planted!("row_that_does_not_continue_believed", simply, true);
        deps.extend(follows);
        made.push(meta);
    }
    for meta in &made {
        deps.remove(meta.hash.as_bytes());
    }
    let last = made.last().ok_or(Reason::Malformed)?;
    let last = (*last.hash.as_bytes(), last.seq);
    Ok(Gated {
        actor: *actor.as_bytes(),
        made,
        deps,
        last,
        continues,
    })
}
