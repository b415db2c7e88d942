//! What came of a document, without expanding it: changes are held against the order of those before them, and expanded
//! together once all that came at the same time is here. One record after the other would cost the square of their number.

use std::collections::BTreeMap;

use journal::document::{ApplyError, DocId, Document, Lineage};
use journal::gate::{
    ChangeMeta, PUTS_BEYOND_MAX, PUTS_PER_DOCUMENT_MAX, PUTS_PER_RECORD_MAX, scan,
};
use replica::LogId;

use super::page::{Item, Ref};

/// A document that was saved, to which only what came since has to be added.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) document: Document,
    /// How many of its item's refs are in it.
    pub(super) refs: usize,
    pub(super) puts: u64,
    pub(super) grown: u64,
}

/// Documents that stay known, and bytes of their changes.
const KNOWN_MAX: usize = 1_024;
const KNOWN_BYTES_MAX: usize = 16 << 20;

/// The changes of a document in one record.
#[derive(Debug)]
pub(super) struct Portion {
    pub(super) at: Ref,
    pub(super) log: LogId,
    pub(super) changes: Vec<Vec<u8>>,
}

impl Portion {
    pub(super) fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.changes.iter().map(Vec::as_slice)
    }

    pub(super) fn scan(&self) -> Option<Vec<ChangeMeta>> {
        let scanned = self.bytes().map(journal::gate::scan);
        scanned.collect::<Result<_, _>>().ok()
    }

    /// Values that its changes put at keys.
    pub(super) fn puts(&self) -> u64 {
        self.scan().map_or(0, |metas| puts(&metas))
    }
}

/// The changes of one document.
#[derive(Debug, Default)]
pub(super) struct Past {
    pub(super) lineage: Lineage,
    /// How many of the item's refs lie in the document that was saved.
    pub(super) saved: usize,
    /// All others, in the order in which they came.
    pub(super) portions: Vec<Portion>,
    /// How many refs the document was seen to take in.
    pub(super) judged: usize,
    puts: u64,
    bytes: usize,
}

/// Bytes of memory that one change takes in a lineage, about.
const LINEAGE_BYTES: usize = 64;

impl Past {
    /// All that an item refers to: a document that was saved, and what came since. The document was seen to take in `judged`
    /// of it. Changes that were never tried may not even follow each other.
    pub(super) fn of(
        base: &Base,
        portions: Vec<Portion>,
        judged: usize,
    ) -> Result<Self, ApplyError> {
        let lineage = base.document.lineage().clone();
        let mut past = Self {
            bytes: lineage.len() * LINEAGE_BYTES,
            lineage,
            saved: base.refs,
            puts: base.puts,
            judged,
            portions: Vec::new(),
        };
        for portion in portions {
            let metas = portion.bytes().map(scan).collect::<Result<Vec<_>, _>>()?;
            past.admit(portion, &metas)?;
        }
        Ok(past)
    }

    /// Takes in changes, if they can follow what is here.
    pub(super) fn admit(
        &mut self,
        portion: Portion,
        metas: &[ChangeMeta],
    ) -> Result<(), ApplyError> {
        self.lineage.admit_all(metas)?;
        self.puts += puts(metas);
        self.bytes += portion.bytes().map(<[u8]>::len).sum::<usize>();
        self.portions.push(portion);
        Ok(())
    }

    /// Whether there is room for the values that changes put at keys: while few have come, or if these are few.
    pub(super) fn has_room_for(&self, metas: &[ChangeMeta]) -> bool {
        let more = puts(metas);
        more <= PUTS_BEYOND_MAX
            || more <= PUTS_PER_RECORD_MAX && self.puts + more <= PUTS_PER_DOCUMENT_MAX
    }

    pub(super) fn heads(&self) -> Vec<[u8; 32]> {
        let heads = self.lineage.heads().iter();
        heads.map(|hash| *hash.as_bytes()).collect()
    }
}

fn puts(metas: &[ChangeMeta]) -> u64 {
    metas.iter().map(|meta| meta.puts).sum()
}

/// What is known of the documents that were looked at last: records that come after each other may go on with the same one.
#[derive(Debug, Default)]
pub(super) struct Pasts {
    of: BTreeMap<DocId, Kept>,
    bytes: usize,
    uses: u64,
}

#[derive(Debug)]
struct Kept {
    past: Past,
    used: u64,
}

impl Pasts {
    pub(super) fn holds(&self, id: DocId) -> bool {
        self.of.contains_key(&id)
    }

    /// Takes out what is known of a document if it stands where the item does.
    pub(super) fn take(&mut self, item: &Item) -> Option<Past> {
        let Kept { past, .. } = self.of.remove(&item.id)?;
        self.bytes -= past.bytes;
        let refs = past.saved + past.portions.len();
        (refs == item.refs.len() && past.heads() == item.heads).then_some(past)
    }

    /// Keeps what is known of a document, and lets those go that were used longest ago.
    pub(super) fn keep(&mut self, id: DocId, past: Past) {
        self.uses += 1;
        self.bytes += past.bytes;
        let used = self.uses;
        if let Some(before) = self.of.insert(id, Kept { past, used }) {
            self.bytes -= before.past.bytes;
        }
        while self.of.len() > KNOWN_MAX || (self.bytes > KNOWN_BYTES_MAX && self.of.len() > 1) {
            let oldest = self.of.iter().min_by_key(|(_, kept)| kept.used);
            let Some(oldest) = oldest.map(|(id, _)| *id) else {
                return;
            };
            if let Some(gone) = self.of.remove(&oldest) {
                self.bytes -= gone.past.bytes;
            }
        }
    }
}
