//! Space keys: wrapping, rotating, and that sealed bytes open whole or not at all.

#![allow(clippy::unwrap_used, reason = "a failing test says where")]

use proptest::prelude::*;
use seal::{DeviceKeys, EPOCHS_MAX, OpenError, RECIPIENTS_MAX, RecoveryKit, SpaceKeys, WrapError};

const MAX: usize = 1 << 20;

#[test]
fn every_recipient_of_a_wrap_can_open_it_and_nobody_else() {
    let (laptop, phone) = (
        DeviceKeys::generate([1; 32], [1; 32]),
        DeviceKeys::generate([2; 32], [2; 32]),
    );
    let kit = RecoveryKit::generate();
    let space = SpaceKeys::generate([14; 32]);
    let wrap = space
        .wrap(&[laptop.recipient(), kit.recipient(), laptop.recipient()])
        .unwrap();
    assert_eq!(
        SpaceKeys::unwrap(&wrap, &laptop).unwrap().epoch(),
        space.epoch()
    );
    assert_eq!(
        SpaceKeys::unwrap_with_kit(&wrap, &kit).unwrap().epoch(),
        space.epoch()
    );
    assert_eq!(
        SpaceKeys::unwrap(&wrap, &phone).unwrap_err(),
        OpenError::NotForUs
    );
    for len in 0..wrap.len() {
        assert!(SpaceKeys::unwrap(&wrap[..len], &laptop).is_err());
    }
}

#[test]
fn the_largest_wrap_fits_a_control_record() {
    let mut space = SpaceKeys::generate([37; 32]);
    while space.epochs().count() < EPOCHS_MAX {
        let count = u16::try_from(space.epochs().count()).unwrap().to_be_bytes();
        space = space.rotate(std::array::from_fn(|at| count[at % 2]));
    }
    let kits: Vec<_> = (0..RECIPIENTS_MAX)
        .map(|_| RecoveryKit::generate())
        .collect();
    let recipients: Vec<_> = kits.iter().map(RecoveryKit::recipient).collect();
    let wrap = space.wrap(&recipients).unwrap();
    assert!(wrap.len() < replica::limits::CONTROL_BODY_BYTES_MAX - 4_096);
    assert!(SpaceKeys::unwrap_with_kit(&wrap, &kits[RECIPIENTS_MAX - 1]).is_ok());
    assert_eq!(
        space.rotate([50; 32]).wrap(&recipients),
        Err(WrapError::TooManyEpochs)
    );
    let crowd = [&recipients[..], &recipients[..1]].concat();
    assert_eq!(space.wrap(&crowd), Err(WrapError::RecipientCount));
}

#[test]
fn a_new_epoch_reads_the_past_and_shuts_out_the_old_one() {
    let old = SpaceKeys::generate([58; 32]);
    let before = old.seal(b"before");
    let new = old.rotate([61; 32]);
    let after = new.seal(b"after");
    assert_eq!(new.open(&before, MAX).unwrap().as_bytes(), b"before");
    assert_eq!(new.open(&after, MAX).unwrap().as_bytes(), b"after");
    assert_eq!(old.open(&after, MAX).unwrap_err(), OpenError::NotForUs);
    let epochs: Vec<_> = new.epochs().collect();
    assert_eq!((epochs[0], epochs[1]), (new.epoch(), old.epoch()));
}

#[test]
fn concurrent_epochs_merge_under_the_chosen_one() {
    let root = SpaceKeys::generate([71; 32]);
    let (mut left, right) = (root.rotate([73; 32]), root.rotate([74; 32]));
    let (top, other) = (left.epoch(), right.epoch());
    let sealed = right.seal(b"elsewhere");
    left.merge(right);
    assert_eq!(
        left.epochs().collect::<Vec<_>>(),
        [top, root.epoch(), other]
    );
    assert_eq!(left.open(&sealed, MAX).unwrap().as_bytes(), b"elsewhere");
}

#[test]
fn lines_are_read_strictly() {
    let space = SpaceKeys::generate([85; 32]).rotate([86; 32]);
    let lines = space.to_lines();
    let text = std::str::from_utf8(lines.as_bytes()).unwrap();
    assert!(
        SpaceKeys::from_lines(text.as_bytes())
            .unwrap()
            .epochs()
            .eq(space.epochs())
    );
    let twice = format!("{text}{text}");
    let commented = format!("# keys\n{text}");
    for bad in [
        "",
        "\n",
        text.trim_end(),
        &twice,
        &commented,
        &text.to_lowercase(),
        &text.replace('\n', "\r\n"),
    ] {
        assert_eq!(
            SpaceKeys::from_lines(bad.as_bytes()).unwrap_err(),
            OpenError::Damaged
        );
    }
}

#[test]
fn impossible_recipients_are_refused_not_sealed_to() {
    let space = SpaceKeys::generate([114; 32]);
    assert_eq!(space.wrap(&[]), Err(WrapError::RecipientCount));
    // The last is the all-zero point, to which age itself would panic.
    for bad in [
        "",
        "age1",
        "ssh-ed25519 AAAA",
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqs3290gq",
    ] {
        let refused = space.wrap(&[bad.to_owned()]);
        assert_eq!(refused, Err(WrapError::BadRecipient(bad.to_owned())));
    }
}

