//! A worksheet of the person's own in two versions: one device takes in the second while the other still fills in the
//! first, and every answer keeps the question it was given to.

use engine::insight::Value;
use engine::worksheet::Place;
use engine::{Days, SheetName};
use serde_json::json;

use crate::check::{Ledger, Topic, agree};
use crate::life::{Device, Life};

const ID: &str = "evening-check";

const FIRST: &str = r#"
id = "evening-check"
version = 1
title = "Evening check"
intro = "Five lines before sleep."

[[sections]]
id = "evening"
title = "Evening"

[[sections.fields]]
id = "worry"
kind = "text"
label = "Worry"
prompt = "What worries me?"
counts = true

[[sections.fields]]
id = "coffee"
kind = "line"
label = "Coffee"
prompt = "How many cups?"

[[sections.fields]]
id = "glasses"
kind = "count"
label = "Water"
prompt = "How many glasses of water?"

[[sections.fields]]
id = "sleep"
kind = "scale"
label = "Sleep"
prompt = "How well did I sleep?"
counts = true

[[sections.fields]]
id = "thoughts"
kind = "log"
label = "A thought"
prompt = "What went through my head?"

[[sections.fields.fields]]
id = "thought"
kind = "line"
label = "Thought"
prompt = "Which words?"

[[sections.fields.fields]]
id = "belief"
kind = "scale"
label = "Belief"
prompt = "How much do I believe it?"
"#;

/// Another wording, no coffee and no belief any more, and two new questions.
fn second() -> String {
    let coffee = "[[sections.fields]]\nid = \"coffee\"\nkind = \"line\"\nlabel = \"Coffee\"\n\
        prompt = \"How many cups?\"\n";
    let belief = "[[sections.fields.fields]]\nid = \"belief\"\nkind = \"scale\"\n\
        label = \"Belief\"\nprompt = \"How much do I believe it?\"\n";
    let answer = "[[sections.fields]]\nid = \"answer\"\nkind = \"text\"\nlabel = \"Answer\"\n\
        prompt = \"What would a friend say?\"\ncounts = true\n";
    let kinder = "[[sections.fields.fields]]\nid = \"kinder\"\nkind = \"line\"\n\
        label = \"Kinder\"\nprompt = \"And more kindly?\"\n";
    assert!(FIRST.contains(coffee) && FIRST.contains(belief));
    FIRST
        .replace("version = 1", "version = 2")
        .replace("label = \"Worry\"", "label = \"What weighs on me\"")
        .replace("What worries me?", "What weighs on me this evening?")
        .replace("label = \"Thought\"", "label = \"The thought\"")
        .replace(coffee, answer)
        .replace(belief, kinder)
}

/// 3 and 4 April, on the laptop: the first version, and first answers.
pub(crate) async fn begins(life: &mut Life) {
    life.until("2026-04-03T22:30").await;
    let laptop = &life.laptop;
    assert_eq!(
        laptop.vault().worksheets().import(FIRST).unwrap().0.version,
        1
    );
    laptop.fills(
        ID,
        &json!({"worry": "The rent.", "coffee": "three", "sleep": 4}),
    );
    life.until("2026-04-04T22:30").await;
    let item = json!({"thought": "It never ends.", "belief": 8});
    life.laptop.adds(ID, "thoughts", &item);
}

/// 10 to 12 May, apart: the laptop asks by the second version, the phone still by the first.
pub(crate) async fn two_versions(life: &mut Life) {
    life.until("2026-05-10T10:00").await;
    assert_eq!(
        life.laptop
            .vault()
            .worksheets()
            .import(&second())
            .unwrap()
            .0
            .version,
        2
    );
    life.until("2026-05-11T22:00").await;
    let laptop = &life.laptop;
    laptop.fills(
        ID,
        &json!({"answer": "It can wait.", "sleep": 7, "glasses": "+2"}),
    );
    laptop.adds(
        ID,
        "thoughts",
        &json!({"thought": "I am late.", "kinder": "I am on my way."}),
    );
    life.until("2026-05-12T22:00").await;
    let phone = &life.phone;
    phone.fills(ID, &json!({"coffee": "two", "glasses": "+3"}));
    phone.adds(
        ID,
        "thoughts",
        &json!({"thought": "Nobody calls.", "belief": 6}),
    );
    // The same text again changes nothing, here or there.
    assert_eq!(
        phone.vault().worksheets().import(FIRST).unwrap().0.version,
        1
    );
}

