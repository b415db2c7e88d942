//! Which control records are in force, which are void, and which nobody undisputed has decided.
//!
//! "Valid unless validly removed" refers to itself, so it is answered as a well-founded model:
//! `in_force` grows from below, `possible` shrinks from above, each computed by treating the
//! other's removals as the ones that hold. What stays between the two is contested: devices that
//! removed each other without knowing of the other's removal. A removal in force of one side
//! then strikes that side's contested removals, even those it had seen, and all is decided anew.

use std::collections::BTreeMap;

use crate::certificate::Role;
use crate::control::{Control, ControlRecord, Cut};
use crate::ids::{DeviceId, RecordId};
use crate::limits;
use crate::log::{Class, LogId};

use super::histories::Histories;
use super::kits::{Kits, Weight};

/// What becomes of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    InForce,
    Contested,
    Void,
}

/// The records that can be considered at all, in an order that does not depend on arrival.
pub(super) struct Ledger<'a> {
    root: &'a ControlRecord,
    pub(super) founder: DeviceId,
    pub(super) kits: Kits,
    pub(super) ops: Vec<&'a ControlRecord>,
    /// The id held at each place, to tell which history a cut is of.
    places: BTreeMap<(LogId, u64), RecordId>,
    pub(super) histories: Histories,
    left_out: Vec<RecordId>,
}

impl<'a> Ledger<'a> {
    /// Sorts out the records; `None` when no record founds the space.
    pub(super) fn new(root: Option<RecordId>, records: &'a [ControlRecord]) -> Option<Self> {
        let (kept, mut left_out) = unbroken(records);
        let (root, founder, recovery) = kept
            .values()
            .filter(|record| {
                let pinned = root.is_none_or(|root| root == record.id);
                probe::planted!("founding_not_pinned", pinned, true)
            })
            .filter_map(|record| founding(record))
            .min_by_key(|(record, ..)| record.id)?;
        let histories = Histories::of(kept.values().copied());
        let held = kept
            .keys()
            .fold(BTreeMap::new(), |mut held, &(log, number)| {
                for log in [log, histories.named_by(log)] {
                    let last = held.entry(log).or_insert(number);
                    *last = number.max(*last);
                }
                held
            });
        let places: BTreeMap<_, _> = kept
            .iter()
            .map(|(place, record)| (*place, record.id))
            .collect();
        let kits = Kits::of(recovery, kept.values().copied(), |record| {
            stands(&places, &histories, record)
        });
        let mut ops = Vec::new();
        for record in kept.values().copied().filter(|record| record.id != root.id) {
            if well_formed(&kits, &held, record) && kits.weight(record) != Weight::Nothing {
                ops.push(record);
            } else {
                left_out.push(record.id);
            }
        }
        Some(Self {
            root,
            founder,
            kits,
            ops,
            places,
            histories,
            left_out,
        })
    }

    pub(super) const fn root(&self) -> &'a ControlRecord {
        self.root
    }

    /// Records that were not even considered.
    pub(super) fn left_out(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.left_out.iter().copied()
    }

    /// Whether what a record says outranks every device.
    pub(super) fn outranks(&self, record: &ControlRecord) -> bool {
        self.kits.weight(record) == Weight::Kit && self.kits.is_in_chain(record.log.device)
    }

    /// Every record considered with its verdict: additions first (those in force, then the
    /// weightier role, then the smaller id), then all else, those in force before others.
    pub(super) fn with(&self, verdicts: &[Verdict]) -> Vec<(&'a ControlRecord, Verdict)> {
        let mut all: Vec<_> = self
            .ops
            .iter()
            .zip(verdicts)
            .map(|(op, verdict)| (*op, *verdict))
            .collect();
        all.sort_by_key(|(op, verdict)| {
            let role = added(op).map(|(_, role)| role);
            (role.is_none(), *verdict, role, op.id)
        });
        all
    }

    /// How much of the logs that a removal names it lets stand; of all others of its device nothing. A cut names one history
    /// of a log, by the record at its place; where none that is held has that record there, nothing stands. Who removes
    /// itself stands by that very record.
    pub(super) fn stands(&self, removal: &ControlRecord) -> BTreeMap<LogId, u64> {
        stands(&self.places, &self.histories, removal)
    }
}

/// See [`Ledger::stands`].
fn stands(
    places: &BTreeMap<(LogId, u64), RecordId>,
    histories: &Histories,
    removal: &ControlRecord,
) -> BTreeMap<LogId, u64> {
    let mut stands = BTreeMap::new();
    for cut in named(removal) {
        let held = |log: LogId| places.get(&(log, cut.number));
        let mut all = histories.all(cut.log);
        let of_it = all.find(|log| held(*log) == Some(&cut.id));
        match of_it {
            Some(log) => histories.raise(&mut stands, log, cut.number),
            None if held(cut.log).is_some() => {}
            None => histories.raise(&mut stands, cut.log, cut.number),
        }
    }
    stands.remove(&removal.log);
    histories.raise(&mut stands, removal.log, removal.number);
    stands
}

