//! Going on with the recovery kit and a copy of a vault's folder, and who tries to profit from it.

mod carried;
mod kits;
mod stolen;

use std::collections::BTreeSet;
use std::path::Path;

use engine::{DeviceId, OpenError, Recovery, RecoveryKit, Vault};
use replica::{Class, Control};
use testkit::{Desk, Insider, World, copy_folder, files_below, meet, meet_over, passphrase};

/// Another object with the same secret: a kit is read from paper each time.
fn typed(kit: &RecoveryKit) -> RecoveryKit {
    RecoveryKit::from_text(kit.secret_text()).expect("a kit reads what it shows")
}

/// A copy of a desk's folder, as a backup program leaves it.
fn copied(world: &World, desk: &Desk, name: &str) -> std::path::PathBuf {
    let path = world.path(name);
    copy_folder(&desk.path, &path);
    path
}

fn opened(world: &World, copy: &Path, kit: RecoveryKit) -> Recovery {
    Recovery::open(copy, kit, &world.env(None)).expect("the kit opens the copy")
}

/// The devices with these names.
fn called(copy: &Recovery, names: &[&str]) -> BTreeSet<DeviceId> {
    let held = copy.look().expect("the copy can be read").devices;
    names
        .iter()
        .map(|name| {
            let device = held.iter().find(|device| device.name == *name);
            device.expect("the copy knows it").device
        })
        .collect()
}

/// A new device, made of a copy.
fn recovered(world: &World, copy: &Recovery, gone: &[&str], name: &str) -> Desk {
    let path = world.path(name);
    let env = world.env(None);
    let gone = called(copy, gone);
    let (vault, beginning, refused) =
        Vault::recover(&path, &passphrase(), name, copy, &gone, env.clone())
            .expect("a device can be made");
    beginning.settle().expect("the vault can be made");
    assert_eq!(refused, 0);
    Desk::with(name, vault, &path, &env)
}

fn all_bytes(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = files_below(folder);
    files.sort();
    let read = |path: std::path::PathBuf| {
        let bytes = std::fs::read(&path).expect("the copy can be read");
        (path, bytes)
    };
    files.into_iter().map(read).collect()
}

/// A new reader of what is told on a desk.
async fn shared_with(world: &World, desk: &Desk, reader: &str) -> Desk {
    let rule = engine::ShareRule {
        tags: ["told".to_owned()].into(),
        ..engine::ShareRule::default()
    };
    let share = desk
        .vault
        .shares()
        .create("Dr Weber", &rule, None, &desk.confirmed())
        .expect("an owner shares");
    world.reader(desk, &share.short, reader).await
}

fn tells(desk: &Desk, body: &str) {
    let mut fields = testkit::draft(body);
    fields.tags = ["told".to_owned()].into();
    desk.vault.entries().create(fields).expect("it is written");
}

async fn cannot_meet(one: &Desk, other: &Desk) {
    let (here, there) = tokio::io::duplex(1 << 16);
    let (mine, theirs) = meet_over(one, here, other, there).await;
    assert!(mine.is_err() || theirs.is_err(), "{mine:?} {theirs:?}");
}

#[tokio::test]
async fn the_kit_and_a_copy_give_back_a_journal_that_goes_on() {
    let world = World::new(901);
    let laptop = world.first("laptop");
    laptop.writes("before the loss");
    let kit = laptop.typed_kit();
    let path = copied(&world, &laptop, "copy");
    let before = all_bytes(&path);
    drop(laptop);
    let copy = opened(&world, &path, kit);
    let held = copy.look().expect("the copy can be read");
    assert_eq!(held.changes, 1);
    assert_eq!(held.newest, Some(world.now().timestamp()));
    let new = recovered(&world, &copy, &["laptop"], "new");
    drop(copy);
    assert_eq!(all_bytes(&path), before, "the copy is only read");
    assert_eq!(new.bodies(), ["before the loss"]);
    new.writes("after it");
    new.is_sound();
    let devices = new.vault.devices().list().expect("devices can be listed");
    let me = devices
        .iter()
        .find(|device| device.this)
        .expect("it is one");
    assert_eq!(me.added_by, "the recovery kit");
    let old = devices.iter().find(|device| device.name == "laptop");
    assert!(old.expect("it is remembered").removed);
    // A device of the journal in every respect: it lets others in.
    let phone = world.another(&new, "phone").await;
    assert_eq!(phone.bodies(), ["after it", "before the loss"]);
    phone.writes("from the phone");
    meet(&phone, &new).await;
    assert_eq!(new.bodies().len(), 3);
}

