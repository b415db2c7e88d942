//! Where the blame check marks sentences: in the fields of a worksheet that ask for the person's own
//! part. A mark is resolved by writing the sentence anew, or kept, sentence by sentence.

use journal::{Definition, FieldDef, FieldKind, Fields, Place, SheetRow};

use wording::{BlameRule, blame_flags};

/// The steps whose worksheets, and whose entries, are looked at.
pub const BLAME_STEPS: [u8; 4] = [1, 4, 8, 10];

/// A marked sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The field of a worksheet it stands in; `None` in an entry.
    pub place: Option<Place>,
    /// The sentence.
    pub sentence: String,
    /// The words in it that set the mark off.
    pub words: String,
    /// What it looks like.
    pub rule: BlameRule,
    /// The sentence's key, see [`wording::sentence_key`].
    pub key: String,
    /// Whether the person decided to keep it as it is.
    pub kept: bool,
}

/// The marked sentences of one text.
pub fn marks_in(text: &str, is_kept: &dyn Fn(&str) -> bool) -> Vec<Mark> {
    blame_flags(text)
        .into_iter()
        .map(|mark| Mark {
            place: None,
            sentence: text.get(mark.sentence).unwrap_or_default().to_owned(),
            words: text.get(mark.words).unwrap_or_default().to_owned(),
            rule: mark.rule,
            kept: is_kept(&mark.key),
            key: mark.key,
        })
        .collect()
}

/// The marked sentences of a worksheet, kept ones included, in the order of its fields.
pub fn sheet_marks(definition: &Definition, row: &SheetRow) -> Vec<Mark> {
    let mut marks = Vec::new();
    for field in definition.fields() {
        if field.kind.has_items() {
            for item in row.items(&field.id) {
                for inner in &field.fields {
                    let place = || Place::item(&field.id, item.id, &inner.id);
                    field_marks(inner, &item.fields, row, &place, &mut marks);
                }
            }
        } else {
            let place = || Place::field(&field.id);
            field_marks(field, &row.fields, row, &place, &mut marks);
        }
    }
    marks
}

fn field_marks(
    field: &FieldDef,
    fields: &Fields,
    row: &SheetRow,
    place: &dyn Fn() -> Place,
    marks: &mut Vec<Mark>,
) {
    if !field.blame || !matches!(field.kind, FieldKind::Text | FieldKind::Line) {
        return;
    }
    let found = marks_in(fields.words(&field.id), &|key| {
        row.kept_sentences.contains(key)
    });
    marks.extend(found.into_iter().map(|mark| Mark {
        place: Some(place()),
        ..mark
    }));
}

/// How many marks of a worksheet are neither resolved nor kept.
pub(crate) fn open_marks(definition: &Definition, row: &SheetRow) -> usize {
    let marks = sheet_marks(definition, row);
    marks.iter().filter(|mark| !mark.kept).count()
}
