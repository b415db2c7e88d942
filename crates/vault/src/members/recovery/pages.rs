//! The pages that a recovery ends: those that devices had signed in beside the one that is used, and whose makers are gone. A
//! thief makes one on the device that he has, and with it he could undo the recovery.

use std::collections::{BTreeMap, BTreeSet};

use replica::{Control, DeviceId, Kit, KitStanding, MemberState, Membership};
use store::Writer;

use super::{Authority, Recovery};
use crate::members::devices::short;
use crate::members::kit_log::{OwnLog, control_of};
use crate::members::views::KitView;
use crate::space::Space;
use crate::vault::Vault;
use crate::{Error, OpenError, timestamp};

impl Recovery {
    /// The recovery pages that end when these devices of the copy are gone: others than the one it was opened with, which
    /// those devices made, or others that were removed before. None where a passphrase opened it: then nobody has shown
    /// that there is another page.
    ///
    /// # Errors
    /// [`OpenError::Storage`] if the copy is damaged.
    pub fn pages_that_end(&self, gone: &BTreeSet<DeviceId>) -> Result<Vec<KitView>, OpenError> {
        let space = self.home()?;
        let name = |device: DeviceId| {
            let member = space.membership.member(device);
            let name = member.and_then(|member| space.name_in(&member.certificate));
            name.unwrap_or_else(|| short(device.as_bytes()))
        };
        let ending = self.ending(&space.membership, gone);
        let ending = ending.into_iter().map(|kit| KitView {
            made_at: timestamp(kit.made_at),
            made_by: name(kit.made_by),
            maker_removed: true,
            first: false,
            standing: kit.standing,
        });
        Ok(ending.collect())
    }

    fn ending<'m>(&self, membership: &'m Membership, gone: &BTreeSet<DeviceId>) -> Vec<&'m Kit> {
        let Authority::Kit(used) = &self.by else {
            return Vec::new();
        };
        let counts = |kit: &&Kit| {
            [KitStanding::Beside, KitStanding::Suspended].contains(&kit.standing)
                && kit.keys.key != used.verifying_key()
        };
        let mut made: BTreeMap<DeviceId, Vec<&Kit>> = BTreeMap::new();
        for kit in membership.kits().iter().filter(counts) {
            made.entry(kit.made_by).or_default().push(kit);
        }
        let removed = membership
            .members()
            .filter(|member| member.state == MemberState::Removed);
        let removed = removed.map(|member| member.certificate.device);
        // A page can have made another one.
        let mut makers: Vec<DeviceId> = removed.chain(gone.iter().copied()).collect();
        let mut ending = Vec::new();
        while let Some(maker) = makers.pop() {
            for kit in made.remove(&maker).unwrap_or_default() {
                makers.push(kit.keys.device());
                ending.push(kit);
            }
        }
        ending
    }
}

impl Vault {
    /// Lets the kit end them in one space; gives whether there were any.
    pub(super) fn end_pages(
        &self,
        writer: &mut Writer,
        space: &Space,
        copy: &Recovery,
        gone: &BTreeSet<DeviceId>,
        signer: &mut OwnLog<'_>,
    ) -> Result<bool, Error> {
        let ending = copy.ending(&space.membership, gone);
        for kit in &ending {
            let kit = kit.keys.device();
            let cuts = control_of(writer, space.tag, kit)?;
            let op = Control::RetireKit { kit, cuts };
            signer.write(writer, space.tag, self.env.unix(), op)?;
        }
        Ok(!ending.is_empty())
    }
}