#[tokio::test]
async fn the_kit_opens_what_was_written_after_a_recovery_and_no_other_kit_does() {
    let world = World::new(902);
    let laptop = world.first("laptop");
    let kit = laptop.typed_kit();
    let empty = laptop
        .vault
        .check_kit(&kit)
        .expect("the kit is the right one");
    assert_eq!(empty.opened, None);
    laptop.writes("one");
    let copy = opened(&world, &copied(&world, &laptop, "copy"), typed(&kit));
    let new = recovered(&world, &copy, &["laptop"], "new");
    world.advance(60);
    new.writes("two");
    let checked = new.vault.check_kit(&kit).expect("the kit is the right one");
    assert_eq!(checked.opened, Some(world.now().timestamp()));
    let other = RecoveryKit::generate();
    let refused = new.vault.check_kit(&other);
    assert!(matches!(refused, Err(OpenError::Refused(_))), "{refused:?}");
    let again = Recovery::open(&copied(&world, &new, "second copy"), kit, &world.env(None));
    assert_eq!(
        again.expect("it opens").look().expect("it reads").changes,
        2
    );
}

#[tokio::test]
async fn another_journal_s_kit_makes_nothing() {
    let world = World::new(903);
    let laptop = world.first("laptop");
    laptop.writes("mine");
    let path = copied(&world, &laptop, "copy");
    let other = RecoveryKit::generate();
    let refused = Recovery::open(&path, other, &world.env(None)).map(drop);
    let said = refused.expect_err("the kit is another one").to_string();
    assert_eq!(said, "this recovery kit belongs to another journal");
    let nothing = Recovery::open(&world.path("nowhere"), laptop.typed_kit(), &world.env(None));
    assert!(matches!(nothing.map(drop), Err(OpenError::NoVault(_))));
}

/// The tablet was not lost: it gets to know the new device, and both then hold everything.
#[tokio::test]
async fn a_device_that_stays_is_met_by_joining_once_more() {
    let world = World::new(904);
    let (laptop, tablet) = world.pair().await;
    laptop.writes("on both");
    meet(&laptop, &tablet).await;
    let copy = opened(&world, &copied(&world, &laptop, "copy"), laptop.typed_kit());
    tablet.writes("after the copy");
    let new = recovered(&world, &copy, &["laptop"], "new");
    new.writes("on the new one");
    cannot_meet(&new, &tablet).await;
    let invite = |desk: &Desk| {
        let invitation = desk.vault.devices().invite(Vec::new(), &desk.confirmed());
        invitation.expect("an owner invites")
    };
    new.joins(&tablet, invite(&tablet)).await;
    let (one, other) = meet(&new, &tablet).await;
    assert!(one.in_step && other.in_step);
    for desk in [&new, &tablet] {
        let bodies = ["after the copy", "on both", "on the new one"];
        assert_eq!(desk.bodies(), bodies, "{}", desk.name);
        desk.is_sound();
    }
    // The lost one is out everywhere.
    cannot_meet(&laptop, &tablet).await;
    cannot_meet(&laptop, &new).await;
    // What is whole joins nothing a second time.
    let mut invitation = invite(&new);
    let (_, refused) = tablet.asks(&new, &mut invitation, |words| words).await;
    refused.expect_err("the tablet belongs to the journal already");
}

#[tokio::test]
async fn the_lost_device_cannot_answer_back() {
    let world = World::new(905);
    let (laptop, tablet) = world.pair().await;
    meet(&laptop, &tablet).await;
    let copy = opened(&world, &copied(&world, &tablet, "copy"), laptop.typed_kit());
    let new = recovered(&world, &copy, &["laptop"], "new");
    let invitation = tablet
        .vault
        .devices()
        .invite(Vec::new(), &tablet.confirmed())
        .expect("an owner invites");
    new.joins(&tablet, invitation).await;
    meet(&new, &tablet).await;
    // Whoever has the laptop got hold of all that was signed, and removes the new device in full knowledge of it.
    let hostile = Insider::of(&laptop);
    let tag = hostile.home().tag();
    for record in Insider::of(&new).all_records(tag) {
        let known = hostile.record(tag, record.log(), record.header.number);
        if record.log().class == Class::Control && known.is_none() {
            hostile.keep(&record);
        }
    }
    let removal = Control::Remove {
        device: Insider::of(&new).keys.device(),
        cuts: Vec::new(),
    };
    let removal = hostile.writes_control(tag, world.now().timestamp().as_second(), removal);
    for desk in [&new, &tablet] {
        Insider::of(desk).keep(&removal);
        cannot_meet(&laptop, desk).await;
        let devices = desk.vault.devices().list().expect("devices can be listed");
        let newcomer = devices.iter().find(|device| device.name == "new");
        assert!(!newcomer.expect("it is known").removed, "{}", desk.name);
        desk.writes(&format!("on {}", desk.name));
    }
    meet(&new, &tablet).await;
    assert_eq!(new.bodies(), tablet.bodies());
    assert_eq!(new.bodies().len(), 2);
}

