//! Versions of a document, and the comparison of two texts.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{Actor, DiffLine, DiffPart, DocId, Document, EntryEdit, Kind, diff};
use proptest::prelude::*;

fn entry(log: &[u8]) -> Document {
    let actor = Actor::derive(log, DocId::from_bytes([1; 16]));
    Document::new(Kind::Entry, actor)
}

fn write(document: &mut Document, edit: EntryEdit, at: i64) -> Vec<u8> {
    document.edit(&[edit.into()], at).unwrap().unwrap()
}

#[test]
fn every_change_is_a_version_and_the_last_is_the_present() {
    let mut entry = entry(b"laptop");
    for (at, body) in ["One.", "One. Two.", "Two. Three."].into_iter().enumerate() {
        write(&mut entry, EntryEdit::Body(body.into()), at as i64);
    }
    let versions = entry.versions();
    let bodies: Vec<&str> = versions
        .iter()
        .map(|version| version.row.as_entry().unwrap().body.as_str())
        .collect();
    assert_eq!(bodies, ["One.", "One. Two.", "Two. Three."]);
    assert_eq!(versions.iter().map(|v| v.at).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(versions.last().unwrap().row, entry.row());
    assert_eq!(versions.last().unwrap().hash, entry.heads()[0]);
}

#[test]
fn all_devices_show_the_same_row_of_versions() {
    let (mut laptop, mut phone) = (entry(b"laptop"), entry(b"phone"));
    let first = write(&mut laptop, EntryEdit::Body("Monday.".into()), 10);
    phone.apply(&[&first]).unwrap();
    let later = write(&mut laptop, EntryEdit::Title("At home".into()), 40);
    let early = write(&mut phone, EntryEdit::Tag("calm".into(), true), 20);
    let middle = write(&mut phone, EntryEdit::Mood(Some(7)), 30);
    laptop.apply(&[&early, &middle]).unwrap();
    phone.apply(&[&later]).unwrap();
    assert_eq!(laptop.versions(), phone.versions());
    let times: Vec<i64> = laptop.versions().iter().map(|v| v.at).collect();
    assert_eq!(times, [10, 20, 30, 40]);
    assert_eq!(laptop.versions().last().unwrap().row, laptop.row());
    assert_eq!(laptop.row(), phone.row());
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
