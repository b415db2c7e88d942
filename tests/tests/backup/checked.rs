//! A backup is read by itself: what is in it, what is damaged, what it lacks.

use std::fs;

use engine::{CheckedBackup, check_backup};
use testkit::World;

use super::{attached, backs_up, names, parts_of};

fn checked(world: &World, place: &std::path::Path) -> CheckedBackup {
    check_backup(place, &world.env(None), &mut |_, _| {}).expect("it reads")
}

#[test]
fn every_part_is_opened_and_what_is_damaged_is_named() {
    let world = World::new(9901);
    let laptop = world.first("laptop");
    laptop.writes("first");
    attached(&laptop);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    laptop.writes("second");
    let made = backs_up(&laptop, &place).expect("it is made");
    let before = names(&place);
    let found = checked(&world, &place);
    assert!(found.is_whole() && found.has_keys);
    assert_eq!((found.records(), found.chunks), (made.records, 2));
    assert_eq!((found.parts.len(), found.parts[1].records), (2, 1));
    let beside = laptop.vault.beside_backup(&found).expect("it reads");
    let beside = beside.expect("it is of this journal");
    assert_eq!((beside.lacks.changes, beside.files), (0, 0));
    laptop.writes("third");
    let beside = laptop.vault.beside_backup(&found).unwrap().unwrap();
    assert_eq!(beside.lacks.changes, 1);
    assert_eq!(beside.lacks.documents.get(&1), Some(&1));
    // A part with a wrong byte, then the database.
    let part = parts_of(&place).remove(0);
    for (path, whole) in [
        (part, [true, false]),
        (place.join("vault.redb"), [false, false]),
    ] {
        let mut bytes = fs::read(&path).expect("it reads");
        let middle = bytes.len() / 2;
        bytes.truncate(middle);
        fs::write(&path, &bytes).expect("it can be written");
        let found = checked(&world, &place);
        let parts: Vec<bool> = found.parts.iter().map(|part| part.is_whole).collect();
        assert_eq!(parts, whole);
    }
    assert_eq!(names(&place), before, "nothing is written");
    let other = world.first("other");
    let of_another = other.vault.beside_backup(&found).expect("it reads");
    assert_eq!(of_another, None);
}

#[test]
fn a_part_of_a_file_that_is_missing_or_damaged_is_counted() {
    let world = World::new(9902);
    let laptop = world.first("laptop");
    laptop.writes("first");
    let file = attached(&laptop);
    let place = world.path("backup");
    backs_up(&laptop, &place).expect("it is made");
    let chunk = |at: usize| {
        let name = file.chunks[at].to_string();
        place.join("files").join(&name[..2]).join(name)
    };
    fs::write(chunk(0), "spoilt").expect("it can be written");
    let found = checked(&world, &place);
    assert_eq!((found.chunks, found.damaged_chunks), (1, 1));
    assert!(!found.is_whole());
    fs::remove_file(chunk(0)).expect("it is there");
    let found = checked(&world, &place);
    assert_eq!((found.chunks, found.damaged_chunks), (1, 0));
    // Only who knows what there is can tell that it is missing.
    let beside = laptop.vault.beside_backup(&found).unwrap().unwrap();
    assert_eq!((beside.lacks.changes, beside.files), (0, 1));
}
