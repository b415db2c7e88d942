//! Edits of entries and worksheets within an open write.

use journal::{ChangeHash, DocId, Document, Edit, Kind, Row};
use vault::{Edited, SpaceWriter, Stamp};

use crate::Error;
use crate::entries::view::{missing, view_of};
use crate::error::{NameKind, ResolveError};
use crate::snapshot::row_of;
use crate::views::EntryView;

/// What the journal writes into an open write.
pub(crate) trait WriteEdits {
    /// Applies edits to a document, which is made if it does not exist. `false` if nothing changed.
    fn edit(&mut self, id: DocId, kind: Kind, edits: &[Edit]) -> Result<bool, Error>;

    /// The same with edits that were made on an earlier version.
    fn edit_from(
        &mut self,
        id: DocId,
        kind: Kind,
        base: &Stamp,
        edits: Vec<Edit>,
    ) -> Result<bool, Error>;

    /// The row of a document as it was at a version.
    fn row_at(&mut self, id: DocId, kind: Kind, at: &Stamp) -> Result<Row, Error>;

    /// The row of a document as it now is.
    fn row(&self, id: DocId) -> Result<Option<Row>, Error>;

    /// An entry as it now is.
    fn entry(&self, id: DocId) -> Result<EntryView, Error>;
}

impl WriteEdits for SpaceWriter<'_, '_> {
    fn edit(&mut self, id: DocId, kind: Kind, edits: &[Edit]) -> Result<bool, Error> {
        let suffices = |document: &Document| document.suffices_for(edits);
        let edit = |document: &mut Document, at| made(document, edits, at);
        self.go_on(id, kind.to_byte(), suffices, edit)
    }

    fn edit_from(
        &mut self,
        id: DocId,
        kind: Kind,
        base: &Stamp,
        edits: Vec<Edit>,
    ) -> Result<bool, Error> {
        if is_at(self, id, base)? {
            return self.edit(id, kind, &edits);
        }
        self.change(id, kind.to_byte(), |document, at| {
            let base = version(document, base)?;
            let edits = probe::planted!(
                "base_of_an_edit_ignored",
                document.edits_from(&base, edits).map_err(|_| unknown())?,
                edits
            );
            made(document, &edits, at)
        })
    }

    fn row_at(&mut self, id: DocId, kind: Kind, at: &Stamp) -> Result<Row, Error> {
        if kind != Kind::Entry
            && is_at(self, id, at)?
            && let Some(row) = self.row(id)?
        {
            return Ok(row);
        }
        let document = self.document(id, kind.to_byte())?;
        let heads = version(&document, at)?;
        document.row_at_heads(&heads).ok_or_else(unknown)
    }

    fn row(&self, id: DocId) -> Result<Option<Row>, Error> {
        Ok(self.item(id)?.as_ref().map(row_of))
    }

    fn entry(&self, id: DocId) -> Result<EntryView, Error> {
        let item = self.item(id)?.ok_or_else(|| missing(id))?;
        view_of(&item, self.beside(id)?)
    }
}

/// Whether a document is now as it was at a version.
fn is_at(write: &SpaceWriter<'_, '_>, id: DocId, version: &Stamp) -> Result<bool, Error> {
    let item = write.item(id)?;
    Ok(item.is_some_and(|item| Stamp::of(&item.heads) == *version))
}

/// The changes that edits make.
pub(crate) fn made(document: &mut Document, edits: &[Edit], at: i64) -> Edited {
    document
        .edit_in_parts(edits, at)
        .map_err(|error| Error::Invalid(error.to_string()))
}

/// The changes that a stamp names.
fn version(document: &Document, stamp: &Stamp) -> Result<Vec<ChangeHash>, Error> {
    let heads = stamp.beginnings();
    let heads: Option<Vec<ChangeHash>> =
        heads.map(|head| document.change_beginning(head)).collect();
    let mut heads = heads.ok_or_else(unknown)?;
    heads.sort_unstable();
    Ok(heads)
}

fn unknown() -> Error {
    let what = "such version here that this could have been written on; nothing was saved";
    ResolveError::none(NameKind::Version, what).into()
}
