//! The verdict as it is defined: everything that certainly holds and everything that possibly holds, worked out in turn from
//! what the other lets stand, until neither changes. It takes the square of the records' number, and more.

use std::collections::{BTreeMap, BTreeSet};

use replica::{Class, Control, ControlRecord, Cut, DeviceId, LogId, RecordId, Role, limits};

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
    chain: Chain,
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
        let places: BTreeMap<_, _> = kept
            .iter()
            .map(|(place, record)| (*place, record.id))
            .collect();
        let all: Vec<_> = kept.values().copied().collect();
        let chain = Chain::of(recovery, &all, &places);
        let mut ops = Vec::new();
        for record in kept.values().copied().filter(|record| record.id != root.id) {
            if well_formed(&chain, &held, record) && chain.weight(record) != Weight::Nothing {
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
            if let Some((device, _)) = added(op) {
                adders.entry(device).or_default().insert(op.log);
            }
        }
        Some(Self {
            founder,
            chain,
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
        let mut owners: BTreeSet<_> = self.chain.kits.iter().copied().collect();
        owners.insert(self.founder);
        let mut waiting: Vec<_> = owners.iter().copied().collect();
        while let Some(owner) = waiting.pop() {
            for &at in self.by_author.get(&owner).into_iter().flatten() {
                let op = self.ops[at];
                if struck.contains(&at) || attacks.hit(self, op) {
                    continue;
                }
                valid.insert(at);
                if let Some((device, Role::Owner)) = added(op)
                    && owners.insert(device)
                {
                    waiting.push(device);
                }
            }
        }
        valid
    }

    fn by_recovery(&self, op: &ControlRecord) -> bool {
        self.chain.kits.contains(&op.log.device) && self.chain.weight(op) == Weight::Kit
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
            } else if let Some((device, _)) = added(op).filter(|_| ledger.by_recovery(op)) {
                attacks.kept.push((device, op));
            }
        }
        attacks
    }

    fn hit(&self, ledger: &Ledger<'_>, op: &ControlRecord) -> bool {
        let above = |limit: Option<&u64>| limit.is_some_and(|&limit| op.number > limit);
        if let Some((device, _)) = added(op) {
            let place = (device, op.log);
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
fn well_formed(chain: &Chain, held: &BTreeMap<LogId, u64>, record: &ControlRecord) -> bool {
    let is_kit = |device: DeviceId| {
        chain.kits[0] == device || chain.signed.iter().any(|(_, kit)| *kit == device)
    };
    match &record.body.op {
        Control::Create { .. } => false,
        Control::Add { certificate } => !is_kit(certificate.device) && certificate.verify().is_ok(),
        Control::Remove { device, .. } => !is_kit(*device),
        Control::Kit { kit, .. } => {
            let mut pairs = chain.kits.array_windows();
            let before = pairs.find(|[_, next]| *next == kit.device());
            chain.signed.iter().any(|(at, _)| *at == record.id)
                && before.is_none_or(|[before, _]| *before == record.log.device)
        }
        Control::RetireKit { kit, .. } => is_kit(*kit) && !chain.kits.contains(kit),
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

fn added(record: &ControlRecord) -> Option<(DeviceId, Role)> {
    match &record.body.op {
        Control::Add { certificate } => Some((certificate.device, certificate.role)),
        Control::Kit { kit, .. } => Some((kit.device(), Role::Owner)),
        _ => None,
    }
}

fn removed(record: &ControlRecord) -> Option<(DeviceId, &[Cut])> {
    match &record.body.op {
        Control::Remove { device, cuts } | Control::RetireKit { kit: device, cuts } => {
            Some((*device, cuts))
        }
        _ => None,
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

#[derive(PartialEq)]
enum Weight {
    Kit,
    Device,
    Nothing,
}

/// What a record that signs a kit in lets stand of its author's logs.
type Known = BTreeMap<LogId, u64>;

/// The kits that outranked devices one after the other, and for each that ended what ended it.
struct Chain {
    kits: Vec<DeviceId>,
    ends: Vec<Vec<Known>>,
    signed: Vec<(RecordId, DeviceId)>,
}

impl Chain {
    fn of(
        first: DeviceId,
        all: &[&ControlRecord],
        places: &BTreeMap<(LogId, u64), RecordId>,
    ) -> Self {
        let is_device = |key: DeviceId| {
            all.iter().any(|record| match &record.body.op {
                Control::Add { certificate }
                | Control::Create {
                    founder: certificate,
                    ..
                } => certificate.device == key && certificate.verify().is_ok(),
                _ => false,
            })
        };
        let mut signed = Vec::new();
        for record in all {
            if let Control::Kit { kit, cuts } = &record.body.op
                && kit.is_proved()
                && kit.device() != first
                && !is_device(kit.device())
                && cuts.iter().all(|cut| cut.log.device == record.log.device)
            {
                let mut known: Known = cuts
                    .iter()
                    .filter(|cut| {
                        let held = places.get(&(cut.log, cut.number));
                        held.is_none_or(|held| *held == cut.id)
                    })
                    .map(|cut| (cut.log, cut.number))
                    .collect();
                known.insert(record.log, record.number);
                signed.push((*record, kit.device(), known));
            }
        }
        let mut chain = Self {
            kits: vec![first],
            ends: Vec::new(),
            signed: signed.iter().map(|(at, kit, _)| (at.id, *kit)).collect(),
        };
        loop {
            let last = chain.kits[chain.kits.len() - 1];
            let by_it: Vec<_> = signed
                .iter()
                .filter(|(at, kit, _)| at.log.device == last && !chain.kits.contains(kit))
                .collect();
            let ends: Vec<_> = by_it
                .iter()
                .filter(|(at, _, known)| {
                    by_it.iter().all(|(other, ..)| {
                        other.id == at.id
                            || known.get(&other.log).is_none_or(|to| *to < other.number)
                    })
                })
                .collect();
            if ends.is_empty() {
                return chain;
            }
            chain
                .ends
                .push(ends.iter().map(|(_, _, known)| known.clone()).collect());
            let next = ends[0].1;
            if ends.iter().any(|(_, kit, _)| *kit != next) {
                return chain;
            }
            chain.kits.push(next);
        }
    }

    fn weight(&self, record: &ControlRecord) -> Weight {
        let mut kits = self.kits.iter();
        let Some(at) = kits.position(|kit| *kit == record.log.device) else {
            return Weight::Device;
        };
        let Some(ends) = self.ends.get(at) else {
            return Weight::Kit;
        };
        let known = |end: &&Known| end.get(&record.log).is_some_and(|to| *to >= record.number);
        match ends.iter().filter(known).count() {
            0 => Weight::Nothing,
            some if some < ends.len() => Weight::Device,
            _ => Weight::Kit,
        }
    }
}
