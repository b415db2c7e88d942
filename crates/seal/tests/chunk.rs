//! Chunks of files.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use seal::{FileKey, OpenError};

const WHOLE: usize = 256 << 10;

#[test]
fn a_piece_comes_back_and_another_key_does_not_open_it() {
    let key = FileKey::generate([3; 32]);
    let again = FileKey::from_text(&key.to_text()).unwrap();
    for length in [1, 511, 512, 513, 70_000, WHOLE] {
        let piece: Vec<u8> = (0..length).map(|at| 1 + (at % 251) as u8).collect();
        let sealed = key.seal(&piece);
        assert_eq!(again.open(&sealed, length).unwrap().as_bytes(), piece);
        // It holds less, or more.
        assert_eq!(
            key.open(&sealed, 2 * length + 512).unwrap_err(),
            OpenError::Damaged
        );
        assert_eq!(
            key.open(&sealed, length - 1).unwrap_err(),
            OpenError::Damaged
        );
        let other = FileKey::generate([4; 32]);
        assert_eq!(
            other.open(&sealed, length).unwrap_err(),
            OpenError::NotForUs
        );
        let mut spoilt = sealed;
        *spoilt.last_mut().unwrap() ^= 1;
        assert_eq!(key.open(&spoilt, length).unwrap_err(), OpenError::Damaged);
    }
}

#[test]
fn the_length_shows_only_where_a_file_ends_and_rounded() {
    let key = FileKey::generate([3; 32]);
    // age adds a stanza of a random length, so that not even equal lengths look equal.
    let sealed = |length: usize| key.seal(&vec![7; length]).len();
    for (length, padded) in [(1, 512), (512, 512), (100_400, 102_400), (WHOLE, WHOLE)] {
        let added = sealed(length) - padded;
        assert!((200..4 << 10).contains(&added), "{length}: {added}");
    }
}

#[test]
fn what_is_no_key_is_none() {
    for text in ["", "AGE-SECRET-KEY-1", "age1qqq", "AGE-SECRET-KEY-1QQQQ"] {
        assert!(FileKey::from_text(text).is_none());
    }
    let key = FileKey::generate([3; 32]);
    assert!(FileKey::from_text(&key.to_text().to_lowercase()).is_none());
    assert_eq!(format!("{key:?}"), "FileKey");
}
