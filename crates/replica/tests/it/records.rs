//! Records and runs: what decodes is what was signed, and nothing else is believed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::fixture::{Device, chain, space};
use proptest::prelude::*;
use replica::{Class, Head, Header, Record, RecordError, RecordId, RunError, WriteError};
use replica::{limits, verify_run};

fn record(body: Vec<u8>) -> Record {
    chain(space(1), &Device::new(1), Class::Data, None, [body]).remove(0)
}

proptest! {
    #[test]
    fn records_round_trip(body in proptest::collection::vec(any::<u8>(), 0..2000), number in 1u64..) {
        let author = Device::new(3);
        let prev = if number == 1 { RecordId::ZERO } else { RecordId::from_bytes([9; 32]) };
        let log = author.log(Class::Data);
        let record = Record::write(space(1), log, number, prev, body, &author.key).unwrap();
        let bytes = record.encode();
        prop_assert_eq!(bytes.len(), record.encoded_len());
        let back = Record::decode(&bytes).unwrap();
        back.verify().unwrap();
        prop_assert_eq!(back.id(), record.id());
        prop_assert_eq!(back, record);
    }

    #[test]
    fn any_bytes_are_refused_or_reproduced(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Record::decode(&bytes).is_err());
    }

    #[test]
    fn mutated_headers_reproduce_themselves_or_are_refused(at in 0usize..142, value: u8) {
        let mut bytes = record(b"body".to_vec()).encode();
        bytes[at] = value;
        if let Ok(back) = Record::decode(&bytes) {
            prop_assert_eq!(back.encode(), bytes);
        }
    }
}

#[test]
fn every_single_bit_flip_is_refused() {
    for body in [Vec::new(), b"x".to_vec(), vec![0xa5; 40]] {
        let bytes = record(body).encode();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let refused = match Record::decode(&flipped) {
                Ok(record) => record.verify().is_err(),
                Err(_) => true,
            };
            assert!(refused, "bit {bit} can be flipped");
        }
    }
}

