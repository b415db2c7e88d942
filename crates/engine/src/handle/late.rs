//! What is late of removed devices, through the handle.

use std::sync::Arc;

use super::owner::Owner;
use crate::error::{ReadError, WriteError};
use crate::late::{LateKept, LateList, LateText};
use crate::{Confirmed, Vault};

/// What is late of the removed devices of a [`Journal`](crate::Journal): written after what counts of them.
#[derive(Debug, Clone)]
pub struct Late {
    owner: Arc<Owner>,
}

impl Late {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// All of it, newest first within each device. Each has a number on this device that stays.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<LateList, ReadError> {
        self.owner.read(|vault| vault.late().list()).await
    }

    /// The whole text of one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn show(&self, number: usize) -> Result<LateText, ReadError> {
        let show = move |vault: &Vault| vault.late().show(number);
        self.owner.read(show).await
    }

    /// Writes some anew, as edits of this device. One that stands here already is left as it is.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] for one that cannot be written anew.
    pub async fn keep(&self, numbers: &[usize]) -> Result<Vec<LateKept>, WriteError> {
        let numbers = numbers.to_vec();
        let keep = move |vault: &Vault| vault.late().keep(&numbers);
        self.owner.write(keep).await
    }

    /// Lets everything count that the removed device wrote up to this one, in the same log; gives how many records that
    /// were. It cannot be taken back.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] while two devices have removed each other.
    pub async fn keep_through(
        &self,
        number: usize,
        confirmed: &Confirmed,
    ) -> Result<u64, WriteError> {
        let confirmed = confirmed.clone();
        let keep = move |vault: &Vault| vault.late().keep_through(number, &confirmed);
        self.owner.write(keep).await
    }

    /// Does not ask about these any more, on this device. They stay listed among the hidden ones.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn hide(&self, numbers: &[usize]) -> Result<(), WriteError> {
        let numbers = numbers.to_vec();
        let hide = move |vault: &Vault| vault.late().hide(&numbers);
        self.owner.write(hide).await
    }
}
