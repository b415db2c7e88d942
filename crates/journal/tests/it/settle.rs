//! Devices that change the same things apart: equal corrections stand once, an edit wins against emptying and deleting,
//! values have one order, and all devices come to the same.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod fleet;
mod values;

use std::collections::BTreeSet;

use automerge::{AutoCommit, Change, ObjType, ROOT, ReadDoc, TextEncoding, Value};
use journal::{
    Actor, DocId, Document, Edit, EntryEdit, EntryFields, EntryRow, Kind, Place, Scalar, SheetEdit,
    SheetRow,
};
use proptest::prelude::*;

const WHEN: &str = "2026-11-23T22:10:00+01:00[Europe/Berlin]";
const NOW: i64 = 1_795_468_200;

/// A device with all changes that it has.
#[derive(Clone)]
struct Device {
    document: Document,
    changes: Vec<Vec<u8>>,
}

impl Device {
    fn new(kind: Kind, log: &[u8]) -> Self {
        let actor = Actor::derive(log, DocId::from_bytes([1; 16]));
        Self {
            document: Document::new(kind, actor),
            changes: Vec::new(),
        }
    }

    fn write_at(&mut self, edits: impl IntoIterator<Item = impl Into<Edit>>, at: i64) -> bool {
        let edits: Vec<Edit> = edits.into_iter().map(Into::into).collect();
        let made = self.document.edit_in_parts(&edits, at).unwrap();
        self.changes.extend(made.iter().cloned());
        !made.is_empty()
    }

    fn write(&mut self, edit: impl Into<Edit>) -> bool {
        self.write_at([edit], NOW)
    }

    fn hear(&mut self, other: &Self) {
        let new: Vec<&[u8]> = other.changes.iter().map(Vec::as_slice).collect();
        self.document.apply(&new).unwrap();
        for change in &other.changes {
            if !self.changes.contains(change) {
                self.changes.push(change.clone());
            }
        }
    }

    fn entry(&self) -> EntryRow {
        self.document.row().as_entry().unwrap().clone()
    }

    fn body(&self) -> String {
        self.entry().fields.body
    }

    fn sheet(&self) -> SheetRow {
        self.document.row().as_sheet().unwrap().clone()
    }

    /// The text as Automerge alone holds it.
    fn held(&self, key: &str) -> String {
        let mut doc = AutoCommit::new_with_encoding(TextEncoding::UnicodeCodePoint);
        let changes = self.changes.iter();
        doc.apply_changes(changes.map(|bytes| Change::from_bytes(bytes.clone()).unwrap()))
            .unwrap();
        let texts = doc.get_all(ROOT, key).unwrap().into_iter();
        let texts = texts.filter(|(value, _)| matches!(value, Value::Object(ObjType::Text)));
        let texts: Vec<String> = texts.map(|(_, id)| doc.text(id).unwrap()).collect();
        texts.concat()
    }
}

fn create(title: &str, body: &str) -> EntryFields {
    EntryFields::text(body).title(title).when(WHEN).mood(5)
}

fn body(text: &str) -> EntryEdit {
    EntryEdit::Body(text.into())
}

/// Two devices with the same entry.
fn two(text: &str) -> (Device, Device) {
    let mut a = Device::new(Kind::Entry, b"a");
    a.write(create("Tuesday", text));
    let mut b = Device::new(Kind::Entry, b"b");
    b.hear(&a);
    (a, b)
}

fn meet(a: &mut Device, b: &mut Device) {
    a.hear(b);
    b.hear(a);
    assert_eq!(a.document.row(), b.document.row());
}

/// What a text becomes that is made into two others apart, whoever meets whom, and that it stays so.
fn apart(base: &str, here: &str, there: &str) -> String {
    let (mut a, mut b) = two(base);
    a.write(body(here));
    b.write(body(there));
    meet(&mut a, &mut b);
    let merged = a.body();
    let (mut c, mut d) = (a.clone(), b.clone());
    // The next edit makes the document hold what is read; made on both, it is the same again.
    c.write(EntryEdit::Star(true));
    assert_eq!((c.body(), c.held("body")), (merged.clone(), merged.clone()));
    d.write(EntryEdit::Tag("x".into(), true));
    meet(&mut c, &mut d);
    assert_eq!(c.body(), merged);
    c.write(EntryEdit::Mood(None));
    assert_eq!(c.held("body"), merged);
    merged
}

