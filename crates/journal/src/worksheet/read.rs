//! Reading a worksheet's document, whoever wrote it, into a row.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{ScalarValue, Value};

use crate::day::DayEnds;
use crate::definition::name::is_field_id;
use crate::document::reading::{DELETED, Reading};
use crate::unknown::Unknown;
use crate::worksheet::id::{ItemId, Place, is_choice};
use crate::worksheet::order::is_order;
use crate::worksheet::row::{FieldValue, Fields, ItemRow, SheetRow};
use crate::worksheet::{is_moment, is_sentence};

/// Reads a worksheet out of its document. Whatever the document holds, this does not fail: values of
/// the wrong type are left to [`SheetRow::extra`].
pub(crate) fn row(doc: &Reading<'_>) -> SheetRow {
    row_of(doc, &doc.keys())
}

/// As [`row`], of nothing but these keys, sorted and all of them there.
pub(crate) fn row_of<'k>(
    doc: &Reading<'_>,
    keys: impl IntoIterator<Item = &'k String>,
) -> SheetRow {
    let mut reader = Reader {
        doc,
        row: SheetRow::default(),
        items: BTreeMap::new(),
        marked: BTreeSet::new(),
    };
    let mut unknown = Unknown::default();
    for key in keys {
        if !reader.key(key) {
            unknown.take(key, doc.plain(key));
        }
    }
    reader.row.extra = unknown.values;
    reader.finish()
}

type ItemKey = (String, ItemId);

struct Reader<'a> {
    doc: &'a Reading<'a>,
    row: SheetRow,
    items: BTreeMap<ItemKey, ItemRow>,
    marked: BTreeSet<ItemKey>,
}

