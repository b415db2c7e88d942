//! Entries through the handle.

use std::sync::Arc;

use jiff::civil::Date;
use journal::Label;

use super::live::Live;
use super::owner::Owner;
use crate::days::DayView;
use crate::error::{ReadError, WriteError};
use crate::labels::{LabelChange, LabelOutcome, LabelView};
use crate::views::{
    EntryEdit, EntryFields, EntryRef, EntryView, Found, Listing, Query, Versions, WentBack,
};
use crate::{Stamp, Vault};

/// The entries of a [`Journal`](crate::Journal).
///
/// An entry is named by an [`EntryRef`]: `&entry` of one that was read, or `"@1".parse()`, `"today".parse()`, the beginning
/// of its id. A name that fits nothing or several is [`ResolveError`](crate::ResolveError).
#[derive(Debug, Clone)]
pub struct Entries {
    owner: Arc<Owner>,
}

impl Entries {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// Writes an entry; it is on the disk when this returns.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] if there is no text, no title and no mood, or a value is out of range.
    pub async fn create(&self, fields: EntryFields) -> Result<EntryView, WriteError> {
        let write = self.owner.write(|vault| vault.entries().create(fields));
        write.await
    }

    /// Writes many in one transaction: all of them, or on an error none. Answers their whole ids, in the same order.
    ///
    /// # Errors
    /// As [`Entries::create`].
    pub async fn create_all(&self, fields: Vec<EntryFields>) -> Result<Vec<String>, WriteError> {
        let write = self.owner.write(|vault| {
            let made = vault.entries().create_all(fields, &mut |_| {})?;
            Ok(made.iter().map(ToString::to_string).collect())
        });
        write.await
    }

