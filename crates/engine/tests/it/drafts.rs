//! A draft is there again after anything that can happen while somebody writes, and nowhere else.

mod small_disk;

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use engine::views::{EntryEdit, EntryFields, EntryRef, Query};
use engine::{
    DraftOptions, DraftSubject, DraftText, ErrorKind, OpenMode, ReadError, Vault, WriteError,
};
use testkit::{Desk, World};

fn text(text: &str) -> Vec<DraftText> {
    vec![DraftText {
        name: "text".into(),
        text: text.into(),
    }]
}

fn new_entry() -> DraftSubject {
    DraftSubject::Entry {
        options: Box::new(EntryFields {
            mood: Some(3),
            tags: vec!["lake".into()],
            ..EntryFields::default()
        }),
        first_line_is_title: true,
    }
}

fn folder(device: &Desk) -> PathBuf {
    device.vault.path().join("drafts")
}

fn files(device: &Desk) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder(device))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    files.sort();
    files
}

fn texts(device: &Desk) -> Vec<String> {
    let drafts = device.vault.drafts().list().unwrap().drafts;
    drafts
        .iter()
        .map(|draft| draft.text("text").to_owned())
        .collect()
}

fn is_disk<T>(done: Result<T, WriteError>) -> bool {
    matches!(done, Err(WriteError::Storage(error)) if error.kind() == ErrorKind::Disk)
}

fn is_busy<T>(done: Result<T, WriteError>) -> bool {
    matches!(done, Err(WriteError::Storage(error)) if error.kind() == ErrorKind::Busy)
}

#[test]
fn what_is_typed_comes_back_with_all_that_was_given() {
    let device = World::new(1).first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.reserve().unwrap();
    keeper.keep(text("twenty minutes")).unwrap();
    keeper.keep(text("twenty minutes of words")).unwrap();
    let found = device.vault.drafts().list().unwrap();
    assert_eq!(found.unreadable, 0);
    let [draft] = found.drafts.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(draft.text("text"), "twenty minutes of words");
    assert_eq!(draft.subject, new_entry());
    assert!(draft.open, "its writer lives");
    assert!(is_busy(device.vault.drafts().throw_away(&draft.id)));
    let id = draft.id.clone();
    drop(keeper);
    assert!(!device.vault.drafts().get(&id[..4]).unwrap().open);

    let (mut keeper, draft) = device.vault.drafts().resume(&id).unwrap();
    assert_eq!(draft.text("text"), "twenty minutes of words");
    assert!(is_busy(device.vault.drafts().resume(&id)));
    let edit = DraftSubject::Edit {
        entry: "abc".into(),
        base: "1".into(),
        changes: vec![EntryEdit::Mood(None), EntryEdit::Tag("x".into(), true)],
    };
    keeper.set_subject(edit.clone());
    keeper.keep(text("and more")).unwrap();
    assert_eq!(device.vault.drafts().get(&id).unwrap().subject, edit);
    keeper.discard().unwrap();
    assert_eq!(files(&device), Vec::<PathBuf>::new());
    let gone = device.vault.drafts().get(&id);
    assert!(matches!(gone, Err(ReadError::Resolve(_))));
}

#[test]
fn nothing_stays_where_nothing_was_typed() {
    let device = World::new(1).first("laptop");
    let mut keeper = device
        .vault
        .drafts()
        .begin(DraftSubject::Urge(DraftOptions::default()))
        .unwrap();
    keeper.reserve().unwrap();
    assert_eq!(files(&device).len(), 2);
    assert!(device.vault.drafts().list().unwrap().drafts.is_empty());
    drop(keeper);
    assert!(files(&device).is_empty());

    // The same after a kill: the next one that is begun takes it away.
    let mut keeper = device
        .vault
        .drafts()
        .begin(DraftSubject::Urge(DraftOptions::default()))
        .unwrap();
    keeper.reserve().unwrap();
    let left: Vec<_> = files(&device)
        .iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    drop(keeper);
    for (path, bytes) in left {
        fs::write(path, bytes).unwrap();
    }
    assert!(device.vault.drafts().list().unwrap().drafts.is_empty());
    device
        .vault
        .drafts()
        .begin(DraftSubject::Urge(DraftOptions::default()))
        .unwrap();
    assert!(files(&device).is_empty());
}

