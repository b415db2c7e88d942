//! Versions of a document, and the comparison of two texts.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{
    Actor, DiffLine, DiffPart, DocId, Document, EntryEdit, Field, FieldChange, FieldValue, ItemId,
    Kind, Place, SheetEdit, diff,
};
use proptest::prelude::*;

fn entry(log: &[u8]) -> Document {
    let actor = Actor::derive(log, DocId::from_bytes([1; 16]));
    Document::new(Kind::Entry, actor)
}

fn write(document: &mut Document, edit: EntryEdit, at: i64) -> Vec<u8> {
    document.edit(&[edit.into()], at).unwrap().unwrap()
}

/// What a version did, as `field: old → new`, with a mark where the new value did not stand.
fn told(document: &Document) -> Vec<Vec<String>> {
    let words = |value: &Option<FieldValue>| match value {
        None => "–".to_owned(),
        Some(FieldValue::Chosen(chosen)) => chosen.iter().cloned().collect::<Vec<_>>().join(" "),
        Some(FieldValue::Number(number) | FieldValue::Count(number)) => number.to_string(),
        Some(FieldValue::Check(on)) => if *on { "yes" } else { "no" }.to_owned(),
        Some(other) => other.as_str().unwrap_or("?").to_owned(),
    };
    let change = |change: &FieldChange| {
        let lost = if change.lost_to.is_some() {
            " lost"
        } else {
            ""
        };
        let (old, new) = (words(&change.old), words(&change.new));
        let field = match &change.field {
            Field::Entry(field) => format!("{field:?}"),
            field => format!("{field:?}"),
        };
        format!("{field}: {old} → {new}{lost}")
    };
    let mut history = document.history(0);
    history.versions.reverse();
    let versions = history.versions.iter();
    versions
        .map(|version| version.changes.iter().map(change).collect())
        .collect()
}

#[test]
fn every_change_is_a_version_that_tells_the_old_and_the_new_value() {
    let mut entry = entry(b"laptop");
    write(&mut entry, EntryEdit::Body("One.".into()), 0);
    write(&mut entry, EntryEdit::Body("One. Two.".into()), 1);
    write(&mut entry, EntryEdit::Mood(Some(4)), 2);
    write(&mut entry, EntryEdit::Letter(true), 3);
    write(&mut entry, EntryEdit::Mood(Some(6)), 4);
    write(&mut entry, EntryEdit::Tag("calm".into(), true), 5);
    write(&mut entry, EntryEdit::Tag("lake".into(), true), 6);
    write(&mut entry, EntryEdit::Mood(None), 7);
    write(&mut entry, EntryEdit::Delete, 8);
    let expected: [&[&str]; 9] = [
        &["Text: – → One."],
        &["Text: One. → One. Two."],
        &["Mood: – → 4"],
        &["Letter: – → yes"],
        &["Mood: 4 → 6"],
        &["Tags: – → calm"],
        &["Tags: calm → calm lake"],
        &["Mood: 6 → –"],
        &["Deleted: – → yes"],
    ];
    assert_eq!(told(&entry), expected);
    let history = entry.history(2);
    let numbers: Vec<usize> = history.versions.iter().map(|v| v.number).collect();
    assert_eq!((numbers, history.total), (vec![9, 8], 9));
    let newest = &history.versions[0];
    assert_eq!(&*newest.body, "One. Two.");
    assert_eq!(newest.hash, entry.heads()[0]);
    assert_eq!(entry.row_at_heads(&[newest.hash]), Some(entry.row()));
    assert_eq!(entry.change_numbered(9), Some(newest.hash));
    assert_eq!(entry.change_numbered(0), None);
}

