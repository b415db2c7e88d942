//! A vault that exists twice: a copied folder, a restored backup, and records that arrived without being read.

use std::path::Path;

use replica::Class;
use testkit::{Desk, Insider, World, meet};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("the place is free");
    for file in std::fs::read_dir(from).expect("the vault can be read") {
        let file = file.expect("the vault can be read");
        std::fs::copy(file.path(), to.join(file.file_name())).expect("the file can be copied");
    }
}

fn logs(desk: &Desk) -> usize {
    let inside = Insider::of(desk);
    let mine = inside.keys.device();
    let heads = inside.heads(inside.home().tag());
    heads
        .iter()
        .filter(|(log, _)| log.device == mine && log.class == Class::Data)
        .count()
}

/// Everybody holds `bodies`, and nothing anywhere is damaged, refused, deferred or waiting.
fn all_hold(desks: &[&Desk], bodies: &[&str]) {
    for desk in desks {
        assert_eq!(desk.bodies(), bodies, "{}", desk.name);
        desk.is_sound();
        let ward = desk.vault.ward().expect("the ward can be listed");
        assert_eq!(
            (ward.refused.len(), ward.deferred.len(), ward.waiting),
            (0, 0, 0),
            "{}",
            desk.name
        );
    }
}

/// Both the original and the copy write and edit the same entry, then meet a third device.
async fn both_go_on(world: &World, original: &Desk, copied: &Desk, third: &Desk, id: &str) {
    for (desk, word) in [(original, "original"), (copied, "copied")] {
        desk.writes(&format!("only on the {word}"));
        let entry = engine::views::EntryRef::Prefix(id.to_owned());
        let body = format!("before the copy, {word}");
        let changes = vec![engine::views::EntryEdit::Body(body)];
        desk.vault
            .entries()
            .change(&entry, changes)
            .expect("an owner edits");
        world.advance(60);
    }
    assert_eq!(
        (logs(original), logs(copied)),
        (1, 2),
        "the copy opens a log of its own"
    );
    let told = copied.vault.split().expect("the vault can be read");
    assert!(told.iter().any(|split| split.this), "{told:?}");
    for desk in [original, copied, original, copied] {
        let (one, other) = meet(desk, third).await;
        assert_eq!(
            (one.diverged, other.diverged, one.refused, other.refused),
            (0, 0, 0, 0)
        );
        assert!(one.in_step && other.in_step);
    }
    let merged = third
        .vault
        .entries()
        .get(&engine::views::EntryRef::Prefix(id.to_owned()))
        .expect("the entry is there")
        .fields
        .body;
    assert!(
        merged.contains("original") && merged.contains("copied"),
        "{merged}"
    );
    all_hold(
        &[original, copied, third],
        &[&merged, "only on the copied", "only on the original"],
    );
    // And all of them go on.
    for desk in [original, copied, third] {
        desk.writes(&format!("later on {}", desk.name));
    }
    for desk in [original, copied, original, copied] {
        meet(desk, third).await;
    }
    assert_eq!(third.bodies().len(), 6);
    assert_eq!(
        (original.bodies(), copied.bodies()),
        (third.bodies(), third.bodies())
    );
}

// Seen to fail without the high-water file outside the vault.
#[tokio::test]
async fn a_copy_on_the_same_machine_splits_into_logs_of_its_own() {
    let world = World::new(20);
    let third = world.first("third");
    let original = world.another(&third, "original").await;
    let id = original.writes("before the copy");
    meet(&original, &third).await;
    let (name, path, env) = original.closed();
    copy(&path, &world.path("copied"));
    let original = Desk::at(&name, &path, &env);
    let copied = Desk::at("copied", &world.path("copied"), &env);
    both_go_on(&world, &original, &copied, &third, &id).await;
}

/// A device that has written nothing is copied to where `elsewhere` says, and both write.
async fn two_of_one_that_has_written_nothing(world: &World, elsewhere: Option<&str>) {
    let third = world.first("third");
    let original = world.another(&third, "original").await;
    let (name, path, env) = original.closed();
    copy(&path, &world.path("copied"));
    let original = Desk::at(&name, &path, &env);
    original.writes("on the original");
    let env = elsewhere.map_or(env, |folder| world.env(Some(&world.path(folder))));
    let copied = Desk::at("copied", &world.path("copied"), &env);
    copied.writes("on the copy");
    for desk in [&original, &copied, &original] {
        let (one, other) = meet(desk, &third).await;
        assert_eq!((one.diverged, other.diverged), (0, 0));
        assert!(one.in_step && other.in_step);
    }
    assert_eq!(third.bodies(), ["on the copy", "on the original"]);
}

