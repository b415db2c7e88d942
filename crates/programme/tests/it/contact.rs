//! What an answer, an attempt, a conversation and the switch mean, walked through every view that tells of them.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod shown;

use std::collections::BTreeMap;

use crate::insight_life::{self as life, count_of, find, period};
use crate::rows::{day, item, number, row, words};
use journal::{Definition, FieldValue, SheetRow};
use programme::insight::{self, Insight, Life, Since, Value};
use programme::{
    ContactPolicy, JourneyView, Standing, definitions, progress, prompts_under, readiness,
};

const TODAY: &str = "2026-03-10";
/// No contact since this day: 10 March is its day 68.
const START: &str = "2026-01-02";

/// What was written down of contact in a journey.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    told: &'static str,
    most: Option<i64>,
    attempts: &'static [(&'static str, &'static str)],
    talks: &'static [&'static str],
    outcome: &'static str,
    switch: bool,
}

fn sheets(said: Said) -> BTreeMap<u8, SheetRow> {
    let attempts = said.attempts.iter().zip(1..);
    let attempts = attempts.map(|((at, answer), n)| item(n, at, &[("answer", words(answer))]));
    let talks = said.talks.iter().zip(20..);
    let talks = talks.map(|(at, n)| item(n, at, &[("heard", words("That it hurt."))]));
    let mut last = vec![("outcome_answer", words(said.outcome))];
    last.extend(said.most.map(|most| ("most", number(most))));
    let plan = [
        ("motive", words("To say it once.")),
        ("contact_date", words("2026-04-01")),
    ];
    let meeting = [("meeting_date", words("2026-04-02"))];
    let points = item(40, "", &[("point", words("I listened too late."))]);
    let start = [("start", words(START)), ("their_word", words(said.told))];
    BTreeMap::from([
        (2, row(&start, &[])),
        (7, row(&plan, &[])),
        (
            8,
            row(
                &meeting,
                &[
                    ("learned", vec![points]),
                    ("conversations", talks.collect()),
                ],
            ),
        ),
        (11, row(&last, &[("attempts", attempts.collect())])),
    ])
}

/// What stands, whether a yes is there, and the run of days without contact.
type Right = (Option<Standing>, bool, u32);

const MADE: &[(&str, &str)] = &[("2026-03-01", "none")];
const NONE: Said = Said {
    told: "",
    most: None,
    attempts: &[],
    talks: &[],
    outcome: "",
    switch: false,
};

#[rustfmt::skip]
const CASES: &[(Said, Right)] = &[
    (NONE, (None, false, 68)),
    (Said { most: Some(2), ..NONE }, (None, false, 68)),
    (Said { told: "time", ..NONE }, (None, false, 68)),
    (Said { told: "no", ..NONE }, (Some(Standing::SaidNo), false, 68)),
    (Said { most: Some(0), ..NONE }, (Some(Standing::NonePlanned), false, 68)),
    // Contact is contact: the day after it is day 1.
    (Said { most: Some(2), attempts: MADE, ..NONE }, (None, false, 9)),
    (Said { most: Some(1), attempts: MADE, ..NONE }, (Some(Standing::AttemptsUsedUp), false, 9)),
    (Said { most: Some(1), attempts: &[(TODAY, "no")], ..NONE }, (Some(Standing::SaidNo), false, 0)),
    (Said { most: Some(2), attempts: &[("2026-03-01", "not_now")], ..NONE }, (Some(Standing::NotNow), false, 9)),
    (Said { most: Some(1), attempts: &[("2026-03-01", "yes")], ..NONE }, (None, true, 9)),
    (Said { most: Some(1), attempts: &[("2026-03-01", "yes")], talks: &["2026-03-05"], ..NONE }, (None, true, 5)),
    (Said { talks: &["2026-03-05"], ..NONE }, (None, false, 5)),
    // An attempt without an answer takes no answer back.
    (Said { most: Some(3), attempts: &[("2026-03-01", "yes"), ("2026-03-05", "")], ..NONE }, (None, true, 5)),
    (Said { most: Some(3), attempts: &[("2026-03-01", "not_now"), ("2026-03-05", "none")], ..NONE }, (Some(Standing::NotNow), false, 5)),
    // Not come yet, and before the first day.
    (Said { most: Some(1), attempts: &[("2026-03-11", "no")], talks: &["2026-01-01"], ..NONE }, (None, false, 68)),
    (Said { outcome: "no", ..NONE }, (Some(Standing::SaidNo), false, 68)),
    (Said { outcome: "apart", ..NONE }, (Some(Standing::OutcomeKnown), false, 68)),
    (Said { outcome: "no_answer", ..NONE }, (Some(Standing::OutcomeKnown), false, 68)),
    (Said { outcome: "together", told: "no", ..NONE }, (Some(Standing::OutcomeKnown), false, 68)),
    (Said { switch: true, ..NONE }, (Some(Standing::DoNotContact), false, 68)),
    (Said { switch: true, most: Some(1), attempts: MADE, ..NONE }, (Some(Standing::DoNotContact), false, 9)),
];

