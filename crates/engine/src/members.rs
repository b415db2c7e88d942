//! Removing devices: what of their records still counts, and new keys for those who stay.

use replica::{Control, Cut, DeviceId, MemberState, SpaceId};
use store::Tables;

use crate::Error;
use crate::devices::short;
use crate::vault::{Confirmed, Vault};
use crate::views::DeviceView;

impl Vault {
    /// Removes a device from the journal and all its shares. What it wrote so far stays; it receives nothing written
    /// from now on. What it has already received cannot be taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ambiguous`]; [`Error::Refused`] for this very device, or one removed before.
    pub fn remove_device(&self, _: &Confirmed, name: &str) -> Result<DeviceView, Error> {
        let view = self.store.read()?;
        let home_id = Self::home_id(&view)?;
        let home = self.space(&view, home_id)?;
        let fits: Vec<DeviceId> = home
            .membership
            .members()
            .map(|member| member.card.device)
            .filter(|device| {
                short(device.as_bytes()).starts_with(name) || self.name_of(&home, *device) == name
            })
            .collect();
        let device = match fits.as_slice() {
            [one] => *one,
            [] => {
                return Err(Error::NotFound {
                    what: format!("device “{name}”"),
                });
            }
            several => {
                let candidates = several
                    .iter()
                    .map(|device| short(device.as_bytes()))
                    .collect();
                return Err(Error::Ambiguous {
                    prefix: name.to_owned(),
                    candidates,
                });
            }
        };
        if device == self.device {
            return Err(Error::Refused(
                "this device cannot remove itself; use another one".into(),
            ));
        }
        let active = home
            .membership
            .member(device)
            .is_some_and(|member| member.state != MemberState::Removed);
        if !active {
            return Err(Error::Refused(
                "this device has been removed already".into(),
            ));
        }
        drop(view);
        self.remove_from(home_id, device)?;
        self.prepare_spaces()?;
        let id = short(device.as_bytes());
        self.devices()?
            .into_iter()
            .find(|view| view.short == id)
            .ok_or_else(|| Error::NotFound {
                what: format!("device “{name}”"),
            })
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
