//! Entries as documents: editing, limits, merging, and whatever strangers may put into them.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod merging;

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ObjType, ROOT, ScalarValue};
use journal::{
    Actor, DayEnds, DocId, Document, Edit, EditError, EntryEdit, EntryError, EntryFields, EntryRow,
    Kind, Row, SheetEdit, TEXT_CHARS_PER_CHANGE_MAX,
};
use proptest::prelude::*;
use serde_json::json;

const WHEN: &str = "2026-11-23T22:10:00+01:00[Europe/Berlin]";

fn doc_id() -> DocId {
    DocId::from_bytes([1; 16])
}

fn empty(log: &[u8]) -> Document {
    Document::new(Kind::Entry, Actor::derive(log, doc_id()))
}

fn create(body: &str) -> EntryFields {
    EntryFields {
        when: WHEN.into(),
        title: "Tuesday".into(),
        body: body.into(),
        mood: Some(4),
        emotions: vec!["tired".into(), "let down".into()],
        triggers: vec!["meeting".into()],
        tags: vec!["work".into()],
        steps: vec![2, 10, 1],
        star: true,
        ..EntryFields::default()
    }
}

fn write<E: Clone + Into<Edit>>(document: &mut Document, edits: &[E]) -> Vec<u8> {
    let edits: Vec<Edit> = edits.iter().cloned().map(Into::into).collect();
    document.edit(&edits, 1_795_468_200).unwrap().unwrap()
}

fn row(document: &Document) -> EntryRow {
    document.row().as_entry().unwrap().clone()
}

/// The same entry on so many devices.
fn devices(count: u8, body: &str) -> Vec<Document> {
    let mut first = empty(&[0]);
    let change = write(&mut first, &[create(body)]);
    let mut devices = vec![first];
    for n in 1..count {
        let actor = Actor::derive(&[n], doc_id());
        devices.push(Document::from_changes(Kind::Entry, actor, &[&change]).unwrap());
    }
    devices
}

#[test]
fn what_is_written_is_read() {
    let mut entry = empty(b"laptop");
    assert_eq!(entry.row(), Row::Entry(EntryRow::default()));
    let first = write(&mut entry, &[create("It was long.")]);
    let expected = EntryFields {
        emotions: vec!["let down".into(), "tired".into()],
        steps: vec![1, 2, 10],
        ..create("It was long.")
    };
    assert_eq!(row(&entry), expected.clone().into());
    let when = expected.when;
    assert_eq!(
        when.day(DayEnds::MIDNIGHT).unwrap().to_string(),
        "2026-11-23"
    );
    assert_eq!(when.civil().unwrap().to_string(), "2026-11-23T22:10:00");
    assert_eq!(when.zoned().unwrap().to_string(), WHEN);

    let second = write(
        &mut entry,
        &[
            EntryEdit::Title(String::new()),
            EntryEdit::Mood(None),
            EntryEdit::Tag("work".into(), false),
            EntryEdit::Tag("home".into(), true),
            EntryEdit::Step(10, false),
            EntryEdit::Star(false),
            EntryEdit::Journey(Some("mzxw6ytb".into())),
            EntryEdit::Delete,
        ],
    );
    let changed = row(&entry);
    assert_eq!(
        (changed.title.as_str(), changed.mood, changed.star),
        ("", None, false)
    );
    assert_eq!(changed.tags, ["home"]);
    assert_eq!(changed.steps, [1, 2]);
    assert_eq!(changed.deleted, Some(1_795_468_200));
    assert_eq!(changed.journey.as_deref(), Some("mzxw6ytb"));

    let actor = Actor::derive(b"phone", doc_id());
    let other = Document::from_changes(Kind::Entry, actor, &[&second, &first]).unwrap();
    assert_eq!(other.row(), entry.row());
    assert_eq!(other.heads(), entry.heads());
    write(&mut entry, &[EntryEdit::Restore]);
    assert_eq!(row(&entry).deleted, None);
}

#[test]
fn the_same_again_is_no_change() {
    let mut entry = devices(1, "It was long.").remove(0);
    let same: Vec<Edit> = [
        EntryEdit::When(WHEN.into()),
        EntryEdit::Title("Tuesday".into()),
        EntryEdit::Body("It was long.".into()),
        EntryEdit::Mood(Some(4)),
        EntryEdit::Tag("work".into(), true),
        EntryEdit::Tag("play".into(), false),
        EntryEdit::Star(true),
        EntryEdit::Restore,
        EntryEdit::Journey(None),
    ]
    .map(Edit::from)
    .to_vec();
    let heads = entry.heads();
    assert_eq!(entry.edit(&same, 5).unwrap(), None);
    assert_eq!(entry.edit(&[], 5).unwrap(), None);
    assert_eq!(entry.heads(), heads);
}

