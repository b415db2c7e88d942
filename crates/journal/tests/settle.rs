//! Devices that change the same things apart: equal corrections stand once, an edit wins against emptying and deleting,
//! values have one order, and all devices come to the same.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;

use automerge::{AutoCommit, Change, ObjType, ROOT, ReadDoc, TextEncoding, Value};
use journal::{
    Actor, DocId, Document, Edit, EntryEdit, EntryRow, Kind, Place, Scalar, SheetEdit, SheetRow,
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
        self.entry().body
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

fn create(title: &str, body: &str) -> EntryEdit {
    EntryEdit::Create {
        when: WHEN.into(),
        title: title.into(),
        body: body.into(),
        mood: Some(5),
        emotions: vec![],
        triggers: vec![],
        tags: vec![],
        steps: vec![],
        star: false,
    }
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
fn of_values_written_apart_the_later_one_counts_and_knowledge_comes_before_time() {
    let set = |n: i64| SheetEdit::Set {
        place: Place::field("scale"),
        value: Scalar::Number(n),
    };
    for (early, late) in [(b"a", b"b"), (b"b", b"a")] {
        let mut early = Device::new(Kind::Entry, early);
        early.write(create("Tuesday", "x"));
        let mut late = Device::new(Kind::Entry, late);
        late.hear(&early);
        // The earlier one writes more, so that Automerge alone would prefer it.
        for n in 1..5 {
            early.write_at([EntryEdit::Mood(Some(n))], NOW + i64::from(n));
        }
        early.write_at([EntryEdit::Title("early".into())], NOW + 5);
        late.write_at(
            [EntryEdit::Mood(Some(9)), EntryEdit::Title("late".into())],
            NOW + 9,
        );
        meet(&mut early, &mut late);
        let row = early.entry();
        assert_eq!((row.mood, row.title.as_str()), (Some(9), "late"));
        // Who knows both decides, whatever the clock says.
        early.write_at([EntryEdit::Mood(Some(2))], 7);
        meet(&mut early, &mut late);
        assert_eq!(late.entry().mood, Some(2));
        assert_eq!(late.entry().title, "late");
    }
    let (mut a, mut b) = (
        Device::new(Kind::Worksheet, b"a"),
        Device::new(Kind::Worksheet, b"b"),
    );
    a.write_at([set(1)], NOW + 2);
    b.write_at([set(2)], NOW + 1);
    meet(&mut a, &mut b);
    assert_eq!(a.sheet().fields.number("scale"), Some(1));
    // Equal times: the same one everywhere.
    let (mut a, mut b) = (
        Device::new(Kind::Worksheet, b"a"),
        Device::new(Kind::Worksheet, b"b"),
    );
    a.write(set(1));
    b.write(set(2));
    meet(&mut a, &mut b);
}

#[test]
fn a_time_more_than_a_day_ahead_of_the_readers_clock_counts_as_the_earliest() {
    let (mut a, mut b) = two("x");
    a.write_at([EntryEdit::Mood(Some(3))], NOW + 86_401);
    b.write_at([EntryEdit::Mood(Some(8))], NOW);
    meet(&mut a, &mut b);
    assert_eq!(
        a.entry().mood,
        Some(3),
        "without a clock every time is believed"
    );
    let read_at = |now: i64| a.document.clone().read_at(now).row();
    assert_eq!(read_at(NOW).as_entry().unwrap().mood, Some(8));
    assert_eq!(read_at(NOW + 1).as_entry().unwrap().mood, Some(3));
}

// ---- the bin

#[test]
fn an_edit_wins_against_a_deletion_elsewhere_until_somebody_who_knows_it_deletes() {
    let (mut a, mut b) = two("short");
    a.write(EntryEdit::Delete);
    b.write(body("short, and then a whole page more"));
    meet(&mut a, &mut b);
    assert_eq!(a.entry().deleted, None);
    assert_eq!(a.entry().extra, EntryRow::default().extra);
    // In the same second, too.
    assert!(a.write(EntryEdit::Delete));
    meet(&mut a, &mut b);
    assert_eq!(b.entry().deleted, Some(NOW));
    b.write(EntryEdit::Restore);
    meet(&mut a, &mut b);
    assert_eq!(a.entry().deleted, None);

    // Deleting twice, or deleting and restoring, is no edit.
    a.write(EntryEdit::Delete);
    b.write_at([EntryEdit::Delete], NOW + 5);
    meet(&mut a, &mut b);
    assert_eq!(a.entry().deleted, Some(NOW + 5));

    // An edit by somebody who does not know that it was deleted long ago.
    let (mut a, mut b) = two("short");
    a.write(EntryEdit::Delete);
    b.write(EntryEdit::Star(true));
    a.hear(&b);
    a.write(EntryEdit::Mood(Some(1)));
    let held = a.document.row();
    assert_eq!(held.deleted(), None);
    let mut newcomer = Device::new(Kind::Entry, b"c");
    newcomer.hear(&a);
    assert_eq!(newcomer.document.row(), held);
}

#[test]
fn a_worksheet_comes_back_and_what_a_share_shows_no_more_does_not() {
    let line = SheetEdit::Set {
        place: Place::field("a"),
        value: Scalar::Line("words".into()),
    };
    for (kind, deleted) in [(Kind::Worksheet, None), (Kind::Share, Some(NOW))] {
        let mut a = Device::new(kind, b"a");
        a.write(SheetEdit::MarkDone(Some(true)));
        let mut b = Device::new(kind, b"b");
        b.hear(&a);
        a.write(SheetEdit::Delete);
        b.write(line.clone());
        meet(&mut a, &mut b);
        assert_eq!(a.sheet().deleted, deleted, "{kind:?}");
    }
}

// ---- edits of an earlier version

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

#[derive(Clone, Debug)]
enum Act {
    /// Puts a word of its own somewhere.
    Word(usize),
    /// Corrects one of the words that everybody finds wrong.
    Correct(usize),
    /// Takes words away.
    Cut(usize, usize),
    Empty,
    Star,
    Mood(u8),
    Delete,
    Hear(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..30usize).prop_map(Act::Word),
        5 => (0..6usize).prop_map(Act::Correct),
        2 => (0..30usize, 1..4usize).prop_map(|(at, count)| Act::Cut(at, count)),
        1 => (0..3u8).prop_map(|n| if n == 0 { Act::Empty } else { Act::Star }),
        1 => Just(Act::Star),
        1 => (1..10u8).prop_map(Act::Mood),
        1 => Just(Act::Delete),
        5 => (0..3usize).prop_map(Act::Hear),
    ]
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Does one thing; tells what words it took away.
fn perform(device: &mut Device, act: &Act, nonce: usize) -> Vec<String> {
    let before = words(&device.body());
    let mut after = before.clone();
    let edit = match act {
        Act::Word(at) => {
            after.insert((*at).min(before.len()), format!("w{nonce}"));
            body(&after.join(" "))
        }
        Act::Correct(n) => {
            let (wrong, right) = (format!("teh{n}"), format!("the{n}"));
            for word in &mut after {
                if *word == wrong {
                    word.clone_from(&right);
                }
            }
            body(&after.join(" "))
        }
        Act::Cut(at, count) => {
            let at = (*at).min(after.len());
            let end = (at + count).min(after.len());
            after.drain(at..end);
            body(&after.join(" "))
        }
        Act::Empty => {
            after.clear();
            body("")
        }
        Act::Star => EntryEdit::Star(!device.entry().star),
        Act::Mood(mood) => EntryEdit::Mood(Some(*mood)),
        Act::Delete => EntryEdit::Delete,
        Act::Hear(_) => return Vec::new(),
    };
    let at = NOW + i64::try_from(nonce % 7).unwrap();
    device.write_at([edit], at);
    let corrected = |word: &String| after.contains(&word.replace("teh", "the"));
    before
        .into_iter()
        .filter(|word| !after.contains(word) && !corrected(word))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_fleet_comes_to_the_same_loses_no_word_and_doubles_no_correction(
        mut acts in prop::collection::vec((0..3usize, act()), 1..40),
        takes in any::<bool>(),
        order in prop::collection::vec(any::<u16>(), 64),
    ) {
        acts.retain(|(_, act)| takes || !matches!(act, Act::Empty | Act::Cut(..)));
        let start: Vec<String> = (0..6).map(|n| format!("teh{n} a{n} b{n}")).collect();
        let mut first = Device::new(Kind::Entry, &[0]);
        first.write(create("", &start.join(" ")));
        let mut fleet: Vec<Device> = (0..3u8).map(|n| Device::new(Kind::Entry, &[n])).collect();
        fleet[0] = first.clone();
        for device in &mut fleet[1..] {
            device.hear(&first);
        }
        let mut gone = BTreeSet::new();
        let mut typed = BTreeSet::new();
        for (nonce, (who, act)) in acts.iter().enumerate() {
            if let Act::Hear(other) = act {
                let other = fleet[*other].clone();
                fleet[*who].hear(&other);
                continue;
            }
            let before = words(&fleet[*who].body());
            gone.extend(perform(&mut fleet[*who], act, nonce));
            let after = words(&fleet[*who].body());
            typed.extend(after.into_iter().filter(|word| !before.contains(word)));
        }
        let heard = fleet.clone();
        for device in &mut fleet {
            for other in &heard {
                device.hear(other);
            }
        }
        let agreed = fleet[0].document.row();
        for device in &fleet {
            prop_assert_eq!(&device.document.row(), &agreed);
        }
        let read = words(&fleet[0].body());
        let taken = acts.iter().any(|(_, act)| matches!(act, Act::Empty | Act::Cut(..)));
        for word in &typed {
            let times = read.iter().filter(|read| *read == word).count();
            // What one side took away and others wrote into at once may stand twice; it is never lost.
            prop_assert!(times <= 1 || taken, "{word} stands {times} times in {read:?}");
            prop_assert!(times > 0 || gone.contains(word), "{word} is lost in {read:?}");
        }

        // Whoever hears of the changes in another order reads the same.
        let mut waiting: Vec<(u16, Vec<u8>)> =
            order.iter().copied().cycle().zip(fleet[0].changes.clone()).collect();
        waiting.sort();
        let mut newcomer = Document::new(Kind::Entry, Actor::derive(b"new", DocId::from_bytes([1; 16])));
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|(_, change)| newcomer.apply(&[change]).is_err());
            prop_assert!(waiting.len() < before);
        }
        prop_assert_eq!(&newcomer.row(), &agreed);

        // What is read is what the next edit makes the document hold.
        let read = fleet[0].body();
        fleet[0].write(EntryEdit::Title("after".into()));
        prop_assert_eq!(fleet[0].held("body"), read.clone());
        prop_assert_eq!(fleet[0].body(), read);
    }
}
