//! A device of the journal sends entries beside which it says that they read otherwise than they do.

use engine::views::{EntryEdit, EntryFields, EntryRef};
use engine::{Days, Vault};
use journal::document::WriteError;
use journal::{Actor, DocId, Document, Kind};
use replica::{Class, LogId, SpaceId};
use testkit::{Desk, Insider, Slot, World, draft, meet};

use crate::change::Change;
use crate::hostile_owner::{a_laptop_and_a_phone_that_turns, entry_id, slot};
use crate::sharing::{by_tag, read, shared};

const WHEN: &str = "2026-11-23T22:10:00+01:00[Europe/Berlin]";

/// An entry that says `written`, with a row that says `claimed`.
fn lying(log: LogId, doc: u8, written: EntryFields, claimed: &str) -> Slot {
    let id = DocId::from_bytes(entry_id(doc));
    let mut document = Document::new(Kind::Entry, Actor::derive(&log.encode(), id));
    let when = EntryFields {
        when: WHEN.into(),
        ..written
    };
    let edits = [when.into()];
    let made = document.edit(&edits, 1_795_000_000);
    let change = made.expect("an honest edit").expect("something changed");
    with_row(slot(doc, change), claimed)
}

fn with_row(slot: Slot, claimed: &str) -> Slot {
    let row = format!(r#"{{"when":"{WHEN}","tags":["open"],{claimed}}}"#);
    let row = row.into_bytes();
    Slot { row, ..slot }
}

/// A change that only Automerge, or its writer's line, refuses.
fn malformed(log: LogId, doc: [u8; 16], deps: Vec<[u8; 32]>) -> Slot {
    let by = Actor::derive(&log.encode(), DocId::from_bytes(doc));
    let change = Change {
        start_op: 50,
        deps,
        ..Change::puts(by.as_bytes(), 1)
    };
    Slot {
        doc,
        ..slot(1, change.bytes())
    }
}

fn tagged(body: &str) -> EntryFields {
    EntryFields {
        tags: vec!["open".into()],
        ..draft(body)
    }
}

fn looks_at_all(desk: &Desk) {
    while desk
        .vault
        .compute_some_rows()
        .expect("rows can be computed")
    {}
}

fn id_of(doc: u8) -> EntryRef {
    EntryRef::Prefix(DocId::from_bytes(entry_id(doc)).to_string())
}

/// What this device itself has written of a space, opened.
fn own_words(desk: &Desk) -> Vec<u8> {
    let inside = Insider::of(desk);
    let (home, log) = (inside.home().tag(), inside.log(Class::Data));
    let own: Vec<_> = inside
        .records(home, log)
        .iter()
        .map(replica::Record::id)
        .collect();
    let opened = inside.opened(home).into_iter();
    opened
        .filter(|(id, _)| own.contains(id))
        .flat_map(|(_, plain)| plain)
        .collect()
}

fn says(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|window| window == word.as_bytes())
}

fn exported(vault: &Vault, desk: &Desk) -> Vec<String> {
    let export = vault.transfer().export(true, &desk.confirmed());
    let entries = export.expect("it can be exported").entries.into_iter();
    let mut bodies: Vec<_> = entries.map(|entry| entry.row.fields.body).collect();
    bodies.sort();
    bodies
}

