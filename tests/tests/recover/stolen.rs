//! A device or the page in a thief's hands: what he brings about with the one is undone with the other, and what he cannot do.

use engine::{KitStanding, RecoveryKit};
use replica::{Class, Control, DeviceId, Head, LogId, Record};
use testkit::{Desk, Insider, World, meet};

use crate::{called, cannot_meet, copied, opened, recovered, typed};

/// Hands over whatever was signed of the membership, as a folder can, or somebody who has a device of the journal.
fn carried(from: &Desk, to: &Desk) {
    let (inside, there) = (Insider::of(from), Insider::of(to));
    let tag = inside.home().tag();
    for record in inside.all_records(tag) {
        let known = there.record(tag, record.log(), record.header.number);
        if record.log().class == Class::Control && known.is_none() {
            there.keep(&record);
        }
    }
}

/// A record that removes a device, signed with a page that says it knew of all that `desk` holds.
fn removal_with(page: &RecoveryKit, desk: &Desk, device: DeviceId) -> Record {
    let inside = Insider::of(desk);
    let tag = inside.home().tag();
    let log = LogId {
        class: Class::Control,
        device: DeviceId::from_bytes(page.verifying_key()),
        incarnation: 77,
    };
    let heads = inside.heads(tag).into_iter();
    let heads = heads.filter(|(log, _)| log.class == Class::Control);
    let body = replica::ControlBody {
        at: 0,
        seen: heads
            .map(|(log, Head { number, .. })| (log, number))
            .collect(),
        op: Control::Remove {
            device,
            cuts: Vec::new(),
        },
    };
    let prev = replica::RecordId::ZERO;
    Record::write(tag, log, 1, prev, body.encode(), page.signing()).expect("it is a record")
}

#[tokio::test]
async fn a_page_that_a_stolen_device_made_ends_with_the_recovery() {
    let world = World::new(951);
    let (laptop, phone) = world.pair().await;
    meet(&laptop, &phone).await;
    let paper = laptop.typed_kit();
    let made = RecoveryKit::generate();
    let renewed = phone.vault.renew_kit(&phone.confirmed(), &made, None);
    renewed.expect("a device makes one beside it");
    meet(&laptop, &phone).await;
    let copy = opened(&world, &copied(&world, &laptop, "copy"), paper);
    let ends = copy.pages_that_end(&called(&copy, &["phone"]));
    let ends = ends.expect("it reads");
    assert_eq!(ends.len(), 1);
    assert_eq!(ends[0].made_by, "phone");
    let stays = copy.pages_that_end(&called(&copy, &["laptop"]));
    assert!(stays.expect("it reads").is_empty());
    let new = recovered(&world, &copy, &["phone"], "new");
    // Whoever has it removes the device that the paper made, in full knowledge of all.
    let device = Insider::of(&new).keys.device();
    Insider::of(&new).keep(&removal_with(&made, &new, device));
    let devices = new.vault.devices().list().expect("devices can be listed");
    let here = devices.iter().find(|device| device.this);
    assert!(!here.expect("it is known").removed, "{devices:?}");
    let standings = new.vault.kits().expect("it reads");
    let standings: Vec<_> = standings.into_iter().map(|kit| kit.standing).collect();
    assert_eq!(standings, [KitStanding::First, KitStanding::Retired]);
    new.writes("under keys of which that page has none");
    let after = copied(&world, &new, "after");
    let said = engine::Recovery::open(&after, made, &world.env(None)).map(drop);
    let said = said.expect_err("it ended").to_string();
    assert!(said.contains("ended this page"), "{said}");
}

#[tokio::test]
async fn whoever_has_the_page_takes_devices_out_and_the_page_brings_every_word_back() {
    let world = World::new(952);
    let (laptop, phone) = world.pair().await;
    laptop.writes("in the copy");
    let paper = laptop.typed_kit();
    let copy = opened(&world, &copied(&world, &laptop, "copy"), typed(&paper));
    laptop.writes("on the laptop");
    phone.writes("on the phone");
    meet(&laptop, &phone).await;
    let thief = recovered(&world, &copy, &["laptop", "phone"], "thief");
    for desk in [&laptop, &phone] {
        carried(&thief, desk);
        assert_eq!(desk.bodies(), ["in the copy"]);
        let late = desk.vault.late().list().expect("it reads").late;
        assert_eq!(late.len(), 2, "{late:?}");
        for one in &late {
            let text = desk.vault.late().show(one.number).expect("it reads");
            let words = [&text.parts[0].text, &text.late.words];
            assert!(
                words.iter().any(|text| text.starts_with("on the ")),
                "{text:?}"
            );
        }
    }
    cannot_meet(&laptop, &phone).await;
    // The same page in its owner's hands.
    let copy = opened(
        &world,
        &copied(&world, &laptop, "stolen from"),
        typed(&paper),
    );
    let new = recovered(&world, &copy, &["thief"], "new");
    let page = RecoveryKit::generate();
    let renewed = new.vault.renew_kit(&new.confirmed(), &page, Some(&paper));
    renewed.expect("the page makes another one");
    let late = new.vault.late().list().expect("it reads").late;
    let numbers: Vec<_> = late.iter().map(|late| late.number).collect();
    new.vault.late().keep(&numbers).expect("an owner keeps");
    assert_eq!(
        new.bodies(),
        ["in the copy", "on the laptop", "on the phone"]
    );
    // What the thief signs with the page from then on has no effect.
    let device = Insider::of(&new).keys.device();
    Insider::of(&new).keep(&removal_with(&paper, &new, device));
    new.writes("and on");
    assert_eq!(new.bodies().len(), 4);
}