fn of(step: u8) -> &'static Definition {
    definitions::of_step(step).unwrap()
}

#[test]
fn every_view_tells_the_same_of_contact() {
    for (said, right) in CASES {
        let sheets = sheets(*said);
        let entries = BTreeMap::new();
        let view = JourneyView {
            sheets: sheets.iter().map(|(step, row)| (*step, row)).collect(),
            entries: &entries,
            started: None,
            do_not_contact: said.switch,
            today: day(TODAY),
        };
        let (standing, yes, run) = *right;
        let contact = view.contact();
        assert_eq!(contact.standing(), standing, "{said:?}");
        let over = matches!(said.outcome, "apart" | "no_answer")
            || matches!(standing, Some(Standing::SaidNo | Standing::DoNotContact));
        assert_eq!(contact.over(), over, "{said:?}");
        steps(&view, *right, said);
        questions(contact, over, said);
        shares(contact, &sheets, said);
        assert_eq!(view.no_contact().current_run, run, "{said:?}");
        figures(&view, run, said);
        assert_eq!(
            contact.may_come_next(7),
            standing.is_none() && !yes,
            "{said:?}"
        );
        assert_eq!(contact.may_come_next(8), yes, "{said:?}");
    }
}

/// An answer is never something that is missing, and what was reached is not undone by an attempt.
fn steps(view: &JourneyView<'_>, (standing, yes, _): Right, said: &Said) {
    for step in [7, 8] {
        let found = progress(step, view).unwrap();
        let done = found.done;
        assert_eq!(found.rests, standing.filter(|_| !done), "{step} {said:?}");
        assert_eq!(
            found.missing.is_empty(),
            standing.is_some() || done,
            "{step} {said:?}"
        );
    }
    let report = readiness(view);
    assert_eq!(report.standing, standing, "{said:?}");
    assert!(!report.ready, "{said:?}");
    if standing.is_some() {
        assert_eq!(report.reasons.len(), 1, "{said:?}: {:?}", report.reasons);
    }
    let about_a_plan = ["contact_channel", "contact_purpose", "most", "attempts"];
    let asked = report.reasons.iter().filter(|_| standing.is_none());
    let asked = asked.filter(|reason| about_a_plan.contains(&reason.field.as_str()));
    assert_eq!(asked.count() > 0, standing.is_none() && !yes, "{said:?}");
    // 58 days came before the attempt of 1 March.
    let missing = progress(2, view).unwrap().missing;
    assert!(
        !missing.iter().any(|it| it.contains("days without contact")),
        "{said:?}: {missing:?}"
    );
}

