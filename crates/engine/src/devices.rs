//! Devices at the facade: the state of the journal, what was not believed, and removing a device by its name.

use std::ops::Deref;

use vault::Findings;

use crate::views::{DeviceView, Status};
use crate::{Confirmed, Error, Vault};

/// What is in quarantine or waits, in the store and beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ward {
    /// What the store found, which can be read from here directly.
    pub store: Findings,
    /// Files among the drafts that cannot be read; none are counted while locked.
    pub unreadable_drafts: usize,
}

impl Deref for Ward {
    type Target = Findings;

    fn deref(&self) -> &Findings {
        &self.store
    }
}

impl Vault {
    /// The state of the journal; works while locked.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn status(&self) -> Result<Status, Error> {
        let store = self.store().status()?;
        let entries = match store.unlocked && self.has_home()? {
            true => Some(self.home_snapshot()?.entry_count()),
            false => None,
        };
        Ok(Status {
            store,
            entries,
            drafts: self.drafts().ok().map(|found| found.drafts.len()),
        })
    }

    /// Lists what was refused, set aside, or waits.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn ward(&self) -> Result<Ward, Error> {
        Ok(Ward {
            store: self.findings()?,
            unreadable_drafts: self.drafts().map_or(0, |found| found.unreadable),
        })
    }

    /// The device that goes by a name, or by the beginning of its short id, and could be removed, or was.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ambiguous`]; [`Error::Refused`] for this very device.
    pub fn device_to_remove(&self, name: &str) -> Result<DeviceView, Error> {
        let mut devices = self.devices()?;
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
            [one] if one.this => Err(Error::Refused(
                "this device cannot remove itself; use another one".into(),
            )),
            [one] => Ok((*one).clone()),
            [] => Err(Error::NotFound {
                what: format!("device “{name}”"),
            }),
            several => Err(Error::Ambiguous {
                prefix: name.to_owned(),
                candidates: several
                    .iter()
                    .map(|device| format!("{} ({})", device.short, device.name))
                    .collect(),
            }),
        }
    }

    /// Removes a device from the journal and all its shares. What it wrote so far stays; it receives nothing written
    /// from now on. What it has already received cannot be taken back.
    ///
    /// # Errors
    /// As [`Vault::device_to_remove`]. One that was removed before stays as it is.
    pub fn remove_device(&self, confirmed: &Confirmed, name: &str) -> Result<DeviceView, Error> {
        let named = self.device_to_remove(name)?;
        if self.is_gone(&named)? {
            return Ok(named);
        }
        self.store().remove_device(confirmed, named.link)?;
        let mut devices = self.devices()?.into_iter();
        devices
            .find(|view| view.link == named.link)
            .ok_or_else(|| Error::NotFound {
                what: format!("device “{name}”"),
            })
    }
}
