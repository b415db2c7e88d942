//! What was written on both sides of a snapshot: both histories are kept on every device, and nothing says otherwise.

use engine::Version;
use engine::views::{EntryEdit, EntryRef};
use replica::{Have, Record};
use testkit::{Desk, Insider, World, meet, meet_speaking, payload};

use crate::{image, set_back};

/// A laptop and a phone, which was set back to before it wrote two entries that the laptop holds.
pub(crate) async fn phone_set_back(world: &World) -> (Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    phone.writes("before");
    meet(&phone, &laptop).await;
    let (phone, before) = image(world, phone, "image");
    phone.writes("lost, one");
    phone.writes("lost, two");
    meet(&phone, &laptop).await;
    (laptop, set_back(world, phone, &before))
}

/// Both hold these entries, agree, and nothing is refused, differs or is only here.
pub(crate) fn all_is_well(desks: &[&Desk], bodies: &[&str]) {
    for desk in desks {
        assert_eq!(desk.bodies(), bodies, "{}", desk.name);
        desk.is_sound();
        let status = desk.vault.status().unwrap();
        assert_eq!(status.differing, Vec::<String>::new(), "{}", desk.name);
        assert!(!status.set_back, "{}", desk.name);
        assert_eq!((status.only_here, status.waiting), (0, 0), "{}", desk.name);
        let verified = desk.vault.verify(&mut |_, _| {}).unwrap();
        assert_eq!(verified.problems, Vec::<String>::new(), "{}", desk.name);
    }
}

pub(crate) async fn in_step(one: &Desk, other: &Desk) {
    let (mine, theirs) = meet(one, other).await;
    assert!(mine.in_step && theirs.in_step, "{mine:?} {theirs:?}");
    assert_eq!((mine.diverged, theirs.diverged), (0, 0));
}

#[tokio::test]
async fn what_was_written_on_both_sides_of_a_snapshot_stands_on_every_device() {
    for (seed, after) in [(50, 1), (51, 2), (52, 3), (53, 9)] {
        let world = World::new(seed);
        let (laptop, phone) = phone_set_back(&world).await;
        let mut bodies = vec!["before".to_owned(), "lost, one".into(), "lost, two".into()];
        for number in 1..=after {
            let body = format!("anew, {number}");
            phone.writes(&body);
            bodies.push(body);
        }
        bodies.sort();
        in_step(&phone, &laptop).await;
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        all_is_well(&[&phone, &laptop], &bodies);
        // A device that knew nothing of it gets both.
        let tablet = world.another(&laptop, "tablet").await;
        in_step(&tablet, &laptop).await;
        in_step(&phone, &laptop).await;
        in_step(&tablet, &phone).await;
        all_is_well(&[&phone, &laptop, &tablet], &bodies);
        let mut more = bodies.clone();
        phone.writes("zuletzt");
        more.push("zuletzt");
        in_step(&phone, &tablet).await;
        in_step(&laptop, &tablet).await;
        all_is_well(&[&phone, &laptop, &tablet], &more);
    }
}

#[tokio::test]
async fn what_two_third_devices_took_in_apart_comes_together() {
    for seed in 60..64 {
        let world = World::new(seed);
        let laptop = world.first("laptop");
        let phone = world.another(&laptop, "phone").await;
        let tablet = world.another(&laptop, "tablet").await;
        phone.writes("before");
        for desk in [&phone, &tablet] {
            in_step(desk, &laptop).await;
        }
        let (phone, before) = image(&world, phone, "image");
        for number in 0..(seed - 58) {
            phone.writes(&format!("lost, {number}"));
        }
        in_step(&phone, &laptop).await;
        let phone = set_back(&world, phone, &before);
        for number in 0..(64 - seed) {
            phone.writes(&format!("anew, {number}"));
        }
        in_step(&phone, &tablet).await;
        laptop.writes("laptop");
        tablet.writes("tablet");
        in_step(&tablet, &laptop).await;
        in_step(&phone, &laptop).await;
        in_step(&phone, &tablet).await;
        in_step(&tablet, &laptop).await;
        let bodies = laptop.bodies();
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        assert_eq!(bodies.len(), 9, "{bodies:?}");
        all_is_well(&[&phone, &laptop, &tablet], &bodies);
    }
}