impl Reader<'_> {
    /// Takes in one key; `false` when it is not understood.
    fn key(&mut self, key: &str) -> bool {
        match key {
            "d" => self.text_into(key, |row, text| row.definition = text),
            "j" => self.text_into(key, |row, text| row.journey = text),
            "v" => {
                let version = self.scalar(key).and_then(|v| v.as_i64());
                self.row.version = version.and_then(|v| u32::try_from(v).ok()).unwrap_or(0);
                version.is_some()
            }
            "done" => {
                self.row.done_by_hand = self.scalar(key).and_then(|v| v.as_bool());
                self.row.done_by_hand.is_some()
            }
            DELETED => {
                self.row.deleted = self.doc.deleted();
                self.scalar(key)
                    .is_some_and(|value| value.as_i64().is_some())
            }
            _ => match key.split_once('/') {
                Some(("i", rest)) => self.item_key(key, rest),
                Some(("q", field)) if is_field_id(field) => self.asked(key, field.to_owned()),
                Some(("k", sentence)) if is_sentence(sentence) => {
                    let on = matches!(self.scalar(key), Some(ScalarValue::Boolean(true)));
                    if on {
                        self.row.kept_sentences.insert(sentence.to_owned());
                    }
                    on
                }
                _ => {
                    let mut fields = std::mem::take(&mut self.row.fields);
                    let known = self.value(key, key, &mut fields);
                    self.row.fields = fields;
                    known
                }
            },
        }
    }

    /// Notes which version of the definition asked at `place`.
    fn asked(&mut self, key: &str, place: String) -> bool {
        let version = self.scalar(key).and_then(|version| version.as_i64());
        let version = version.and_then(|version| u32::try_from(version).ok());
        if let Some(version) = version {
            self.row.asked.insert(place, version);
        }
        version.is_some()
    }

    fn text_into(&mut self, key: &str, store: impl FnOnce(&mut SheetRow, String)) -> bool {
        match self.scalar(key) {
            Some(ScalarValue::Str(text)) => {
                store(&mut self.row, text.to_string());
                true
            }
            _ => false,
        }
    }

    fn item_key(&mut self, key: &str, rest: &str) -> bool {
        let mut parts = rest.splitn(3, '/');
        let (Some(list), Some(id), Some(what)) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let Ok(id) = id.parse::<ItemId>() else {
            return false;
        };
        if !is_field_id(list) {
            return false;
        }
        let at = (list.to_owned(), id);
        let mut item = self.items.remove(&at).unwrap_or_else(|| ItemRow {
            id,
            order: String::new(),
            at: None,
            fields: Fields::default(),
            day_ends: DayEnds::MIDNIGHT,
        });
        let line = |reader: &Self| match reader.scalar(key) {
            Some(ScalarValue::Str(text)) => Some(text.to_string()),
            _ => None,
        };
        match what {
            "e" => {
                self.marked.insert(at.clone());
            }
            "o" => item.order = line(self).filter(|o| is_order(o)).unwrap_or_default(),
            "at" => item.at = line(self).filter(|at| is_moment(at)),
            // What an item holds beyond this stays in the document, unseen: it may belong to an
            // item that was removed.
            _ => match what.strip_prefix("q/") {
                Some(field) if is_field_id(field) => {
                    self.asked(key, Place::item(list, id, field).to_string());
                }
                _ => {
                    self.value(key, what, &mut item.fields);
                }
            },
        }
        self.items.insert(at, item);
        true
    }

    /// Reads the value at `key` into `fields`; `path` is the key without its item's prefix.
    fn value(&self, key: &str, path: &str, fields: &mut Fields) -> bool {
        let mut parts = path.split('/');
        let (Some(class), Some(field)) = (parts.next(), parts.next()) else {
            return false;
        };
        let (more, end) = (parts.next(), parts.next());
        if !is_field_id(field) || end.is_some() {
            return false;
        }
        let value = match (class, more) {
            ("f", None) => self.single(key),
            ("t", None) => self.doc.text(key).map(FieldValue::Text),
            ("c", None) => self.counters(key).map(FieldValue::Count),
            ("c", Some(slot)) if slot.parse::<u32>().is_ok() => {
                self.counters(key).map(FieldValue::Count)
            }
            ("s", Some(choice)) if is_choice(choice) => match self.scalar(key) {
                Some(ScalarValue::Boolean(true)) => {
                    Some(FieldValue::Chosen(BTreeSet::from([choice.to_owned()])))
                }
                _ => None,
            },
            ("r", None) => self.ranking(key),
            _ => None,
        };
        let Some(value) = value else {
            return false;
        };
        merge_into(fields, field, value)
    }

    fn scalar(&self, key: &str) -> Option<ScalarValue> {
        self.doc.scalar(key)
    }

    fn single(&self, key: &str) -> Option<FieldValue> {
        match self.scalar(key)? {
            ScalarValue::Str(text) => Some(FieldValue::Line(text.to_string())),
            ScalarValue::Boolean(on) => Some(FieldValue::Check(on)),
            ScalarValue::Int(number) => Some(FieldValue::Number(number)),
            ScalarValue::Uint(number) => i64::try_from(number).ok().map(FieldValue::Number),
            _ => None,
        }
    }

    fn counters(&self, key: &str) -> Option<i64> {
        let mut sum = None;
        for (value, _) in self.doc.get_all(key) {
            if let Value::Scalar(value) = value
                && let ScalarValue::Counter(counter) = value.as_ref()
            {
                let so_far: i64 = sum.unwrap_or(0);
                sum = Some(so_far.saturating_add(i64::from(counter)));
            }
        }
        sum
    }

    fn ranking(&self, key: &str) -> Option<FieldValue> {
        let Some(ScalarValue::Str(text)) = self.scalar(key) else {
            return None;
        };
        let order: Vec<String> = serde_json::from_str(&text).ok()?;
        order
            .iter()
            .all(|choice| is_choice(choice))
            .then_some(FieldValue::Ranking(order))
    }

    fn finish(mut self) -> SheetRow {
        for ((list, id), item) in self.items {
            if self.marked.contains(&(list.clone(), id)) {
                self.row.lists.entry(list).or_default().push(item);
            }
        }
        let marked = &self.marked;
        self.row.asked.retain(|place, _| match place.parse() {
            Ok(Place::Item { list, item, .. }) => marked.contains(&(list, item)),
            _ => true,
        });
        for items in self.row.lists.values_mut() {
            items.sort_by(|a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        }
        self.row
    }
}

/// Adds a value to a field; `false` when the field already holds a value of another kind.
fn merge_into(fields: &mut Fields, field: &str, value: FieldValue) -> bool {
    match (fields.0.get_mut(field), value) {
        (None, value) => {
            fields.0.insert(field.to_owned(), value);
            true
        }
        (Some(FieldValue::Chosen(chosen)), FieldValue::Chosen(more)) => {
            chosen.extend(more);
            true
        }
        (Some(FieldValue::Count(count)), FieldValue::Count(more)) => {
            *count = count.saturating_add(more);
            true
        }
        _ => false,
    }
}
