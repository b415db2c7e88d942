//! Another recovery kit in the place of one, and what the page before can still do.

use engine::{KitStanding, OpenError, Recovery, RecoveryKit};
use replica::{Class, Control, ControlBody, Version};
use testkit::{Desk, Insider, World, meet, meet_speaking};

use crate::{copied, opened, recovered, shared_with, tells, typed};

fn renews(desk: &Desk, old: Option<&RecoveryKit>) -> RecoveryKit {
    let new = RecoveryKit::generate();
    desk.vault
        .renew_kit(&desk.confirmed(), &new, old)
        .expect("the kit can be renewed");
    new
}

fn refused(desk: &Desk, kit: &RecoveryKit) -> String {
    match desk.vault.check_kit(kit) {
        Err(OpenError::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// How many records that hand out keys a kit opens.
fn opened_by(desk: &Desk, kit: &RecoveryKit) -> (usize, usize) {
    let inside = Insider::of(desk);
    let records = inside.all_records(inside.home().tag());
    let control = records
        .iter()
        .filter(|record| record.log().class == Class::Control);
    let bodies = control.map(|record| ControlBody::decode(&record.body).expect("it can be read"));
    let sealed = bodies.filter_map(|body| match body.op {
        Control::Keys { sealed, .. } => {
            Some(seal::SpaceKeys::unwrap_with_kit(&sealed, kit).is_ok())
        }
        _ => None,
    });
    let opens: Vec<bool> = sealed.collect();
    (opens.iter().filter(|opens| **opens).count(), opens.len())
}

#[tokio::test]
async fn the_page_before_opens_nothing_that_is_written_from_then_on() {
    let world = World::new(921);
    let (laptop, phone) = world.pair().await;
    laptop.writes("before");
    meet(&laptop, &phone).await;
    let old = laptop.typed_kit();
    let earlier = copied(&world, &laptop, "earlier");
    let (before, _) = opened_by(&laptop, &old);
    let new = renews(&laptop, Some(&old));
    laptop.writes("after");
    meet(&laptop, &phone).await;
    phone.writes("on the phone");
    phone
        .vault
        .devices()
        .remove("laptop", &phone.confirmed())
        .expect("an owner removes");
    phone.writes("under another key still");
    for desk in [&laptop, &phone] {
        assert!(
            refused(desk, &old).contains("was replaced"),
            "{}",
            desk.name
        );
        assert!(desk.vault.check_kit(&new).expect("it opens").outranks);
        let (opens, all) = opened_by(desk, &old);
        assert!(
            opens == before && opens < all,
            "{}: {opens} of {all}",
            desk.name
        );
    }
    // What the page opened before, it opens still; and nothing is recovered with it but from such a copy.
    assert_eq!(
        opened(&world, &earlier, typed(&old))
            .look()
            .expect("it reads")
            .changes,
        1
    );
    let copy = copied(&world, &phone, "copy");
    let said = Recovery::open(&copy, old, &world.env(None)).map(drop);
    assert!(
        said.expect_err("it was replaced")
            .to_string()
            .contains("was replaced")
    );
    let desk = recovered(&world, &opened(&world, &copy, new), &["phone"], "new");
    assert_eq!(desk.bodies().len(), 4);
    desk.is_sound();
}

/// Whoever has the page before and a backup from before makes a device with it, and gets its records to the others.
#[tokio::test]
async fn a_device_made_with_the_page_before_belongs_to_nothing() {
    let world = World::new(922);
    let (laptop, phone) = world.pair().await;
    meet(&laptop, &phone).await;
    let old = laptop.typed_kit();
    let copy = opened(&world, &copied(&world, &laptop, "copy"), typed(&old));
    let new = renews(&laptop, Some(&old));
    // A device that has not heard of the new page takes the one before for the present one.
    meet(&laptop, &phone).await;
    let thief = recovered(&world, &copy, &["laptop", "phone"], "thief");
    let inside = Insider::of(&thief);
    let tag = inside.home().tag();
    for desk in [&laptop, &phone] {
        let there = Insider::of(desk);
        for record in inside.all_records(tag) {
            let known = there.record(tag, record.log(), record.header.number);
            if record.log().class == Class::Control && known.is_none() {
                there.keep(&record);
            }
        }
    }
    let (one, other) = meet(&laptop, &phone).await;
    assert!(one.in_step && other.in_step);
    for desk in [&laptop, &phone] {
        let devices = desk.vault.devices().list().expect("devices can be listed");
        assert_eq!(devices.len(), 2, "{devices:?}");
        assert!(devices.iter().all(|device| !device.removed), "{devices:?}");
        desk.writes(&format!("on {}", desk.name));
    }
    meet(&laptop, &phone).await;
    assert_eq!(phone.bodies().len(), 2);
    phone
        .vault
        .check_kit(&new)
        .expect("it opens what was written last");
}

#[tokio::test]
async fn a_new_page_waits_for_an_earlier_program() {
    let world = World::new(923);
    let (laptop, phone) = world.pair().await;
    meet_speaking(Version::One, &laptop, &phone).await;
    let old = laptop.typed_kit();
    assert_eq!(
        laptop.vault.new_kit_waits_for().expect("it reads"),
        ["phone"]
    );
    let new = RecoveryKit::generate();
    let renewed = laptop
        .vault
        .renew_kit(&laptop.confirmed(), &new, Some(&old));
    assert!(renewed.expect_err("it waits").to_string().contains("phone"));
    laptop.vault.check_kit(&old).expect("nothing was changed");
    meet(&laptop, &phone).await;
    assert!(
        laptop
            .vault
            .new_kit_waits_for()
            .expect("it reads")
            .is_empty()
    );
    renews(&laptop, Some(&old));
}

#[tokio::test]
async fn a_page_beside_a_lost_one_opens_everything_and_the_next_one_ends_it() {
    let world = World::new(924);
    let laptop = world.first("laptop");
    laptop.writes("before");
    let old = laptop.typed_kit();
    let second = renews(&laptop, None);
    laptop.writes("after");
    assert!(!laptop.vault.check_kit(&second).expect("it opens").outranks);
    assert!(
        laptop
            .vault
            .check_kit(&old)
            .expect("the lost one does, too")
            .outranks
    );
    world.advance(60);
    let third = renews(&laptop, None);
    laptop.writes("and on");
    assert!(refused(&laptop, &second).contains("ended this page"));
    let standings: Vec<_> = laptop
        .vault
        .kits()
        .expect("it reads")
        .into_iter()
        .map(|kit| kit.standing)
        .collect();
    assert_eq!(
        standings,
        [
            KitStanding::First,
            KitStanding::Retired,
            KitStanding::Beside
        ]
    );
    let copy = opened(&world, &copied(&world, &laptop, "copy"), typed(&third));
    let new = recovered(&world, &copy, &["laptop"], "new");
    assert_eq!(new.bodies().len(), 3);
    new.writes("on the new one");
    new.is_sound();
    // The lost page was found: it puts another one in the place of all.
    let last = renews(&new, Some(&old));
    new.writes("in the end");
    assert!(new.vault.check_kit(&last).expect("it opens").outranks);
    for kit in [&old, &second, &third] {
        refused(&new, kit);
    }
}

#[tokio::test]
async fn another_page_is_that_of_the_shares_too() {
    let world = World::new(925);
    let laptop = world.first("laptop");
    let reader = shared_with(&world, &laptop, "practice").await;
    let new = renews(&laptop, Some(&laptop.typed_kit()));
    tells(&laptop, "told after it");
    let (one, other) = meet(&laptop, &reader).await;
    assert!(one.in_step && other.in_step);
    assert_eq!(
        reader.vault.readings().list().expect("it reads")[0].published,
        1
    );
    let copy = opened(&world, &copied(&world, &laptop, "copy"), new);
    let desk = recovered(&world, &copy, &["laptop"], "new");
    let shares = desk.vault.shares().list().expect("shares can be listed");
    assert_eq!((shares.len(), shares[0].over), (1, false), "{shares:?}");
}

#[tokio::test]
async fn another_kit_than_the_present_one_renews_nothing() {
    let world = World::new(926);
    let laptop = world.first("laptop");
    let old = laptop.typed_kit();
    let (stranger, new) = (RecoveryKit::generate(), RecoveryKit::generate());
    let renewed = laptop
        .vault
        .renew_kit(&laptop.confirmed(), &new, Some(&stranger));
    assert!(
        renewed
            .expect_err("it is another journal's")
            .to_string()
            .contains("another journal")
    );
    renews(&laptop, Some(&old));
    let renewed = laptop
        .vault
        .renew_kit(&laptop.confirmed(), &new, Some(&old));
    assert!(
        renewed
            .expect_err("it was replaced")
            .to_string()
            .contains("was replaced")
    );
    assert_eq!(laptop.vault.kits().expect("it reads").len(), 2);
}
