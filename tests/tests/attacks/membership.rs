//! Devices that may not write, or no longer: readers, removed devices, and two that remove each other.

use engine::ShareRule;
use replica::{Class, Control, DeviceCertificate, Frame, Have, Record, RecordId, Role};
use seal::DeviceKeys;
use testkit::{Desk, Insider, Puppet, World, draft, meet, payload};

/// An owner with two more devices, of which one has met him since.
pub(crate) async fn three(world: &World) -> (Desk, Desk, Desk) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let tablet = world.another(&laptop, "tablet").await;
    meet(&phone, &laptop).await;
    (laptop, phone, tablet)
}

pub(crate) fn removes(desk: &Desk, name: &str) {
    desk.vault
        .devices()
        .remove(name, &desk.confirmed())
        .expect("an owner removes");
}

/// A share with one entry, its owner and its reader.
pub(crate) async fn owner_and_reader(world: &World) -> (Desk, Desk, Insider) {
    let laptop = world.first("laptop");
    let entry = engine::views::EntryFields {
        tags: vec!["open".into()],
        ..draft("for the reader")
    };
    laptop
        .vault
        .entries()
        .create(entry)
        .expect("an owner writes");
    laptop.writes("for nobody");
    let rule = ShareRule {
        tags: ["open".to_owned()].into(),
        ..ShareRule::default()
    };
    let share = laptop
        .vault
        .shares()
        .create("A friend", &rule, None, &laptop.confirmed())
        .expect("a share is made")
        .short;
    let reader = world.reader(&laptop, &share, "reader").await;
    meet(&reader, &laptop).await;
    assert_eq!(
        reader
            .vault
            .readings()
            .read(None)
            .expect("the share can be read")
            .len(),
        1
    );
    let inside = Insider::of(&reader);
    (laptop, reader, inside)
}

// Seen to fail without the session's refusal of readers.
#[tokio::test]
async fn what_a_reader_writes_is_refused_whoever_signs_it() {
    let world = World::new(50);
    let (laptop, reader, inside) = owner_and_reader(&world).await;
    let share = inside.spaces[0];
    let keys = inside.space_keys(share.tag());
    let own = payload(share, inside.log(Class::Data), 1, &Have::default(), &[]);
    let own = inside.next(share.tag(), Class::Data, keys.seal(&own));
    // The owner's own signing key, stolen, and the right place in its log.
    let stolen =
        Insider::of(&laptop).next(share.tag(), Class::Data, keys.seal(b"in the owner's name"));
    let promotion = Control::Add {
        certificate: certificate(&inside, Role::Owner),
    };
    let body = replica::ControlBody {
        at: 0,
        seen: Have::default(),
        op: promotion,
    }
    .encode();
    let promoted = inside.next(share.tag(), Class::Control, body);
    let before = Insider::of(&laptop).heads(share.tag());
    let (_, _) = Puppet::against(&laptop, reader.vault.link_id(), async |puppet| {
        puppet.opens(share.tag(), &before).await;
        for record in [&own, &stolen, &promoted] {
            assert!(puppet.delivers(share.tag(), vec![record.encode()]).await);
        }
    })
    .await;
    assert_eq!(Insider::of(&laptop).heads(share.tag()), before);
    assert_eq!(
        laptop
            .vault
            .shares()
            .show(&short(&laptop))
            .expect("it is shown")
            .1
            .entries
            .len(),
        1
    );
}

fn certificate(inside: &Insider, role: Role) -> DeviceCertificate {
    let link = replica::SigningKey::from_bytes(&[77; 32]);
    DeviceCertificate::sign(
        role,
        inside.keys.recipient(),
        Vec::new(),
        inside.keys.signing(),
        &link,
    )
    .expect("a certificate")
}

fn short(owner: &Desk) -> String {
    owner
        .vault
        .shares()
        .list()
        .expect("shares can be listed")
        .remove(0)
        .short
}

// Seen to fail without the check of a record's author at the door.
#[tokio::test]
async fn a_reader_s_records_do_not_count_even_if_an_owner_carries_them() {
    let world = World::new(51);
    let (laptop, _, inside) = owner_and_reader(&world).await;
    let phone = world.another(&laptop, "phone").await;
    let share = inside.spaces[0];
    let carrier = Insider::of(&phone);
    assert!(carrier.spaces.contains(&share));
    let keys = inside.space_keys(share.tag());
    let plain = payload(share, inside.log(Class::Data), 1, &Have::default(), &[]);
    carrier.keep(&inside.next(share.tag(), Class::Data, keys.seal(&plain)));
    let op = Control::Add {
        certificate: certificate(&inside, Role::Owner),
    };
    let body = replica::ControlBody {
        at: 0,
        seen: Have::default(),
        op,
    }
    .encode();
    carrier.keep(&inside.next(share.tag(), Class::Control, body));
    meet(&phone, &laptop).await;
    let after = Insider::of(&laptop);
    assert_eq!(
        after.membership(share.tag()).role(inside.keys.device()),
        Some(Role::Reader)
    );
    let kept = after.heads(share.tag());
    assert!(
        kept.iter().all(|(log, _)| *log != inside.log(Class::Data)),
        "{kept:?}"
    );
    laptop.is_sound();
}