#[test]
fn sealing_twice_shows_nothing_in_common_and_little_of_the_length() {
    let space = SpaceKeys::generate([130; 32]);
    assert_ne!(space.seal(b"same"), space.seal(b"same"));
    let device = DeviceKeys::generate([5; 32], [5; 32]);
    // The envelope's header varies by up to some 200 bytes, whatever is inside.
    let sizes = [&b"x"[..], b"a longer note about the day"].map(|text| space.seal(text).len());
    assert!(sizes.iter().all(|&size| (512..1_000).contains(&size)));
    let plain = SpaceKeys::from_lines(device.recipient().as_bytes());
    assert_eq!(plain.unwrap_err(), OpenError::Damaged);
}

#[test]
fn damage_anywhere_releases_nothing() {
    let space = SpaceKeys::generate([142; 32]);
    let sealed = space.seal(b"the only copy");
    for len in 0..sealed.len() {
        assert!(space.open(&sealed[..len], MAX).is_err(), "{len}");
    }
    for at in 0..sealed.len() {
        let mut damaged = sealed.clone();
        damaged[at] ^= 1;
        assert!(space.open(&damaged, MAX).is_err(), "{at}");
    }
    let longer = [&sealed[..], b"x"].concat();
    assert_eq!(space.open(&longer, MAX).unwrap_err(), OpenError::Damaged);
}

#[test]
fn a_cut_after_a_whole_chunk_releases_nothing() {
    // age authenticates in pieces of 64 KiB: the first is valid on its own, the file is not.
    let noise: Vec<u8> = (0_u32..200_000)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes())
        .collect();
    let space = SpaceKeys::generate([162; 32]);
    let sealed = space.seal(&noise);
    assert!(sealed.len() > 3 * 65_552);
    assert_eq!(
        space
            .open(&sealed[..sealed.len() - 65_552], MAX)
            .unwrap_err(),
        OpenError::Damaged
    );
    assert_eq!(space.open(&sealed, MAX).unwrap().as_bytes(), noise);
}

#[test]
fn the_three_refusals_read_the_same_and_a_bomb_is_bounded() {
    let messages =
        [OpenError::NotForUs, OpenError::Damaged, OpenError::TooLarge].map(|e| e.to_string());
    assert!(messages.iter().all(|message| message == &messages[0]));
    let space = SpaceKeys::generate([179; 32]);
    let bomb = space.seal(&vec![0; 30_000_000]);
    assert_eq!(space.open(&bomb, 1_000).unwrap_err(), OpenError::TooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_sealed_comes_back(payload in prop::collection::vec(any::<u8>(), 0..10_000)) {
        let space = SpaceKeys::generate([189; 32]);
        let opened = space.open(&space.seal(&payload), payload.len()).unwrap();
        prop_assert_eq!(opened.as_bytes(), &payload[..]);
    }

    #[test]
    fn junk_is_refused(junk in prop::collection::vec(any::<u8>(), 0..400)) {
        let header = b"age-encryption.org/v1\n-> X25519 ".to_vec();
        let space = SpaceKeys::generate([197; 32]);
        prop_assert!(space.open(&junk, MAX).is_err());
        prop_assert!(space.open(&[header, junk].concat(), MAX).is_err());
    }
}

#[test]
fn a_header_of_more_lines_than_its_recipients_need_is_not_parsed() {
    let device = DeviceKeys::generate([1; 32], [1; 32]);
    let space = SpaceKeys::generate([14; 32]);
    // Stanzas of which nobody knows what they mean, two lines each.
    let file = |stanzas: usize, argument: usize| {
        let stanza = format!("-> x {}\n\n", "a".repeat(argument));
        let (mac, payload) = ("A".repeat(43), "0".repeat(40));
        let stanzas = stanza.repeat(stanzas);
        format!("age-encryption.org/v1\n{stanzas}--- {mac}\n{payload}")
    };
    let opened = |file: &str| space.open(file.as_bytes(), MAX).unwrap_err();
    let unwrapped = |file: &str| SpaceKeys::unwrap(file.as_bytes(), &device).unwrap_err();
    assert_eq!(opened(&file(4, 1)), OpenError::NotForUs);
    assert_eq!(opened(&file(5, 1)), OpenError::Damaged);
    assert_eq!(unwrapped(&file(RECIPIENTS_MAX + 3, 1)), OpenError::NotForUs);
    assert_eq!(unwrapped(&file(RECIPIENTS_MAX + 4, 1)), OpenError::Damaged);
    assert_eq!(opened(&file(1, 128 - 5)), OpenError::NotForUs);
    assert_eq!(opened(&file(1, 129 - 5)), OpenError::Damaged);
    // What would take very long.
    assert_eq!(opened(&file(200_000, 1)), OpenError::Damaged);
}