/// The answers to a question, each with its date and the question's name then.
fn answers(device: &Device, list: Option<&str>, field: &str) -> Vec<String> {
    let name = SheetName::from(ID);
    let insight = device
        .vault()
        .insights()
        .question(&name, list, field, Days::default())
        .unwrap();
    let found = insight.figures.iter().find(|figure| figure.id == "answers");
    let Value::Notes(notes) = &found.unwrap().value else {
        panic!("answers are notes");
    };
    let note = |note: &engine::insight::Note| {
        let date = note.date.unwrap();
        format!("{date} {}: {}", note.head, note.text)
    };
    notes.iter().map(note).collect()
}

/// 1 June: both devices ask by the second version, and every answer is there.
fn second_on_both(life: &Life, ledger: &mut Ledger) {
    ledger.on(Topic::Worksheets).both(
        life,
        "the second version on both",
        |device| {
            let view = device.vault().worksheets().get(ID).unwrap();
            let gone = |id: &str| view.definition.field(id).is_some_and(|field| field.former);
            let fields = &view.row.fields;
            (
                (
                    view.definition.version,
                    gone("coffee"),
                    gone("worry"),
                    view.unknown,
                ),
                ["worry", "coffee", "answer"].map(|field| fields.words(field).to_owned()),
                [fields.number("sleep"), fields.number("glasses")],
            )
        },
        (
            (2, true, false, 0),
            ["The rent.", "two", "It can wait."].map(str::to_owned),
            // 2 glasses on the laptop and 3 on the phone.
            [Some(7), Some(5)],
        ),
    );
    let listed = |device: &Device| {
        let all = device.vault().worksheets().list().unwrap();
        let own = all.into_iter().find(|sheet| sheet.id == ID).unwrap();
        (own.version, own.filled, own.fields, own.items)
    };
    // Worry, sleep and answer count.
    ledger
        .on(Topic::Worksheets)
        .both(life, "in the list", listed, (2, 3, 3, 3));
}

/// What was answered to the first keeps its questions.
pub(crate) async fn old_answers_keep_their_questions(life: &mut Life, ledger: &mut Ledger) {
    second_on_both(life, ledger);
    life.until("2026-06-02T22:00").await;
    life.phone.types(ID, &Place::field("worry"), "The move.");
    life.meet().await;
    agree(ledger, life, "two versions");
    let right: [(Option<&str>, &str, &[&str]); 5] = [
        (
            None,
            "worry",
            &[
                "2026-04-03 What worries me?: The rent.",
                "2026-06-02 What weighs on me: The move.",
            ],
        ),
        (
            None,
            "coffee",
            &["2026-04-03 Coffee: three", "2026-05-12 Coffee: two"],
        ),
        (
            None,
            "sleep",
            &["2026-04-03 Sleep: 4", "2026-05-11 Sleep: 7"],
        ),
        (
            Some("thoughts"),
            "thought",
            &[
                "2026-04-04 Thought: It never ends.",
                "2026-05-11 The thought: I am late.",
                "2026-05-12 Thought: Nobody calls.",
            ],
        ),
        (
            Some("thoughts"),
            "belief",
            &["2026-04-04 Belief: 8", "2026-05-12 Belief: 6"],
        ),
    ];
    for (list, field, right) in right {
        let right: Vec<String> = right.iter().map(|line| (*line).to_owned()).collect();
        let found = |device: &Device| answers(device, list, field);
        ledger
            .on(Topic::Worksheets)
            .both(life, &format!("answers to {field}"), found, right);
    }
}