// Seen to fail without the question whose business a space is.
#[tokio::test]
async fn a_reader_hears_of_its_share_and_of_nothing_else() {
    let world = World::new(52);
    let (laptop, reader, inside) = owner_and_reader(&world).await;
    // It has learnt the tag of the home space somewhere, and its logs.
    let home = Insider::of(&laptop).home().tag();
    let share = inside.spaces[0].tag();
    let (heard, _) = Puppet::against(&laptop, reader.vault.link_id(), async |puppet| {
        puppet.opens(home, &[]).await;
        puppet.leaves().await
    })
    .await;
    assert!(!heard.is_empty());
    for frame in heard {
        let space = match &frame {
            Frame::Offer { space, .. }
            | Frame::Records { space, .. }
            | Frame::Ack { space, .. }
            | Frame::Check { space, .. }
            | Frame::Heads { space, .. } => *space,
            _ => continue,
        };
        assert_eq!(space, share, "{frame:?}");
    }
}

// Seen to fail without the question whose business a space is.
#[tokio::test]
async fn a_stranger_is_not_spoken_with() {
    let world = World::new(53);
    let laptop = world.first("laptop");
    let stranger = world.first("stranger");
    let home = Insider::of(&laptop).home().tag();
    let (heard, ended) = Puppet::against(&laptop, stranger.vault.link_id(), async |puppet| {
        puppet.opens(home, &[]).await;
        puppet.hears().await
    })
    .await;
    assert_eq!(heard, None);
    assert!(
        matches!(ended, Err(engine::ExchangeError::Refused(_))),
        "{ended:?}"
    );
    assert!(
        !laptop
            .vault
            .allowed_links()
            .expect("links can be listed")
            .contains(&stranger.vault.link_id())
    );
}

// Seen to fail without the new epoch that follows a removal.
#[tokio::test]
async fn a_removed_device_cannot_read_what_is_written_afterwards() {
    let world = World::new(55);
    let (laptop, phone, _) = three(&world).await;
    laptop.writes("before");
    meet(&phone, &laptop).await;
    removes(&laptop, "phone");
    laptop.writes("after");
    let (thief, owner) = (Insider::of(&phone), Insider::of(&laptop));
    let tag = owner.home().tag();
    // Somebody hands the phone everything.
    for (log, held) in owner.heads(tag) {
        let known = thief
            .heads(tag)
            .iter()
            .find(|(known, _)| *known == log)
            .map_or(0, |(_, head)| head.number);
        (known + 1..=held.number)
            .filter_map(|number| owner.record(tag, log, number))
            .for_each(|record| thief.keep(&record));
    }
    let opened = thief.plaintexts(tag);
    let holds = |word: &str| {
        opened.iter().any(|plain| {
            plain
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        })
    };
    assert!(holds("before"));
    assert!(!holds("after"));
    assert_eq!(owner.plaintexts(tag).len(), opened.len() + 1);
}

#[tokio::test]
async fn a_removed_device_cannot_bring_in_another_or_remove_anybody() {
    let world = World::new(56);
    let (laptop, phone, tablet) = three(&world).await;
    removes(&laptop, "phone");
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    // It goes on signing as if it had not heard, through a tablet that has not heard either.
    let accomplice = DeviceKeys::generate([9; 32], [9; 32]);
    let link = replica::SigningKey::from_bytes(&[78; 32]);
    let certificate = DeviceCertificate::sign(
        Role::Owner,
        accomplice.recipient(),
        Vec::new(),
        accomplice.signing(),
        &link,
    );
    inside.writes_control(
        tag,
        0,
        Control::Add {
            certificate: certificate.expect("a certificate"),
        },
    );
    inside.writes_control(tag, 0, Control::Close);
    meet(&phone, &tablet).await;
    meet(&tablet, &laptop).await;
    meet(&tablet, &laptop).await;
    for desk in [&laptop, &tablet] {
        let membership = Insider::of(desk).membership(tag);
        assert_eq!(membership.role(accomplice.device()), None);
        assert!(!membership.closed());
        desk.writes(&format!("the {} goes on", desk.name));
    }
    meet(&tablet, &laptop).await;
    assert_eq!(
        laptop.bodies(),
        ["the laptop goes on", "the tablet goes on"]
    );
    assert_eq!(tablet.bodies(), laptop.bodies());
}

#[tokio::test]
async fn a_removed_device_cannot_forge_another_past() {
    let world = World::new(57);
    let (laptop, phone, tablet) = three(&world).await;
    phone.writes("the real past");
    meet(&phone, &laptop).await;
    removes(&laptop, "phone");
    // The tablet has none of the phone's entries; it is handed another history with the same numbers.
    let inside = Insider::of(&phone);
    let (home, log) = (inside.home(), inside.log(Class::Data));
    let plain = payload(home, log, 1, &Have::default(), &[]);
    let body = inside.space_keys(home.tag()).seal(&plain);
    let forged = Record::write(
        home.tag(),
        log,
        1,
        RecordId::ZERO,
        body,
        inside.keys.signing(),
    )
    .expect("a record");
    Insider::of(&tablet).keep(&forged);
    let (one, other) = meet(&tablet, &laptop).await;
    assert!(one.in_step && other.in_step, "{one:?} {other:?}");
    for desk in [&laptop, &tablet] {
        assert_eq!(desk.bodies(), ["the real past"], "{}", desk.name);
        // It is told of, and does not count.
        let status = desk.vault.status().expect("the status can be read");
        let cut_off: Vec<_> = status.cut_off.iter().map(|cut| cut.records).collect();
        assert_eq!(cut_off, [1], "{}", desk.name);
        let split: Vec<_> = status.split.iter().map(|split| &split.device).collect();
        assert_eq!(split, ["phone"], "{}", desk.name);
    }
}