/// Every state of the folder in which a process or the power may end, for one step of keeping.
fn torn(before: &[u8], after: &[u8]) -> Vec<Vec<u8>> {
    let cuts = [
        0,
        1,
        100,
        4096,
        after.len() / 2,
        after.len() - 1,
        after.len(),
    ];
    let overwritten = cuts.map(|cut| {
        let mut bytes = before.to_vec();
        bytes.resize(after.len(), 0);
        bytes[..cut].copy_from_slice(&after[..cut]);
        bytes
    });
    let lost = [Vec::new(), vec![0; after.len()]];
    overwritten.into_iter().chain(lost).collect()
}

#[test]
fn a_torn_write_leaves_the_draft_before_it() {
    let device = World::new(1).first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.reserve().unwrap();
    let mut last = String::new();
    for round in 0..4 {
        let before: Vec<_> = files(&device)
            .iter()
            .map(|path| fs::read(path).unwrap())
            .collect();
        let next = format!("{last} word{round}");
        keeper.keep(text(&next)).unwrap();
        let touched: Vec<_> = files(&device)
            .into_iter()
            .zip(&before)
            .filter(|(path, before)| fs::read(path).unwrap() != **before)
            .collect();
        let [(path, before)] = touched.as_slice() else {
            panic!("one file is written at a time");
        };
        let after = fs::read(path).unwrap();
        assert_eq!(before.len(), after.len(), "the size tells nothing");
        for bytes in torn(before, &after) {
            fs::write(path, &bytes).unwrap();
            let expected = if bytes == after { &next } else { &last };
            let expected: Vec<String> = (!expected.is_empty())
                .then(|| expected.clone())
                .into_iter()
                .collect();
            assert_eq!(texts(&device), expected);
        }
        fs::write(path, &after).unwrap();
        last = next;
    }
}

#[test]
fn a_text_that_outgrows_its_file_takes_a_larger_one() {
    let device = World::new(1).first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.reserve().unwrap();
    let noise = |seed: u32, length: u32| -> String {
        let hash = |at: u32| {
            at.wrapping_add(seed)
                .wrapping_mul(2_654_435_761)
                .rotate_left(9)
                ^ at
        };
        (0..length)
            .map(|at| char::from_u32(0x4e00 + hash(at) % 0x5000).unwrap())
            .collect()
    };
    let sizes = |device: &Desk| -> Vec<u64> {
        files(device)
            .iter()
            .map(|path| fs::metadata(path).unwrap().len() / 1024)
            .collect()
    };
    assert_eq!(sizes(&device), [64, 64]);
    let long = noise(1, 60_000);
    keeper.keep(text(&long)).unwrap();
    assert_eq!(texts(&device), std::slice::from_ref(&long));
    assert_eq!(sizes(&device), [64, 256]);
    let longer = noise(2, 60_000);
    keeper.keep(text(&longer)).unwrap();
    assert_eq!(sizes(&device), [256, 256]);
    assert_eq!(texts(&device), std::slice::from_ref(&longer));
    let id = keeper.id().unwrap().to_owned();
    drop(keeper);
    let (mut keeper, _) = device.vault.drafts().resume(&id).unwrap();
    keeper.keep(text("short again")).unwrap();
    assert_eq!(texts(&device), ["short again"]);
}

