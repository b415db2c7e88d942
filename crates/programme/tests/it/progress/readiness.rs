//! What the readiness report says.

use super::*;

/// A journey in which everything that readiness asks for is there.
fn ready() -> Journey {
    let mut journey = no_contact_until("2026-03-02", 61);
    for step in [1, 3, 4, 5, 6] {
        let mut done = row(&[], &[]);
        done.done_by_hand = Some(true);
        journey.sheets.insert(step, done);
    }
    let mut values = filled(&[
        "motive",
        "contact_channel",
        "contact_purpose",
        "contact_date",
        "contact_no_answer",
    ]);
    values.push(("ready_for_no".to_owned(), FieldValue::Check(true)));
    for claim in ["stress", "jealousy", "asking", "independence", "arguing"] {
        values.push((format!("{claim}_changed"), words("A lot.")));
        values.push((
            format!("{claim}_evidence"),
            links(&[Link::Document(entry(1))]),
        ));
        values.push((format!("{claim}_confidence"), number(7)));
    }
    let values: Vec<(&str, FieldValue)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    journey
        .with(7, row(&values, &[]))
        .with(11, row(&[("most", number(1))], &[]))
}

#[test]
fn ready_when_nothing_speaks_against_it() {
    let journey = ready();
    let report = readiness(&journey.view());
    assert!(report.ready, "{:?}", report.reasons);
    assert_eq!(report.claims.len(), 5);
    assert_eq!(
        report.claims[4].claim,
        "I argue about the issue and not the person."
    );
    assert!(journey.step(7).done);
}

#[test]
fn not_yet_names_each_reason_with_its_record() {
    let reasons = |journey: &Journey| {
        let report = readiness(&journey.view());
        assert!(!report.ready && !journey.step(7).done);
        report.reasons
    };
    let mut slipped = ready();
    let slip = item(5, "2026-02-20", &[]);
    let sheet = row(
        &[("start", words("2026-01-01"))],
        &[("slips", vec![slip.clone()])],
    );
    slipped.sheets.insert(2, sheet);
    let found = reasons(&slipped);
    assert_eq!((found[0].step, found[0].field.as_str()), (2, "slips"));
    assert_eq!(found[0].item, Some(slip.id));

    // Marking the step as done by hand does not make the days longer.
    slipped.sheets.get_mut(&2).unwrap().done_by_hand = Some(true);
    assert_eq!(reasons(&slipped)[0].step, 2);

    let mut unproven = ready();
    unproven.entries.remove(&entry(1));
    let found = reasons(&unproven);
    assert_eq!(found.len(), 5);
    assert_eq!(
        (found[1].step, found[1].field.as_str()),
        (7, "jealousy_evidence")
    );

    let mut unsure = ready();
    let sheet = unsure.sheets.get_mut(&7).unwrap();
    sheet.fields.0.insert("asking_confidence".into(), number(3));
    assert!(reasons(&unsure)[0].text.contains("3 of 10"));

    let unlimited = ready().with(11, row(&[], &[]));
    assert_eq!(reasons(&unlimited)[0].field, "most");
    let used = row(&[("most", number(1))], &[("attempts", items(1, &[]))]);
    assert!(reasons(&ready().with(11, used))[0].text.contains("used up"));

    let mut open = ready();
    open.sheets.remove(&4);
    assert!(
        reasons(&open)[0]
            .text
            .starts_with("Step 4, What went wrong, is open.")
    );
}

#[test]
fn do_not_contact_is_the_only_answer_while_it_stands() {
    let mut journey = ready();
    journey.do_not_contact = true;
    let report = readiness(&journey.view());
    assert!(!report.ready);
    assert_eq!(report.reasons.len(), 1);
    assert_eq!(report.reasons[0].step, 11);
}

/// The most attempts, those made (day and answer), the outcome (answer and day); what stands, and how the one reason begins.
type Case = (
    i64,
    &'static [(&'static str, &'static str)],
    (&'static str, &'static str),
    Option<Standing>,
    &'static str,
);

const OPEN: (&str, &str) = ("", "");
const USED_UP: &str = "The attempts you allowed yourself are used up.";
/// Made on 27 February, without an answer.
const MADE: (&str, &str) = ("2026-02-27", "none");

/// It is 2 March, the 61st day without contact of 30 that are aimed at.
#[rustfmt::skip]
const CASES: [Case; 17] = [
    (2, &[], OPEN, None, ""),
    (2, &[MADE], OPEN, None, ""),
    (2, &[MADE, MADE], OPEN, Some(Standing::AttemptsUsedUp), USED_UP),
    (2, &[MADE, MADE, MADE], OPEN, Some(Standing::AttemptsUsedUp), USED_UP),
    (0, &[], OPEN, Some(Standing::NonePlanned), "You have decided to make no attempt."),
    (2, &[MADE, ("2026-03-03", "none")], OPEN, None, ""),
    (2, &[("2026-02-27", "no")], OPEN, Some(Standing::SaidNo), "They have said no."),
    (3, &[("2026-02-26", "no"), ("2026-02-27", "yes")], OPEN, Some(Standing::SaidNo), "They have said no."),
    (2, &[("2026-02-27", "not_now")], OPEN, Some(Standing::NotNow), "They have said: not now."),
    (3, &[("2026-02-26", "not_now"), MADE], OPEN, Some(Standing::NotNow), "They have said: not now."),
    (3, &[("2026-02-26", "not_now"), ("2026-02-27", "yes")], OPEN, None, ""),
    (2, &[MADE], ("together", "2026-03-01"), Some(Standing::OutcomeKnown), "You are together again."),
    (2, &[], ("apart", "2026-03-02"), Some(Standing::OutcomeKnown), "You went apart in peace."),
    (2, &[MADE], ("no_answer", ""), Some(Standing::OutcomeKnown), "No answer came"),
    (2, &[], ("no", "2026-03-01"), Some(Standing::SaidNo), "The answer was no."),
    (2, &[], ("", "2026-03-01"), None, ""),
    (2, &[], ("apart", "2026-03-03"), None, ""),
];

