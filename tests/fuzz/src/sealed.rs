//! What is sealed: envelopes, packings, slots, device files, and keys as text.

use std::sync::OnceLock;

use seal::{
    Accept, DeviceKeys, OpenFileError, Passphrase, RecoveryKit, ReplyKey, SpaceKeys, WorkFactor,
    foreign, open_slot, seal_slot,
};

use crate::{Seed, named};

/// Bytes that an opened value may have here.
const PLAIN_MAX: usize = 4_096;
/// The costliest work factor that a run does the work for, in powers of two.
const LOG_N_MAX: u8 = 10;

fn device() -> DeviceKeys {
    DeviceKeys::generate([7; 32], [8; 32])
}

fn space() -> SpaceKeys {
    SpaceKeys::generate([9; 32])
}

pub fn envelope(bytes: &[u8]) {
    static KEYS: OnceLock<(DeviceKeys, SpaceKeys)> = OnceLock::new();
    let (device, space) = KEYS.get_or_init(|| (device(), space()));
    if let Ok(plain) = space.open(bytes, PLAIN_MAX) {
        assert!(plain.as_bytes().len() <= PLAIN_MAX);
    }
    if let Ok(plain) = open_slot(bytes, device, PLAIN_MAX) {
        assert!(plain.as_bytes().len() <= PLAIN_MAX);
    }
    if let Ok(keys) = SpaceKeys::unwrap(bytes, device) {
        assert!((1..=seal::EPOCHS_MAX).contains(&keys.epochs().count()));
    }
}

pub fn packing(bytes: &[u8]) {
    if let Some(plain) = foreign::unpack(bytes, PLAIN_MAX) {
        assert!(plain.len() <= PLAIN_MAX);
        let packed = foreign::pack(&plain);
        assert_eq!(foreign::unpack(&packed, PLAIN_MAX), Some(plain));
    }
}

pub fn device_file(bytes: &[u8]) {
    let passphrase = Passphrase::new("lake heron morning boat".into());
    let stated = foreign::stated(bytes);
    // What costs too little or too much is refused before any work is done; so is what is no such file.
    if stated.is_none_or(|log_n| !(17..=20).contains(&log_n)) {
        let refused = DeviceKeys::open_file(bytes, &passphrase, Accept::Strong);
        match (refused.err(), stated) {
            (Some(OpenFileError::Damaged), _) => {}
            (Some(OpenFileError::TooWeak), Some(log_n)) => assert!(log_n < 17),
            (Some(OpenFileError::TooCostly), Some(log_n)) => assert!(log_n > 20),
            (other, _) => panic!("{other:?}"),
        }
    }
    if stated.is_some_and(|log_n| log_n <= LOG_N_MAX) {
        let opened = DeviceKeys::open_file(bytes, &passphrase, Accept::AnyCost);
        if let Ok((keys, work)) = opened {
            assert_eq!(Some(work.log_n()), stated);
            assert_eq!(keys.device(), device().device());
        }
    }
}

pub fn keys(bytes: &[u8]) {
    if let Ok(keys) = DeviceKeys::from_agent(bytes) {
        assert_eq!(keys.to_agent().as_bytes(), bytes);
    }
    if let Ok(keys) = SpaceKeys::from_lines(bytes) {
        assert_eq!(keys.to_lines().as_bytes(), bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(key) = ReplyKey::from_text(text) {
        assert_eq!(*key.secret_text(), text);
    }
    match RecoveryKit::from_text(text) {
        Ok(kit) => {
            let typed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(kit.secret_text(), typed.to_ascii_uppercase());
        }
        Err(seal::KitError::Typo { position }) => {
            assert!((1..=text.chars().count()).contains(&position));
        }
        Err(_) => {}
    }
    for prefix in ["age", "AGE-SECRET-KEY-"] {
        if let Some(key) = foreign::bech32_decode(prefix, text) {
            let written = foreign::bech32_encode(prefix, &key);
            assert_eq!(foreign::bech32_decode(prefix, &written), Some(key));
        }
    }
    if let Some(recipient) = foreign::recipient(text) {
        // Sealing to whatever is accepted works.
        assert!(space().wrap(&[recipient]).is_ok());
    }
}

pub fn envelopes() -> Vec<Seed> {
    let wrap = space().wrap(&[device().recipient()]);
    let slot = seal_slot(&device().recipient(), b"a few words", 4_096);
    named([
        ("payload", space().seal(b"slept well")),
        ("wrap", wrap.unwrap_or_default()),
        ("slot", slot.unwrap_or_default()),
    ])
}

pub fn packings() -> Vec<Seed> {
    named([
        ("empty", foreign::pack(b"")),
        ("words", foreign::pack(&b"The lake was still. ".repeat(40))),
        (
            "noise",
            foreign::pack(
                &(0..200_u32)
                    .map(|n| ((n * n) >> 3) as u8)
                    .collect::<Vec<_>>(),
            ),
        ),
        ("too-much", foreign::pack(&[0; 100_000])),
    ])
}

pub fn device_files() -> Vec<Seed> {
    let passphrase = Passphrase::new("lake heron morning boat".into());
    named([(
        "weak",
        device().seal_file(&passphrase, WorkFactor::for_tests()),
    )])
}

pub fn key_texts() -> Vec<Seed> {
    let keys = space().rotate([3; 32]);
    let lines = keys.to_lines();
    let kit = std::str::from_utf8(lines.as_bytes())
        .ok()
        .and_then(|lines| lines.lines().next());
    named([
        ("agent", device().to_agent().as_bytes().to_vec()),
        ("epochs", lines.as_bytes().to_vec()),
        ("kit", kit.unwrap_or_default().as_bytes().to_vec()),
        ("recipient", device().recipient().into_bytes()),
    ])
}
