//! A definition that changes: old answers keep their questions, and a program that knows less loses nothing.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{
    Actor, Definition, DocId, Document, Edit, FieldValue, ItemId, Kind, Place, Scalar, SheetEdit,
    SheetRow,
};

use crate::sheet_edits::{row, text};

const FIRST: &str = r#"
id = "diary-card"
version = 1
title = "Diary card"
intro = "One line a day."

[[sections]]
id = "day"
title = "The day"

[[sections.fields]]
id = "worst"
kind = "text"
label = "Worst"
prompt = "What was the worst of it?"

[[sections.fields]]
id = "where"
kind = "choice"
label = "Where"
prompt = "Where were you?"
choices = [{ id = "home", label = "at home" }, { id = "work", label = "at work" }]

[[sections.fields]]
id = "waves"
kind = "log"
label = "A wave"
prompt = "What came up?"

[[sections.fields.fields]]
id = "strength"
kind = "scale"
label = "Strength"
prompt = "How strong?"

[[sections.fields.fields]]
id = "story"
kind = "text"
label = "Story"
prompt = "What did you tell yourself?"
"#;

/// The second version asks about `worst` in other words, offers no work any more, drops the story, and asks one thing
/// more.
fn second() -> String {
    FIRST
        .replace("version = 1", "version = 2")
        .replace("What was the worst of it?", "Which moment was hard?")
        .replace("{ id = \"work\", label = \"at work\" }", "{ id = \"out\", label = \"out\" }")
        .replace(
            "[[sections.fields.fields]]\nid = \"story\"\nkind = \"text\"\nlabel = \"Story\"\nprompt = \"What did you tell yourself?\"\n",
            "[[sections.fields]]\nid = \"best\"\nkind = \"text\"\nlabel = \"Best\"\nprompt = \"What was good?\"\n",
        )
}

fn versions() -> Definition {
    let of = |source: &str| Definition::parse(source).unwrap();
    Definition::of_versions(vec![of(&second()), of(FIRST)]).unwrap()
}

#[test]
fn the_newest_version_asks_and_remembers() {
    let definition = versions();
    assert_eq!(definition.version, 2);
    let worst = definition.field("worst").unwrap();
    assert_eq!(worst.prompt, "Which moment was hard?");
    assert_eq!(worst.asked_by(1), ("Worst", "What was the worst of it?"));
    assert_eq!(worst.asked_by(2), ("Worst", "Which moment was hard?"));

    let place = definition.field("where").unwrap();
    let offered: Vec<&str> = place.choices.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(offered, ["home", "out"]);
    assert_eq!(place.choice_label("work"), "at work");

    let story = definition.field("waves").unwrap().field("story").unwrap();
    assert!(story.former);
    assert!(!definition.field("best").unwrap().former);
    assert_eq!(story.asked_by(1).1, "What did you tell yourself?");
}

#[test]
fn wordings_of_three_versions_are_told_apart() {
    let third = second()
        .replace("version = 2", "version = 5")
        .replace("Which moment was hard?", "What weighed on you?");
    let of = |source: &str| Definition::parse(source).unwrap();
    let all = Definition::of_versions(vec![of(FIRST), of(&third), of(&second())]).unwrap();
    let worst = all.field("worst").unwrap();
    let asked: Vec<&str> = (1..=6).map(|version| worst.asked_by(version).1).collect();
    assert_eq!(
        asked,
        [
            "What was the worst of it?",
            "Which moment was hard?",
            "What weighed on you?",
            "What weighed on you?",
            "What weighed on you?",
            "What weighed on you?",
        ]
    );
}