#[test]
fn every_truncation_and_every_extra_byte_is_refused() {
    let bytes = record(b"body".to_vec()).encode();
    for len in 0..bytes.len() {
        assert!(Record::decode(&bytes[..len]).is_err());
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(Record::decode(&longer), Err(RecordError::WrongLength));
}

#[test]
fn what_a_newer_version_writes_is_told_from_damage() {
    let mut bytes = record(Vec::new()).encode();
    bytes[9] = 3;
    assert_eq!(Record::decode(&bytes), Err(RecordError::UnknownKind(3)));
    bytes[8] = 2;
    assert_eq!(Record::decode(&bytes), Err(RecordError::UnknownSuite(2)));
    bytes[0] = 0;
    assert_eq!(Record::decode(&bytes), Err(RecordError::NotARecord));
}

#[test]
fn the_layout_is_the_documented_one() {
    let record = record(b"body".to_vec());
    let bytes = record.encode();
    assert_eq!(&bytes[..8], b"\x89SBREC1\n");
    assert_eq!(bytes[8..10], [1, 2]);
    assert_eq!(&bytes[10..26], space(1).as_bytes());
    assert_eq!(&bytes[26..58], record.header.device.as_bytes());
    assert_eq!(bytes[66..74], 1u64.to_be_bytes());
    assert_eq!(bytes[106..110], 4u32.to_be_bytes());
    assert_eq!(&bytes[206..], b"body");
    assert_eq!(Header::decode_prefix(&bytes), Ok(record.header));
}

#[test]
fn writing_holds_to_the_limits() {
    let author = Device::new(1);
    let log = author.log(Class::Control);
    let write = |number, prev, len: usize, key| {
        Record::write(space(1), log, number, prev, vec![0; len], key)
    };
    let longest = limits::CONTROL_BODY_BYTES_MAX;
    assert!(write(1, RecordId::ZERO, longest, &author.key).is_ok());
    assert_eq!(
        write(1, RecordId::ZERO, longest + 1, &author.key),
        Err(WriteError::TooLarge)
    );
    assert_eq!(
        write(2, RecordId::ZERO, 0, &author.key),
        Err(WriteError::BadPlace)
    );
    assert_eq!(
        write(0, RecordId::ZERO, 0, &author.key),
        Err(WriteError::BadPlace)
    );
    let other = Device::new(2);
    assert_eq!(
        write(1, RecordId::ZERO, 0, &other.key),
        Err(WriteError::WrongKey)
    );
}

fn bodies(count: u8) -> Vec<Vec<u8>> {
    (0..count).map(|n| vec![n; 10]).collect()
}

#[test]
fn a_run_is_verified_in_one_go_or_in_parts() {
    let author = Device::new(1);
    let records = chain(space(1), &author, Class::Data, None, bodies(10));
    let whole = verify_run(None, &records).unwrap();
    assert_eq!(whole, records[9].head());
    let half = verify_run(None, &records[..4]).unwrap();
    assert_eq!(verify_run(Some(half), &records[4..]), Ok(whole));
}

#[test]
fn gaps_overlaps_and_mixed_logs_are_refused() {
    let author = Device::new(1);
    let records = chain(space(1), &author, Class::Data, None, bodies(6));
    let three = Some(records[2].head());
    assert_eq!(verify_run(None, &[]), Err(RunError::Empty));
    assert_eq!(
        verify_run(three, &records[4..]),
        Err(RunError::Gap {
            expected: 4,
            found: 5
        })
    );
    assert_eq!(
        verify_run(three, &records[1..]),
        Err(RunError::Overlap {
            expected: 4,
            found: 2
        })
    );
    let holed = [&records[..2], &records[3..]].concat();
    assert_eq!(
        verify_run(None, &holed),
        Err(RunError::Gap {
            expected: 3,
            found: 4
        })
    );
    for stranger in [
        chain(space(1), &Device::new(2), Class::Data, None, bodies(2)),
        chain(space(2), &author, Class::Data, None, bodies(2)),
        chain(space(1), &author, Class::Control, None, bodies(2)),
    ] {
        let mixed = [records[0].clone(), stranger[1].clone()];
        assert_eq!(verify_run(None, &mixed), Err(RunError::WrongLog));
    }
}

#[test]
fn a_split_log_is_proven_and_a_forged_split_is_not() {
    let author = Device::new(1);
    let ours = chain(space(1), &author, Class::Data, None, bodies(3));
    let theirs = chain(
        space(1),
        &author,
        Class::Data,
        None,
        [b"other".to_vec(), b"more".to_vec()],
    );
    let head = |records: &[Record]| records.last().map(Record::head);
    assert_eq!(
        verify_run(head(&ours[..1]), &theirs[1..]),
        Err(RunError::Fork { number: 1 })
    );
    assert_eq!(
        verify_run(head(&ours[..2]), &theirs[1..]),
        Err(RunError::Fork { number: 2 })
    );
    let mut forged = theirs[1].clone();
    forged.signature[5] ^= 1;
    assert_eq!(
        verify_run(head(&ours[..1]), &[forged]),
        Err(RunError::BadSignature { number: 2 })
    );
}

#[test]
fn nothing_follows_the_highest_number() {
    let author = Device::new(1);
    let write = |number, prev| {
        let log = author.log(Class::Data);
        Record::write(space(1), log, number, prev, vec![1], &author.key).unwrap()
    };
    let before = Head {
        number: u64::MAX - 1,
        id: RecordId::from_bytes([9; 32]),
    };
    let last = write(u64::MAX, before.id);
    let head = verify_run(Some(before), std::slice::from_ref(&last)).unwrap();
    let again = write(u64::MAX, last.id());
    let gap = RunError::Gap {
        expected: u64::MAX,
        found: u64::MAX,
    };
    assert_eq!(verify_run(Some(before), &[last, again.clone()]), Err(gap));
    assert_eq!(
        verify_run(Some(head), &[again]),
        Err(RunError::Fork { number: u64::MAX })
    );
}

#[test]
fn a_tampered_run_is_refused() {
    let author = Device::new(1);
    let records = chain(space(1), &author, Class::Data, None, bodies(4));
    let mut body = records.clone();
    body[1].body[0] ^= 1;
    assert_eq!(
        verify_run(None, &body),
        Err(RunError::BadHash { number: 2 })
    );
    let mut swapped = records.clone();
    swapped[1].header.body_hash = [0; 32];
    assert_eq!(
        verify_run(None, &swapped),
        Err(RunError::BadHash { number: 2 })
    );
    let other = chain(space(1), &author, Class::Data, None, [vec![1], vec![2]]);
    let spliced = [records[0].clone(), other[1].clone()];
    assert_eq!(
        verify_run(None, &spliced),
        Err(RunError::BrokenChain { number: 2 })
    );
    let mut unsigned = records;
    unsigned[3].signature = [0; 64];
    assert_eq!(
        verify_run(None, &unsigned),
        Err(RunError::BadSignature { number: 4 })
    );
}

#[test]
fn a_weak_key_signs_nothing() {
    let mut record = record(Vec::new());
    record.header.device = replica::DeviceId::from_bytes({
        let mut neutral = [0; 32];
        neutral[0] = 1;
        neutral
    });
    record.signature = [0; 64];
    record.signature[0] = 1;
    assert_eq!(record.verify_signature(), Err(RecordError::BadSignature));
    assert_eq!(
        Head {
            number: 1,
            id: record.id()
        },
        record.head()
    );
}