// Devices with an earlier program keep one history; nobody calls that safe, and it is said who is waited for.
#[tokio::test]
async fn beside_an_earlier_program_the_truth_is_told_until_both_can_hold_both() {
    let world = World::new(70);
    let (laptop, phone) = phone_set_back(&world).await;
    phone.writes("anew");
    for _ in 0..2 {
        let (mine, theirs) = meet_speaking(Version::One, &phone, &laptop).await;
        assert!(!mine.in_step && !theirs.in_step);
        assert!(mine.diverged + theirs.diverged > 0);
        let status = phone.vault.status().unwrap();
        assert!(status.set_back);
        assert_eq!(
            (status.only_here, &status.waited_for[..]),
            (1, &["laptop".to_owned()][..])
        );
        let status = laptop.vault.status().unwrap();
        assert_eq!(
            (&status.differing[..], &status.waited_for[..]),
            (&["phone".to_owned()][..], &["phone".to_owned()][..])
        );
        for desk in [&phone, &laptop] {
            assert!(
                !desk
                    .vault
                    .verify(&mut |_, _| {})
                    .unwrap()
                    .problems
                    .is_empty()
            );
        }
    }
    phone.writes("in a log of its own");
    meet_speaking(Version::One, &phone, &laptop).await;
    assert!(laptop.bodies().contains(&"in a log of its own".to_owned()));
    in_step(&phone, &laptop).await;
    let bodies = [
        "anew",
        "before",
        "in a log of its own",
        "lost, one",
        "lost, two",
    ];
    all_is_well(&[&phone, &laptop], &bodies);
    for desk in [&phone, &laptop] {
        assert!(desk.vault.status().unwrap().waited_for.is_empty());
    }
}

// Seen to fail where branches were left out of the closing check.
#[tokio::test]
async fn an_earlier_program_that_cannot_hold_both_is_never_said_to_hold_the_same() {
    let world = World::new(72);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let tablet = world.another(&laptop, "tablet").await;
    meet_speaking(Version::One, &tablet, &laptop).await;
    phone.writes("before");
    in_step(&phone, &laptop).await;
    let (phone, before) = image(&world, phone, "image");
    phone.writes("lost");
    in_step(&phone, &laptop).await;
    let phone = set_back(&world, phone, &before);
    phone.writes("anew");
    in_step(&phone, &laptop).await;
    for _ in 0..2 {
        let (mine, theirs) = meet_speaking(Version::One, &tablet, &laptop).await;
        assert!(!mine.in_step && !theirs.in_step);
        let status = laptop.vault.status().unwrap();
        assert_eq!(status.waited_for, ["tablet"]);
    }
    in_step(&tablet, &laptop).await;
    all_is_well(&[&tablet, &laptop], &["anew", "before", "lost"]);
    assert!(laptop.vault.status().unwrap().waited_for.is_empty());
}

#[tokio::test]
async fn a_branch_is_no_log_that_a_record_can_name() {
    let world = World::new(75);
    let (laptop, phone) = phone_set_back(&world).await;
    phone.writes("anew");
    in_step(&phone, &laptop).await;
    let inside = Insider::of(&phone);
    let (home, tag) = (inside.home(), inside.home().tag());
    let filed_elsewhere = |(log, head): &(replica::LogId, replica::Head)| {
        let last = inside.record(tag, *log, head.number);
        last.is_some_and(|last| last.log() != *log)
    };
    let branch = inside.heads(tag).into_iter().find(filed_elsewhere);
    let (branch, head) = branch.expect("both histories are kept");
    let number = head.number + 1;
    let plain = payload(home, branch, number, &Have::new(), &[]);
    let body = inside.space_keys(tag).seal(&plain);
    let record = Record::write(tag, branch, number, head.id, body, inside.keys.signing());
    inside.keep(&record.unwrap());
    let (_, theirs) = meet(&phone, &laptop).await;
    assert!(theirs.refused > 0 && theirs.received == 0, "{theirs:?}");
    let there = Insider::of(&laptop);
    assert!(there.heads(tag).contains(&(branch, head)));
    laptop.is_sound();
    assert_eq!(
        laptop.bodies(),
        ["anew", "before", "lost, one", "lost, two"]
    );
}