#[test]
fn all_devices_tell_the_same_history() {
    let (mut laptop, mut phone) = (entry(b"laptop"), entry(b"phone"));
    let first = write(&mut laptop, EntryEdit::Body("Monday.".into()), 10);
    phone.apply(&[&first]).unwrap();
    let later = write(&mut laptop, EntryEdit::Title("At home".into()), 40);
    let early = write(&mut phone, EntryEdit::Tag("calm".into(), true), 20);
    let middle = write(&mut phone, EntryEdit::Mood(Some(7)), 30);
    laptop.apply(&[&early, &middle]).unwrap();
    phone.apply(&[&later]).unwrap();
    assert_eq!(laptop.history(0), phone.history(0));
    let times = laptop.history(0).versions.into_iter().map(|v| v.at);
    assert_eq!(times.collect::<Vec<_>>(), [40, 30, 20, 10]);
    assert_eq!(laptop.row(), phone.row());
}

/// Two devices that hold the same beginning, and then each make an edit without knowing of the other.
fn apart(first: &[EntryEdit], here: EntryEdit, there: EntryEdit) -> (Document, Vec<Vec<String>>) {
    let (mut laptop, mut phone) = (entry(b"laptop"), entry(b"phone"));
    for (at, edit) in first.iter().enumerate() {
        let change = write(&mut laptop, edit.clone(), at as i64);
        phone.apply(&[&change]).unwrap();
    }
    let here = write(&mut laptop, here, 100);
    let there = write(&mut phone, there, 200);
    laptop.apply(&[&there]).unwrap();
    phone.apply(&[&here]).unwrap();
    assert_eq!(laptop.history(0), phone.history(0));
    let told = told(&laptop);
    (laptop, told[first.len()..].to_vec())
}

#[test]
fn both_sides_of_a_conflict_tell_what_they_did_and_who_lost() {
    let first = [EntryEdit::Mood(Some(5))];
    let (mut entry, told) = apart(&first, EntryEdit::Mood(Some(3)), EntryEdit::Mood(Some(8)));
    assert_eq!(told, [["Mood: 5 → 3 lost"], ["Mood: 5 → 8"]]);
    assert_eq!(entry.row().as_entry().unwrap().mood, Some(8));

    // Who writes in knowledge of both sees what stood, and the loser stays one.
    write(&mut entry, EntryEdit::Mood(Some(6)), 300);
    let after = self::told(&entry);
    assert_eq!(after[3], ["Mood: 8 → 6"]);
    assert_eq!(after[1..3], told);
}

#[test]
fn the_same_value_written_twice_and_texts_that_merge_lose_nothing() {
    let first = [EntryEdit::Body("A walk.".into())];
    let (_, told) = apart(&first, EntryEdit::Mood(Some(8)), EntryEdit::Mood(Some(8)));
    assert_eq!(told, [["Mood: – → 8"], ["Mood: – → 8"]]);
    let (_, told) = apart(
        &first,
        EntryEdit::Body("A long walk.".into()),
        EntryEdit::Body("A walk. Alone.".into()),
    );
    assert_eq!(
        told,
        [
            ["Text: A walk. → A long walk."],
            ["Text: A walk. → A walk. Alone."]
        ]
    );
}

#[test]
fn what_was_taken_away_here_and_set_anew_there_stays_and_says_so() {
    let first = [EntryEdit::Mood(Some(5)), EntryEdit::Tag("a".into(), true)];
    let (entry, told) = apart(&first, EntryEdit::Mood(None), EntryEdit::Mood(Some(8)));
    assert_eq!(entry.row().as_entry().unwrap().mood, Some(8));
    assert_eq!(told, [["Mood: 5 → – lost"], ["Mood: 5 → 8"]]);
    // What was taken away apart from a change is among what its writer saw, however few changes are shown.
    let tag = |name: &str, on: bool| EntryEdit::Tag(name.into(), on);
    let (entry, _) = apart(&first, tag("a", false), tag("b", true));
    let newest = entry.history(1).versions.remove(0);
    let both: Option<FieldValue> = Some(FieldValue::Chosen(["a".into(), "b".into()].into()));
    assert_eq!(newest.changes[0].new, both);
    assert_eq!(newest, entry.history(0).versions[0]);
    // In knowledge of it, it is no conflict.
    let (_, told) = apart(
        &first,
        EntryEdit::Tag("a".into(), false),
        EntryEdit::Tag("b".into(), true),
    );
    assert_eq!(told, [["Tags: a → –"], ["Tags: a → a b"]]);
}

