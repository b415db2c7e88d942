//! A space with up to six devices that write up to forty control operations, each knowing what it knows: one answer in
//! every order, at a cost that the number of records bounds.

use std::collections::BTreeMap;

use replica::{
    Class, Control, ControlRecord, Cut, EpochId, Have, LogId, MemberState, Membership, Record,
    RecordId, Role,
};

use crate::choices::Choices;
use crate::devices::{Device, control_body, founding, space};

const DEVICES: u8 = 6;
const OPERATIONS_MAX: usize = 40;

/// What there is, and what each device has seen of it.
struct World {
    devices: Vec<Device>,
    records: BTreeMap<(LogId, u64), ControlRecord>,
    seen: Vec<Have>,
}

pub fn membership(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let mut world = World {
        devices: (0..DEVICES).map(Device::new).collect(),
        records: BTreeMap::new(),
        seen: vec![Have::new(); usize::from(DEVICES)],
    };
    world.write(0, founding(&world.devices[0]));
    let root = world.records.values().next().map(|record| record.id);
    for _ in 1..OPERATIONS_MAX {
        if choices.is_empty() {
            break;
        }
        world.step(choices);
    }
    let mut records: Vec<_> = world.records.values().cloned().collect();
    let first = Membership::evaluate_from(root, &records);
    for turn in 0..4 {
        shuffle(&mut records, choices, turn);
        // What came twice counts once.
        let doubled = turn == 3;
        if doubled {
            records.extend(records.clone());
        }
        assert_eq!(Membership::evaluate_from(root, &records), first);
    }
    if records
        .iter()
        .filter(|record| matches!(record.body.op, Control::Create { .. }))
        .count()
        == 2
    {
        assert_eq!(Membership::evaluate(&records), first);
    }
    makes_sense(&first, root);
}

fn makes_sense(membership: &Membership, root: Option<RecordId>) {
    assert_eq!(membership.root(), root);
    for member in membership.members() {
        assert_eq!(member.certificate.verify(), Ok(()));
        let active = member.state == MemberState::Active;
        assert_eq!(membership.role(member.certificate.device).is_some(), active);
    }
    let (void, contested) = (membership.void(), membership.contested());
    assert!(void.is_sorted() && contested.is_sorted());
    assert!(contested.iter().all(|id| void.binary_search(id).is_err()));
}

impl World {
    fn step(&mut self, choices: &mut Choices<'_>) {
        let author = choices.below(usize::from(DEVICES));
        // It has heard from some of the others first.
        for other in 0..usize::from(DEVICES) {
            if choices.one_in(3) {
                let known = self.seen[other].clone();
                self.seen[author].merge(&known);
            }
        }
        let target = &self.devices[choices.below(usize::from(DEVICES))];
        let op = match choices.below(8) {
            0..=2 => Control::Add {
                certificate: target.certificate(
                    [Role::Owner, Role::Owner, Role::Reader, Role::Keeper][choices.below(4)],
                ),
            },
            3..=5 => Control::Remove {
                device: target.id(),
                cuts: self.cuts(author, target, choices),
            },
            6 => Control::Keys {
                epoch: EpochId::from_bytes([choices.byte(); 16]),
                height: u32::from(choices.byte()),
                sealed: vec![choices.byte(); 3],
            },
            _ if choices.one_in(4) => founding(target),
            _ if choices.one_in(4) => Control::Close,
            _ => Control::Add {
                certificate: Device::new(choices.byte() % 20).certificate(Role::Owner),
            },
        };
        self.write(author, op);
    }

    /// What the author knows of the target's logs, or says it does.
    fn cuts(&self, author: usize, target: &Device, choices: &mut Choices<'_>) -> Vec<Cut> {
        let log = target.log(Class::Control);
        let known = self.seen[author].get(log);
        let number = match choices.below(4) {
            0 => 0,
            1 => known / 2,
            2 => known,
            _ => known + choices.below(3) as u64,
        };
        let id = self
            .records
            .get(&(log, number))
            .map_or(RecordId::from_bytes([9; 32]), |record| record.id);
        let mut cuts: Vec<_> = (number > 0)
            .then_some(Cut { log, number, id })
            .into_iter()
            .collect();
        if choices.one_in(2) {
            cuts.push(Cut {
                log: target.log(Class::Data),
                number: 1 + choices.below(9) as u64,
                id: RecordId::from_bytes([choices.byte(); 32]),
            });
        }
        cuts
    }

    fn write(&mut self, author: usize, op: Control) {
        let device = &self.devices[author];
        let log = device.log(Class::Control);
        let last = self.records.range((log, 0)..=(log, u64::MAX)).next_back();
        let (number, prev) = last.map_or((0, RecordId::ZERO), |((_, number), last)| {
            (*number, last.id)
        });
        let body = control_body(self.seen[author].clone(), op).encode();
        let record = Record::write(space(1), log, number + 1, prev, body, &device.key);
        let record = record.expect("a control operation fits");
        let read = ControlRecord::from_record(&record).expect("what was written can be read");
        self.records.insert((log, number + 1), read);
        self.seen[author].set(log, number + 1);
    }
}

fn shuffle(records: &mut [ControlRecord], choices: &mut Choices<'_>, turn: usize) {
    match turn {
        0 => records.reverse(),
        1 => records.rotate_left(records.len() / 2),
        _ => {
            for at in (1..records.len()).rev() {
                let other = (choices.below(256) * 31 + at * turn) % (at + 1);
                records.swap(at, other);
            }
        }
    }
}
