//! Whoever carries records changes, cuts, repeats, swaps or invents them.

use replica::{Class, Head, LogId, Record, RecordId, SigningKey, SpaceTag};
use testkit::{Desk, Insider, Puppet, World, meet};

/// Two owners in step; then `phone` writes an entry that `laptop` has not seen.
async fn one_record_ahead(world: &World) -> (Desk, Desk, SpaceTag, Record) {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    phone.writes("seen by both");
    meet(&phone, &laptop).await;
    phone.writes("not seen yet");
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    let last = inside
        .records(tag, inside.log(Class::Data))
        .pop()
        .expect("the phone wrote");
    (laptop, phone, tag, last)
}

fn heads(desk: &Desk, tag: SpaceTag) -> Vec<(LogId, Head)> {
    Insider::of(desk).heads(tag)
}

/// Sends each of `forgeries` to `laptop` in the phone's name. Between any two stands a record that is held already, so
/// that each is judged by itself. Nothing may be kept of them, and the honest record still arrives afterwards.
async fn is_unmoved_by(laptop: &Desk, phone: &Desk, tag: SpaceTag, forgeries: Vec<Vec<u8>>) {
    let before = heads(laptop, tag);
    let count = forgeries.len() as u64;
    let known = Insider::of(laptop)
        .record(tag, before[0].0, 1)
        .expect("the founding is held")
        .encode();
    let (_, report) = Puppet::against(laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(tag, &before).await;
        for some in forgeries.chunks(250) {
            let batch = some
                .iter()
                .flat_map(|forged| [forged.clone(), known.clone()])
                .collect();
            assert!(puppet.delivers(tag, batch).await, "the laptop hung up");
        }
    })
    .await;
    // The puppet hangs up without a farewell.
    assert!(report.is_err());
    assert_eq!(heads(laptop, tag), before);
    assert_eq!(
        laptop
            .vault
            .ward()
            .expect("the ward can be listed")
            .refused_total,
        count
    );
    assert_eq!(laptop.bodies(), ["seen by both"]);
    let (_, report) = meet(phone, laptop).await;
    assert_eq!((report.received, report.in_step), (1, true));
    assert_eq!(laptop.bodies(), ["not seen yet", "seen by both"]);
    laptop.is_sound();
}

// Seen to fail without the check of a run's signature, and without that of bodies.
#[tokio::test]
async fn no_single_bit_of_a_record_can_be_flipped() {
    let world = World::new(1);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    let honest = record.encode();
    let flipped = |bit: usize| {
        let mut forged = honest.clone();
        forged[bit / 8] ^= 1 << (bit % 8);
        forged
    };
    let forgeries = (0..honest.len() * 8).map(flipped).collect();
    is_unmoved_by(&laptop, &phone, tag, forgeries).await;
}

#[tokio::test]
async fn no_record_can_be_cut_short_or_made_longer() {
    let world = World::new(2);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    let honest = record.encode();
    let mut forgeries: Vec<_> = (0..honest.len())
        .step_by(3)
        .map(|len| honest[..len].to_vec())
        .collect();
    for more in [&[0][..], &[0; 512], &honest] {
        forgeries.push([&honest, more].concat());
    }
    forgeries.push(Vec::new());
    is_unmoved_by(&laptop, &phone, tag, forgeries).await;
}

// Seen to fail without the check of a run's signature.
#[tokio::test]
async fn records_cannot_be_renumbered_swapped_or_moved() {
    let world = World::new(3);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    let inside = Insider::of(&phone);
    let earlier = inside
        .record(tag, inside.log(Class::Data), 1)
        .expect("the phone wrote twice");
    let mut forgeries = Vec::new();
    // Replayed at another place, with everything else as it was signed.
    for number in [1, 3, 7, u64::MAX] {
        let mut forged = record.clone();
        forged.header.number = number;
        forgeries.push(forged);
        let mut forged = earlier.clone();
        (forged.header.number, forged.header.prev) = (number, record.header.prev);
        forgeries.push(forged);
    }
    // The body of another record of the same device, with and without its hash.
    let mut forged = record.clone();
    forged.body.clone_from(&earlier.body);
    forgeries.push(forged.clone());
    forged.header.body_hash = earlier.header.body_hash;
    forged.header.body_len = earlier.header.body_len;
    forgeries.push(forged);
    // Another log, another space.
    let mut forged = record.clone();
    forged.header.incarnation ^= 1;
    forgeries.push(forged);
    let mut forged = record.clone();
    forged.header.space = SpaceTag::from_bytes([7; 16]);
    forgeries.push(forged);
    let forgeries = forgeries.iter().map(Record::encode).collect();
    is_unmoved_by(&laptop, &phone, tag, forgeries).await;
}

