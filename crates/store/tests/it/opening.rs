//! Opening: sharing the file, and every way in which there is no store to open.

use std::fs;
use std::path::PathBuf;

use redb::{ConcurrencyMode, Database, TableDefinition};
use store::{Access, Check, OpenError, Store, StoreError, Tables};
use tempfile::TempDir;

use crate::fixture::{Author, SPACE, append_all, check_log};

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.redb");
    (folder, path)
}

fn open_every_way(path: &std::path::Path) -> Vec<Result<Store, OpenError>> {
    let ways = [Access::Write, Access::Read].map(|a| [(a, Check::Quick), (a, Check::Full)]);
    ways.into_iter()
        .flatten()
        .map(|(access, check)| Store::open(path, access, check))
        .collect()
}

#[test]
fn creating_never_touches_what_is_there() {
    let (folder, path) = place();
    fs::write(&path, b"a letter").unwrap();
    assert!(matches!(Store::create(&path), Err(OpenError::Exists)));
    assert_eq!(fs::read(&path).unwrap(), b"a letter");
    let nowhere = folder.path().join("no/such/folder/vault.redb");
    assert!(matches!(Store::create(&nowhere), Err(OpenError::Missing)));
}

#[test]
fn what_is_no_store_is_never_taken_for_a_new_one() {
    let (_folder, path) = place();
    assert!(
        open_every_way(&path)
            .iter()
            .all(|it| matches!(it, Err(OpenError::Missing)))
    );
    for contents in [&b""[..], b"x", b"a letter to nobody", &[0; 8192]] {
        fs::write(&path, contents).unwrap();
        assert!(
            open_every_way(&path)
                .iter()
                .all(|it| matches!(it, Err(OpenError::Damaged)))
        );
        assert_eq!(fs::read(&path).unwrap(), contents);
    }
    fs::remove_file(&path).unwrap();
    // A valid database without our tables: empty, as a bad repair might leave it.
    let builder = || {
        Database::builder()
            .set_concurrency_mode(ConcurrencyMode::MultiWriter)
            .create(&path)
    };
    drop(builder().unwrap());
    assert!(
        open_every_way(&path)
            .iter()
            .all(|it| matches!(it, Err(OpenError::Damaged)))
    );
}

#[test]
fn a_newer_format_is_left_untouched() {
    let (_folder, path) = place();
    drop(Store::create(&path).unwrap());
    let own: TableDefinition<&[u8], &[u8]> = TableDefinition::new("own");
    let database = Database::builder()
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .open(&path)
        .unwrap();
    let transaction = database.begin_write().unwrap();
    let newer = 2_u32.to_be_bytes();
    transaction
        .open_table(own)
        .unwrap()
        .insert(&b"format"[..], &newer[..])
        .unwrap();
    transaction.commit().unwrap();
    drop(database);
    let before = fs::read(&path).unwrap();
    let results = open_every_way(&path);
    assert!(
        results
            .iter()
            .all(|it| matches!(it, Err(OpenError::NewerFormat { found: 2 })))
    );
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn reading_writes_nothing_and_refuses_to_write() {
    let (_folder, path) = place();
    let author = Author::new(1);
    let store = Store::create(&path).unwrap();
    append_all(&store, &author.chain(SPACE, 10));
    drop(store);
    let before = fs::read(&path).unwrap();
    let mut reader = Store::open(&path, Access::Read, Check::Quick).unwrap();
    check_log(&reader, &author, 10);
    assert!(matches!(reader.write().err(), Some(StoreError::ReadOnly)));
    assert!(matches!(reader.compact(), Err(StoreError::ReadOnly)));
    assert!(matches!(reader.verify(), Err(StoreError::ReadOnly)));
    drop(reader);
    assert!(fs::read(&path).unwrap() == before);
    let checked = Store::open(&path, Access::Read, Check::Full).unwrap();
    assert!(matches!(checked.write().err(), Some(StoreError::ReadOnly)));
}

#[test]
fn several_openers_share_the_file_and_see_each_other() {
    let (_folder, path) = place();
    let author = Author::new(1);
    let chain = author.chain(SPACE, 4);
    let first = Store::create(&path).unwrap();
    let second = Store::open(&path, Access::Write, Check::Quick).unwrap();
    let reader = Store::open(&path, Access::Read, Check::Quick).unwrap();
    append_all(&first, &chain[..1]);
    append_all(&second, &chain[1..2]);
    append_all(&first, &chain[2..3]);
    let checked = Store::open(&path, Access::Write, Check::Full).unwrap();
    append_all(&checked, &chain[3..]);
    for store in [&first, &second, &reader, &checked] {
        assert_eq!(check_log(store, &author, 4), 4);
    }
}

#[test]
fn writers_wait_for_each_other() {
    let (_folder, path) = place();
    let author = Author::new(1);
    let store = Store::create(&path).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let store = Store::open(&path, Access::Write, Check::Quick).unwrap();
                for _ in 0..10 {
                    let mut writer = store.write().unwrap();
                    let head = writer.head(SPACE, author.log).unwrap();
                    let (number, prev) =
                        head.map_or((0, replica::RecordId::ZERO), |head| (head.number, head.id));
                    writer
                        .append(&author.record(SPACE, number + 1, prev))
                        .unwrap();
                    writer.commit().unwrap();
                }
            });
        }
    });
    assert_eq!(check_log(&store, &author, 40), 40);
}

#[test]
fn compacting_needs_the_file_at_rest_and_gives_space_back() {
    let (_folder, path) = place();
    let author = Author::new(1);
    let mut store = Store::create(&path).unwrap();
    append_all(&store, &author.chain(SPACE, 3_000));
    let other = Store::open(&path, Access::Read, Check::Quick).unwrap();
    let view = other.read().unwrap();
    assert!(matches!(store.compact(), Err(StoreError::Busy)));
    drop(view);
    let mut writer = store.write().unwrap();
    writer.drop_space(SPACE).unwrap();
    writer.commit().unwrap();
    let before = store.size_on_disk().unwrap();
    assert!(store.compact().unwrap());
    assert!(store.size_on_disk().unwrap() < before / 2);
    assert!(store.verify().unwrap());
    assert!(other.read().unwrap().heads(SPACE).unwrap().is_empty());
}

// Seen to fail before `inspect` was there: such a file could not be opened at all.
#[test]
fn a_store_that_cannot_be_written_is_checked_in_memory() {
    let (folder, path) = place();
    let author = Author::new(1);
    let store = Store::create(&path).unwrap();
    append_all(&store, &author.chain(SPACE, 40));
    // What a crash leaves: the file as it is while a writer has it open.
    let crashed = folder.path().join("crashed.redb");
    std::fs::copy(&path, &crashed).unwrap();
    drop(store);
    for file in [&path, &crashed] {
        let before = std::fs::read(file).unwrap();
        let store = Store::inspect(file).unwrap();
        assert_eq!(check_log(&store, &author, 40), 40);
        assert!(matches!(store.write().err(), Some(StoreError::ReadOnly)));
        drop(store);
        assert_eq!(std::fs::read(file).unwrap(), before, "nothing is written");
    }
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..middle + 40_000].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let sound = Store::inspect(&path).is_ok_and(|store| {
        let view = store.read().unwrap();
        (1..=40).all(|number| matches!(view.record(SPACE, author.log, number), Ok(Some(_))))
    });
    assert!(!sound, "damage is found");
}
