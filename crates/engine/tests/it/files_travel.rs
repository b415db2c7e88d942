//! Files between a person's own devices: they come after the records, once, and go on where they were cut.

use std::fs;

use engine::views::{EntryFields, EntryView, Query};
use engine::{EntryFile, FileSource, Full, Settings, Vault, Version};
use testkit::{Desk, Frayed, World, meet, meet_over, meet_speaking, passphrase};

/// Bytes that no compression makes shorter.
fn noise(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(next).collect()
}

fn entry_with(desk: &Desk, text: &str, bytes: &[u8]) -> EntryView {
    let mut left = bytes;
    let source = FileSource {
        name: "lake.bin",
        bytes: &mut left,
        keep_metadata: false,
    };
    let taken = desk.vault.files().take_in(source, &mut |_| {}).unwrap();
    let fields = EntryFields {
        files: vec![taken.file],
        ..EntryFields::text(text)
    };
    desk.vault.entries().create(fields).unwrap()
}

fn read(desk: &Desk, file: &EntryFile) -> Option<Vec<u8>> {
    let mut read = Vec::new();
    let done = desk.vault.files().read(file, &mut |piece| {
        read.extend_from_slice(piece);
        Ok(())
    });
    done.ok().map(|()| read)
}

async fn two(world: &World) -> (Desk, Desk) {
    let (laptop, phone) = world.pair().await;
    meet(&laptop, &phone).await;
    (laptop, phone)
}

#[tokio::test]
async fn a_file_that_was_attached_on_one_device_can_be_read_on_the_other() {
    let world = World::new(601);
    let (laptop, phone) = two(&world).await;
    let large = noise(700_000, 7);
    let small = noise(900, 8);
    let may_lose = |desk: &Desk| desk.vault.status().unwrap().files_may_be_only_here();
    assert!(!may_lose(&laptop));
    entry_with(&laptop, "by the lake", &large);
    assert!(may_lose(&laptop));
    entry_with(&phone, "at home", &small);
    let (mine, theirs) = meet(&laptop, &phone).await;
    assert!(mine.in_step && theirs.in_step);
    assert_eq!(
        (mine.files_in, mine.files_out),
        (theirs.files_out, theirs.files_in)
    );
    for desk in [&laptop, &phone] {
        let held = desk.vault.files().list(&Query::default()).unwrap();
        assert_eq!(held.iter().map(|held| held.missing).sum::<usize>(), 0);
        let read: Vec<_> = held.iter().map(|held| read(desk, &held.file)).collect();
        assert!(read.contains(&Some(large.clone())) && read.contains(&Some(small.clone())));
        assert_eq!(desk.vault.status().unwrap().to_fetch.files, 0);
        desk.is_sound();
    }
    // What is held is never asked for again.
    let (mine, theirs) = meet(&laptop, &phone).await;
    assert_eq!((mine.files_in, mine.files_out), (0, 0));
    assert!(mine.bytes_out + theirs.bytes_out < 1_000);
}

#[tokio::test]
async fn words_come_first_and_what_was_cut_goes_on_where_it_was() {
    let world = World::new(602);
    let (laptop, phone) = two(&world).await;
    let bytes = noise(3_000_000, 9);
    let entry = entry_with(&laptop, "by the lake", &bytes);
    // The line breaks in the middle of the file.
    let (here, there) = tokio::io::duplex(1 << 16);
    let here = Frayed::new(here, Some(1_500_000));
    let (mine, theirs) = meet_over(&laptop, here, &phone, there).await;
    assert!(mine.is_err() || theirs.is_err());
    let found = phone.vault.entries().get(&(&entry).into()).unwrap();
    assert_eq!(found.body, "by the lake");
    let to_fetch = phone.vault.status().unwrap().to_fetch;
    assert!(
        to_fetch.files == 1 && to_fetch.full.is_none(),
        "{to_fetch:?}"
    );
    assert!((1..3_000_000).contains(&to_fetch.bytes), "{to_fetch:?}");
    assert_eq!(read(&phone, &found.files[0]), None);
    let held = phone.vault.held_chunks().unwrap().count;
    assert!(held > 0);
    let (_, theirs) = meet(&laptop, &phone).await;
    let all = entry.files[0].chunks.len() as u64;
    assert_eq!(phone.vault.held_chunks().unwrap().count, all);
    assert!(theirs.files_in < (all - held + 1) * 270_000, "{theirs:?}");
    assert_eq!(read(&phone, &found.files[0]), Some(bytes));
}