fn questions(contact: ContactPolicy, over: bool, said: &Said) {
    let standing = contact.standing();
    for (step, field) in [
        (7, "contact_channel"),
        (7, "contact_purpose"),
        (7, "contact_date"),
        (7, "contact_no_answer"),
        (8, "agreed"),
        (8, "meeting_date"),
        (8, "meeting_time"),
        (8, "meeting_where"),
        (8, "meeting_length"),
    ] {
        assert_eq!(
            contact.asks(step, field),
            standing.is_none(),
            "{field} {said:?}"
        );
    }
    for (step, field) in [
        (7, "motive"),
        (7, "ready_for_no"),
        (8, "pains"),
        (8, "learned"),
        (8, "truths"),
        (8, "listen_for"),
        (10, "them_now"),
        (11, "open_to"),
        (11, "if_no"),
        (11, "most_reason"),
    ] {
        assert_eq!(contact.asks(step, field), !over, "{field} {said:?}");
    }
    assert_eq!(
        contact.counts_days(),
        said.outcome != "together",
        "{said:?}"
    );
    // Once an answer is known, no number of days is aimed at, nor shown as one.
    let aims = !over && said.outcome != "together";
    let plan = row(&[("target_days", number(45))], &[]);
    for (field, wanted) in [("target_days", aims), ("start", true)] {
        let shown = contact.shown(of(2), &plan);
        assert_eq!(shown.field(field).is_some(), wanted, "{field} {said:?}");
    }
    let shared = contact.shared_row(of(2), &plan);
    assert_eq!(shared.fields.filled("target_days"), aims, "{said:?}");
    for step in [7, 8, 11] {
        assert_eq!(contact.said_in(step), standing, "{said:?}");
        let left = prompts_under(step, contact).join(" ");
        for towards in [
            "If it were a yes",
            "speaking again",
            "Which question would you like to ask",
        ] {
            assert!(!over || !left.contains(towards), "{step} {said:?}");
        }
    }
    let told = matches!(standing, Some(Standing::SaidNo | Standing::DoNotContact));
    assert_eq!(contact.said_in(2).is_some(), told, "{said:?}");
    let ten = contact.shown(of(10), &SheetRow::EMPTY);
    assert_eq!(ten.intro.contains("try once more"), !over, "{said:?}");
}

/// Whoever reads a share learns why no contact is planned, and sees the headings that the person sees.
fn shares(contact: ContactPolicy, sheets: &BTreeMap<u8, SheetRow>, said: &Said) {
    for step in [7, 8, 11] {
        let shared = contact.shared_row(of(step), &sheets[&step]);
        let theirs = ContactPolicy::of_shared(&shared);
        assert_eq!(theirs.standing(), contact.standing(), "{step} {said:?}");
        let titles = |policy: ContactPolicy, row: &SheetRow| -> Vec<String> {
            let shown = policy.shown(of(step), row);
            let with = shown.sections.iter().filter(|section| {
                let mut fields = section.fields.iter();
                fields.any(|it| row.fields.filled(&it.id) || !row.items(&it.id).is_empty())
            });
            with.map(|section| section.title.clone()).collect()
        };
        assert_eq!(
            titles(theirs, &shared),
            titles(contact, &shared),
            "{step} {said:?}"
        );
    }
}

