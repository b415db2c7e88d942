//! The verdict as it is defined: everything that certainly holds and everything that possibly holds, worked out in turn from
//! what the other lets stand, until neither changes. It takes the square of the records' number, and more.

use std::collections::{BTreeMap, BTreeSet};

use replica::{
    Class, Control, ControlRecord, Cut, DeviceCertificate, DeviceId, LogId, RecordId, Role, limits,
};

/// What becomes of one record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    InForce,
    Contested,
    Void,
}

/// The records that are void, and those that are contested; `None` where nothing founds the space.
pub(super) fn void_and_contested(
    records: &[ControlRecord],
) -> Option<(Vec<RecordId>, Vec<RecordId>)> {
    let ledger = Ledger::new(None, records)?;
    let verdicts = ledger.decide();
    let with = |wanted: Verdict| {
        let both = ledger.ops.iter().zip(&verdicts);
        let found = both.filter(move |(_, verdict)| **verdict == wanted);
        found.map(|(op, _)| op.id)
    };
    let mut void: Vec<_> = with(Verdict::Void).collect();
    void.extend(&ledger.left_out);
    let mut contested: Vec<_> = with(Verdict::Contested).collect();
    void.sort_unstable();
    contested.sort_unstable();
    Some((void, contested))
}

/// Positions in [`Ledger::ops`].
type OpSet = BTreeSet<usize>;

/// The records that can be considered at all, in an order that does not depend on arrival.
struct Ledger<'a> {
    founder: DeviceId,
    recovery: DeviceId,
    ops: Vec<&'a ControlRecord>,
    by_author: BTreeMap<DeviceId, Vec<usize>>,
    /// The logs that each device wrote.
    logs_of: BTreeMap<DeviceId, BTreeSet<LogId>>,
    /// The logs that hold additions of each device.
    adders: BTreeMap<DeviceId, BTreeSet<LogId>>,
    /// The id held at each place, to tell whether a cut is of the same history.
    places: BTreeMap<(LogId, u64), RecordId>,
    left_out: Vec<RecordId>,
}

impl<'a> Ledger<'a> {
    /// Sorts out the records; `None` when no record founds the space.
    fn new(root: Option<RecordId>, records: &'a [ControlRecord]) -> Option<Self> {
        let (kept, mut left_out) = unbroken(records);
        let (root, founder, recovery) = kept
            .values()
            .filter(|record| root.is_none_or(|root| root == record.id))
            .filter_map(|record| founding(record))
            .min_by_key(|(record, ..)| record.id)?;
        let held = kept
            .keys()
            .fold(BTreeMap::new(), |mut held, &(log, number)| {
                held.insert(log, number);
                held
            });
        let mut ops = Vec::new();
        for record in kept.values().copied().filter(|record| record.id != root.id) {
            if well_formed(recovery, &held, record) {
                ops.push(record);
            } else {
                left_out.push(record.id);
            }
        }
        let mut by_author: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut logs_of: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        let mut adders: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (at, op) in ops.iter().enumerate() {
            by_author.entry(op.log.device).or_default().push(at);
            logs_of.entry(op.log.device).or_default().insert(op.log);
            if let Some(certificate) = added(op) {
                adders.entry(certificate.device).or_default().insert(op.log);
            }
        }
        let places = kept
            .iter()
            .map(|(place, record)| (*place, record.id))
            .collect();
        Some(Self {
            founder,
            recovery,
            ops,
            by_author,
            logs_of,
            adders,
            places,
            left_out,
        })
    }

    /// The verdict on every record of the ledger, in its order.
    fn decide(&self) -> Vec<Verdict> {
        let mut struck = OpSet::new();
        loop {
            let (in_force, possible) = self.settle(&struck);
            let decided = self.decided(&in_force, &possible);
            if decided.is_empty() {
                return (0..self.ops.len())
                    .map(
                        |at| match (in_force.contains(&at), possible.contains(&at)) {
                            (true, _) => Verdict::InForce,
                            (false, true) => Verdict::Contested,
                            (false, false) => Verdict::Void,
                        },
                    )
                    .collect();
            }
            struck.extend(decided);
        }
    }

    /// Contested removals whose author a removal in force has put out.
    fn decided(&self, in_force: &OpSet, possible: &OpSet) -> OpSet {
        let out: BTreeSet<_> = in_force
            .iter()
            .filter_map(|&at| removed(self.ops[at]).map(|(who, _)| who))
            .collect();
        possible
            .difference(in_force)
            .copied()
            .filter(|&at| removed(self.ops[at]).is_some())
            .filter(|&at| out.contains(&self.ops[at].log.device))
            .collect()
    }

    /// The alternating fixpoint: what certainly holds and what possibly holds.
    fn settle(&self, struck: &OpSet) -> (OpSet, OpSet) {
        let mut in_force = OpSet::new();
        loop {
            let possible = self.reachable(&Attacks::by(self, &in_force), struck);
            let next = self.reachable(&Attacks::by(self, &possible), struck);
            if next == in_force {
                return (in_force, possible);
            }
            in_force = next;
        }
    }

