//! The value of an entry as plain data, and how it is read out of its document.

use std::collections::BTreeMap;

use automerge::ScalarValue;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::day::DayEnds;
use crate::definition::STEP_MAX;
use crate::document::reading::{DELETED, Reading};
use crate::entry::{Label, MOOD_MAX, MOOD_MIN};
use crate::worksheet::is_sentence;

/// The value of a journal entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryRow {
    /// What the writer's clock showed, as written; see [`EntryRow::zoned`] and [`EntryRow::day`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// The title; empty without one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// How it was, from 1 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<u8>,
    /// Feelings, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<String>,
    /// What set them off, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<String>,
    /// Tags, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Steps it belongs to, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<u8>,
    /// Whether it is marked with a star.
    #[serde(skip_serializing_if = "is_false")]
    pub star: bool,
    /// Whether it is a letter that is not sent: never part of a share unless named there.
    #[serde(skip_serializing_if = "is_false")]
    pub letter: bool,
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

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

impl EntryRow {
    /// The moment with its zone, when it is one that this program understands.
    pub fn zoned(&self) -> Option<jiff::Zoned> {
        self.when.parse().ok()
    }

    /// The civil date and time that the writer's clock showed, whatever the zone.
    pub fn civil(&self) -> Option<jiff::civil::DateTime> {
        let end = self.when.find('[').unwrap_or(self.when.len());
        self.when[..end].parse().ok()
    }

    /// The day that it counts to, by the clock where its writer was. Cheap: the zone is not read.
    pub fn day(&self, ends: DayEnds) -> Option<jiff::civil::Date> {
        ends.day_of_text(&self.when)
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
    row.steps.sort_unstable();
    row
}

/// Takes in one key; `false` when it is not understood.
fn known(doc: &Reading<'_>, key: &str, row: &mut EntryRow) -> bool {
    if let Some(text) = key.strip_prefix("tag/") {
        return labelled(doc, key, Label::Tag, text, &mut row.tags);
    }
    if let Some(text) = key.strip_prefix("emotion/") {
        return labelled(doc, key, Label::Emotion, text, &mut row.emotions);
    }
    if let Some(text) = key.strip_prefix("trigger/") {
        return labelled(doc, key, Label::Trigger, text, &mut row.triggers);
    }
    if let Some(number) = key.strip_prefix("step/") {
        let step = number.parse().ok().filter(|step: &u8| {
            (1..=STEP_MAX).contains(step) && step.to_string() == number && is_on(doc, key)
        });
        row.steps.extend(step);
        return step.is_some();
    }
    if let Some(sentence) = key.strip_prefix("kept/") {
        let good = is_sentence(sentence) && is_on(doc, key);
        if good {
            row.kept_sentences.push(sentence.to_owned());
        }
        return good;
    }
    if key == "body" {
        let body = doc.text(key).or_else(|| line(doc, key));
        return store(body, &mut row.body);
    }
    match (key, doc.scalar(key)) {
        ("when", Some(ScalarValue::Str(text))) => row.when = text.to_string(),
        ("title", Some(ScalarValue::Str(text))) => row.title = text.to_string(),
        ("journey", Some(ScalarValue::Str(text))) => row.journey = Some(text.to_string()),
        ("star", Some(ScalarValue::Boolean(on))) => row.star = on,
        ("letter", Some(ScalarValue::Boolean(on))) => row.letter = on,
        (DELETED, Some(value)) => {
            row.deleted = doc.deleted();
            return row.deleted.is_some() || value.as_i64().is_some();
        }
        ("mood", Some(value)) => {
            let mood = value.as_i64().and_then(|mood| u8::try_from(mood).ok());
            row.mood = mood.filter(|mood| (MOOD_MIN..=MOOD_MAX).contains(mood));
            return row.mood.is_some();
        }
        _ => return false,
    }
    true
}

fn store(text: Option<String>, place: &mut String) -> bool {
    let found = text.is_some();
    *place = text.unwrap_or_default();
    found
}

fn labelled(
    doc: &Reading<'_>,
    key: &str,
    label: Label,
    text: &str,
    labels: &mut Vec<String>,
) -> bool {
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

fn is_on(doc: &Reading<'_>, key: &str) -> bool {
    matches!(doc.scalar(key), Some(ScalarValue::Boolean(true)))
}
