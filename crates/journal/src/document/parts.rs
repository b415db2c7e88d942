//! Texts too large for one Automerge change, written as several.
//!
//! Every character of a text is an operation, and the gate of every device refuses changes of more
//! than 65 536 of them. A pasted book or an imported text is therefore written bit by bit.

use std::collections::VecDeque;

use automerge::transaction::Transactable;
use automerge::{ObjId, ReadDoc};

use crate::document::splice::{self, Splice, splices};
use crate::document::{Document, WriteError, Writing, texts};

/// Characters that one part adds and takes away.
const PART_CHARS: usize = if cfg!(test) { 7 } else { 40_000 };
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
            self.splice_in_parts(&settled.object, &settled.read, at, changes)?;
        }
        Ok(())
    }

    /// Makes the text at a key read like `text`, in as many changes as needed, and the document hold what it reads; `write`
    /// writes the text where it is not one object of letters yet.
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
        if self.heads().len() > 1 {
            self.settle_in_parts(at, changes)?;
        }
        for _ in 0..PARTS_MAX {
            if let Some(object) = self.only_text(key) {
                return Ok(self.splice_in_parts(&object, text, at, changes)?);
            }
            let held = self.reading().text(key).unwrap_or_default();
            let next = step_towards(&held, text);
            match self.change(at, |writing| write(writing, next))? {
                Some(change) => changes.push(change),
                None => return Ok(()),
            }
        }
        Err(WriteError::Damaged.into())
    }

    /// The text object at a key, if there is one alone, of nothing but letters.
    fn only_text(&self, key: &str) -> Option<ObjId> {
        let now = self.reading();
        let values = now.get_all(key);
        let [object] = texts::objects(values).try_into().ok()?;
        let letters = now.object_as_it_is(&object, &now.heads).chars().count();
        (self.automerge().length(&object) == letters).then_some(object)
    }

    /// Makes a text object read like `text`. The texts are compared once, and each change makes some of the splices.
    fn splice_in_parts(
        &mut self,
        object: &ObjId,
        text: &str,
        at: i64,
        changes: &mut Vec<Vec<u8>>,
    ) -> Result<(), WriteError> {
        let now = self.reading();
        let held = now.object_as_it_is(object, &now.heads);
        let mut left = VecDeque::from(splices(&held, text));
        // Letters that came and went before the place of the next splice.
        let (mut come, mut gone) = (0, 0);
        while !left.is_empty() {
            changes.extend(self.commit(at, |tx| -> Result<bool, WriteError> {
                let mut room = PART_CHARS;
                while room > 0
                    && let Some(splice) = left.pop_front()
                {
                    let (some, rest) = splice.cut(room);
                    if let Some(rest) = rest {
                        left.push_front(rest);
                    }
                    let made = Splice {
                        at: some.at + come - gone,
                        ..some
                    };
                    splice::splice(tx, object, std::slice::from_ref(&made))?;
                    let letters = made.insert.chars().count();
                    (come, gone) = (come + letters, gone + made.delete);
                    room -= letters + made.delete;
                }
                Ok(true)
            })?);
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PART_CHARS, splice, splices};
    use crate::document::{Actor, DocId, Document, DocumentKind, WriteError};

    #[derive(Clone, Copy)]
    struct Note;

    impl DocumentKind for Note {
        fn byte(self) -> u8 {
            200
        }

        fn edits_outlive_deletion(self) -> bool {
            true
        }
    }

    fn note(log: &[u8]) -> Document {
        Document::new(Note, Actor::derive(log, DocId::from_bytes([7; 16])))
    }

    proptest! {
        #[test]
        fn any_text_is_written_in_parts_that_are_no_more_than_needed(
            old in "([a-c ]{1,9}|\n|[会議だ。]|👩\u{200d}🚀|é){0,20}",
            new in "([a-c ]{1,9}|\n|[会議だ。]|👩\u{200d}🚀|é){0,20}",
        ) {
            let mut here = note(b"here");
            let begun = here.change(0, |writing| -> Result<(), WriteError> {
                writing.put_text("text", "begun")
            });
            let mut changes = vec![begun.unwrap().unwrap()];
            for (before, text) in [("begun", &old), (&old, &new)] {
                let known = changes.len();
                here.text_in_parts(("text", text), 1, &mut changes, |writing, part| {
                    writing.put_text("text", &part)
                }).unwrap();
                prop_assert_eq!(here.reading().text("text").unwrap_or_default(), text.as_str());
                let letters = splice::changed(&splices(before, text));
                prop_assert_eq!(changes.len() - known, letters.div_ceil(PART_CHARS));
            }
            let mut there = note(b"there");
            let changes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
            there.apply(&changes).unwrap();
            prop_assert_eq!(there.reading().text("text"), here.reading().text("text"));
        }
    }
}
