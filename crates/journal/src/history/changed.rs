//! What a change did, field by field, as the difference of two rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::SHORT_ID_CHARS;
use crate::document::id::ChangeHash;
use crate::entry::fields::{EntryField, EntryValue};
use crate::entry::file::EntryFile;
use crate::entry::row::EntryRow;
use crate::kind::Kind;
use crate::worksheet::id::{ItemId, Place};
use crate::worksheet::row::{FieldValue, Fields, ItemRow, SheetRow};

/// What of a document a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A field of an entry.
    Entry(EntryField),
    /// The journey it belongs to.
    Journey,
    /// An answer of a worksheet.
    Answer(Place),
    /// Whether an item is in its list or log.
    Item(String, ItemId),
    /// When an item of a log happened.
    Moment(String, ItemId),
    /// An item's place in its list; the values are order keys.
    Order(String, ItemId),
    /// The person's own word on whether a worksheet is done.
    Done,
    /// Flagged sentences that were kept, by their keys.
    Kept,
    /// Whether the document is in the bin.
    Deleted,
    /// What this program does not know; the value is how many such things.
    Unknown,
}

/// What a change did to one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// The value that its writer saw; `None` where there was none.
    pub old: Option<FieldValue>,
    /// The value right after it.
    pub new: Option<FieldValue>,
    /// Of an answer: the version of the definition whose question was answered.
    pub asked: u32,
    /// The change whose value was preferred to this one. They were made without knowing of each other. `None` where the
    /// value stood until somebody changed it on purpose.
    pub lost_to: Option<ChangeHash>,
}

/// The field that a document key belongs to; `None` where the key tells nothing of its own.
pub(crate) fn field_of(kind: Kind, key: &str) -> Option<Field> {
    let first = key.split('/').next().unwrap_or(key);
    match (kind, first) {
        (_, "deleted") => Some(Field::Deleted),
        (Kind::Entry, "journey") => Some(Field::Journey),
        (Kind::Entry, "kept") => Some(Field::Kept),
        (Kind::Entry, _) => Some(EntryField::of_stored(key).map_or(Field::Unknown, Field::Entry)),
        (_, "done") => Some(Field::Done),
        (_, "k") => Some(Field::Kept),
        (_, "d" | "v" | "j" | "q") => None,
        (_, "i") => of_item(key),
        _ => answer(key, |field| Place::field(field)),
    }
}

fn of_item(key: &str) -> Option<Field> {
    let mut parts = key.splitn(4, '/').skip(1);
    let (list, item) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?);
    match parts.next()? {
        "e" => Some(Field::Item(list, item)),
        "at" => Some(Field::Moment(list, item)),
        "o" => Some(Field::Order(list, item)),
        rest => answer(rest, |field| Place::item(list, item, field)),
    }
}

fn answer(path: &str, place: impl FnOnce(&str) -> Place) -> Option<Field> {
    let mut parts = path.split('/');
    let class = parts.next()?;
    let field = parts.next()?;
    matches!(class, "f" | "t" | "c" | "s" | "r").then(|| Field::Answer(place(field)))
}

/// The differences of two rows.
#[derive(Default)]
struct Found(Vec<FieldChange>);

impl Found {
    fn note(&mut self, field: Field, old: Option<FieldValue>, new: Option<FieldValue>) {
        let (old, new) = (old.filter(says), new.filter(says));
        if old != new {
            self.0.push(FieldChange {
                field,
                old,
                new,
                asked: 1,
                lost_to: None,
            });
        }
    }

    fn line(&mut self, field: Field, old: &str, new: &str) {
        let line = |text: &str| Some(FieldValue::Line(text.to_owned()));
        self.note(field, line(old), line(new));
    }

    fn on(&mut self, field: Field, old: bool, new: bool) {
        let on = |on: bool| on.then_some(FieldValue::Check(true));
        self.note(field, on(old), on(new));
    }

    fn unknown<V: PartialEq>(&mut self, old: &BTreeMap<String, V>, new: &BTreeMap<String, V>) {
        let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let differ = keys.iter().filter(|key| old.get(**key) != new.get(**key));
        let count = i64::try_from(differ.count()).unwrap_or(i64::MAX);
        if count > 0 {
            self.note(Field::Unknown, None, Some(FieldValue::Count(count)));
        }
    }
}

/// Whether a value is one: an emptied text says as little as none.
fn says(value: &FieldValue) -> bool {
    match value {
        FieldValue::Text(text) | FieldValue::Line(text) => !text.is_empty(),
        FieldValue::Chosen(chosen) => !chosen.is_empty(),
        FieldValue::Ranking(order) => !order.is_empty(),
        FieldValue::Number(_) | FieldValue::Check(_) | FieldValue::Count(_) => true,
    }
}