#[test]
fn limits_are_told_and_leave_the_entry_alone() {
    let mut entry = devices(1, "x").remove(0);
    let before = (entry.heads(), entry.row());
    let mut refused = |edit: EntryEdit| {
        // A good edit beside a bad one is not made either.
        let edits = [EntryEdit::Star(false).into(), edit.into()];
        match entry.edit(&edits, 5).unwrap_err() {
            EditError::Entry(error) => error,
            other => panic!("{other:?}"),
        }
    };
    let label = |text: &str| EntryEdit::Tag(text.into(), true);
    assert!(matches!(
        refused(EntryEdit::When("yesterday".into())),
        EntryError::When(_)
    ));
    assert!(matches!(
        refused(EntryEdit::When("2026-11-23".into())),
        EntryError::When(_)
    ));
    assert_eq!(
        refused(EntryEdit::Title("x".repeat(501))),
        EntryError::TitleTooLong(501)
    );
    assert_eq!(
        refused(EntryEdit::Title("a\nb".into())),
        EntryError::TitleNotOneLine
    );
    assert!(matches!(
        refused(EntryEdit::Body("x".repeat((1 << 20) + 1))),
        EntryError::BodyTooLong(_)
    ));
    assert_eq!(refused(EntryEdit::Mood(Some(0))), EntryError::Mood(0));
    assert_eq!(refused(EntryEdit::Mood(Some(11))), EntryError::Mood(11));
    for bad in ["", "  ", "two words", "a\u{7}b", &"x".repeat(65)] {
        assert!(
            matches!(refused(label(bad)), EntryError::Label { .. }),
            "{bad:?}"
        );
    }
    assert_eq!(refused(EntryEdit::Step(0, true)), EntryError::Step(0));
    assert!(matches!(
        refused(EntryEdit::Journey(Some("no!".into()))),
        EntryError::Journey(_)
    ));
    assert_eq!((entry.heads(), entry.row()), before);

    let many: Vec<Edit> = (0..65).map(|n| label(&format!("t{n}")).into()).collect();
    let error = entry.edit(&many, 5).unwrap_err();
    assert!(
        matches!(error, EditError::Entry(EntryError::TooMany("tags"))),
        "{error:?}"
    );
    assert!(entry.edit(&many[..63], 5).is_ok());
    let sheet = Edit::Sheet(SheetEdit::Delete);
    assert!(matches!(
        entry.edit(&[sheet], 5),
        Err(EditError::WrongKind(Kind::Entry))
    ));
    let star = [EntryEdit::Star(false).into()];
    let error = entry.edit(&star, i64::MAX).unwrap_err();
    assert!(matches!(error, EditError::NotPassable(_)), "{error:?}");
}

#[test]
fn labels_are_one_whatever_way_they_are_typed() {
    let mut entry = devices(1, "").remove(0);
    write(&mut entry, &[EntryEdit::Tag("mu\u{308}de".into(), true)]);
    let again = [EntryEdit::Tag(" müde ".into(), true).into()];
    assert_eq!(entry.edit(&again, 5).unwrap(), None);
    assert_eq!(row(&entry).tags, ["müde", "work"]);
}

#[test]
fn long_texts_are_written_in_parts() {
    let long: String = (0..15_000).map(|n| format!("word{n} ")).collect();
    assert!(long.chars().count() > 2 * TEXT_CHARS_PER_CHANGE_MAX);
    let mut entry = empty(b"laptop");
    let edits = [create(&long).into()];
    assert!(matches!(
        entry.edit(&edits, 5),
        Err(EditError::TooMuchAtOnce)
    ));
    assert!(entry.heads().is_empty());
    let changes = entry.edit_in_parts(&edits, 5).unwrap();
    assert_eq!(row(&entry).body, long);
    assert_eq!(row(&entry).tags, ["work"]);
    let bytes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
    let actor = Actor::derive(b"phone", doc_id());
    let other = Document::from_changes(Kind::Entry, actor, &bytes).unwrap();
    assert_eq!(other.row(), entry.row());

    // And taken away again, while a little edit stays one change.
    let little = [EntryEdit::Body(format!("{long}!")).into()];
    assert_eq!(entry.edit_in_parts(&little, 6).unwrap().len(), 1);
    let blob = "x".repeat(100_000);
    assert!(
        entry
            .edit_in_parts(&[EntryEdit::Body(blob.clone()).into()], 7)
            .unwrap()
            .len()
            > 3
    );
    assert_eq!(row(&entry).body, blob);
    assert_eq!(
        entry
            .edit_in_parts(&[EntryEdit::Body(blob).into()], 8)
            .unwrap()
            .len(),
        0
    );
}

// ---- merging

#[test]
fn unknown_fields_survive() {
    let mut entry = devices(1, "x").remove(0);
    let base = write(&mut entry, &[EntryEdit::Star(false)]);
    let mut later = AutoCommit::new().with_actor(ActorId::from([9; 16]));
    let mut origin = empty(&[0]);
    let first = write(&mut origin, &[create("x")]);
    for bytes in [&first, &base] {
        later.load_incremental(bytes).unwrap();
    }
    later.put(ROOT, "weather", "rain").unwrap();
    later.put(ROOT, "steps_walked", 9000).unwrap();
    let change = later.get_last_local_change().unwrap();
    entry.apply(&[change.raw_bytes()]).unwrap();
    write(&mut entry, &[EntryEdit::Title("later".into())]);
    let row = row(&entry);
    assert_eq!(row.extra["weather"], json!("rain"));
    assert_eq!(row.extra["steps_walked"], json!(9000));
    let json = entry.row().to_json();
    assert_eq!(Row::from_json(Kind::Entry, &json).unwrap(), entry.row());
}