// Seen to fail: what was claimed was shown for ever, by `show` too.
#[tokio::test]
async fn an_entry_that_is_opened_reads_as_it_was_written() {
    let world = World::new(160);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let log = inside.log(Class::Data);
    for doc in [1, 2] {
        inside.writes_payload(
            home,
            &[lying(
                log,
                doc,
                draft("written"),
                r#""body":"claimed","star":true"#,
            )],
        );
    }
    meet(&phone, &laptop).await;
    let entry = laptop
        .vault
        .entries()
        .get(&id_of(1))
        .expect("it can be shown");
    assert_eq!(
        (entry.fields.body.as_str(), entry.fields.star),
        ("written", false)
    );
    // From then on lists show it too; the other one, once there was time for it.
    assert_eq!(laptop.bodies(), ["claimed", "from the laptop", "written"]);
    let verified = laptop
        .vault
        .verify(&mut |_, _| {})
        .expect("it can be verified");
    let named = DocId::from_bytes(entry_id(2)).shorten(10);
    assert!(
        verified.problems.len() == 1 && verified.problems[0].contains(&named),
        "{verified:?}"
    );
    looks_at_all(&laptop);
    assert_eq!(laptop.bodies(), ["from the laptop", "written", "written"]);
    assert_eq!(
        laptop
            .vault
            .entries()
            .search("claimed", 0)
            .expect("it can be searched")
            .total,
        0
    );
    laptop.is_sound();
}

// Seen to fail: the laptop signed what the phone had claimed.
#[tokio::test]
async fn what_is_claimed_does_not_become_the_words_of_whoever_edits_it() {
    let world = World::new(161);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let log = inside.log(Class::Data);
    inside.writes_payload(
        home,
        &[lying(
            log,
            1,
            draft("written"),
            r#""body":"claimed","star":true"#,
        )],
    );
    inside.writes_payload(
        home,
        &[lying(
            log,
            2,
            draft("written"),
            r#""body":"claimed","star":true"#,
        )],
    );
    meet(&phone, &laptop).await;
    let entries = laptop.vault.entries();
    let listed = laptop
        .entries()
        .into_iter()
        .filter(|entry| entry.body == "claimed");
    let listed: Vec<_> = listed.collect();
    assert_eq!(listed.len(), 2);
    // What was typed on it is not saved, with the version that was seen and without.
    let typed = vec![EntryEdit::Body("claimed, edited".into())];
    let refused = entries.change(&(&listed[0]).into(), typed.clone());
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("look at it again")
    );
    let refused = entries.edit(&(&listed[1]).into(), &listed[1].stamp, typed);
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("look at it again")
    );
    // Looked at again, it can be edited.
    assert_eq!(laptop.bodies(), ["from the laptop", "written", "written"]);
    for entry in listed {
        let seen = entries.get(&(&entry).into()).expect("it can be shown");
        let fields = EntryFields {
            body: format!("{}, edited", seen.body),
            ..EntryFields::default()
        };
        entries.update(&seen, &fields).expect("it can be edited");
    }
    assert_eq!(
        laptop.bodies(),
        ["from the laptop", "written, edited", "written, edited"]
    );
    assert!(!says(&own_words(&laptop), "claimed"));
    assert!(laptop.entries().iter().all(|entry| !entry.star));
}

// Seen to fail where every change of such an entry is refused.
#[tokio::test]
async fn what_needs_no_text_is_changed_at_once_and_takes_nothing_over() {
    let world = World::new(162);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let log = inside.log(Class::Data);
    inside.writes_payload(
        home,
        &[lying(
            log,
            1,
            draft("written"),
            r#""body":"claimed","mood":3"#,
        )],
    );
    meet(&phone, &laptop).await;
    let starred = laptop
        .vault
        .entries()
        .change(&id_of(1), vec![EntryEdit::Star(true)]);
    let starred = starred.expect("it can be starred");
    assert_eq!(
        (starred.body.as_str(), starred.mood, starred.star),
        ("written", None, true)
    );
    assert!(!says(&own_words(&laptop), "claimed"));
    laptop.is_sound();
}