#[test]
fn what_stands_against_contact_is_said_and_nothing_else_is_asked_about_it() {
    for case in CASES {
        let (most, made, outcome, stands, begins) = case;
        let made = made.iter().zip(1..).map(|((day, answer), n)| {
            item(
                n,
                day,
                &[("channel", words("letter")), ("answer", words(answer))],
            )
        });
        let fields = [
            ("most", number(most)),
            ("outcome_answer", words(outcome.0)),
            ("outcome_date", words(outcome.1)),
        ];
        let sheet = row(&fields, &[("attempts", made.collect())]);
        let mut journey = ready().with(11, sheet);
        assert_eq!(journey.view().contact().standing(), stands, "{case:?}");
        let report = readiness(&journey.view());
        let reasons: Vec<&str> = report.reasons.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(report.ready, stands.is_none(), "{case:?}: {reasons:?}");
        assert_eq!(reasons.len(), stands.iter().len(), "{case:?}: {reasons:?}");
        assert!(
            reasons.iter().all(|it| it.starts_with(begins)),
            "{reasons:?}"
        );
        // What is open about a plan is a reason only while one can be made, and not after a yes.
        let plan = journey.sheets.get_mut(&7).unwrap();
        plan.fields.0.remove("contact_date");
        let report = readiness(&journey.view());
        let open = report.reasons.iter().any(|it| it.field == "contact_date");
        let yes = case.1.last().is_some_and(|(_, answer)| *answer == "yes");
        assert_eq!(open, stands.is_none() && !yes, "{case:?}");
    }
}

#[test]
fn a_first_contact_lies_after_today_and_after_the_time_without_contact() {
    let on = |day: &str, target: i64| {
        let mut journey = ready();
        let plan = journey.sheets.get_mut(&2).unwrap();
        plan.fields.0.insert("target_days".into(), number(target));
        plan.done_by_hand = Some(true);
        let sheet = journey.sheets.get_mut(&7).unwrap();
        sheet.fields.0.insert("contact_date".into(), words(day));
        let report = readiness(&journey.view());
        let about = report.reasons.iter().find(|it| it.field == "contact_date");
        about.map_or("", |reason| reason.text.as_str()).to_owned()
    };
    // 2 March is day 61.
    assert_eq!(
        on("2026-03-01", 30),
        "The day you would reach out, 1 March 2026, is over."
    );
    assert_eq!(on("2026-03-02", 30), "");
    assert_eq!(on("2026-05-02", 30), "");
    // Day 61 of 61 is without contact to its end; the day after it is the first one possible.
    assert!(on("2026-03-02", 61).ends_with("lies in the time without contact."));
    assert_eq!(on("2026-03-03", 61), "");
    // Day 90 is 31 March.
    assert!(on("2026-03-31", 90).ends_with("lies in the time without contact."));
    assert_eq!(on("2026-04-01", 90), "");
}

#[test]
fn where_contact_is_not_wanted_nothing_is_asked_that_looks_towards_it() {
    let mut journey = ready();
    journey.do_not_contact = true;
    let contact = journey.view().contact();
    let asked = |step: u8| -> Vec<String> {
        let definition = programme::definitions::of_step(step).unwrap();
        let shown = contact.shown(definition, &SheetRow::default());
        shown.fields().map(|field| field.id.clone()).collect()
    };
    assert!(asked(7).is_empty() && asked(8).is_empty());
    assert_eq!(
        asked(2),
        [
            "start",
            "ending",
            "closed_channels",
            "urges",
            "slips",
            "necessary"
        ]
    );
    assert_eq!(asked(11), ["support", "plans", "letter"]);
    // Step 11 is done with support and plans alone, no outcome is open, and step 2 counts up only.
    let lists = [
        ("support", items(1, &["who"])),
        ("plans", items(1, &["what"])),
    ];
    let last = journey.with(11, row(&[], &lists));
    assert!(!last.step(11).prepared && last.step(11).done);
    assert_eq!(last.view().no_contact().target, None);
    for step in [7, 8] {
        let found = last.step(step);
        assert!(!found.done && found.missing.is_empty(), "{found:?}");
        assert_eq!(found.rests, Some(Standing::DoNotContact));
        assert!(programme::prompts_under(step, contact).is_empty());
    }
    for step in [2, 11] {
        let left = programme::prompts_under(step, contact);
        let all = programme::prompts(Some(step));
        assert!(!left.is_empty() && left.len() < all.len());
        assert!(
            !left
                .iter()
                .any(|it| it.contains("yes") || it.contains("number of days"))
        );
    }
}
