//! Where the blame check flags sentences: in the fields of a worksheet that ask for the person's own
//! part. A flag is resolved by writing the sentence anew, or kept, sentence by sentence.

use journal::{Definition, FieldDef, FieldKind, Fields, Place, SheetRow};

use wording::{BlameRule, blame_flags};

/// The steps whose worksheets, and whose entries, are looked at.
pub const BLAME_STEPS: [u8; 4] = [1, 4, 8, 10];

/// A flagged sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The field of a worksheet it stands in; `None` in an entry.
    pub place: Option<Place>,
    /// The sentence.
    pub sentence: String,
    /// The words in it that set the flag off.
    pub words: String,
    /// What it looks like.
    pub rule: BlameRule,
    /// The sentence's key, see [`wording::sentence_key`].
    pub key: String,
    /// Whether the person decided to keep it as it is.
    pub kept: bool,
}

/// The flagged sentences of one text.
pub fn flags_in(text: &str, is_kept: &dyn Fn(&str) -> bool) -> Vec<Flag> {
    blame_flags(text)
        .into_iter()
        .map(|flag| Flag {
            place: None,
            sentence: text.get(flag.sentence).unwrap_or_default().to_owned(),
            words: text.get(flag.words).unwrap_or_default().to_owned(),
            rule: flag.rule,
            kept: is_kept(&flag.key),
            key: flag.key,
        })
        .collect()
}

/// The flagged sentences of a worksheet, kept ones included, in the order of its fields.
pub fn sheet_flags(definition: &Definition, row: &SheetRow) -> Vec<Flag> {
    let mut flags = Vec::new();
    for field in definition.fields() {
        if field.kind.has_items() {
            for item in row.items(&field.id) {
                for inner in &field.fields {
                    let place = || Place::item(&field.id, item.id, &inner.id);
                    field_flags(inner, &item.fields, row, &place, &mut flags);
                }
            }
        } else {
            let place = || Place::field(&field.id);
            field_flags(field, &row.fields, row, &place, &mut flags);
        }
    }
    flags
}

fn field_flags(
    field: &FieldDef,
    fields: &Fields,
    row: &SheetRow,
    place: &dyn Fn() -> Place,
    flags: &mut Vec<Flag>,
) {
    if !field.blame || !matches!(field.kind, FieldKind::Text | FieldKind::Line) {
        return;
    }
    let found = flags_in(fields.words(&field.id), &|key| {
        row.kept_sentences.contains(key)
    });
    flags.extend(found.into_iter().map(|flag| Flag {
        place: Some(place()),
        ..flag
    }));
}

/// How many flags of a worksheet are neither resolved nor kept.
pub(crate) fn open_flags(definition: &Definition, row: &SheetRow) -> usize {
    let flags = sheet_flags(definition, row);
    flags.iter().filter(|flag| !flag.kept).count()
}
