//! Tips between the writing that made them and the one that keeps them.

use std::collections::BTreeMap;

use journal::document::DocId;

/// Tips that are to be written.
#[derive(Debug, Default)]
pub(super) struct Tips {
    pub(super) plain: BTreeMap<DocId, Vec<u8>>,
    /// How much of the document that was loaded last lies saved.
    pub(super) last_saved: Option<(DocId, usize)>,
}

impl Tips {
    pub(super) fn bytes(&self) -> usize {
        self.plain.values().map(Vec::len).sum()
    }

    /// Remembers how many refs of an item the saved document holds.
    pub(super) fn note_saved(&mut self, id: DocId, refs: usize) {
        self.last_saved = Some((id, refs));
    }
}
