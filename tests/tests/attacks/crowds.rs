//! A device floods its journal with logs of devices that nobody added, or of as many accomplices as it likes: who removes it
//! is heard all the same.

use std::collections::BTreeSet;

use replica::{Control, limits};
use testkit::{Desk, Insider, Puppet, World, meet};

use crate::brought_in::{accomplice, added, begins, present, removes_all};
use crate::membership::{removes, three};

/// An operation that does nothing.
fn removes_nobody() -> Control {
    Control::Remove {
        device: accomplice(60_000).device(),
        cuts: Vec::new(),
    }
}

/// Names of those who belong to the journal, sorted.
fn sorted(desk: &Desk) -> Vec<String> {
    let mut present = present(desk);
    present.sort();
    present
}

#[tokio::test]
async fn devices_that_nobody_added_take_no_room() {
    let world = World::new(210);
    let (laptop, phone, tablet) = three(&world).await;
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    let known = inside.control_held(tag);
    let there = inside.heads(tag).len();
    let invented = u16::try_from(limits::LOGS_PER_SPACE_MAX - there).expect("a few thousand");
    let records: Vec<_> = (0..invented)
        .map(|at| begins(&accomplice(at), tag, 1, &known, removes_nobody()))
        .collect();
    inside.keep_all(&records);
    meet(&phone, &laptop).await;
    let logs = Insider::of(&laptop).heads(tag).len();
    assert!(logs <= there, "{logs} of {there}");
    // It has signed nothing about members before.
    removes(&tablet, "phone");
    meet(&tablet, &laptop).await;
    assert_eq!(sorted(&laptop), ["laptop", "tablet"]);
    tablet.writes("not for the phone");
    let (one, other) = meet(&tablet, &laptop).await;
    assert!(one.in_step && other.in_step);
    assert_eq!(laptop.bodies(), ["not for the phone"]);
}

#[tokio::test]
async fn accomplices_without_end_keep_no_removal_off() {
    let world = World::new(211);
    let (laptop, phone, tablet) = three(&world).await;
    let desktop = world.another(&laptop, "desktop").await;
    meet(&tablet, &laptop).await;
    meet(&phone, &laptop).await;
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    for at in 0..240 {
        inside.writes_control(tag, 0, added(&accomplice(at)));
    }
    // To each of the others it shows other accomplices that write, and more of them than there is room for.
    let known = inside.control_held(tag);
    let twin = world.copy(&phone, "twin");
    for (desk, other, writing) in [(&phone, &laptop, 0..140), (&twin, &desktop, 100..240)] {
        let begun = writing.map(|at| begins(&accomplice(at), tag, 1, &known, removes_nobody()));
        Insider::of(desk).keep_all(&begun.collect::<Vec<_>>());
        meet(desk, other).await;
        let heads = Insider::of(other).heads(tag);
        let writers: BTreeSet<_> = heads.iter().map(|(log, _)| log.device).collect();
        let most = limits::WRITERS_UNASKED_MAX + limits::NEAR_PER_DEVICE_MAX;
        assert!(writers.len() <= most, "{}", writers.len());
        assert!(writers.len() >= limits::WRITERS_UNASKED_MAX);
    }
    // It has signed nothing about members before, and hears of all from the laptop.
    meet(&tablet, &laptop).await;
    removes_all(&tablet, "phone");
    for _ in 0..2 {
        meet(&tablet, &laptop).await;
        meet(&desktop, &tablet).await;
    }
    let all = ["desktop", "laptop", "tablet"];
    for desk in [&laptop, &tablet, &desktop] {
        assert_eq!(sorted(desk), all, "{}", desk.name);
    }
    tablet.writes("not for the phone");
    for desk in [&laptop, &desktop] {
        let (one, other) = meet(&tablet, desk).await;
        assert!(one.in_step && other.in_step, "{one:?} {other:?}");
        assert_eq!(desk.bodies(), ["not for the phone"]);
        desk.is_sound();
    }
    let (one, other) = meet(&laptop, &desktop).await;
    assert!(one.in_step && other.in_step, "{one:?} {other:?}");
    assert_eq!((one.diverged, other.diverged), (0, 0));
}

// A newcomer hears of a device before it hears who added that one, in batches of which each holds one of the two.
#[tokio::test]
async fn who_is_heard_of_before_who_added_it_is_kept() {
    let world = World::new(212);
    let (laptop, phone, _) = three(&world).await;
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    let before = inside.heads(tag);
    let known = inside.control_held(tag);
    let adds = inside.writes_control(tag, 0, added(&accomplice(0)));
    let strange = begins(&accomplice(0), tag, 1, &known, added(&accomplice(1)));
    let ((), _) = Puppet::against(&laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(tag, &before).await;
        // Nothing of it is kept, and more is wanted all the same.
        assert!(puppet.delivers(tag, vec![strange.encode()]).await);
        assert!(puppet.delivers(tag, vec![adds.encode()]).await);
        puppet.leaves().await;
    })
    .await;
    let heads = Insider::of(&laptop).heads(tag);
    assert!(
        heads
            .iter()
            .any(|(log, _)| log.device == accomplice(0).device())
    );
    let ward = laptop.vault.ward().expect("the ward can be listed");
    assert_eq!(ward.refused_total, 0, "{ward:?}");
    let (one, other) = meet(&phone, &laptop).await;
    assert!(one.in_step && other.in_step, "{one:?} {other:?}");
}
