//! What is added to a backup, several backups by date, and taking in what a backup holds.

use std::fs;
use std::path::PathBuf;

use engine::OpenError;
use testkit::{Desk, World, copy_folder};

use super::{backs_up, bytes_of, goes_on, names, parts_of, unlocked};

/// A journal with one entry, and a backup of it.
fn begun(seed: u64, entry: &str) -> (World, Desk, PathBuf) {
    let world = World::new(seed);
    let laptop = world.first("laptop");
    laptop.writes(entry);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    (world, laptop, place)
}

#[test]
fn only_what_is_new_is_written() {
    let (world, laptop, place) = begun(9701, "first");
    let (database, _) = (bytes_of(&place), laptop.writes("second"));
    let second = backs_up(&laptop, &place).expect("it is made");
    assert_eq!((second.new, parts_of(&place).len()), (1, 1));
    let first_part = fs::read(&parts_of(&place)[0]).expect("it can be read");
    assert!(!first_part.windows(6).any(|bytes| bytes == b"second"));
    // Where nothing is new nothing is written.
    let third = backs_up(&laptop, &place).expect("it is made");
    assert_eq!((third.new, parts_of(&place).len()), (0, 1));
    laptop.writes("third");
    backs_up(&laptop, &place).expect("it is made");
    assert_eq!(parts_of(&place).len(), 2);
    assert_eq!(bytes_of(&place), database);
    assert_eq!(
        fs::read(&parts_of(&place)[0]).expect("it can be read"),
        first_part
    );
    drop(laptop);
    let desk = goes_on(&world, &unlocked(&world, &place), "next");
    assert_eq!(desk.bodies(), ["first", "second", "third"]);
    desk.is_sound();
}

#[test]
fn a_part_that_is_cut_takes_nothing_else_with_it() {
    let (world, laptop, place) = begun(9702, "first");
    laptop.writes(&"second ".repeat(900));
    backs_up(&laptop, &place).expect("it is made");
    let part = parts_of(&place).remove(0);
    let whole = fs::read(&part).expect("it can be read");
    for length in (0..whole.len()).step_by(1024) {
        fs::write(&part, &whole[..length]).expect("it can be cut");
        let copy = unlocked(&world, &place);
        let held = copy.look().expect("it can be read");
        assert_eq!((held.changes, held.damaged_parts), (1, 1), "{length}");
    }
    // One that was exchanged with that of another number is none.
    let other = place.join("newer-0000007.bin");
    fs::remove_file(&part).expect("it is there");
    fs::write(&other, &whole).expect("it can be written");
    let held = unlocked(&world, &place).look().expect("it can be read");
    assert_eq!((held.changes, held.damaged_parts), (1, 1));
    // The next backup holds everything again, and what was damaged is put aside.
    let done = backs_up(&laptop, &place).expect("it is made");
    assert!(done.replaced_damaged && parts_of(&place).is_empty());
    assert!(
        names(&place)
            .iter()
            .any(|name| name.starts_with("damaged-"))
    );
    let held = unlocked(&world, &place).look().expect("it can be read");
    assert_eq!((held.changes, held.damaged_parts), (2, 0));
}

#[test]
fn what_was_added_is_never_replaced_by_less() {
    let (world, laptop, place) = begun(9703, "before");
    let earlier = world.path("earlier");
    copy_folder(&laptop.path, &earlier);
    laptop.writes("only in a part of the backup");
    backs_up(&laptop, &place).expect("it is made");
    let env = laptop.env.clone();
    drop(laptop);
    let before = names(&place);
    let back = Desk::at("laptop", &earlier, &env);
    back.writes("and on");
    let said = backs_up(&back, &place)
        .expect_err("it holds less")
        .to_string();
    assert!(
        said.contains("holds 1 change that this journal does not"),
        "{said}"
    );
    assert_eq!(names(&place), before);
}

#[test]
fn many_parts_become_one_database_again() {
    let (world, laptop, place) = begun(9704, "first");
    let database = bytes_of(&place);
    let mut most = 0;
    let mut written = 1;
    while bytes_of(&place) == database {
        let words: String = (0..4000)
            .map(|at| format!("{} ", at * 7919 % (9973 + written)))
            .collect();
        laptop.writes(&words);
        written += 1;
        backs_up(&laptop, &place).expect("it is made");
        most = most.max(parts_of(&place).len());
    }
    assert!(most > 1 && parts_of(&place).is_empty(), "{most}");
    let held = unlocked(&world, &place).look().expect("it can be read");
    assert_eq!((held.changes, held.damaged_parts), (written, 0));
}