#[tokio::test]
async fn a_device_that_was_set_back_is_told_so_and_writes_elsewhere() {
    let world = World::new(71);
    let (laptop, phone) = phone_set_back(&world).await;
    in_step(&phone, &laptop).await;
    let split = phone.vault.status().unwrap().split.clone();
    assert_eq!(
        split.iter().map(|split| split.this).collect::<Vec<_>>(),
        [true]
    );
    all_is_well(&[&phone, &laptop], &["before", "lost, one", "lost, two"]);
    phone.writes("anew");
    in_step(&phone, &laptop).await;
    all_is_well(
        &[&phone, &laptop],
        &["anew", "before", "lost, one", "lost, two"],
    );
    world.advance(15 * 86_400);
    assert!(phone.vault.status().unwrap().split.is_empty());
}

/// The texts of all entries, by their ids.
pub(crate) fn texts(desk: &Desk) -> Vec<(String, String)> {
    let entries = desk.entries().into_iter();
    let mut texts: Vec<_> = entries.map(|entry| (entry.id, entry.fields.body)).collect();
    texts.sort();
    texts
}

pub(crate) fn edits(desk: &Desk, id: &str, body: &str) {
    let edit = vec![EntryEdit::Body(body.to_owned())];
    desk.vault
        .entries()
        .change(&EntryRef::Prefix(id.to_owned()), edit)
        .unwrap();
}

#[tokio::test]
async fn what_one_entry_was_given_on_both_sides_is_in_it_once_on_every_device() {
    for seed in 80..86 {
        let world = World::new(seed);
        let laptop = world.first("laptop");
        let phone = world.another(&laptop, "phone").await;
        let tablet = world.another(&laptop, "tablet").await;
        let id = phone.writes("The lake was still.");
        for desk in [&phone, &tablet] {
            in_step(desk, &laptop).await;
        }
        let (phone, before) = image(&world, phone, "image");
        edits(&phone, &id, "The lake was still. Lost.");
        in_step(&phone, &laptop).await;
        let phone = set_back(&world, phone, &before);
        edits(&phone, &id, "The lake was still. Anew.");
        in_step(&phone, &tablet).await;
        // In half of the cases another device builds on one of them.
        if seed % 2 == 0 {
            edits(&tablet, &id, "The lake was still. Anew. Upon it.");
        }
        for _ in 0..2 {
            in_step(&laptop, &tablet).await;
            in_step(&phone, &laptop).await;
            in_step(&phone, &tablet).await;
        }
        in_step(&laptop, &tablet).await;
        for desk in [&phone, &tablet] {
            assert_eq!(texts(desk), texts(&laptop), "{seed} {}", desk.name);
        }
        // No word of either is lost: the phone wrote anew what did not count.
        let text = &texts(&laptop)[0].1;
        assert!(
            text.contains("Lost.") && text.contains("Anew."),
            "{seed}: {text}"
        );
        assert_eq!(text.contains("Upon it."), seed % 2 == 0, "{seed}: {text}");
        assert_eq!(text.matches("Lost.").count(), 1, "{seed}: {text}");
        assert_eq!(text.matches("Anew.").count(), 1, "{seed}: {text}");
        for desk in [&phone, &laptop, &tablet] {
            desk.is_sound();
        }
    }
}
