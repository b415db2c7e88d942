//! Devices at the facade: the state of the journal, what was not believed, and removing a device by its name.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::ops::Deref;

use jiff::Timestamp;
use vault::{DeviceId, Findings, MemberState, Role, SpaceId};

use crate::blocking::Devices;
use crate::error::{NameKind, ReadError, ResolveError, WriteError, is_of_one_share};
use crate::shares::timestamp;
use crate::views::{DeviceView, Status};
use crate::{Confirmed, Error, Invitation, Vault};

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

/// Whom a device brought into the journal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BroughtIn {
    /// Devices of the journal.
    pub devices: Vec<DeviceView>,
    /// Readers of shares that are not over.
    pub readers: Vec<LetIn>,
}

/// A reader that a device let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetIn {
    space: SpaceId,
    /// The beginning of the share's id.
    pub share: String,
    /// What the share is called; may be empty.
    pub share_name: String,
    /// Name of the reader's device.
    pub name: String,
    /// When it was let in, as the device says that did so.
    pub at: Timestamp,
}

impl BroughtIn {
    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty() && self.readers.is_empty()
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

    /// Makes an invitation for a keeper, which carries what the journal and its shares hold and cannot read it; its ticket
    /// lives ten minutes.
    ///
    /// # Errors
    /// As [`Devices::invite`].
    pub fn invite_keeper(
        &self,
        addresses: Vec<SocketAddr>,
        confirmed: &Confirmed,
    ) -> Result<Invitation, WriteError> {
        Ok(self.vault.store().invite_keeper(confirmed, addresses)?)
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

    /// Whom a device brought in: the devices that it added and those that these added in turn, and the readers that any of
    /// them let in. What belongs to the journal no more is left out, and so are this device and whom it brought in itself.
    ///
    /// # Errors
    /// As [`Devices::removable`].
    pub fn brought_in(&self, name: &str) -> Result<BroughtIn, ReadError> {
        Ok(self.brought_in_by(self.removable(name)?.device)?)
    }

    /// Removes a device from the journal and all its shares. What it wrote so far stays; it receives nothing written
    /// from now on. What it has already received cannot be taken back. Whom it brought in stays.
    ///
    /// # Errors
    /// As [`Devices::removable`]. One that was removed before stays as it is.
    pub fn remove(&self, name: &str, confirmed: &Confirmed) -> Result<DeviceView, WriteError> {
        let named = self.removable(name)?;
        if !self.vault.is_gone(named.device)? {
            let store = self.vault.store();
            store.remove_devices(confirmed, &[named.device])?;
        }
        self.listed(named)
    }

    /// Removes a device with all that it brought in, in one breath: the devices go, and then the shares of the readers end.
    /// Of a device that was removed before, what it brought in.
    ///
    /// # Errors
    /// As [`Devices::removable`].
    pub fn remove_with_brought_in(
        &self,
        name: &str,
        confirmed: &Confirmed,
    ) -> Result<(DeviceView, BroughtIn), WriteError> {
        let named = self.removable(name)?;
        let found = self.brought_in_by(named.device)?;
        let mut gone: Vec<_> = found.devices.iter().map(|device| device.device).collect();
        if !self.vault.is_gone(named.device)? {
            gone.push(named.device);
        }
        if !gone.is_empty() {
            self.vault.store().remove_devices(confirmed, &gone)?;
        }
        for reader in &found.readers {
            let ended = self.vault.close_space(reader.space);
            ended.map_err(Error::after_commit)?;
        }
        Ok((self.listed(named)?, found))
    }

    /// A device as it is listed now.
    fn listed(&self, before: DeviceView) -> Result<DeviceView, WriteError> {
        let mut devices = self.list()?.into_iter();
        let now = devices.find(|view| view.device == before.device && view.share.is_none());
        Ok(now.unwrap_or(before))
    }

    fn brought_in_by(&self, by: DeviceId) -> Result<BroughtIn, Error> {
        let mut devices = self.vault.store().devices()?;
        devices.retain(|view| view.share.is_none());
        let mut added: BTreeMap<DeviceId, Vec<DeviceId>> = BTreeMap::new();
        for view in devices.iter().filter(|view| !view.this) {
            let by = added.entry(view.added_by_device).or_default();
            by.push(view.device);
        }
        let mut tree = BTreeSet::new();
        let mut next = vec![by];
        while let Some(device) = next.pop() {
            if tree.insert(device) {
                next.extend(added.remove(&device).unwrap_or_default());
            }
        }
        let readers = self.readers_let_in_by(&tree)?;
        devices.retain(|view| !view.removed && view.device != by && tree.contains(&view.device));
        Ok(BroughtIn { devices, readers })
    }

    /// The readers that some devices let into shares that go on.
    fn readers_let_in_by(&self, devices: &BTreeSet<DeviceId>) -> Result<Vec<LetIn>, Error> {
        let shares = self.vault.share_documents()?;
        let view = self.vault.view()?;
        let mut readers = Vec::new();
        for id in self.vault.spaces()? {
            let space = match self.vault.space(&view, id) {
                Err(error) if is_of_one_share(&error) => continue,
                space => space?,
            };
            let membership = &space.membership;
            let owns = membership.role(self.vault.device()) == Some(Role::Owner);
            if !owns || self.vault.is_over(&space) {
                continue;
            }
            let share = shares
                .iter()
                .find(|(_, share)| SpaceId::from_bytes(share.space) == id);
            let let_in = membership.members().filter(|member| {
                member.certificate.role == Role::Reader
                    && member.state == MemberState::Active
                    && devices.contains(&member.added_by)
            });
            readers.extend(let_in.map(|member| LetIn {
                space: id,
                share: vault::short(id.tag().as_bytes()),
                share_name: share.map_or_else(String::new, |(_, share)| share.name.clone()),
                name: self.vault.name_of(&space, member.certificate.device),
                at: timestamp(member.added_at),
            }));
        }
        Ok(readers)
    }
}

impl Vault {
    /// The state of the journal; works while locked. What changes are about is left out: see [`Vault::detailed_status`].
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub fn status(&self) -> Result<Status, ReadError> {
        self.status_around(self.store().status()?)
    }

    /// The same, with what is only here by the documents that it is about, what each other device lacks, and what the files
    /// here take. It opens up to 200 records for each of them.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub fn detailed_status(&self) -> Result<Status, ReadError> {
        self.status_around(self.store().detailed_status()?)
    }

    fn status_around(&self, store: vault::Status) -> Result<Status, ReadError> {
        let entries = match self.reads_home()? {
            true => Some(self.home_snapshot()?.entry_count()),
            false => None,
        };
        Ok(Status {
            store,
            entries,
            // Where the journal cannot be read none are counted.
            unwanted_shares: self.shares().unwanted_count().unwrap_or(0),
            drafts: self.drafts().list().ok().map(|found| found.drafts.len()),
            folders: match self.has_home()? {
                true => carry::folders(self)?,
                false => Vec::new(),
            },
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
            unwanted_shares: self.shares().unwanted_count().unwrap_or(0),
        })
    }
}
