//! Other journals come in: each entry once, whoever takes it in how often; and go out again as a whole.

use std::panic::{AssertUnwindSafe, catch_unwind};

use engine::moving::{Moved, Options, read_from};
use engine::views::{EntryEdit, EntryRef, Query};
use engine::{Imported, Preference};
use testkit::{Desk, World};

fn archive(file: &str) -> Moved {
    let now = "2026-11-23T22:10:00+01:00[Europe/Berlin]".parse().unwrap();
    read_from(file.as_bytes(), &Options::new(now)).unwrap()
}

/// A file of Day One: uuid, day of January 2020, text.
fn day_one(entries: &[(&str, usize, &str)]) -> Moved {
    let entries: Vec<String> = entries
        .iter()
        .map(|(uuid, day, text)| {
            format!(
                r#"{{"uuid":"{uuid}","creationDate":"2020-01-{day:02}T10:00:00Z","timeZone":"UTC","text":"{text}"}}"#
            )
        })
        .collect();
    archive(&format!(
        r#"{{"metadata":{{}},"entries":[{}]}}"#,
        entries.join(",")
    ))
}

fn takes(device: &Desk, moved: Moved) -> Imported {
    device.vault.transfer().import(moved, &mut |_| {}).unwrap()
}

fn bodies(device: &Desk) -> Vec<String> {
    let listed = device.vault.entries().list(&Query::default()).unwrap();
    let mut bodies: Vec<String> = listed
        .entries
        .iter()
        .map(|entry| {
            let entry = EntryRef::Prefix(entry.id.clone());
            device.vault.entries().get(&entry).unwrap().fields.body
        })
        .collect();
    bodies.sort();
    bodies
}

fn rewrite(device: &Desk, from: &str, to: &str) {
    let listed = device.vault.entries().list(&Query::default()).unwrap();
    for entry in listed.entries {
        let entry = EntryRef::Prefix(entry.id);
        let body = device.vault.entries().get(&entry).unwrap().fields.body;
        if body.contains(from) {
            let edit = EntryEdit::Body(body.replace(from, to));
            device.vault.entries().change(&entry, vec![edit]).unwrap();
        }
    }
}

async fn pair(world: &World) -> (Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.blank("phone");
    let invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &laptop.confirmed())
        .unwrap();
    phone.joins(&laptop, invitation).await;
    laptop.meets(&phone).await;
    (laptop, phone)
}

#[test]
fn the_same_archive_gives_each_entry_once() {
    let device = World::new(1).first("laptop");
    let both = || day_one(&[("A", 1, "one"), ("B", 2, "two")]);
    let done = takes(&device, both());
    assert_eq!((done.number, done.entries, done.known), (Some(1), 2, 0));
    let again = takes(&device, both());
    assert_eq!((again.entries, again.known), (0, 2));
    // One more, and one that was changed there.
    let more = takes(
        &device,
        day_one(&[("A", 1, "one more"), ("B", 2, "two"), ("C", 3, "three")]),
    );
    assert_eq!((more.entries, more.updated, more.known), (1, 1, 1));
    assert_eq!(bodies(&device), ["one more", "three", "two"]);
    // What was changed here stays.
    rewrite(&device, "two", "two of mine");
    let third = takes(&device, day_one(&[("B", 2, "two of theirs")]));
    assert_eq!((third.updated, third.changed_here), (0, 1));
    assert_eq!(bodies(&device), ["one more", "three", "two of mine"]);
}

#[tokio::test]
async fn two_devices_that_take_it_in_apart_have_each_entry_once() {
    let world = World::new(1);
    let (laptop, phone) = pair(&world).await;
    let both = || {
        day_one(&[
            ("A", 1, "The lake was still, and cold."),
            ("B", 2, "It rained all day."),
        ])
    };
    assert_eq!(takes(&laptop, both()).entries, 2);
    assert_eq!(takes(&phone, both()).entries, 2);
    // Both go on writing in it before they meet.
    rewrite(&laptop, "still", "quite still");
    rewrite(&phone, "cold", "icy");
    laptop.meets(&phone).await;
    let merged = ["It rained all day.", "The lake was quite still, and icy."];
    assert_eq!(bodies(&laptop), merged);
    assert_eq!(bodies(&phone), merged);
    // And after it.
    rewrite(&laptop, "quite still", "very still");
    rewrite(&phone, "all day", "all night");
    laptop.meets(&phone).await;
    let merged = ["It rained all night.", "The lake was very still, and icy."];
    assert_eq!(bodies(&laptop), merged);
    assert_eq!(bodies(&phone), merged);
    assert_eq!(takes(&phone, both()).changed_here, 0);
}

#[test]
fn an_import_is_taken_back_but_for_what_was_changed() {
    let device = World::new(1).first("laptop");
    takes(&device, day_one(&[("X", 9, "earlier")]));
    let both = || day_one(&[("A", 1, "one"), ("B", 2, "two")]);
    let number = takes(&device, both()).number.unwrap();
    rewrite(&device, "two", "two of mine");
    let transfer = device.vault.transfer();
    let back = transfer.take_back(number).unwrap();
    assert_eq!((back.deleted, back.kept), (1, 1));
    assert_eq!(bodies(&device), ["earlier", "two of mine"]);
    assert!(transfer.imports().unwrap()[0].taken_back);
    assert!(transfer.take_back(7).is_err());
    // It can be made again.
    assert_eq!(takes(&device, both()).entries, 1);
    assert_eq!(bodies(&device), ["earlier", "one", "two of mine"]);
}

#[test]
fn an_import_that_was_broken_off_goes_on() {
    let device = World::new(1).first("laptop");
    let many: Vec<String> = (0..1_500).map(|n| format!("n{n}")).collect();
    let entries: Vec<(&str, usize, &str)> = many
        .iter()
        .enumerate()
        .map(|(n, id)| (id.as_str(), 1 + n % 28, id.as_str()))
        .collect();
    let transfer = device.vault.transfer();
    let broken = catch_unwind(AssertUnwindSafe(|| {
        transfer.import(day_one(&entries), &mut |done| assert!(done < 1_000))
    }));
    assert!(broken.is_err());
    let imports = transfer.imports().unwrap();
    assert_eq!((imports[0].entries, imports[0].finished), (1_000, false));
    let done = takes(&device, day_one(&entries));
    assert_eq!(
        (done.number, done.entries, done.known),
        (Some(1), 500, 1_000)
    );
    let imports = transfer.imports().unwrap();
    assert_eq!(imports.len(), 1);
    assert_eq!((imports[0].entries, imports[0].finished), (1_500, true));
    assert_eq!(transfer.take_back(1).unwrap().deleted, 1_500);
}

#[test]
fn what_was_chosen_stays_beside_the_secret() {
    let device = World::new(1).first("laptop");
    let ends = "03:00".parse().unwrap();
    device
        .vault
        .set_preference(Preference::DayEnds(ends))
        .unwrap();
    takes(&device, day_one(&[("A", 1, "one")]));
    assert_eq!(device.vault.preferences().unwrap().day_ends, ends);
    device
        .vault
        .set_preference(Preference::QuietLine(false))
        .unwrap();
    assert_eq!(takes(&device, day_one(&[("A", 1, "one")])).known, 1);
}
