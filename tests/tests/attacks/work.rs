//! Records that are small and make much work: each costs what it is, and not what it says.

use engine::views::EntryEdit;
use journal::{Actor, DocId, Document, Kind};
use replica::{Class, LogId};
use testkit::{Slot, World, meet};

use crate::hostile_owner::{NO_ROW, a_laptop_and_a_phone_that_turns, entry_id, honest, slot};

/// An entry that is begun and then changed again and again, by nothing but its changes.
fn edits(log: LogId, doc: [u8; 16], count: usize) -> Vec<Slot> {
    let id = DocId::from_bytes(doc);
    let mut document = Document::new(Kind::Entry, Actor::derive(&log.encode(), id));
    let changes = (0..count).map(|at| {
        let edit = EntryEdit::Body(format!("edited {at} times"));
        let made = document.edit(&[edit.into()], 1_795_000_000 + at as i64);
        made.expect("an edit").expect("something changed")
    });
    let slots = changes.map(|change| Slot {
        doc,
        kind: 1,
        changes: vec![change],
        row: NO_ROW,
    });
    slots.collect()
}

// Seen to fail: every slot loaded the document with all that was said of it before.
#[tokio::test]
async fn empty_and_repeated_parts_of_a_record_are_refused_at_once() {
    let world = World::new(46);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let log = inside.log(Class::Data);
    let first = slot(1, honest(log, entry_id(1), "once"));
    inside.writes_payload(home, std::slice::from_ref(&first));
    let empty = Slot {
        changes: Vec::new(),
        ..first.clone()
    };
    for _ in 0..3 {
        inside.writes_payload(home, &vec![empty.clone(); 4_096]);
        inside.writes_payload(home, &vec![first.clone(); 2]);
        inside.writes_payload(home, std::slice::from_ref(&empty));
    }
    let before = laptop.vault.loaded_documents();
    meet(&phone, &laptop).await;
    assert_eq!(laptop.bodies(), ["from the laptop", "once"]);
    assert_eq!(laptop.vault.loaded_documents() - before, 1);
    let ward = laptop.vault.ward().expect("the ward can be listed");
    assert_eq!(ward.deferred.len(), 9, "{ward:#?}");
    laptop.is_sound();
}

// Seen to fail: the document was loaded for each of its changes.
#[tokio::test]
async fn a_document_is_loaded_once_for_all_the_records_that_came_together() {
    let world = World::new(47);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let log = inside.log(Class::Data);
    let mut parts = edits(log, entry_id(1), 40);
    // One that cannot be applied, as it follows what is not there, takes part in it all the same.
    parts.remove(20);
    for slot in parts {
        inside.writes_payload(home, &[slot]);
    }
    let before = laptop.vault.loaded_documents();
    meet(&phone, &laptop).await;
    assert_eq!(laptop.bodies(), ["edited 19 times", "from the laptop"]);
    let loaded = laptop.vault.loaded_documents() - before;
    assert!(loaded <= 2, "{loaded}");
    laptop.is_sound();
}
