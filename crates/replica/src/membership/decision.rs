//! How the verdict on every record is reached: each record is decided once, and looked at again only when something that
//! stood in its way has gone.
//!
//! A record is *out* when something in force defeats it, or when nobody who may still count gave its author authority. It is
//! *in force* when its author got authority through records in force and all that could defeat it is out. Where neither
//! can be said any more, authority that only goes round in a circle is looked for, and then contested removals are struck
//! whose author is removed by one in force. What is left is contested. Deciding takes time in proportion to the records and
//! what they name, except where circles of authority come to light one after the other: each costs one look at all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::limit::{Limit, Said};
use super::verdict::{Ledger, Verdict, added, removed};
use crate::certificate::Role;
use crate::control::ControlRecord;
use crate::ids::DeviceId;
use crate::log::LogId;

/// The verdict on every record of a ledger, in its order, and how often one was looked at.
pub(super) fn decide(ledger: &Ledger<'_>) -> (Vec<Verdict>, u64) {
    let mut deciding = Deciding::new(ledger);
    deciding.run();
    (deciding.verdicts, deciding.looks)
}

/// The removals of one device that say how far each of some logs stands.
#[derive(Default)]
struct Group {
    /// Removals that are not out.
    possible: usize,
    /// Limits of which some possible removal says nothing, so that nothing stands; by how many say something.
    silent: BTreeSet<(usize, usize)>,
    /// Limits at which something stands, for all that removals in force say.
    standing: Vec<usize>,
}

struct Op<'a> {
    record: &'a ControlRecord,
    author: usize,
    /// Whom it makes an owner.
    makes: Option<usize>,
    /// Whom it removes.
    removes: Option<usize>,
    /// The limits it must be within.
    within: Vec<usize>,
    /// The groups it belongs to, and what it says of limits in them.
    groups: Vec<usize>,
    says: Vec<(usize, u64)>,
    /// Removals that it outranks, and by how many possible additions it is outranked.
    outranks: Vec<usize>,
    outranked: usize,
}

#[derive(Default)]
struct Device {
    ops: Vec<usize>,
    /// Possible records that make it an owner.
    supports: usize,
    is_root: bool,
    /// Whether a record in force makes it an owner.
    is_owner: bool,
}

struct Deciding<'a> {
    ops: Vec<Op<'a>>,
    devices: Vec<Device>,
    limits: Vec<Limit>,
    groups: Vec<Group>,
    /// [`Verdict::Contested`] while it is not decided.
    verdicts: Vec<Verdict>,
    /// Decided, and not carried out.
    todo: Vec<(usize, Verdict)>,
    /// Whether a device that may be an owner has lost support, so that the rest of it may go round in a circle.
    in_doubt: bool,
    /// Devices that removals in force have put out, and whose contested removals are not struck yet.
    gone: Vec<usize>,
    looks: u64,
}

impl<'a> Deciding<'a> {
    fn new(ledger: &Ledger<'a>) -> Self {
        let mut numbers: BTreeMap<DeviceId, usize> = BTreeMap::new();
        let mut number = |device: DeviceId| {
            let next = numbers.len();
            *numbers.entry(device).or_insert(next)
        };
        let kits = ledger.kits.chain().iter().copied();
        let roots: Vec<usize> = std::iter::once(ledger.founder)
            .chain(kits)
            .map(&mut number)
            .collect();
        let ops: Vec<Op<'a>> = ledger
            .ops
            .iter()
            .map(|record| Op {
                record,
                author: number(record.log.device),
                makes: added(record)
                    .filter(|(_, role)| *role == Role::Owner)
                    .map(|(device, _)| number(device)),
                removes: removed(record).map(|(device, _)| number(device)),
                within: Vec::new(),
                groups: Vec::new(),
                says: Vec::new(),
                outranks: Vec::new(),
                outranked: 0,
            })
            .collect();
        let mut devices: Vec<Device> = numbers.iter().map(|_| Device::default()).collect();
        for root in roots {
            devices[root].is_root = true;
            devices[root].is_owner = true;
        }
        for (at, op) in ops.iter().enumerate() {
            devices[op.author].ops.push(at);
            if let Some(device) = op.makes {
                devices[device].supports += 1;
            }
        }
        let mut deciding = Self {
            verdicts: vec![Verdict::Contested; ops.len()],
            ops,
            devices,
            limits: Vec::new(),
            groups: Vec::new(),
            todo: Vec::new(),
            in_doubt: true,
            gone: Vec::new(),
            looks: 0,
        };
        deciding.lay_out(ledger);
        deciding
    }

