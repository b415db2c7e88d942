//! What stays in memory while records are applied: documents, as they are costly to load, and what is not written yet.

use std::collections::{BTreeMap, BTreeSet};

use journal::document::{DocId, Document};

use super::page::Item;

/// Documents that stay loaded, and bytes of their changes.
const LOADED_MAX: usize = 64;
const LOADED_BYTES_MAX: usize = 8 << 20;

/// Documents that were loaded last. A record after the other may go on with the same one: loading it each time would take
/// the square of their number.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    documents: BTreeMap<DocId, Kept>,
    bytes: usize,
    uses: u64,
}

#[derive(Debug)]
struct Kept {
    document: Document,
    /// The heads of the item that it was loaded for: a change that it could not take in may be among them.
    heads: Vec<[u8; 32]>,
    bytes: usize,
    used: u64,
}

impl Loaded {
    pub(super) fn holds(&self, id: DocId) -> bool {
        self.documents.contains_key(&id)
    }

    /// Takes a document out if it stands where the item does.
    pub(super) fn take(&mut self, item: &Item) -> Option<(Document, usize)> {
        let kept = self.documents.remove(&item.id)?;
        self.bytes -= kept.bytes;
        (kept.heads == item.heads).then_some((kept.document, kept.bytes))
    }

    /// Keeps a document, and lets those go that were used longest ago.
    pub(super) fn keep(
        &mut self,
        id: DocId,
        heads: Vec<[u8; 32]>,
        document: Document,
        bytes: usize,
    ) {
        self.uses += 1;
        self.bytes += bytes;
        let used = self.uses;
        self.documents.insert(
            id,
            Kept {
                document,
                heads,
                bytes,
                used,
            },
        );
        while self.documents.len() > LOADED_MAX
            || (self.bytes > LOADED_BYTES_MAX && self.documents.len() > 1)
        {
            let oldest = self.documents.iter().min_by_key(|(_, kept)| kept.used);
            let Some(oldest) = oldest.map(|(id, _)| *id) else {
                return;
            };
            if let Some(gone) = self.documents.remove(&oldest) {
                self.bytes -= gone.bytes;
            }
        }
    }
}

/// Bytes of documents that are kept before they are written to pages.
const PENDING_BYTES_MAX: usize = 16 << 20;

/// What changed and is not written to the pages yet: counted in bytes, as a document may be anything from a word to
/// mebibytes.
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

    pub(super) fn len(&self) -> usize {
        self.items.len()
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