/// What lies between two values of an entry.
pub(crate) fn entry_changes(old: &EntryRow, new: &EntryRow) -> Vec<FieldChange> {
    let mut found = Found::default();
    for ((field, old), (_, new)) in old.values().into_iter().zip(new.values()) {
        found.note(Field::Entry(field), value(old), value(new));
    }
    let journey = |row: &EntryRow| row.journey.clone().map(FieldValue::Line);
    found.note(Field::Journey, journey(old), journey(new));
    let kept = |row: &EntryRow| {
        Some(FieldValue::Chosen(
            row.kept_sentences.iter().cloned().collect(),
        ))
    };
    found.note(Field::Kept, kept(old), kept(new));
    found.on(Field::Deleted, old.deleted.is_some(), new.deleted.is_some());
    found.unknown(&old.extra, &new.extra);
    found.0
}

/// A field's value by itself; `None` where nothing is said.
fn value(said: EntryValue<'_>) -> Option<FieldValue> {
    Some(match said {
        EntryValue::Line(line) => FieldValue::Line(line.to_owned()),
        EntryValue::Text(text) => FieldValue::Text(text.to_owned()),
        EntryValue::Number(number) => FieldValue::Number(number?.into()),
        EntryValue::Words(words) => FieldValue::Chosen(words.iter().cloned().collect()),
        EntryValue::Numbers(numbers) => {
            FieldValue::Chosen(numbers.iter().map(u8::to_string).collect())
        }
        EntryValue::Check(on) => on.then_some(FieldValue::Check(true))?,
        EntryValue::Files(files) => FieldValue::Chosen(names(files)),
    })
}

/// Names of files; where several have the same one, the beginning of their ids tells them apart.
fn names(files: &[EntryFile]) -> BTreeSet<String> {
    let name = |file: &EntryFile| {
        let words = file.words();
        let same = files.iter().filter(|other| other.words() == words).count();
        match same {
            1 => words,
            _ => format!("{words} {:.SHORT_ID_CHARS$}", file.id),
        }
    };
    files.iter().map(name).collect()
}

/// What lies between two values of a worksheet.
pub(crate) fn sheet_changes(old: &SheetRow, new: &SheetRow) -> Vec<FieldChange> {
    let mut found = Found::default();
    fields(&mut found, &old.fields, &new.fields, |field| {
        Place::field(field)
    });
    let lists: BTreeSet<&String> = old.lists.keys().chain(new.lists.keys()).collect();
    for list in lists {
        let ids = old.items(list).iter().chain(new.items(list));
        let ids: BTreeSet<ItemId> = ids.map(|item| item.id).collect();
        for id in ids {
            item(&mut found, list, old.item(list, id), new.item(list, id));
        }
    }
    let done = |row: &SheetRow| row.done_by_hand.map(FieldValue::Check);
    found.note(Field::Done, done(old), done(new));
    let kept = |row: &SheetRow| Some(FieldValue::Chosen(row.kept_sentences.clone()));
    found.note(Field::Kept, kept(old), kept(new));
    found.on(Field::Deleted, old.deleted.is_some(), new.deleted.is_some());
    found.unknown(&old.extra, &new.extra);
    for change in &mut found.0 {
        if let Field::Answer(place) = &change.field {
            change.asked = new.asked_by(&place.to_string());
        }
    }
    found.0
}

fn item(found: &mut Found, list: &str, old: Option<&ItemRow>, new: Option<&ItemRow>) {
    let Some(id) = old.or(new).map(|item| item.id) else {
        return;
    };
    found.on(
        Field::Item(list.to_owned(), id),
        old.is_some(),
        new.is_some(),
    );
    let at = |item: Option<&ItemRow>| item.and_then(|item| item.at.clone());
    let (was, is) = (at(old), at(new));
    let line = |at: Option<String>| at.map(FieldValue::Line);
    found.note(Field::Moment(list.to_owned(), id), line(was), line(is));
    if let (Some(old), Some(new)) = (old, new) {
        found.line(Field::Order(list.to_owned(), id), &old.order, &new.order);
    }
    let empty = Fields::default();
    let of = |item: Option<&ItemRow>| item.map_or(&empty, |item| &item.fields).clone();
    fields(found, &of(old), &of(new), |field| {
        Place::item(list, id, field)
    });
}

fn fields(found: &mut Found, old: &Fields, new: &Fields, place: impl Fn(&str) -> Place) {
    let ids: BTreeSet<&String> = old.0.keys().chain(new.0.keys()).collect();
    for id in ids {
        let [was, is] = [old, new].map(|fields| fields.get(id).cloned());
        found.note(Field::Answer(place(id)), was, is);
    }
}
