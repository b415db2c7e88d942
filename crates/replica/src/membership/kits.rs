//! Which recovery kits outrank every device, and how far.
//!
//! The founding record names the first kit. A kit that signs in another one ends with that: it decides nothing any more, and
//! the other one stands in its place. This follows from what kits signed and from nothing else, so it is known before any
//! device is judged.
//!
//! Two that a kit signed in apart, neither knowing of the other, cannot both stand in its place, and nobody can tell which of
//! the two is honest: whoever finds an old page can sign in another kit at any time and say that it knew of none. So neither
//! does; both weigh what a device weighs. Of the kit that signed them in only what both knew of outranks devices; what one of
//! them alone knew of weighs what a device weighs, and all else is void.

use std::collections::{BTreeMap, BTreeSet};

use crate::control::{Control, ControlRecord};
use crate::ids::{DeviceId, RecordId};
use crate::limits;
use crate::log::LogId;

/// What a record of a kit weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// It outranks every device.
    Kit,
    /// It counts as what an owner's device signs.
    Device,
    /// It came after the kit had ended.
    Nothing,
}

/// How far a kit stands that signed in another one.
#[derive(Debug, Default)]
struct End {
    /// How much of its logs all records let stand that signed one in, and how much some do.
    all: BTreeMap<LogId, u64>,
    some: BTreeMap<LogId, u64>,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Kits {
    /// Each was signed in by the one before it. The last one stands, unless it has an end, too.
    chain: Vec<DeviceId>,
    ends: BTreeMap<DeviceId, End>,
    /// Records that may sign a kit in, and the kits.
    accepted: BTreeMap<RecordId, DeviceId>,
    named: BTreeSet<DeviceId>,
}

impl Kits {
    /// `stands` says how much of the logs of the kit that signed a record that one lets stand, itself included.
    pub(super) fn of<'a>(
        first: DeviceId,
        records: impl Iterator<Item = &'a ControlRecord> + Clone,
        stands: impl Fn(&ControlRecord) -> BTreeMap<LogId, u64>,
    ) -> Self {
        let signed = signed(first, records);
        let mut kits = Self {
            chain: vec![first],
            ends: BTreeMap::new(),
            accepted: signed.iter().map(|(at, kit)| (at.id, *kit)).collect(),
            named: signed.iter().map(|(_, kit)| *kit).collect(),
        };
        while let Some(last) = kits.chain.last().copied()
            && kits.chain.len() < limits::KITS_MAX
        {
            let by_it: Vec<_> = signed
                .iter()
                .filter(|(record, kit)| record.log.device == last && !kits.chain.contains(kit))
                .map(|(record, kit)| (record, *kit, stands(record)))
                .collect();
            // What knew of another one came after the end.
            let is_first = |at: &ControlRecord, known: &BTreeMap<LogId, u64>| {
                let mut others = by_it.iter().filter(|(other, ..)| other.id != at.id);
                !others.any(|(other, ..)| within(known, other))
            };
            let first: Vec<_> = by_it
                .iter()
                .filter(|(at, _, known)| is_first(at, known))
                .collect();
            if first.is_empty() {
                break;
            }
            let end = End::of(first.iter().map(|(_, _, known)| known));
            kits.ends.insert(last, end);
            let made: BTreeSet<_> = first.iter().map(|(_, kit, _)| *kit).collect();
            match made.first() {
                Some(one) if made.len() == 1 => kits.chain.push(*one),
                _ => break,
            }
        }
        kits
    }

    /// Whether a record may sign in the kit that it names. One that outranks devices is signed in by the one before it only.
    pub(super) fn accepts(&self, record: &ControlRecord) -> bool {
        self.accepted.get(&record.id).is_some_and(|kit| {
            let at = self.chain.iter().position(|known| known == kit);
            at.is_none_or(|at| at > 0 && self.chain[at - 1] == record.log.device)
        })
    }

    /// Whether some record signs it in, or it is the first.
    pub(super) fn is_one(&self, device: DeviceId) -> bool {
        self.chain[0] == device || self.named.contains(&device)
    }

    /// Whether it outranks devices, or did until it ended.
    pub(super) fn is_in_chain(&self, device: DeviceId) -> bool {
        self.chain.contains(&device)
    }

    /// Those that outrank devices or did, the first one first.
    pub(super) fn chain(&self) -> &[DeviceId] {
        &self.chain
    }

    /// Whether a kit has ended.
    pub(super) fn has_ended(&self, kit: DeviceId) -> bool {
        self.ends.contains_key(&kit)
    }

    /// What a record weighs, by its author.
    pub(super) fn weight(&self, record: &ControlRecord) -> Weight {
        let author = record.log.device;
        if !self.is_in_chain(author) {
            return Weight::Device;
        }
        match self.ends.get(&author) {
            None => Weight::Kit,
            Some(end) if within(&end.all, record) => Weight::Kit,
            Some(end) if within(&end.some, record) => Weight::Device,
            Some(_) => Weight::Nothing,
        }
    }
}

/// The records that may sign a kit in. A kit has proved that it is one, and no device has its key.
fn signed<'a>(
    first: DeviceId,
    records: impl Iterator<Item = &'a ControlRecord> + Clone,
) -> Vec<(&'a ControlRecord, DeviceId)> {
    let mut signed = Vec::new();
    for record in records.clone() {
        if let Control::Kit { kit, cuts } = &record.body.op
            && kit.device() != first
            && cuts.iter().all(|cut| cut.log.device == record.log.device)
            && kit.is_proved()
        {
            signed.push((record, kit.device()));
        }
    }
    if signed.is_empty() {
        return signed;
    }
    let named: BTreeSet<_> = signed.iter().map(|(_, kit)| *kit).collect();
    let mut devices = BTreeSet::new();
    for record in records {
        if let Control::Add { certificate }
        | Control::Create {
            founder: certificate,
            ..
        } = &record.body.op
            && named.contains(&certificate.device)
            && certificate.verify().is_ok()
        {
            devices.insert(certificate.device);
        }
    }
    signed.retain(|(_, kit)| !devices.contains(kit));
    signed
}

fn within(known: &BTreeMap<LogId, u64>, record: &ControlRecord) -> bool {
    known
        .get(&record.log)
        .is_some_and(|at| *at >= record.number)
}

impl End {
    /// The end of a kit that signed others in with these records, each with what it lets stand.
    fn of<'a>(mut ends: impl Iterator<Item = &'a BTreeMap<LogId, u64>>) -> Self {
        let Some(first) = ends.next() else {
            return Self::default();
        };
        let mut end = Self {
            all: first.clone(),
            some: first.clone(),
        };
        for known in ends {
            for (log, number) in known {
                let some = end.some.entry(*log).or_default();
                *some = (*number).max(*some);
            }
            end.all.retain(|log, all| {
                *all = known.get(log).copied().unwrap_or(0).min(*all);
                *all > 0
            });
        }
        end
    }
}
