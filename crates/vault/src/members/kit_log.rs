//! What a recovery kit signs: a control log of its own each time, so that two who use one page apart do not fork it; and
//! whether it counts.

use replica::{
    Class, Control, ControlBody, Cut, DeviceId, KitStanding, LogId, Membership, Record, SigningKey,
    SpaceTag,
};
use seal::RecoveryKit;
use store::{Tables, Writer};

use crate::Error;
use crate::write::author::{next_after, seen_control};

/// Whether a space says that this kit is its own, and that it counts.
pub(super) fn fits(membership: &Membership, kit: &RecoveryKit) -> bool {
    let known = membership.kit(kit.verifying_key());
    known.is_some_and(|known| {
        let counts = [KitStanding::First, KitStanding::Beside].contains(&known.standing);
        counts && known.keys.recipient == kit.recipient()
    })
}

/// Why a kit decides nothing here.
pub(super) fn refused_kit(membership: &Membership, kit: &RecoveryKit) -> Error {
    let known = membership.kit(kit.verifying_key());
    let why = match known.map(|known| known.standing) {
        Some(KitStanding::Replaced) => {
            "this page was replaced by another one, which opens the journal now; this one opens what was written before that"
        }
        Some(KitStanding::Retired) => {
            "a device of the journal has ended this page; it opens what was written before that"
        }
        Some(KitStanding::Suspended) => {
            "the device that made this page is in doubt: whether it counts is not decided"
        }
        _ => "this recovery kit belongs to another journal",
    };
    Error::Refused(why.into())
}

/// All that is held of a device's logs.
pub(crate) fn held_of(
    tables: &impl Tables,
    tag: SpaceTag,
    device: DeviceId,
) -> Result<Vec<Cut>, Error> {
    let heads = tables.heads(tag)?.into_iter();
    let own = heads.filter(|(log, _)| log.device == device);
    let mut cuts: Vec<Cut> = own
        .map(|(log, head)| Cut {
            log,
            number: head.number,
            id: head.id,
        })
        .collect();
    cuts.sort_by_key(|cut| cut.log);
    Ok(cuts)
}

/// All that is held of what a device, or a kit, signed about members.
pub(super) fn control_of(
    tables: &impl Tables,
    tag: SpaceTag,
    device: DeviceId,
) -> Result<Vec<Cut>, Error> {
    let mut cuts = held_of(tables, tag, device)?;
    cuts.retain(|cut| cut.log.class == Class::Control);
    Ok(cuts)
}

/// The control log that is written in one recovery: two recoveries apart do not fork it.
pub(super) struct OwnLog<'k> {
    by: &'k SigningKey,
    log: LogId,
}

impl<'k> OwnLog<'k> {
    pub(super) fn new(author: DeviceId, by: &'k SigningKey, incarnation: [u8; 8]) -> Self {
        let log = LogId {
            device: author,
            class: Class::Control,
            incarnation: u64::from_be_bytes(incarnation),
        };
        Self { by, log }
    }

    pub(super) fn write(
        &mut self,
        writer: &mut Writer,
        tag: SpaceTag,
        at: i64,
        op: Control,
    ) -> Result<(), Error> {
        let seen = seen_control(writer, tag)?;
        let body = ControlBody { at, seen, op }.encode();
        let (number, prev) = next_after(writer.head(tag, self.log)?);
        let record = Record::write(tag, self.log, number, prev, body, self.by)
            .map_err(|error| Error::Invalid(format!("this cannot be signed ({error})")))?;
        writer.append(&record)?;
        Ok(())
    }
}
