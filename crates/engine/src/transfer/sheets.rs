//! Worksheets, definitions and journeys of our own lines.

use std::collections::BTreeMap;

use journal::{DOC_ID_CHARS, Definition, DocId, Edit, FieldValue, Fields, Kind, Row, SheetRow};
use vault::{SpaceId, SpaceWriter};

use super::table::own_id;
use crate::Error;
use crate::definitions::stored::{same_source, source_of};
use crate::edits::WriteEdits;
use crate::projection::sheet_edits;
use crate::replies;
use crate::shelf::first_journey;

/// Takes in one version of a definition, unless the same text is here; returns its id.
pub(super) fn import_definition(
    write: &mut SpaceWriter<'_, '_>,
    row: &SheetRow,
    here: &[String],
) -> Result<String, Error> {
    let source = source_of(row);
    let definition = Definition::parse(source)
        .map_err(|error| Error::Invalid(format!("the definition “{}”: {error}", row.definition)))?;
    if !here.iter().any(|known| same_source(known, source)) {
        let id = write.fresh_id(Kind::Definition.to_byte());
        let edits: Vec<Edit> = sheet_edits(row).into_iter().map(Edit::Sheet).collect();
        write.edit(id, Kind::Definition, &edits)?;
    }
    Ok(definition.id)
}

/// Takes in a journey, unless it is here. It keeps its id, which its worksheets name.
pub(super) fn import_journey(
    write: &mut SpaceWriter<'_, '_>,
    home: SpaceId,
    row: &SheetRow,
) -> Result<(), Error> {
    let id = match row.journey.as_str() {
        "" => first_journey(home),
        text => own_id(text).ok_or_else(|| Error::Invalid(format!("“{text}” is no journey")))?,
    };
    if write.row(id)?.is_none() {
        let edits: Vec<Edit> = sheet_edits(row).into_iter().map(Edit::Sheet).collect();
        write.edit(id, Kind::Journey, &edits)?;
    }
    Ok(())
}

/// Fills in a worksheet; `false` if something is in it already.
pub(super) fn import_sheet(
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
        let (document, rest) = link.split_at_checked(DOC_ID_CHARS)?;
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

/// Takes in what somebody wrote about an entry or worksheet; `false` if it is here, and for what is no note. It keeps its id, by
/// which the same words are known again.
pub(super) fn import_note(
    write: &mut SpaceWriter<'_, '_>,
    id: &str,
    mut row: SheetRow,
    renamed: &BTreeMap<String, DocId>,
) -> Result<bool, Error> {
    let id = own_id(id).filter(|id| id.as_bytes().last() == Some(&Kind::Note.to_byte()));
    let Some(id) = id.filter(|_| row.definition == replies::DEFINITION) else {
        return Ok(false);
    };
    if write.row(id)?.is_some() {
        return Ok(false);
    }
    rename_links(&mut row.fields, renamed);
    let edits: Vec<Edit> = sheet_edits(&row).into_iter().map(Edit::Sheet).collect();
    write.edit(id, Kind::Note, &edits)
}
