//! Whose control records are kept at all, and for whom there is always room. Both are asked before anything is judged: of a
//! device that nobody ever added nothing can count, and it may be one of any number that somebody invented.

use std::collections::{BTreeMap, VecDeque};

use crate::certificate::Role;
use crate::control::{Control, ControlRecord};
use crate::ids::{DeviceId, RecordId};
use crate::limits;

/// The devices that additions lead to from the founding record, whatever became of them since. More records only ever make
/// it more, so that two replicas which hold the same have the same, in whatever order it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    root: Option<RecordId>,
    of: BTreeMap<DeviceId, Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// How many additions lead to it; one more than any that is near if it is not.
    distance: usize,
    /// How many owners it was the first to add.
    added: usize,
    /// Whether it is the founding kit, or one that came in the place of that.
    is_kit: bool,
}

const FAR: usize = limits::NEAR_ADDITIONS_MAX + 1;

impl Reach {
    /// Works it out from control records whose signatures have been checked. `root` is the founding record that is
    /// believed; without it every one is.
    #[must_use]
    pub fn of(root: Option<RecordId>, records: &[ControlRecord]) -> Self {
        let mut reach = Self {
            root,
            of: BTreeMap::new(),
        };
        let mut sorted: Vec<_> = records.iter().collect();
        sorted.sort_by_key(|record| (record.log, record.number, record.id));
        let mut additions: BTreeMap<DeviceId, Vec<(DeviceId, bool)>> = BTreeMap::new();
        for record in sorted {
            reach.found(record);
            if let Some(made) = made_owner(record) {
                additions.entry(record.log.device).or_default().push(made);
            }
        }
        // The nearest first, as each takes its place from whoever comes first.
        let mut waiting: VecDeque<DeviceId> = reach.of.keys().copied().collect();
        while let Some(by) = waiting.pop_front() {
            for (device, is_kit) in additions.remove(&by).unwrap_or_default() {
                waiting.extend(reach.add(by, device, is_kit).then_some(device));
            }
        }
        reach
    }

    /// The founding record that it was worked out with.
    #[must_use]
    pub const fn root(&self) -> Option<RecordId> {
        self.root
    }

    /// Whether a founding record is there. Without it nobody can tell who was added, and everybody is reached.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        !self.of.is_empty()
    }

    /// Whether anybody that is reached ever made this device an owner, or it founded the space, or is the recovery kit.
    #[must_use]
    pub fn has(&self, device: DeviceId) -> bool {
        !self.is_founded() || self.of.contains_key(&device)
    }

    /// Whether few additions lead to a device, each among the first of whoever made it.
    #[must_use]
    pub fn is_near(&self, device: DeviceId) -> bool {
        self.of
            .get(&device)
            .is_some_and(|place| place.distance < FAR)
    }

    /// Whether this is a founding record that is believed.
    #[must_use]
    pub fn is_founding(&self, record: &ControlRecord) -> bool {
        matches!(record.body.op, Control::Create { .. })
            && record.number == 1
            && self.root.is_none_or(|root| root == record.id)
    }

    /// Takes in one more record that is kept; gives the devices that it is the first to reach.
    pub fn take(&mut self, record: &ControlRecord) -> Vec<DeviceId> {
        let mut reached = self.found(record);
        if let Some((device, is_kit)) = made_owner(record)
            && self.add(record.log.device, device, is_kit)
        {
            reached.push(device);
        }
        reached
    }

    fn found(&mut self, record: &ControlRecord) -> Vec<DeviceId> {
        let Control::Create { recovery_key, .. } = &record.body.op else {
            return Vec::new();
        };
        if !self.is_founding(record) {
            return Vec::new();
        }
        let kit = DeviceId::from_bytes(*recovery_key);
        let both = [(record.log.device, false), (kit, true)];
        let mut is_new = |(device, is_kit): &(DeviceId, bool)| {
            let first = Place {
                distance: 0,
                added: 0,
                is_kit: *is_kit,
            };
            self.of.insert(*device, first).is_none()
        };
        let new = both.into_iter().filter(|one| is_new(one));
        new.map(|(device, _)| device).collect()
    }

    fn add(&mut self, by: DeviceId, device: DeviceId, is_kit: bool) -> bool {
        if self.of.contains_key(&device) {
            return false;
        }
        let Some(adder) = self.of.get_mut(&by) else {
            return false;
        };
        adder.added += 1;
        // A kit that takes the place of another one stands where that stood.
        let is_kit = is_kit && adder.is_kit;
        let distance = if is_kit {
            adder.distance
        } else if adder.added > limits::NEAR_PER_DEVICE_MAX {
            FAR
        } else {
            FAR.min(adder.distance + 1)
        };
        let place = Place {
            distance,
            added: 0,
            is_kit,
        };
        self.of.insert(device, place);
        true
    }
}

/// Whom a record makes an owner, or a kit, and which of the two.
fn made_owner(record: &ControlRecord) -> Option<(DeviceId, bool)> {
    let is_kit = matches!(record.body.op, Control::Kit { .. });
    super::verdict::added(record)
        .filter(|(_, role)| *role == Role::Owner)
        .map(|(device, _)| (device, is_kit))
}
