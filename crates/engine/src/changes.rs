//! Changing entries: now, as somebody would have it who saw an earlier version, and checking beforehand whether it could
//! be done. Entries that are known only from what another device says of them are changed as they were written.

use journal::{DocId, Edit, Kind, Row};

use crate::Error;
use crate::Vault;
use crate::blocking::Entries;
use crate::edits::WriteEdits;
use crate::entries::view::missing;
use crate::entries::{check_step, create_all};
use crate::error::WriteError;
use crate::snapshot::{Snapshot, row_of};
use crate::views::{EntryEdit, EntryFields, EntryRef, EntryView};
use vault::{Item, SpaceId, SpaceWriter, Stamp};

/// Stands for the text that is not written yet.
const TEXT_TO_COME: &str = "…";

impl Entries<'_> {
    /// Changes one entry.
    ///
    /// # Errors
    /// As [`Entries::create`], and [`WriteError::Resolve`]; [`WriteError::Invalid`] where nothing would be left
    /// of the entry.
    pub fn change(
        &self,
        entry: &EntryRef,
        changes: Vec<EntryEdit>,
    ) -> Result<EntryView, WriteError> {
        Ok(self.vault.change_entry(entry, None, changes)?)
    }

    /// Changes one entry as somebody would have it who saw it as `base`: a text in `changes` was written on that version
    /// and is merged with what came since; what the entry already was then is left as it now is, and everything else,
    /// titles too, becomes what `changes` say. An entry that was deleted since is back then, if anything was changed.
    ///
    /// # Errors
    /// As [`Entries::change`], and [`WriteError::Resolve`] for a version that this entry never had; then nothing was saved.
    pub fn edit(
        &self,
        entry: &EntryRef,
        base: &Stamp,
        changes: Vec<EntryEdit>,
    ) -> Result<EntryView, WriteError> {
        Ok(self.vault.change_entry(entry, Some(base), changes)?)
    }

    /// Makes an entry say what `fields` say; what they leave open stays. `seen` is the entry as somebody saw it when they
    /// began: text is merged with what came since, and only what they changed is changed. Answers the entry as it now is.
    ///
    /// # Errors
    /// As [`Entries::edit`].
    pub fn update(&self, seen: &EntryView, fields: &EntryFields) -> Result<EntryView, WriteError> {
        self.edit(&seen.into(), &seen.stamp, seen.fields.all_edits_to(fields))
    }

    /// Saves the text of an entry as it was typed on the version `base`; what other devices wrote meanwhile is merged.
    ///
    /// # Errors
    /// As [`Entries::edit`].
    pub fn type_text(
        &self,
        entry: &EntryRef,
        base: &Stamp,
        text: &str,
    ) -> Result<EntryView, WriteError> {
        self.edit(entry, base, vec![EntryEdit::Body(text.to_owned())])
    }

    /// Hides an entry. Its text stays in its history.
    ///
    /// # Errors
    /// As [`Entries::change`].
    pub fn delete(&self, entry: &EntryRef) -> Result<EntryView, WriteError> {
        self.change(entry, vec![EntryEdit::Delete])
    }

    /// Brings a deleted entry back.
    ///
    /// # Errors
    /// As [`Entries::change`].
    pub fn restore(&self, entry: &EntryRef) -> Result<EntryView, WriteError> {
        self.change(entry, vec![EntryEdit::Restore])
    }

    /// Whether [`Entries::create`] would take this entry once there is a text. Nothing is saved.
    ///
    /// # Errors
    /// Those of [`Entries::create`].
    pub fn check_create(&self, draft: EntryFields) -> Result<(), WriteError> {
        let body = if journal::is_blank(&draft.body) {
            TEXT_TO_COME.to_owned()
        } else {
            draft.body
        };
        let edits = self.vault.creation(EntryFields { body, ..draft })?;
        Ok(self.vault.rehearse_in(self.vault.own_space()?, |write| {
            let made = create_all(write, &[edits], &mut |_| {});
            made.map(|_| ()).map_err(|(_, error)| error)
        })?)
    }

    /// Whether [`Entries::edit`] would take these changes. Nothing is saved.
    ///
    /// # Errors
    /// Those of [`Entries::edit`].
    pub fn check_edit(
        &self,
        entry: &EntryRef,
        base: &Stamp,
        changes: Vec<EntryEdit>,
    ) -> Result<(), WriteError> {
        let id = self.vault.resolve(entry)?;
        let edits = edits(changes)?;
        let home = self.vault.own_space()?;
        self.vault.check_listed(home, id, &edits)?;
        Ok(self.vault.rehearse_in(home, |write| {
            write.edit_from(id, Kind::Entry, base, edits).map(|_| ())
        })?)
    }

    /// What [`Entries::edit`] would answer. Nothing is saved.
    ///
    /// # Errors
    /// Those of [`Entries::edit`].
    pub fn rehearse(
        &self,
        entry: &EntryRef,
        base: &Stamp,
        changes: Vec<EntryEdit>,
    ) -> Result<EntryView, WriteError> {
        let id = self.vault.resolve(entry)?;
        let edits = edits(changes)?;
        let home = self.vault.own_space()?;
        self.vault.check_listed(home, id, &edits)?;
        Ok(self
            .vault
            .rehearse_in(home, |write| edit_in(write, id, Some(base), edits))?)
    }
}

