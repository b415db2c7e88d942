//! How an edit of a worksheet becomes document keys, see [`crate::worksheet`] for what they mean.

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ROOT, ScalarValue, Value};

use crate::definition::name::shown;
use crate::document::texts;
use crate::worksheet::id::{ItemId, Place, is_choice, item_prefix};
use crate::worksheet::limits::RANKING_MAX;
use crate::worksheet::order::is_order;
use crate::worksheet::{
    COUNT_STEP_MAX, LINE_CHARS_MAX, Scalar, SheetEdit, SheetError, TEXT_CHARS_MAX, is_moment,
    is_sentence,
};

/// Most separately begun counters at one place.
const COUNTERS_MAX: u32 = 1000;

/// Writes one edit into a document. `at` (unix seconds) is the time kept by [`SheetEdit::Delete`].
///
/// Nothing is written when the edit changes nothing. After an error the transaction must be rolled
/// back by the caller.
pub(crate) fn apply<T: Transactable>(
    tx: &mut T,
    edit: &SheetEdit,
    at: i64,
) -> Result<(), SheetError> {
    match edit {
        SheetEdit::Define {
            definition,
            version,
            journey,
        } => define(tx, definition, *version, journey),
        SheetEdit::Set { place, value } => set(tx, place, value),
        SheetEdit::Text { place, text } => write_text(tx, place, text),
        SheetEdit::Choose { place, choice, on } => choose(tx, place, choice, *on),
        SheetEdit::Count { place, by } => count(tx, place, *by),
        SheetEdit::Rank { place, order } => rank(tx, place, order),
        SheetEdit::Add {
            list,
            item,
            order,
            at,
        } => add(tx, list, *item, order, at.as_deref()),
        SheetEdit::Move {
            list,
            item,
            order,
            at,
        } => arrange(tx, list, *item, order.as_deref(), at.as_deref()),
        SheetEdit::Remove { list, item } => {
            let key = format!("{}e", item_prefix(list, *item)?);
            Ok(remove(tx, &key)?)
        }
        SheetEdit::Asked { place, version } => {
            let version = ScalarValue::Int(i64::from(*version));
            Ok(put(tx, &place.key("q")?, version)?)
        }
        SheetEdit::Keep { sentence, on } => keep(tx, sentence, *on),
        SheetEdit::MarkDone(Some(done)) => Ok(put(tx, "done", ScalarValue::Boolean(*done))?),
        SheetEdit::MarkDone(None) => Ok(remove(tx, "done")?),
        SheetEdit::Delete => Ok(put(tx, "deleted", ScalarValue::Int(at))?),
        SheetEdit::Restore => Ok(remove(tx, "deleted")?),
    }
}

fn define<T: Transactable>(
    tx: &mut T,
    definition: &str,
    version: u32,
    journey: &str,
) -> Result<(), SheetError> {
    if !is_choice(definition) {
        return Err(SheetError::Id(shown(definition)));
    }
    check_line("journey", journey)?;
    put(tx, "d", definition.into())?;
    put(tx, "v", ScalarValue::Int(i64::from(version)))?;
    put(tx, "j", journey.into())?;
    Ok(())
}

fn set<T: Transactable>(tx: &mut T, place: &Place, value: &Scalar) -> Result<(), SheetError> {
    let key = place.key("f")?;
    let before = tx.pending_ops();
    match value {
        Scalar::Empty => remove(tx, &key)?,
        Scalar::Line(line) => {
            check_line(&place.to_string(), line)?;
            put(tx, &key, line.as_str().into())?;
        }
        Scalar::Number(number) => put(tx, &key, ScalarValue::Int(*number))?,
        Scalar::Check(on) => put(tx, &key, ScalarValue::Boolean(*on))?,
    }
    renew(tx, place, before)
}

fn write_text<T: Transactable>(tx: &mut T, place: &Place, text: &str) -> Result<(), SheetError> {
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(SheetError::TextTooLong {
            place: place.to_string(),
        });
    }
    let key = place.key("t")?;
    let before = tx.pending_ops();
    texts::write(tx, &key, text)?;
    renew(tx, place, before)
}

fn choose<T: Transactable>(
    tx: &mut T,
    place: &Place,
    choice: &str,
    on: bool,
) -> Result<(), SheetError> {
    if !is_choice(choice) {
        return Err(SheetError::Choice(shown(choice)));
    }
    let key = format!("{}/{choice}", place.key("s")?);
    let before = tx.pending_ops();
    if on {
        put(tx, &key, ScalarValue::Boolean(true))?;
    } else {
        remove(tx, &key)?;
    }
    renew(tx, place, before)
}

fn keep<T: Transactable>(tx: &mut T, sentence: &str, on: bool) -> Result<(), SheetError> {
    if !is_sentence(sentence) {
        return Err(SheetError::Sentence(shown(sentence)));
    }
    let key = format!("k/{sentence}");
    if on {
        put(tx, &key, ScalarValue::Boolean(true))?;
    } else {
        remove(tx, &key)?;
    }
    Ok(())
}

