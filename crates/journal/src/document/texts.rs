//! Texts in documents. Two devices may begin the same text offline, which leaves two text objects
//! at one key: both are read, and neither is ever replaced, since somebody may still be typing in it.

use std::collections::BTreeMap;

use automerge::transaction::Transactable;
use automerge::{Automerge, AutomergeError, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, Value};

use crate::document::splice::{splice, splices};
use crate::merge::{JOINT, merge};
use crate::text::blank::is_blank;
use crate::text::script::is_word;

/// The text objects among the values at a key, in the same order on every replica.
pub(crate) fn objects(values: Vec<(Value<'_>, ObjId)>) -> Vec<ObjId> {
    let mut objects: Vec<ObjId> = values
        .into_iter()
        .filter(|(value, _)| matches!(value, Value::Object(ObjType::Text)))
        .map(|(_, id)| id)
        .collect();
    objects.sort();
    objects
}

/// Most objects at one key of which is asked how they began; honest devices leave one each.
const BEGUN_MAX: usize = 16;

/// A text object as it reads, and what the change that began it made of it.
pub(crate) struct Begun {
    pub(crate) text: String,
    pub(crate) began: String,
}

/// What objects read, each with how it began where there are several.
pub(crate) fn begun(
    doc: &Automerge,
    objects: &[ObjId],
    read: impl Fn(&ObjId) -> String,
) -> Vec<Begun> {
    let began = |object: &ObjId| {
        let is_asked = (2..=BEGUN_MAX).contains(&objects.len());
        let hash = doc.hash_for_opid(object).filter(|_| is_asked);
        let text = hash.map(|hash| doc.text_at(object, &[hash]));
        text.and_then(Result::ok).unwrap_or_default()
    };
    let of = |object| Begun {
        text: read(object),
        began: began(object),
    };
    objects.iter().map(of).collect()
}

/// Every text object at `key` with its text.
fn parts<D: ReadDoc>(doc: &D, key: &str) -> Result<Vec<(ObjId, String)>, AutomergeError> {
    let objects = objects(doc.get_all(ROOT, key)?).into_iter();
    objects
        .map(|id| doc.text(&id).map(|text| (id, text)))
        .collect()
}

/// The text at `key` as these changes left it, joined by a blank line where it was begun more than once; `None` without
/// any.
pub(crate) fn read(doc: &Automerge, heads: &[ChangeHash], key: &str) -> Option<String> {
    let objects = objects(doc.get_all_at(ROOT, key, heads).unwrap_or_default());
    let as_it_was = |object: &ObjId| doc.text_at(object, heads).unwrap_or_default();
    (!objects.is_empty()).then(|| joined(begun(doc, &objects, as_it_was)))
}

/// What texts that were begun apart read together.
pub(crate) fn joined(texts: Vec<Begun>) -> String {
    let mut shown = said_once(texts);
    shown.retain(|text| !text.is_empty());
    shown.join(JOINT)
}

/// Texts that were begun apart, with those emptied that another one says again: empty ones, what an earlier one says, and
/// what another one goes on with, up to a whole word. Sorted, whatever begins with a text stands right behind it. What
/// began with the same words is one text, which says what became of them in any.
pub(crate) fn said_once(begun: Vec<Begun>) -> Vec<String> {
    let (mut texts, began): (Vec<String>, Vec<String>) = begun
        .into_iter()
        .map(|begun| (begun.text, begun.began))
        .unzip();
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, base) in began.iter().enumerate() {
        if is_blank(base) || is_blank(&texts[place]) {
            continue;
        }
        let first = *first_of.entry(base).or_insert(place);
        if first != place {
            texts[first] = merge(base, &texts[first], &texts[place], base);
            texts[place].clear();
        }
    }
    let mut sorted: Vec<usize> = (0..texts.len()).collect();
    sorted.sort_by_key(|place| (&texts[*place], *place));
    let again = sorted.iter().enumerate().filter(|(at, place)| {
        let text = &texts[**place];
        let repeats = *at > 0 && texts[sorted[at - 1]] == *text;
        let behind = sorted[at + 1..].iter().map(|other| &texts[*other]);
        let mut longer = behind.map_while(|other| other.strip_prefix(text.as_str()));
        text.is_empty() || repeats || longer.any(|rest| goes_on(text, rest))
    });
    let again: Vec<usize> = again.map(|(_, place)| *place).collect();
    for place in again {
        texts[place].clear();
    }
    texts
}

/// Whether what follows a text begins with another word.
fn goes_on(text: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    next.is_some_and(|next| !is_word(next) || !text.chars().next_back().is_some_and(is_word))
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
/// Parts that are not shown, as another one says the same, are emptied.
fn write_joined<T: Transactable>(
    tx: &mut T,
    parts: &[(ObjId, String)],
    text: &str,
) -> Result<(), AutomergeError> {
    // What began with the same words has become one text before anything is written, see `settle`.
    let held = parts.iter().map(|(_, text)| Begun {
        text: text.clone(),
        began: String::new(),
    });
    let shown = said_once(held.collect());
    for ((object, old), shown) in parts.iter().zip(&shown) {
        splice(tx, object, &splices(old, shown))?;
    }
    let objects = parts.iter().map(|(object, _)| object);
    let filled: Vec<(&ObjId, String)> = objects
        .zip(shown)
        .filter(|(_, text)| !text.is_empty())
        .collect();
    for (i, (object, old)) in filled.iter().enumerate() {
        let joined = |parts: &[(&ObjId, String)]| -> String {
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
    if filled.is_empty() {
        return splice(tx, &parts[0].0, &splices("", text));
    }
    for (i, (object, old)) in filled.iter().enumerate() {
        let new = if i == 0 { text } else { "" };
        splice(tx, object, &splices(old, new))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is said once, by its definition: each text held against each other one.
    fn by_definition(texts: &[String]) -> Vec<String> {
        let is_said_again = |place: usize, text: &String| {
            let says = |(other, longer): (usize, &String)| {
                let rest = longer.strip_prefix(text.as_str());
                rest.is_some_and(|rest| goes_on(text, rest)) || other < place && longer == text
            };
            text.is_empty() || texts.iter().enumerate().any(says)
        };
        let texts = texts.iter().enumerate();
        let said = texts.map(|(place, text)| {
            let again = is_said_again(place, text);
            if again { String::new() } else { text.clone() }
        });
        said.collect()
    }

    proptest! {
        #[test]
        fn texts_are_said_once(texts in prop::collection::vec("[ab ]{0,5}", 0..12)) {
            let begun = texts.iter().map(|text| Begun {
                text: text.clone(),
                began: String::new(),
            });
            prop_assert_eq!(said_once(begun.collect()), by_definition(&texts));
        }
    }
}
