//! What is safe: which records only this device holds, how far behind the others are, and which logs are known to
//! differ from what another device holds.
//!
//! *Only here* are the live data records of the home space that are held here, whoever wrote them, and that no safe
//! holder has confirmed. A safe holder is an active owner device other than this one, or an active keeper. Other spaces never count, nor does
//! what the home space notes in documents of kinds that do not count; nor do control records, nor what a removed device
//! wrote beyond the cut and nobody vouched for.

use jiff::Timestamp;
use replica::{Admission, Class, DeviceId, Have, LogId, MemberState, Record, Role, SpaceTag};
use store::{Tables, View, Writer};

use crate::exchange::branches::{branches, note_noticed, noticed_at};
use crate::space::Space;
use crate::vault::{Meta, Vault};
use crate::{Error, timestamp};

pub(crate) mod missing;
pub(crate) mod uncounted;
pub(crate) mod vouched;

/// Records of one log: the first number and the last.
pub(crate) type Stretch = (LogId, u64, u64);

/// Logs that differ between devices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Differing {
    /// One of this device's own: it was set back, or copied in a way that went unnoticed.
    pub(crate) own: bool,
    /// Active devices whose logs differ, apart from this one.
    pub(crate) others: Vec<DeviceId>,
}

impl Vault {
    /// Where the records of the home space lie that are only here, beside such that do not count.
    pub(crate) fn only_here(&self, view: &View, home: &Space) -> Result<Vec<Stretch>, Error> {
        let mut safe = Have::new();
        for member in home.membership.members() {
            let is_safe = member.certificate.device != self.device
                && member.certificate.role != Role::Reader
                && member.state == MemberState::Active;
            if is_safe && let Some(have) = view.ack(home.tag, member.certificate.device)? {
                safe.merge(&have);
            }
        }
        let found = self.beyond(view, home, &safe)?;
        Ok(probe::planted!("nothing_is_only_here", found, Vec::new()))
    }

    /// Live data records of a space that a member has not confirmed.
    pub(crate) fn behind(
        &self,
        view: &View,
        space: &Space,
        device: DeviceId,
    ) -> Result<u64, Error> {
        let confirmed = view.ack(space.tag, device)?.unwrap_or_default();
        let live = live(view, space)?;
        let branches = branches(view, space.tag)?;
        Ok(live
            .iter()
            .map(|(log, number)| {
                let known = confirmed.get(log).max(branches.first(log) - 1);
                number.saturating_sub(known)
            })
            .sum())
    }

    /// The logs of all spaces that are known to differ.
    pub(crate) fn differing(&self, view: &View) -> Result<Differing, Error> {
        let mut found = Differing::default();
        for id in Meta::read(view)?.spaces() {
            let space = self.space(view, id)?;
            for (log, _) in &differing_logs(view, space.tag)? {
                if log.device == self.device {
                    found.own = true;
                } else if space.membership.role(log.device).is_some()
                    && !found.others.contains(&log.device)
                {
                    found.others.push(log.device);
                }
            }
        }
        Ok(found)
    }

