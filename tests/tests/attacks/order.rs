//! What a dishonest device leaves out of what it says it knew must not make replicas differ.

use journal::{Actor, DocId, Document, EntryEdit, Kind};
use replica::{Class, Have};
use testkit::{Insider, Slot, World, meet, payload};

/// The first change found in an opened payload.
fn first_change(plain: &[u8]) -> Vec<u8> {
    let magic = [0x85, 0x6f, 0x4a, 0x83];
    let at = plain
        .windows(4)
        .position(|part| part == magic)
        .expect("a payload holds a change");
    let length: [u8; 4] = plain[at - 4..at].try_into().expect("four bytes");
    plain[at..at + u32::from_be_bytes(length) as usize].to_vec()
}

#[tokio::test]
async fn order_of_arrival_does_not_matter_even_if_a_device_lies_about_what_it_knew() {
    for seed in 0..6 {
        let world = World::new(100 + seed);
        let laptop = world.first("laptop");
        let phone = world.another(&laptop, "phone").await;
        let name = laptop.writes("from the laptop");
        meet(&phone, &laptop).await;
        let inside = Insider::of(&phone);
        let (home, log) = (inside.home(), inside.log(Class::Data));
        let bytes = data_encoding::BASE32_NOPAD_NOCASE
            .decode(name.as_bytes())
            .expect("an id");
        let doc: [u8; 16] = bytes.try_into().expect("an id has 16 bytes");
        let change = first_change(&Insider::of(&laptop).plaintexts(home.tag()).remove(0));
        let actor = Actor::derive(&log.encode(), DocId::from_bytes(doc));
        let mut document =
            Document::from_changes(Kind::Entry, actor, &[&change]).expect("it applies");
        let body = EntryEdit::Body("from the laptop and the phone".into());
        let edit = document
            .edit(&[body.into()], 1_795_000_001)
            .expect("an edit")
            .expect("a change");
        let slot = Slot {
            doc,
            kind: 1,
            changes: vec![edit],
            row: Vec::new(),
        };
        // It builds on the laptop's record and says that it knew nothing.
        let plain = payload(home, log, 1, &Have::default(), &[slot]);
        let sealed = inside.space_keys(home.tag()).seal(&plain);
        inside.keep(&inside.next(home.tag(), Class::Data, sealed));
        meet(&phone, &laptop).await;
        let tablet = world.another(&laptop, "tablet").await;
        assert_eq!(
            laptop.bodies(),
            ["from the laptop and the phone"],
            "seed {seed}"
        );
        assert_eq!(tablet.bodies(), laptop.bodies(), "seed {seed}");
    }
}
