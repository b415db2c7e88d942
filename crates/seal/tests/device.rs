//! Device files: what opens them, what is refused, and that refusing costs nothing.

#![allow(clippy::unwrap_used, reason = "a failing test says where")]

use seal::{Accept, DeviceKeys, OpenFileError, Passphrase, WorkFactor};

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn sealed(text: &str) -> (DeviceKeys, Vec<u8>) {
    let keys = DeviceKeys::generate([3; 32], [3; 32]);
    let file = keys.seal_file(&passphrase(text), WorkFactor::for_tests());
    (keys, file)
}

fn open(file: &[u8], text: &str) -> Result<DeviceKeys, OpenFileError> {
    DeviceKeys::open_file(file, &passphrase(text), Accept::AnyCost).map(|(keys, _)| keys)
}

/// The file with another work factor written into its header.
fn with_work(file: &[u8], log_n: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(&file[..100]).into_owned();
    let end = text.match_indices('\n').nth(1).unwrap().0;
    let start = text[..end].rfind(' ').unwrap() + 1;
    [&file[..start], log_n.as_bytes(), &file[end..]].concat()
}

#[test]
fn the_same_keys_come_back() {
    let (keys, file) = sealed("correct horse");
    let opened = open(&file, "correct horse").unwrap();
    assert_eq!(opened.device(), keys.device());
    assert_eq!(opened.recipient(), keys.recipient());
    assert_eq!(opened.signing().to_bytes(), [3; 32]);
}

#[test]
fn the_pinned_work_factor_opens_as_strong() {
    let keys = DeviceKeys::generate([4; 32], [4; 32]);
    let file = keys.seal_file(&passphrase("p"), WorkFactor::default());
    let (opened, work) = DeviceKeys::open_file(&file, &passphrase("p"), Accept::Strong).unwrap();
    assert_eq!((opened.device(), work.log_n()), (keys.device(), 18));
}

#[test]
fn a_weak_file_is_refused_unless_the_caller_says_otherwise() {
    let (_, file) = sealed("p");
    let strong = DeviceKeys::open_file(&file, &passphrase("p"), Accept::Strong);
    assert_eq!(strong.unwrap_err(), OpenFileError::TooWeak);
    assert!(open(&file, "p").is_ok());
    let strong = DeviceKeys::open_file(&with_work(&file, "16"), &passphrase("p"), Accept::Strong);
    assert_eq!(strong.unwrap_err(), OpenFileError::TooWeak);
}

/// 2^40 rounds would take weeks and a petabyte, so that this returns shows that nothing was computed.
#[test]
fn a_costly_file_is_refused_before_any_work() {
    let (_, file) = sealed("p");
    for log_n in ["21", "25", "40", "63", "255", "256", "99999999999999999999"] {
        assert_eq!(
            open(&with_work(&file, log_n), "p").unwrap_err(),
            OpenFileError::TooCostly
        );
    }
}

#[test]
fn a_wrong_passphrase_is_told_from_damage_where_that_is_possible() {
    let (_, file) = sealed("p");
    assert_eq!(
        open(&file, "q").unwrap_err(),
        OpenFileError::WrongPassphrase
    );
    for len in 0..file.len() {
        assert!(
            matches!(open(&file[..len], "p"), Err(OpenFileError::Damaged)),
            "{len}"
        );
    }
    let mut last = file.clone();
    *last.last_mut().unwrap() ^= 1;
    assert_eq!(open(&last, "p").unwrap_err(), OpenFileError::Damaged);
    for junk in [
        &b""[..],
        b"age-encryption.org/v1\n-> scrypt ",
        b"not age",
        &[0xff; 20_000],
    ] {
        assert_eq!(open(junk, "p").unwrap_err(), OpenFileError::Damaged);
    }
    assert_eq!(
        open(&with_work(&file, "010"), "p").unwrap_err(),
        OpenFileError::Damaged
    );
    assert_eq!(
        open(&with_work(&file, "+9"), "p").unwrap_err(),
        OpenFileError::Damaged
    );
}

#[test]
fn no_flipped_byte_opens() {
    let (_, file) = sealed("p");
    let work_factor = file.windows(3).position(|part| part == b" 4\n").unwrap() + 1;
    for at in (0..file.len()).filter(|at| *at != work_factor) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x04;
        assert!(open(&damaged, "p").is_err(), "{at}");
    }
}

#[test]
fn passphrases_agree_by_meaning_and_keep_every_space() {
    let (_, file) = sealed("caf\u{e9} \u{1f33f}");
    assert!(open(&file, "cafe\u{301} \u{1f33f}").is_ok());
    for other in [
        "caf\u{e9} \u{1f33f} ",
        " caf\u{e9} \u{1f33f}",
        "caf\u{e9}\u{1f33f}",
        "cafe \u{1f33f}",
    ] {
        assert_eq!(
            open(&file, other).unwrap_err(),
            OpenFileError::WrongPassphrase
        );
    }
}

#[test]
fn agent_text_is_read_strictly() {
    let keys = DeviceKeys::generate([9; 32], [9; 32]);
    let text = keys.to_agent();
    let good = std::str::from_utf8(text.as_bytes()).unwrap();
    assert_eq!(
        DeviceKeys::from_agent(good.as_bytes()).unwrap().device(),
        keys.device()
    );
    let doubled = format!("{good}{good}");
    let shouted = good.replace("0909", "0A0A");
    for bad in [
        "",
        "\n",
        &good[1..],
        good.trim_end(),
        &doubled,
        &shouted,
        &good.to_lowercase(),
    ] {
        assert_eq!(
            DeviceKeys::from_agent(bad.as_bytes()).unwrap_err(),
            OpenFileError::Damaged
        );
    }
}

#[test]
fn nothing_secret_is_printed() {
    let keys = DeviceKeys::generate([7; 32], [7; 32]);
    let printed = format!("{keys:?} {:?}", keys.to_agent());
    assert!(!printed.contains("SECRET-KEY") && !printed.contains("070707"));
}