    /// Whether the log that this device writes to now has another history elsewhere, or here: it must not grow any
    /// further.
    pub(crate) fn has_split(&self, tables: &impl Tables, meta: &Meta) -> Result<bool, Error> {
        for id in meta.spaces() {
            let differing = differing_logs(tables, id.tag())?;
            let branches = branches(tables, id.tag())?;
            let mut split = differing.iter().map(|(log, _)| log).chain(branches.split());
            if split.any(|log| log.device == self.device && log.incarnation == meta.incarnation) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Goes on in a new log where records of the present one came from elsewhere: there may be more of them. Tells whether
    /// that is so.
    pub(crate) fn leave_log_that_came_back(
        &self,
        writer: &mut Writer,
        incarnations: &[u64],
    ) -> Result<bool, Error> {
        if incarnations.is_empty() {
            return Ok(false);
        }
        let mut meta = Meta::read(writer)?;
        let left = incarnations.contains(&meta.incarnation);
        if left {
            self.renew_incarnation(writer, &mut meta)?;
            note_noticed(writer, self.device, self.env.unix())?;
        }
        Ok(left)
    }

    /// Devices of which it was noticed since a moment, in unix seconds, that they were set back or exist twice.
    pub(crate) fn split_since(
        &self,
        view: &View,
        since: i64,
    ) -> Result<Vec<(DeviceId, Timestamp)>, Error> {
        let mut found: Vec<(DeviceId, Timestamp)> = Vec::new();
        for id in Meta::read(view)?.spaces() {
            for member in self.space(view, id)?.membership.members() {
                let device = member.certificate.device;
                let at = noticed_at(view, device)?.filter(|at| *at >= since);
                if let Some(at) = at
                    && found.iter().all(|(known, _)| *known != device)
                {
                    found.push((device, timestamp(at)));
                }
            }
        }
        Ok(found)
    }

    /// Goes on in a new log where another device of this journal holds more of the present one than this device does:
    /// it was set back, and the next record would be a second one with its number.
    pub(crate) fn leave_log_if_set_back(&self, tag: SpaceTag, have: &Have) -> Result<(), Error> {
        let view = self.store.read()?;
        let ahead = |meta: &Meta, tables: &View| -> Result<bool, Error> {
            for class in [Class::Control, Class::Data] {
                let log = LogId {
                    device: self.device,
                    class,
                    incarnation: meta.incarnation,
                };
                let held = tables.head(tag, log)?.map_or(0, |head| head.number);
                if have.get(log) > held {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        let ahead = ahead(&Meta::read(&view)?, &view)?;
        if !probe::planted!("set_back_goes_on_in_its_log", ahead, false) {
            return Ok(());
        }
        drop(view);
        let (mut writer, mut meta) = self.begin()?;
        self.renew_incarnation(&mut writer, &mut meta)?;
        note_noticed(&mut writer, self.device, self.env.unix())?;
        writer.commit()?;
        self.record_high_water()
    }
}

/// Both histories of a log are here: nothing is unknown of it any more.
pub(crate) fn forget_differing(
    writer: &mut Writer,
    tag: SpaceTag,
    log: LogId,
) -> Result<(), Error> {
    let mut known = differing_logs(writer, tag)?;
    if known.get(log) > 0 {
        known.set(log, 0);
        writer.set_meta(&differing_key(tag), &known.encode())?;
    }
    Ok(())
}

/// How far every data log of a space counts.
pub(crate) fn live(view: &View, space: &Space) -> Result<Have, Error> {
    let vouched = vouched::read(view, space.tag)?;
    let mut live = Have::new();
    for (log, head) in view.heads(space.tag)? {
        if log.class != Class::Data {
            continue;
        }
        let number = match space.membership.admits(log, head.number) {
            Admission::Yes => head.number,
            Admission::BeyondCut | Admission::NotAWriter => {
                let cut = space.membership.cut(log).map_or(0, |cut| cut.number);
                cut.max(vouched.get(log)).min(head.number)
            }
        };
        live.set(log, number);
    }
    Ok(live)
}

/// When the first of some records was written, as its first change says.
pub(crate) fn written_at(
    view: &View,
    space: &Space,
    log: LogId,
    number: u64,
) -> Result<Option<Timestamp>, Error> {
    let Some(bytes) = view.record(space.tag, log, number)? else {
        return Ok(None);
    };
    let time = || {
        let payload = space.payload(&Record::decode(&bytes).ok()?).ok()?;
        let change = payload.docs.first()?.changes.first()?.clone();
        Timestamp::from_second(journal::gate::scan(&change).ok()?.time).ok()
    };
    Ok(time())
}

/// Remembers that another device holds another record of this log. Its author was set back, so nothing of what it had
/// acknowledged before, in any space, is known to be held by it still: it counts once more when an exchange proves it.
pub(crate) fn note_differing(
    writer: &mut Writer,
    tag: SpaceTag,
    log: LogId,
    number: u64,
) -> Result<(), Error> {
    let mut known = differing_logs(writer, tag)?;
    let at = match known.get(log) {
        0 => number.max(1),
        known => known.min(number.max(1)),
    };
    if known.get(log) != at {
        known.set(log, at);
        writer.set_meta(&differing_key(tag), &known.encode())?;
        for tag in Meta::read(writer)?.tags() {
            if writer.ack(tag, log.device)?.is_some() {
                writer.set_ack(tag, log.device, &Have::new())?;
            }
        }
    }
    Ok(())
}

/// The logs of a space that are known to differ, each with the lowest number known to.
fn differing_logs(tables: &impl Tables, tag: SpaceTag) -> Result<Have, Error> {
    let bytes = tables.meta(&differing_key(tag))?;
    Ok(bytes
        .and_then(|bytes| Have::decode(&bytes).ok())
        .unwrap_or_default())
}

fn differing_key(tag: SpaceTag) -> String {
    format!("differs/{tag}")
}
