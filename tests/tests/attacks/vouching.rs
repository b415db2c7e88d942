//! Standing by what a removed device wrote: only who counts may, only for what is there, and never for himself.

use replica::{Class, Have, LogId};
use testkit::{Desk, Insider, World, meet};

use crate::hostile_owner::{entry_id, honest, slot};
use crate::membership::removes;

async fn three(world: &World) -> (Desk, Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let tablet = world.another(&laptop, "tablet").await;
    laptop.writes("from the laptop");
    meet(&phone, &laptop).await;
    meet(&tablet, &laptop).await;
    (laptop, phone, tablet)
}

/// The next record of an insider, with nothing in it but an entry and what it says it builds upon.
fn says(inside: &Insider, after: &Have, doc: u8, body: &str) {
    let log = inside.log(Class::Data);
    let entry = slot(doc, honest(log, entry_id(doc), body));
    inside.writes_payload_after(inside.home(), after, &[entry]);
}

// Seen to fail: what the phone wrote later was shown on all devices, for ever.
#[tokio::test]
async fn nobody_vouches_for_himself() {
    let world = World::new(140);
    let (laptop, phone, tablet) = three(&world).await;
    let mut inside = Insider::of(&phone);
    let second = LogId {
        incarnation: inside.incarnation ^ 1,
        ..inside.log(Class::Data)
    };
    let mut after = Have::default();
    after.raise(second, 4);
    says(&inside, &after, 1, "stands by what comes");
    let first = inside.incarnation;
    inside.incarnation = second.incarnation;
    says(&inside, &Have::default(), 2, "seen before the removal");
    inside.incarnation = first;
    meet(&phone, &laptop).await;
    removes(&laptop, "phone");
    inside.incarnation = second.incarnation;
    for doc in 3..6 {
        says(&inside, &Have::default(), doc, "written after the removal");
    }
    // The tablet carries it, as it does not know.
    meet(&phone, &tablet).await;
    meet(&tablet, &laptop).await;
    for desk in [&laptop, &tablet] {
        assert_eq!(
            desk.bodies(),
            ["from the laptop", "seen before the removal"],
            "{}",
            desk.name
        );
        // One record waits for what never came, three are cut off.
        desk.is_sound_but_waiting(4);
        assert_eq!(desk.bodies().len(), 2, "{}", desk.name);
    }
}

// Seen to fail: whoever is removed later stood by it before it was written.
#[tokio::test]
async fn nobody_vouches_for_what_is_not_there() {
    let world = World::new(141);
    let (laptop, phone, tablet) = three(&world).await;
    let (inside, accomplice) = (Insider::of(&phone), Insider::of(&tablet));
    let theirs = inside.log(Class::Data);
    let mut after = Have::default();
    after.raise(theirs, 1_000);
    says(&accomplice, &after, 1, "stands by what comes");
    meet(&tablet, &laptop).await;
    removes(&laptop, "phone");
    says(&inside, &Have::default(), 2, "written after the removal");
    meet(&phone, &tablet).await;
    meet(&tablet, &laptop).await;
    for desk in [&laptop, &tablet] {
        assert_eq!(desk.bodies(), ["from the laptop"], "{}", desk.name);
        desk.is_sound_but_waiting(2);
    }
}

// Seen to fail: every command made the whole index anew.
#[tokio::test]
async fn logs_that_do_not_exist_make_no_index_stale() {
    let world = World::new(142);
    let (laptop, phone, tablet) = three(&world).await;
    let inside = Insider::of(&phone);
    let mut after = Have::default();
    for incarnation in 0..257 {
        after.raise(
            LogId {
                incarnation,
                ..inside.log(Class::Data)
            },
            7,
        );
    }
    // The tablet builds on what the phone wrote late, and so stands by it.
    removes(&laptop, "phone");
    phone.writes("late, and built on");
    meet(&phone, &tablet).await;
    tablet.writes("built on it");
    says(&Insider::of(&tablet), &after, 1, "names what is not there");
    meet(&tablet, &laptop).await;
    meet(&tablet, &laptop).await;
    let shown = ["built on it", "from the laptop", "late, and built on"];
    for desk in [&laptop, &tablet] {
        assert_eq!(desk.bodies(), shown, "{}", desk.name);
        let before = desk.vault.opened_directories_and_pages().0;
        assert_eq!(desk.bodies(), shown, "{}", desk.name);
        let after = desk.vault.opened_directories_and_pages().0;
        assert_eq!(after, before, "{}", desk.name);
    }
}