#[tokio::test]
async fn what_was_shared_is_shared_anew() {
    let world = World::new(906);
    let laptop = world.first("laptop");
    let reader = shared_with(&world, &laptop, "practice").await;
    tells(&laptop, "before");
    meet(&laptop, &reader).await;
    let copy = opened(&world, &copied(&world, &laptop, "copy"), laptop.typed_kit());
    let new = recovered(&world, &copy, &["laptop"], "new");
    tells(&new, "after");
    let shares = new.vault.shares().list().expect("shares can be listed");
    assert_eq!((shares.len(), shares[0].over), (1, false), "{shares:?}");
    // Nobody has told the reader of the new device: it is a stranger, and the share is made anew.
    cannot_meet(&new, &reader).await;
    new.vault
        .shares()
        .stop(&shares[0].short, &new.confirmed())
        .expect("an owner stops it");
    let fresh = shared_with(&world, &new, "new practice").await;
    let read = fresh.vault.readings().list().expect("it reads");
    assert_eq!(read[0].published, 2, "{read:?}");
}

#[tokio::test]
async fn two_recoveries_apart_both_stand() {
    let world = World::new(907);
    let laptop = world.first("laptop");
    laptop.writes("old");
    let kit = laptop.typed_kit();
    let path = copied(&world, &laptop, "copy");
    let copy = opened(&world, &path, typed(&kit));
    let one = recovered(&world, &copy, &["laptop"], "one");
    let two = recovered(&world, &copy, &["laptop"], "two");
    one.writes("on one");
    two.writes("on two");
    let invitation = one
        .vault
        .devices()
        .invite(Vec::new(), &one.confirmed())
        .expect("an owner invites");
    two.joins(&one, invitation).await;
    meet(&one, &two).await;
    for desk in [&one, &two] {
        assert_eq!(desk.bodies().len(), 3, "{}", desk.name);
        desk.is_sound();
        desk.vault.check_kit(&kit).expect("the kit opens both");
    }
}

#[test]
fn a_recovery_that_is_broken_off_leaves_nothing() {
    let world = World::new(908);
    let laptop = world.first("laptop");
    laptop.writes("old");
    let copy = opened(&world, &copied(&world, &laptop, "copy"), laptop.typed_kit());
    let gone = BTreeSet::new();
    let path = world.path("new");
    let make = || {
        let env = world.env(None);
        Vault::recover(&path, &passphrase(), "new", &copy, &gone, env).expect("it is made")
    };
    let (vault, beginning, _) = make();
    drop((vault, beginning));
    assert!(!path.exists(), "dropped before it was settled");
    // A kill: nobody cleans up, and the next look does.
    let (vault, beginning, _) = make();
    drop(vault);
    std::mem::forget(beginning);
    assert!(path.join("vault.redb").exists());
    let left = world.path("left");
    copy_folder(&path, &left);
    let found = Vault::look(&left, &world.env(None)).expect("the folder can be read");
    assert_eq!(found, engine::Found::Nothing);
    assert!(!left.exists());
}

#[test]
fn a_damaged_copy_ends_in_an_error_and_stays_as_it_is() {
    let world = World::new(909);
    let laptop = world.first("laptop");
    for number in 0..20 {
        laptop.writes(&format!("entry {number}"));
    }
    let kit = laptop.typed_kit();
    let whole = copied(&world, &laptop, "whole");
    let size = std::fs::metadata(whole.join("vault.redb"))
        .expect("it is there")
        .len();
    let mut opens = 0;
    for (number, length) in (0..size).step_by(16 * 1024).enumerate() {
        let path = world.path(&format!("cut {number}"));
        copy_folder(&whole, &path);
        let file = std::fs::OpenOptions::new()
            .write(true)
            .open(path.join("vault.redb"));
        file.and_then(|file| file.set_len(length))
            .expect("it can be cut");
        let before = all_bytes(&path);
        if Recovery::open(&path, typed(&kit), &world.env(None)).is_ok() {
            opens += 1;
        }
        assert_eq!(all_bytes(&path), before);
    }
    assert_eq!(opens, 0, "a cut file is whole nowhere");
}
