//! Values that travel beside changes, and what people and programs write by hand: worksheets' ids and links, definitions, answers.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use engine::foreign;
use journal::{
    DayEnds, Definition, DocId, Document, Edit, FieldDef, ItemId, Kind, Label, Link, Place,
    Present, Row, ShareAbout, ShareDocument, SheetRow, Target, edits_from_json,
};
use programme::definitions as built_in;

use crate::choices::Choices;
use crate::{Seed, named};

const KINDS: [Kind; 7] = [
    Kind::Entry,
    Kind::Worksheet,
    Kind::Journey,
    Kind::Definition,
    Kind::Share,
    Kind::Note,
    Kind::Settings,
];

pub fn row(bytes: &[u8]) {
    for kind in KINDS {
        let Ok(row) = Row::from_json(kind, bytes) else {
            continue;
        };
        let written = row.to_json();
        let again = Row::from_json(kind, &written).expect("its own writing can be read");
        assert_eq!(again.to_json(), written);
        match again {
            Row::Entry(row) => {
                let _ = (row.fields.when.zoned(), row.fields.when.civil());
                for label in [Label::Tag, Label::Emotion, Label::Trigger] {
                    row.fields.tags.iter().for_each(|tag| drop(label.key(tag)));
                }
            }
            Row::Sheet(row) => read_sheet(row),
        }
    }
    if let Some(lying) = foreign::travelled_entry(bytes) {
        assert!(foreign::page_entry(&lying).is_some());
    }
    if let Some(once) = foreign::page_entry(bytes) {
        assert_eq!(foreign::page_entry(&once), Some(once));
    }
}

/// An opened reply to a sealed page. Whatever is taken says something, and can be shown.
pub fn reply(bytes: &[u8]) {
    for (item, text) in foreign::reply(bytes).unwrap_or_default() {
        assert!(item.is_empty() || item.len() == 16);
        assert!(
            !journal::is_blank(&text)
                && !text
                    .chars()
                    .any(|c| c.is_control() && c != '\n' && c != '\t')
        );
    }
}

pub fn replies() -> Vec<Seed> {
    let reply = r#"{"v":1,"page":"00112233445566778899aabbccddeeff","reply_secret":"aa","notes":[{"item":"abcdefghij234567","text":"What did help?"},{"item":"","text":"Until Friday.\nYours"}],"name":"Dr Weber","made":1795000000}"#;
    let mut padded = reply.as_bytes().to_vec();
    padded.resize(512, 0);
    named([("plain", reply.into()), ("padded", padded)])
}

fn read_sheet(mut row: SheetRow) {
    for (list, items) in &row.lists {
        let order = row.order_at_end(list);
        assert!(!order.is_empty() && order.len() <= 2_048);
        for item in items {
            let _ = (item.date(), item.civil(), item.instant());
        }
        assert!(row.distinct(list).len() <= items.len());
        assert_eq!(row.newest_first(list).len(), items.len());
    }
    row.reckon("04:00".parse::<DayEnds>().expect("a time of the night"));
}

pub fn share(bytes: &[u8]) {
    let Ok(Row::Sheet(row)) = Row::from_json(Kind::Share, bytes) else {
        return;
    };
    let about = ShareAbout::read(&row);
    assert_eq!(
        written(&about.creation())
            .map(|row| ShareAbout::read(&row))
            .unwrap_or(about.clone()),
        about
    );
    let Some(share) = ShareDocument::read(&row) else {
        return;
    };
    if let Some(rule) = &share.rule {
        assert!(rule.words().len() <= 4 * bytes.len() + 256);
    }
    // What it says can be said again, as far as it can be written at all.
    if let Some(row) = written(&share.creation()) {
        let again = ShareDocument::read(&row).expect("it names its space");
        assert_eq!(
            (again.space, again.root, again.secret),
            (share.space, share.root, share.secret)
        );
        assert_eq!((again.rule, again.made), (share.rule, share.made));
    }
}

/// The value of a document that these edits make; `None` if it cannot be made.
fn written(edits: &[Edit]) -> Option<SheetRow> {
    let id = DocId::from_bytes([7; 16]);
    let mut document = Document::new(Kind::Share, journal::Actor::derive(b"a log", id));
    document.edit(edits, 1_795_000_000).ok()?;
    document.row().as_sheet().cloned()
}

fn same_text<T: FromStr + Display + PartialEq + Debug>(text: &str) {
    if let Ok(read) = text.parse::<T>() {
        let written = read.to_string();
        assert!(
            written.eq_ignore_ascii_case(text),
            "{text:?} is {written:?}"
        );
        assert_eq!(written.parse::<T>().ok(), Some(read));
    }
}

pub fn sheet_id(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    same_text::<ItemId>(text);
    same_text::<Place>(text);
    same_text::<Link>(text);
    if let Ok(stamp) = text.parse::<vault::Stamp>() {
        assert_eq!(stamp.to_string().parse::<vault::Stamp>().ok(), Some(stamp));
    }
    if let Ok((first, last)) = DocId::prefix_bounds(text) {
        assert!(first <= last);
    }
    let key = journal::order_between(Some(text), None);
    assert!(key.len() <= text.len() + 2);
    for between in [
        (Some(text), Some("V")),
        (None, Some(text)),
        (Some("V"), Some(text)),
    ] {
        assert!(!journal::order_between(between.0, between.1).is_empty());
    }
}

pub fn definition(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let parsed = Definition::parse(text);
    if let Ok(definition) = &parsed {
        assert_eq!(Definition::parse(text).ok().as_ref(), Some(definition));
        for field in definition.fields() {
            assert!(definition.field(&field.id).is_some());
            let _ = (field.asked_by(definition.version), field.choice_label("x"));
            let _ = field.reads_like_a_script("some words");
        }
    }
    if let Ok(own) = built_in::parse_own(text, &[]) {
        assert!(built_in::by_id(&own.id).is_none() && own.step.is_none());
        assert!(parsed.is_ok());
        let _ = built_in::parse_own(text, std::slice::from_ref(&own));
        assert!(Definition::of_versions(vec![own.clone(), own]).is_some());
    }
}