    /// One entry, deleted ones too.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn get(&self, entry: impl Into<EntryRef>) -> Result<EntryView, ReadError> {
        let entry = entry.into();
        let read = self.owner.read(move |vault| vault.entries().get(&entry));
        read.await
    }

    /// The entries of a query, newest first, and how many fit it in all.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] for a query that cannot be read.
    pub async fn list(&self, query: Query) -> Result<Listing, ReadError> {
        let read = self.owner.read(move |vault| vault.entries().list(&query));
        read.await
    }

    /// Entries that fit a query, newest first, each with the place where it was found; at most `limit`, 0 for all.
    ///
    /// # Errors
    /// As [`Entries::list`].
    pub async fn search(&self, query: &str, limit: usize) -> Result<Found, ReadError> {
        let query = query.to_owned();
        let read = self
            .owner
            .read(move |vault| vault.entries().search(&query, limit));
        read.await
    }

    /// Makes an entry say what `fields` say; what they leave open stays. `seen` is the entry as somebody saw it when they
    /// began: text is merged with what came since, and only what they changed is changed. Answers the entry as it now is.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] if nothing would be left of it.
    pub async fn update(
        &self,
        seen: &EntryView,
        fields: EntryFields,
    ) -> Result<EntryView, WriteError> {
        let changes = seen.fields.all_edits_to(&fields);
        self.edit(seen, &seen.stamp, changes).await
    }

    /// Changes an entry, as somebody would have it who saw it as `base`, its [stamp](EntryView::stamp) then.
    ///
    /// # Errors
    /// As [`Entries::update`]; [`WriteError::Resolve`] for a version that this entry never had.
    pub async fn edit(
        &self,
        entry: impl Into<EntryRef>,
        base: &Stamp,
        changes: Vec<EntryEdit>,
    ) -> Result<EntryView, WriteError> {
        let (entry, base) = (entry.into(), base.clone());
        let write = self
            .owner
            .write(move |vault| vault.entries().edit(&entry, &base, changes));
        write.await
    }

    /// Saves the text of an entry as it was typed on the version `base`; what other devices wrote meanwhile is merged. The
    /// answer holds the text and the stamp to go on with. A page that saves by itself calls this as often as it likes; each
    /// call that changes something is one record, so twenty seconds apart is often enough.
    ///
    /// # Errors
    /// As [`Entries::edit`].
    pub async fn type_text(
        &self,
        entry: impl Into<EntryRef>,
        base: &Stamp,
        text: &str,
    ) -> Result<EntryView, WriteError> {
        let typed = vec![EntryEdit::Body(text.to_owned())];
        self.edit(entry, base, typed).await
    }

    /// What [`edit`](Self::edit) would answer. Nothing is saved: a page in which somebody writes shows by it what other devices
    /// wrote meanwhile, before they are done.
    ///
    /// # Errors
    /// As [`Entries::edit`].
    pub async fn rehearse(
        &self,
        entry: impl Into<EntryRef>,
        base: &Stamp,
        changes: Vec<EntryEdit>,
    ) -> Result<EntryView, WriteError> {
        let (entry, base) = (entry.into(), base.clone());
        // Nothing changes, so nobody is told.
        let rehearse = move |vault: &Vault| Ok(vault.entries().rehearse(&entry, &base, changes));
        self.owner.read(rehearse).await?
    }

    /// Hides an entry. Its text stays in its history.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn delete(&self, entry: impl Into<EntryRef>) -> Result<EntryView, WriteError> {
        self.change(entry.into(), EntryEdit::Delete).await
    }

    /// Brings a deleted entry back.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn restore(&self, entry: impl Into<EntryRef>) -> Result<EntryView, WriteError> {
        self.change(entry.into(), EntryEdit::Restore).await
    }

    async fn change(&self, entry: EntryRef, change: EntryEdit) -> Result<EntryView, WriteError> {
        let write = self
            .owner
            .write(move |vault| vault.entries().change(&entry, vec![change]));
        write.await
    }

    /// The saved states of an entry, newest first, at most so many.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn history(
        &self,
        entry: impl Into<EntryRef>,
        newest: usize,
    ) -> Result<Versions, ReadError> {
        let entry = entry.into();
        let read = self
            .owner
            .read(move |vault| vault.entries().history(&entry, newest));
        read.await
    }

    /// Makes an entry read as it did in an earlier version, by its number in the history; what came since stays there.
    ///
    /// # Errors
    /// [`WriteError::Resolve`], also for a version that there is not.
    pub async fn go_back(
        &self,
        entry: impl Into<EntryRef>,
        version: usize,
    ) -> Result<WentBack, WriteError> {
        let entry = entry.into();
        let write = self
            .owner
            .write(move |vault| vault.entries().go_back(&entry, version, None));
        write.await
    }

    /// Every day from `from` to `to` that has an entry: how many, the mean mood, whether one is starred. Cheap: no text is
    /// handed out.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn days(&self, from: Date, to: Date) -> Result<Vec<DayView>, ReadError> {
        let read = self.owner.read(move |vault| vault.entries().days(from, to));
        read.await
    }

    /// All tags, emotions or triggers with the number of entries that have them, the most frequent first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn labels(&self, kind: Label) -> Result<Vec<LabelView>, ReadError> {
        let read = self.owner.read(move |vault| vault.entries().labels(kind));
        read.await
    }

    /// What a change of labels would do. Nothing is saved.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for a label that no entry has; [`ReadError::Invalid`] for one that cannot be.
    pub async fn check_labels(&self, change: LabelChange) -> Result<LabelOutcome, ReadError> {
        let read = self
            .owner
            .read(move |vault| vault.entries().check_labels(&change));
        read.await
    }

    /// Renames, merges or removes labels in all entries, as an ordinary edit of each. Some hundred are saved at a time: on an
    /// error those before it stay changed, and the same change goes on with the others.
    ///
    /// # Errors
    /// As [`Entries::check_labels`].
    pub async fn change_labels(&self, change: LabelChange) -> Result<LabelOutcome, WriteError> {
        let write = self
            .owner
            .write(move |vault| vault.entries().change_labels(&change, &mut |_, _| {}));
        write.await
    }

    /// The entries of a query now, and whenever they are others.
    pub fn watch(&self, query: Query) -> Live<Listing> {
        Live::new(&self.owner, move |vault| vault.entries().list(&query))
    }

    /// One entry now, and whenever it reads otherwise.
    pub fn watch_entry(&self, entry: impl Into<EntryRef>) -> Live<EntryView> {
        let entry = entry.into();
        Live::new(&self.owner, move |vault| vault.entries().get(&entry))
    }
}
