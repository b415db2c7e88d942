//! What devices send each other, and what of it lies in logs: frames, records, control operations, certificates, ids.

use replica::{
    Branches, CarriedPlace, Class, Control, ControlBody, ControlRecord, Cut, DeviceCertificate,
    DeviceId, EpochId, Frame, Have, Head, Header, KeptPack, Kind, LogId, Manifest, Notice, Pack,
    Record, RecordId, Role, SignedBy, SpaceId, SpaceTag, Stated, Statement, limits, verify_run,
};

use crate::choices::Choices;
use crate::devices::{Device, RECIPIENT, control_body, founding, log_of, space};
use crate::{Seed, named};

pub fn frame(bytes: &[u8]) {
    if let Ok(frame) = Frame::decode(bytes) {
        assert_eq!(frame.encode(), bytes);
    }
}

pub fn have(bytes: &[u8]) {
    if let Ok(have) = Have::decode(bytes) {
        assert_eq!(have.encode(), bytes);
        assert!(have.len() <= limits::LOGS_PER_SPACE_MAX && have.covers(&have));
        assert!(have.iter().all(|(_, number)| number > 0));
        let mut merged = Have::new();
        merged.merge(&have);
        assert_eq!(merged, have);
        assert_eq!(have.missing_from(&Have::new()).count(), have.len());
    }
    if let Ok(branches) = Branches::decode(bytes) {
        assert_eq!(branches.encode(), bytes);
    }
    if let Ok(log) = LogId::decode(bytes) {
        assert_eq!(log.encode(), bytes);
    }
}

pub fn ids(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    macro_rules! same_text {
        ($($id:ty),*) => {$(
            if let Some(id) = <$id>::from_text(text) {
                assert_eq!(id.to_string(), text);
            }
        )*};
    }
    same_text!(DeviceId, EpochId, RecordId, SpaceId, SpaceTag);
    if let Some(link) = replica::LinkId::from_text(text) {
        assert_eq!(link.to_string(), text);
    }
}

pub fn record(bytes: &[u8]) {
    let header = Header::decode_prefix(bytes);
    if let Ok(header) = &header {
        assert_eq!(header.encode(), bytes[..Header::LEN]);
    }
    if let Ok(record) = Record::decode(bytes) {
        assert_eq!(record.encode(), bytes);
        assert_eq!(header.as_ref(), Ok(&record.header));
        assert!(record.body.len() <= record.header.kind.body_bytes_max());
        let _ = record.verify();
        let _ = ControlRecord::from_record(&record);
    }
}

/// What lies in a folder: a pack, a manifest, a statement.
pub fn carried(bytes: &[u8]) {
    if let Ok((pack, used)) = Pack::decode(bytes) {
        assert_eq!(pack.encode(), bytes[..used]);
        assert!(!pack.records.is_empty() && bytes[used..].iter().all(|byte| *byte == 0));
    }
    let device = Device::new(1);
    if let Ok(read) = Manifest::decode(bytes) {
        let again = read.manifest.encode(&device.key);
        assert_eq!(again[..read.used - 64], bytes[..read.used - 64]);
        let _ = read.is_signed_by(device.id().as_bytes());
    }
    if let Ok(said) = Statement::decode(bytes) {
        assert_eq!(said.encode(), bytes);
        let _ = said.is_signed_by(device.id().as_bytes());
    }
}

