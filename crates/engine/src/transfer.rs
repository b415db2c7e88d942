//! Taking a journal out, and taking one in: everything as plain rows, and rows from elsewhere as new documents.
//!
//! What comes in becomes new documents, never the old ones again: two devices that take in the same file apart would
//! otherwise both begin the same document, and its texts would join.
//!
//! The formats of files know only the plain data of `rows`: `read` says which one a file has, `records` is our own,
//! `foreign` those of other journals, `markdown` files for reading, `unreadable` what can be wrong with a file.

mod foreign;
mod markdown;
mod read;
mod records;
mod rows;
mod unreadable;

use std::collections::{BTreeMap, BTreeSet};

use journal::{
    Definition, DocId, Edit, EntryEdit, EntryRow, FieldValue, Fields, Kind, Row, SheetRow,
};
use programme::definitions;
use sha2::{Digest as _, Sha256};
use vault::SpaceId;

use crate::Error;
use crate::blocking::Transfer;
use crate::definitions::stored::{same_source, source_of};
use crate::edits::WriteEdits;
use crate::error::{ReadError, WriteError};
use crate::projection::sheet_edits;
use crate::shelf::{first_journey, worksheet_id};
use crate::views::EntryFields;
use crate::{Confirmed, Vault};
use vault::SpaceWriter;

pub use markdown::MarkdownError;
pub use read::read_import;
pub use rows::{Export, ExportedEntry, ExportedSheet, Import, Imported, ImportedEntry};
pub use unreadable::ImportError;

/// Characters of a document's id as text.
const ID_CHARS: usize = journal::DOC_ID_CHARS;

/// What makes two entries the same: a hash of moment, title and text.
type Likeness = [u8; 32];

impl Transfer<'_> {
    /// The whole journal in the clear, with deleted entries only if wanted. Takes as much memory as the text has.
    ///
    /// # Errors
    /// [`ReadError::Locked`], [`ReadError::Storage`].
    pub fn export(&self, with_deleted: bool, _: &Confirmed) -> Result<Export, ReadError> {
        let mut export = Export::default();
        let snapshot = self.vault.home_snapshot()?;
        snapshot.compute_entries();
        snapshot.each_entry(|item, entry| {
            if with_deleted || entry.deleted.is_none() {
                let (id, row) = (item.id().to_string(), entry.to_row());
                export.entries.push(ExportedEntry { id, row });
            }
        })?;
        export.entries.sort_unstable_by(|a, b| {
            (a.row.when.as_str(), &a.id).cmp(&(b.row.when.as_str(), &b.id))
        });
        for sheet in snapshot.sheets()? {
            let (id, row) = (sheet.id.to_string(), sheet.row.clone());
            let kept = match sheet.kind {
                Kind::Worksheet => &mut export.worksheets,
                Kind::Definition => &mut export.definitions,
                Kind::Journey => &mut export.journeys,
                _ => continue,
            };
            kept.push(ExportedSheet { id, row });
        }
        for sheets in [
            &mut export.worksheets,
            &mut export.definitions,
            &mut export.journeys,
        ] {
            sheets.sort_unstable_by(|a, b| {
                (&a.row.definition, &a.id).cmp(&(&b.row.definition, &b.id))
            });
        }
        Ok(export)
    }

    /// Takes entries and worksheets in, all in one transaction; `progress` hears how many entries are done.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] names the place of an entry that cannot be saved as it is. On any error nothing was saved.
    pub fn import(
        &self,
        import: Import,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Imported, WriteError> {
        let home = self.vault.own_space()?;
        let mut here: BTreeMap<Likeness, DocId> = BTreeMap::new();
        self.vault.each_entry(|id, row| {
            here.insert(likeness(&row.fields), id);
        })?;
        let shelf = self.vault.shelf()?;
        let sources: Vec<String> = self
            .vault
            .definition_documents()?
            .iter()
            .map(|(_, row)| source_of(row).to_owned())
            .collect();
        let mut own: BTreeSet<String> =
            shelf.definitions.iter().map(|own| own.id.clone()).collect();
        Ok(self.vault.write_in(home, |write| {
            let mut done = Imported::default();
            for sheet in &import.definitions {
                own.extend(import_definition(write, &sheet.row, &sources)?);
            }
            for sheet in &import.journeys {
                import_journey(write, home, &sheet.row)?;
            }
            let mut renamed: BTreeMap<String, DocId> = BTreeMap::new();
            for (at, entry) in import.entries.into_iter().enumerate() {
                if entry.draft.is_empty() {
                    done.empty += 1;
                    continue;
                }
                let (id, is_new) = self
                    .vault
                    .import_entry(
                        write,
                        &here,
                        entry.draft,
                        entry.deleted,
                        entry.kept_sentences,
                    )
                    .map_err(|error| placed(error, import.counted_by, entry.place))?;
                done.entries += usize::from(is_new);
                done.known += usize::from(!is_new);
                done.tags_left += if is_new { entry.tags_left } else { 0 };
                renamed.extend(entry.id.map(|old| (old, id)));
                progress(at + 1);
            }
            let sheets: Vec<_> = import
                .worksheets
                .into_iter()
                .map(|sheet| {
                    let id = sheet.row.definition.as_str();
                    let known = definitions::by_id(id).is_some() || own.contains(id);
                    let place = known.then(|| worksheet_id(home, id, &sheet.row.journey));
                    renamed.extend(place.map(|place| (sheet.id, place)));
                    (place, sheet.row)
                })
                .collect();
            for (place, row) in sheets {
                let taken = match place {
                    Some(place) => import_sheet(write, place, row, &renamed)?,
                    None => false,
                };
                done.worksheets += usize::from(taken);
                done.worksheets_left += usize::from(!taken);
            }
            Ok(done)
        })?)
    }
}