    /// Finds what each removal says, and of which records.
    fn lay_out(&mut self, ledger: &Ledger<'_>) {
        let mut removals: BTreeMap<DeviceId, Vec<usize>> = BTreeMap::new();
        let mut logs: BTreeMap<DeviceId, BTreeMap<LogId, Vec<usize>>> = BTreeMap::new();
        let mut additions: BTreeMap<DeviceId, BTreeMap<LogId, Vec<usize>>> = BTreeMap::new();
        for (at, op) in self.ops.iter().enumerate() {
            let log = op.record.log;
            let of_author = logs.entry(log.device).or_default();
            of_author.entry(log).or_default().push(at);
            if let Some((device, _)) = added(op.record) {
                let of_device = additions.entry(device).or_default();
                of_device.entry(log).or_default().push(at);
            }
            if let Some((device, _)) = removed(op.record) {
                removals.entry(device).or_default().push(at);
            }
        }
        for (device, removals) in &removals {
            let by_kit = |at: &usize| ledger.outranks(self.ops[*at].record);
            let (outranking, others): (Vec<usize>, Vec<usize>) =
                removals.iter().partition(|at| by_kit(at));
            let additions = additions.remove(device).unwrap_or_default();
            let of_devices: BTreeMap<_, _> = additions
                .iter()
                .map(|(log, ops)| {
                    let ops = ops.iter().filter(|at| !by_kit(at)).copied();
                    (*log, ops.collect::<Vec<_>>())
                })
                .filter(|(_, ops)| !ops.is_empty())
                .collect();
            self.outrank(ledger, &additions, &others);
            let stands = |op: &ControlRecord| ledger.stands(op);
            self.group(removals, logs.get(device), stands);
            let past = |op: &ControlRecord| ledger.histories.past(op);
            self.group(&others, Some(&of_devices), past);
            self.group(&outranking, Some(&additions), past);
        }
    }

    /// Makes the group of removals that say how far each of these logs stands.
    fn group(
        &mut self,
        removals: &[usize],
        logs: Option<&BTreeMap<LogId, Vec<usize>>>,
        says: impl Fn(&ControlRecord) -> BTreeMap<LogId, u64>,
    ) {
        let Some(logs) = logs.filter(|logs| !logs.is_empty() && !removals.is_empty()) else {
            return;
        };
        let group = self.groups.len();
        let mut places = BTreeMap::new();
        for (log, ops) in logs {
            let limit = self.limits.len();
            places.insert(*log, limit);
            let numbered = ops.iter().map(|at| (self.ops[*at].record.number, *at));
            self.limits.push(Limit::new(group, numbered.collect()));
            for at in ops {
                self.ops[*at].within.push(limit);
            }
        }
        for at in removals {
            let record = self.ops[*at].record;
            self.ops[*at].groups.push(group);
            for (log, said) in says(record) {
                if let Some(limit) = places.get(&log)
                    && said > 0
                {
                    self.ops[*at].says.push((*limit, said));
                    self.limits[*limit].says(said, *at);
                }
            }
        }
        let mut made = Group {
            possible: removals.len(),
            ..Group::default()
        };
        for limit in places.into_values() {
            let said = self.limits[limit].ready();
            made.standing.push(limit);
            if said < made.possible {
                made.silent.insert((said, limit));
            }
        }
        self.groups.push(made);
    }

    /// Finds which additions by a recovery kit outrank which removals: those that do not know of each other.
    fn outrank(
        &mut self,
        ledger: &Ledger<'_>,
        additions: &BTreeMap<LogId, Vec<usize>>,
        removals: &[usize],
    ) {
        for kept in additions.values().flatten() {
            if !ledger.outranks(self.ops[*kept].record) {
                continue;
            }
            for removal in removals {
                let (add, op) = (self.ops[*kept].record, self.ops[*removal].record);
                let knew = |record, other: &ControlRecord| {
                    ledger.histories.knew(record, other.log) >= other.number
                };
                if !knew(add, op) && !knew(op, add) {
                    self.ops[*kept].outranks.push(*removal);
                    self.ops[*removal].outranked += 1;
                }
            }
        }
    }

    fn run(&mut self) {
        for limit in 0..self.limits.len() {
            if !self.is_silent(limit) {
                self.rise(limit);
            }
        }
        for at in 0..self.ops.len() {
            let author = &self.devices[self.ops[at].author];
            if author.supports == 0 && !author.is_root {
                self.put(at, Verdict::Void);
            }
            self.consider(at);
        }
        loop {
            while let Some((at, verdict)) = self.todo.pop() {
                match verdict {
                    Verdict::InForce => self.holds(at),
                    Verdict::Contested | Verdict::Void => self.falls(at),
                }
            }
            if self.in_doubt {
                self.in_doubt = false;
                self.look_for_circles();
            } else {
                self.strike();
            }
            if self.todo.is_empty() && !self.in_doubt && self.gone.is_empty() {
                return;
            }
        }
    }