impl Vault {
    fn change_entry(
        &self,
        entry: &EntryRef,
        base: Option<&Stamp>,
        changes: Vec<EntryEdit>,
    ) -> Result<EntryView, Error> {
        let id = self.resolve(entry)?;
        let edits = edits(changes)?;
        let home = self.own_space()?;
        self.check_listed(home, id, &edits)?;
        self.write_in(home, |write| edit_in(write, id, base, edits))
    }
}

fn edit_in(
    write: &mut SpaceWriter<'_, '_>,
    id: DocId,
    base: Option<&Stamp>,
    edits: Vec<Edit>,
) -> Result<EntryView, Error> {
    let edits = needed(write, id, edits)?;
    let was_empty = is_empty(write, id)?;
    let changed = match base {
        Some(base) => write.edit_from(id, Kind::Entry, base, edits)?,
        None => write.edit(id, Kind::Entry, &edits)?,
    };
    if changed && !was_empty && is_empty(write, id)? {
        return Err(Error::Invalid(
            "nothing would be left of this entry: no text, no title, no mood".into(),
        ));
    }
    write.entry(id)
}

/// The edits without a deletion of what is deleted: it would only move the moment of that.
fn needed(
    write: &SpaceWriter<'_, '_>,
    id: DocId,
    mut edits: Vec<Edit>,
) -> Result<Vec<Edit>, Error> {
    let row = write.row(id)?;
    if matches!(row, Some(Row::Entry(row)) if row.deleted.is_some()) {
        edits.retain(|edit| *edit != Edit::Entry(EntryEdit::Delete));
    }
    Ok(edits)
}

fn is_empty(write: &SpaceWriter<'_, '_>, id: DocId) -> Result<bool, Error> {
    Ok(match write.row(id)? {
        Some(Row::Entry(row)) => row.is_empty(),
        _ => true,
    })
}

fn edits(changes: Vec<EntryEdit>) -> Result<Vec<Edit>, Error> {
    let changes = changes.into_iter();
    changes
        .map(|change| {
            if let EntryEdit::Step(step, true) = change {
                check_step(step)?;
            }
            Ok(Edit::Entry(change))
        })
        .collect()
}

impl Vault {
    /// An entry as it was written, and as lists showed it until now. Where the two differ, lists are put right.
    pub(crate) fn as_written(
        &self,
        snapshot: &Snapshot,
        id: SpaceId,
        doc: DocId,
    ) -> Result<(Item, Item), Error> {
        let listed = snapshot.item(doc)?.ok_or_else(|| missing(doc))?;
        let computed = snapshot.computed(doc)?;
        if computed.as_ref().map(|item| &item.row) != Some(&listed.row) {
            tracing::warn!("an entry was listed otherwise than it was written");
            // What is shown now is right in any case.
            if let Err(error) = self.compute_row(id, doc) {
                tracing::warn!(%error, "the list could not be put right");
            }
        }
        Ok((computed.ok_or_else(|| missing(doc))?, listed))
    }

    /// Sees to it that an entry is changed as it was written. Who typed a text on what a list showed of it, and that was never
    /// written, is asked to look again: it would become what they say.
    pub(crate) fn check_listed(
        &self,
        id: SpaceId,
        doc: DocId,
        edits: &[Edit],
    ) -> Result<(), Error> {
        let (written, listed) = self.as_written(&self.snapshot(id)?, id, doc)?;
        let types =
            |edit: &Edit| matches!(edit, Edit::Entry(EntryEdit::Title(_) | EntryEdit::Body(_)));
        let (Row::Entry(written), Row::Entry(listed)) = (row_of(&written), row_of(&listed)) else {
            return Ok(());
        };
        let same = written.title == listed.title && written.body == listed.body;
        if same || !edits.iter().any(types) {
            return Ok(());
        }
        Err(Error::Invalid(
            "this entry was listed otherwise than it was written, so what was typed on it is not saved; \
             it is listed as it is now: look at it again"
                .into(),
        ))
    }
}
