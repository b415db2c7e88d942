//! Devices that are never on together come into step through a keeper.

use std::path::PathBuf;

use engine::{Recovery, Vault};
use testkit::{Desk, World, files_below, passphrase};

use crate::{behind, only_here, two_and_a_keeper};

#[tokio::test]
async fn two_devices_that_are_never_on_together_come_into_step() {
    let world = World::new(1301);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    laptop.writes("on the laptop");
    assert_eq!(only_here(&laptop), 1);
    let (kept, sent) = keeper.meets(&laptop).await;
    assert!(kept.in_step && sent.in_step, "{kept:?} {sent:?}");
    // It has confirmed what it holds, so that the laptop may break now.
    assert_eq!((only_here(&laptop), behind(&laptop, "server")), (0, 0));
    phone.writes("on the phone");
    let (kept, taken) = keeper.meets(&phone).await;
    assert!(kept.in_step && taken.in_step && taken.received > 0);
    assert_eq!(phone.bodies(), ["on the laptop", "on the phone"]);
    assert_eq!(only_here(&phone), 0);
    let (kept, taken) = keeper.meets(&laptop).await;
    assert!(kept.in_step && taken.in_step && taken.received > 0);
    assert_eq!(laptop.bodies(), ["on the laptop", "on the phone"]);
    // By what the keeper says nobody knows what the phone has.
    assert!(behind(&laptop, "phone") > 0);
    // Nothing new, nothing sent.
    for desk in [&laptop, &phone] {
        let (_, again) = keeper.meets(desk).await;
        assert_eq!((again.sent, again.received), (0, 0), "{}", desk.name);
        desk.is_sound();
    }
}

#[tokio::test]
async fn a_keeper_goes_on_after_it_was_closed() {
    let world = World::new(1302);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    laptop.writes("before");
    keeper.meets(&laptop).await;
    let keeper = keeper.reopened();
    keeper.meets(&phone).await;
    assert_eq!(phone.bodies(), ["before"]);
}

#[tokio::test]
async fn a_locked_device_is_brought_into_step_too() {
    let world = World::new(1303);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    laptop.writes("while the phone was locked");
    keeper.meets(&laptop).await;
    phone.vault.forget_keys();
    let (_, taken) = keeper.meets(&phone).await;
    assert!(taken.received > 0);
    assert_eq!(phone.reopened().bodies(), ["while the phone was locked"]);
}

#[tokio::test]
async fn nothing_on_a_keeper_tells_what_was_written_or_how_anything_is_called() {
    let world = World::new(1304);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    laptop.writes("a heron stood on one leg");
    keeper.meets(&laptop).await;
    keeper.meets(&phone).await;
    let home = laptop.vault.own_space().expect("there is a journal");
    let names: [&[u8]; 4] = [b"heron", b"laptop", b"phone", b"server"];
    let secrets = names.into_iter().chain([home.as_bytes().as_slice()]);
    let secrets: Vec<_> = secrets.collect();
    let files = files_below(&keeper.path);
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let bytes = std::fs::read(&file).expect("it can be read");
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|part| part == *secret);
            let secret = String::from_utf8_lossy(secret);
            assert!(!found, "{} holds {secret}", file.display());
        }
    }
}

#[tokio::test]
async fn a_journal_comes_back_from_a_keeper_with_its_kit_alone() {
    let world = World::new(1305);
    let laptop = world.first("laptop");
    let keeper = world.keeper(&laptop, "server").await;
    laptop.writes("nowhere else");
    keeper.meets(&laptop).await;
    assert_eq!(only_here(&laptop), 0);
    let kit = laptop.typed_kit();
    drop(laptop);
    let copy = Recovery::open(&keeper.path, kit, &keeper.env).expect("the kit opens it");
    let (path, env) = (world.path("new"), world.env(None));
    let gone = copy.look().expect("it can be read").devices;
    let gone = gone.iter().map(|device| device.device).collect();
    let made = Vault::recover(&path, &passphrase(), "new", &copy, &gone, env.clone());
    let (vault, beginning, refused) = made.expect("a device is made");
    beginning.settle().expect("a device is made");
    let new = Desk::with("new", vault, &path, &env);
    assert_eq!(
        (new.bodies(), refused),
        (vec!["nowhere else".to_owned()], 0)
    );
    new.is_sound();
}

#[tokio::test]
async fn what_a_keeper_has_beyond_a_backup_comes_back_with_it() {
    let world = World::new(1306);
    let laptop = world.first("laptop");
    let keeper = world.keeper(&laptop, "server").await;
    laptop.writes("in the backup");
    let backup = world.path("backup");
    let done = laptop.vault.back_up(&backup, &mut |_, _| {});
    done.expect("a backup is made");
    laptop.writes("on the keeper only");
    keeper.meets(&laptop).await;
    let changes = |copies: &[PathBuf]| {
        let copy = Recovery::gather(copies, Vec::new(), laptop.typed_kit(), &keeper.env);
        let copy = copy.expect("the kit opens them");
        copy.look().expect("it can be read").changes
    };
    let alone = changes(std::slice::from_ref(&backup));
    assert!(changes(&[backup.clone(), keeper.path.clone()]) > alone);
    assert!(changes(&[keeper.path.clone(), backup]) > alone);
}