// Seen to fail: the reader got what was claimed, and the export and the summary said it.
#[tokio::test]
async fn what_is_claimed_is_not_published_exported_or_summarised() {
    let world = World::new(163);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let reader = shared(&world, &laptop, &by_tag(), None).await;
    let log = inside.log(Class::Data);
    // The tag is claimed; the text is; that there is no tag is.
    inside.writes_payload(
        home,
        &[lying(
            log,
            1,
            draft("private"),
            r#""body":"claimed private""#,
        )],
    );
    inside.writes_payload(
        home,
        &[lying(log, 2, tagged("open"), r#""body":"claimed open""#)],
    );
    let hidden = lying(log, 3, tagged("hidden"), "");
    let row = format!(r#"{{"when":"{WHEN}","body":"claimed hidden"}}"#);
    inside.writes_payload(
        home,
        &[Slot {
            row: row.into_bytes(),
            ..hidden
        }],
    );
    meet(&phone, &laptop).await;
    meet(&reader, &laptop).await;
    assert_eq!(read(&reader), ["open"]);
    let all = ["from the laptop", "hidden", "open", "private"];
    assert_eq!(exported(&laptop.vault, &laptop), all);
    let summary = laptop.vault.insights().summary(Days::default(), None);
    let summary = summary.expect("it can be summarised").plain();
    assert!(!summary.contains("claimed"), "{summary}");
    // What seemed to be none of it goes out once that was looked at.
    looks_at_all(&laptop);
    meet(&reader, &laptop).await;
    assert_eq!(read(&reader), ["hidden", "open"]);
    let found = crate::sharing::everything(&reader);
    assert!(!crate::sharing::holds(&found, "claimed"));
}

/// Writes what does not fit, each with a row that hides it: an entry and what follows it, the end of an entry of the
/// device's own, and of one of the laptop's.
fn writes_what_does_not_fit(inside: &Insider, home: SpaceId, laptop: &Desk) {
    let log = inside.log(Class::Data);
    let claimed = r#""body":"claimed""#;
    let gone = with_row(malformed(log, entry_id(1), Vec::new()), claimed);
    // What follows it does not fit either.
    let deps = vec![
        *journal::gate::scan(&gone.changes[0])
            .expect("it passes")
            .hash
            .as_bytes(),
    ];
    let mut follows = malformed(log, entry_id(1), deps.clone());
    let by = Actor::derive(&log.encode(), DocId::from_bytes(entry_id(1)));
    follows.changes = vec![
        Change {
            seq: 2,
            start_op: 51,
            deps,
            ..Change::puts(by.as_bytes(), 1)
        }
        .bytes(),
    ];
    inside.writes_payload(home, &[gone]);
    inside.writes_payload(home, &[with_row(follows, claimed)]);
    // The same at the end of an entry that is there, of the phone's own and of the laptop's.
    let own = lying(log, 2, draft("of the phone"), r#""body":"of the phone""#);
    let end = vec![
        *journal::gate::scan(&own.changes[0])
            .expect("it passes")
            .hash
            .as_bytes(),
    ];
    inside.writes_payload(home, &[own]);
    let by = Actor::derive(&log.encode(), DocId::from_bytes(entry_id(2)));
    let after = Change {
        seq: 2,
        start_op: 500,
        deps: end,
        ..Change::puts(by.as_bytes(), 1)
    };
    inside.writes_payload(home, &[with_row(slot(2, after.bytes()), claimed)]);
    let theirs = data_encoding::BASE32_NOPAD_NOCASE.decode(laptop.entries()[0].id.as_bytes());
    let theirs: [u8; 16] = theirs
        .expect("ids are base32")
        .try_into()
        .expect("16 bytes");
    let snapshot = (*laptop.vault).home_snapshot().expect("it can be read");
    let item = snapshot
        .item(DocId::from_bytes(theirs))
        .expect("it can be read");
    let head = item.expect("it is there").heads;
    drop(snapshot);
    inside.writes_payload(home, &[with_row(malformed(log, theirs, head), claimed)]);
}

// Seen to fail: an entry of which there is nothing was shown for ever, and the doctor said nothing.
#[tokio::test]
async fn what_does_not_fit_is_set_aside_whatever_its_row_says() {
    let world = World::new(164);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    writes_what_does_not_fit(&inside, home, &laptop);
    meet(&phone, &laptop).await;
    for desk in [&laptop, &phone] {
        looks_at_all(desk);
        assert_eq!(desk.bodies(), ["from the laptop", "of the phone"]);
        assert!(desk.vault.entries().get(&id_of(1)).is_err());
        let ward = desk.vault.ward().expect("the ward can be listed");
        assert_eq!(ward.deferred.len(), 4, "{ward:#?}");
        desk.is_sound();
        assert_eq!(desk.bodies(), ["from the laptop", "of the phone"]);
        let again = desk.vault.ward().expect("the ward can be listed");
        assert_eq!(again.deferred.len(), 4, "{again:#?}");
    }
    // All of it goes on.
    for entry in laptop.entries() {
        let edit = vec![EntryEdit::Body(format!("{}, edited", entry.body))];
        laptop
            .vault
            .entries()
            .change(&(&entry).into(), edit)
            .expect("it can be edited");
    }
    meet(&phone, &laptop).await;
    assert_eq!(
        phone.bodies(),
        ["from the laptop, edited", "of the phone, edited"]
    );
}

// Seen to fail without the mark on what a device wrote itself.
#[tokio::test]
async fn honest_entries_cost_nothing_more() {
    let world = World::new(165);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let before = laptop.vault.loaded_documents();
    for number in 0..40 {
        laptop.writes(&format!("entry {number}"));
        phone.writes(&format!("entry {number} of the phone"));
    }
    // Nothing of one's own is looked at.
    assert!(
        !laptop
            .vault
            .compute_some_rows()
            .expect("rows can be computed")
    );
    meet(&phone, &laptop).await;
    let listed = |desk: &Desk| {
        let (_, before) = desk.vault.opened_directories_and_pages();
        assert_eq!(desk.bodies().len(), 80);
        desk.vault
            .entries()
            .search("phone", 5)
            .expect("it can be searched");
        desk.vault.opened_directories_and_pages().1 - before
    };
    let provisional = listed(&laptop);
    assert_eq!(laptop.vault.loaded_documents(), before);
    looks_at_all(&laptop);
    assert_eq!(laptop.vault.loaded_documents() - before, 40);
    assert_eq!(listed(&laptop), provisional);
    assert!(
        !laptop
            .vault
            .compute_some_rows()
            .expect("rows can be computed")
    );
    assert_eq!(laptop.vault.loaded_documents() - before, 40);
}

// Seen to fail where worksheets may be provisional: what was claimed was shown.
#[tokio::test]
async fn of_worksheets_and_settings_nothing_is_believed() {
    let world = World::new(166);
    let (laptop, phone, inside, home) = a_laptop_and_a_phone_that_turns(&world).await;
    let log = inside.log(Class::Data);
    for (kind, byte) in [(Kind::Worksheet, 2), (Kind::Settings, 9)] {
        let mut doc = entry_id(1);
        doc[15] = byte;
        let actor = Actor::derive(&log.encode(), DocId::from_bytes(doc));
        let mut document = Document::new(kind, actor);
        let made = document.change(1_795_000_000, |writing| -> Result<(), WriteError> {
            writing.put("d", &"written".into())
        });
        let change = made.expect("a change").expect("something changed");
        let row = br#"{"definition":"claimed","version":1}"#.to_vec();
        inside.writes_payload(
            home,
            &[Slot {
                doc,
                kind: byte,
                changes: vec![change],
                row,
            }],
        );
    }
    meet(&phone, &laptop).await;
    let view = laptop.vault.view().expect("it can be read");
    let provisional = laptop.vault.provisional_rows(&view, home);
    assert_eq!(provisional.expect("it can be read"), 0);
    let export = laptop.vault.transfer().export(true, &laptop.confirmed());
    let sheets = export.expect("it can be exported").worksheets;
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0].row.definition, "written");
    laptop.is_sound();
}
