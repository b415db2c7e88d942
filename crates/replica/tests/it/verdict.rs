//! The verdict on control records: what is reached quickly is what the definition says, and long chains take no longer.

mod simple;
mod small;

use std::collections::BTreeMap;

use crate::fixture::{Device, RECIPIENT};
use proptest::prelude::*;
use replica::{
    Class, Control, ControlBody, ControlRecord, Cut, DeviceCertificate, Have, KitCertificate,
    LogId, Membership, Purpose, RecordId, Role, SigningKey,
};

/// Devices, the first of which founds and the last of which is the recovery kit; behind them are other kits.
const DEVICES: usize = 7;
const KITS: usize = 3;
/// Most records that are drawn.
const RECORDS_MAX: usize = 60;

/// One record that is drawn: author, which of its logs, what it does, to whom, and bytes for what it knows.
type Drawn = (usize, bool, u8, usize, Vec<u8>);

fn log(device: &Device, second: bool) -> LogId {
    LogId {
        incarnation: 1 + u64::from(second),
        ..device.log(Class::Control)
    }
}

fn id(of: LogId, number: u64) -> RecordId {
    let mut id = [0; 32];
    id[8..16].copy_from_slice(&of.device.as_bytes()[..8]);
    id[16..24].copy_from_slice(&of.incarnation.to_be_bytes());
    id[..8].copy_from_slice(&(number * 256 + of.incarnation).to_be_bytes());
    id[..2].copy_from_slice(&of.device.as_bytes()[..2]);
    RecordId::from_bytes(id)
}

fn record(log: LogId, number: u64, seen: Have, op: Control) -> ControlRecord {
    ControlRecord {
        id: id(log, number),
        log,
        number,
        leaves: None,
        body: ControlBody { at: 0, seen, op },
    }
}

fn founded(founder: &Device, kit: &Device) -> ControlRecord {
    let create = Control::Create {
        purpose: Purpose::Home,
        founder: founder.certificate(Role::Owner),
        recovery_recipient: RECIPIENT.into(),
        recovery_key: *kit.id.as_bytes(),
        ends_at: None,
    };
    record(log(founder, false), 1, Have::default(), create)
}

/// Records that say what nobody honest would, too: of what they know and of where others are cut.
fn records(
    devices: &[Device],
    owners: &[DeviceCertificate],
    drawn: Vec<Drawn>,
) -> Vec<ControlRecord> {
    let mut all = vec![founded(&devices[0], &devices[DEVICES - 1])];
    let mut ends = BTreeMap::from([(log(&devices[0], false), 1_u64)]);
    for (author, second, what, whom, bytes) in drawn {
        let of = log(&devices[author], second);
        let mut byte = bytes.into_iter().cycle();
        let mut up_to = |end: u64| u64::from(byte.next().unwrap_or(0)) % (end + 2);
        let seen: Have = ends
            .iter()
            .filter(|(known, _)| **known != of)
            .map(|(known, end)| (*known, up_to(*end)))
            .filter(|(_, number)| *number > 0)
            .collect();
        let op = match what {
            0..=3 => Control::Add {
                certificate: owners[whom].clone(),
            },
            4 => Control::Close,
            _ => {
                let kit = &devices[DEVICES + whom % KITS];
                let target = match what {
                    10 | 11 => &devices[author],
                    12 => kit,
                    _ => &devices[whom],
                };
                let theirs = [false, true].map(|second| log(target, second));
                let cuts = theirs.into_iter().map(|log| Cut {
                    log,
                    number: up_to(ends.get(&log).copied().unwrap_or(0)),
                    id: RecordId::ZERO,
                });
                let cuts = cuts.filter(|cut| cut.number > 0).map(|cut| Cut {
                    id: id(cut.log, if what == 9 { 99 } else { cut.number }),
                    ..cut
                });
                let mut cuts: Vec<Cut> = cuts.collect();
                match what {
                    10 | 11 => {
                        cuts.retain(|cut| cut.log != of);
                        let kit = KitCertificate::sign(RECIPIENT.into(), &kit.key);
                        Control::Kit { kit, cuts }
                    }
                    12 => Control::RetireKit { kit: kit.id, cuts },
                    _ => Control::Remove {
                        device: target.id,
                        cuts,
                    },
                }
            }
        };
        let end = ends.entry(of).or_default();
        *end += 1;
        all.push(record(of, *end, seen, op));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_verdict_is_the_one_that_is_defined(
        drawn in proptest::collection::vec(
            (0..DEVICES + KITS, any::<bool>(), 0..13_u8, 0..DEVICES, proptest::collection::vec(any::<u8>(), 1..40)),
            1..RECORDS_MAX,
        ),
    ) {
        let devices: Vec<Device> = (1..).map(Device::new).take(DEVICES + KITS).collect();
        let owners: Vec<_> = devices.iter().map(|device| device.certificate(Role::Owner)).collect();
        let all = records(&devices, &owners, drawn);
        let membership = Membership::evaluate(&all);
        let (void, contested) = simple::void_and_contested(&all).expect("it is founded");
        prop_assert_eq!(membership.void(), void);
        prop_assert_eq!(membership.contested(), contested);
    }
}

// Seen to fail where all are gone through whenever one is decided.
#[test]
fn a_long_chain_of_removals_is_decided_one_after_the_other() {
    let founder = Device::new(1);
    let kit = Device::new(2);
    let mut all = vec![founded(&founder, &kit)];
    let accomplices: Vec<_> = (0..3_000_u32)
        .map(|number| {
            let mut seed = [3; 32];
            seed[..4].copy_from_slice(&number.to_be_bytes());
            let (key, link) = (seed, seed.map(|byte| !byte));
            let [key, link] = [key, link].map(|seed| SigningKey::from_bytes(&seed));
            let made = DeviceCertificate::sign(Role::Owner, RECIPIENT.into(), vec![], &key, &link);
            made.expect("a certificate")
        })
        .collect();
    let theirs = log(&founder, false);
    for (certificate, number) in accomplices.iter().cloned().zip(2..) {
        let add = Control::Add { certificate };
        all.push(record(theirs, number, Have::default(), add));
    }
    let seen: Have = [(theirs, all.len() as u64)].into_iter().collect();
    for [one, next] in accomplices.array_windows() {
        let of = LogId {
            device: one.device,
            ..theirs
        };
        let remove = Control::Remove {
            device: next.device,
            cuts: Vec::new(),
        };
        all.push(record(of, 1, seen.clone(), remove));
    }
    let membership = Membership::evaluate(&all);
    for (certificate, at) in accomplices.iter().zip(0..) {
        let stays = membership.role(certificate.device).is_some();
        assert_eq!(stays, at % 2 == 0, "{at}");
    }
    assert!(membership.contested().is_empty());
    assert!(
        membership.looks() < 4 * all.len() as u64,
        "{}",
        membership.looks()
    );
}