/// The figures of step 2, the week and the summary count one run, and name the contact that ended it.
fn figures(view: &JourneyView<'_>, run: u32, said: &Said) {
    let life = Life {
        entries: &[],
        journey: view.clone(),
        today: view.today,
    };
    let days = period("2026-02-20", TODAY);
    let since = Since {
        touched: &[],
        done_before: &[],
        then: None,
        shared_steps: &[],
        shared: &[],
    };
    let aims = !view.contact().over() && said.outcome != "together";
    assert_eq!(view.no_contact().target.is_some(), aims, "{said:?}");
    let shown = [
        (insight::no_contact(&life, days), "day"),
        (insight::summary(&life, days, &since), "no_contact_day"),
        (insight::week(&life, days), "no_contact_day"),
    ];
    for (found, day) in &shown {
        assert_eq!(
            count_of(found, day),
            i64::from(run),
            "{} {said:?}",
            found.id
        );
    }
    let named = |found: &Insight| found.figures.iter().any(|it| it.id == "contacts");
    let ended = run != 68;
    assert_eq!(
        (named(&shown[0].0), named(&shown[1].0)),
        (ended, ended),
        "{said:?}"
    );
    let Value::Notes(all) = &find(&insight::progress(&life, days), "steps").value.clone() else {
        panic!("the steps are notes");
    };
    assert!(
        all.iter()
            .all(|it| !it.text.contains("That is an answer. And")),
        "{said:?}"
    );
}

#[test]
fn none_can_be_thought_over_and_a_limit_that_was_reached_stays() {
    let policy = |most: i64, made: &'static [(&str, &str)], before: &str| {
        let said = Said {
            most: Some(most),
            attempts: made,
            ..NONE
        };
        let mut sheets = sheets(said);
        if !before.is_empty() {
            let before = FieldValue::Chosen([before.to_owned()].into());
            let last = sheets.get_mut(&11).unwrap();
            last.fields.0.insert(programme::BEFORE.into(), before);
        }
        programme::attempts(&sheets[&11], day(TODAY))
    };
    let two = policy(2, &[], "2026-03-09:most.0");
    assert_eq!((two.most, two.raised), (Some(2), false));
    let two = policy(2, MADE, "2026-03-09:most.0");
    assert_eq!(
        (two.most, two.left(), two.raised),
        (Some(2), Some(1), false)
    );
    let one = policy(3, MADE, "2026-03-09:most.1");
    assert_eq!((one.most, one.left(), one.raised), (Some(1), Some(0), true));
}

#[test]
fn an_attempt_or_a_quiet_month_does_not_undo_the_days_that_were_reached() {
    // Entries on 24 of the first 30 days, and on none since.
    let entries = (1..=24u64).map(|n| life::entry(n, &format!("2026-01-{:02}", n + 1)));
    for attempts in [&[] as &[(&str, &str)], MADE] {
        for switch in [false, true] {
            let said = Said { attempts, ..NONE };
            let sheets = sheets(said).into_iter().collect();
            let journal = life::Journal::new(entries.clone().collect(), sheets);
            let mut life = journal.life(TODAY);
            life.journey.do_not_contact = switch;
            let found = progress(2, &life.journey).unwrap();
            assert!(found.done, "{attempts:?} {switch}: {:?}", found.missing);
        }
    }
    // A slip does.
    let mut sheets = sheets(NONE);
    let slip = item(1, "2026-03-01", &[]);
    let plan = sheets.get_mut(&2).unwrap();
    plan.lists.insert("slips".into(), vec![slip]);
    let journal = life::Journal::new(entries.collect(), sheets.into_iter().collect());
    assert!(!progress(2, &journal.life(TODAY).journey).unwrap().done);
}

#[test]
fn many_attempts_need_a_reason() {
    let with = |most: i64, reason: &str| {
        let said = Said {
            most: Some(most),
            ..NONE
        };
        let mut sheets = sheets(said);
        let last = sheets.get_mut(&11).unwrap();
        last.fields.0.insert("most_reason".into(), words(reason));
        let journal = life::Journal::new(Vec::new(), sheets.into_iter().collect());
        let life = journal.life(TODAY);
        let told = progress(11, &life.journey).unwrap().missing;
        let told = told.iter().any(|it| it.contains("written reason"));
        let reasons = readiness(&life.journey).reasons;
        assert_eq!(told, reasons.iter().any(|it| it.field == "most_reason"));
        told
    };
    assert!(with(4, "") && with(10, ""));
    assert!(!with(3, "") && !with(0, "") && !with(4, "We share a flat until May."));
}
