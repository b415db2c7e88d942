//! Edits too large for one change, made as several.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::document::Document;
use crate::edit::{Edit, EditError, write};
use crate::entry::fields::{EntryEdit, EntryFields};

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
        let made = AssertUnwindSafe(|| copy.all_in_parts(edits, at));
        let changes = catch_unwind(made).unwrap_or(Err(EditError::Damaged))?;
        *self = copy;
        Ok(changes)
    }

    fn all_in_parts(&mut self, edits: &[Edit], at: i64) -> Result<Vec<Vec<u8>>, EditError> {
        let mut changes = Vec::new();
        self.settle_in_parts(at, &mut changes)?;
        for edit in edits {
            match edit {
                Edit::Entry(EntryEdit::Body(body)) => self.body_in_parts(body, at, &mut changes)?,
                Edit::NewEntry(fields) => {
                    let start = EntryFields {
                        body: String::new(),
                        ..EntryFields::clone(fields)
                    };
                    changes.extend(self.edit(&[start.into()], at)?);
                    self.body_in_parts(&fields.body, at, &mut changes)?;
                }
                _ => changes.extend(self.edit(std::slice::from_ref(edit), at)?),
            }
        }
        Ok(changes)
    }

    fn body_in_parts(
        &mut self,
        body: &str,
        at: i64,
        changes: &mut Vec<Vec<u8>>,
    ) -> Result<(), EditError> {
        let kind = self.kind();
        self.text_in_parts(("body", body), at, changes, |writing, next| {
            write(kind, writing, &EntryEdit::Body(next).into(), at)
        })
    }
}
