//! Readings through the handle: what others share with this device.

use std::sync::Arc;

use super::live::Live;
use super::owner::Owner;
use crate::Vault;
use crate::error::ReadError;
use crate::reading::ReadingView;
use crate::shares::Publication;
use crate::views::{EntryRef, EntryView, Found};

/// What others share with the device of a [`Journal`](crate::Journal).
///
/// A reading is named by its name or id, or the beginning of either.
#[derive(Debug, Clone)]
pub struct Readings {
    owner: Arc<Owner>,
}

impl Readings {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// The shares of others that this device reads.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<Vec<ReadingView>, ReadError> {
        self.owner.read(|vault| vault.readings().list()).await
    }

    /// What somebody shares with this device; the only one if none is named.
    ///
    /// # Errors
    /// [`ReadError::Resolve`], also where several are there and none is named.
    pub async fn read(&self, share: Option<&str>) -> Result<Publication, ReadError> {
        let share = share.map(ToOwned::to_owned);
        let read = move |vault: &Vault| vault.readings().read(share.as_deref());
        self.owner.read(read).await
    }

    /// What somebody shares now, and whenever it is otherwise.
    pub fn watch(&self, share: Option<&str>) -> Live<Publication> {
        let share = share.map(ToOwned::to_owned);
        let read = move |vault: &Vault| vault.readings().read(share.as_deref());
        Live::new(&self.owner, read)
    }

    /// One entry of what somebody shares.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn entry(
        &self,
        share: Option<&str>,
        entry: impl Into<EntryRef>,
    ) -> Result<EntryView, ReadError> {
        let share = share.map(ToOwned::to_owned);
        let entry = entry.into();
        let read = move |vault: &Vault| vault.readings().entry(share.as_deref(), &entry);
        self.owner.read(read).await
    }

    /// Entries of what somebody shares that fit a query; at most `limit`, 0 for all.
    ///
    /// # Errors
    /// As [`Readings::read`]; [`ReadError::Invalid`] for a query that cannot be read.
    pub async fn search(
        &self,
        share: Option<&str>,
        query: &str,
        limit: usize,
    ) -> Result<Found, ReadError> {
        let share = share.map(ToOwned::to_owned);
        let query = query.to_owned();
        let read = move |vault: &Vault| vault.readings().search(share.as_deref(), &query, limit);
        self.owner.read(read).await
    }
}