    /// All records that are not attacked and whose authors got authority through such records.
    fn reachable(&self, attacks: &Attacks<'_>, struck: &OpSet) -> OpSet {
        let mut valid = OpSet::new();
        let mut owners = BTreeSet::from([self.founder, self.recovery]);
        let mut waiting: Vec<_> = owners.iter().copied().collect();
        while let Some(owner) = waiting.pop() {
            for &at in self.by_author.get(&owner).into_iter().flatten() {
                let op = self.ops[at];
                if struck.contains(&at) || attacks.hit(self, op) {
                    continue;
                }
                valid.insert(at);
                if let Some(certificate) = added(op)
                    && certificate.role == Role::Owner
                    && owners.insert(certificate.device)
                {
                    waiting.push(certificate.device);
                }
            }
        }
        valid
    }

    fn by_recovery(&self, op: &ControlRecord) -> bool {
        op.log.device == self.recovery
    }

    /// How much of a log a removal lets stand. A cut that names another record than the one held
    /// at its place is of another history: nothing of this one stands then. Who removes itself
    /// stands by that very record.
    fn stands(&self, removal: &ControlRecord, cuts: &[Cut], log: LogId) -> u64 {
        let named = cuts.iter().find(|cut| cut.log == log).map_or(0, |cut| {
            match self.places.get(&(log, cut.number)) {
                Some(held) if *held != cut.id => 0,
                _ => cut.number,
            }
        });
        if removal.log == log {
            removal.number
        } else {
            named
        }
    }
}

/// What a set of records, taken as holding, defeats.
#[derive(Default)]
struct Attacks<'a> {
    /// Per log of a removed device the last control record that stands.
    stands: BTreeMap<LogId, u64>,
    /// Additions of a device that every removal of it had seen, by device and adder's log: the
    /// last number; once for removals by devices and once for those by the recovery key.
    seen_by_devices: BTreeMap<(DeviceId, LogId), u64>,
    seen_by_recovery: BTreeMap<(DeviceId, LogId), u64>,
    /// Additions by the recovery key, which outrank removals they do not know of.
    kept: Vec<(DeviceId, &'a ControlRecord)>,
}

impl<'a> Attacks<'a> {
    fn by(ledger: &Ledger<'a>, holding: &OpSet) -> Self {
        let mut attacks = Self::default();
        for op in holding.iter().map(|&at| ledger.ops[at]) {
            if let Some((target, cuts)) = removed(op) {
                for &log in ledger.logs_of.get(&target).into_iter().flatten() {
                    lower(&mut attacks.stands, log, ledger.stands(op, cuts, log));
                }
                let seen = if ledger.by_recovery(op) {
                    &mut attacks.seen_by_recovery
                } else {
                    &mut attacks.seen_by_devices
                };
                for &log in ledger.adders.get(&target).into_iter().flatten() {
                    lower(seen, (target, log), past(op, log));
                }
            } else if let Some(certificate) = added(op).filter(|_| ledger.by_recovery(op)) {
                attacks.kept.push((certificate.device, op));
            }
        }
        attacks
    }

    fn hit(&self, ledger: &Ledger<'_>, op: &ControlRecord) -> bool {
        let above = |limit: Option<&u64>| limit.is_some_and(|&limit| op.number > limit);
        if let Some(certificate) = added(op) {
            let place = (certificate.device, op.log);
            if above(self.seen_by_recovery.get(&place))
                || (!ledger.by_recovery(op) && above(self.seen_by_devices.get(&place)))
            {
                return true;
            }
        }
        if ledger.by_recovery(op) {
            return false;
        }
        let outranked = removed(op).is_some_and(|(target, _)| {
            self.kept.iter().any(|(kept, add)| {
                let unknown = past(add, op.log) < op.number && past(op, add.log) < add.number;
                *kept == target && unknown
            })
        });
        outranked || above(self.stands.get(&op.log))
    }
}

fn lower<K: Ord>(map: &mut BTreeMap<K, u64>, key: K, value: u64) {
    let known = map.entry(key).or_insert(value);
    *known = value.min(*known);
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
        let follows = record.number == 1
            || record.number > 1 && kept.contains_key(&(record.log, record.number - 1));
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
fn well_formed(recovery: DeviceId, held: &BTreeMap<LogId, u64>, record: &ControlRecord) -> bool {
    match &record.body.op {
        Control::Create { .. } => false,
        Control::Add { certificate } => {
            certificate.device != recovery && certificate.verify().is_ok()
        }
        Control::Remove { device, .. } => *device != recovery,
        Control::Keys { height, .. } => {
            // No more epochs can have come before than there were records: nobody can jump to a
            // height that leaves no room above it.
            let known = held
                .iter()
                .map(|(&log, &number)| number.min(past(record, log)))
                .fold(1_u64, u64::saturating_add);
            *height >= 1 && u64::from(*height) <= known
        }
        Control::Close => true,
    }
}

fn added(record: &ControlRecord) -> Option<&DeviceCertificate> {
    if let Control::Add { certificate } = &record.body.op {
        Some(certificate)
    } else {
        None
    }
}

fn removed(record: &ControlRecord) -> Option<(DeviceId, &[Cut])> {
    if let Control::Remove { device, cuts } = &record.body.op {
        Some((*device, cuts))
    } else {
        None
    }
}

/// How much of a control log the author knew when writing this.
fn past(record: &ControlRecord, log: LogId) -> u64 {
    if log == record.log {
        record.number - 1
    } else {
        record.body.seen.get(log)
    }
}
