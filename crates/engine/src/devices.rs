//! Devices at the facade: the state of the journal, what was not believed, and removing a device by its name.

use std::net::SocketAddr;
use std::ops::Deref;

use vault::Findings;

use crate::blocking::Devices;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::views::{DeviceView, Status};
use crate::{Confirmed, Invitation, Vault};

/// What is in quarantine or waits, in the store and beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ward {
    /// What the store found, which can be read from here directly.
    pub store: Findings,
    /// Files among the drafts that cannot be read; none are counted while locked.
    pub unreadable_drafts: usize,
    /// Shares that somebody should look at; none are counted while locked.
    pub unwanted_shares: usize,
}

impl Deref for Ward {
    type Target = Findings;

    fn deref(&self) -> &Findings {
        &self.store
    }
}

impl Devices<'_> {
    /// The devices of the journal and the readers of its shares, removed ones too. Works while locked, then without names.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub fn list(&self) -> Result<Vec<DeviceView>, ReadError> {
        Ok(self.vault.store().devices()?)
    }

    /// Invites another device of this journal. `addresses` are where this one can be reached; they are in the ticket. The
    /// invitation dies with this process.
    ///
    /// # Errors
    /// [`WriteError::Refused`] if this device is not an owner.
    pub fn invite(
        &self,
        addresses: Vec<SocketAddr>,
        confirmed: &Confirmed,
    ) -> Result<Invitation, WriteError> {
        Ok(self.vault.store().invite_device(confirmed, addresses)?)
    }

    /// The device that goes by a name, or by the beginning of its short id, and could be removed, or was.
    ///
    /// # Errors
    /// [`ReadError::Resolve`]; [`ReadError::Refused`] for this very device.
    pub fn removable(&self, name: &str) -> Result<DeviceView, ReadError> {
        let mut devices = self.list()?;
        devices.retain(|device| device.share.is_none());
        let named: Vec<_> = devices
            .iter()
            .filter(|device| device.name == name)
            .collect();
        // A device that is still there is meant, rather than one of that name which is gone.
        let fits = match named.as_slice() {
            [] if name.is_empty() => Vec::new(),
            [] => {
                let by_id = devices
                    .iter()
                    .filter(|device| device.short.starts_with(name));
                by_id.collect()
            }
            [_] => named,
            _ => {
                let mut left = named.clone();
                left.retain(|device| !device.removed);
                if left.is_empty() { named } else { left }
            }
        };
        match fits.as_slice() {
            [one] if one.this => Err(ReadError::Refused(
                "this device cannot remove itself; use another one".into(),
            )),
            [one] => Ok((*one).clone()),
            [] => Err(ResolveError::missing(NameKind::Device, name).into()),
            several => {
                let known = several.iter();
                let known = known.map(|device| format!("{} ({})", device.short, device.name));
                Err(ResolveError::several(NameKind::Device, name, known).into())
            }
        }
    }

    /// Removes a device from the journal and all its shares. What it wrote so far stays; it receives nothing written
    /// from now on. What it has already received cannot be taken back.
    ///
    /// # Errors
    /// As [`Devices::removable`]. One that was removed before stays as it is.
    pub fn remove(&self, name: &str, confirmed: &Confirmed) -> Result<DeviceView, WriteError> {
        let named = self.removable(name)?;
        if self.vault.is_gone(&named)? {
            return Ok(named);
        }
        self.vault.store().remove_device(confirmed, named.link)?;
        let mut devices = self.list()?.into_iter();
        devices
            .find(|view| view.link == named.link)
            .ok_or_else(|| ResolveError::missing(NameKind::Device, name).into())
    }
}

impl Vault {
    /// The state of the journal; works while locked.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub fn status(&self) -> Result<Status, ReadError> {
        let store = self.store().status()?;
        let (entries, unwanted_shares) = match self.reads_home()? {
            true => (
                Some(self.home_snapshot()?.entry_count()),
                self.shares().unwanted_count().unwrap_or(0),
            ),
            false => (None, 0),
        };
        Ok(Status {
            store,
            entries,
            unwanted_shares,
            drafts: self.drafts().list().ok().map(|found| found.drafts.len()),
        })
    }

    /// Lists what was refused, deferred, or waits.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub fn ward(&self) -> Result<Ward, ReadError> {
        Ok(Ward {
            store: self.findings()?,
            unreadable_drafts: self.drafts().list().map_or(0, |found| found.unreadable),
            unwanted_shares: match self.reads_home()? {
                true => self.shares().unwanted_count().unwrap_or(0),
                false => 0,
            },
        })
    }
}
