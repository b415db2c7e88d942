//! Texts too large for one Automerge change, written as several.
//!
//! Every character of a text is an operation, and the gate of every device refuses changes of more
//! than 65 536 of them. A pasted book or an imported text is therefore written bit by bit.

use automerge::transaction::Transactable;

use crate::document::splice::{self, splices};
use crate::document::{Document, WriteError, Writing};

/// Characters that one part adds and takes away.
const PART_CHARS: usize = 40_000;
/// Most parts of one text: twice what replacing a text of 1 MiB by another takes.
const PARTS_MAX: usize = 4 * (1 << 20) / PART_CHARS;

impl Document {
    /// Makes the document hold what it reads, in as many changes as needed.
    ///
    /// # Errors
    /// [`WriteError`]; the document is unusable then, so this is to be called on a copy.
    pub fn settle_in_parts(
        &mut self,
        at: i64,
        changes: &mut Vec<Vec<u8>>,
    ) -> Result<(), WriteError> {
        let settlement = self.reading().settlement();
        changes.extend(self.commit(at, |tx| -> Result<bool, WriteError> {
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
                changes.extend(self.commit(at, |tx| -> Result<bool, WriteError> {
                    splice::splice(tx, &settled.object, &splices(&held, &next))?;
                    Ok(true)
                })?);
            }
        }
        Ok(())
    }

    /// Makes the text at a key read like `text`, in as many changes as needed; `write` writes one step of it.
    ///
    /// # Errors
    /// What `write` answers, and [`WriteError`]; some changes are made then, so this is to be called on a copy.
    pub fn text_in_parts<E: From<WriteError>>(
        &mut self,
        (key, text): (&str, &str),
        at: i64,
        changes: &mut Vec<Vec<u8>>,
        write: impl Fn(&mut Writing<'_, '_>, String) -> Result<(), E>,
    ) -> Result<(), E> {
        for _ in 0..PARTS_MAX {
            let held = self.reading().text(key).unwrap_or_default();
            let next = step_towards(&held, text);
            match self.change(at, |writing| write(writing, next))? {
                Some(change) => changes.push(change),
                None => return Ok(()),
            }
        }
        Err(WriteError::Damaged.into())
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
