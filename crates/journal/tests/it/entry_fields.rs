//! Every field of an entry is written, read, printed, compared and restored, whichever fields there are.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;

use journal::{
    Actor, DocId, Document, EntryEdit, EntryField, EntryFields, EntryFile, EntryValue, FILES_MAX,
    Field, FileHash, ItemId, Kind, Row, TITLE_CHARS_MAX,
};

/// A file of two chunks.
fn file(name: &str, order: u32) -> EntryFile {
    let mut bytes = [1; 8];
    bytes[0] = name.as_bytes()[0];
    let of = |byte| FileHash::from_bytes([byte; 32]);
    EntryFile {
        id: ItemId::from_bytes(bytes).to_string(),
        name: name.into(),
        media_type: "image/jpeg".into(),
        bytes: 300_000,
        sha256: of(1),
        key: "AGE-SECRET-KEY-1X".into(),
        chunks: vec![of(2), of(3)],
        order,
        caption: "by the lake".into(),
        extra: [("width".to_owned(), 7.into())].into(),
    }
}

/// An entry that says something in every field.
fn everything() -> EntryFields {
    let fields = EntryFields {
        when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
        title: "Tuesday".into(),
        body: "It was long.".into(),
        mood: Some(4),
        emotions: vec!["let down".into(), "tired".into()],
        triggers: vec!["meeting".into()],
        tags: vec!["work".into()],
        steps: vec![1, 10],
        star: true,
        letter: true,
        files: vec![file("lake.jpg", 0), file("sound.ogg", 1)],
    };
    assert!(fields.values().iter().all(|(_, value)| value.is_filled()));
    fields
}

fn written(fields: &EntryFields) -> Document {
    let actor = Actor::derive(b"a log", DocId::from_bytes([1; 16]));
    let mut document = Document::new(Kind::Entry, actor);
    document.edit(&[fields.clone().into()], 5).unwrap().unwrap();
    document
}

fn read(document: &Document) -> EntryFields {
    document.row().as_entry().unwrap().fields.clone()
}

#[test]
fn every_field_is_read_as_it_was_written() {
    let document = written(&everything());
    assert_eq!(read(&document), everything());
    let row = document.row();
    assert!(row.as_entry().unwrap().extra.is_empty());
    assert_eq!(Row::from_json(Kind::Entry, &row.to_json()).unwrap(), row);
}

#[test]
fn every_field_is_taken_away_and_brought_back_alone() {
    let bare = EntryFields::text("").when("2020-01-01T00:00:00Z[UTC]");
    for field in EntryField::all() {
        let mut document = written(&everything());
        let there = bare.edits_to(&everything(), field);
        let away = everything().edits_to(&bare, field);
        for edits in [away, there] {
            let before = read(&document);
            let edits: Vec<_> = edits.into_iter().map(Into::into).collect();
            document.edit(&edits, 6).unwrap().unwrap();
            let after = read(&document);
            let differ = before.values().into_iter().zip(after.values());
            let differ: Vec<_> = differ.filter(|(was, is)| was != is).collect();
            assert_eq!(differ.len(), 1, "{field:?}: {differ:?}");
            assert_eq!(differ[0].0.0, field);
        }
        assert_eq!(read(&document), everything(), "{field:?}");
        let told = document.history(0).versions;
        for version in &told[..2] {
            let fields: Vec<_> = version.changes.iter().map(|change| &change.field).collect();
            assert_eq!(fields, [&Field::Entry(field)]);
        }
    }
}

#[test]
fn every_field_is_printed_under_its_own_key() {
    let printed = |fields: &EntryFields, empty: fn(EntryField) -> bool| {
        serde_json::to_value(fields.printed(empty)).unwrap()
    };
    let keys: BTreeSet<&str> = EntryField::all().map(EntryField::key).collect();
    let names: BTreeSet<&str> = EntryField::all().map(EntryField::name).collect();
    assert_eq!((keys.len(), names.len()), (11, 11));
    let all = printed(&everything(), |_| false);
    let found: BTreeSet<&str> = all
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(found, keys);
    let mut whole = serde_json::to_value(everything()).unwrap();
    for file in whole["files"].as_array_mut().unwrap() {
        // What opens a file is in the record and is printed nowhere.
        for hidden in ["key", "chunks", "order", "width"] {
            assert!(file.as_object_mut().unwrap().remove(hidden).is_some());
        }
    }
    assert_eq!(all, whole);
    let open = printed(&EntryFields::default(), |field| field != EntryField::Letter);
    let open = open.as_object().unwrap();
    assert_eq!(open.len(), keys.len() - 1);
    assert!(open["mood"].is_null() && open["tags"].as_array().unwrap().is_empty());
    assert_eq!(
        printed(&EntryFields::default(), |_| false),
        serde_json::json!({})
    );
}

