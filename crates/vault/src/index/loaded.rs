//! Documents that stay in memory while records are applied, as they are costly to load.

use std::collections::BTreeMap;

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