#[test]
fn the_same_correction_on_two_devices_stands_once() {
    for (base, here, there, right) in [
        ("to teh lake", "to the lake", "to the lake", "to the lake"),
        ("Hello", "Hello World!", "Hello World!", "Hello World!"),
        (
            "Hello",
            "Hello World!",
            "Hello World! Bye.",
            "Hello World! Bye.",
        ),
        (
            "Hello",
            "Hello again. World!",
            "Hello World!",
            "Hello again. World!",
        ),
        ("teh cat", "the cat", "the dog", "the dog"),
        (
            "teh cat sat",
            "the cat sat down",
            "So the cat sat",
            "So the cat sat down",
        ),
        ("a b c d", "a c d", "a d", "a d"),
        ("会議だ", "会議です", "会議です", "会議です"),
        ("", "Both the same.", "Both the same.", "Both the same."),
        (
            "one\ntwo\n",
            "one\ntwo\nthree\n",
            "zero\none\ntwo\nthree\n",
            "zero\none\ntwo\nthree\n",
        ),
    ] {
        assert_eq!(
            apart(base, here, there),
            right,
            "{base:?} {here:?} {there:?}"
        );
        assert_eq!(
            apart(base, there, here),
            right,
            "{base:?} {there:?} {here:?}"
        );
    }
}

#[test]
fn a_text_emptied_here_and_edited_there_is_the_edited_text() {
    let base = "First.\nSecond sentence here.\nThird.";
    for edited in [
        "First.\nSecond new sentence here.\nThird.",
        "First.\nSecond sentence here.\nThird. And a fourth.",
        "Before. First.\nThird.",
    ] {
        for emptied in ["", " \n"] {
            assert_eq!(apart(base, emptied, edited), edited);
            assert_eq!(apart(base, edited, emptied), edited);
        }
    }
    // A paragraph, too, is whole or gone.
    let (gone, edited) = (
        "First.\nThird.",
        "First.\nSecond, longer sentence here.\nThird!",
    );
    let right = "First.\nSecond, longer sentence here.\nThird!";
    assert_eq!(apart(base, gone, edited), right);
    assert_eq!(apart(base, edited, gone), right);
    // Without an edit it is gone.
    assert_eq!(apart(base, "", base), "");
    assert_eq!(
        apart(base, gone, "First.\nSecond sentence here.\nThird!"),
        "First.\nThird!"
    );
}

#[test]
fn what_was_written_differently_stays_and_no_two_words_become_one() {
    for (base, here, there) in [
        (
            "I was sad today.",
            "I was glad today.",
            "I was afraid today.",
        ),
        ("Start.", "Start. Mine.", "Start. Yours."),
        ("", "Mine.", "Yours."),
    ] {
        let merged = apart(base, here, there);
        for word in ["glad", "afraid", "Mine", "Yours"] {
            let typed = here.contains(word) || there.contains(word);
            assert_eq!(
                merged.matches(word).count(),
                usize::from(typed),
                "{merged:?}"
            );
        }
    }
}

#[test]
fn a_text_that_only_begins_with_the_same_letters_stays() {
    let place = Place::field("origin");
    let mut devices = ["Ann", "Anna"].map(|name| {
        let mut device = Device::new(Kind::Worksheet, name.as_bytes());
        device.write(SheetEdit::Text {
            place: Place::field("origin"),
            text: name.into(),
        });
        device
    });
    let [a, b] = &mut devices;
    meet(a, b);
    let sheet = a.sheet();
    let mut names: Vec<&str> = sheet
        .value(&place)
        .unwrap()
        .as_str()
        .unwrap()
        .split("\n\n")
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Ann", "Anna"]);
}

#[test]
fn texts_begun_apart_and_equal_stand_once() {
    let place = Place::field("origin");
    let text = |text: &str| SheetEdit::Text {
        place: Place::field("origin"),
        text: text.into(),
    };
    for (mine, theirs, right) in [
        ("An old fear.", "An old fear.", "An old fear."),
        (
            "An old fear.",
            "An old fear. From school.",
            "An old fear. From school.",
        ),
    ] {
        let mut a = Device::new(Kind::Worksheet, b"a");
        let mut b = Device::new(Kind::Worksheet, b"b");
        a.write(text(mine));
        b.write(text(theirs));
        meet(&mut a, &mut b);
        assert_eq!(a.sheet().value(&place).unwrap().as_str(), Some(right));
        a.write(SheetEdit::MarkDone(Some(true)));
        assert_eq!(a.held("t/origin"), right);
        b.write(text(&format!("{right} More.")));
        meet(&mut a, &mut b);
        let whole = format!("{right} More.");
        assert_eq!(
            a.sheet().value(&place).unwrap().as_str(),
            Some(whole.as_str())
        );
    }
}

#[test]
fn a_long_text_emptied_here_and_edited_there_comes_back_in_parts() {
    let long: String = (0..20_000).map(|n| format!("word{n} ")).collect();
    let edited = format!("{long}and more");
    assert_eq!(apart(&long, "", &edited), edited);
}

// ---- values

