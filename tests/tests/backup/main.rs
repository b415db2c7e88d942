//! Backups: what is in them, what replaces them, and that going on from one splits no log.

mod checked;
mod erased;
mod parts;

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use engine::views::EntryRef;
use engine::{BackedUp, EntryFile, FileSource, OpenError, Recovery, UnlockError, Vault};
use testkit::{Desk, Insider, World, copy_folder, meet, passphrase};
use vault::Disk as _;

fn backs_up(desk: &Desk, to: &Path) -> Result<BackedUp, OpenError> {
    desk.vault.back_up(to, &mut |_, _| {})
}

fn unlocked(world: &World, backup: &Path) -> Recovery {
    Recovery::unlock(backup, &passphrase(), &world.env(None)).expect("the passphrase opens it")
}

fn goes_on(world: &World, copy: &Recovery, name: &str) -> Desk {
    let (path, env) = (world.path(name), world.env(None));
    let gone = BTreeSet::new();
    let (vault, beginning, refused) =
        Vault::recover(&path, &passphrase(), name, copy, &gone, env.clone()).expect("it is made");
    beginning.settle().expect("it is made");
    assert_eq!(refused, 0);
    Desk::with(name, vault, &path, &env)
}

fn bytes_of(backup: &Path) -> Vec<u8> {
    std::fs::read(backup.join("vault.redb")).expect("the backup can be read")
}

