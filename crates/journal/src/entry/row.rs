//! The value of an entry as plain data, and how it is read out of its document.

use std::collections::BTreeMap;
use std::ops::Deref;

use automerge::ScalarValue;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::document::reading::{DELETED, Reading};
use crate::entry::fields::{EntryEdit, EntryField, EntryFields};
use crate::entry::file::EntryFile;
use crate::entry::label::Label;
use crate::entry::stored;
use crate::unknown::Unknown;
use crate::worksheet::is_sentence;

/// The value of a journal entry: what it says, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryRow {
    /// What it says.
    #[serde(flatten)]
    pub fields: EntryFields,
    /// The keys of flagged sentences that were kept, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept_sentences: Vec<String>,
    /// When it was put in the bin, in unix seconds; `None` while it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<i64>,
    /// The journey it belongs to (a document id as text).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journey: Option<String>,
    /// What this version does not know or cannot make sense of, by document key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, Json>,
}

/// An entry's fields are read from its row directly.
impl Deref for EntryRow {
    type Target = EntryFields;

    fn deref(&self) -> &EntryFields {
        &self.fields
    }
}

impl From<EntryFields> for EntryRow {
    fn from(fields: EntryFields) -> Self {
        Self {
            fields,
            ..Self::default()
        }
    }
}

impl EntryRow {
    /// Whether an edit would change nothing here, as far as the row tells.
    pub(crate) fn says(&self, edit: &EntryEdit) -> bool {
        match edit {
            EntryEdit::Keep(sentence, on) => self.kept_sentences.contains(sentence) == *on,
            EntryEdit::Journey(journey) => *journey == self.journey,
            edit => self.fields.says(edit),
        }
    }

    /// Lets each label stand once, also where earlier programs kept several spellings of it.
    pub(crate) fn tidy_labels(&mut self) {
        Label::Tag.shown(&mut self.fields.tags);
        Label::Emotion.shown(&mut self.fields.emotions);
        Label::Trigger.shown(&mut self.fields.triggers);
    }
}

/// Reads an entry out of its document. Whatever the document holds, this does not fail: what makes
/// no sense is left to [`EntryRow::extra`].
pub(crate) fn entry_row(doc: &Reading<'_>) -> EntryRow {
    entry_row_of(doc, &doc.keys())
}

/// As [`entry_row`], of nothing but these keys, sorted and all of them there.
pub(crate) fn entry_row_of<'k>(
    doc: &Reading<'_>,
    keys: impl IntoIterator<Item = &'k String>,
) -> EntryRow {
    let mut row = EntryRow::default();
    let mut unknown = Unknown::default();
    for key in keys {
        if !known(doc, key, &mut row) {
            unknown.take(key, doc.plain(key));
        }
    }
    row.extra = unknown.values;
    row.fields.steps.sort_unstable();
    let place = |file: &EntryFile| (file.order, file.id.clone());
    row.fields.files.sort_by_cached_key(place);
    row.tidy_labels();
    row
}

/// Takes in one key; `false` when it is not understood.
fn known(doc: &Reading<'_>, key: &str, row: &mut EntryRow) -> bool {
    if let Some(field) = EntryField::of_stored(key) {
        return stored::read(doc, field, key, &mut row.fields);
    }
    if let Some(sentence) = key.strip_prefix("kept/") {
        let good = is_sentence(sentence) && stored::is_on(doc, key);
        if good {
            row.kept_sentences.push(sentence.to_owned());
        }
        return good;
    }
    match (key, doc.scalar(key)) {
        ("journey", Some(ScalarValue::Str(text))) => row.journey = Some(text.to_string()),
        (DELETED, Some(value)) => {
            row.deleted = doc.deleted();
            return row.deleted.is_some() || value.as_i64().is_some();
        }
        _ => return false,
    }
    true
}