pub fn carried_files() -> Vec<Seed> {
    let device = Device::new(1);
    let place = CarriedPlace {
        folder: [1; 16],
        writer: [2; 8],
        counter: 3,
    };
    let pack = Pack {
        place,
        records: vec![vec![4; 210], vec![5; 300]],
    };
    let head = Head {
        number: 6,
        id: RecordId::ZERO,
    };
    let stated = Stated {
        space: space(1),
        device: device.id(),
        incarnation: 1,
        counter: 2,
        at: 3,
        dropped: [0; 32],
        heads: Vec::new(),
        rest: [0; 32],
        notices: vec![Notice {
            kind: 1,
            at: 4,
            value: [7; 32],
        }],
    };
    let stated = stated.with_heads(vec![(device.log(Class::Data), head)]);
    let said = Statement::sign(stated, SignedBy::Device, &device.key);
    let manifest = Manifest {
        place,
        device: device.id(),
        incarnation: 1,
        at: 5,
        statements: vec![said.clone()],
        packs: vec![KeptPack {
            number: 1,
            random: [8; 10],
            bytes: 9,
            sha256: [10; 32],
        }],
        read: vec![([11; 8], 12)],
    };
    named([
        ("pack", [pack.encode(), vec![0; 20]].concat()),
        ("manifest", manifest.encode(&device.key)),
        ("statement", said.encode()),
    ])
}

pub fn certificate(bytes: &[u8]) {
    if let Ok(certificate) = DeviceCertificate::decode(bytes) {
        assert_eq!(certificate.encode(), bytes);
        let _ = certificate.verify();
    }
}

/// A body as it is, and the same signed by a device.
pub fn control(bytes: &[u8]) {
    let decoded = ControlBody::decode(bytes);
    if let Ok(body) = &decoded {
        assert_eq!(body.encode(), bytes);
    }
    let device = Device::new(1);
    let log = device.log(Class::Control);
    let Ok(record) = Record::write(
        space(1),
        log,
        1,
        RecordId::ZERO,
        bytes.to_vec(),
        &device.key,
    ) else {
        return;
    };
    match ControlRecord::from_record(&record) {
        Ok(read) => assert_eq!(Ok(read.body), decoded),
        Err(_) => assert!(decoded.is_err()),
    }
}

/// A log, continued by records of which one may have a field altered, signed anew.
pub fn run(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let device = Device::new(1);
    let count = choices.below(6) + 1;
    let bodies = (0..count)
        .map(|_| vec![7; choices.below(40)])
        .collect::<Vec<_>>();
    let mut records = log_of(&device, Class::Data, bodies);
    let held = choices.below(count);
    let mut head = held.checked_sub(1).map(|last| records[last].head());
    let mut given = records.split_off(held);
    while !choices.is_empty() {
        alter(&mut given, &mut head, choices, &device);
    }
    if let Ok(end) = verify_run(head, &given) {
        let (mut number, mut prev) =
            head.map_or((0, RecordId::ZERO), |head| (head.number, head.id));
        for record in &given {
            assert_eq!(Some(record.header.number), number.checked_add(1));
            assert_eq!(record.header.prev, prev);
            assert_eq!(
                (record.log(), record.header.space),
                (given[0].log(), given[0].header.space)
            );
            assert_eq!(record.verify_body(), Ok(()));
            (number, prev) = (record.header.number, record.id());
        }
        assert_eq!(end, Head { number, id: prev });
        assert_eq!(given.last().map(Record::verify_signature), Some(Ok(())));
    }
}

fn alter(
    given: &mut [Record],
    head: &mut Option<Head>,
    choices: &mut Choices<'_>,
    device: &Device,
) {
    let at = choices.below(given.len());
    let what = choices.below(12);
    if what == 10 {
        *head = Some(Head {
            number: choices.number(),
            id: RecordId::from_bytes([choices.byte(); 32]),
        });
        return;
    }
    if what == 11 {
        let other = choices.below(given.len());
        given.swap(at, other);
        return;
    }
    let Some(record) = given.get_mut(at) else {
        return;
    };
    let header = &mut record.header;
    match what {
        0 => header.number = choices.number(),
        1 => header.prev = RecordId::from_bytes([choices.byte(); 32]),
        2 => header.space = space(choices.byte()),
        3 => header.incarnation = choices.number(),
        4 => header.device = Device::new(choices.byte() % 4).id(),
        5 => header.body_len = u32::from(choices.byte()),
        6 => header.body_hash = choices.array(),
        7 => header.kind = Kind::Control,
        8 => record.body.push(choices.byte()),
        _ => {
            record.signature[usize::from(choices.byte() % 64)] ^= 1;
            return;
        }
    }
    device.sign(record);
}