#[test]
fn what_is_left_open_is_taken_from_the_other() {
    assert_eq!(EntryFields::default().or(everything()), everything());
    let mine = EntryFields::text("mine").mood(9).tag("own");
    let both = mine.or(everything());
    let expected = EntryFields {
        body: "mine".into(),
        mood: Some(9),
        tags: vec!["own".into()],
        ..everything()
    };
    assert_eq!(both, expected);
}

#[test]
fn an_entry_without_a_moment_or_with_a_bad_title_is_not_written() {
    let refused = |fields: EntryFields| {
        let actor = Actor::derive(b"a log", DocId::from_bytes([1; 16]));
        let mut document = Document::new(Kind::Entry, actor);
        document.edit(&[fields.into()], 5).unwrap_err().to_string()
    };
    assert!(refused(EntryFields::text("x")).contains("is not a date and time"));
    let long = "x".repeat(TITLE_CHARS_MAX + 1);
    assert!(refused(everything().title(long)).contains("501 characters"));
}

#[test]
fn values_have_words_for_people() {
    let words: Vec<String> = everything()
        .values()
        .map(|(field, value)| format!("{}: {}", field.name(), value.words()))
        .into();
    assert_eq!(words[0], "date: 2026-11-23T22:10:00+01:00[Europe/Berlin]");
    assert_eq!(
        words[3..6],
        ["mood: 4", "emotions: let down, tired", "triggers: meeting"]
    );
    assert_eq!(words[7..10], ["steps: 1, 10", "star: yes", "letter: yes"]);
    assert_eq!(
        words[10],
        "files: lake.jpg (by the lake), sound.ogg (by the lake)"
    );
    assert_eq!(EntryValue::Check(false).words(), "");
}

#[test]
fn a_file_that_makes_no_sense_is_not_written() {
    let refused = |file: EntryFile| {
        let mut document = written(&EntryFields::text("x").when("2020-01-01T00:00:00Z[UTC]"));
        let edit = EntryEdit::File(Box::new(file)).into();
        document.edit(&[edit], 6).unwrap_err().to_string()
    };
    let good = || file("lake.jpg", 0);
    let cases = [
        EntryFile {
            name: String::new(),
            ..good()
        },
        EntryFile {
            name: "a\nb".into(),
            ..good()
        },
        EntryFile {
            id: "../x".into(),
            ..good()
        },
        EntryFile {
            bytes: 600_000,
            ..good()
        },
        EntryFile {
            chunks: Vec::new(),
            ..good()
        },
    ];
    for case in cases {
        assert!(refused(case.clone()).contains("cannot be kept"), "{case:?}");
    }
    let large = EntryFile {
        bytes: (100 << 20) + 1,
        ..good()
    };
    assert!(refused(large).contains("larger than 100 MiB"));
}

#[test]
fn an_entry_has_so_many_files_and_not_more() {
    let numbered = |number: usize| EntryFile {
        id: ItemId::from_bytes(number.to_be_bytes()).to_string(),
        ..file("lake.jpg", 0)
    };
    let edit = |number| EntryEdit::File(Box::new(numbered(number))).into();
    let mut document = written(&EntryFields::text("x").when("2020-01-01T00:00:00Z[UTC]"));
    let all: Vec<_> = (0..FILES_MAX).map(edit).collect();
    document.edit(&all, 6).unwrap().unwrap();
    assert_eq!(read(&document).files.len(), FILES_MAX);
    // One that is there may be said anew.
    let said = EntryFile {
        caption: "later".into(),
        ..numbered(3)
    };
    document
        .edit(&[EntryEdit::File(Box::new(said)).into()], 7)
        .unwrap()
        .unwrap();
    let more = document.edit(&[edit(FILES_MAX)], 8).unwrap_err();
    assert!(more.to_string().contains("at most 64 files"), "{more}");
    // Eleven of the largest are more than an entry holds.
    let chunks = vec![FileHash::default(); 400];
    let mut document = written(&EntryFields::text("x").when("2020-01-01T00:00:00Z[UTC]"));
    let large = |number| EntryFile {
        bytes: 100 << 20,
        chunks: chunks.clone(),
        ..numbered(number)
    };
    let edit = |number| EntryEdit::File(Box::new(large(number))).into();
    let ten: Vec<_> = (0..10).map(edit).collect();
    document.edit(&ten, 6).unwrap().unwrap();
    let more = document.edit(&[edit(10)], 7).unwrap_err();
    assert!(more.to_string().contains("1024 MiB together"), "{more}");
}

#[test]
fn a_row_from_elsewhere_keeps_no_file_that_makes_no_sense() {
    let bad = EntryFile {
        chunks: Vec::new(),
        ..file("bad.jpg", 1)
    };
    let fields = EntryFields {
        files: vec![file("lake.jpg", 0), bad],
        ..everything()
    };
    let json = serde_json::to_vec(&fields).unwrap();
    let row = Row::from_json(Kind::Entry, &json).unwrap();
    assert_eq!(row.as_entry().unwrap().files, [file("lake.jpg", 0)]);
}