/// Counters begun on two devices at once stand beside each other for good: an increment meets all
/// of them, which would count it twice. So only a counter that stands alone is incremented, and
/// where several stand a further one is begun under the next number.
fn count<T: Transactable>(tx: &mut T, place: &Place, by: i64) -> Result<(), SheetError> {
    let refused = || SheetError::Count {
        place: place.to_string(),
    };
    if by.unsigned_abs() > COUNT_STEP_MAX.unsigned_abs() {
        return Err(refused());
    }
    if by == 0 {
        return Ok(());
    }
    let base = place.key("c")?;
    let before = tx.pending_ops();
    for slot in 0..COUNTERS_MAX {
        let key = if slot == 0 {
            base.clone()
        } else {
            format!("{base}/{slot}")
        };
        let alone = match tx.get_all(ROOT, key.as_str())?.as_slice() {
            [] => None,
            [(Value::Scalar(value), _)] if matches!(**value, ScalarValue::Counter(_)) => Some(()),
            _ => continue,
        };
        match alone {
            None => tx.put(ROOT, key.as_str(), ScalarValue::counter(by))?,
            Some(()) => tx.increment(ROOT, key.as_str(), by)?,
        }
        return renew(tx, place, before);
    }
    Err(refused())
}

fn rank<T: Transactable>(tx: &mut T, place: &Place, order: &[String]) -> Result<(), SheetError> {
    let distinct: std::collections::BTreeSet<&String> = order.iter().collect();
    if order.len() > RANKING_MAX || distinct.len() != order.len() {
        return Err(SheetError::Ranking {
            place: place.to_string(),
        });
    }
    if let Some(choice) = order.iter().find(|choice| !is_choice(choice)) {
        return Err(SheetError::Choice(shown(choice)));
    }
    let key = place.key("r")?;
    let before = tx.pending_ops();
    if order.is_empty() {
        remove(tx, &key)?;
    } else {
        let text = serde_json::Value::from(order.to_vec()).to_string();
        put(tx, &key, text.into())?;
    }
    renew(tx, place, before)
}

fn add<T: Transactable>(
    tx: &mut T,
    list: &str,
    item: ItemId,
    order: &str,
    at: Option<&str>,
) -> Result<(), SheetError> {
    let mark = format!("{}e", item_prefix(list, item)?);
    arrange(tx, list, item, Some(order), at)?;
    if tx.get(ROOT, mark.as_str())?.is_none() {
        tx.put(ROOT, mark.as_str(), true)?;
    }
    Ok(())
}

fn arrange<T: Transactable>(
    tx: &mut T,
    list: &str,
    item: ItemId,
    order: Option<&str>,
    at: Option<&str>,
) -> Result<(), SheetError> {
    let prefix = item_prefix(list, item)?;
    if let Some(order) = order {
        if !is_order(order) {
            return Err(SheetError::Order(shown(order)));
        }
        put(tx, &format!("{prefix}o"), order.into())?;
    }
    if let Some(at) = at {
        if !is_moment(at) {
            return Err(SheetError::Moment(shown(at)));
        }
        put(tx, &format!("{prefix}at"), at.into())?;
    }
    Ok(())
}

/// Renews the mark of the item that `place` lies in, when anything was written since `before`.
fn renew<T: Transactable>(tx: &mut T, place: &Place, before: usize) -> Result<(), SheetError> {
    let Place::Item { list, item, .. } = place else {
        return Ok(());
    };
    if tx.pending_ops() == before {
        return Ok(());
    }
    let key = format!("{}e", item_prefix(list, *item)?);
    // A different value each time, since writing the same one again writes nothing.
    let last = tx
        .get(ROOT, key.as_str())?
        .and_then(|(value, _)| value.as_bool());
    tx.put(ROOT, key.as_str(), !last.unwrap_or(false))?;
    Ok(())
}

fn put<T: Transactable>(tx: &mut T, key: &str, value: ScalarValue) -> Result<(), AutomergeError> {
    let same = match tx.get_all(ROOT, key)?.as_slice() {
        [(Value::Scalar(old), _)] => **old == value,
        _ => false,
    };
    if same {
        Ok(())
    } else {
        tx.put(ROOT, key, value)
    }
}

fn remove<T: Transactable>(tx: &mut T, key: &str) -> Result<(), AutomergeError> {
    if tx.get(ROOT, key)?.is_some() {
        tx.delete(ROOT, key)?;
    }
    Ok(())
}

fn check_line(place: &str, line: &str) -> Result<(), SheetError> {
    if line.chars().count() > LINE_CHARS_MAX || line.chars().any(char::is_control) {
        return Err(SheetError::Line {
            place: place.to_owned(),
        });
    }
    Ok(())
}
