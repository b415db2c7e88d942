//! The gate in front of documents: every change from elsewhere is scanned, and held against its author's line of changes,
//! before Automerge sees a byte of it.

use journal::document::Actor;
use replica::LogId;

use crate::index::deferred::Reason;
use crate::index::page::Item;
use crate::write::payload::Slot;

/// Scans every change of a slot and raises the item's sequence numbers. `Some(head)` if the changes simply continue
/// the item, so that the author's row can be taken as it is.
pub(crate) fn gate(item: &mut Item, log: LogId, slot: &Slot) -> Result<Option<[u8; 32]>, Reason> {
    let actor = Actor::derive(&log.encode(), slot.id);
    let mut heads = item.heads.clone();
    let mut continues = !slot.row.is_empty();
    for change in &slot.changes {
        let meta = journal::gate::scan(change).map_err(|_| Reason::Gate)?;
        let next = item.seq(actor.as_bytes()) + 1;
        if meta.actor != actor || meta.seq < next {
            return Err(Reason::Actor);
        }
        if meta.seq > next {
            // The one before it was deferred.
            return Err(Reason::Dependency);
        }
        item.set_seq(*actor.as_bytes(), meta.seq);
        let mut deps: Vec<[u8; 32]> = meta.deps.iter().map(|hash| *hash.as_bytes()).collect();
        deps.sort_unstable();
        heads.sort_unstable();
        continues &= deps == heads;
        heads = vec![*meta.hash.as_bytes()];
    }
    Ok(heads
        .first()
        .copied()
        .filter(|_| continues && !slot.changes.is_empty()))
}