/// A value of any type under any of the keys that mean something.
fn hostile() -> impl Strategy<Value = Vec<(String, u8, String)>> {
    let key = prop_oneof![
        Just("when".to_owned()),
        Just("title".to_owned()),
        Just("body".to_owned()),
        Just("mood".to_owned()),
        Just("star".to_owned()),
        Just("deleted".to_owned()),
        Just("journey".to_owned()),
        Just("d".to_owned()),
        Just("v".to_owned()),
        "(tag|emotion|trigger|step|f|t|c|s|r|i|i/urges)/.{0,12}",
        ".{0,8}",
    ];
    prop::collection::vec((key, 0..16u8, ".{0,30}"), 1..30)
}

fn put(doc: &mut AutoCommit, key: &str, what: u8, text: &str) {
    let value: ScalarValue = match what {
        0 => ScalarValue::Null,
        1 => i64::MIN.into(),
        2 => u64::MAX.into(),
        3 => f64::NAN.into(),
        4 => f64::INFINITY.into(),
        5 => ScalarValue::counter(i64::MAX),
        6 => ScalarValue::Timestamp(i64::MAX),
        7 => ScalarValue::Bytes(text.as_bytes().to_vec()),
        8 => true.into(),
        9 => 5.into(),
        10 => {
            doc.put_object(ROOT, key, ObjType::Map).unwrap();
            return;
        }
        11 => {
            let list = doc.put_object(ROOT, key, ObjType::List).unwrap();
            doc.insert(&list, 0, text).unwrap();
            return;
        }
        12 => {
            let object = doc.put_object(ROOT, key, ObjType::Text).unwrap();
            doc.splice_text(&object, 0, 0, text).unwrap();
            doc.split_block(&object, 0).unwrap();
            return;
        }
        13 => ScalarValue::Unknown {
            type_code: 14,
            bytes: vec![1, 2, 3],
        },
        _ => text.into(),
    };
    doc.put(ROOT, key, value).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn hostile_content_never_panics(first in hostile(), second in hostile(), sheet in any::<bool>()) {
        let mut changes = Vec::new();
        for (n, content) in [first, second].iter().enumerate() {
            let mut doc = AutoCommit::new().with_actor(ActorId::from([n as u8; 16]));
            for (key, what, text) in content {
                put(&mut doc, key, *what, text);
            }
            changes.push(doc.get_last_local_change().unwrap().raw_bytes().to_vec());
        }
        let kind = if sheet { Kind::Worksheet } else { Kind::Entry };
        let mut document = Document::new(kind, Actor::derive(b"me", doc_id()));
        let bytes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
        if document.apply(&bytes).is_err() {
            return Ok(());
        }
        let json = document.row().to_json();
        prop_assert!(Row::from_json(kind, &json).is_ok());
        document.history(0);
        if let Row::Entry(row) = document.row() {
            let _ = (row.when.zoned(), row.when.civil(), row.when.day(DayEnds::MIDNIGHT));
            // And it can be put right again.
            let edits = [create("clean").into(), EntryEdit::Restore.into()];
            prop_assert!(document.edit(&edits, 1).unwrap().is_some());
            let righted = self::row(&document);
            prop_assert_eq!(righted.body.as_str(), "clean");
            prop_assert_eq!(righted.when.as_str(), WHEN);
        }
    }
}

// ---- names

#[test]
fn beginnings_of_ids_find_all_ids_that_begin_so() {
    let id = DocId::from_bytes([0xA7; 16]);
    let text = id.to_string();
    assert_eq!(text.len(), 26);
    for n in 1..=26 {
        let (low, high) = DocId::prefix_bounds(&text[..n]).unwrap();
        assert!(low <= id && id <= high);
        assert!(low.to_string().starts_with(&text[..n]));
        assert!(high.to_string().starts_with(&text[..n]));
        assert_eq!(low == high, n == 26);
        let upper = text[..n].to_uppercase();
        assert_eq!(DocId::prefix_bounds(&upper).unwrap(), (low, high));
    }
    assert_eq!(id.shorten(4), text[..4]);
    assert_eq!(
        DocId::prefix_bounds("0l8").unwrap(),
        DocId::prefix_bounds("olb").unwrap()
    );
    for bad in [
        "",
        "a b",
        "ä",
        "9",
        &"a".repeat(27),
        "aaaaaaaaaaaaaaaaaaaaaaaaab",
    ] {
        assert!(DocId::prefix_bounds(bad).is_err(), "{bad:?}");
    }
}
