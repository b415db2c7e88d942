//! What a definition may say, and what a wrong one is told.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{Definition, FieldKind};

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
