//! What was changed on both sides, through the handle.

use std::sync::Arc;

use super::live::Live;
use super::owner::Owner;
use crate::Vault;
use crate::error::{ReadError, WriteError};
use crate::shelf::SheetName;
use crate::views::{ChangedApart, EntryRef};

/// What was changed on both sides in a [`Journal`](crate::Journal): by devices that did not know of each other's changes.
#[derive(Debug, Clone)]
pub struct BothSides {
    owner: Arc<Owner>,
}

impl BothSides {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// What was changed on both sides and not looked at since, oldest first. An entry counts whatever was changed in it; a
    /// worksheet, only if the same question was answered on both sides; the settings, only if one was chosen otherwise.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<Vec<ChangedApart>, ReadError> {
        self.owner.read(list).await
    }

    /// The same now, and whenever it is otherwise.
    pub fn watch(&self) -> Live<Vec<ChangedApart>> {
        Live::new(&self.owner, list)
    }

    /// Says that somebody has looked at the history of an entry, from state `oldest` on. What was changed on both sides in
    /// an earlier state than that stays to be looked at.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn saw_entry(
        &self,
        entry: impl Into<EntryRef>,
        oldest: usize,
    ) -> Result<(), WriteError> {
        let entry = entry.into();
        let saw = move |vault: &Vault| vault.both_sides().saw_entry(&entry, oldest);
        self.owner.write(saw).await
    }

    /// Says that somebody was told of all this. Of the settings nothing more is to be seen than that.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn told(&self, changed: Vec<ChangedApart>) -> Result<(), WriteError> {
        let told = move |vault: &Vault| vault.both_sides().told(&changed);
        self.owner.write(told).await
    }

    /// The same for a worksheet.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn saw_worksheet(
        &self,
        name: impl Into<SheetName>,
        oldest: usize,
    ) -> Result<(), WriteError> {
        let name = name.into();
        let saw = move |vault: &Vault| vault.both_sides().saw_worksheet(name, oldest);
        self.owner.write(saw).await
    }
}

fn list(vault: &Vault) -> Result<Vec<ChangedApart>, ReadError> {
    vault.both_sides().list()
}