// Seen to fail without the check of a run's signature.
#[tokio::test]
async fn a_signature_over_anything_but_the_record_does_not_count() {
    let world = World::new(4);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    let inside = Insider::of(&phone);
    let key = inside.keys.signing();
    let id = record.id();
    let header = record.header.encode();
    let other_label = replica::labelled_hash("still/v1/epoch", &[&header]);
    let unlabelled = replica::labelled_hash("", &[&header]);
    let forgeries = [
        header.as_slice(),
        &record.body,
        &other_label,
        &unlabelled,
        &id.as_bytes()[..31],
    ]
    .map(|message| {
        let mut forged = record.clone();
        forged.signature = sign(key, message);
        forged.encode()
    })
    .to_vec();
    assert_eq!(
        sign(key, id.as_bytes()),
        record.signature,
        "this is what is signed"
    );
    is_unmoved_by(&laptop, &phone, tag, forgeries).await;
}

fn sign(key: &SigningKey, message: &[u8]) -> [u8; 64] {
    use ed25519_dalek::Signer;
    key.sign(message).to_bytes()
}

// Seen to fail without the check of a run's signature, and without that of the author.
#[tokio::test]
async fn a_stranger_cannot_write_and_nobody_can_write_as_another() {
    let world = World::new(5);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    let stranger = SigningKey::from_bytes(&[5; 32]);
    let device = replica::DeviceId::from_bytes(stranger.verifying_key().to_bytes());
    // The stranger even has the space's key, so that the body opens.
    let body = Insider::of(&phone).space_keys(tag).seal(b"let me in");
    let log = LogId {
        device,
        class: Class::Data,
        incarnation: 1,
    };
    let own =
        Record::write(tag, log, 1, RecordId::ZERO, body, &stranger).expect("a well-formed record");
    let mut as_phone = record.clone();
    as_phone.signature = sign(&stranger, record.id().as_bytes());
    is_unmoved_by(&laptop, &phone, tag, vec![own.encode(), as_phone.encode()]).await;
    let ward = laptop.vault.ward().expect("the ward can be listed");
    assert_eq!(ward.refused.len(), 2);
    assert!(
        ward.refused
            .iter()
            .all(|finding| finding.device.as_deref() == Some("phone")),
        "{ward:?}"
    );
}

#[tokio::test]
async fn records_delivered_again_and_again_change_nothing() {
    let world = World::new(6);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    meet(&phone, &laptop).await;
    let before = heads(&laptop, tag);
    let size = std::fs::metadata(laptop.path.join("vault.redb"))
        .expect("the database is there")
        .len();
    let link = phone.vault.link_id();
    let (..) = Puppet::against(&laptop, link, async |puppet| {
        puppet.opens(tag, &before).await;
        for _ in 0..4 {
            assert!(puppet.delivers(tag, vec![record.encode(); 250]).await);
        }
    })
    .await;
    assert_eq!(heads(&laptop, tag), before);
    assert_eq!(laptop.bodies(), ["not seen yet", "seen by both"]);
    assert!(
        laptop
            .vault
            .ward()
            .expect("the ward can be listed")
            .refused
            .is_empty()
    );
    let grown = std::fs::metadata(laptop.path.join("vault.redb"))
        .expect("the database is there")
        .len()
        - size;
    assert!(grown < 1 << 20, "{grown} bytes more");
}

#[tokio::test]
async fn a_fork_is_kept_beside_the_history_that_was_there() {
    let world = World::new(7);
    let (laptop, phone, tag, record) = one_record_ahead(&world).await;
    meet(&phone, &laptop).await;
    let before = laptop.bodies();
    let held = Insider::of(&laptop).all_records(tag);
    // The phone signs a second history: another record with the number of one that the laptop holds.
    let inside = Insider::of(&phone);
    let body = inside.space_keys(tag).seal(b"another past");
    let (log, number, prev) = (record.log(), record.header.number, record.header.prev);
    let write = |number, prev, body| {
        Record::write(tag, log, number, prev, body, inside.keys.signing())
            .expect("a well-formed record")
    };
    let forked = write(number, prev, body);
    let lost = write(number + 2, forked.id(), b"after a gap".to_vec());
    let heads_before = heads(&laptop, tag);
    let (..) = Puppet::against(&laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(tag, &heads_before).await;
        assert!(puppet.delivers(tag, vec![forked.encode()]).await);
        assert!(puppet.delivers(tag, vec![lost.encode()]).await);
    })
    .await;
    let kept = Insider::of(&laptop).all_records(tag);
    for record in held.iter().chain([&forked]) {
        assert!(kept.contains(record));
    }
    assert_eq!(kept.len(), held.len() + 1);
    assert_eq!(laptop.bodies(), before);
    let status = laptop.vault.status().expect("there is a status");
    let split = status.split.iter().map(|split| split.device.as_str());
    assert_eq!(split.collect::<Vec<_>>(), ["phone"]);
}
