//! What a recovery kit was used for is asked about on every device until somebody there has answered: whoever found the page can
//! make a device with it.

use jiff::Timestamp;
use replica::{Control, DeviceId, MemberState};
use store::Tables;

use crate::space::control_records;
use crate::vault::{Confirmed, Meta, Vault};
use crate::{Error, OpenError, timestamp};

/// A device that a recovery kit made one of the journal, and of which nobody on this device has said that it was them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitUse {
    /// The device.
    pub device: DeviceId,
    /// Its name; while locked the beginning of its id.
    pub name: String,
    /// When it was made, by its clock.
    pub at: Timestamp,
}

impl Vault {
    /// The devices that a recovery kit made and nobody on this device has answered for; works while locked. Neither this device
    /// is among them, nor the one that let it in.
    ///
    /// # Errors
    /// [`OpenError::Storage`].
    pub fn kit_uses(&self) -> Result<Vec<KitUse>, OpenError> {
        Ok(self.unanswered()?)
    }

    fn unanswered(&self) -> Result<Vec<KitUse>, Error> {
        let view = self.store.read()?;
        let Some(home) = Meta::read(&view)?.home() else {
            return Ok(Vec::new());
        };
        let space = self.space(&view, home)?;
        let membership = &space.membership;
        let is_kit = |device: DeviceId| membership.kit(*device.as_bytes()).is_some();
        let heads = view.heads(home.tag())?;
        // A kit that was never used has no log.
        if !heads.iter().any(|(log, _)| is_kit(log.device)) {
            return Ok(Vec::new());
        }
        let inviter = membership.member(self.device).map(|me| me.added_by);
        let void = membership.void();
        let mut uses: Vec<KitUse> = Vec::new();
        // A device that was let in by another one, too, counts as let in by either: all that were written are looked through.
        for record in control_records(&view, home.tag())? {
            let Control::Add { certificate } = &record.body.op else {
                continue;
            };
            let device = certificate.device;
            let by_kit = is_kit(record.log.device);
            let is_known = device == self.device
                || inviter == Some(device)
                || uses.iter().any(|used| used.device == device)
                || view.meta(&key(device))?.is_some();
            let counts = !void.contains(&record.id)
                && membership
                    .member(device)
                    .is_some_and(|member| member.state == MemberState::Active);
            if by_kit && counts && !is_known {
                uses.push(KitUse {
                    device,
                    name: self.name_of(&space, device),
                    at: timestamp(record.body.at),
                });
            }
        }
        Ok(uses)
    }

    /// Notes that somebody who gave the passphrase knows such a device: it is not asked about here any more.
    ///
    /// # Errors
    /// What the disk says.
    pub fn answer_for_kit_use(&self, _: &Confirmed, device: DeviceId) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        writer.set_meta(&key(device), b"1")?;
        Ok(writer.commit()?)
    }
}

fn key(device: DeviceId) -> String {
    format!("kit-use/{device}")
}
