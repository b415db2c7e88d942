//! How an entry is seen: its fields, and its id as short as is clear.

use jiff::Timestamp;
use journal::{DocId, EntryRow, Row, SHORT_ID_CHARS};
use vault::{Item, Stamp};

use crate::Error;
use crate::error::{NameKind, ResolveError};
use crate::snapshot::row_of;
use crate::views::EntryView;

/// What is taken from a page for one entry.
pub(crate) struct FoundEntry {
    pub(super) id: DocId,
    pub(super) row: EntryRow,
    pub(super) versions: usize,
    pub(super) stamp: Stamp,
}

/// The entry that an item is about, with the ids beside its own.
pub(crate) fn view_of(item: &Item, beside: [Option<DocId>; 2]) -> Result<EntryView, Error> {
    let Row::Entry(row) = row_of(item) else {
        return Err(missing(item.id));
    };
    let found = FoundEntry {
        id: item.id,
        row,
        versions: item.saves(),
        stamp: Stamp::of(&item.heads),
    };
    Ok(view(found, beside))
}

pub(crate) fn missing(doc: DocId) -> Error {
    ResolveError::none(NameKind::Entry, format!("entry {}", doc.shorten(8))).into()
}

/// Makes the view of an entry, with its id as short as is clear between those beside it.
pub(super) fn view(entry: FoundEntry, beside: [Option<DocId>; 2]) -> EntryView {
    let id = entry.id.to_string();
    let short = id[..clear_length(&id, beside)].to_owned();
    EntryView {
        id,
        short,
        versions: entry.versions,
        stamp: entry.stamp,
        ..detached_view(entry.row)
    }
}

/// A row as a view of its own: what a preview shows has no id yet.
pub(crate) fn detached_view(row: EntryRow) -> EntryView {
    EntryView {
        id: String::new(),
        short: String::new(),
        versions: 1,
        stamp: Stamp::default(),
        fields: row.fields,
        kept_sentences: row.kept_sentences,
        deleted: row
            .deleted
            .map(|at| Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH)),
    }
}

/// How many characters of `id` tell it from the ids beside it, and so from all others.
pub(crate) fn clear_length(id: &str, beside: [Option<DocId>; 2]) -> usize {
    let shared = |other: DocId| {
        let other = other.to_string();
        let same = id.bytes().zip(other.bytes());
        same.take_while(|(left, right)| left == right).count()
    };
    let longest = beside.into_iter().flatten().map(shared).max();
    (longest.map_or(0, |shared| shared + 1)).clamp(SHORT_ID_CHARS, id.len())
}
