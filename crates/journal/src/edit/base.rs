//! Edits that were made on an earlier version, as edits of the present one.
//!
//! Who writes for an hour has seen the document as it was an hour ago. What they left alone there they did not mean to
//! put back, and what others wrote meanwhile they did not mean to take away.

use thiserror::Error;

use crate::document::Document;
use crate::document::id::ChangeHash;
use crate::edit::Edit;
use crate::entry::fields::EntryEdit;
use crate::entry::row::EntryRow;
use crate::merge::merge;
use crate::row::Row;
use crate::worksheet::id::Place;
use crate::worksheet::row::{FieldValue, SheetRow};
use crate::worksheet::{Scalar, SheetEdit};

/// A version that the document does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the version this was written on is not here")]
pub struct UnknownVersion;

impl Document {
    /// What `edits`, made by somebody who saw the document at the changes `base`, are in the present document. Texts
    /// are merged; what the document already was at `base` is left out; everything else stays as it is. Whoever changed
    /// something and did not know that the document was deleted brings it back.
    ///
    /// # Errors
    /// When one of the changes is not here.
    pub fn edits_from(
        &self,
        base: &[ChangeHash],
        edits: Vec<Edit>,
    ) -> Result<Vec<Edit>, UnknownVersion> {
        if self.heads() == base {
            return Ok(edits);
        }
        let (was, is) = (self.row_at_heads(base).ok_or(UnknownVersion)?, self.row());
        let deletes = edits.iter().any(is_deletion);
        let edits = edits.into_iter();
        let mut edits: Vec<Edit> = match (&was, &is) {
            (Row::Entry(was), Row::Entry(is)) => {
                edits.filter_map(|edit| entry_edit(was, is, edit)).collect()
            }
            (Row::Sheet(was), Row::Sheet(is)) => {
                edits.filter_map(|edit| sheet_edit(was, is, edit)).collect()
            }
            _ => edits.collect(),
        };
        let deleted_since = is.deleted().is_some() && was.deleted().is_none();
        if deleted_since && !edits.is_empty() && !deletes {
            edits.push(match is {
                Row::Entry(_) => EntryEdit::Restore.into(),
                Row::Sheet(_) => SheetEdit::Restore.into(),
            });
        }
        Ok(edits)
    }
}

fn is_deletion(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Entry(EntryEdit::Delete) | Edit::Sheet(SheetEdit::Delete)
    )
}

fn entry_edit(was: &EntryRow, is: &EntryRow, edit: Edit) -> Option<Edit> {
    let Edit::Entry(edit) = edit else {
        return Some(edit);
    };
    if was.says(&edit) {
        return None;
    }
    Some(match edit {
        EntryEdit::Body(typed) => {
            EntryEdit::Body(merge(&was.body, &is.body, &typed, &is.body)).into()
        }
        edit => edit.into(),
    })
}

fn sheet_edit(was: &SheetRow, is: &SheetRow, edit: Edit) -> Option<Edit> {
    let Edit::Sheet(edit) = edit else {
        return Some(edit);
    };
    let same = match &edit {
        SheetEdit::Text { place, text: typed } if typed == words(was, place) => true,
        SheetEdit::Text { place, text: typed } => {
            let now = words(is, place);
            let text = merge(words(was, place), now, typed, now);
            let place = place.clone();
            return Some(SheetEdit::Text { place, text }.into());
        }
        SheetEdit::Set { place, value } => is_value(was.value(place), value),
        SheetEdit::Choose { place, choice, on } => {
            let chosen = matches!(was.value(place), Some(FieldValue::Chosen(chosen)) if chosen.contains(choice));
            chosen == *on
        }
        SheetEdit::Rank { place, order } => match was.value(place) {
            Some(FieldValue::Ranking(was)) => was == order,
            _ => order.is_empty(),
        },
        SheetEdit::Move {
            list,
            item,
            order,
            at,
        } => was.item(list, *item).is_some_and(|was| {
            order.as_ref().is_none_or(|order| *order == was.order)
                && at.as_ref().is_none_or(|at| was.at.as_ref() == Some(at))
        }),
        SheetEdit::Keep { sentence, on } => was.kept_sentences.contains(sentence) == *on,
        SheetEdit::MarkDone(done) => *done == was.done_by_hand,
        SheetEdit::Define { .. }
        | SheetEdit::Count { .. }
        | SheetEdit::Add { .. }
        | SheetEdit::Remove { .. }
        | SheetEdit::Asked { .. }
        | SheetEdit::Delete
        | SheetEdit::Restore => false,
    };
    (!same).then(|| edit.into())
}

fn words<'a>(row: &'a SheetRow, place: &Place) -> &'a str {
    row.value(place)
        .and_then(FieldValue::as_str)
        .unwrap_or_default()
}

fn is_value(was: Option<&FieldValue>, value: &Scalar) -> bool {
    match (was, value) {
        (None, Scalar::Empty) => true,
        (Some(FieldValue::Line(was)), Scalar::Line(line)) => was == line,
        (Some(FieldValue::Number(was)), Scalar::Number(number)) => was == number,
        (Some(FieldValue::Check(was)), Scalar::Check(on)) => was == on,
        _ => false,
    }
}
