//! A device that turned against the others brought accomplices in: they go with it, however many they are.

use replica::{
    Class, Control, ControlBody, DeviceCertificate, Have, LogId, Record, RecordId, Role, SpaceTag,
};
use seal::DeviceKeys;
use testkit::{Desk, Insider, World, meet};

use crate::membership::{removes, three};
use crate::sharing::{by_tag, first_share, read, shared, tagged};
use crate::unwanted::shared_with;

/// The keys of an accomplice.
pub(crate) fn accomplice(at: u16) -> DeviceKeys {
    let mut seed = [9; 32];
    seed[..2].copy_from_slice(&at.to_be_bytes());
    DeviceKeys::generate(seed, seed)
}

/// Adds an accomplice, as it is signed by `by` in a log of its own that begins with it.
pub(crate) fn added(accomplice: &DeviceKeys) -> Control {
    let link = replica::SigningKey::from_bytes(&accomplice.device().as_bytes().map(|byte| !byte));
    let certificate = DeviceCertificate::sign(
        Role::Owner,
        accomplice.recipient(),
        Vec::new(),
        accomplice.signing(),
        &link,
    );
    Control::Add {
        certificate: certificate.expect("a certificate"),
    }
}

/// A record that begins a control log of an accomplice.
fn begins(keys: &DeviceKeys, tag: SpaceTag, incarnation: u64, seen: &Have, op: Control) -> Record {
    let log = LogId {
        device: keys.device(),
        class: Class::Control,
        incarnation,
    };
    let seen = seen.clone();
    let body = ControlBody { at: 0, seen, op }.encode();
    Record::write(tag, log, 1, RecordId::ZERO, body, keys.signing()).expect("a record")
}

fn removes_all(desk: &Desk, name: &str) -> engine::BroughtIn {
    let devices = desk.vault.devices();
    let removed = devices.remove_with_brought_in(name, &desk.confirmed());
    let (device, found) = removed.expect("an owner removes");
    assert!(device.removed);
    found
}

/// Who belongs to the journal, by name.
fn present(desk: &Desk) -> Vec<String> {
    let devices = desk.vault.devices().list().expect("they are listed");
    let own = devices
        .into_iter()
        .filter(|device| device.share.is_none() && !device.removed);
    own.map(|device| device.name).collect()
}

// Seen to fail where those that were brought in are removed one after the other, each with a new key.
#[tokio::test]
async fn what_a_removed_device_brought_in_goes_with_it_in_one_breath() {
    let world = World::new(180);
    let (laptop, phone, tablet) = three(&world).await;
    let shares = laptop.vault.shares();
    let share = shares.create("zwilling", &by_tag(), None, &laptop.confirmed());
    share.expect("a share is made");
    // Of 260 accomplices the phone adds half; those add the others.
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    for at in 0..130 {
        inside.writes_control(tag, 0, added(&accomplice(at)));
    }
    let known = inside.control_held(tag);
    let records: Vec<_> = (0..130)
        .map(|at| {
            let op = added(&accomplice(at + 130));
            begins(&accomplice(at), tag, 1, &known, op)
        })
        .collect();
    inside.keep_all(&records);
    meet(&phone, &laptop).await;
    assert_eq!(present(&laptop).len(), 3 + 260);
    let listed = laptop.vault.devices().brought_in("phone");
    let listed = listed.expect("it can be told");
    assert_eq!(listed.devices.len(), 260);

    let spaces = Insider::of(&laptop).spaces;
    let epochs = || -> Vec<u32> {
        let inside = Insider::of(&laptop);
        let newest = |tag| {
            inside
                .membership(tag)
                .keys()
                .first()
                .map(|wrap| wrap.height)
        };
        spaces.iter().filter_map(|id| newest(id.tag())).collect()
    };
    let before = epochs();
    assert_eq!(removes_all(&laptop, "phone"), listed);
    let one_more: Vec<_> = before.iter().map(|height| height + 1).collect();
    assert_eq!(epochs(), one_more);
    laptop.writes("for those who stay");
    meet(&tablet, &laptop).await;
    meet(&tablet, &laptop).await;
    for desk in [&laptop, &tablet] {
        let mut present = present(desk);
        present.sort();
        assert_eq!(present, ["laptop", "tablet"], "{}", desk.name);
        assert_eq!(desk.bodies(), ["for those who stay"]);
    }
}