#[tokio::test]
async fn a_program_that_knows_no_files_gets_the_words() {
    let world = World::new(603);
    let (laptop, phone) = two(&world).await;
    let bytes = noise(5_000, 3);
    let entry = entry_with(&laptop, "by the lake", &bytes);
    let (_, theirs) = meet_speaking(Version::Two, &laptop, &phone).await;
    assert!(theirs.in_step && theirs.files_in == 0);
    let found = phone.vault.entries().get(&(&entry).into()).unwrap();
    assert_eq!(phone.vault.files().missing(&found.files[0]), 1);
    meet(&laptop, &phone).await;
    assert_eq!(read(&phone, &found.files[0]), Some(bytes));
}

#[tokio::test]
async fn a_locked_device_gives_files_and_fetches_them_once_it_is_unlocked() {
    let world = World::new(604);
    let (laptop, phone) = two(&world).await;
    let bytes = noise(5_000, 4);
    let entry = entry_with(&laptop, "by the lake", &bytes);
    phone.vault.forget_keys();
    let (_, theirs) = meet(&laptop, &phone).await;
    assert!(theirs.received > 0 && theirs.files_in == 0);
    let keys = Vault::unlock(&phone.path, &passphrase(), &phone.env).unwrap();
    phone.vault.take_keys(keys).unwrap();
    laptop.vault.forget_keys();
    let (mine, theirs) = meet(&laptop, &phone).await;
    assert!(mine.files_out > 0 && mine.files_out == theirs.files_in);
    let found = phone.vault.entries().get(&(&entry).into()).unwrap();
    assert_eq!(read(&phone, &found.files[0]), Some(bytes));
}

// Seen to fail where the limit was not looked at.
#[tokio::test]
async fn no_more_is_fetched_than_the_person_allows() {
    let world = World::new(605);
    let (laptop, phone) = two(&world).await;
    let settings = |files_mb| Settings {
        files_mb,
        ..phone.vault.settings().unwrap()
    };
    phone.vault.set_settings(&settings(Some(1))).unwrap();
    let entry = entry_with(&laptop, "by the lake", &noise(4_000_000, 5));
    let (_, theirs) = meet(&laptop, &phone).await;
    assert!(theirs.in_step);
    let held = phone.vault.held_chunks().unwrap().bytes;
    assert!((1_000_000..1_300_000).contains(&held), "{held}");
    let to_fetch = phone.vault.status().unwrap().to_fetch;
    assert_eq!(to_fetch.full, Some(Full::Limit(1_000_000)));
    phone.vault.set_settings(&settings(None)).unwrap();
    meet(&laptop, &phone).await;
    assert_eq!(phone.vault.files().missing(&entry.files[0]), 0);
}

#[tokio::test]
async fn a_part_that_was_lost_here_comes_again_and_a_damaged_one_is_given_to_nobody() {
    let world = World::new(606);
    let (laptop, phone) = two(&world).await;
    let bytes = noise(600_000, 6);
    let entry = entry_with(&laptop, "by the lake", &bytes);
    meet(&laptop, &phone).await;
    let chunk = |desk: &Desk, at: usize| {
        let name = entry.files[0].chunks[at].to_string();
        desk.path.join("files").join(&name[..2]).join(name)
    };
    fs::remove_file(chunk(&phone, 1)).unwrap();
    let whole = fs::read(chunk(&laptop, 1)).unwrap();
    fs::write(chunk(&laptop, 1), b"something else").unwrap();
    let (mine, theirs) = meet(&laptop, &phone).await;
    assert!(mine.in_step && theirs.in_step && theirs.files_in == 0);
    assert_eq!(phone.vault.status().unwrap().to_fetch.files, 1);
    fs::write(chunk(&laptop, 1), whole).unwrap();
    let (_, theirs) = meet(&laptop, &phone).await;
    assert!(theirs.files_in < 270_000, "only what was lost");
    assert_eq!(read(&phone, &entry.files[0]), Some(bytes));
}
