//! Texts of a worksheet. Two devices may begin the same text offline, which leaves two text objects
//! at one key: both are read, and neither is ever replaced, since somebody may still be typing in it.

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc, Value};

use crate::merge::JOINT;
use crate::reading::Reading;
use crate::text::{splice, splices};

/// The text objects among the values at a key, in the same order on every replica.
fn objects(values: Vec<(Value<'_>, ObjId)>) -> Vec<ObjId> {
    let mut objects: Vec<ObjId> = values
        .into_iter()
        .filter(|(value, _)| matches!(value, Value::Object(ObjType::Text)))
        .map(|(_, id)| id)
        .collect();
    objects.sort();
    objects
}

/// Every text object at `key` with its text.
fn parts<D: ReadDoc>(doc: &D, key: &str) -> Result<Vec<(ObjId, String)>, AutomergeError> {
    let objects = objects(doc.get_all(ROOT, key)?).into_iter();
    objects
        .map(|id| doc.text(&id).map(|text| (id, text)))
        .collect()
}

/// The text at `key`, joined by a blank line where it was begun more than once; `None` without any.
pub(crate) fn read<D: Reading>(doc: &D, key: &str) -> Option<String> {
    let objects = objects(doc.get_all(key));
    if objects.is_empty() {
        return None;
    }
    let texts = objects.iter().filter_map(|object| doc.text(object));
    let filled: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    Some(filled.join(JOINT))
}

/// Makes the text at `key` read `text`, as the smallest splices that do.
pub(crate) fn write<T: Transactable>(
    tx: &mut T,
    key: &str,
    text: &str,
) -> Result<(), AutomergeError> {
    let parts = parts(tx, key)?;
    match parts.as_slice() {
        [] if text.is_empty() => Ok(()),
        [] => {
            let object = tx.put_object(ROOT, key, ObjType::Text)?;
            tx.splice_text(&object, 0, 0, text)
        }
        [(object, old)] => splice(tx, object, &splices(old, text)),
        several => write_joined(tx, several, text),
    }
}

/// Edits a text of several parts: inside one part where the change allows it, else by gathering
/// everything in the first part and emptying the others (what is typed in those meanwhile stays).
fn write_joined<T: Transactable>(
    tx: &mut T,
    parts: &[(ObjId, String)],
    text: &str,
) -> Result<(), AutomergeError> {
    let filled: Vec<&(ObjId, String)> = parts.iter().filter(|(_, t)| !t.is_empty()).collect();
    for (i, (object, old)) in filled.iter().enumerate() {
        let joined = |parts: &[&(ObjId, String)]| -> String {
            let texts: Vec<&str> = parts.iter().map(|(_, t)| t.as_str()).collect();
            texts.join(JOINT)
        };
        let mut start = joined(&filled[..i]);
        let mut end = joined(&filled[i + 1..]);
        if i > 0 {
            start.push_str(JOINT);
        }
        if i + 1 < filled.len() {
            end.insert_str(0, JOINT);
        }
        let middle = text
            .strip_prefix(start.as_str())
            .and_then(|rest| rest.strip_suffix(end.as_str()));
        if let Some(middle) = middle.filter(|middle| !middle.is_empty()) {
            return splice(tx, object, &splices(old, middle));
        }
    }
    for (i, (object, old)) in parts.iter().enumerate() {
        let new = if i == 0 { text } else { "" };
        splice(tx, object, &splices(old, new))?;
    }
    Ok(())
}
