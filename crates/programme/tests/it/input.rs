//! What people type and what programs send, turned into edits.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use jiff::Zoned;
use jiff::civil::date;
use journal::{
    Actor, Definition, DocId, Document, Edit, FieldValue, InputError, ItemId, Kind, Link, Place,
    SheetRow, Target, edits_from_json,
};
use programme::definitions;
use serde_json::{Value as Json, json};

fn now() -> Zoned {
    "2026-11-23T22:10:05+01:00[Europe/Berlin]".parse().unwrap()
}

/// A worksheet of one step, filled by typing and by JSON.
struct Desk {
    definition: &'static Definition,
    document: Document,
    ids: u64,
}

impl Desk {
    fn new(step: u8) -> Self {
        let actor = Actor::derive(b"log", DocId::from_bytes([1; 16]));
        Self {
            definition: definitions::of_step(step).unwrap(),
            document: Document::new(Kind::Worksheet, actor),
            ids: 0,
        }
    }

    fn row(&self) -> SheetRow {
        self.document.row().as_sheet().unwrap().clone()
    }

    fn typed(&mut self, field: &str, text: &str) -> Result<(), InputError> {
        let row = self.row();
        let edits = self.definition.field(field).unwrap().parse_input(
            &Place::field(field),
            text,
            row.fields.get(field),
            &now().into(),
        )?;
        let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
        self.document.edit(&edits, 1).unwrap();
        Ok(())
    }

    fn json(&mut self, target: &Target, json: &Json) -> Result<(), InputError> {
        let row = self.row();
        let ids = &mut self.ids;
        let mut next = || {
            *ids += 1;
            ItemId::from_bytes(ids.to_be_bytes())
        };
        let edits = edits_from_json(
            self.definition,
            &row,
            target,
            json,
            &mut next,
            &now().into(),
        )?;
        let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
        self.document.edit(&edits, 1).unwrap();
        Ok(())
    }

    fn plain(&self, field: &str) -> Json {
        self.row()
            .fields
            .get(field)
            .map_or(Json::Null, FieldValue::to_plain)
    }
}

fn new_item(list: &str) -> Target {
    Target::NewItem(list.into())
}

#[test]
fn a_worksheet_can_be_filled_by_typing() {
    let mut desk = Desk::new(2);
    desk.typed("start", "yesterday").unwrap();
    assert_eq!(desk.plain("start"), "2026-11-22");
    desk.typed("start", "2026-11-01").unwrap();
    assert_eq!(desk.plain("start"), "2026-11-01");
    desk.typed("ending", "2").unwrap();
    assert_eq!(desk.plain("ending"), "messy");
    desk.typed("ending", "A betr").unwrap();
    assert_eq!(desk.plain("ending"), "betrayal");
    desk.typed("target_days", " 45 ").unwrap();
    assert_eq!(desk.plain("target_days"), 45);
    desk.typed("closed_channels", "1, calls, through friends")
        .unwrap();
    assert_eq!(
        desk.plain("closed_channels"),
        json!(["calls", "friends", "messages"])
    );
    desk.typed("closed_channels", "2 3").unwrap();
    assert_eq!(
        desk.plain("closed_channels"),
        json!(["calls", "social_media"])
    );
    desk.typed("target_reason", "Two lines.\nThe second.\n")
        .unwrap();
    assert_eq!(desk.plain("target_reason"), "Two lines.\nThe second.");
    // Nothing typed leaves things as they are; a dash empties them.
    desk.typed("ending", "  ").unwrap();
    assert_eq!(desk.plain("ending"), "betrayal");
    desk.typed("ending", "-").unwrap();
    assert_eq!(desk.plain("ending"), Json::Null);
    desk.typed("closed_channels", "-").unwrap();
    assert_eq!(desk.plain("closed_channels"), Json::Null);
}

#[test]
fn boxes_and_rankings_can_be_typed() {
    let mut desk = Desk::new(7);
    desk.typed("ready_for_no", "yes").unwrap();
    assert_eq!(desk.plain("ready_for_no"), true);
    let entry = Link::Document(DocId::from_bytes([9; 16]));
    let item = Link::here("roots", ItemId::from_bytes([3; 8]));
    desk.typed("stress_evidence", &format!("{entry} {item}"))
        .unwrap();
    desk.typed("stress_evidence", &format!("-{item}")).unwrap();
    assert_eq!(desk.plain("stress_evidence"), json!([entry.to_string()]));

    let mut desk = Desk::new(10);
    desk.typed("me_now", "5 1 2 3 4").unwrap();
    assert_eq!(
        desk.plain("me_now"),
        json!(["touch", "words", "time", "gifts", "acts"])
    );
}

