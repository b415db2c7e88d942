//! What changed and is not written to the pages yet.

use std::collections::{BTreeMap, BTreeSet};

use journal::document::DocId;

use super::page::Item;

/// Bytes of documents that are kept before they are written to pages.
const PENDING_BYTES_MAX: usize = 16 << 20;

/// See the module. It is counted in bytes, as a document may be anything from a word to mebibytes.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    items: BTreeMap<DocId, Item>,
    /// Documents of which nothing is left.
    gone: BTreeSet<DocId>,
    bytes: usize,
}

impl Pending {
    /// Puts an item in place of what is known of its document.
    pub(super) fn insert(&mut self, item: Item) {
        self.gone.remove(&item.id);
        self.bytes += item.weight();
        let before = self.items.insert(item.id, item);
        self.bytes -= before.map_or(0, |before| before.weight());
    }

    /// Takes an item out.
    pub(super) fn take(&mut self, id: DocId) -> Option<Item> {
        let item = self.items.remove(&id)?;
        self.bytes -= item.weight();
        Some(item)
    }

    /// Says that nothing is left of a document.
    pub(super) fn remove(&mut self, id: DocId) {
        self.take(id);
        self.gone.insert(id);
    }

    /// The item of a document that changed; `Some(None)` if nothing is left of it.
    pub(super) fn get(&self, id: DocId) -> Option<Option<&Item>> {
        let item = self.items.get(&id);
        item.map(Some)
            .or_else(|| self.gone.contains(&id).then_some(None))
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = DocId> {
        self.items.keys().copied()
    }

    /// The documents of which nothing is left.
    pub(super) fn gone(&self) -> impl Iterator<Item = DocId> {
        self.gone.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// How many bytes of memory they take, about.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether it is time to write them.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > PENDING_BYTES_MAX
    }

    /// The items, and the documents of which nothing is left.
    pub(super) fn into_parts(self) -> (BTreeMap<DocId, Item>, BTreeSet<DocId>) {
        (self.items, self.gone)
    }
}
