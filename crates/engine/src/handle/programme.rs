//! The programme through the handle.

use std::sync::Arc;

use journal::ItemId;
use programme::ContactPolicy;

use super::live::Live;
use super::owner::Owner;
use crate::Vault;
use crate::contact::{AfterUrge, Slip, Urge};
use crate::error::{ReadError, WriteError};
use crate::sheets::StepView;
use crate::today::{CheckIn, CheckedIn, TodayView};
use crate::urge::UrgeHelp;
use crate::views::EntryView;

/// The programme of a [`Journal`](crate::Journal): how far the eleven steps have come, urges and slips, promises, and the day at a
/// glance.
#[derive(Debug, Clone)]
pub struct Programme {
    owner: Arc<Owner>,
}

impl Programme {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// The eleven steps of the present journey.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn steps(&self) -> Result<Vec<StepView>, ReadError> {
        self.owner.read(|vault| vault.programme().steps()).await
    }

    /// Writes an urge down.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a strength outside 1 to 10.
    pub async fn log_urge(&self, urge: Urge) -> Result<ItemId, WriteError> {
        let log = move |vault: &Vault| vault.programme().log_urge(&urge);
        self.owner.write(log).await
    }

    /// Adds what became of an urge.
    ///
    /// # Errors
    /// As [`Programme::log_urge`], also for an urge that there is not.
    pub async fn urge_passed(&self, urge: ItemId, after: AfterUrge) -> Result<(), WriteError> {
        let add = move |vault: &Vault| vault.programme().urge_passed(urge, &after);
        self.owner.write(add).await
    }

    /// Keeps a letter that is not sent, and has the urge name it.
    ///
    /// # Errors
    /// As [`Programme::urge_passed`]; [`WriteError::Invalid`] for a blank letter.
    pub async fn urge_letter(&self, urge: ItemId, letter: &str) -> Result<EntryView, WriteError> {
        let letter = letter.to_owned();
        let keep = move |vault: &Vault| vault.programme().urge_letter(urge, letter);
        self.owner.write(keep).await
    }

    /// What can help with an urge that this trigger (may be empty) set off: what helped before, and one person.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn urge_help(&self, trigger: &str) -> Result<UrgeHelp, ReadError> {
        let trigger = trigger.to_owned();
        let read = move |vault: &Vault| vault.programme().urge_help(&trigger);
        self.owner.read(read).await
    }

    /// Writes a slip down.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a text that is too long.
    pub async fn slip(&self, slip: Slip) -> Result<ItemId, WriteError> {
        let log = move |vault: &Vault| vault.programme().slip(&slip);
        self.owner.write(log).await
    }

    /// Notes that a promise or habit was kept or missed.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] with the promises that it could be.
    pub async fn check_in(&self, check_in: CheckIn) -> Result<CheckedIn, WriteError> {
        let note = move |vault: &Vault| vault.programme().check_in(&check_in);
        self.owner.write(note).await
    }

    /// What holds about contact in the present journey today.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn contact(&self) -> Result<ContactPolicy, ReadError> {
        self.owner.read(|vault| vault.programme().contact()).await
    }

    /// The day at a glance: what is due, days without contact, the next step, a prompt.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn today(&self) -> Result<TodayView, ReadError> {
        self.owner.read(|vault| vault.programme().today()).await
    }

    /// The day at a glance now, and whenever it is otherwise; also when the next day begins.
    pub fn watch_today(&self) -> Live<TodayView> {
        Live::new(&self.owner, |vault| vault.programme().today())
    }
}
