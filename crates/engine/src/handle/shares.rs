//! Shares through the handle: what this journal shows to others, and what others show to this device.

use std::sync::Arc;

use std::net::SocketAddr;

use jiff::Zoned;

use super::error::{Asked, NameKind, ReadError, WriteError};
use super::live::Live;
use super::owner::Owner;
use crate::reading::ReadingView;
use crate::share_new::{Lacking, ShareNames};
use crate::share_rule::ShareRule;
use crate::shares::{Publication, ShareView};
use crate::views::{EntryRef, EntryView, Found};
use crate::{Confirmed, Invitation, Vault};

/// Chosen parts of a [`Journal`](crate::Journal) for one reader each, and what others share with this device.
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
        let asked = Asked::the(NameKind::Share, &names.reader);
        let make = move |vault: &Vault| vault.share_new(&confirmed, names, &rule, ends_at.as_ref());
        self.owner.write(asked, make).await
    }

    /// All shares of this journal, newest first, those that are over too.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<Vec<ShareView>, ReadError> {
        self.owner.read(Asked::nothing(), Vault::shares).await
    }

    /// The shares now, and whenever they are otherwise: a reader joined, or fetched something, or one is over.
    pub fn watch(&self) -> Live<Vec<ShareView>> {
        Live::new(&self.owner, Asked::nothing(), Vault::shares)
    }

    /// A share and exactly what its reader sees.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn show(&self, share: &str) -> Result<(ShareView, Publication), ReadError> {
        let (asked, share) = named(share);
        let read = move |vault: &Vault| vault.share_show(&share);
        self.owner.read(asked, read).await
    }

    /// What a reader would see under a rule. Nothing is made.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for a worksheet that there is not.
    pub async fn preview(&self, rule: ShareRule) -> Result<Publication, ReadError> {
        let read = move |vault: &Vault| vault.share_preview(&rule);
        self.owner.read(Asked::nothing(), read).await
    }

    /// What a rule names and does not find: a misspelt tag, an empty worksheet.
    ///
    /// # Errors
    /// As [`Shares::preview`].
    pub async fn lacks(&self, rule: ShareRule) -> Result<Vec<Lacking>, ReadError> {
        let read = move |vault: &Vault| vault.share_lacks(&rule);
        self.owner.read(Asked::nothing(), read).await
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
        let (asked, share) = named(share);
        let confirmed = confirmed.clone();
        let invite = move |vault: &Vault| vault.share_invite(&confirmed, &share, addresses);
        self.owner.write(asked, invite).await
    }

    /// Ends a share: nothing further is published, and the reader's program removes its copy at the next contact.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn stop(&self, share: &str, confirmed: &Confirmed) -> Result<ShareView, WriteError> {
        let (asked, share) = named(share);
        let confirmed = confirmed.clone();
        let stop = move |vault: &Vault| vault.share_stop(&confirmed, &share);
        self.owner.write(asked, stop).await
    }

    /// Says how the owner is named to the reader of a share; an empty name takes the name away.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] if the share is over.
    pub async fn name_owner(&self, share: &str, owner: &str) -> Result<ShareView, WriteError> {
        let (asked, share) = named(share);
        let owner = owner.to_owned();
        let write = move |vault: &Vault| vault.share_named(&share, &owner);
        self.owner.write(asked, write).await
    }

    /// The shares of others that this device reads.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn readings(&self) -> Result<Vec<ReadingView>, ReadError> {
        self.owner.read(Asked::nothing(), Vault::readings).await
    }

    /// What somebody shares with this device; the only one if none is named.
    ///
    /// # Errors
    /// [`ReadError::Resolve`], also where several are there and none is named.
    pub async fn read(&self, share: Option<&str>) -> Result<Publication, ReadError> {
        let (asked, share) = maybe_named(share);
        let read = move |vault: &Vault| vault.read_share(share.as_deref());
        self.owner.read(asked, read).await
    }

    /// What somebody shares now, and whenever it is otherwise.
    pub fn watch_reading(&self, share: Option<&str>) -> Live<Publication> {
        let (asked, share) = maybe_named(share);
        let read = move |vault: &Vault| vault.read_share(share.as_deref());
        Live::new(&self.owner, asked, read)
    }

    /// One entry of what somebody shares.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn read_entry(
        &self,
        share: Option<&str>,
        entry: impl Into<EntryRef>,
    ) -> Result<EntryView, ReadError> {
        let (_, share) = maybe_named(share);
        let entry = entry.into();
        let asked = Asked::the(NameKind::Entry, entry.to_string());
        let read = move |vault: &Vault| vault.read_entry(share.as_deref(), &entry);
        self.owner.read(asked, read).await
    }

    /// Entries of what somebody shares that fit a query; at most `limit`, 0 for all.
    ///
    /// # Errors
    /// As [`Shares::read`]; [`ReadError::Invalid`] for a query that cannot be read.
    pub async fn search(
        &self,
        share: Option<&str>,
        query: &str,
        limit: usize,
    ) -> Result<Found, ReadError> {
        let (asked, share) = maybe_named(share);
        let query = query.to_owned();
        let read = move |vault: &Vault| vault.read_search(share.as_deref(), &query, limit);
        self.owner.read(asked, read).await
    }
}

fn named(share: &str) -> (Asked, String) {
    (Asked::the(NameKind::Share, share), share.to_owned())
}

fn maybe_named(share: Option<&str>) -> (Asked, Option<String>) {
    let asked = Asked::the(NameKind::Share, share.unwrap_or_default());
    (asked, share.map(ToOwned::to_owned))
}
