//! A damaged file is refused or read right, never half; and it never ends the process.

use std::fs;
use std::path::{Path, PathBuf};

use store::{Access, Check, OpenError, Store};
use tempfile::TempDir;

use crate::fixture::{Author, SPACE, append_all, check_log};

fn written() -> (TempDir, PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.redb");
    let store = Store::create(&path).unwrap();
    let author = Author::new(1);
    for part in author.chain(SPACE, 60).chunks(20) {
        append_all(&store, part);
    }
    drop(store);
    let bytes = fs::read(&path).unwrap();
    (folder, path, bytes)
}

/// Opens damaged bytes with the full check: either that fails, or everything is there.
fn sound_or_refused(path: &Path, bytes: &[u8]) -> bool {
    fs::write(path, bytes).unwrap();
    match Store::open(path, Access::Write, Check::Full) {
        Ok(store) => {
            check_log(&store, &Author::new(1), 60);
            true
        }
        Err(OpenError::Damaged) => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn cut_short_anywhere_is_damage() {
    let (_folder, path, bytes) = written();
    for len in (0..bytes.len())
        .step_by(4096)
        .chain([1, 319, 320, 4095, bytes.len() - 1])
    {
        assert!(!sound_or_refused(&path, &bytes[..len]), "{len}");
    }
}

#[test]
fn a_flipped_byte_is_found_or_harmless() {
    let (_folder, path, bytes) = written();
    let places = (0..320)
        .step_by(3)
        .chain((320..bytes.len()).step_by(bytes.len() / 250));
    let mut found = 0;
    for at in places {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        found += usize::from(!sound_or_refused(&path, &damaged));
    }
    assert!(found > 50, "only {found} found");
}

#[test]
fn a_zeroed_page_is_found_or_harmless() {
    let (_folder, path, bytes) = written();
    let mut found = 0;
    for page in (0..bytes.len()).step_by(4096) {
        let mut damaged = bytes.clone();
        damaged[page..page + 4096].fill(0);
        found += usize::from(!sound_or_refused(&path, &damaged));
    }
    assert!(found > 10, "only {found} found");
}
