//! Shares through the handle: what this journal shows to others.

use std::sync::Arc;

use std::net::SocketAddr;

use jiff::Zoned;
use journal::ShareRule;

use super::live::Live;
use super::owner::Owner;
use crate::error::{ReadError, WriteError};
use crate::insight::Insight;
use crate::share_new::{Lacking, LeftOut, ShareNames};
use crate::shares::handout::HandoutDraft;
use crate::shares::unwanted::{UnwantedShare, UnwantedShares};
use crate::shares::{Publication, ShareView};
use crate::{Confirmed, Handout, Invitation, Vault};

/// Chosen parts of a [`Journal`](crate::Journal) for one reader each.
///
/// A share is named by its name or id, or the beginning of either.
#[derive(Debug, Clone)]
pub struct Shares {
    owner: Arc<Owner>,
}

impl Shares {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// Makes a share, which waits for its reader; see [`Shares::invite`]. `ends_at` is when it ends by itself.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a rule that shows nothing, a name that is too long or an end that is past.
    pub async fn create(
        &self,
        names: impl Into<ShareNames>,
        rule: ShareRule,
        ends_at: Option<Zoned>,
        confirmed: &Confirmed,
    ) -> Result<ShareView, WriteError> {
        let (names, confirmed) = (names.into(), confirmed.clone());
        let make = move |vault: &Vault| {
            vault
                .shares()
                .create(names, &rule, ends_at.as_ref(), &confirmed)
        };
        self.owner.write(make).await
    }

    /// All shares of this journal, newest first, those that are over too.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<Vec<ShareView>, ReadError> {
        self.owner.read(|vault| vault.shares().list()).await
    }

    /// The shares now, and whenever they are otherwise: a reader joined, or fetched something, or one is over.
    pub fn watch(&self) -> Live<Vec<ShareView>> {
        Live::new(&self.owner, |vault| vault.shares().list())
    }

    /// A share and exactly what its reader sees.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn show(&self, share: &str) -> Result<(ShareView, Publication), ReadError> {
        let share = share.to_owned();
        let read = move |vault: &Vault| vault.shares().show(&share);
        self.owner.read(read).await
    }

    /// What a reader would see under a rule. Nothing is made.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for a worksheet that there is not.
    pub async fn preview(&self, rule: ShareRule) -> Result<Publication, ReadError> {
        let read = move |vault: &Vault| vault.shares().preview(&rule);
        self.owner.read(read).await
    }

    /// What a rule names and does not find: a misspelt tag, an empty worksheet.
    ///
    /// # Errors
    /// As [`Shares::preview`].
    pub async fn lacks(&self, rule: ShareRule) -> Result<Vec<Lacking>, ReadError> {
        let read = move |vault: &Vault| vault.shares().lacks(&rule);
        self.owner.read(read).await
    }

    /// What is left out of what a rule seems to choose.
    ///
    /// # Errors
    /// As [`Shares::preview`].
    pub async fn leaves_out(&self, rule: ShareRule) -> Result<LeftOut, ReadError> {
        let read = move |vault: &Vault| vault.shares().leaves_out(&rule);
        self.owner.read(read).await
    }

    /// What a handout under a rule would hold. Nothing is made.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] for an empty rule, a name that is none, or an end in the past.
    pub async fn draft_handout(
        &self,
        names: impl Into<ShareNames>,
        rule: ShareRule,
        ends: Option<Zoned>,
    ) -> Result<HandoutDraft, ReadError> {
        let names = names.into();
        let read = move |vault: &Vault| vault.shares().draft_handout(names, &rule, ends);
        self.owner.read(read).await
    }

    /// Seals it to words that are drawn now; `draw` makes of the insights what the page draws.
    ///
    /// # Errors
    /// [`WriteError::Locked`], or what the disk says; then nothing is sealed.
    pub async fn seal_handout(
        &self,
        draft: HandoutDraft,
        draw: fn(&[Insight]) -> serde_json::Value,
        confirmed: &Confirmed,
    ) -> Result<Handout, WriteError> {
        let confirmed = confirmed.clone();
        let seal = move |vault: &Vault| vault.shares().seal_handout(&draft, draw, &confirmed);
        self.owner.write(seal).await
    }

    /// Invites the reader of a share. `addresses` are where this device can be reached; they are in the ticket. The
    /// invitation dies with this process.
    ///
    /// # Errors
    /// [`WriteError::Refused`] if the share is over or has its reader.
    pub async fn invite(
        &self,
        share: &str,
        addresses: Vec<SocketAddr>,
        confirmed: &Confirmed,
    ) -> Result<Invitation, WriteError> {
        let share = share.to_owned();
        let confirmed = confirmed.clone();
        let invite = move |vault: &Vault| vault.shares().invite(&share, addresses, &confirmed);
        self.owner.write(invite).await
    }

    /// Ends a share: nothing further is published, and the reader's program removes its copy at the next contact.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn stop(&self, share: &str, confirmed: &Confirmed) -> Result<ShareView, WriteError> {
        let share = share.to_owned();
        let confirmed = confirmed.clone();
        let stop = move |vault: &Vault| vault.shares().stop(&share, &confirmed);
        self.owner.write(stop).await
    }

    /// Shares that nothing came of, that there is no room for, or that belong to removed devices.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn unwanted(&self) -> Result<UnwantedShares, ReadError> {
        self.owner.read(|vault| vault.shares().unwanted()).await
    }

    /// Those of them that are meant by these names, if all can be dropped.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for what is not among them; [`ReadError::Refused`] for one that goes on for its reader.
    pub async fn droppable(&self, shares: &[String]) -> Result<Vec<UnwantedShare>, ReadError> {
        let shares = shares.to_vec();
        let find = move |vault: &Vault| vault.shares().droppable(&shares);
        self.owner.read(find).await
    }

    /// Drops some of these for good: nothing of them is kept or asked for any more, here and on the other devices once they
    /// have heard of it. One that another device made is stopped there, so that its reader is told.
    ///
    /// # Errors
    /// As [`Shares::droppable`]. Then none is dropped.
    pub async fn drop_unwanted(
        &self,
        shares: &[String],
        confirmed: &Confirmed,
    ) -> Result<Vec<UnwantedShare>, WriteError> {
        let shares = shares.to_vec();
        let confirmed = confirmed.clone();
        let drop = move |vault: &Vault| vault.shares().drop_unwanted(&shares, &confirmed);
        self.owner.write(drop).await
    }

    /// The same with all of them that do not go on for a reader, whatever they are called.
    ///
    /// # Errors
    /// [`WriteError::Locked`], [`WriteError::Storage`].
    pub async fn drop_all_unwanted(
        &self,
        confirmed: &Confirmed,
    ) -> Result<Vec<UnwantedShare>, WriteError> {
        let confirmed = confirmed.clone();
        let drop = move |vault: &Vault| vault.shares().drop_all_unwanted(&confirmed);
        self.owner.write(drop).await
    }

    /// Says how the owner is named to the reader of a share; an empty name takes the name away.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] if the share is over.
    pub async fn name_owner(&self, share: &str, owner: &str) -> Result<ShareView, WriteError> {
        let share = share.to_owned();
        let owner = owner.to_owned();
        let write = move |vault: &Vault| vault.shares().name_owner(&share, &owner);
        self.owner.write(write).await
    }
}
