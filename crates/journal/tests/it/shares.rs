//! What the documents of a share say, also where somebody wrote something else into them.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{
    Actor, DocId, Document, Edit, EntryPart, FieldValue, Kind, Place, Scalar, ShareAbout,
    ShareDocument, ShareEdit, ShareRule, SheetEdit, SheetRow, TEXT_CHARS_MAX,
};

fn written(edits: &[Edit]) -> Document {
    let actor = Actor::derive(b"a log", DocId::from_bytes([5; 16]));
    let mut document = Document::new(Kind::Share, actor);
    document.edit(edits, 5).unwrap().unwrap();
    document
}

fn row(document: &Document) -> SheetRow {
    document.row().as_sheet().unwrap().clone()
}

fn share() -> ShareDocument {
    ShareDocument {
        name: "Dr Weber".into(),
        space: [0xA1; 32],
        root: [0xB2; 32],
        made: 1_795_468_200,
        secret: Some([0xC3; 32]),
        rule: Some(ShareRule {
            steps: [2, 9].into(),
            tags: ["session".to_owned()].into(),
            from: "2026-11-01".parse().ok(),
            ..ShareRule::default()
        }),
        reflects: Vec::new(),
        dropped: false,
    }
}

#[test]
fn a_share_is_read_as_it_was_written() {
    let mut document = written(&share().creation());
    assert_eq!(ShareDocument::read(&row(&document)), Some(share()));
    let row_now = row(&document);
    assert_eq!(row_now.definition, "share");
    assert_eq!(row_now.fields.words("space"), "a1".repeat(32));
    assert_eq!(row_now.fields.words("made"), "1795468200");
    assert_eq!(
        row_now.fields.words("rule"),
        r#"{"steps":[2,9],"journey":"","worksheets":[],"insights":false,"tags":["session"],"entries":[],"starred":false,"from":"2026-11-01","to":null,"parts":[]}"#
    );
    let edits = [
        ShareEdit::Secret([7; 32]).into(),
        ShareEdit::Reflects(b"have".to_vec()).into(),
    ];
    document.edit(&edits, 6).unwrap().unwrap();
    assert_eq!(row(&document).fields.words("reflects"), "aGF2ZQ==");
    let changed = ShareDocument {
        secret: Some([7; 32]),
        reflects: b"have".to_vec(),
        ..share()
    };
    assert_eq!(ShareDocument::read(&row(&document)), Some(changed));
}

/// A share that was made when all parts of an entry went keeps showing them, and its rule is not written anew.
#[test]
fn a_rule_that_names_no_parts_shows_all() {
    let mut before = share();
    let rule = before.rule.as_mut().unwrap();
    rule.parts = EntryPart::ALL.into();
    let document = written(&before.creation());
    let row_now = row(&document);
    let text = row_now.fields.words("rule");
    assert!(!text.contains("parts"), "{text}");
    assert_eq!(ShareDocument::read(&row_now), Some(before));
}

#[test]
fn what_a_share_says_to_its_reader_is_read_as_it_was_written() {
    let about = ShareAbout {
        title: "Dr Weber".into(),
        from: "Anna".into(),
    };
    let mut document = written(&about.creation());
    assert_eq!(ShareAbout::read(&row(&document)), about);
    let nameless = [ShareAbout::named("")];
    document.edit(&nameless, 6).unwrap().unwrap();
    assert_eq!(ShareAbout::read(&row(&document)).from, "");
    assert_eq!(ShareAbout::read(&SheetRow::EMPTY), ShareAbout::default());
}

/// The share with one field that says something else.
fn with(field: &str, value: FieldValue) -> Option<ShareDocument> {
    let mut row = row(&written(&share().creation()));
    row.fields.0.insert(field.to_owned(), value);
    ShareDocument::read(&row)
}

#[test]
fn without_its_ids_it_is_no_share() {
    let line = |text: &str| FieldValue::Line(text.to_owned());
    for field in ["space", "root"] {
        let long = "a1".repeat(33);
        for text in ["", "a1", "no hex", long.as_str(), &"A1".repeat(32)] {
            assert_eq!(with(field, line(text)), None, "{field}: {text}");
        }
    }
    let odd = with("secret", line("a1")).unwrap();
    assert_eq!(odd.secret, None);
    let odd = with("made", line("yesterday")).unwrap();
    assert_eq!(odd.made, 0);
}

#[test]
fn a_rule_that_cannot_be_read_is_none() {
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let rule = |value| with("rule", value).unwrap().rule;
    assert_eq!(
        rule(text(r#"{"starred":true}"#)).unwrap().words(),
        "starred entries"
    );
    for bad in [
        "",
        "{",
        "[]",
        r#"{"steps":[999]}"#,
        r#"{"starred":true,"mood":7}"#,
    ] {
        assert_eq!(rule(text(bad)), None, "{bad}");
    }
    // A line is no text, and nobody could write so long a text.
    assert_eq!(rule(FieldValue::Line(r#"{"starred":true}"#.into())), None);
    let long = format!("{{{}}}", " ".repeat(4 * TEXT_CHARS_MAX));
    assert_eq!(rule(text(&long)), None);
    let odd = with("reflects", text("not base64")).unwrap();
    assert!(odd.reflects.is_empty());
}

#[test]
fn what_other_kinds_of_documents_hold_is_no_share() {
    let place = Place::field("name");
    let edits = [SheetEdit::Set {
        place,
        value: Scalar::Line("Dr Weber".into()),
    }
    .into()];
    assert_eq!(ShareDocument::read(&row(&written(&edits))), None);
}
