//! Limits of what is decoded, each from both sides: so much is taken, and one more is not.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::fixture::{Device, Knowledge, RECIPIENT, space};
use replica::{
    CarriedPlace, Class, CodecError, Control, ControlBody, Cut, DeviceCertificate, DeviceId, Frame,
    Have, Head, History, KeptPack, LogId, Manifest, Notice, Pack, Record, RecordId, Role, SignedBy,
    Stated, Statement, WriteError, limits,
};

const PLACE: CarriedPlace = CarriedPlace {
    folder: [1; 16],
    writer: [2; 8],
    counter: 3,
};

fn head(number: u64) -> Head {
    let id = RecordId::from_bytes([number as u8; 32]);
    Head { number, id }
}

/// Logs of one device, in order.
fn logs(device: DeviceId, count: usize) -> impl Iterator<Item = LogId> {
    let half = count.div_ceil(2);
    (0..count).map(move |at| LogId {
        class: [Class::Control, Class::Data][at / half],
        device,
        incarnation: 1 + (at % half) as u64,
    })
}

/// That so many are taken, and one more is above a limit.
fn at_most<T: std::fmt::Debug>(most: usize, decoded: impl Fn(usize) -> Result<T, CodecError>) {
    decoded(most).unwrap();
    assert_eq!(decoded(most + 1).unwrap_err(), CodecError::TooLarge);
}

#[test]
fn a_removal_names_so_many_logs_as_a_device_may_have() {
    let device = Device::new(1).id;
    at_most(limits::CUTS_MAX, |count| {
        let cuts = logs(device, count).map(|log| Cut {
            log,
            number: 1,
            id: RecordId::ZERO,
        });
        let op = Control::Remove {
            device,
            cuts: cuts.collect(),
        };
        let seen = Have::new();
        ControlBody::decode(&ControlBody { at: 0, seen, op }.encode())
    });
}

#[test]
fn recipients_and_names_are_short() {
    let device = Device::new(1);
    let signed = |recipient: usize, name: usize| {
        let recipient = format!("age1{}", "q".repeat(recipient - 4));
        let (key, link) = (&device.key, &device.link);
        DeviceCertificate::sign(Role::Owner, recipient, vec![0; name], key, link)
    };
    signed(limits::RECIPIENT_BYTES_MAX, limits::NAME_BYTES_MAX).unwrap();
    assert!(signed(limits::RECIPIENT_BYTES_MAX + 1, 0).is_err());
    assert!(signed(RECIPIENT.len(), limits::NAME_BYTES_MAX + 1).is_err());
    // And where whoever signed did not look.
    let mut long = signed(RECIPIENT.len(), 0).unwrap();
    long.name = vec![0; limits::NAME_BYTES_MAX + 1];
    let too_large = Err(CodecError::TooLarge);
    assert_eq!(DeviceCertificate::decode(&long.encode()), too_large);
    long.name.clear();
    long.recipient = format!("age1{}", "q".repeat(limits::RECIPIENT_BYTES_MAX - 3));
    assert_eq!(DeviceCertificate::decode(&long.encode()), too_large);
}

#[test]
fn a_record_has_a_largest_body() {
    let device = Device::new(1);
    for (class, most) in [
        (Class::Data, limits::RECORD_BODY_BYTES_MAX),
        (Class::Control, limits::CONTROL_BODY_BYTES_MAX),
    ] {
        let write = |bytes| {
            let (log, body) = (device.log(class), vec![0; bytes]);
            Record::write(space(1), log, 1, RecordId::ZERO, body, &device.key)
        };
        let bytes = write(most).unwrap().encode();
        Record::decode(&bytes).unwrap();
        assert!(matches!(write(most + 1), Err(WriteError::TooLarge)));
    }
}