/// The cuts that a record names.
fn named(record: &ControlRecord) -> &[Cut] {
    match &record.body.op {
        Control::Remove { cuts, .. }
        | Control::Kit { cuts, .. }
        | Control::RetireKit { cuts, .. } => cuts,
        Control::Create { .. } | Control::Add { .. } | Control::Keys { .. } | Control::Close => &[],
    }
}

type Places<'a> = BTreeMap<(LogId, u64), &'a ControlRecord>;

/// The unbroken beginning of every control log, and the ids of all other records. Where two
/// records claim one place the smaller id is taken and the log ends there.
fn unbroken(records: &[ControlRecord]) -> (Places<'_>, Vec<RecordId>) {
    let mut sorted: Vec<_> = records.iter().collect();
    sorted.sort_by_key(|record| (record.number, record.log, record.id));
    sorted.dedup_by_key(|record| (record.number, record.log, record.id));
    let mut split = BTreeMap::new();
    let mut kept = Places::new();
    let mut left_out = Vec::new();
    for record in sorted {
        let place = (record.log, record.number);
        let before = record.leaves.unwrap_or(record.log);
        let follows = record.number == 1
            || record.number > 1 && kept.contains_key(&(before, record.number - 1));
        let taken = kept.contains_key(&place);
        if record.log.class == Class::Control
            && follows
            && !taken
            && split.get(&record.log).is_none_or(|&at| record.number <= at)
            && kept.len() < limits::CONTROL_RECORDS_PER_SPACE_MAX
        {
            kept.insert(place, record);
        } else {
            left_out.push(record.id);
        }
        if taken {
            split.insert(record.log, record.number);
        }
    }
    (kept, left_out)
}

/// The founder and the recovery key, when a record founds this space.
fn founding(record: &ControlRecord) -> Option<(&ControlRecord, DeviceId, DeviceId)> {
    let Control::Create {
        founder,
        recovery_key,
        ..
    } = &record.body.op
    else {
        return None;
    };
    let recovery = DeviceId::from_bytes(*recovery_key);
    let own = record.number == 1
        && record.body.seen.is_empty()
        && founder.device == record.log.device
        && founder.role == Role::Owner
        && founder.device != recovery;
    (own && founder.verify().is_ok()).then_some((record, founder.device, recovery))
}

/// What can be judged of a record by itself and by how many records there are.
fn well_formed(kits: &Kits, held: &BTreeMap<LogId, u64>, record: &ControlRecord) -> bool {
    match &record.body.op {
        Control::Create { .. } => false,
        Control::Add { certificate } => {
            !kits.is_one(certificate.device) && certificate.verify().is_ok()
        }
        Control::Remove { device, .. } => !kits.is_one(*device),
        Control::Kit { .. } => kits.accepts(record),
        Control::RetireKit { kit, .. } => kits.is_one(*kit) && !kits.is_in_chain(*kit),
        Control::Keys { height, .. } => {
            // No more epochs can have come before than there were records: nobody can jump to a
            // height that leaves no room above it.
            let seen = record.body.seen.iter();
            let others = seen.filter(|(log, _)| *log != record.log);
            let known = others
                .map(|(log, number)| number.min(held.get(&log).copied().unwrap_or(0)))
                .fold(record.number, u64::saturating_add);
            *height >= 1 && u64::from(*height) <= known
        }
        Control::Close => true,
    }
}

/// Whom a record gives a role: a device, or a kit that signs with the weight of one.
pub(super) fn added(record: &ControlRecord) -> Option<(DeviceId, Role)> {
    match &record.body.op {
        Control::Add { certificate } => Some((certificate.device, certificate.role)),
        Control::Kit { kit, .. } => Some((kit.device(), Role::Owner)),
        Control::Create { .. }
        | Control::Remove { .. }
        | Control::Keys { .. }
        | Control::Close
        | Control::RetireKit { .. } => None,
    }
}

/// Whose role a record ends, and what of its logs it lets stand.
pub(super) fn removed(record: &ControlRecord) -> Option<(DeviceId, &[Cut])> {
    match &record.body.op {
        Control::Remove { device, cuts } | Control::RetireKit { kit: device, cuts } => {
            Some((*device, cuts))
        }
        Control::Create { .. }
        | Control::Add { .. }
        | Control::Keys { .. }
        | Control::Close
        | Control::Kit { .. } => None,
    }
}