// Seen to fail where a vault that has written nothing was never compared with the high-water file.
#[tokio::test]
async fn a_copy_of_a_device_that_has_written_nothing_writes_no_second_history() {
    two_of_one_that_has_written_nothing(&World::new(27), None).await;
}

// Seen to fail where a vault had no high-water file before its first word.
#[tokio::test]
async fn a_copy_of_it_on_another_machine_writes_none_either() {
    let world = World::new(28);
    two_of_one_that_has_written_nothing(&world, Some("high-water-of-another-machine")).await;
}

// Seen to fail without the high-water file outside the vault.
#[tokio::test]
async fn a_copy_on_another_machine_splits_into_logs_of_its_own() {
    let world = World::new(21);
    let third = world.first("third");
    let original = world.another(&third, "original").await;
    let id = original.writes("before the copy");
    meet(&original, &third).await;
    let (name, path, env) = original.closed();
    copy(&path, &world.path("copied"));
    let original = Desk::at(&name, &path, &env);
    let elsewhere = world.env(Some(&world.path("high-water-of-another-machine")));
    let copied = Desk::at("copied", &world.path("copied"), &elsewhere);
    both_go_on(&world, &original, &copied, &third, &id).await;
}

// Seen to fail without the high-water file outside the vault.
#[tokio::test]
async fn a_restored_backup_opens_a_new_log_and_fetches_its_own_past() {
    let world = World::new(22);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    phone.writes("in the backup");
    meet(&phone, &laptop).await;
    let (name, path, env) = phone.closed();
    copy(&path, &world.path("backup"));
    let phone = Desk::at(&name, &path, &env);
    phone.writes("after the backup");
    meet(&phone, &laptop).await;
    drop(phone);
    std::fs::remove_dir_all(&path).expect("the vault can be removed");
    copy(&world.path("backup"), &path);
    let phone = Desk::at(&name, &path, &env);
    assert_eq!(phone.bodies(), ["in the backup"]);
    phone.writes("after the restoration");
    assert_eq!(logs(&phone), 2);
    let (one, other) = meet(&phone, &laptop).await;
    assert_eq!((one.diverged, other.diverged), (0, 0));
    all_hold(
        &[&phone, &laptop],
        &["after the backup", "after the restoration", "in the backup"],
    );
    phone.writes("and on");
    assert_eq!(logs(&phone), 2, "one restoration, one new log");
}

// Two devices with one set of keys that nothing tells apart: whoever learns of both keeps what both wrote.
#[tokio::test]
async fn a_copy_that_cannot_be_told_loses_nothing_of_either() {
    let world = World::new(23);
    let third = world.first("third");
    let original = world.another(&third, "original").await;
    let (name, path, _) = original.closed();
    copy(&path, &world.path("copied"));
    // Nothing outside the vault remembers, so both go on with one log.
    let original = Desk::at(&name, &path, &world.env(None));
    let copied = Desk::at("copied", &world.path("copied"), &world.env(None));
    original.writes("first");
    copied.writes("second");
    for _ in 0..2 {
        for desk in [&original, &copied] {
            let (one, other) = meet(desk, &third).await;
            assert!(one.in_step && other.in_step, "{one:?} {other:?}");
        }
    }
    third.writes("the third goes on");
    original.writes("third");
    copied.writes("fourth");
    for desk in [&original, &copied, &original] {
        meet(desk, &third).await;
    }
    let bodies = ["first", "fourth", "second", "the third goes on", "third"];
    all_hold(&[&original, &copied, &third], &bodies);
}

#[tokio::test]
async fn records_that_were_kept_but_not_read_are_read_at_the_next_opening() {
    let world = World::new(24);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    laptop.writes("one");
    laptop.writes("two");
    let (name, path, env) = phone.closed();
    // The process died between keeping the records and reading them.
    let (from, to) = (Insider::of(&laptop), Insider::at(&path, &env));
    for record in from.records(from.home().tag(), from.log(Class::Data)) {
        to.keep(&record);
    }
    drop(to);
    let phone = Desk::at(&name, &path, &env);
    assert_eq!(phone.bodies(), ["one", "two"]);
    phone.is_sound();
}

#[tokio::test]
async fn a_locked_vault_carries_records_and_reads_them_once_unlocked() {
    let world = World::new(25);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    laptop.writes("while locked");
    let (name, path, env) = phone.closed();
    let locked = engine::Vault::open(&path, None, engine::OpenMode::Write, env.clone())
        .expect("the vault opens");
    let phone = Desk::with(&name, locked, &path, &env);
    let (report, _) = meet(&phone, &laptop).await;
    assert_eq!((report.received, report.in_step), (1, true));
    assert!(
        phone
            .vault
            .entries()
            .list(&engine::views::Query::default())
            .is_err()
    );
    let phone = phone.reopened();
    assert_eq!(phone.bodies(), ["while locked"]);
    phone.is_sound();
}
