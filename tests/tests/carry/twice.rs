//! Devices that were removed, set back, copied, or broken off.

use testkit::{Desk, World, copy_folder};

use crate::folder::{MemoryFolder, carries, only_here, refused, tries};

#[tokio::test]
async fn a_removed_device_confirms_nothing() {
    let world = World::new(1301);
    let (laptop, phone) = world.pair().await;
    let tablet = world.another(&laptop, "tablet").await;
    let stick = MemoryFolder::default();
    laptop.writes("before");
    for desk in [&laptop, &phone] {
        carries(desk, &stick);
    }
    // The tablet has never been here, and removes nobody; the laptop removes the phone before it hears of it.
    let removed = laptop.vault.devices().remove("phone", &laptop.confirmed());
    removed.expect("an owner removes");
    carries(&laptop, &stick);
    assert_eq!(only_here(&laptop), 1, "a removed device has said so");
    let said = tries(&phone, &stick).map(drop).expect_err("it was removed");
    assert!(said.to_string().contains("removed"), "{said}");
    carries(&tablet, &stick);
    carries(&laptop, &stick);
    assert_eq!(only_here(&laptop), 0);
    assert_eq!(tablet.bodies(), ["before"]);
}

#[tokio::test]
async fn who_was_set_back_reads_first() {
    let world = World::new(1311);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("monday");
    carries(&laptop, &stick);
    let earlier = world.path("earlier");
    copy_folder(&laptop.path, &earlier);
    laptop.writes("tuesday");
    carries(&laptop, &stick);
    carries(&phone, &stick);
    drop(laptop);
    // Nothing on the machine tells that it was set back: the high-water file went back with it.
    let laptop = Desk::at("laptop", &earlier, &world.env(None));
    let carried = carries(&laptop, &stick);
    assert!(carried.set_back && carried.taken > 0, "{carried:?}");
    assert_eq!(laptop.bodies(), ["monday", "tuesday"]);
    laptop.writes("wednesday");
    carries(&laptop, &stick);
    carries(&phone, &stick);
    carries(&laptop, &stick);
    for desk in [&laptop, &phone] {
        assert_eq!(desk.bodies(), ["monday", "tuesday", "wednesday"]);
        assert_eq!((only_here(desk), refused(desk)), (0, 0));
        desk.is_sound();
    }
}

/// Of a copied disk both are used: they go on in two logs, and no word is lost.
#[tokio::test]
async fn a_copied_disk_is_noticed_through_the_folder() {
    let world = World::new(1321);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("before");
    carries(&laptop, &stick);
    let path = world.path("copy");
    copy_folder(&laptop.path, &path);
    let copy = Desk::at("laptop", &path, &world.env(None));
    laptop.writes("on one");
    copy.writes("on the other");
    for desk in [
        &laptop, &copy, &phone, &laptop, &copy, &phone, &laptop, &copy,
    ] {
        carries(desk, &stick);
    }
    for desk in [&laptop, &copy, &phone] {
        assert_eq!(
            desk.bodies(),
            ["before", "on one", "on the other"],
            "{}",
            desk.path.display()
        );
        assert_eq!(refused(desk), 0);
    }
}

/// Whatever fails while a folder is written, what is acknowledged is held, and the next run goes on.
#[tokio::test]
async fn an_ack_means_durable() {
    let world = World::new(1331);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    carries(&laptop, &stick);
    carries(&phone, &stick);
    let mut failed = 0;
    for step in 0..16 {
        laptop.writes(&format!("step {step}"));
        stick.fails_after.set(Some(step % 8));
        failed += u32::from(tries(&laptop, &stick).is_err());
        stick.fails_after.set(None);
        carries(&laptop, &stick);
        stick.fails_after.set(Some(step % 8));
        failed += u32::from(tries(&phone, &stick).is_err());
        stick.fails_after.set(None);
        carries(&laptop, &stick);
        if only_here(&laptop) == 0 {
            assert_eq!(phone.bodies(), laptop.bodies(), "step {step}");
        }
        carries(&phone, &stick);
    }
    assert!(failed > 8, "the folder failed {failed} times");
    carries(&laptop, &stick);
    assert_eq!(only_here(&laptop), 0);
    assert_eq!(phone.bodies(), laptop.bodies());
    let left = |writer: usize| stick.writers().into_values().nth(writer).unwrap_or(0);
    assert!(left(0) < 40 && left(1) < 40, "broken files are swept away");
}

/// What a folder brings while a vault is locked is kept, acknowledged, and read after it was unlocked.
#[tokio::test]
async fn a_locked_vault_carries() {
    let world = World::new(1341);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    laptop.writes("from the laptop");
    phone.writes("from the phone");
    laptop.vault.forget_keys();
    phone.vault.forget_keys();
    for desk in [&laptop, &phone, &laptop, &phone] {
        carries(desk, &stick);
    }
    for desk in [&laptop, &phone] {
        assert_eq!((only_here(desk), refused(desk)), (0, 0));
    }
    let phone = phone.reopened();
    assert_eq!(phone.bodies(), ["from the laptop", "from the phone"]);
}