#[test]
fn the_last_backups_stay_and_one_that_holds_more_stays_too() {
    let world = World::new(9705);
    let laptop = world.first("laptop");
    let place = world.path("backups");
    let keeps = |desk: &Desk, keep| desk.vault.back_up_dated(&place, keep, &mut |_, _| {});
    let mut last = PathBuf::new();
    for day in 0..4 {
        laptop.writes(&format!("day {day}"));
        let made = keeps(&laptop, 2).expect("it is made");
        assert_eq!(made.removed, u64::from(day >= 2));
        // Only what is new lies on the disk once more.
        assert_eq!(made.done.new, if day == 0 { made.done.records } else { 1 });
        last = made.folder;
        world.advance(24 * 3600);
    }
    let there = names(&place);
    assert_eq!(there.len(), 2);
    let newest = engine::backups_in(&place, &laptop.env).expect("it can be read");
    assert_eq!(newest[0], last);
    let earlier = world.path("earlier");
    copy_folder(&laptop.path, &earlier);
    laptop.writes("only in the newest");
    let more = keeps(&laptop, 9).expect("it is made").folder;
    let env = laptop.env.clone();
    drop(laptop);
    // A machine that was set back removes nothing and replaces nothing.
    let back = Desk::at("laptop", &earlier, &env);
    back.writes("and on");
    let before = names(&place);
    let refused = keeps(&back, 1);
    assert!(matches!(refused, Err(OpenError::Refused(_))), "{refused:?}");
    assert_eq!(names(&place), before);
    // Nor where something else lies in the place of the newest.
    fs::rename(&more, place.join("2020-01-01T000000Z")).expect("it can be renamed");
    let made = keeps(&back, 1).expect("it is made");
    assert_eq!(made.left, [place.join("2020-01-01T000000Z")]);
    assert_eq!(names(&place).len(), 2);
}

#[test]
fn a_folder_with_something_else_takes_no_backups_by_date() {
    let (world, laptop, one) = begun(9706, "words");
    let other = world.path("photographs");
    fs::create_dir(&other).expect("it can be made");
    fs::write(other.join("one.jpg"), b"a picture").expect("it can be written");
    for place in [&one, &other] {
        let before = names(place);
        let refused = laptop.vault.back_up_dated(place, 3, &mut |_, _| {});
        assert!(matches!(refused, Err(OpenError::Refused(_))), "{refused:?}");
        assert_eq!(&names(place), &before);
    }
    // What was broken off is no hindrance.
    let place = world.path("backups");
    let unfinished = place.join("2026-01-01T000000Z.new");
    fs::create_dir_all(unfinished.join("files")).expect("it can be made");
    fs::write(unfinished.join("vault.redb"), b"half").expect("it can be written");
    let made = laptop.vault.back_up_dated(&place, 3, &mut |_, _| {});
    let made = made.expect("it is made").folder;
    assert_eq!(
        engine::backups_in(&place, &laptop.env).expect("it can be read"),
        [made]
    );
    assert_eq!(names(&place).len(), 1);
}

/// A journal that was set back takes in what its backup holds: all words, one log for each time, nothing replaced.
#[test]
fn a_living_journal_takes_in_what_a_backup_holds() {
    let (world, laptop, place) = begun(9707, "before");
    let earlier = world.path("earlier");
    copy_folder(&laptop.path, &earlier);
    laptop.writes("in a part of the backup");
    backs_up(&laptop, &place).expect("it is made");
    let nothing = laptop
        .vault
        .take_from_backup(&place)
        .expect("it can be read");
    assert_eq!((nothing.new, nothing.refused, nothing.damaged), (0, 0, 0));
    let env = laptop.env.clone();
    drop(laptop);
    let back = Desk::at("laptop", &earlier, &env);
    let taken = back.vault.take_from_backup(&place).expect("it can be read");
    assert_eq!((taken.new, taken.refused), (1, 0));
    back.writes("and on");
    assert_eq!(
        back.bodies(),
        ["and on", "before", "in a part of the backup"]
    );
    back.is_sound();
    let other = world.first("other");
    let said = other
        .vault
        .take_from_backup(&place)
        .expect_err("it is another's");
    assert!(said.to_string().contains("another journal"), "{said}");
}
