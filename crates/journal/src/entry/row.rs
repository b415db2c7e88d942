//! The value of an entry as plain data, and how it is read out of its document.

use std::collections::BTreeMap;
use std::ops::Deref;

use automerge::ScalarValue;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::definition::STEP_MAX;
use crate::document::reading::{DELETED, Reading};
use crate::entry::fields::{EntryEdit, EntryField, EntryFields};
use crate::entry::label::Label;
use crate::entry::when::When;
use crate::entry::{MOOD_MAX, MOOD_MIN};
use crate::worksheet::is_sentence;

/// The value of a journal entry: what it says, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryRow {
    /// What it says.
    #[serde(flatten)]
    pub fields: EntryFields,
    /// The keys of marked sentences that were kept, sorted.
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
            EntryEdit::When(when) => *when == self.when,
            EntryEdit::Title(title) => *title == self.title,
            EntryEdit::Body(body) => *body == self.body,
            EntryEdit::Mood(mood) => *mood == self.mood,
            EntryEdit::Tag(tag, on) => Label::Tag.is_among(&self.tags, tag) == *on,
            EntryEdit::Emotion(name, on) => Label::Emotion.is_among(&self.emotions, name) == *on,
            EntryEdit::Trigger(name, on) => Label::Trigger.is_among(&self.triggers, name) == *on,
            EntryEdit::Step(step, on) => self.steps.contains(step) == *on,
            EntryEdit::Star(on) => self.star == *on,
            EntryEdit::Letter(on) => self.letter == *on,
            EntryEdit::Keep(sentence, on) => self.kept_sentences.contains(sentence) == *on,
            EntryEdit::Journey(journey) => *journey == self.journey,
            EntryEdit::Delete | EntryEdit::Restore => false,
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
    for key in keys {
        if !known(doc, key, &mut row) {
            let value = doc.plain(key);
            row.extra.insert(key.clone(), value);
        }
    }
    row.fields.steps.sort_unstable();
    row.tidy_labels();
    row
}

/// Takes in one key; `false` when it is not understood.
fn known(doc: &Reading<'_>, key: &str, row: &mut EntryRow) -> bool {
    if let Some(field) = EntryField::of_stored(key) {
        return read(doc, field, key, &mut row.fields);
    }
    if let Some(sentence) = key.strip_prefix("kept/") {
        let good = is_sentence(sentence) && is_on(doc, key);
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

/// Takes in a key of a field.
fn read(doc: &Reading<'_>, field: EntryField, key: &str, fields: &mut EntryFields) -> bool {
    match field {
        EntryField::When => store(line(doc, key).map(When::from), &mut fields.when),
        EntryField::Title => store(line(doc, key), &mut fields.title),
        EntryField::Text => store(doc.text(key).or_else(|| line(doc, key)), &mut fields.body),
        EntryField::Mood => {
            let mood = doc.scalar(key).and_then(|value| value.as_i64());
            let mood = mood.and_then(|mood| u8::try_from(mood).ok());
            fields.mood = mood.filter(|mood| (MOOD_MIN..=MOOD_MAX).contains(mood));
            fields.mood.is_some()
        }
        EntryField::Emotions => labelled(doc, key, Label::Emotion, &mut fields.emotions),
        EntryField::Triggers => labelled(doc, key, Label::Trigger, &mut fields.triggers),
        EntryField::Tags => labelled(doc, key, Label::Tag, &mut fields.tags),
        EntryField::Steps => {
            let number = key.trim_start_matches(field.stored());
            let step = number.parse().ok().filter(|step: &u8| {
                (1..=STEP_MAX).contains(step) && step.to_string() == number && is_on(doc, key)
            });
            fields.steps.extend(step);
            step.is_some()
        }
        EntryField::Star => store(check(doc, key), &mut fields.star),
        EntryField::Letter => store(check(doc, key), &mut fields.letter),
    }
}

fn store<T: Default>(value: Option<T>, place: &mut T) -> bool {
    let found = value.is_some();
    *place = value.unwrap_or_default();
    found
}

fn labelled(doc: &Reading<'_>, key: &str, label: Label, labels: &mut Vec<String>) -> bool {
    let text = key.strip_prefix(label.prefix()).unwrap_or_default();
    let good = label.is_valid(text) && is_on(doc, key);
    if good {
        labels.push(text.to_owned());
    }
    good
}

fn line(doc: &Reading<'_>, key: &str) -> Option<String> {
    match doc.scalar(key)? {
        ScalarValue::Str(text) => Some(text.to_string()),
        _ => None,
    }
}

fn check(doc: &Reading<'_>, key: &str) -> Option<bool> {
    match doc.scalar(key)? {
        ScalarValue::Boolean(on) => Some(on),
        _ => None,
    }
}

fn is_on(doc: &Reading<'_>, key: &str) -> bool {
    check(doc, key) == Some(true)
}
