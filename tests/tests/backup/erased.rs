//! Backups from before something was erased: what tells them from those that hold more, and what becomes of them.

use std::path::Path;

use engine::OpenError;
use testkit::{Desk, World, copy_folder};

use super::{attached, backs_up, bytes_of, goes_on, unlocked};

/// A journal of three entries, of which the one in the middle has a file; and a backup of it.
fn begun(seed: u64) -> (World, Desk) {
    let world = World::new(seed);
    let laptop = world.first("laptop");
    laptop.writes("first");
    laptop.writes("goes");
    attached(&laptop);
    laptop.writes("last");
    (world, laptop)
}

fn erases(desk: Desk, text: &str) -> Desk {
    let mut gone = desk.entries();
    gone.retain(|entry| entry.fields.body == text);
    let confirmed = desk.confirmed();
    let (name, path, env) = (desk.name.clone(), desk.path.clone(), desk.env.clone());
    let erased = desk.vault.erase(&gone, &confirmed, &mut |_, _| {});
    assert_eq!(erased.expect("nobody else has it").documents, 1);
    Desk::at(&name, &path, &env)
}

fn files(folder: &Path) -> usize {
    let files = testkit::files_below(&folder.join("files"));
    files.len()
}

#[test]
fn a_backup_from_before_an_erasing_is_replaced_by_word_alone() {
    let (world, laptop) = begun(9801);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    laptop.writes("in a part of it");
    backs_up(&laptop, &place).expect("it is made");
    assert!(files(&place) > 0);
    let laptop = erases(laptop, "goes");
    world.advance(60);
    laptop.writes("since");
    let with = laptop.vault.backups_with_erased(&place).expect("it reads");
    assert_eq!(with, std::slice::from_ref(&place));
    assert!(laptop.vault.last_backup().unwrap().unwrap().holds_erased);
    let before = bytes_of(&place);
    let said = backs_up(&laptop, &place).expect_err("nobody has said so");
    assert!(matches!(said, OpenError::Refused(_)), "{said}");
    assert_eq!(bytes_of(&place), before);
    let made = laptop.vault.back_up_without_erased(&place, &mut |_, _| {});
    made.expect("somebody has said so");
    assert_eq!(
        files(&place),
        0,
        "the file of the erased entry is gone, too"
    );
    assert!(laptop.vault.backups_with_erased(&place).unwrap().is_empty());
    assert!(!laptop.vault.last_backup().unwrap().unwrap().holds_erased);
    drop(laptop);
    let desk = goes_on(&world, &unlocked(&world, &place), "next");
    assert_eq!(desk.bodies(), ["first", "in a part of it", "last", "since"]);
    desk.is_sound();
}

#[test]
fn of_backups_by_date_those_from_before_an_erasing_go_by_word() {
    let (world, laptop) = begun(9802);
    let place = world.path("backups");
    let keeps = |desk: &Desk, keep| {
        world.advance(24 * 3600);
        let made = desk.vault.back_up_dated(&place, keep, &mut |_, _| {});
        made.expect("it is made")
    };
    let first = keeps(&laptop, 3).folder;
    laptop.writes("more");
    let second = keeps(&laptop, 3).folder;
    let laptop = erases(laptop, "goes");
    // The next one is whole, and the others stay as they are.
    let third = keeps(&laptop, 3);
    assert_eq!((third.removed, third.left.len()), (0, 0));
    assert_eq!(files(&third.folder), 0);
    let with = laptop.vault.backups_with_erased(&place).expect("it reads");
    assert_eq!(with, [second.clone(), first.clone()]);
    // As many as are kept: the oldest goes although it holds what was erased.
    let fourth = keeps(&laptop, 3);
    assert_eq!((fourth.removed, fourth.left.len()), (1, 0));
    assert!(!first.exists() && second.exists());
    let removed = laptop.vault.remove_backups_with_erased(&place);
    assert_eq!(removed.expect("they are removed"), 1);
    assert!(!second.exists() && third.folder.exists() && fourth.folder.exists());
}

/// A machine that was set back has another record in the place of one, too, and its backup holds more.
#[test]
fn a_backup_that_holds_more_never_counts_as_from_before_an_erasing() {
    let (world, laptop) = begun(9803);
    let earlier = world.path("earlier");
    copy_folder(&laptop.path, &earlier);
    laptop.writes("only in the backup");
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    let env = laptop.env.clone();
    drop(laptop);
    let back = Desk::at("laptop", &earlier, &env);
    back.writes("in the place of it");
    let back = erases(back, "goes");
    let with = back.vault.backups_with_erased(&place).expect("it reads");
    assert!(with.is_empty(), "{with:?}");
    let before = bytes_of(&place);
    let said = back.vault.back_up_without_erased(&place, &mut |_, _| {});
    said.expect_err("it holds more");
    assert_eq!(bytes_of(&place), before);
}

/// The process was killed when the new database had its name and the parts of the one before were still there.
#[test]
fn parts_that_were_about_to_go_are_gone_with_the_next_backup() {
    let (world, laptop) = begun(9804);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    laptop.writes("in a part of it");
    backs_up(&laptop, &place).expect("it is made");
    let left = world.path("left");
    copy_folder(&place, &left);
    let laptop = erases(laptop, "goes");
    let made = laptop.vault.back_up_without_erased(&place, &mut |_, _| {});
    made.expect("somebody has said so");
    let part = "newer-0000001.bin";
    std::fs::copy(left.join(part), place.join(part)).expect("it can be put back");
    laptop.writes("since");
    backs_up(&laptop, &place).expect("it is made");
    let held = unlocked(&world, &place).look().expect("it reads");
    assert_eq!(held.damaged_parts, 0);
    let old = std::fs::read(left.join(part)).expect("it reads");
    let same = |path: &std::path::PathBuf| std::fs::read(path).is_ok_and(|bytes| bytes == old);
    assert!(!testkit::files_below(&place).iter().any(same));
}