#[cfg(unix)]
#[test]
fn the_files_are_private_and_the_journal_need_not_be_open() {
    let device = World::new(1).first("laptop");
    let path = device.vault.path().to_owned();
    let locked = Vault::open(&path, None, OpenMode::Read, device.vault.env().clone()).unwrap();
    let mut keeper = locked
        .drafts()
        .begin(DraftSubject::Slip(DraftOptions::default()))
        .unwrap();
    drop(locked);
    keeper.keep(text("written while locked")).unwrap();
    for file in files(&device) {
        let meta = fs::metadata(&file).unwrap();
        assert_eq!(meta.mode() & 0o777, 0o600);
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1"), "an age file");
        assert!(!bytes.windows(7).any(|window| window == b"written"));
    }
    assert_eq!(fs::metadata(folder(&device)).unwrap().mode() & 0o777, 0o700);
    let locked = Vault::open(&path, None, OpenMode::Read, device.vault.env().clone()).unwrap();
    assert!(matches!(locked.drafts().list(), Err(ReadError::Locked)));
    assert_eq!(texts(&device), ["written while locked"]);
}

#[cfg(unix)]
#[test]
fn the_folder_is_made_again_when_somebody_removed_it() {
    let device = World::new(1).first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.keep(text("before")).unwrap();
    fs::remove_dir_all(folder(&device)).unwrap();
    for words in ["after", "after that"] {
        keeper.keep(text(words)).unwrap();
        assert_eq!(texts(&device), [words]);
    }
    assert_eq!(fs::metadata(folder(&device)).unwrap().mode() & 0o777, 0o700);
}

