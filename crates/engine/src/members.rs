//! Removing devices: what of their records still counts, and new keys for those who stay.

use replica::{Control, Cut, DeviceId, MemberState, SpaceId};
use store::Tables;

use crate::Error;
use crate::vault::{Confirmed, Vault};
use crate::views::DeviceView;

impl Vault {
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

    /// Whether a device was removed for good, and is not one of two that removed each other: of those a third decides.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn is_gone(&self, device: &DeviceView) -> Result<bool, Error> {
        let home = self.home(&self.store.read()?)?;
        let member = home.membership.by_link(device.link);
        Ok(member.is_none_or(|member| member.state == MemberState::Removed))
    }

    /// Removes a device from the journal and all its shares. What it wrote so far stays; it receives nothing written
    /// from now on. What it has already received cannot be taken back.
    ///
    /// # Errors
    /// As [`Vault::device_to_remove`]. One that was removed before stays as it is.
    pub fn remove_device(&self, _: &Confirmed, name: &str) -> Result<DeviceView, Error> {
        let named = self.device_to_remove(name)?;
        if self.is_gone(&named)? {
            return Ok(named);
        }
        let link = named.link;
        let home_id = self.own_space()?;
        let home = self.space(&self.store.read()?, home_id)?;
        let gone = || Error::NotFound {
            what: format!("device “{name}”"),
        };
        let device = home.membership.by_link(link).ok_or_else(gone)?.card.device;
        self.remove_from(home_id, device)?;
        self.prepare_spaces()?;
        let mut devices = self.devices()?.into_iter();
        devices.find(|view| view.link == link).ok_or_else(gone)
    }

    /// Removes a device from one space and starts a new epoch for those who stay.
    pub(crate) fn remove_from(&self, id: SpaceId, device: DeviceId) -> Result<(), Error> {
        let (mut writer, meta) = self.begin()?;
        let space = self.space(&writer, id)?;
        let mut cuts = Vec::new();
        for (log, head) in writer.heads(id.tag())? {
            if log.device == device {
                cuts.push(Cut {
                    log,
                    number: head.number,
                    id: head.id,
                });
            }
        }
        cuts.sort_by_key(|cut| cut.log);
        self.author_control(
            &mut writer,
            &meta,
            id.tag(),
            Control::Remove { device, cuts },
        )?;
        self.rotate(&mut writer, &meta, &space, Some(device))?;
        self.commit(writer, &meta)
    }
}
