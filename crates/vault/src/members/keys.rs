//! Keeping a space's keys in order: everybody who belongs to it can open the newest epoch, and nobody who was removed.
//! Operations written apart can leave either undone; whoever learns of both mends it.

use std::collections::BTreeSet;

use replica::{
    Branches, Control, ControlRecord, Have, Kit, KitStanding, MemberState, Membership, Role,
    SpaceId,
};
use seal::{RECIPIENTS_MAX, SpaceKeys, WrapError};
use store::Writer;

use crate::Error;
use crate::exchange::branches::branches;
use crate::space::{Space, control_records};
use crate::vault::{Meta, Vault};

/// What the newest epoch lacks.
#[derive(Debug, Default, PartialEq, Eq)]
struct Gaps {
    /// It was made without knowing of a removal.
    removal: bool,
    /// A member was added that it was not handed to.
    member: bool,
}

impl Vault {
    /// Hands the newest epoch to members who lack it, and starts a new one if a removed device has it.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Invalid`] for a member whose key cannot be used, or what the disk says.
    pub fn mend_keys(&self, id: SpaceId) -> Result<(), Error> {
        let view = self.store.read()?;
        let space = self.space(&view, id)?;
        let owner = space.membership.role(self.device) == Some(Role::Owner);
        if !owner || space.membership.closed() || !holds_newest(&space) {
            return Ok(());
        }
        let branches = branches(&view, id.tag())?;
        let found = gaps(&space, &control_records(&view, id.tag())?, &branches);
        let gaps = Gaps {
            removal: probe::planted!("no_new_key_after_a_removal", found.removal, false),
            member: probe::planted!("newcomer_left_without_keys", found.member, false),
        };
        drop(view);
        if gaps == Gaps::default() {
            return Ok(());
        }
        let (mut writer, meta) = self.begin()?;
        if gaps.removal {
            self.rotate(&mut writer, &meta, &space, space.keys()?)?;
        } else {
            self.rewrap(&mut writer, &meta, &space, &[])?;
        }
        self.commit(writer, &meta)
    }

    /// Hands the space's present keys to every member, and to newcomers who are none yet.
    pub(crate) fn rewrap(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        space: &Space,
        newcomers: &[String],
    ) -> Result<(), Error> {
        self.rewrap_as(writer, meta, space, space.keys()?, newcomers)
    }

    /// The same with keys that somebody else opened.
    pub(super) fn rewrap_as(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        space: &Space,
        keys: &SpaceKeys,
        newcomers: &[String],
    ) -> Result<(), Error> {
        let height = space
            .membership
            .keys()
            .first()
            .map_or(1, |wrap| wrap.height);
        let mut recipients = recipients(space);
        recipients.extend_from_slice(newcomers);
        self.hand_out(writer, meta, space, (keys, height), &recipients)
    }

    /// Starts a new epoch for every member, after those in `keys`.
    pub(super) fn rotate(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        space: &Space,
        keys: &SpaceKeys,
    ) -> Result<(), Error> {
        let keys = keys.rotate(self.env.random());
        let height = space
            .membership
            .keys()
            .first()
            .map_or(1, |wrap| wrap.height + 1);
        self.hand_out(writer, meta, space, (&keys, height), &recipients(space))
    }

    /// Writes the records that hand keys to recipients: as many as are needed, so that nobody can invent so many members
    /// that no new key can be made.
    fn hand_out(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        space: &Space,
        (keys, height): (&SpaceKeys, u32),
        recipients: &[String],
    ) -> Result<(), Error> {
        let most = probe::planted!("keys_for_no_more_than_fit", RECIPIENTS_MAX, usize::MAX);
        for recipients in recipients.chunks(most) {
            let Some(sealed) = wrap(keys, recipients.to_vec())? else {
                continue;
            };
            let epoch = keys.epoch();
            let op = Control::Keys {
                epoch,
                height,
                sealed,
            };
            self.author_control(writer, meta, space.tag, op)?;
        }
        Ok(())
    }
}

/// Whether this device can open the newest epoch.
fn holds_newest(space: &Space) -> bool {
    let newest = space.membership.keys().first().map(|wrap| wrap.epoch);
    newest.is_some() && space.keys.as_ref().map(SpaceKeys::epoch) == newest
}