#[cfg(unix)]
#[test]
fn what_only_has_the_name_of_a_draft_is_removed_unopened() {
    let device = World::new(1).first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.keep(text("words")).unwrap();
    let writing = keeper.id().unwrap().to_owned();
    let target = device.vault.path().join("target");
    fs::write(&target, "not ours").unwrap();
    let place = |name: &str| folder(&device).join(name);
    symlink(&target, place("aaaaaaaa-a.age")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(place("bbbbbbbb-b.age"))
        .status();
    assert!(made.unwrap().success());
    let huge = fs::File::create(place("cccccccc-a.age")).unwrap();
    huge.set_len(1 << 33).unwrap();
    for name in ["aaaaaaaa", "bbbbbbbb", "cccccccc"] {
        device.vault.drafts().throw_away(name).unwrap();
    }
    assert_eq!(fs::read(&target).unwrap(), b"not ours");
    assert_eq!(files(&device).len(), 2);
    // A draft that is being written stays, also beside such a file.
    fs::remove_file(place(&format!("{writing}-b.age"))).unwrap();
    symlink(&target, place(&format!("{writing}-b.age"))).unwrap();
    assert!(is_busy(device.vault.drafts().throw_away(&writing)));
    assert_eq!(texts(&device), ["words"]);
}

#[test]
fn a_device_without_a_journal_is_refused_before_anything_is_typed() {
    let reader = World::new(1).blank("laptop");
    let entry = EntryFields {
        body: "x".into(),
        ..EntryFields::default()
    };
    let check = reader
        .vault
        .entries()
        .check_create(entry.clone())
        .unwrap_err();
    let write = reader.vault.entries().create(entry).unwrap_err();
    assert!(matches!(check, WriteError::NoOwnJournal));
    assert_eq!(check.to_string(), write.to_string());
    let begun = reader.vault.drafts().begin(new_entry()).unwrap_err();
    assert!(matches!(begun, WriteError::NoOwnJournal));
    assert!(files(&reader).is_empty());
}

#[test]
fn the_check_refuses_what_the_write_refuses_and_saves_nothing() {
    let device = World::new(1).first("laptop");
    let entry = |change: fn(&mut EntryFields)| {
        let mut entry = EntryFields {
            body: "x".into(),
            ..EntryFields::default()
        };
        change(&mut entry);
        entry
    };
    for wrong in [
        entry(|entry| entry.mood = Some(11)),
        entry(|entry| entry.tags = vec!["good day".into()]),
        entry(|entry| entry.steps = vec![99]),
        entry(|entry| entry.title = "x".repeat(501)),
        entry(|entry| entry.emotions = vec!["x".repeat(65)]),
    ] {
        let check = device
            .vault
            .entries()
            .check_create(wrong.clone())
            .unwrap_err();
        let write = device.vault.entries().create(wrong).unwrap_err();
        assert_eq!(check.to_string(), write.to_string());
    }
    device
        .vault
        .entries()
        .check_create(EntryFields::default())
        .unwrap();
    let listed = device.vault.entries().list(&Query::default()).unwrap();
    assert_eq!(listed.total, 0);
    let seen = device.vault.entries().create(entry(|_| ())).unwrap();
    let whole = EntryRef::Prefix(seen.id.clone());
    let wrong = vec![EntryEdit::Step(99, true)];
    let check = device
        .vault
        .entries()
        .check_edit(&whole, &seen.stamp, wrong.clone());
    let edit = device.vault.entries().change(&whole, wrong);
    assert_eq!(
        check.unwrap_err().to_string(),
        edit.unwrap_err().to_string()
    );
    let right = vec![EntryEdit::Mood(Some(3))];
    device
        .vault
        .entries()
        .check_edit(&whole, &seen.stamp, right)
        .unwrap();
    assert_eq!(device.vault.entries().get(&whole).unwrap(), seen);
    // Nothing may be left of an entry only where it is said so.
    for emptied in ["", "\u{a0}\n", "\u{200b}"] {
        let emptied = vec![EntryEdit::Body(emptied.into())];
        let error = device
            .vault
            .entries()
            .change(&whole, emptied.clone())
            .unwrap_err();
        assert!(matches!(error, WriteError::Invalid(_)));
        let error = device.vault.entries().edit(&whole, &seen.stamp, emptied);
        assert!(matches!(error, Err(WriteError::Invalid(_))));
    }
    assert_eq!(device.vault.entries().get(&whole).unwrap(), seen);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_not_ours_among_the_drafts_is_passed_over() {
    let world = World::new(1);
    let device = world.first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.keep(text("ours")).unwrap();
    let there = folder(&device);
    let secret = device.vault.path().join("secret");
    fs::write(&secret, "not to be touched").unwrap();
    symlink(&secret, there.join("aaaaaaaa-a.age")).unwrap();
    symlink(&secret, there.join("aaaaaaaa-b.age")).unwrap();
    fs::create_dir(there.join("bbbbbbbb-a.age")).unwrap();
    fs::write(there.join("cccccccc-a.age"), b"").unwrap();
    fs::write(there.join("dddddddd-b.age"), vec![7; 70_000]).unwrap();
    for name in [
        "notes.txt",
        "short-a.age",
        "EEEEEEEE-a.age",
        "eeeeeeee-c.age",
    ] {
        fs::write(there.join(name), b"x").unwrap();
    }
    rustix::fs::mkfifoat(
        rustix::fs::CWD,
        there.join("ffffffff-a.age"),
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
    )
    .unwrap();
    // A draft of another journal.
    let other = world.first("other");
    let mut foreign = other.vault.drafts().begin(new_entry()).unwrap();
    foreign.keep(text("theirs")).unwrap();
    for file in files(&other) {
        fs::copy(&file, there.join(file.file_name().unwrap())).unwrap();
    }
    let found = device.vault.drafts().list().unwrap();
    assert_eq!(texts(&device), ["ours"]);
    assert_eq!(found.unreadable, 6);
    let names = device.vault.drafts().unreadable().unwrap();
    assert_eq!(names.len(), 6);
    for name in names {
        // What is no file stays; nothing behind a link is touched.
        let _ = device.vault.drafts().throw_away(&name);
    }
    assert_eq!(fs::read_to_string(&secret).unwrap(), "not to be touched");
    assert_eq!(texts(&device), ["ours"]);
}

#[test]
fn files_taken_away_under_a_writer_are_written_anew() {
    let device = World::new(1).first("laptop");
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.keep(text("first")).unwrap();
    for file in files(&device) {
        fs::remove_file(file).unwrap();
    }
    keeper.keep(text("first and second")).unwrap();
    assert_eq!(texts(&device), ["first and second"]);
}
