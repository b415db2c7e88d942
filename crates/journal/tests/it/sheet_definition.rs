//! What a definition may say, and what a wrong one is told.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{Definition, FieldDef, FieldKind, FieldValue, Fields, SheetRow};

const GOOD: &str = r#"id = "thought-record"
version = 1
title = "Thought record"
intro = "One thought at a time."

[[sections]]
id = "record"
title = "Record"

[[sections.fields]]
id = "thoughts"
kind = "log"
label = "A thought"
prompt = "What went through your head?"

[[sections.fields.fields]]
id = "belief"
kind = "scale"
high = 100
low = 0
label = "Belief"
prompt = "How much do you believe it?"

[[sections.fields.fields]]
id = "mood"
kind = "choice"
label = "Mood"
prompt = "How did it make you feel?"
choices = [
  { id = "sad", label = "sad" },
  { id = "angry", label = "angry" },
]
"#;

#[test]
fn people_can_write_their_own() {
    let own = Definition::parse(GOOD).unwrap();
    assert_eq!((own.step, own.id.as_str()), (None, "thought-record"));
    let log = own.list("thoughts").unwrap();
    assert_eq!(log.kind, FieldKind::Log);
    let belief = log.field("belief").unwrap();
    assert_eq!((belief.low, belief.high), (0, 100));
    assert_eq!(log.field("mood").unwrap().choice_label("sad"), "sad");
}

#[test]
fn mistakes_are_told_by_line() {
    let wrong = |from: &str, to: &str| {
        assert!(GOOD.contains(from), "{from}");
        Definition::parse(&GOOD.replacen(from, to, 1)).unwrap_err()
    };
    let cases = [
        (
            "id = \"thought-record\"",
            "id = \"Thought record\"",
            1,
            "lowercase",
        ),
        ("version = 1", "version = 0", 2, "starts at 1"),
        ("version = 1", "version = 1\nstep = 100", 3, "1 to 99"),
        ("version = 1", "version = 1\nauthor = \"me\"", 3, "author"),
        ("title = \"Thought record\"", "title = \"\"", 3, "title"),
        (
            "kind = \"log\"",
            "kind = \"diary\"",
            12,
            "\"diary\" is no kind",
        ),
        ("kind = \"scale\"", "kind = \"log\"", 18, "another list"),
        ("id = \"belief\"", "id = \"mood\"", 25, "already"),
        ("id = \"belief\"", "id = \"How much\"", 17, "lowercase"),
        ("high = 100", "high = 0", 20, "from low"),
        (
            "kind = \"scale\"",
            "kind = \"line\"",
            20,
            "\"low\" means nothing for a line",
        ),
        (
            "  { id = \"angry\", label = \"angry\" },\n",
            "",
            26,
            "2 to 32 choices",
        ),
        ("{ id = \"angry\"", "{ id = \"sad\"", 31, "already"),
        ("label = \"Mood\"\n", "", 24, "label"),
        ("prompt = \"How did", "prompt = How did", 28, ""),
    ];
    for (from, to, line, message) in cases {
        let error = wrong(from, to);
        assert_eq!(error.line, line, "{to}: {error}");
        assert!(error.message.contains(message), "{to}: {error}");
    }
    let long = format!("{GOOD}#{}", "x".repeat(200_000));
    assert!(Definition::parse(&long).is_err());
}

proptest::proptest! {
    #[test]
    fn garbage_never_panics(noise in ".{0,40}", at in 0usize..700) {
        let mut text: Vec<char> = GOOD.chars().collect();
        let at = at.min(text.len());
        text.splice(at..(at + 5).min(text.len()), noise.chars());
        let _ = Definition::parse(&text.into_iter().collect::<String>());
    }
}

#[test]
fn a_question_says_when_it_applies() {
    let with = |when: &str| {
        let lines = format!("id = \"mood\"\nwhen = {when}\nkind = \"choice\"");
        Definition::parse(&GOOD.replace("id = \"mood\"\nkind = \"choice\"", &lines))
    };
    let applies = |when: &str, belief: i64| {
        let own = with(when).unwrap();
        let mood = own.list("thoughts").unwrap().field("mood").unwrap().clone();
        let mut beside = Fields::default();
        let unanswered = mood.applies(&beside);
        let answer = FieldValue::Number(belief);
        beside.0.insert("belief".to_owned(), answer);
        (unanswered, mood.applies(&beside))
    };
    let below = "{ field = \"belief\", below = 30 }";
    assert_eq!(applies(below, 29), (false, true));
    assert_eq!(applies(below, 30), (false, false));
    assert_eq!(
        applies("{ field = \"belief\", above = 30 }", 31),
        (false, true)
    );

    for (when, why) in [
        ("{ field = \"mood\", is = [\"sad\"] }", "stands before"),
        ("{ field = \"thoughts\", above = 1 }", "stands before"),
        ("{ field = \"belief\", is = [\"1\"] }", "below or above"),
        ("{ field = \"belief\" }", "one of is, below and above"),
        ("{ field = \"belief\", above = 1, below = 3 }", "one of is"),
    ] {
        let error = with(when).unwrap_err();
        assert_eq!(error.line, 26, "{when}: {error}");
        assert!(error.message.contains(why), "{when}: {error}");
    }
}

#[test]
fn choices_and_boxes_decide_as_well() {
    let field = |id: &str, kind: &str, more: &str| {
        format!(
            "[[sections.fields]]\nid = \"{id}\"\nkind = \"{kind}\"\nlabel = \"L\"\nprompt = \"P?\"\n{more}\n"
        )
    };
    let source = |is: &str, told: &str| {
        let choices = "choices = [{ id = \"a\", label = \"a\" }, { id = \"b\", label = \"b\" }]";
        let head = "id = \"own\"\nversion = 1\ntitle = \"Own\"\nintro = \"I\"\n[[sections]]\nid = \"s\"\ntitle = \"S\"\n";
        [
            head.to_owned(),
            field("some", "choices", choices),
            field("told", "check", ""),
            field(
                "x",
                "line",
                &format!("counts = true\nwhen = {{ field = \"some\", is = {is} }}"),
            ),
            field(
                "y",
                "line",
                &format!("when = {{ field = \"told\", is = {told} }}"),
            ),
        ]
        .concat()
    };
    let own = Definition::parse(&source("[\"a\"]", "[\"no\"]")).unwrap();
    let asked = |row: &SheetRow| {
        let applies = |field: &&FieldDef| field.applies(&row.fields);
        let asked = own.fields().filter(applies).map(|field| field.id.clone());
        asked.collect::<Vec<_>>()
    };
    let mut row = SheetRow::default();
    assert_eq!(asked(&row), ["some", "told"]);
    assert_eq!(own.filled(&row), (0, 0));
    let chosen = FieldValue::Chosen(["a".to_owned()].into());
    row.fields.0.insert("some".to_owned(), chosen);
    row.fields
        .0
        .insert("told".to_owned(), FieldValue::Check(false));
    assert_eq!(asked(&row), ["some", "told", "x", "y"]);
    assert_eq!(own.filled(&row), (0, 1));
    row.fields
        .0
        .insert("told".to_owned(), FieldValue::Check(true));
    assert_eq!(asked(&row), ["some", "told", "x"]);

    assert!(Definition::parse(&source("[\"c\"]", "[\"no\"]")).is_err());
    assert!(Definition::parse(&source("[\"a\"]", "[\"maybe\"]")).is_err());
    assert!(Definition::parse(&source("[]", "[\"no\"]")).is_err());
}
