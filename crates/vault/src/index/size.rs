//! How large a document may become, so that whatever is written can be read again.

use journal::document::{ChangeHash, Document};

use super::page::Item;
use crate::kind::ROW_BYTES_MAX;

/// Bytes of everything that a document holds as of one of its changes: keys, values and texts, not its past. A change that
/// makes more of it is deferred. What changes made apart exceed only together is shown as too large.
pub(crate) const DOCUMENT_BYTES_MAX: usize = 2 << 20;
/// Records that may hold changes of one document, and changes that nothing follows.
const REFS_MAX: usize = 500_000;
const HEADS_MAX: usize = 16_384;

/// Whether a document is small enough once it has grown by so much, whatever is read of it.
pub(crate) fn is_small(item: &Item, more: u64) -> bool {
    item.grown.saturating_add(more) <= DOCUMENT_BYTES_MAX as u64
}

/// Whether a row may be what a document with so many bytes of changes reads like: JSON makes at most six of one.
pub(crate) fn is_plausible(row: &[u8], changes: u64) -> bool {
    let most = (64 << 10) + changes.saturating_mul(6);
    row.len() as u64 <= most.min(ROW_BYTES_MAX as u64)
}

/// Whether a document with so many records and heads can be kept in a page.
pub(crate) fn is_countable(item: &Item, heads: usize) -> bool {
    item.refs.len() < REFS_MAX && heads <= HEADS_MAX
}

/// Whether a document was too large once this change of it had been made. The same on every device, whatever else has
/// come there.
pub(crate) fn was_too_large(document: &Document, change: ChangeHash) -> bool {
    let then = document.as_of(&[change], |then| then.size());
    then.is_none_or(|bytes| bytes > DOCUMENT_BYTES_MAX)
}