#[tokio::test]
async fn readers_that_a_removed_device_let_in_go_with_it_and_nobody_else() {
    let world = World::new(183);
    let (laptop, phone, tablet) = three(&world).await;
    let entry = laptop.vault.entries().create(tagged("", "words"));
    entry.expect("an owner writes");
    let own_reader = shared(&world, &laptop, &by_tag(), None).await;
    let mine = first_share(&laptop).short;
    let friend = world.another(&tablet, "friend").await;
    let thief = world.another(&phone, "thief").await;
    for desk in [&tablet, &phone] {
        meet(desk, &laptop).await;
    }
    for desk in [&friend, &thief] {
        meet(desk, &laptop).await;
    }
    let their_reader = shared_with(&world, &thief, "accomplice").await;
    for desk in [&thief, &thief, &tablet, &friend] {
        meet(desk, &laptop).await;
    }
    let listed = laptop.vault.devices().brought_in("phone");
    let listed = listed.expect("it can be told");
    let names: Vec<_> = listed.devices.iter().map(|device| &device.name).collect();
    assert_eq!(names, ["thief"]);
    let readers = listed.readers.iter();
    let readers: Vec<_> = readers.map(|one| (&*one.name, &*one.share_name)).collect();
    assert_eq!(readers, [("accomplice", "accomplice")]);
    // Of who was brought in by this very device, and by those, nothing is said.
    let asked = tablet.vault.devices().brought_in("laptop");
    let names = asked.expect("it can be told").devices.into_iter();
    let names: Vec<_> = names.map(|device| device.name).collect();
    assert_eq!(names, ["phone", "thief"]);

    removes_all(&laptop, "phone");
    for _ in 0..2 {
        meet(&tablet, &laptop).await;
        meet(&friend, &laptop).await;
    }
    for desk in [&laptop, &tablet, &friend] {
        let mut present = present(desk);
        present.sort();
        assert_eq!(present, ["friend", "laptop", "tablet"], "{}", desk.name);
        let shares = desk.vault.shares().list().expect("they are listed");
        let live: Vec<_> = shares.iter().filter(|share| !share.over).collect();
        assert_eq!(live.len(), 1, "{shares:?}");
        assert_eq!(live[0].short, mine);
        desk.is_sound();
    }
    let left = laptop.vault.devices().brought_in("phone");
    assert!(left.expect("it can be told").is_empty());
    meet(&own_reader, &laptop).await;
    assert_eq!(read(&own_reader), ["words"]);
    // Its share ended, and it is told.
    meet(&their_reader, &laptop).await;
    assert_eq!(Insider::of(&their_reader).spaces, []);
}

#[tokio::test]
async fn whom_a_device_brought_in_can_go_after_it() {
    let world = World::new(181);
    let (laptop, phone, tablet) = three(&world).await;
    let thief = world.another(&phone, "thief").await;
    meet(&phone, &laptop).await;
    meet(&tablet, &laptop).await;
    meet(&thief, &laptop).await;
    removes(&laptop, "phone");
    let left = laptop.vault.devices().brought_in("phone");
    let left = left.expect("it can be told").devices;
    assert_eq!((left.len(), left[0].name.as_str()), (1, "thief"));
    removes_all(&laptop, "phone");
    meet(&tablet, &laptop).await;
    assert_eq!(present(&tablet), ["tablet", "laptop"]);
}

// Seen to fail where a control record is no longer than 64 KiB.
#[tokio::test]
async fn a_removal_is_written_however_many_logs_there_are() {
    let world = World::new(182);
    let (laptop, phone, tablet) = three(&world).await;
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    for at in 0..6 {
        inside.writes_control(tag, 0, added(&accomplice(at)));
    }
    // Each begins as many logs as it may, and removes somebody who is nobody.
    let known = inside.control_held(tag);
    let mut records = Vec::new();
    for at in 0..6 {
        let keys = accomplice(at);
        for incarnation in 0..250 {
            let device = accomplice(1_000 + at).device();
            let op = Control::Remove {
                device,
                cuts: Vec::new(),
            };
            records.push(begins(&keys, tag, incarnation, &known, op));
        }
    }
    inside.keep_all(&records);
    meet(&phone, &laptop).await;
    meet(&tablet, &laptop).await;
    assert_eq!(removes_all(&laptop, "phone").devices.len(), 6);
    laptop.writes("not for the phone");
    meet(&tablet, &laptop).await;
    assert_eq!(present(&tablet), ["tablet", "laptop"]);
    assert_eq!(tablet.bodies(), ["not for the phone"]);
}
