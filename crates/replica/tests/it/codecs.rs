//! Haves, ids, certificates and control bodies: strict both ways, bounded, labels apart.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::fixture::{Device, RECIPIENT};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use replica::{
    CertificateError, Class, CodecError, Control, ControlBody, Cut, DeviceCertificate, DeviceId,
    EpochId, Have, KitCertificate, LogId, Purpose, RecordId, Role, SpaceId, label, labelled_hash,
    limits,
};

fn log_id() -> impl Strategy<Value = LogId> {
    let class = prop_oneof![Just(Class::Control), Just(Class::Data)];
    (class, any::<[u8; 32]>(), any::<u64>()).prop_map(|(class, device, incarnation)| LogId {
        class,
        device: DeviceId::from_bytes(device),
        incarnation,
    })
}

fn have(max: usize) -> impl Strategy<Value = Have> {
    btree_map(log_id(), 1u64.., 0..max).prop_map(|logs| logs.into_iter().collect())
}

fn control() -> impl Strategy<Value = Control> {
    let certificate =
        (1u8..100, 0usize..3, vec(any::<u8>(), 0..50)).prop_map(|(number, role, name)| {
            let role = [Role::Owner, Role::Reader, Role::Keeper][role];
            let device = Device::new(number);
            DeviceCertificate::sign(role, RECIPIENT.into(), name, &device.key, &device.link)
                .unwrap()
        });
    let create = (
        certificate.clone(),
        any::<[u8; 32]>(),
        any::<Option<i64>>(),
        any::<bool>(),
    )
        .prop_map(|(founder, recovery_key, ends_at, home)| Control::Create {
            purpose: if home { Purpose::Home } else { Purpose::Share },
            founder,
            recovery_recipient: RECIPIENT.into(),
            recovery_key,
            ends_at,
        });
    let remove = (
        any::<[u8; 32]>(),
        btree_map(any::<(bool, u64)>(), 1u64.., 0..8),
    )
        .prop_map(|(device, cuts)| {
            let device = DeviceId::from_bytes(device);
            let cuts = cuts
                .into_iter()
                .map(|((data, incarnation), number)| {
                    let class = if data { Class::Data } else { Class::Control };
                    let log = LogId {
                        class,
                        device,
                        incarnation,
                    };
                    Cut {
                        log,
                        number,
                        id: RecordId::from_bytes([4; 32]),
                    }
                })
                .collect();
            (device, cuts)
        });
    let kit = (1u8..100, remove.clone()).prop_map(|(number, (_, cuts))| Control::Kit {
        kit: KitCertificate::sign(RECIPIENT.into(), &Device::new(number).key),
        cuts,
    });
    let retire = remove
        .clone()
        .prop_map(|(kit, cuts)| Control::RetireKit { kit, cuts });
    let remove = remove.prop_map(|(device, cuts)| Control::Remove { device, cuts });
    let keys = (any::<[u8; 16]>(), any::<u32>(), vec(any::<u8>(), 0..300)).prop_map(
        |(epoch, height, sealed)| Control::Keys {
            epoch: EpochId::from_bytes(epoch),
            height,
            sealed,
        },
    );
    prop_oneof![
        create,
        certificate.prop_map(|certificate| Control::Add { certificate }),
        remove,
        keys,
        Just(Control::Close),
        kit,
        retire,
    ]
}

proptest! {
    #[test]
    fn haves_round_trip(have in have(20)) {
        prop_assert_eq!(Have::decode(&have.encode()), Ok(have));
    }

    #[test]
    fn log_ids_round_trip_and_sort_like_their_bytes(a in log_id(), b in log_id()) {
        prop_assert_eq!(LogId::decode(&a.encode()), Ok(a));
        prop_assert_eq!(a.cmp(&b), a.encode().cmp(&b.encode()));
    }

    #[test]
    fn merging_is_the_least_that_covers_both(a in have(10), b in have(10)) {
        let mut both = a.clone();
        both.merge(&b);
        prop_assert!(both.covers(&a) && both.covers(&b));
        let mut other = b.clone();
        other.merge(&a);
        prop_assert_eq!(&both, &other);
        let mut caught_up = a.clone();
        for (log, range) in both.missing_from(&a) {
            prop_assert_eq!(*range.start(), a.get(log) + 1);
            caught_up.raise(log, *range.end());
        }
        prop_assert_eq!(caught_up, both);
    }

    #[test]
    fn control_bodies_round_trip(at: i64, seen in have(5), op in control()) {
        let seen = seen.iter().filter(|(log, _)| log.class == Class::Control).collect();
        let body = ControlBody { at, seen, op };
        prop_assert_eq!(ControlBody::decode(&body.encode()), Ok(body));
    }

    #[test]
    fn mutated_control_bodies_reproduce_themselves_or_are_refused(
        op in control(), at: prop::sample::Index, value: u8, cut: bool,
    ) {
        let mut bytes = ControlBody { at: 1, seen: Have::new(), op }.encode();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
            prop_assert!(ControlBody::decode(&bytes).is_err());
        } else {
            bytes[at] = value;
            if let Ok(body) = ControlBody::decode(&bytes) {
                prop_assert_eq!(body.encode(), bytes);
            }
        }
    }

    #[test]
    fn any_bytes_are_refused_or_reproduced(bytes in vec(any::<u8>(), 0..300)) {
        if let Ok(body) = ControlBody::decode(&bytes) {
            prop_assert_eq!(body.encode(), bytes.clone());
        }
        if let Ok(have) = Have::decode(&bytes) {
            prop_assert_eq!(have.encode(), bytes.clone());
        }
        prop_assert!(DeviceCertificate::decode(&bytes).is_err());
    }

    #[test]
    fn ids_as_text_come_back(bytes: [u8; 32]) {
        let id = SpaceId::from_bytes(bytes);
        prop_assert_eq!(SpaceId::from_text(&id.to_string()), Some(id));
        prop_assert_eq!(format!("{:?}", RecordId::from_bytes(bytes)).len(), 10);
        let shown = format!("{id:?}");
        prop_assert!(!shown.contains(&id.to_string()[..10]));
    }
}

