//! A document that was changed, before it goes into a record.

use journal::document::{Actor, DocId, Document, Tip};
use replica::LogId;

use super::payload::Slot;
use crate::index::page::Item;
use crate::index::{Index, size};
use crate::{Application, Error, kind};

/// A document that is not there yet. Making it needs nothing of the write that it goes into, so that many can be made
/// side by side.
pub struct Blank<'a> {
    pub(super) item: Item,
    pub(super) document: Document,
    pub(super) at: i64,
    pub(super) application: &'a dyn Application,
}

/// A document that was changed, to be [kept](crate::SpaceWriter::keep).
#[derive(Debug)]
pub struct Made {
    pub(super) item: Item,
    pub(super) slot: Slot,
    /// What the next change of it can do with.
    pub(super) tip: Option<Tip>,
}

impl Blank<'_> {
    /// The id that it will have.
    pub fn id(&self) -> DocId {
        self.item.id
    }

    /// Makes the document; as [`SpaceWriter::change`](crate::SpaceWriter::change). `None` if nothing was written into it.
    ///
    /// # Errors
    /// Those of `edit`.
    pub fn make(
        self,
        edit: impl FnOnce(&mut Document, i64) -> Edited,
    ) -> Result<Option<Made>, Error> {
        changed(self.application, self.item, self.document, self.at, edit)
    }
}

/// What editing a document gives: the bytes of the changes made, oldest first; none if nothing changed.
pub type Edited = Result<Vec<Vec<u8>>, Error>;

pub(super) fn blank(
    application: &dyn Application,
    id: DocId,
    kind: u8,
    log: LogId,
) -> (Item, Document) {
    let actor = Actor::derive(&log.encode(), id);
    let document = Document::new(kind::Numbered::new(application.kinds(), kind), actor);
    (Item::new(id, kind), document)
}

/// What an edit makes of a document, and what of it goes into the record; `None` if nothing changed.
pub(super) fn changed(
    application: &dyn Application,
    mut item: Item,
    mut document: Document,
    at: i64,
    edit: impl FnOnce(&mut Document, i64) -> Edited,
) -> Result<Option<Made>, Error> {
    let changes = edit(&mut document, at)?;
    if changes.is_empty() {
        return Ok(None);
    }
    let mut more = 0;
    for change in &changes {
        let meta = journal::gate::scan(change)
            .map_err(|_| Error::Invalid("this is too much to be saved as one change".into()))?;
        item.set_seq(*meta.actor.as_bytes(), meta.seq);
        more += meta.grows;
    }
    if !size::is_small(&item, more) {
        // What is left out counts, too.
        if document.size() > size::DOCUMENT_BYTES_MAX {
            return Err(Error::Invalid(
                "this is more than one document can hold (2 MiB); write the rest into a new one"
                    .into(),
            ));
        }
    }
    item.grown += more;
    item.provisional = false;
    // What is left out stays as it was, and so does when that holds.
    if !document.lacks_parts() {
        item.clock_span = document.clock_span();
    }
    item.heads = document
        .heads()
        .iter()
        .map(|hash| *hash.as_bytes())
        .collect();
    let kinds = application.kinds();
    item.row = kind::row_after(kinds, &document, &item.row)
        .ok_or_else(|| Error::Invalid("this cannot be read".into()))?;
    let slot = Slot {
        id: item.id,
        kind: item.kind,
        row: kind::travelling_row(kinds, item.kind, &item.row, &changes),
        changes,
    };
    let tip = Index::wants_tip(&item).then(|| kind::tip(kinds, &document));
    Ok(Some(Made {
        tip: tip.flatten(),
        item,
        slot,
    }))
}
