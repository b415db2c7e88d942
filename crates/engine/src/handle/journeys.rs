//! Journeys through the handle.

use std::sync::Arc;

use jiff::civil::Date;

use super::owner::Owner;
use crate::Vault;
use crate::error::{ReadError, WriteError};
use crate::journeys::{JourneyChange, JourneyListing, JourneyReport};

/// The journeys of a [`Journal`](crate::Journal), each one passage through the eleven steps.
#[derive(Debug, Clone)]
pub struct Journeys {
    owner: Arc<Owner>,
}

impl Journeys {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// All journeys, by their first day.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<Vec<JourneyListing>, ReadError> {
        self.owner.read(|vault| vault.journeys().list()).await
    }

    /// The present journey and how far it has come.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn present(&self) -> Result<JourneyReport, ReadError> {
        self.owner.read(|vault| vault.journeys().present()).await
    }

    /// Whether a session with a therapist is noted on this day in the present journey.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn has_session(&self, day: Date) -> Result<bool, ReadError> {
        let asked = move |vault: &Vault| vault.journeys().has_session(day);
        self.owner.read(asked).await
    }

    /// Begins a journey and makes it the present one.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a name that is too long.
    pub async fn begin(&self, name: &str, first_day: Date) -> Result<JourneyListing, WriteError> {
        let name = name.to_owned();
        let begin = move |vault: &Vault| vault.journeys().begin(&name, first_day);
        self.owner.write(begin).await
    }

    /// Changes a journey, by its name or id or the beginning of either; the present one if none is named.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn change(
        &self,
        journey: Option<&str>,
        change: JourneyChange,
    ) -> Result<JourneyListing, WriteError> {
        let journey = journey.map(ToOwned::to_owned);
        let edit = move |vault: &Vault| vault.journeys().change(journey.as_deref(), change);
        self.owner.write(edit).await
    }
}