impl Vault {
    /// The entry as a document: a new one, or the one here that says the same.
    fn import_entry(
        &self,
        write: &mut SpaceWriter<'_, '_>,
        here: &BTreeMap<Likeness, DocId>,
        draft: EntryFields,
        deleted: bool,
        kept_sentences: Vec<String>,
    ) -> Result<(DocId, bool), Error> {
        let now = self.env().now();
        let when = draft.when.clone().or(&now);
        let fields = EntryFields { when, ..draft };
        if let Some(known) = here.get(&likeness(&fields)) {
            return Ok((*known, false));
        }
        let mut edits = vec![Edit::from(fields)];
        let keep = |sentence| Edit::Entry(EntryEdit::Keep(sentence, true));
        edits.extend(kept_sentences.into_iter().map(keep));
        if deleted {
            edits.push(Edit::Entry(EntryEdit::Delete));
        }
        let id = write.fresh_id(Kind::Entry.to_byte());
        write.edit(id, Kind::Entry, &edits)?;
        Ok((id, true))
    }

    /// Hands every entry of the journal to `each`, deleted ones too.
    fn each_entry(&self, mut each: impl FnMut(DocId, EntryRow)) -> Result<(), Error> {
        self.home_snapshot()?
            .each_entry(|item, entry| each(item.id(), entry.to_row()))
    }
}

/// Takes in one version of a definition, unless the same text is here; returns its id.
fn import_definition(
    write: &mut SpaceWriter<'_, '_>,
    row: &SheetRow,
    here: &[String],
) -> Result<Option<String>, Error> {
    let source = source_of(row);
    let definition = Definition::parse(source)
        .map_err(|error| Error::Invalid(format!("the definition “{}”: {error}", row.definition)))?;
    if !here.iter().any(|known| same_source(known, source)) {
        let id = write.fresh_id(Kind::Definition.to_byte());
        let edits: Vec<Edit> = sheet_edits(row).into_iter().map(Edit::Sheet).collect();
        write.edit(id, Kind::Definition, &edits)?;
    }
    Ok(Some(definition.id))
}

/// Takes in a journey, unless it is here. It keeps its id, which its worksheets name.
fn import_journey(
    write: &mut SpaceWriter<'_, '_>,
    home: SpaceId,
    row: &SheetRow,
) -> Result<(), Error> {
    let id = match row.journey.as_str() {
        "" => first_journey(home),
        text => match DocId::prefix_bounds(text) {
            Ok((first, last)) if first == last => first,
            _ => return Err(Error::Invalid(format!("“{text}” is no journey"))),
        },
    };
    if write.row(id)?.is_none() {
        let edits: Vec<Edit> = sheet_edits(row).into_iter().map(Edit::Sheet).collect();
        write.edit(id, Kind::Journey, &edits)?;
    }
    Ok(())
}

/// Fills in a worksheet; `false` if something is in it already.
fn import_sheet(
    write: &mut SpaceWriter<'_, '_>,
    place: DocId,
    mut row: SheetRow,
    renamed: &BTreeMap<String, DocId>,
) -> Result<bool, Error> {
    if let Some(Row::Sheet(own)) = write.row(place)?
        && own
            != (SheetRow {
                definition: own.definition.clone(),
                version: own.version,
                journey: own.journey.clone(),
                ..SheetRow::default()
            })
    {
        return Ok(false);
    }
    rename_links(&mut row.fields, renamed);
    for item in row.lists.values_mut().flatten() {
        rename_links(&mut item.fields, renamed);
    }
    let edits: Vec<Edit> = sheet_edits(&row).into_iter().map(Edit::Sheet).collect();
    write
        .edit(place, Kind::Worksheet, &edits)
        .map_err(|error| match error {
            Error::Invalid(why) => {
                Error::Invalid(format!("the worksheet “{}”: {why}", row.definition))
            }
            other => other,
        })
}

/// Lets links to documents of the old journal point to what has become of them here.
fn rename_links(fields: &mut Fields, renamed: &BTreeMap<String, DocId>) {
    let rename = |link: &String| {
        let (document, rest) = link.split_at_checked(ID_CHARS)?;
        Some(format!("{}{rest}", renamed.get(document)?))
    };
    for value in fields.0.values_mut() {
        match value {
            FieldValue::Line(link) => {
                if let Some(new) = rename(link) {
                    *link = new;
                }
            }
            FieldValue::Chosen(links) => {
                *links = std::mem::take(links)
                    .into_iter()
                    .map(|link| rename(&link).unwrap_or(link))
                    .collect();
            }
            _ => {}
        }
    }
}

fn likeness(entry: &EntryFields) -> Likeness {
    let mut hash = Sha256::new();
    for part in [entry.when.as_str(), &entry.title, &entry.body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The failure with the place of the entry that caused it.
fn placed(error: Error, counted_by: &str, place: usize) -> Error {
    match error {
        Error::Invalid(why) => Error::Invalid(format!("{counted_by} {place}: {why}")),
        other => other,
    }
}