#[test]
fn a_batch_and_a_description_of_histories_are_bounded() {
    let space = space(1);
    let log = Device::new(1).log(Class::Data);
    let decoded = |frame: Frame| Frame::decode(&frame.encode());
    at_most(limits::BATCH_RECORDS_MAX, |count| {
        let records = vec![Vec::new(); count];
        decoded(Frame::Records { space, records })
    });
    let history = |places: usize| History {
        log,
        places: (1..=places as u64).rev().map(head).collect(),
    };
    let fork = |histories| decoded(Frame::Fork { space, histories });
    at_most(limits::HISTORIES_PER_FRAME_MAX, |count| {
        fork(vec![history(1); count])
    });
    at_most(limits::PLACES_PER_HISTORY_MAX, |count| {
        fork(vec![history(count)])
    });
    let frame = vec![13; limits::FRAME_BYTES_MAX + 1];
    assert_eq!(Frame::decode(&frame), Err(CodecError::TooLarge));
}

#[test]
fn what_lies_in_a_folder_is_bounded() {
    at_most(limits::PACK_RECORDS_MAX, |count| {
        let records = vec![Vec::new(); count];
        let place = PLACE;
        Pack::decode(&Pack { place, records }.encode())
    });
    let device = Device::new(1);
    let said = |notices: usize, heads: usize| {
        let stated = Stated {
            space: space(1),
            device: device.id,
            incarnation: 1,
            counter: 2,
            at: 3,
            dropped: [0; 32],
            heads: Vec::new(),
            rest: [0; 32],
            notices: vec![
                Notice {
                    kind: 1,
                    at: 4,
                    value: [7; 32],
                };
                notices
            ],
        };
        let mut logs: Vec<_> = (0..heads)
            .map(|at| Device::numbered(at as u16).log(Class::Data))
            .collect();
        logs.sort();
        let stated = stated.with_heads(logs.into_iter().map(|log| (log, head(1))).collect());
        Statement::sign(stated, SignedBy::Device, &device.key)
    };
    let manifest = |statements: usize, packs: usize, read: usize| {
        let manifest = Manifest {
            place: PLACE,
            device: device.id,
            incarnation: 1,
            at: 5,
            statements: vec![said(0, 0); statements],
            packs: (1..=packs as u32)
                .map(|number| KeptPack {
                    number,
                    random: [8; 10],
                    bytes: 9,
                    sha256: [10; 32],
                })
                .collect(),
            read: (0..read as u64).map(|at| (at.to_be_bytes(), 1)).collect(),
        };
        Manifest::decode(&manifest.encode(&device.link))
    };
    at_most(limits::STATEMENTS_PER_MANIFEST_MAX, |count| {
        manifest(count, 0, 0)
    });
    at_most(limits::PACKS_PER_MANIFEST_MAX, |count| {
        manifest(0, count, 0)
    });
    at_most(limits::WRITERS_PER_FOLDER_MAX, |count| {
        manifest(0, 0, count)
    });
    // Of what is above them a statement says less, and stays within what a manifest takes.
    let most = said(limits::NOTICES_MAX + 1, limits::STATED_LOGS_MAX + 1);
    let read = Statement::decode(&most.encode()).unwrap();
    assert_eq!(read.stated.notices.len(), limits::NOTICES_MAX);
    assert_eq!(read.stated.heads.len(), limits::STATED_LOGS_MAX);
    assert!(most.encode().len() <= limits::STATEMENT_BYTES_MAX);
}

#[test]
fn so_many_kits_follow_each_other() {
    let founder = Device::new(1);
    let kits: Vec<_> = (0..limits::KITS_MAX as u16 + 2)
        .map(Device::numbered)
        .collect();
    let mut all = Knowledge::found(space(1), &founder, &kits[0]);
    for (at, kit) in kits.iter().enumerate().skip(1) {
        all.kit(&kits[at - 1], kit);
        if at < limits::KITS_MAX - 2 {
            continue;
        }
        // The last of so many goes on; what it signs in does not take its place.
        let stands = &kits[at.min(limits::KITS_MAX - 1)];
        let members = all.evaluate();
        let known = members.recovery().map(|kit| kit.key);
        assert_eq!(known, Some(*stands.id.as_bytes()), "kit {at}");
    }
}
