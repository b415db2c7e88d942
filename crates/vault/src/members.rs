//! Removing devices: what of their records still counts, and new keys for those who stay.

use std::sync::Arc;

use replica::{Class, Control, Cut, DeviceId, Have, MemberState, Record, Role, SpaceId, SpaceTag};
use store::{Tables, Writer};

use crate::Error;
use crate::space::Space;
use crate::vault::{Confirmed, Meta, Vault};
use crate::write::may_not_write;

pub(crate) mod adoption;
mod alignment;
pub(crate) mod copied;
mod cut_off;
pub(crate) mod devices;
pub(crate) mod gathered;
mod keys;
pub(crate) mod kit_check;
mod kit_log;
pub(crate) mod kit_uses;
pub(crate) mod kits;
pub(crate) mod pair;
pub(crate) mod pair_wire;
pub(crate) mod recovery;
pub(crate) mod stated;
mod status;
pub(crate) mod ticket;
pub(crate) mod views;
pub(crate) mod words;

impl Vault {
    /// Whether a device was removed for good, and is not one of two that removed each other: of those a third decides.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn is_gone(&self, device: DeviceId) -> Result<bool, Error> {
        let home = self.home(&self.store.read()?)?;
        let member = home.membership.member(device);
        Ok(member.is_none_or(|member| member.state == MemberState::Removed))
    }

    /// Removes devices from the home space and from all that follows it, in one breath. What they wrote so far stays; they
    /// receive nothing written from now on. What they have already received cannot be taken back.
    ///
    /// # Errors
    /// [`Error::Refused`] for a stranger, and where this device is none of the journal's or in doubt itself;
    /// [`Error::Locked`]; what the disk says.
    pub fn remove_devices(
        self: &Arc<Self>,
        _: &Confirmed,
        devices: &[DeviceId],
    ) -> Result<(), Error> {
        let home_id = self.own_space()?;
        let home = self.space(&self.store.read()?, home_id)?;
        if home.membership.role(self.device) != Some(Role::Owner) {
            return Err(Error::Refused(may_not_remove(&home, self.device).into()));
        }
        let known = |device: &DeviceId| home.membership.member(*device).is_some();
        if !devices.iter().all(known) {
            let why = "this device does not belong to the journal";
            return Err(Error::Refused(why.into()));
        }
        self.remove_from(home_id, devices)?;
        self.application.prepare(self)
    }

    /// Removes devices from one space, and then starts a new epoch for those who stay. Of what they wrote counts what is
    /// applied here: not what is held and still waits for something.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn remove_from(&self, id: SpaceId, devices: &[DeviceId]) -> Result<(), Error> {
        let indexed = self.indexed_if_readable(id)?;
        let (writer, meta) = self.begin()?;
        let mut removals = Vec::with_capacity(devices.len());
        for device in devices {
            let mut cuts = kit_log::held_of(&writer, id.tag(), *device)?;
            if let Some(indexed) = &indexed {
                cuts = applied(&writer, id.tag(), cuts, indexed)?;
            }
            let cuts = probe::planted!("removal_lets_nothing_stand", cuts, Vec::new());
            removals.push((*device, cuts));
        }
        self.author_removals(writer, &meta, id, removals)
    }

    /// Commits removals, and then starts a new epoch.
    fn author_removals(
        &self,
        mut writer: Writer,
        meta: &Meta,
        id: SpaceId,
        removals: Vec<(DeviceId, Vec<Cut>)>,
    ) -> Result<(), Error> {
        for (device, mut cuts) in removals {
            cuts.sort_by_key(|cut| cut.log);
            let removal = Control::Remove { device, cuts };
            self.author_control(&mut writer, meta, id.tag(), removal)?;
        }
        self.commit(writer, meta)?;
        // The removals stand whatever becomes of the keys; every exchange begins with trying it again.
        match self.mend_keys(id) {
            Err(Error::Invalid(why)) => {
                tracing::warn!(why, "no new key could be made after a removal");
                Ok(())
            }
            done => done.map_err(Error::after_commit),
        }
    }

    /// Lets more of what a removed device wrote count: everything in its log up to the late record with this number. Gives
    /// how many records count that did not; none if that one did already.
    ///
    /// It is one more removal of the same device, with a wider cut: of several the widest counts, and none can be made
    /// narrower. Like every removal it starts a new epoch.
    ///
    /// # Errors
    /// [`Error::Refused`] for a number that there is not, and for one of two devices that removed each other; [`Error::Locked`];
    /// what the disk says.
    pub fn widen_cut(&self, _: &Confirmed, number: usize) -> Result<u64, Error> {
        let id = self.own_space()?;
        let snapshot = self.home_snapshot()?;
        let (log, to) = self
            .late_place(snapshot.space(), number)?
            .ok_or_else(|| Error::Refused(format!("there is no late record {number}")))?;
        let (writer, meta) = self.begin()?;
        let space = self.space(&writer, id)?;
        let membership = &space.membership;
        let state = membership.member(log.device).map(|member| member.state);
        if state != Some(MemberState::Removed) {
            return Err(Error::Refused(
                "whether this device is removed is not decided; another device decides that first"
                    .into(),
            ));
        }
        let counts = membership.cut(log).map_or(0, |cut| cut.number);
        let vouched = snapshot.vouched().get(log);
        if counts.max(vouched) >= to {
            return Ok(0);
        }
        let mut cuts = Vec::new();
        for (of, head) in writer.heads(id.tag())? {
            if of.device != log.device {
                continue;
            }
            if of == log {
                let bytes = writer.record(id.tag(), log, to)?;
                let record = bytes.and_then(|bytes| Record::decode(&bytes).ok());
                let record = record.ok_or_else(|| Error::damaged("a late record"))?;
                cuts.push(Cut {
                    log,
                    number: to,
                    id: record.id(),
                });
            } else if of.class == Class::Control {
                cuts.push(Cut {
                    log: of,
                    number: head.number,
                    id: head.id,
                });
            } else {
                cuts.extend(membership.cut(of).copied());
            }
        }
        self.author_removals(writer, &meta, id, vec![(log.device, cuts)])?;
        Ok(to - counts.max(vouched))
    }
}

fn may_not_remove(home: &Space, device: DeviceId) -> &'static str {
    let member = home.membership.member(device);
    if member.is_some_and(|member| member.state == MemberState::Suspended) {
        return "this device and another one have removed each other, so neither decides about it; a third device of the journal \
            does, or the recovery kit with `still recover`";
    }
    may_not_write(home, device)
}

/// These cuts, none of them beyond what is applied. What only waits was seen by nobody: what it waits for may be written yet.
fn applied(
    writer: &Writer,
    tag: SpaceTag,
    cuts: Vec<Cut>,
    indexed: &Have,
) -> Result<Vec<Cut>, Error> {
    let mut applied = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let number = indexed.get(cut.log);
        if cut.log.class == Class::Control || number >= cut.number {
            applied.push(cut);
        } else if let Some(bytes) = writer.record(tag, cut.log, number)? {
            let record = Record::decode(&bytes).map_err(|_| Error::damaged("a record"))?;
            let id = record.id();
            applied.push(Cut { number, id, ..cut });
        }
    }
    Ok(applied)
}
