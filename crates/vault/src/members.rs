//! Removing devices: what of their records still counts, and new keys for those who stay.

use std::sync::Arc;

use replica::{
    Class, Control, Cut, DeviceId, Have, LinkId, MemberState, Record, SpaceId, SpaceTag,
};
use store::{Tables, Writer};

use crate::Error;
use crate::vault::{Confirmed, Meta, Vault};

pub(crate) mod adoption;
mod alignment;
mod cut_off;
pub(crate) mod devices;
mod keys;
pub(crate) mod pair;
pub(crate) mod pair_wire;
pub(crate) mod recovery;
pub(crate) mod status;
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

    /// Removes a device from one space, and then starts a new epoch for those who stay. Of what it wrote counts what is
    /// applied here: not what is held and still waits for something.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn remove_from(&self, id: SpaceId, device: DeviceId) -> Result<(), Error> {
        let indexed = self.indexed_if_readable(id)?;
        let (writer, meta) = self.begin()?;
        let mut cuts = recovery::held_of(&writer, id.tag(), device)?;
        if let Some(indexed) = indexed {
            cuts = applied(&writer, id.tag(), cuts, &indexed)?;
        }
        let cuts = probe::planted!("removal_lets_nothing_stand", cuts, Vec::new());
        self.author_removal(writer, &meta, id, device, cuts)
    }

    /// Commits a removal, and then starts a new epoch.
    fn author_removal(
        &self,
        mut writer: Writer,
        meta: &Meta,
        id: SpaceId,
        device: DeviceId,
        mut cuts: Vec<Cut>,
    ) -> Result<(), Error> {
        cuts.sort_by_key(|cut| cut.log);
        let removal = Control::Remove { device, cuts };
        self.author_control(&mut writer, meta, id.tag(), removal)?;
        self.commit(writer, meta)?;
        // The removal stands whatever becomes of the keys; every exchange begins with trying it again.
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
        self.author_removal(writer, &meta, id, log.device, cuts)?;
        Ok(to - counts.max(vouched))
    }
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