fn parts_of(backup: &Path) -> Vec<PathBuf> {
    let files = testkit::files_below(backup).into_iter();
    let is_part = |path: &PathBuf| {
        let name = path.file_name().expect("it has a name").to_string_lossy();
        name.starts_with("newer-")
    };
    let mut parts: Vec<PathBuf> = files.filter(is_part).collect();
    parts.sort();
    parts
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("it can be read");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_grows_and_gives_everything_back_by_passphrase_and_by_kit() {
    let world = World::new(951);
    let laptop = world.first("laptop");
    laptop.writes("first");
    let place = world.path("backup");
    let first = backs_up(&laptop, &place).expect("it is made");
    assert_eq!(first.new, first.records);
    laptop.writes("second");
    let newer = |desk: &Desk| {
        let last = desk.vault.last_backup().expect("the vault can be read");
        last.expect("there is one").lacks.changes
    };
    assert_eq!(newer(&laptop), 1);
    let second = backs_up(&laptop, &place).expect("it is made");
    assert_eq!((second.records, second.new), (first.records + 1, 1));
    assert_eq!(newer(&laptop), 0);
    let kit = laptop.typed_kit();
    drop(laptop);
    let by_kit = Recovery::open(&place, kit, &world.env(None));
    for (copy, name) in [
        (by_kit.expect("the kit opens it"), "by kit"),
        (unlocked(&world, &place), "by passphrase"),
    ] {
        let desk = goes_on(&world, &copy, name);
        assert_eq!(desk.bodies(), ["first", "second"], "{name}");
        desk.is_sound();
        desk.writes("third");
    }
    let wrong = engine::Passphrase::new("not this one".to_owned());
    let refused = Recovery::unlock(&place, &wrong, &world.env(None)).map(drop);
    assert!(matches!(refused, Err(UnlockError::WrongPassphrase)));
}

/// The original, and two devices made of one backup, meet: three devices, no fork, all words.
#[tokio::test]
async fn going_on_from_a_backup_splits_no_log() {
    let world = World::new(952);
    let laptop = world.first("laptop");
    laptop.writes("in the backup");
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    laptop.writes("after it");
    let copy = unlocked(&world, &place);
    let one = goes_on(&world, &copy, "one");
    let two = goes_on(&world, &copy, "two");
    for desk in [&one, &two] {
        desk.writes(&format!("on {}", desk.name));
        let invitation = laptop
            .vault
            .devices()
            .invite(Vec::new(), &laptop.confirmed());
        desk.joins(&laptop, invitation.expect("an owner invites"))
            .await;
    }
    for desk in [&one, &two, &one] {
        let (here, there) = meet(desk, &laptop).await;
        assert_eq!(
            (here.diverged, there.diverged, here.refused, there.refused),
            (0, 0, 0, 0)
        );
        assert!(here.in_step && there.in_step);
    }
    for desk in [&laptop, &one, &two] {
        let bodies = ["after it", "in the backup", "on one", "on two"];
        assert_eq!(desk.bodies(), bodies, "{}", desk.name);
        desk.is_sound();
    }
}

#[test]
fn a_backup_that_holds_more_is_never_replaced() {
    let world = World::new(953);
    let laptop = world.first("laptop");
    laptop.writes("before");
    let earlier = world.path("earlier");
    copy_folder(&laptop.path, &earlier);
    laptop.writes("only in the backup");
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    let env = laptop.env.clone();
    drop(laptop);
    let before = bytes_of(&place);
    // The machine was set back, and goes on.
    let back = Desk::at("laptop", &earlier, &env);
    let refused = backs_up(&back, &place);
    let said = refused.expect_err("it holds less").to_string();
    assert!(
        said.contains("holds 1 change that this journal does not"),
        "{said}"
    );
    for _ in 0..3 {
        back.writes("and on");
    }
    backs_up(&back, &place).expect_err("what is in it is not here");
    assert_eq!(bytes_of(&place), before);
}

#[test]
fn a_folder_with_something_else_and_the_vault_s_own_are_left_alone() {
    let world = World::new(954);
    let laptop = world.first("laptop");
    let other = world.path("photographs");
    std::fs::create_dir(&other).expect("it can be made");
    std::fs::write(other.join("one.jpg"), b"a picture").expect("it can be written");
    let refused = backs_up(&laptop, &other);
    assert!(matches!(refused, Err(OpenError::Refused(_))), "{refused:?}");
    let within: PathBuf = laptop.path.join("backup");
    let refused = backs_up(&laptop, &within);
    assert!(matches!(refused, Err(OpenError::Refused(_))), "{refused:?}");
    assert!(!within.exists());
    let refused = backs_up(&laptop, &laptop.path);
    assert!(matches!(refused, Err(OpenError::Refused(_))), "{refused:?}");
}

#[test]
fn a_damaged_backup_is_replaced_and_an_unfinished_one_is_no_hindrance() {
    let world = World::new(955);
    let laptop = world.first("laptop");
    laptop.writes("one");
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    let whole = bytes_of(&place);
    std::fs::write(place.join("vault.redb"), &whole[..whole.len() / 2]).expect("it can be cut");
    std::fs::write(place.join("backup.new"), b"half of one").expect("it can be written");
    let done = backs_up(&laptop, &place).expect("it is made");
    assert!(done.replaced_damaged);
    let aside = testkit::files_below(&place).into_iter();
    let aside = aside.filter(|path| path.to_string_lossy().contains("damaged-"));
    assert_eq!(aside.count(), 1, "what was damaged is kept");
    assert!(!place.join("backup.new").exists());
    assert_eq!(
        goes_on(&world, &unlocked(&world, &place), "new").bodies(),
        ["one"]
    );
}

#[test]
fn a_record_that_is_damaged_here_reaches_no_backup() {
    let world = World::new(956);
    let laptop = world.first("laptop");
    laptop.writes("one");
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    let before = bytes_of(&place);
    // A record with a signature that is none, as a disk may leave it.
    let inside = Insider::of(&laptop);
    let tag = inside.home().tag();
    let good = inside.next(tag, replica::Class::Data, b"a body".to_vec());
    let mut bytes = good.encode();
    bytes[150] ^= 1;
    inside.keep(&replica::Record::decode(&bytes).expect("it is laid out as one"));
    backs_up(&laptop, &place).expect_err("it does not verify");
    assert_eq!(bytes_of(&place), before);
    assert!(!place.join("backup.new").exists());
}

#[test]
fn a_backup_of_another_journal_is_not_replaced_and_nothing_runs_on_a_backup() {
    let world = World::new(957);
    let (mine, other) = (world.first("mine"), world.first("other"));
    mine.writes("mine");
    let place = world.path("backup");
    backs_up(&mine, &place).expect("it is made");
    let before = bytes_of(&place);
    let said = backs_up(&other, &place)
        .expect_err("it is another's")
        .to_string();
    assert!(said.contains("another journal"), "{said}");
    assert_eq!(bytes_of(&place), before);
    let opened = Vault::open(&place, None, engine::OpenMode::Write, world.env(None)).map(drop);
    let said = opened.expect_err("it is no vault").to_string();
    assert!(said.contains("is a backup"), "{said}");
}

#[test]
fn a_folder_that_somebody_made_stays_as_it_is_and_one_backup_is_written_at_a_time() {
    let world = World::new(958);
    let laptop = world.first("laptop");
    laptop.writes("one");
    let place = world.path("backup");
    std::fs::create_dir(&place).expect("it can be made");
    let mode = |mode| std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(&place, mode(0o755)).expect("it is ours");
    backs_up(&laptop, &place).expect("it is made");
    let now = std::fs::metadata(&place)
        .expect("it is there")
        .permissions();
    assert_eq!(now.mode() & 0o777, 0o755);
    let held = vault::RealDisk
        .lock(&place, true)
        .expect("it can be locked");
    assert!(held.is_some());
    let said = backs_up(&laptop, &place).expect_err("somebody is at it");
    assert_eq!(
        said.to_string(),
        format!("another process is writing to {} just now", place.display())
    );
    drop(held);
    // What cannot be written is named, and not the journal.
    let file = world.path("a file");
    std::fs::write(&file, b"words").expect("it can be written");
    let below = file.join("backup");
    let said = backs_up(&laptop, &below).expect_err("a file holds no folder");
    assert!(
        said.to_string().contains(&below.display().to_string()),
        "{said}"
    );
}

/// Bytes of more than one chunk.
fn sound() -> Vec<u8> {
    (0..300_000_u32).map(|at| at.to_le_bytes()[1]).collect()
}

fn attached(desk: &Desk) -> EntryFile {
    let sound = sound();
    let from = FileSource {
        name: "sound.ogg",
        bytes: &mut sound.as_slice(),
        keep_metadata: false,
    };
    let taken = desk
        .vault
        .files()
        .take_in(from, &mut |_| {})
        .expect("it is kept");
    let entry = EntryRef::Newest(1);
    let entry = desk
        .vault
        .files()
        .attach(&entry, vec![taken.file])
        .expect("there is one");
    entry.files[0].clone()
}

fn read(desk: &Desk, file: &EntryFile) -> Vec<u8> {
    let mut read = Vec::new();
    let done = desk.vault.files().read(file, &mut |piece| {
        read.extend_from_slice(piece);
        Ok(())
    });
    done.expect("all of it is here");
    read
}

#[test]
fn files_are_in_a_backup_and_in_what_goes_on_from_it() {
    let world = World::new(967);
    let laptop = world.first("laptop");
    laptop.writes("first");
    let file = attached(&laptop);
    let place = world.path("backup");
    let made = backs_up(&laptop, &place).expect("it is made");
    assert_eq!((made.chunks, made.damaged_chunks), (2, 0));
    let chunk = |folder: &Path, at: usize| {
        let name = file.chunks[at].to_string();
        folder.join("files").join(&name[..2]).join(name)
    };
    // What is damaged in the backup is replaced; what is damaged here is told, and the whole one there stays.
    std::fs::write(chunk(&place, 0), "spoilt").expect("it can be written");
    std::fs::write(chunk(&laptop.path, 1), "spoilt").expect("it can be written");
    let made = backs_up(&laptop, &place).expect("it is made");
    assert_eq!((made.chunks, made.damaged_chunks), (2, 0));
    std::fs::remove_file(chunk(&place, 1)).expect("it is there");
    let made = backs_up(&laptop, &place).expect("it is made");
    assert_eq!((made.chunks, made.damaged_chunks), (1, 1));
    drop(laptop);
    let desk = goes_on(&world, &unlocked(&world, &place), "next");
    let there = &desk.entries()[0].files[0];
    assert_eq!((there, desk.vault.files().missing(there)), (&file, 1));
    assert!(chunk(&desk.path, 0).exists() && !chunk(&desk.path, 1).exists());
}

#[test]
fn a_file_reads_the_same_in_what_goes_on_from_a_backup() {
    let world = World::new(968);
    let laptop = world.first("laptop");
    laptop.writes("first");
    attached(&laptop);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    drop(laptop);
    let desk = goes_on(&world, &unlocked(&world, &place), "next");
    assert_eq!(read(&desk, &desk.entries()[0].files[0]), sound());
    desk.is_sound();
}

#[test]
fn what_was_begun_from_a_backup_and_broken_off_leaves_no_files() {
    let world = World::new(969);
    let laptop = world.first("laptop");
    laptop.writes("first");
    attached(&laptop);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    let (path, env) = (world.path("next"), world.env(None));
    let copy = unlocked(&world, &place);
    let gone = BTreeSet::new();
    let made = Vault::recover(&path, &passphrase(), "next", &copy, &gone, env);
    let (vault, beginning, _) = made.expect("it is made");
    assert!(path.join("files").exists());
    drop((vault, beginning));
    assert!(!path.exists());
}