#[test]
fn who_deletes_or_empties_what_somebody_is_writing_in_did_not_get_their_way() {
    let first = [EntryEdit::Body("A walk.".into())];
    let longer = || EntryEdit::Body("A walk. It was cold.".into());
    let (entry, told) = apart(&first, EntryEdit::Delete, longer());
    assert_eq!(entry.row().deleted(), None);
    assert_eq!(
        told,
        [
            ["Deleted: – → yes lost"],
            ["Text: A walk. → A walk. It was cold."]
        ]
    );
    let (entry, told) = apart(&first, EntryEdit::Body(String::new()), longer());
    assert_eq!(entry.row().as_entry().unwrap().body, "A walk. It was cold.");
    assert_eq!(
        told,
        [
            ["Text: A walk. → – lost"],
            ["Text: A walk. → A walk. It was cold."]
        ]
    );
}

#[test]
fn what_was_made_apart_is_told_by_what_was_known() {
    let (mut laptop, mut phone) = (entry(b"laptop"), entry(b"phone"));
    let first = write(&mut laptop, EntryEdit::Body("Monday.".into()), 10);
    phone.apply(&[&first]).unwrap();
    write(&mut laptop, EntryEdit::Title("At home".into()), 20);
    let before = laptop.heads();
    let theirs = write(&mut phone, EntryEdit::Mood(Some(7)), 30);
    let more = write(&mut phone, EntryEdit::Mood(Some(8)), 40);
    laptop.apply(&[&theirs, &more]).unwrap();
    assert_eq!(laptop.made_apart(&before), [2, 3, 4].into());
    write(&mut laptop, EntryEdit::Star(true), 50);
    assert_eq!(laptop.made_apart(&before), [2, 3, 4].into());
    assert!(laptop.made_apart(&laptop.heads()).is_empty());
}

#[test]
fn what_a_history_costs_is_what_it_shows_and_not_how_much_there_is() {
    let mut entry = entry(b"laptop");
    write(&mut entry, EntryEdit::Body("A walk.".into()), 0);
    for at in 1..=435 {
        let edit = match at % 3 {
            0 => EntryEdit::Star(at % 2 == 0),
            1 => EntryEdit::Mood(Some((at % 10 + 1) as u8)),
            _ => EntryEdit::Title(format!("Walk {at}")),
        };
        let _ = entry.edit(&[edit.into()], at).unwrap();
    }
    let all = entry.history(0);
    assert!(all.total > 400);
    // Replaying read every key of the entry once for each of them.
    assert!(all.values_read < 8 * all.total, "{}", all.values_read);
    let few = entry.history(10);
    assert_eq!(few.versions, all.versions[..10]);
    assert!(few.values_read < 100, "{}", few.values_read);
}

fn sheet(log: &[u8]) -> Document {
    let actor = Actor::derive(log, DocId::from_bytes([2; 16]));
    Document::new(Kind::Worksheet, actor)
}

fn answer(document: &mut Document, edit: SheetEdit, at: i64) -> Vec<u8> {
    document.edit(&[edit.into()], at).unwrap().unwrap()
}

fn name(field: &str) -> String {
    format!("{:?}", Field::Answer(Place::field(field)))
}