#[test]
fn haves_out_of_order_or_too_large_are_refused() {
    let have: Have = [1, 2]
        .map(|number| (Device::new(number).log(Class::Data), 5))
        .into_iter()
        .collect();
    let bytes = have.encode();
    let swapped = [&bytes[..4], &bytes[53..], &bytes[4..53]].concat();
    assert_eq!(Have::decode(&swapped), Err(CodecError::NotSorted));
    let twice = [&bytes[..4], &bytes[4..53], &bytes[4..53]].concat();
    assert_eq!(Have::decode(&twice), Err(CodecError::NotSorted));
    let mut zero = bytes;
    zero[45..53].fill(0);
    assert_eq!(Have::decode(&zero), Err(CodecError::Invalid));
    assert_eq!(
        Have::decode(&u32::MAX.to_be_bytes()),
        Err(CodecError::TooLarge)
    );
    let many: Have = (0..=limits::LOGS_PER_DEVICE_MAX as u64)
        .map(|incarnation| {
            (
                LogId {
                    incarnation,
                    ..Device::new(1).log(Class::Data)
                },
                1,
            )
        })
        .collect();
    assert_eq!(Have::decode(&many.encode()), Err(CodecError::TooLarge));
}

#[test]
fn a_certificate_is_good_for_its_keys_and_its_role_only() {
    let (victim, attacker) = (Device::new(1), Device::new(2));
    let certificate = victim.certificate(Role::Reader);
    assert_eq!(
        DeviceCertificate::decode(&certificate.encode()),
        Ok(certificate.clone())
    );
    assert_eq!(certificate.verify(), Ok(()));

    let forged = |change: &dyn Fn(&mut DeviceCertificate)| {
        let mut certificate = certificate.clone();
        change(&mut certificate);
        certificate.verify()
    };
    let swapped = forged(&|certificate| certificate.recipient = RECIPIENT.replace("ql3z", "attk"));
    assert_eq!(swapped, Err(CertificateError::BadProof));
    assert_eq!(
        forged(&|certificate| certificate.role = Role::Owner),
        Err(CertificateError::BadProof)
    );
    assert_eq!(
        forged(&|certificate| certificate.link = attacker.link_id()),
        Err(CertificateError::BadProof)
    );
    assert_eq!(
        forged(&|certificate| certificate.device = attacker.id),
        Err(CertificateError::BadProof)
    );
    assert_eq!(
        forged(&|certificate| certificate.name = b"other".to_vec()),
        Err(CertificateError::BadProof)
    );
    assert_eq!(
        forged(&|certificate| certificate.proofs.swap(0, 1)),
        Err(CertificateError::BadProof)
    );
    assert_eq!(
        forged(&|certificate| certificate.proofs[1] = certificate.proofs[0]),
        Err(CertificateError::BadProof)
    );
    assert_eq!(
        forged(&|certificate| certificate.recipient = "age1 x".into()),
        Err(CertificateError::BadRecipient)
    );
}

#[test]
fn one_key_for_two_uses_is_refused() {
    let device = Device::new(1);
    let certificate = DeviceCertificate::sign(
        Role::Owner,
        RECIPIENT.into(),
        Vec::new(),
        &device.key,
        &device.key,
    );
    assert_eq!(certificate, Err(CertificateError::OneKeyForBoth));
}

#[test]
fn labels_keep_hashes_and_so_signatures_apart() {
    for (at, a) in label::ALL.iter().enumerate() {
        assert!(!a.contains('\0'));
        for b in &label::ALL[at + 1..] {
            let (a0, b0) = (format!("{a}\0"), format!("{b}\0"));
            assert!(!a0.starts_with(&b0) && !b0.starts_with(&a0));
            assert_ne!(labelled_hash(a, &[b"data"]), labelled_hash(b, &[b"data"]));
        }
    }
}
