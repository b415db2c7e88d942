//! What a change did, in words: the names of fields, and values as people read them.

use std::collections::BTreeMap;

use journal::{
    Definition, EntryField, Field, FieldChange, FieldDef, FieldKind, FieldValue, Fields, ItemId,
    Place, SheetRow,
};

use crate::Vault;
use crate::links::called;
use crate::shelf::Shelf;

/// What is needed to put the changes of one document into words.
pub(crate) enum Words<'a> {
    /// Of an entry: the sentences in it, by their keys.
    Entry(BTreeMap<String, String>),
    /// Of a worksheet.
    Sheet(SheetWords<'a>),
}

/// See [`Words`].
pub(crate) struct SheetWords<'a> {
    pub(crate) vault: &'a Vault,
    pub(crate) shelf: &'a Shelf,
    pub(crate) definition: &'a Definition,
    /// The answers as they now are.
    pub(crate) row: &'a SheetRow,
    /// What was last written about each item.
    pub(crate) items: BTreeMap<(String, ItemId), Fields>,
}

/// What names a field on the command line.
pub(crate) fn name(field: &Field) -> String {
    match field {
        Field::Entry(field) => field.name().into(),
        Field::Journey => "journey".into(),
        Field::Answer(place) => place.to_string(),
        Field::Item(list, item) => format!("{list}/{item}"),
        Field::Moment(list, item) => format!("{list}/{item}/at"),
        Field::Order(list, item) => format!("{list}/{item}/order"),
        Field::Done => "done".into(),
        Field::Kept => "kept".into(),
        Field::Deleted => "deleted".into(),
        Field::Unknown => "unknown".into(),
    }
}

/// The word for a change in a short list.
pub(crate) fn changed(change: &FieldChange) -> String {
    let on = change.new.is_some();
    match (&change.field, on) {
        (Field::Entry(EntryField::Star), true) => "starred".into(),
        (Field::Entry(EntryField::Star), false) => "unstarred".into(),
        (Field::Deleted, true) => "deleted".into(),
        (Field::Deleted, false) => "restored".into(),
        (Field::Kept, _) => "kept sentences".into(),
        (field, _) => name(field),
    }
}

impl Words<'_> {
    /// The field for people.
    pub(crate) fn label(&self, field: &Field, asked: u32) -> String {
        let question = |place: &Place| Some(self.field(place)?.asked_by(asked).0.to_owned());
        match field {
            Field::Answer(place) => question(place).unwrap_or_else(|| match place {
                Place::Field(field) | Place::Item { field, .. } => field.clone(),
            }),
            Field::Item(..) => "in the list".into(),
            Field::Moment(..) => "when".into(),
            Field::Order(..) => "place in the list".into(),
            Field::Kept => "kept as it is".into(),
            Field::Unknown => "unknown to this version".into(),
            field => name(field),
        }
    }

    /// For a field of an item: its list and the item, for people.
    pub(crate) fn item(&self, field: &Field) -> Option<String> {
        let (list, item) = item_of(field)?;
        let Self::Sheet(sheet) = self else {
            return None;
        };
        let label = sheet.definition.list(list).map_or(list, |list| &list.label);
        let short = item.short();
        let now = sheet.row.item(list, item).map(|item| &item.fields);
        let then = sheet.items.get(&(list.to_owned(), item));
        let words = now.or(then).zip(sheet.definition.list(list));
        let words = words.and_then(|(fields, list)| called(list, fields));
        Some(match words {
            Some(words) => format!("{label} {short} “{words}”"),
            None => format!("{label} {short}"),
        })
    }

    /// A value for people; empty where there is none, or where it has no words.
    pub(crate) fn value(&self, field: &Field, value: Option<&FieldValue>) -> String {
        match (field, value) {
            (
                Field::Entry(EntryField::Star | EntryField::Letter)
                | Field::Deleted
                | Field::Item(..),
                value,
            ) => yes(value.is_some()),
            (Field::Done, None) => "by its rule".into(),
            (Field::Order(..), _) | (_, None) => String::new(),
            (Field::Entry(EntryField::When) | Field::Moment(..), Some(FieldValue::Line(when))) => {
                moment(when)
            }
            (Field::Kept, Some(FieldValue::Chosen(keys))) => {
                let sentences = keys.iter().map(|key| self.sentence(key));
                sentences.collect::<Vec<_>>().join(" ")
            }
            (Field::Answer(place), Some(value)) => match self.field(place) {
                Some(field) => self.answer(field, value),
                None => plain(value),
            },
            (_, Some(value)) => plain(value),
        }
    }

    fn sentence(&self, key: &str) -> String {
        let found = match self {
            Self::Entry(sentences) => sentences.get(key).cloned(),
            Self::Sheet(sheet) => programme::sheet_flags(sheet.definition, sheet.row)
                .into_iter()
                .find(|flag| flag.key == key)
                .map(|flag| flag.sentence),
        };
        found.map_or_else(
            || "(a sentence that is not there now)".into(),
            |sentence| format!("“{}”", sentence.trim()),
        )
    }

    fn field(&self, place: &Place) -> Option<&FieldDef> {
        let Self::Sheet(sheet) = self else {
            return None;
        };
        match place {
            Place::Field(field) => sheet.definition.field(field),
            Place::Item { list, field, .. } => sheet.definition.list(list)?.field(field),
        }
    }

    fn answer(&self, field: &FieldDef, value: &FieldValue) -> String {
        let (Self::Sheet(sheet), FieldKind::Links) = (self, field.kind) else {
            return value.words(field);
        };
        let label = |id: &String| sheet.vault.words_of_link(sheet.shelf, sheet.row, id);
        match value {
            FieldValue::Line(id) => label(id),
            FieldValue::Chosen(chosen) => chosen.iter().map(label).collect::<Vec<_>>().join(", "),
            value => value.words(field),
        }
    }
}

/// The list and the item that a field lies in.
pub(crate) fn item_of(field: &Field) -> Option<(&str, ItemId)> {
    match field {
        Field::Item(list, item) | Field::Moment(list, item) | Field::Order(list, item) => {
            Some((list, *item))
        }
        Field::Answer(Place::Item { list, item, .. }) => Some((list, *item)),
        _ => None,
    }
}

fn plain(value: &FieldValue) -> String {
    let join = |words: Vec<&str>| words.join(", ");
    match value {
        FieldValue::Text(text) | FieldValue::Line(text) => text.clone(),
        FieldValue::Number(number) | FieldValue::Count(number) => number.to_string(),
        FieldValue::Check(on) => yes(*on),
        FieldValue::Chosen(chosen) => join(chosen.iter().map(String::as_str).collect()),
        FieldValue::Ranking(order) => join(order.iter().map(String::as_str).collect()),
    }
}

fn yes(on: bool) -> String {
    if on { "yes" } else { "no" }.into()
}

fn moment(when: &str) -> String {
    let end = when.find('[').unwrap_or(when.len());
    let civil = when[..end].parse::<jiff::civil::DateTime>();
    civil.map_or_else(
        |_| when.to_owned(),
        |at| at.strftime("%Y-%m-%d %a %H:%M").to_string(),
    )
}
