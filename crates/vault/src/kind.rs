//! What an application says about the documents that it keeps.

use std::fmt::Debug;

use journal::document::{Document, DocumentKind, Tip};
use replica::ChunkName;
use serde::{Deserialize, Serialize};

/// Bytes of a row as it lies in a page.
pub(crate) const ROW_BYTES_MAX: usize = 8 << 20;
/// Bytes of a row that may travel beside any change, and those that it may have for each byte of the changes.
const ROW_BYTES_FREE: usize = 2 << 10;
const ROW_BYTES_PER_BYTE: usize = 4;

/// A document's value, as pages keep it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The value in the kind's own encoding.
    pub bytes: Vec<u8>,
    /// Documents of a kind lie in ascending order of this number, then of their ids.
    pub order: i64,
    /// Whether it was deleted. It stays in the pages, and is not counted.
    pub deleted: bool,
}

/// A file that a document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// Its length.
    pub bytes: u64,
    /// Its chunks in order.
    pub chunks: Vec<ChunkName>,
}

/// One kind of documents in a vault.
pub trait StoredKind: Send + Sync {
    /// Its number, which stands in records and as the last byte of every id.
    fn number(&self) -> u8;

    /// Whether an edit takes a document out of the bin again when the deletion and the edit were made without knowing of
    /// each other. The same on every device, for ever, or they differ in what they show.
    fn edits_outlive_deletion(&self) -> bool {
        true
    }

    /// The value of a document. The same changes must give the same row on every device.
    fn row(&self, document: &Document) -> Row;

    /// The part of a document that a key belongs to, by its name. Parts need not be at hand to go on
    /// with a document where they stay as they are.
    fn part(&self, key: &str) -> Option<String> {
        let _ = key;
        None
    }

    /// The value of a document that [leaves out](Document::leaves_out) some of its parts, which are as they are in the row
    /// `before`; `None` leaves it to be computed from all of the document.
    fn row_after(&self, document: &Document, before: &Row) -> Option<Row> {
        let _ = before;
        (!document.lacks_parts()).then(|| self.row(document))
    }

    /// The value as it travels beside the changes, so that a device that has nothing else of the document need not load
    /// it. That is done for kinds that [may be provisional](StoredKind::may_be_provisional), and where it is not much more
    /// than the changes themselves. Other devices and programs read it: its format stays.
    fn encode_row(&self, row: &Row) -> Vec<u8>;

    /// Reads what [`StoredKind::encode_row`] wrote, here or elsewhere: these are foreign bytes. `None` leaves the row to
    /// be computed from the document.
    fn decode_row(&self, bytes: &[u8]) -> Option<Row>;

    /// Whether lists may show what the author of a change says that a document reads like, until there is time to compute
    /// it: for kinds of which many arrive at once. Whoever acts upon a row, changes it or hands it on asks for
    /// [`Snapshot::computed`](crate::Snapshot::computed).
    fn may_be_provisional(&self) -> bool {
        false
    }

    /// What is shown instead of a row that is too large for a page: changes that were made apart may exceed together what
    /// each of them keeps to.
    fn too_large(&self, row: &Row) -> Row {
        Row {
            bytes: Vec::new(),
            ..*row
        }
    }

    /// Whether somebody is told when devices that did not know of each other changed the same document.
    fn is_noted_when_changed_apart(&self) -> bool {
        true
    }

    /// The words by which a person knows a document again, by its row. They are noted when the document goes out of sight
    /// with the removal of a device; without any, nobody is told.
    fn words(&self, row: &[u8]) -> Option<String> {
        let _ = row;
        None
    }

    /// The files that a document names, by its row. Devices of its owner fetch them from each other.
    fn files(&self, row: &[u8]) -> Vec<NamedFile> {
        let _ = row;
        Vec::new()
    }

    /// Whether what is written into such documents counts as something that exists on this device only.
    fn counts_as_only_here(&self) -> bool {
        true
    }
}

/// The kinds that an application knows.
pub(crate) type Kinds = [&'static dyn StoredKind];

/// The kind with this number among those that the application knows.
pub(crate) fn of(kinds: &Kinds, kind: u8) -> Option<&'static dyn StoredKind> {
    let mut kinds = kinds.iter();
    kinds.find(|known| known.number() == kind).copied()
}

/// The row of a document, empty for an unknown kind. It always fits into a page.
pub(crate) fn row(kinds: &Kinds, document: &Document) -> Row {
    let Some(kind) = of(kinds, document.kind_byte()) else {
        return Row::default();
    };
    shown(kind, kind.row(document))
}

/// The row of a document of which parts may be left out, once it was edited; `None` where all of it is needed.
pub(crate) fn row_after(kinds: &Kinds, document: &Document, before: &Row) -> Option<Row> {
    if !document.lacks_parts() {
        return Some(row(kinds, document));
    }
    let kind = of(kinds, document.kind_byte())?;
    Some(shown(kind, kind.row_after(document, before)?))
}

fn shown(kind: &dyn StoredKind, row: Row) -> Row {
    if row.bytes.len() <= ROW_BYTES_MAX {
        row
    } else {
        kind.too_large(&row)
    }
}

/// The tip of a document, if it has one.
pub(crate) fn tip(kinds: &Kinds, document: &Document) -> Option<Tip> {
    let kind = of(kinds, document.kind_byte())?;
    document.tip(|key| kind.part(key))
}

/// The row that goes along with these changes of a document; empty where whoever receives them computes it: always, if the
/// kind wants that, and if the row would make the record much longer. A record grows with what changed, not with what was
/// there before.
pub(crate) fn travelling_row(kinds: &Kinds, kind: u8, row: &Row, changes: &[Vec<u8>]) -> Vec<u8> {
    let kind = of(kinds, kind).filter(|kind| kind.may_be_provisional());
    let row = kind.map_or_else(Vec::new, |kind| kind.encode_row(row));
    let changed: usize = changes.iter().map(Vec::len).sum();
    let most = ROW_BYTES_FREE.max(ROW_BYTES_PER_BYTE * changed);
    if row.len() <= most { row } else { Vec::new() }
}

/// A kind as documents know it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbered {
    number: u8,
    edits_outlive_deletion: bool,
}

impl Numbered {
    pub(crate) fn new(kinds: &Kinds, number: u8) -> Self {
        Self {
            number,
            edits_outlive_deletion: of(kinds, number)
                .is_some_and(StoredKind::edits_outlive_deletion),
        }
    }
}

impl DocumentKind for Numbered {
    fn byte(self) -> u8 {
        self.number
    }

    fn edits_outlive_deletion(self) -> bool {
        self.edits_outlive_deletion
    }
}