#[test]
fn what_was_typed_on_an_earlier_version_is_merged_with_what_came() {
    let (mut a, mut b) = two("Alpha.\nBeta.\nGamma.\n");
    let base = a.document.heads();
    b.write_at(
        [
            body("Alpha-quick.\nBeta.\nGamma.\n"),
            EntryEdit::Title("New".into()),
            EntryEdit::Tag("theirs".into(), true),
            EntryEdit::Mood(Some(9)),
        ],
        NOW,
    );
    a.hear(&b);
    let typed = vec![
        body("Alpha.\nBeta.\nGamma-slow.\n").into(),
        EntryEdit::Title("Tuesday".into()).into(),
        EntryEdit::Mood(Some(5)).into(),
        EntryEdit::Tag("mine".into(), true).into(),
    ];
    let edits = a.document.edits_from(&base, typed).unwrap();
    a.write_at(edits, NOW);
    let row = a.entry();
    assert_eq!(row.body, "Alpha-quick.\nBeta.\nGamma-slow.\n");
    assert_eq!((row.title.as_str(), row.mood), ("New", Some(9)));
    assert_eq!(row.tags, ["mine", "theirs"]);

    // Nothing was changed on the old version, so nothing is.
    let same = vec![body("Alpha.\nBeta.\nGamma.\n").into()];
    let edits = a.document.edits_from(&base, same).unwrap();
    assert!(!a.write_at(edits, NOW));
    // A version that never was here.
    let (mut stranger, _) = two("x");
    stranger.write(body("y"));
    assert!(
        a.document
            .edits_from(&stranger.document.heads(), vec![])
            .is_err()
    );
    // Before anything was written.
    let typed = vec![body("Quite another.").into()];
    let edits = a.document.edits_from(&[], typed).unwrap();
    a.write_at(edits, NOW);
    assert_eq!(
        a.body(),
        "Alpha-quick.\nBeta.\nGamma-slow.\n\n\nQuite another."
    );
}

#[test]
fn answers_typed_on_an_earlier_version_change_only_what_was_changed() {
    let mut a = Device::new(Kind::Worksheet, b"a");
    let at = |field: &str| Place::field(field);
    let choose = |choice: &str, on: bool| SheetEdit::Choose {
        place: at("many"),
        choice: choice.into(),
        on,
    };
    let set = |n: i64| SheetEdit::Set {
        place: at("scale"),
        value: Scalar::Number(n),
    };
    let text = |text: &str| SheetEdit::Text {
        place: at("words"),
        text: text.into(),
    };
    let rank = |order: [&str; 2]| SheetEdit::Rank {
        place: at("order"),
        order: order.map(str::to_owned).to_vec(),
    };
    a.write_at(
        [
            choose("x", true),
            set(3),
            text("One. Two."),
            rank(["p", "q"]),
        ],
        NOW,
    );
    let base = a.document.heads();
    a.write_at(
        [
            choose("y", true),
            set(7),
            text("One! Two."),
            rank(["q", "p"]),
        ],
        NOW,
    );
    let typed = [
        choose("x", false),
        choose("z", true),
        set(3),
        text("One. Two. Three."),
        rank(["p", "q"]),
        SheetEdit::Count {
            place: at("count"),
            by: 2,
        },
    ];
    let edits = a
        .document
        .edits_from(&base, typed.map(Edit::from).to_vec())
        .unwrap();
    a.write_at(edits, NOW);
    let row = a.sheet();
    let chosen: Vec<&str> = row.fields.chosen("many").collect();
    assert_eq!(chosen, ["y", "z"]);
    assert_eq!(row.fields.number("scale"), Some(7));
    assert_eq!(row.fields.words("words"), "One! Two. Three.");
    assert_eq!(row.fields.number("count"), Some(2));
    assert_eq!(
        row.fields.get("order").unwrap().to_plain().to_string(),
        r#"["q","p"]"#
    );
}

#[test]
fn however_devices_have_met_reading_ends_soon() {
    // Both empty the text and bring it back again and again, and meet without ever agreeing on a past.
    let (mut a, mut b) = two("One text of a few words.");
    for n in 0..40 {
        let (before_a, before_b) = (a.clone(), b.clone());
        a.write(body(""));
        b.write(body(&format!("Back {n}. {}", before_b.body())));
        a.hear(&before_b);
        b.hear(&before_a);
        a.write(EntryEdit::Mood(Some(3)));
        b.write(EntryEdit::Mood(Some(4)));
    }
    meet(&mut a, &mut b);
    // And a crowd that writes at once.
    let mut crowd: Vec<Device> = (0..40u8)
        .map(|n| Device::new(Kind::Entry, &[9, n]))
        .collect();
    for (n, device) in crowd.iter_mut().enumerate() {
        device.hear(&a);
        device.write(body(&format!("{} Number {n}.", a.body())));
    }
    for device in &crowd {
        b.hear(device);
    }
    let read = b.body();
    for n in 0..40 {
        assert!(read.contains(&format!("Number {n}.")), "{n} in {read}");
    }
}

// ---- a fleet