fn some_have() -> Have {
    let logs = (1..5).flat_map(|number| {
        let device = Device::new(number);
        [Class::Control, Class::Data].map(|class| (device.log(class), u64::from(number) * 3))
    });
    logs.collect()
}

pub fn frames() -> Vec<Seed> {
    let heads = log_of(&Device::new(1), Class::Data, [vec![1], vec![2]]);
    let space = space(1);
    let frames = [
        ("hello", Frame::Hello { version: 1 }),
        (
            "offer",
            Frame::Offer {
                space,
                have: some_have().iter().collect(),
            },
        ),
        ("ready", Frame::Ready),
        (
            "records",
            Frame::Records {
                space,
                records: heads.iter().map(Record::encode).collect(),
            },
        ),
        (
            "ack",
            Frame::Ack {
                space,
                have: some_have(),
            },
        ),
        (
            "check",
            Frame::Check {
                space,
                digest: [7; 32],
            },
        ),
        (
            "heads",
            Frame::Heads {
                space,
                heads: heads
                    .iter()
                    .map(|record| (record.log(), record.head()))
                    .take(1)
                    .collect(),
            },
        ),
        (
            "want",
            Frame::Want {
                space,
                names: vec![[1; 32], [2; 32]],
            },
        ),
        (
            "chunk",
            Frame::Chunk {
                space,
                name: [3; 32],
                sealed: vec![4; 90],
            },
        ),
        ("ping", Frame::Ping),
        ("pong", Frame::Pong),
        ("bye", Frame::Bye { offers: 1 }),
    ];
    named(frames.map(|(name, frame)| (name, frame.encode())))
}

pub fn haves() -> Vec<Seed> {
    named([
        ("empty", Have::new().encode()),
        ("some", some_have().encode()),
        ("log", Device::new(1).log(Class::Data).encode().to_vec()),
    ])
}

pub fn id_texts() -> Vec<Seed> {
    named([
        (
            "short",
            EpochId::from_bytes([9; 16]).to_string().into_bytes(),
        ),
        (
            "long",
            RecordId::from_bytes([0xf3; 32]).to_string().into_bytes(),
        ),
    ])
}

pub fn records() -> Vec<Seed> {
    let device = Device::new(1);
    let body = control_body(Have::new(), founding(&device)).encode();
    let control = log_of(&device, Class::Control, [body]);
    let data = log_of(&device, Class::Data, [vec![], vec![5; 90]]);
    named([
        ("founding", control[0].encode()),
        ("empty", data[0].encode()),
        ("second", data[1].encode()),
    ])
}

pub fn certificates() -> Vec<Seed> {
    let roles = [
        ("owner", Role::Owner),
        ("reader", Role::Reader),
        ("keeper", Role::Keeper),
    ];
    named(roles.map(|(name, role)| (name, Device::new(3).certificate(role).encode())))
}

pub fn controls() -> Vec<Seed> {
    let (device, other) = (Device::new(1), Device::new(2));
    let cut = |class| Cut {
        log: other.log(class),
        number: 4,
        id: RecordId::from_bytes([4; 32]),
    };
    let seen: Have = some_have()
        .iter()
        .filter(|(log, _)| log.class == Class::Control)
        .collect();
    let ops = [
        ("create", founding(&device)),
        (
            "add",
            Control::Add {
                certificate: other.certificate(Role::Reader),
            },
        ),
        (
            "remove",
            Control::Remove {
                device: other.id(),
                cuts: vec![cut(Class::Control), cut(Class::Data)],
            },
        ),
        (
            "keys",
            Control::Keys {
                epoch: EpochId::from_bytes([3; 16]),
                height: 2,
                sealed: RECIPIENT.as_bytes().to_vec(),
            },
        ),
        ("close", Control::Close),
    ];
    named(ops.map(|(name, op)| (name, control_body(seen.clone(), op).encode())))
}