#[test]
fn a_version_that_would_hide_answers_is_refused_by_its_line() {
    let first = Definition::parse(FIRST).unwrap();
    let refused = |source: &str| {
        Definition::parse_own(source, std::slice::from_ref(&first), &[]).unwrap_err()
    };

    let other_kind = second().replace(
        "id = \"worst\"\nkind = \"text\"",
        "id = \"worst\"\nkind = \"date\"",
    );
    let error = refused(&other_kind);
    assert_eq!(error.line, 13);
    assert!(
        error.message.contains("is a text in another version"),
        "{error}"
    );

    let inside = second().replace(
        "id = \"strength\"\nkind = \"scale\"",
        "id = \"strength\"\nkind = \"line\"",
    );
    assert!(
        refused(&inside)
            .message
            .contains("is a scale in another version")
    );

    let same = refused(&FIRST.replace("Diary card", "Card"));
    assert_eq!(
        (same.line, same.message.contains("version 1 is here")),
        (3, true),
        "{same}"
    );

    let a_step = Definition::parse_own(
        &FIRST.replace("version = 1", "version = 1\nstep = 3"),
        &[],
        &[],
    );
    assert_eq!(a_step.unwrap_err().line, 4);
    let a_name = Definition::parse_own(FIRST, &[], &["diary-card"]);
    assert_eq!(a_name.unwrap_err().line, 2);

    assert!(
        Definition::parse_own(&second(), std::slice::from_ref(&first), &["no-contact"]).is_ok()
    );
}

fn device(log: &[u8]) -> Document {
    Document::new(
        Kind::Worksheet,
        Actor::derive(log, DocId::from_bytes([2; 16])),
    )
}

fn write(document: &mut Document, edits: Vec<SheetEdit>) -> Vec<u8> {
    let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
    document.edit(&edits, 1).unwrap().unwrap()
}

#[test]
fn which_version_asked_is_known_by_place_and_merges() {
    let (mut old, mut new) = (device(b"old"), device(b"new"));
    let item = ItemId::from_bytes([7; 8]);
    let begun = write(
        &mut old,
        vec![
            text(Place::field("worst"), "the evening"),
            SheetEdit::Add {
                list: "waves".into(),
                item,
                order: "V".into(),
                at: None,
            },
        ],
    );
    new.apply(&[&begun]).unwrap();
    let place = Place::item("waves", item, "strength");
    let asked = |place: &Place| SheetEdit::Asked {
        place: place.clone(),
        version: 2,
    };
    let there = write(
        &mut new,
        vec![
            text(Place::field("best"), "tea"),
            asked(&Place::field("best")),
            SheetEdit::Set {
                place: place.clone(),
                value: Scalar::Number(4),
            },
            asked(&place),
        ],
    );
    let here = write(
        &mut old,
        vec![text(Place::field("worst"), "the long evening")],
    );
    old.apply(&[&there]).unwrap();
    new.apply(&[&here]).unwrap();
    assert_eq!(row(&old), row(&new));
    let row = row(&old);
    assert_eq!(row.asked.get("best"), Some(&2));
    assert_eq!(row.asked.get(&place.to_string()), Some(&2));
    assert_eq!(row.asked.get("worst"), None, "asked by the first version");
    assert_eq!(place.to_string().parse::<Place>().unwrap(), place);

    // What is noted of an item goes with it.
    let gone = write(
        &mut old,
        vec![SheetEdit::Remove {
            list: "waves".into(),
            item,
        }],
    );
    new.apply(&[&gone]).unwrap();
    assert_eq!(new.row().as_sheet().unwrap().asked.len(), 1);
}

/// A program of the first version reads and changes what one of the second wrote: what it does not know stays.
#[test]
fn a_program_that_knows_less_loses_nothing() {
    let (mut newer, mut older) = (device(b"newer"), device(b"older"));
    let first = write(
        &mut newer,
        vec![
            text(Place::field("best"), "tea on the balcony"),
            text(Place::field("worst"), "mail"),
        ],
    );
    older.apply(&[&first]).unwrap();

    let known = Definition::parse(FIRST).unwrap();
    assert!(known.field("best").is_none());
    let current = row(&older);
    let field = known.field("worst").unwrap();
    let now: jiff::Zoned = "2026-11-25T20:00:00[UTC]".parse().unwrap();
    let edits = field
        .parse_input(
            &Place::field("worst"),
            "mail from the landlord",
            current.fields.get("worst"),
            &now.into(),
        )
        .unwrap();
    let back = write(&mut older, edits);
    newer.apply(&[&back]).unwrap();
    assert_eq!(row(&newer).fields.words("best"), "tea on the balcony");
    assert_eq!(row(&newer).fields.words("worst"), "mail from the landlord");

    // And its row, carried by the older program, still has it.
    let json = serde_json::to_vec(&row(&older)).unwrap();
    let carried: SheetRow = serde_json::from_slice(&json).unwrap();
    assert_eq!(
        carried.fields.get("best"),
        Some(&FieldValue::Text("tea on the balcony".into()))
    );
}
