//! Changes too large for one Automerge change, made as several.
//!
//! Every character of a text is an operation, and the gate of every device refuses changes of more
//! than 65 536 of them. A pasted book or an imported text is therefore written bit by bit.

use automerge::transaction::Transactable;

use crate::document::Document;
use crate::document::splice::{self, splices};
use crate::edit::{Edit, EditError};
use crate::entry::{BODY_BYTES_MAX, EntryEdit};
use crate::row::Row;

/// Characters that one part adds and takes away.
const PART_CHARS: usize = 40_000;
/// Most parts: twice what replacing the longest text by another takes.
const PARTS_MAX: usize = 4 * BODY_BYTES_MAX / PART_CHARS;

impl Document {
    /// Makes the edits in as many changes as needed: one as a rule, none when they change nothing,
    /// several where an entry's text changes by more than
    /// [`TEXT_CHARS_PER_CHANGE_MAX`](crate::TEXT_CHARS_PER_CHANGE_MAX). To be stored in this order.
    ///
    /// # Errors
    /// As [`Document::edit`]; the document is unchanged then.
    pub fn edit_in_parts(&mut self, edits: &[Edit], at: i64) -> Result<Vec<Vec<u8>>, EditError> {
        match self.edit(edits, at) {
            Err(EditError::TooMuchAtOnce) => {}
            other => return Ok(other?.into_iter().collect()),
        }
        let mut copy = self.clone();
        let mut changes = Vec::new();
        copy.settle_in_parts(at, &mut changes)?;
        for edit in edits {
            match edit {
                Edit::Entry(EntryEdit::Body(body)) => copy.body_in_parts(body, at, &mut changes)?,
                Edit::Entry(EntryEdit::Create { body, .. }) => {
                    let mut start = edit.clone();
                    if let Edit::Entry(EntryEdit::Create { body, .. }) = &mut start {
                        body.clear();
                    }
                    changes.extend(copy.edit(&[start], at)?);
                    copy.body_in_parts(body, at, &mut changes)?;
                }
                _ => changes.extend(copy.edit(std::slice::from_ref(edit), at)?),
            }
        }
        *self = copy;
        Ok(changes)
    }

    /// Makes the document hold what it reads, in as many changes as needed.
    fn settle_in_parts(&mut self, at: i64, changes: &mut Vec<Vec<u8>>) -> Result<(), EditError> {
        let settlement = self.reading().settlement();
        changes.extend(self.commit(at, |tx| {
            let before = tx.pending_ops();
            settlement.write_restore(tx)?;
            Ok(tx.pending_ops() > before)
        })?);
        for settled in &settlement.texts {
            for _ in 0..PARTS_MAX {
                let now = self.reading();
                let held = now.object_as_it_is(&settled.object, &now.heads);
                if held == settled.read {
                    break;
                }
                let next = step_towards(&held, &settled.read);
                changes.extend(self.commit(at, |tx| {
                    splice::splice(tx, &settled.object, &splices(&held, &next))?;
                    Ok(true)
                })?);
            }
        }
        Ok(())
    }

    fn body_in_parts(
        &mut self,
        body: &str,
        at: i64,
        changes: &mut Vec<Vec<u8>>,
    ) -> Result<(), EditError> {
        for _ in 0..PARTS_MAX {
            let Row::Entry(row) = self.row() else {
                return Err(EditError::WrongKind(self.kind()));
            };
            let next = step_towards(&row.body, body);
            match self.edit(&[EntryEdit::Body(next).into()], at)? {
                Some(change) => changes.push(change),
                None => return Ok(()),
            }
        }
        Err(EditError::Damaged)
    }
}

/// A text between `old` and `new`, at most [`PART_CHARS`] characters away from `old`; `new` itself once
/// that is near enough.
fn step_towards(old: &str, new: &str) -> String {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let (from, to) = (&old[head..], &new[head..]);
    let ends = from.iter().rev().zip(to.iter().rev());
    let tail = ends.take_while(same).count();
    let gone = (from.len() - tail).min(PART_CHARS);
    let come = (to.len() - tail).min(PART_CHARS - gone);
    let parts = [&old[..head], &to[..come], &from[gone..]];
    parts.into_iter().flatten().collect()
}