/// An answer typed into a field, or a JSON object for a whole worksheet.
pub fn fields(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let definitions: Vec<&Definition> = built_in::of_steps().collect();
    let definition = definitions[choices.below(definitions.len())];
    let which = choices.byte();
    let Ok(text) = std::str::from_utf8(choices.bytes(bytes.len())) else {
        return;
    };
    let present = present();
    let define = journal::SheetEdit::Define {
        definition: definition.id.clone(),
        version: definition.version,
        journey: String::new(),
    };
    let mut edits = vec![Edit::from(define)];
    if which < 128 {
        let fields: Vec<&FieldDef> = definition.fields().collect();
        let field = fields[usize::from(which) % fields.len()];
        let Ok(typed) = field.parse_input(&Place::field(&field.id), text, None, &present) else {
            return;
        };
        edits.extend(typed.into_iter().map(Edit::from));
    } else {
        let Ok(json) = serde_json::from_str(text) else {
            return;
        };
        let mut number = 0;
        let mut ids = || {
            number += 1;
            ItemId::from_bytes([number; 8])
        };
        let row = SheetRow::EMPTY;
        let read = edits_from_json(definition, &row, &Target::Sheet, &json, &mut ids, &present);
        let Ok(read) = read else {
            return;
        };
        edits.extend(read.into_iter().map(Edit::from));
    }
    let id = DocId::from_bytes([7; 16]);
    let mut document = Document::new(Kind::Worksheet, journal::Actor::derive(b"a log", id));
    if document.edit(&edits, 1_795_000_000).is_ok() {
        let row = document.row();
        assert!(
            row.as_sheet()
                .is_some_and(|row| row.definition == definition.id)
        );
    }
}

pub(crate) fn present() -> Present {
    let now: jiff::Zoned = "2026-11-23T22:10:00+01:00[Europe/Berlin]"
        .parse()
        .expect("a moment");
    now.into()
}

pub fn rows() -> Vec<Seed> {
    let entry = r#"{"when":"2026-11-23T22:10:00+01:00[Europe/Berlin]","title":"A walk","body":"Grüße","mood":6,"emotions":["calm"],"triggers":[],"tags":["water"],"steps":[4],"star":true,"kept_sentences":["abc"],"deleted":5,"journey":"x","f/later":1}"#;
    let sheet = r#"{"definition":"step-04","version":1,"fields":{"a":{"text":"words"},"b":{"number":3},"c":{"chosen":["one"]},"d":{"ranking":["one","two"]},"e":{"check":true},"f":{"count":4}},"lists":{"people":[{"id":"aaaaaaaaaaaaa","order":"V","fields":{"name":{"line":"x"}}}]},"asked":{"a":2},"extra":{"x":null}}"#;
    let page = foreign::travelled_entry(entry.as_bytes()).unwrap_or_default();
    named([
        ("entry", entry.into()),
        ("sheet", sheet.into()),
        ("page", page),
    ])
}

pub fn shares() -> Vec<Seed> {
    let share = ShareDocument {
        name: "Dr Weber".into(),
        space: [1; 32],
        root: [2; 32],
        made: 1_795_000_000,
        secret: Some([3; 32]),
        rule: Some(journal::ShareRule {
            steps: [4, 9].into(),
            tags: ["water".to_owned()].into(),
            from: Some(jiff::civil::date(2026, 1, 1)),
            ..journal::ShareRule::default()
        }),
        reflects: Vec::new(),
        dropped: false,
    };
    let about = ShareAbout {
        title: "Dr Weber".into(),
        from: "M".into(),
    };
    let json = |edits: &[Edit]| {
        let row = written(edits).expect("an honest share");
        Row::Sheet(row).to_json()
    };
    named([
        ("share", json(&share.creation())),
        ("about", json(&about.creation())),
    ])
}

pub fn sheet_ids() -> Vec<Seed> {
    let item = ItemId::from_bytes([9; 8]);
    named([
        ("item", item.to_string().into()),
        (
            "place",
            Place::item("people", item, "name").to_string().into(),
        ),
        ("link", Link::here("people", item).to_string().into()),
        ("document", DocId::from_bytes([8; 16]).to_string().into()),
        ("order", b"Vz0a".to_vec()),
        (
            "stamp",
            vault::Stamp::of(&[[1; 32], [2; 32]]).to_string().into(),
        ),
    ])
}

pub fn definitions() -> Vec<Seed> {
    let steps = (1..=12).filter_map(|step| Some((step, built_in::source(step)?)));
    let mut seeds: Vec<Seed> = steps
        .map(|(step, source)| (format!("step-{step:02}"), source.into()))
        .collect();
    let own = "id = \"evening\"\nversion = 1\ntitle = \"Evening\"\n\n[[section]]\ntitle = \"How it was\"\n\n[[section.field]]\nid = \"note\"\nkind = \"text\"\nlabel = \"What happened?\"\n";
    seeds.push(("own".into(), own.into()));
    seeds
}

pub fn filled() -> Vec<Seed> {
    named([
        ("text", b"\x00\x00some words".to_vec()),
        ("choice", b"\x03\x021, 2".to_vec()),
        (
            "json",
            b"\x04\xff{\"people\":[{\"name\":\"x\",\"at\":\"yesterday\"}],\"note\":\"words\"}"
                .to_vec(),
        ),
        ("count", b"\x05\x07+1".to_vec()),
    ])
}