#[test]
fn a_worksheet_tells_whole_values() {
    let mut laptop = sheet(b"laptop");
    let choose = |choice: &str, on: bool| SheetEdit::Choose {
        place: Place::field("feelings"),
        choice: choice.into(),
        on,
    };
    let count = |by: i64| SheetEdit::Count {
        place: Place::field("times"),
        by,
    };
    let edits = [
        choose("sad", true),
        choose("calm", true),
        choose("sad", false),
        count(2),
        count(3),
    ];
    for (at, edit) in (0..).zip(edits) {
        answer(&mut laptop, edit, at);
    }
    let (feelings, times) = (name("feelings"), name("times"));
    assert_eq!(
        told(&laptop).concat(),
        [
            format!("{feelings}: – → sad"),
            format!("{feelings}: sad → calm sad"),
            format!("{feelings}: calm sad → calm"),
            format!("{times}: – → 2"),
            format!("{times}: 2 → 5"),
        ]
    );
}

#[test]
fn who_removes_an_item_that_somebody_is_writing_in_did_not_get_their_way() {
    let (mut laptop, mut phone) = (sheet(b"laptop"), sheet(b"phone"));
    let item = ItemId::from_bytes([7; 8]);
    let place = Place::item("urges", item, "note");
    let note = |text: &str| SheetEdit::Text {
        place: place.clone(),
        text: text.into(),
    };
    let list = || "urges".to_owned();
    let add = SheetEdit::Add {
        list: list(),
        item,
        order: "a".into(),
        at: None,
    };
    let remove = SheetEdit::Remove { list: list(), item };
    let added = answer(&mut laptop, add, 1);
    let noted = answer(&mut laptop, note("a song"), 2);
    phone.apply(&[&added, &noted]).unwrap();
    answer(&mut laptop, remove, 100);
    let written = answer(&mut phone, note("a song, and rain"), 200);
    laptop.apply(&[&written]).unwrap();
    let (id, note) = (Field::Item(list(), item), Field::Answer(place.clone()));
    assert_eq!(
        told(&laptop).concat(),
        [
            format!("{id:?}: – → yes"),
            format!("{note:?}: – → a song"),
            format!("{id:?}: yes → – lost"),
            format!("{note:?}: a song → –"),
            format!("{note:?}: a song → a song, and rain"),
        ]
    );
}

fn part(text: &str, changed: bool) -> DiffPart {
    DiffPart {
        text: text.into(),
        changed,
    }
}

#[test]
fn a_comparison_shows_lines_and_the_words_that_changed_in_them() {
    let lines = diff(
        "Dear diary,\nit was cold.\nBye",
        "Dear diary,\nit was very cold.\nBye",
    );
    assert_eq!(
        lines,
        [
            DiffLine::Same("Dear diary,".into()),
            DiffLine::Removed(vec![part("it was cold.", false)]),
            DiffLine::Added(vec![
                part("it was ", false),
                part("very ", true),
                part("cold.", false)
            ]),
            DiffLine::Same("Bye".into()),
        ]
    );
    assert_eq!(diff("", ""), []);
    assert_eq!(
        diff("a\n", "a\nb\n")[1],
        DiffLine::Added(vec![part("b", true)])
    );
    assert_eq!(
        diff("会議は長い", "会議が長い")[1],
        DiffLine::Added(vec![
            part("会議", false),
            part("が", true),
            part("長い", false),
        ])
    );
}

proptest! {
    #[test]
    fn a_comparison_holds_both_texts(
        old in "([a-cä会] ?|\r?\n){0,40}",
        new in "([a-cä会] ?|\r?\n){0,40}",
    ) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let text = |parts: &[DiffPart]| parts.iter().map(|p| p.text.as_str()).collect::<String>();
        for line in diff(&old, &new) {
            match line {
                DiffLine::Same(line) => {
                    before.push(line.clone());
                    after.push(line);
                }
                DiffLine::Removed(parts) => before.push(text(&parts)),
                DiffLine::Added(parts) => after.push(text(&parts)),
            }
        }
        prop_assert_eq!(before, old.lines().map(str::to_owned).collect::<Vec<_>>());
        prop_assert_eq!(after, new.lines().map(str::to_owned).collect::<Vec<_>>());
    }
}