/// Wraps keys for all that can be wrapped for: a hostile member's impossible recipient is its own loss. `None` if that is
/// nobody.
fn wrap(keys: &SpaceKeys, mut recipients: Vec<String>) -> Result<Option<Vec<u8>>, Error> {
    while !recipients.is_empty() {
        match keys.wrap(&recipients) {
            Err(WrapError::BadRecipient(bad)) => recipients.retain(|recipient| *recipient != bad),
            done => return Ok(Some(done?)),
        }
    }
    Ok(None)
}

/// Everybody who may open the space, and the recovery kit.
fn recipients(space: &Space) -> Vec<String> {
    let membership = &space.membership;
    membership
        .members()
        .filter(|member| {
            let belongs = member.state == MemberState::Active;
            probe::planted!("removed_device_gets_keys", belongs, true)
                && member.certificate.role != Role::Keeper
        })
        .map(|member| member.certificate.recipient.clone())
        .chain(open_kits(membership).map(|kit| kit.keys.recipient.clone()))
        .collect()
}

/// Kits that everything is sealed to from now on.
fn open_kits(membership: &Membership) -> impl Iterator<Item = &Kit> {
    membership.kits().iter().filter(|kit| is_open(kit))
}

fn is_open(kit: &Kit) -> bool {
    [KitStanding::First, KitStanding::Beside].contains(&kit.standing)
}

fn gaps(space: &Space, records: &[ControlRecord], branches: &Branches) -> Gaps {
    let wraps = space.membership.keys();
    let Some(newest) = wraps.first().map(|wrap| wrap.epoch) else {
        return Gaps::default();
    };
    let valid: Vec<_> = wraps
        .iter()
        .filter(|wrap| wrap.epoch == newest)
        .map(|wrap| wrap.record)
        .collect();
    let handed: Vec<&ControlRecord> = records
        .iter()
        .filter(|record| valid.contains(&record.id))
        .collect();
    // Who knew a log that has several histories, and not all of them, may have known another one.
    let knew = |seen: &Have, record: &ControlRecord| {
        let histories = branches.of(branches.named_by(record.log));
        let mut at_once = histories.filter(|branch| branches.first(*branch) <= record.number);
        seen.get(record.log) >= record.number && at_once.all(|branch| seen.get(branch) > 0)
    };
    // The one who made the epoch had not seen anybody else hand it out; with several histories it may be one of several.
    let is_first = |record: &&&ControlRecord| {
        let mut others = handed.iter();
        !others.any(|other| knew(&record.body.seen, other))
    };
    let made: Vec<_> = handed.iter().filter(is_first).collect();
    let state = |device| space.membership.member(device).map(|member| member.state);
    // A keeper has no keys that would have to be made void. One that was ever let in as something else may have.
    let let_in = records.iter().filter_map(|record| match &record.body.op {
        Control::Add { certificate } => Some(certificate),
        Control::Create { founder, .. } => Some(founder),
        _ => None,
    });
    let may_read: BTreeSet<_> = let_in
        .filter(|certificate| certificate.role != Role::Keeper)
        .map(|certificate| certificate.device)
        .collect();
    let mut gaps = Gaps::default();
    for record in records {
        match &record.body.op {
            Control::Remove { device, .. }
                if state(*device) == Some(MemberState::Removed) && may_read.contains(device) =>
            {
                gaps.removal |= made.iter().any(|made| !knew(&made.body.seen, record));
            }
            Control::Add { certificate }
                if state(certificate.device) == Some(MemberState::Active)
                    && certificate.role != Role::Keeper =>
            {
                gaps.member |= !handed.iter().any(|wrap| knew(&wrap.body.seen, record));
            }
            Control::Kit { kit, .. } => {
                let membership = &space.membership;
                if membership.kit(kit.key).is_some_and(is_open) {
                    gaps.member |= !handed.iter().any(|wrap| knew(&wrap.body.seen, record));
                    // A kit that signed it in has ended with that.
                    let author = membership.kit(*record.log.device.as_bytes());
                    gaps.removal |= author.is_some_and(|kit| !is_open(kit))
                        && made.iter().any(|made| !knew(&made.body.seen, record));
                }
            }
            Control::RetireKit { kit, .. } => {
                let kit = space.membership.kit(*kit.as_bytes());
                gaps.removal |= kit.is_some_and(|kit| kit.standing == KitStanding::Retired)
                    && made.iter().any(|made| !knew(&made.body.seen, record));
            }
            _ => {}
        }
    }
    gaps
}
