//! How an entry lies in its document: each field as it is read, and each edit as it is written.

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};

use crate::definition::{STEP_MAX, name::shown};
use crate::document::id::DocId;
use crate::document::reading::{DELETED, Reading};
use crate::document::splice::{self, TEXT_CHARS_PER_CHANGE_MAX, splices};
use crate::document::texts;
use crate::entry::checked;
use crate::entry::fields::{EntryEdit, EntryField, EntryFields};
use crate::entry::file::{self, EntryFile};
use crate::entry::label::{LABEL_CHARS_MAX, LABELS_MAX, Label};
use crate::entry::when::When;
use crate::entry::{EntryError, MOOD_MAX, MOOD_MIN, WHEN_BYTES_MAX, WriteError};
use crate::worksheet::is_sentence;

/// Takes in the key of a field; `false` when what it holds makes no sense.
pub(crate) fn read(
    doc: &Reading<'_>,
    field: EntryField,
    key: &str,
    fields: &mut EntryFields,
) -> bool {
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
        EntryField::Files => {
            let id = key.trim_start_matches(field.stored());
            let file = line(doc, key).and_then(|text| EntryFile::read(id, &text));
            let found = file.is_some();
            fields.files.extend(file);
            found
        }
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

pub(crate) fn is_on(doc: &Reading<'_>, key: &str) -> bool {
    check(doc, key) == Some(true)
}

/// Writes one edit into a document. `at` (unix seconds) is the time kept by [`EntryEdit::Delete`].
///
/// Nothing is written when the edit changes nothing. After an error the transaction must be rolled
/// back by the caller.
pub(crate) fn apply<T: Transactable>(
    tx: &mut T,
    edit: &EntryEdit,
    at: i64,
) -> Result<(), WriteError> {
    match edit {
        EntryEdit::When(when) => set_when(tx, when),
        EntryEdit::Title(title) => set_title(tx, title),
        EntryEdit::Body(body) => set_body(tx, body),
        EntryEdit::Mood(mood) => set_mood(tx, *mood),
        EntryEdit::Tag(text, on) => set_label(tx, Label::Tag, text, *on),
        EntryEdit::Emotion(text, on) => set_label(tx, Label::Emotion, text, *on),
        EntryEdit::Trigger(text, on) => set_label(tx, Label::Trigger, text, *on),
        EntryEdit::Step(step, on) => set_step(tx, *step, *on),
        EntryEdit::Star(on) => set_check(tx, EntryField::Star, *on),
        EntryEdit::Letter(on) => set_check(tx, EntryField::Letter, *on),
        EntryEdit::File(file) => set_file(tx, file),
        EntryEdit::Unfile(id) => remove(tx, &format!("{}{id}", EntryField::Files.stored())),
        EntryEdit::Keep(sentence, on) => keep(tx, sentence, *on),
        EntryEdit::Journey(Some(journey)) => set_journey(tx, journey),
        EntryEdit::Journey(None) => remove(tx, "journey"),
        EntryEdit::Delete => put(tx, DELETED, ScalarValue::Int(at)),
        EntryEdit::Restore => remove(tx, DELETED),
    }
}

/// Writes a new entry.
pub(crate) fn create<T: Transactable>(tx: &mut T, fields: &EntryFields) -> Result<(), WriteError> {
    // An entry without a moment is none.
    set_when(tx, &fields.when)?;
    let nothing = EntryFields::default();
    for field in EntryField::all() {
        // The text object is made now even when empty: texts begun on two devices would stay two.
        if field == EntryField::Text && bodies(tx)?.is_empty() {
            tx.put_object(ROOT, field.stored(), ObjType::Text)?;
        }
        let edits = nothing.edits_to(fields, field);
        edits.iter().try_for_each(|edit| apply(tx, edit, 0))?;
    }
    Ok(())
}

fn set_when<T: Transactable>(tx: &mut T, when: &When) -> Result<(), WriteError> {
    let text = when.as_str();
    if text.len() > WHEN_BYTES_MAX || when.zoned().is_none() {
        return Err(EntryError::When(text.chars().take(WHEN_BYTES_MAX).collect()).into());
    }
    put(tx, EntryField::When.stored(), text.into())
}

fn set_check<T: Transactable>(tx: &mut T, field: EntryField, on: bool) -> Result<(), WriteError> {
    if on {
        put(tx, field.stored(), true.into())
    } else {
        remove(tx, field.stored())
    }
}

fn set_title<T: Transactable>(tx: &mut T, title: &str) -> Result<(), WriteError> {
    checked::title(title)?;
    if title.is_empty() {
        return remove(tx, "title");
    }
    put(tx, "title", title.into())
}

fn set_body<T: Transactable>(tx: &mut T, body: &str) -> Result<(), WriteError> {
    checked::body(body)?;
    let bodies = bodies(tx)?;
    let [one] = bodies.as_slice() else {
        return Ok(texts::write(tx, "body", body)?);
    };
    let old = tx.text(one)?;
    let splices = splices(&old, body);
    if splice::changed(&splices) > TEXT_CHARS_PER_CHANGE_MAX {
        return Err(WriteError::TooMuchAtOnce);
    }
    // Splices count characters, which fits only where the object is nothing but text.
    if tx.length(one) == old.chars().count() {
        splice::splice(tx, one, &splices)?;
    } else {
        let fresh = tx.put_object(ROOT, "body", ObjType::Text)?;
        tx.splice_text(&fresh, 0, 0, body)?;
    }
    Ok(())
}

/// The text objects at `body`: one, or more where it was begun on several devices at once.
fn bodies<D: ReadDoc>(doc: &D) -> Result<Vec<ObjId>, AutomergeError> {
    let all = doc.get_all(ROOT, "body")?.into_iter();
    Ok(all
        .filter(|(value, _)| matches!(value, Value::Object(ObjType::Text)))
        .map(|(_, object)| object)
        .collect())
}

fn set_mood<T: Transactable>(tx: &mut T, mood: Option<u8>) -> Result<(), WriteError> {
    mood.map_or(Ok(()), checked::mood)?;
    match mood {
        Some(mood) => put(tx, "mood", ScalarValue::Int(i64::from(mood))),
        None => remove(tx, "mood"),
    }
}

fn set_label<T: Transactable>(
    tx: &mut T,
    label: Label,
    text: &str,
    on: bool,
) -> Result<(), WriteError> {
    let prefix = label.prefix();
    let wanted = label.key(text);
    let mut held = 0;
    let mut same = Vec::new();
    for key in tx.keys(ROOT) {
        if let Some(spelling) = key.strip_prefix(prefix) {
            held += 1;
            if label.has_key(spelling, &wanted) {
                same.push(key);
            }
        }
    }
    if !on {
        return same.iter().try_for_each(|key| remove(tx, key));
    }
    let key = format!("{prefix}{}", label.checked(text).map_err(EntryError::from)?);
    if same.is_empty() && held >= LABELS_MAX {
        return Err(EntryError::TooMany(label.many()).into());
    }
    if !same.is_empty() && !same.contains(&key) {
        return Ok(());
    }
    put(tx, &key, true.into())
}

fn set_step<T: Transactable>(tx: &mut T, step: u8, on: bool) -> Result<(), WriteError> {
    checked::step(step)?;
    let key = format!("step/{step}");
    if on {
        put(tx, &key, true.into())
    } else {
        remove(tx, &key)
    }
}

fn set_file<T: Transactable>(tx: &mut T, file: &EntryFile) -> Result<(), WriteError> {
    file.check()?;
    let prefix = EntryField::Files.stored();
    let (mut files, mut bytes) = (1, file.bytes);
    for key in tx.keys(ROOT) {
        let Some(id) = key.strip_prefix(prefix).filter(|id| *id != file.id) else {
            continue;
        };
        files += 1;
        if let Some((Value::Scalar(said), _)) = tx.get(ROOT, &key)?
            && let ScalarValue::Str(text) = said.as_ref()
        {
            bytes += EntryFile::read(id, text).map_or(0, |file| file.bytes);
        }
    }
    file::room(files, bytes)?;
    put(tx, &format!("{prefix}{}", file.id), file.stored().into())
}

fn keep<T: Transactable>(tx: &mut T, sentence: &str, on: bool) -> Result<(), WriteError> {
    if !is_sentence(sentence) {
        return Err(EntryError::Sentence(shown(sentence)).into());
    }
    let key = format!("kept/{sentence}");
    if on {
        put(tx, &key, true.into())
    } else {
        remove(tx, &key)
    }
}

fn set_journey<T: Transactable>(tx: &mut T, journey: &str) -> Result<(), WriteError> {
    if DocId::prefix_bounds(journey).is_err() {
        return Err(EntryError::Journey(journey.chars().take(LABEL_CHARS_MAX).collect()).into());
    }
    put(tx, "journey", journey.into())
}

pub(crate) fn put<T: Transactable>(
    tx: &mut T,
    key: &str,
    value: ScalarValue,
) -> Result<(), WriteError> {
    let same = match tx.get_all(ROOT, key)?.as_slice() {
        [(Value::Scalar(old), _)] => **old == value,
        _ => false,
    };
    if !same {
        tx.put(ROOT, key, value)?;
    }
    Ok(())
}

fn remove<T: Transactable>(tx: &mut T, key: &str) -> Result<(), WriteError> {
    if tx.get(ROOT, key)?.is_some() {
        tx.delete(ROOT, key)?;
    }
    Ok(())
}
