//! The definitions that come with the program.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::{Definition, FieldDef};
use programme::{STEPS, definitions};

#[test]
fn the_eleven_steps_are_there() {
    let all: Vec<&Definition> = definitions::of_steps().collect();
    assert_eq!(all.len(), usize::from(STEPS));
    let versions: Vec<u32> = all.iter().map(|definition| definition.version).collect();
    assert_eq!(versions, [2, 5, 2, 1, 1, 1, 2, 1, 2, 2, 3]);
    for (step, definition) in (1..).zip(&all) {
        assert_eq!(definition.step, Some(step));
        assert_eq!(definitions::by_id(&definition.id), Some(*definition));
        assert!(
            definition.fields().any(|field| field.counts),
            "{}",
            definition.id
        );
    }
    assert!(definitions::of_step(0).is_none() && definitions::of_step(12).is_none());
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
        let definition = definitions::of_step(step.parse().unwrap()).unwrap();
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
    for definition in definitions::of_steps() {
        let fields = definition
            .fields()
            .flat_map(|field| std::iter::once(field).chain(&field.fields));
        for to in fields.flat_map(|field: &FieldDef| &field.to) {
            let exists = match to.split_once(':') {
                _ if to == "entries" => true,
                None => definition.list(to).is_some(),
                Some((other, list)) => {
                    let other = definitions::by_id(other);
                    other.is_some_and(|other| other.list(list).is_some())
                }
            };
            assert!(exists, "{}: {to}", definition.id);
        }
    }
}

#[test]
fn prompts_are_short_questions_and_keep_to_the_person() {
    for definition in definitions::of_steps() {
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
    let step = definitions::of_step(8).unwrap();
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

#[test]
fn every_former_definition_is_an_earlier_version_of_its_step() {
    for definition in definitions::of_steps() {
        let source = definitions::source(definition.step.unwrap()).unwrap();
        let newest = Definition::parse(source).unwrap();
        assert_eq!(newest.version, definition.version);
        // Nothing of the newest was changed by remembering.
        for field in newest.fields() {
            let known = definition.field(&field.id).unwrap();
            assert_eq!((&known.label, &known.prompt), (&field.label, &field.prompt));
            assert!(!known.former);
        }
    }
    let urges = definitions::of_step(2).unwrap().field("urges").unwrap();
    assert!(
        urges
            .field("after")
            .is_some_and(|it| it.wordings.is_empty())
    );
}

#[test]
fn the_names_of_the_program_s_definitions_are_taken() {
    let source = definitions::source(2).unwrap();
    let own = source.replace("step = 2\n", "");
    assert_ne!(own, source, "a definition of somebody's own has no step");
    let taken = definitions::parse_own(&own, &[]).unwrap_err();
    assert!(taken.message.contains("\"no-contact\""), "{taken}");
    let free = own.replacen("no-contact", "no-contact-2", 1);
    assert!(definitions::parse_own(&free, &[]).is_ok());
    let figures = free.replacen("no-contact-2", &definitions::shared_insights().id, 1);
    assert!(definitions::parse_own(&figures, &[]).is_err());
}
