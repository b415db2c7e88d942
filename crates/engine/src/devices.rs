//! Devices at the facade: the state of the journal, what was not believed, and removing a device by its name.

use crate::views::{CutOff, DeviceView, Status};
use crate::{Confirmed, Error, Finding, Vault};

/// What is in quarantine or waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ward {
    /// Records refused at the door; the last thousand are kept.
    pub refused: Vec<Finding>,
    /// Records refused since the vault was made.
    pub refused_total: u64,
    /// Parts of records that were kept and not applied.
    pub aside: Vec<Finding>,
    /// Records whose causes are not here.
    pub waiting: u64,
    /// What removals cut off; none is known while locked.
    pub cut_off: Vec<CutOff>,
    /// Files among the drafts that cannot be read; none are counted while locked.
    pub unreadable_drafts: usize,
}

impl Vault {
    /// The state of the journal; works while locked.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn status(&self) -> Result<Status, Error> {
        let vault::Status {
            unlocked,
            device,
            records,
            only_here,
            only_here_since,
            last_unlock,
            bytes,
            devices,
            quarantined,
            waiting,
            cut_off,
            set_back,
            differing,
        } = self.store().status()?;
        let entries = match unlocked && self.has_home()? {
            true => Some(self.home_snapshot()?.entry_count()),
            false => None,
        };
        Ok(Status {
            unlocked,
            device,
            entries,
            records,
            only_here,
            only_here_since,
            drafts: self.drafts().ok().map(|found| found.drafts.len()),
            last_unlock,
            bytes,
            devices,
            quarantined,
            waiting,
            cut_off,
            set_back,
            differing,
        })
    }

    /// Lists what was refused, set aside, or waits.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn ward(&self) -> Result<Ward, Error> {
        let found = self.findings()?;
        Ok(Ward {
            refused: found.refused,
            refused_total: found.refused_total,
            aside: found.aside,
            waiting: found.waiting,
            cut_off: found.cut_off,
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