    /// Decides a record, unless it is decided.
    fn put(&mut self, at: usize, verdict: Verdict) {
        if self.verdicts[at] == Verdict::Contested {
            self.verdicts[at] = verdict;
            self.todo.push((at, verdict));
        }
    }

    /// Puts a record in force if nothing possible stands in its way.
    fn consider(&mut self, at: usize) {
        self.looks += 1;
        let op = &self.ops[at];
        let number = op.record.number;
        let free = op.outranked == 0
            && self.devices[op.author].is_owner
            && op
                .within
                .iter()
                .all(|limit| self.limits[*limit].possible >= number);
        if free {
            self.put(at, Verdict::InForce);
        }
    }

    /// Carries out that a record is in force.
    fn holds(&mut self, at: usize) {
        if let Some(device) = self.ops[at].makes
            && !std::mem::replace(&mut self.devices[device].is_owner, true)
        {
            for at in self.devices[device].ops.clone() {
                self.consider(at);
            }
        }
        for removal in self.ops[at].outranks.clone() {
            self.put(removal, Verdict::Void);
        }
        let Some(device) = self.ops[at].removes else {
            return;
        };
        self.gone.push(device);
        let says: BTreeMap<usize, u64> = self.ops[at].says.iter().copied().collect();
        for group in self.ops[at].groups.clone() {
            let standing = std::mem::take(&mut self.groups[group].standing);
            for limit in standing {
                let said = says.get(&limit).copied();
                for out in self.limits[limit].lower(said.unwrap_or(0)) {
                    self.put(out, Verdict::Void);
                }
                if said.is_some() {
                    self.groups[group].standing.push(limit);
                }
            }
        }
    }

    /// Carries out that a record is out.
    fn falls(&mut self, at: usize) {
        if let Some(device) = self.ops[at].makes {
            let device = &mut self.devices[device];
            device.supports -= 1;
            if !device.is_owner {
                self.in_doubt = true;
                if device.supports == 0 {
                    for at in device.ops.clone() {
                        self.put(at, Verdict::Void);
                    }
                }
            }
        }
        for removal in self.ops[at].outranks.clone() {
            self.ops[removal].outranked -= 1;
            self.consider(removal);
        }
        for group in self.ops[at].groups.clone() {
            self.groups[group].possible -= 1;
        }
        for (limit, _) in self.ops[at].says.clone() {
            let group = &mut self.groups[self.limits[limit].group];
            let was_silent = group.silent.remove(&(self.limits[limit].said, limit));
            self.limits[limit].said -= 1;
            if was_silent {
                group.silent.insert((self.limits[limit].said, limit));
            } else {
                self.rise(limit);
            }
        }
        for group in self.ops[at].groups.clone() {
            let group = &mut self.groups[group];
            let mut spoken = Vec::new();
            while let Some((said, limit)) = group.silent.last().copied()
                && said >= group.possible
            {
                group.silent.pop_last();
                spoken.push(limit);
            }
            for limit in spoken {
                self.rise(limit);
            }
        }
    }

    fn is_silent(&self, limit: usize) -> bool {
        let Limit { said, group, .. } = self.limits[limit];
        self.groups[group].silent.contains(&(said, limit))
    }

    /// All possible removals say something of this limit now, or one of those that did is out: more may stand.
    fn rise(&mut self, limit: usize) {
        let verdicts = &self.verdicts;
        let is_out = |said: &Said| verdicts[said.by] == Verdict::Void;
        for free in self.limits[limit].rise(is_out) {
            self.consider(free);
        }
    }

    /// Puts out all whose authority goes back to nobody but themselves.
    fn look_for_circles(&mut self) {
        self.looks += self.ops.len() as u64;
        let mut reached = vec![false; self.devices.len()];
        let mut waiting: Vec<usize> = (0..self.devices.len())
            .filter(|device| self.devices[*device].is_root)
            .collect();
        while let Some(device) = waiting.pop() {
            if std::mem::replace(&mut reached[device], true) {
                continue;
            }
            let ops = self.devices[device].ops.iter();
            let possible = ops.filter(|at| self.verdicts[**at] != Verdict::Void);
            waiting.extend(possible.filter_map(|at| self.ops[*at].makes));
        }
        for at in 0..self.ops.len() {
            if !reached[self.ops[at].author] {
                self.put(at, Verdict::Void);
            }
        }
    }

    /// Strikes contested removals whose author a removal in force has put out.
    fn strike(&mut self) {
        for device in std::mem::take(&mut self.gone) {
            for at in self.devices[device].ops.clone() {
                if self.ops[at].removes.is_some() {
                    self.put(at, Verdict::Void);
                }
            }
        }
    }
}
