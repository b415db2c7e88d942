//! A keeper in bad hands: it can withhold, and nothing else.

use engine::OpenedKeys;
use engine::views::Role;
use replica::{
    Class, Control, ControlBody, DeviceCertificate, Record, RecordId, SigningKey, SpaceTag,
};
use testkit::{Desk, Insider, KeeperDesk, Puppet, World};

use crate::{behind, only_here, two_and_a_keeper};

/// The keeper's own keys, with which somebody who has its disk signs.
fn keys_of(keeper: &KeeperDesk) -> (OpenedKeys, SigningKey) {
    let text = std::fs::read_to_string(keeper.path.join("keeper.key")).expect("it can be read");
    let seeds: Vec<[u8; 32]> = text
        .lines()
        .map(|line| {
            let bytes = data_encoding::HEXLOWER.decode(line.as_bytes());
            let bytes = bytes.expect("hexadecimal digits");
            bytes.try_into().expect("32 bytes")
        })
        .collect();
    let keys = OpenedKeys::generate(seeds[0], [9; 32]);
    (keys, SigningKey::from_bytes(&seeds[1]))
}

/// What somebody sees who has the disk of a keeper.
fn inside(keeper: &KeeperDesk) -> Insider {
    Insider::with(&keeper.path, keys_of(keeper).0)
}

async fn delivers(keeper: &KeeperDesk, desk: &Desk, space: SpaceTag, records: &[Record]) {
    let heads = inside(keeper).heads(space);
    let link = keeper.keeper.link_id();
    let play = async |puppet: &mut Puppet| {
        puppet.opens(space, &heads).await;
        for record in records {
            puppet.delivers(space, vec![record.encode()]).await;
        }
        puppet.leaves().await;
    };
    let _ = Puppet::against(desk, link, play).await;
}

#[tokio::test]
async fn a_keeper_writes_nothing_that_counts() {
    let world = World::new(1331);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    laptop.writes("mine");
    keeper.meets(&laptop).await;
    let home = Insider::of(&laptop).home().tag();
    let thief = inside(&keeper);
    let (keys, link) = keys_of(&keeper);
    let other = OpenedKeys::generate([7; 32], [8; 32]);
    let certificate = DeviceCertificate::sign(
        Role::Owner,
        other.recipient(),
        vec![1; 40],
        other.signing(),
        &SigningKey::from_bytes(&[6; 32]),
    );
    let as_owner = DeviceCertificate::sign(
        Role::Owner,
        keys.recipient(),
        vec![1; 40],
        keys.signing(),
        &link,
    );
    let operations = [
        Control::Add {
            certificate: certificate.expect("a certificate"),
        },
        Control::Add {
            certificate: as_owner.expect("a certificate"),
        },
        Control::Remove {
            device: phone.vault.device(),
            cuts: Vec::new(),
        },
        Control::Close,
    ];
    let before = laptop.vault.devices().list().expect("they can be listed");
    let mut records: Vec<Record> = Vec::new();
    for (op, number) in operations.into_iter().zip(1..) {
        let seen = thief.control_held(home);
        let body = ControlBody { at: 0, seen, op }.encode();
        let log = thief.log(Class::Control);
        let prev = records.last().map_or(RecordId::ZERO, Record::id);
        let record = Record::write(home, log, number, prev, body, keys.signing());
        records.push(record.expect("it is small enough"));
    }
    records.push(thief.next(home, Class::Data, vec![5; 600]));
    delivers(&keeper, &laptop, home, &records).await;
    laptop.writes("still mine");
    let listed = |desk: &Desk| {
        let all = desk.vault.devices().list().expect("they can be listed");
        let all = all.into_iter();
        all.map(|device| (device.device, device.role, device.removed))
            .collect::<Vec<_>>()
    };
    let known: Vec<_> = before
        .iter()
        .map(|device| (device.device, device.role, device.removed))
        .collect();
    assert_eq!(listed(&laptop), known);
    assert_eq!(laptop.bodies(), ["mine", "still mine"]);
    laptop.meets(&phone).await;
    assert_eq!(phone.bodies(), ["mine", "still mine"]);
    laptop.is_sound();
}

#[tokio::test]
async fn a_keeper_can_only_withhold() {
    let world = World::new(1332);
    let (laptop, phone, keeper) = two_and_a_keeper(&world).await;
    for text in ["one", "two", "three"] {
        laptop.writes(text);
    }
    keeper.meets(&laptop).await;
    let home = Insider::of(&laptop).home().tag();
    let held = inside(&keeper);
    let log = Insider::of(&laptop).log(Class::Data);
    let records = held.records(home, log);
    assert!(records.len() >= 3);
    // Forged, renumbered, of another space, out of order.
    let mut spoilt = records[0].clone();
    spoilt.body[0] ^= 1;
    let mut renumbered = records[1].clone();
    renumbered.header.number = 1;
    let mut moved = records[0].clone();
    moved.header.space = SpaceTag::from_bytes([1; 16]);
    let made_up = [spoilt, renumbered, moved, records[2].clone()];
    delivers(&keeper, &phone, home, &made_up).await;
    assert_eq!(phone.bodies(), [""; 0]);
    // An honest exchange makes up for all of it.
    keeper.meets(&phone).await;
    assert_eq!(phone.bodies(), ["one", "three", "two"]);
    phone.is_sound();
}

#[tokio::test]
async fn a_keeper_confirms_only_what_it_was_sent() {
    let world = World::new(1333);
    let laptop = world.first("laptop");
    let keeper = world.keeper(&laptop, "server").await;
    laptop.writes("nowhere else");
    let home = Insider::of(&laptop).home().tag();
    let heads = Insider::of(&laptop).heads(home);
    let link = keeper.keeper.link_id();
    // It says that it has everything, and takes nothing.
    let play = async |puppet: &mut Puppet| {
        puppet.opens(home, &heads).await;
        puppet.leaves().await;
    };
    let _ = Puppet::against(&laptop, link, play).await;
    assert!(only_here(&laptop) > 0);
    keeper.meets(&laptop).await;
    assert_eq!(only_here(&laptop), 0);
    // It says that it has less than it confirmed: then it counts no longer.
    let play = async |puppet: &mut Puppet| {
        puppet.opens(home, &[]).await;
        puppet.leaves().await;
    };
    let _ = Puppet::against(&laptop, link, play).await;
    assert!(only_here(&laptop) > 0 && behind(&laptop, "server") > 0);
    keeper.meets(&laptop).await;
    assert_eq!((only_here(&laptop), behind(&laptop, "server")), (0, 0));
}
