//! The gate in front of documents: every change from elsewhere is scanned, and held against its author's line of changes,
//! before Automerge sees a byte of it.

use journal::document::Actor;
use replica::LogId;

use crate::index::deferred::Reason;
use crate::index::page::Item;
use crate::write::payload::Slot;

/// What a slot's changes do to their document's item.
pub(crate) struct Gated {
    /// Whose changes they are, and the number of the last one.
    pub(crate) seq: ([u8; 16], u64),
    /// The last of them.
    pub(crate) last: [u8; 32],
    /// The changes simply continue the item, so that the last is its only head and the author's row can be taken as it is.
    pub(crate) continues: bool,
}

/// Scans every change of a slot.
pub(crate) fn gate(item: &Item, log: LogId, slot: &Slot) -> Result<Gated, Reason> {
    let actor = Actor::derive(&log.encode(), slot.id);
    let mut heads = item.heads.clone();
    let mut continues = !slot.row.is_empty();
    let mut last = item.seq(actor.as_bytes());
    for change in &slot.changes {
        let meta = journal::gate::scan(change).map_err(|_| Reason::Gate)?;
        let next = last + 1;
        if meta.actor != actor || meta.seq < next {
            return Err(Reason::Actor);
        }
        if meta.seq > next {
            // The one before it was deferred.
            return Err(Reason::Dependency);
        }
        last = meta.seq;
        let mut deps: Vec<[u8; 32]> = meta.deps.iter().map(|hash| *hash.as_bytes()).collect();
        deps.sort_unstable();
        heads.sort_unstable();
        continues &= probe::planted!("row_that_does_not_continue_believed", deps == heads, true);
        heads = vec![*meta.hash.as_bytes()];
    }
    let head = heads.first().copied().ok_or(Reason::Malformed)?;
    Ok(Gated {
        seq: (*actor.as_bytes(), last),
        last: head,
        continues,
    })
}
