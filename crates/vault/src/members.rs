//! Removing devices: what of their records still counts, and new keys for those who stay.

use std::sync::Arc;

use replica::{Control, Cut, DeviceId, LinkId, MemberState, SpaceId};
use store::Tables;

use crate::Error;
use crate::vault::{Confirmed, Vault};

mod alignment;
mod cut_off;
pub(crate) mod devices;
mod keys;
pub(crate) mod pair;
mod pair_wire;
pub(crate) mod ticket;
pub(crate) mod views;
pub(crate) mod words;

use views::DeviceView;

impl Vault {
    /// Whether a device was removed for good, and is not one of two that removed each other: of those a third decides.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn is_gone(&self, device: &DeviceView) -> Result<bool, Error> {
        let home = self.home(&self.store.read()?)?;
        let member = home.membership.by_link(device.link);
        Ok(member.is_none_or(|member| member.state == MemberState::Removed))
    }

    /// Removes a device from the home space and from all that follows it. What it wrote so far stays; it receives nothing
    /// written from now on. What it has already received cannot be taken back.
    ///
    /// # Errors
    /// [`Error::Refused`] for a stranger; [`Error::Locked`]; what the disk says.
    pub fn remove_device(self: &Arc<Self>, _: &Confirmed, link: LinkId) -> Result<(), Error> {
        let home_id = self.own_space()?;
        let home = self.space(&self.store.read()?, home_id)?;
        let member = home
            .membership
            .by_link(link)
            .ok_or_else(|| Error::Refused("this device does not belong to the journal".into()))?;
        self.remove_from(home_id, member.certificate.device)?;
        self.application.prepare(self)
    }

    /// Removes a device from one space and starts a new epoch for those who stay.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn remove_from(&self, id: SpaceId, device: DeviceId) -> Result<(), Error> {
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
