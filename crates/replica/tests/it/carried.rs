//! Statements, packs and manifests: strict both ways, bounded, and believed only by their signatures.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::fixture::Device;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use replica::{
    CarriedPlace, Class, CodecError, DeviceId, Head, KeptPack, LogId, Manifest, Notice, Pack,
    RecordId, SignedBy, SpaceTag, Stated, Statement, limits,
};

fn heads(max: usize) -> impl Strategy<Value = Vec<(LogId, Head)>> {
    let log = (any::<bool>(), any::<[u8; 32]>(), any::<u64>());
    btree_map(log, (1_u64.., any::<[u8; 32]>()), 0..max).prop_map(|heads| {
        let head = |((data, device, incarnation), (number, id))| {
            let log = LogId {
                class: if data { Class::Data } else { Class::Control },
                device: DeviceId::from_bytes(device),
                incarnation,
            };
            let id = RecordId::from_bytes(id);
            (log, Head { number, id })
        };
        heads.into_iter().map(head).collect()
    })
}

fn stated(device: DeviceId, heads: Vec<(LogId, Head)>) -> Stated {
    let blank = Stated {
        space: SpaceTag::from_bytes([4; 16]),
        device,
        incarnation: 7,
        counter: 9,
        at: -3,
        dropped: [0; 32],
        heads: Vec::new(),
        rest: [0; 32],
        notices: vec![Notice {
            kind: 2,
            at: 5,
            value: [6; 32],
        }],
    };
    blank.with_heads(heads)
}

fn place(counter: u64) -> CarriedPlace {
    CarriedPlace {
        folder: [1; 16],
        writer: [2; 8],
        counter,
    }
}

fn manifest(device: &Device, statements: Vec<Statement>) -> Manifest {
    let pack = |number| KeptPack {
        number,
        random: [3; 10],
        bytes: 4,
        sha256: [5; 32],
    };
    Manifest {
        place: place(11),
        device: device.id,
        incarnation: 7,
        at: 8,
        statements,
        packs: vec![pack(1), pack(6)],
        read: vec![([1; 8], 2), ([9; 8], 1)],
    }
}

proptest! {
    #[test]
    fn statements_come_back_and_are_believed_by_their_key_alone(heads in heads(12), bit in any::<prop::sample::Index>()) {
        let device = Device::new(1);
        let said = Statement::sign(stated(device.id, heads), SignedBy::Device, &device.key);
        let bytes = said.encode();
        prop_assert_eq!(Statement::decode(&bytes), Ok(said.clone()));
        prop_assert!(said.is_signed_by(device.id.as_bytes()));
        prop_assert!(!said.is_signed_by(&device.link.verifying_key().to_bytes()));
        let mut other = bytes.clone();
        let at = bit.index(bytes.len() * 8);
        other[at / 8] ^= 1 << (at % 8);
        if let Ok(read) = Statement::decode(&other) {
            prop_assert!(!read.is_signed_by(device.id.as_bytes()));
        }
        prop_assert!(Statement::decode(&bytes[..at / 8]).is_err());
    }

    #[test]
    fn packs_come_back_with_any_padding(records in vec(vec(any::<u8>(), 0..300), 1..20), zeros in 0_usize..100) {
        let pack = Pack { place: place(3), records };
        let bytes = pack.encode();
        let padded = [bytes.clone(), vec![0; zeros]].concat();
        prop_assert_eq!(Pack::decode(&padded), Ok((pack, bytes.len())));
        let hidden = [padded, vec![1]].concat();
        prop_assert!(Pack::decode(&hidden).is_err());
    }

    #[test]
    fn any_bytes_are_no_pack_and_no_manifest(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(Pack::decode(&bytes).is_err());
        prop_assert!(Manifest::decode(&bytes).is_err());
        prop_assert!(Statement::decode(&bytes).is_err());
    }
}

#[test]
fn a_manifest_is_believed_by_its_link_key_alone() {
    let device = Device::new(1);
    let said = Statement::sign(stated(device.id, Vec::new()), SignedBy::Link, &device.link);
    let manifest = manifest(&device, vec![said]);
    let bytes = manifest.encode(&device.link);
    let link = device.link.verifying_key().to_bytes();
    let read = Manifest::decode(&[bytes.clone(), vec![0; 40]].concat()).unwrap();
    assert_eq!((&read.manifest, read.used), (&manifest, bytes.len()));
    assert!(read.is_signed_by(&link));
    assert!(!read.is_signed_by(device.id.as_bytes()));
    for at in 0..bytes.len() * 8 {
        let mut other = bytes.clone();
        other[at / 8] ^= 1 << (at % 8);
        let read = Manifest::decode(&other);
        assert!(!read.is_ok_and(|read| read.is_signed_by(&link)), "bit {at}");
    }
    let mut unsorted = manifest;
    unsorted.packs.reverse();
    let refused = Manifest::decode(&unsorted.encode(&device.link)).map(drop);
    assert_eq!(refused, Err(CodecError::NotSorted));
}

#[test]
fn a_pack_holds_something_and_not_too_much() {
    let mut pack = Pack {
        place: place(1),
        records: Vec::new(),
    };
    assert_eq!(Pack::decode(&pack.encode()), Err(CodecError::Invalid));
    pack.records = vec![Vec::new(); limits::PACK_RECORDS_MAX + 1];
    assert_eq!(Pack::decode(&pack.encode()), Err(CodecError::TooLarge));
}

/// Of more logs than fit, those of the device itself are named; of the others there is a hash.
#[test]
fn a_statement_names_its_own_logs_first() {
    let device = Device::new(1);
    let log = |of: DeviceId, incarnation| LogId {
        class: Class::Data,
        device: of,
        incarnation,
    };
    let head = Head {
        number: 1,
        id: RecordId::from_bytes([1; 32]),
    };
    let others = (0..limits::STATED_LOGS_MAX as u64).map(|number| {
        let mut of = [0; 32];
        of[..8].copy_from_slice(&number.to_be_bytes());
        (log(DeviceId::from_bytes(of), 0), head)
    });
    let own = (0..3).map(|incarnation| (log(device.id, incarnation), head));
    let said = stated(device.id, others.chain(own).collect());
    assert_eq!(said.heads.len(), limits::STATED_LOGS_MAX);
    let named = said.heads.iter().filter(|(log, _)| log.device == device.id);
    assert_eq!(named.count(), 3);
    assert_ne!(said.rest, [0; 32]);
    let signed = Statement::sign(said, SignedBy::Device, &device.key);
    assert!(signed.encode().len() <= limits::STATEMENT_BYTES_MAX);
    assert!(Statement::decode(&signed.encode()).is_ok());
}