#[test]
fn what_is_no_answer_is_refused_with_what_is_allowed() {
    let mut desk = Desk::new(2);
    let cases = [
        ("start", "soon", "start: “soon” is no day"),
        ("start", "2026-02-30", "start"),
        (
            "target_days",
            "400",
            "target_days: a whole number from 1 to 365",
        ),
        ("target_days", "many", "from 1 to 365"),
        ("ending", "7", "ordinary, messy, betrayal"),
        (
            "closed_channels",
            "letters",
            "messages, calls, social_media",
        ),
        ("urges", "one", "urges: an item with fields of its own"),
    ];
    for (field, text, message) in cases {
        let error = desk.typed(field, text).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
    let mut desk = Desk::new(10);
    let error = desk
        .typed("me_now", "1, 2, 2, 3, 4")
        .unwrap_err()
        .to_string();
    assert!(error.contains("words, time, gifts, acts, touch"), "{error}");
}

#[test]
fn an_urge_is_added_from_json() {
    let mut desk = Desk::new(2);
    let urge = json!({"channel": "messages", "intensity": 7, "trigger": "Sunday"});
    desk.json(&new_item("urges"), &urge).unwrap();
    let earlier = json!({"channel": "calls", "at": "2026-11-20T23:15"});
    desk.json(&new_item("urges"), &earlier).unwrap();
    let row = desk.row();
    let urges = row.newest_first("urges");
    assert_eq!(urges.len(), 2);
    assert_eq!(
        urges[0].at.as_deref(),
        Some("2026-11-23T22:10:05+01:00[Europe/Berlin]")
    );
    assert_eq!(urges[0].fields.number("intensity"), Some(7));
    assert_eq!(
        urges[1].at.as_deref(),
        Some("2026-11-20T23:15:00+01:00[Europe/Berlin]")
    );

    let id = urges[0].id;
    let target = Target::Item("urges".into(), id);
    desk.json(&target, &json!({"instead": "A walk.", "at": "yesterday"}))
        .unwrap();
    let row = desk.row();
    let urge = row.item("urges", id).unwrap();
    assert_eq!(urge.fields.words("instead"), "A walk.");
    assert_eq!(urge.date(), Some(date(2026, 11, 22)));
}

#[test]
fn a_whole_worksheet_comes_from_json_and_goes_back() {
    let mut desk = Desk::new(11);
    let sheet = json!({
        "most": 1,
        "if_no": [
            {"they_say": "No.", "i_answer": "Thank you for telling me.", "practised": 2},
            {"they_say": "Not you."},
        ],
        "open_to": "Slowly.",
        "outcome_answer": null,
    });
    desk.json(&Target::Sheet, &sheet).unwrap();
    let row = desk.row();
    let said: Vec<&str> = row
        .items("if_no")
        .iter()
        .map(|i| i.fields.words("they_say"))
        .collect();
    assert_eq!(said, ["No.", "Not you."]);
    let target = Target::Item("if_no".into(), row.items("if_no")[0].id);
    desk.json(&target, &json!({"practised": "+1"})).unwrap();
    assert_eq!(
        desk.row().items("if_no")[0].fields.number("practised"),
        Some(3)
    );
    desk.json(&target, &json!({"practised": 10})).unwrap();
    assert_eq!(
        desk.row().items("if_no")[0].fields.number("practised"),
        Some(10)
    );
    desk.json(&target, &json!({"practised": null, "i_answer": null}))
        .unwrap();
    assert_eq!(
        desk.row().items("if_no")[0].fields.number("practised"),
        Some(0)
    );
    assert!(!desk.row().items("if_no")[0].fields.filled("i_answer"));
}

#[test]
fn json_that_does_not_fit_names_the_field() {
    let mut desk = Desk::new(2);
    let cases = [
        (new_item("urge"), json!({}), "the fields are urges, slips"),
        (new_item("urges"), json!([]), "urges: an object"),
        (
            new_item("urges"),
            json!({"chanel": 1}),
            "the fields are at, channel, trigger",
        ),
        (
            new_item("urges"),
            json!({"channel": "pigeon"}),
            "channel: \"pigeon\"",
        ),
        (
            new_item("urges"),
            json!({"intensity": 11}),
            "intensity: a whole number from 1 to 10",
        ),
        (new_item("urges"), json!({"intensity": "7"}), "intensity"),
        (new_item("urges"), json!({"at": "noonish"}), "at: “noonish”"),
        (
            new_item("urges"),
            json!({"trigger": "a\nb"}),
            "trigger: one line",
        ),
        (
            Target::Sheet,
            json!({"urges": {}}),
            "urges: an array of items",
        ),
        (
            Target::Sheet,
            json!({"closed_channels": "calls"}),
            "closed_channels: an array",
        ),
        (
            Target::Sheet,
            json!({"closed_channels": [1]}),
            "closed_channels: an array",
        ),
        (Target::Sheet, json!({"start": 5}), "start: a date like"),
    ];
    for (target, json, message) in cases {
        let error = desk.json(&target, &json).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
    assert_eq!(desk.row(), SheetRow::default());
}

#[test]
fn a_moment_in_another_zone_keeps_its_own_clock() {
    let mut desk = Desk::new(2);
    let slip = json!({"at": "2026-11-20T23:30:00-05:00[America/New_York]"});
    desk.json(&new_item("slips"), &slip).unwrap();
    assert_eq!(
        desk.row().items("slips")[0].date(),
        Some(date(2026, 11, 20))
    );
    let slip = json!({"at": "2026-11-20T23:30:00Z"});
    desk.json(&new_item("slips"), &slip).unwrap();
    assert_eq!(
        desk.row().items("slips")[1].date(),
        Some(date(2026, 11, 21))
    );
}

#[test]
fn links_have_one_text_form() {
    let document = DocId::from_bytes([7; 16]);
    let item = ItemId::from_bytes([8; 8]);
    let links = [
        Link::Document(document),
        Link::here("moments", item),
        Link::Item {
            document: Some(document),
            list: "roots".into(),
            item,
        },
    ];
    for link in links {
        assert_eq!(link.to_string().parse::<Link>().unwrap(), link);
    }
    for wrong in [
        "",
        "x",
        "a:b",
        "::",
        ":moments:",
        "https://example.org",
        ":a/b:aaaaaaaaaaaaa",
    ] {
        assert!(wrong.parse::<Link>().is_err(), "{wrong}");
    }
}

#[test]
fn what_has_happened_has_no_day_to_come() {
    let past = [
        (1, "inventory/apologised_on"),
        (1, "actions/done_on"),
        (2, "start"),
        (3, "roots/started_on"),
        (6, "people/last_met"),
        (6, "interests/last_done"),
        (10, "patterns/talked_on"),
        (10, "elephants/raised_on"),
        (11, "outcome_date"),
    ];
    let mut asked = Vec::new();
    for step in 1..=programme::STEPS {
        for field in definitions::of_step(step).unwrap().fields() {
            let inner = field
                .fields
                .iter()
                .map(|inner| (format!("{}/{}", field.id, inner.id), inner));
            for (name, field) in inner.chain([(field.id.clone(), field)]) {
                asked.extend(field.past.then_some((step, name.clone())));
                let tomorrow =
                    field.parse_input(&Place::field("x"), "tomorrow", None, &now().into());
                let refused = matches!(tomorrow, Err(InputError::Ahead { .. }));
                assert_eq!(refused, field.past, "step {step} {name}");
            }
        }
    }
    let expected = past.map(|(step, name)| (step, name.to_owned()));
    asked.sort();
    let mut expected = Vec::from(expected);
    expected.sort();
    assert_eq!(asked, expected);

    let mut plan = Desk::new(2);
    let said = plan.typed("start", "2026-11-24").unwrap_err().to_string();
    assert_eq!(
        said,
        "start: 2026-11-24 has not come yet; what has happened has a day up to today"
    );
    plan.typed("start", "today").unwrap();
    // Without a year, the last one.
    plan.typed("start", "1 December").unwrap();
    assert_eq!(plan.row().fields.date("start"), Some(date(2025, 12, 1)));
}
