//! Definitions: the eleven that come with the program, and what a wrong one is told.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{Definition, FieldDef, FieldKind, STEPS};

#[test]
fn the_eleven_steps_are_there() {
    let all: Vec<&Definition> = Definition::builtins().collect();
    assert_eq!(all.len(), usize::from(STEPS));
    for (step, definition) in (1..).zip(&all) {
        assert_eq!(definition.step, Some(step));
        assert_eq!(definition.version, if step == 2 { 2 } else { 1 });
        assert_eq!(Definition::builtin_by_id(&definition.id), Some(*definition));
        assert!(
            definition.fields().any(|field| field.counts),
            "{}",
            definition.id
        );
    }
    assert!(Definition::builtin(0).is_none() && Definition::builtin(12).is_none());
}

/// Every field that the programme names, by step; after a colon the fields of a list's items.
const PROGRAMME: &str = "\
1 inventory: what kind effect now apology_owed apologised_on
1 actions: what done_on
1 still_explaining
2 start
2 ending
2 target_days
2 target_reason
2 closed_channels
2 exceptions
2 urges: channel trigger intensity instead after letter gave_in
2 slips: channel what learned
2 necessary: about what kept_to_it
3 roots: issue symptom origin changed practice evidence started_on if_unseen
3 values: value why lived
3 skills: skill next_step
3 care: habit cadence times from
4 moments: when what i_did pattern differently
4 areas: area moments plan
5 practice: skill situation i_did next_time difficulty
5 needs: complaint need answer
6 people: who next_step last_met
6 interests: what kind next_step last_done times
6 health: kind habit cadence times from
6 who_i_am
7 stress_changed
7 stress_evidence
7 stress_confidence
7 jealousy_changed
7 jealousy_evidence
7 jealousy_confidence
7 asking_changed
7 asking_evidence
7 asking_confidence
7 independence_changed
7 independence_evidence
7 independence_confidence
7 arguing_changed
7 arguing_evidence
7 arguing_confidence
7 motive
7 ready_for_no
7 contact_channel
7 contact_purpose
7 contact_date
7 contact_no_answer
8 agreed
8 meeting_date
8 meeting_time
8 meeting_where
8 meeting_length
8 pains: i_did pain without_but
8 learned: point
8 truths: point
8 listen_for: point
8 after
8 conversations: heard said agreed
9 commitments: promise to area cadence times from until
9 checkins: commitment kept note
9 storms: situation trigger intensity answered ended
9 boundaries: boundary whose how
10 patterns: pattern how_often my_part my_need their_need talked_on change evidence
10 elephants: what why raised_on
10 me_then
10 me_now
10 them_then
10 them_now
11 most
11 attempts: channel answer note
11 if_no: they_say i_answer practised
11 support: who how what_for
11 plans: what date
11 open_to
11 outcome_date
11 outcome_answer
11 letter
";

#[test]
fn every_field_of_the_programme_is_there() {
    for line in PROGRAMME.lines() {
        let (step, rest) = line.split_once(' ').unwrap();
        let (id, inner) = rest.split_once(": ").unwrap_or((rest, ""));
        let definition = Definition::builtin(step.parse().unwrap()).unwrap();
        let field = definition.field(id).unwrap_or_else(|| panic!("{line}"));
        let found: Vec<&str> = field.fields.iter().map(|field| field.id.as_str()).collect();
        assert_eq!(
            found,
            inner.split_whitespace().collect::<Vec<_>>(),
            "{line}"
        );
    }
}

#[test]
fn links_name_lists_that_exist() {
    for definition in Definition::builtins() {
        let fields = definition
            .fields()
            .flat_map(|field| std::iter::once(field).chain(&field.fields));
        for to in fields.flat_map(|field: &FieldDef| &field.to) {
            let exists = match to.split_once(':') {
                _ if to == "entries" => true,
                None => definition.list(to).is_some(),
                Some((other, list)) => {
                    let other = Definition::builtin_by_id(other);
                    other.is_some_and(|other| other.list(list).is_some())
                }
            };
            assert!(exists, "{}: {to}", definition.id);
        }
    }
}

#[test]
fn prompts_are_short_questions_and_keep_to_the_person() {
    for definition in Definition::builtins() {
        for field in definition
            .fields()
            .flat_map(|f| std::iter::once(f).chain(&f.fields))
        {
            let words = field.prompt.split_whitespace().count();
            assert!(words <= 30, "{}: {}", definition.id, field.prompt);
            assert!(
                field.help.split_whitespace().count() <= 30,
                "{}",
                field.help
            );
        }
    }
}

#[test]
fn points_longer_than_about_sixty_words_are_marked_as_a_script() {
    let step = Definition::builtin(8).unwrap();
    let point = step.list("truths").unwrap().field("point").unwrap();
    assert!(!point.reads_like_a_script(&"word ".repeat(60)));
    assert!(point.reads_like_a_script(&"word ".repeat(61)));
    assert!(
        !step
            .field("after")
            .unwrap()
            .reads_like_a_script(&"word ".repeat(600))
    );
}

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
        ("version = 1", "version = 1\nstep = 12", 3, "1 to 11"),
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
