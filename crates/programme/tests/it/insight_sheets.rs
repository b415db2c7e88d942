//! Insights from worksheets, worked out by hand. 2 March 2026 is a Monday.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod promises;

use crate::insight_life::{
    Journal, bars, count_of, entries_behind, entry, fields_behind, find, have, items_behind,
    mean_of, notes, period, points, share_of,
};
use crate::rows::{chosen, item, number, row, words};
use journal::{FieldValue, ItemId, ItemRow, Link, Place, SheetRow, Wording};
use programme::insight::{Answer, Question, Since, Value, steps_done};
use programme::{definitions, insight};

// ---- times -------------------------------------------------------------------------------------------------------

fn urge(n: u64, at: &str, strength: i64) -> ItemRow {
    let fields = [
        ("trigger", words("A Sunday")),
        ("channel", words("calls")),
        ("intensity", number(strength)),
    ];
    item(n, at, &fields)
}

fn urges(urges: Vec<ItemRow>) -> Journal {
    Journal::new(Vec::new(), vec![(2, row(&[], &[("urges", urges)]))])
}

#[test]
fn urges_by_hour_weekday_trigger_and_channel() {
    let mut all = vec![
        urge(1, "2026-03-02T00:00:00+01:00[Europe/Berlin]", 4),
        urge(2, "2026-03-02T02:59:00+01:00[Europe/Berlin]", 5),
        urge(3, "2026-03-03T03:00:00+01:00[Europe/Berlin]", 6),
        urge(4, "2026-03-08T23:59:00+01:00[Europe/Berlin]", 7),
    ];
    // The same urge, noted on another device.
    let mut again = urge(9, "2026-03-02T03:10:00+01:00[Europe/Berlin]", 9);
    let first = words(&all[1].id.to_string());
    again.fields.0.insert(ItemRow::SAME_AS.to_owned(), first);
    all.push(again);
    let march = period("2026-03-01", "2026-03-31");
    let found = insight::times(&urges(all.clone()).life("2026-03-31"), march);
    for figure in ["urges_by_hour", "urges_by_weekday", "urges_by_trigger"] {
        assert_eq!(have(&found, figure), 4);
        assert_eq!(items_behind(&found, figure).len(), 4);
    }
    assert_eq!(have(&found, "urges_strength"), 4);

    // In Berlin the hour from two to three is missing on 29 March.
    all.push(urge(5, "2026-03-29T03:30:00+02:00[Europe/Berlin]", 8));
    let kept = urges(all);
    let found = insight::times(&kept.life("2026-03-31"), march);
    let hours = bars(&found, "urges_by_hour");
    assert_eq!(hours.len(), 8);
    assert_eq!(hours[0], ("00:00–02:59".to_owned(), 2, None));
    assert_eq!(hours[1], ("03:00–05:59".to_owned(), 2, None));
    assert_eq!(hours[7], ("21:00–23:59".to_owned(), 1, None));
    let weekdays: Vec<u32> = bars(&found, "urges_by_weekday")
        .iter()
        .map(|b| b.1)
        .collect();
    assert_eq!(weekdays, [2, 1, 0, 0, 0, 0, 2]);
    // (4 + 5 + 6 + 7 + 8) / 5 = 30 / 5
    let sunday = ("A Sunday".to_owned(), 5, Some(6000));
    assert_eq!(bars(&found, "urges_by_trigger"), [sunday]);
    assert_eq!(
        bars(&found, "urges_by_channel"),
        [("call".to_owned(), 5, Some(6000))]
    );
    assert_eq!(mean_of(&found, "urges_strength"), 6000);
    assert_eq!(have(&found, "storms_by_hour"), 0);
    // On the 28th the fifth has not come.
    let found = insight::times(&kept.life("2026-03-28"), march);
    assert_eq!(have(&found, "urges_by_hour"), 4);
}

#[test]
fn storms_have_hours_too_and_strengths_off_the_scale_are_none() {
    let storms: Vec<_> = (1..=5)
        .map(|n| item(n, "2026-03-02", &[("intensity", number(i64::MAX))]))
        .collect();
    let kept = Journal::new(Vec::new(), vec![(9, row(&[], &[("storms", storms)]))]);
    let found = insight::times(&kept.life("2026-03-31"), period("2026-03-01", "2026-03-31"));
    assert_eq!(
        bars(&found, "storms_by_hour")[4],
        ("12:00–14:59".to_owned(), 5, None)
    );
}

// ---- no contact --------------------------------------------------------------------------------------------------

fn no_contact() -> Journal {
    let slips = vec![
        item(1, "2026-03-11T09:00:00+01:00[Europe/Berlin]", &[]),
        item(2, "2026-03-11T21:00:00+01:00[Europe/Berlin]", &[]),
        item(3, "2026-03-25", &[]),
    ];
    let resisted = |mut urge: ItemRow, field: &str, said: FieldValue| {
        urge.fields.0.insert(field.to_owned(), said);
        urge
    };
    let late = urge(11, "2026-03-05T22:00:00+01:00[Europe/Berlin]", 5);
    let urges = vec![
        resisted(late, "instead", words("a walk")),
        resisted(urge(12, "", 5), "gave_in", FieldValue::Check(false)),
        // Nobody wrote down how these ended.
        urge(14, "2026-03-06", 5),
        urge(15, "2026-03-21", 5),
        item(13, "2026-03-12", &[("gave_in", FieldValue::Check(true))]),
    ];
    let necessary = vec![item(21, "2026-03-09", &[])];
    let fields = [("start", words("2026-03-01")), ("ending", words("messy"))];
    let lists = [("slips", slips), ("urges", urges), ("necessary", necessary)];
    let days = [
        "2026-03-11",
        "2026-03-12",
        "2026-03-13T08:00:00",
        "2026-03-13T20:00:00",
    ];
    let entries = days.iter().zip(101..).map(|(day, n)| entry(n, day));
    Journal::new(entries.collect(), vec![(2, row(&fields, &lists))])
}

#[test]
fn no_contact_with_its_records() {
    let kept = no_contact();
    let found = insight::no_contact(&kept.life("2026-03-20"), period("2026-03-01", "2026-03-31"));
    // 1 to 10 March are ten days; slips on the 11th; 12 to 20 March are nine.
    assert_eq!(count_of(&found, "day"), 9);
    assert_eq!(find(&found, "day").note, "Of 45 days.");
    assert_eq!(count_of(&found, "target"), 45);
    assert_eq!(fields_behind(&found, "target"), ["ending"]);
    assert_eq!(share_of(&found, "reached"), (9, 45));
    assert_eq!(count_of(&found, "current_run"), 9);
    assert_eq!(count_of(&found, "longest_run"), 10);
    assert_eq!(count_of(&found, "total_days"), 19);
    assert_eq!(count_of(&found, "slips"), 2);
    assert_eq!(count_of(&found, "slip_days"), 1);
    assert_eq!(count_of(&found, "necessary"), 1);
    assert_eq!(count_of(&found, "urges_resisted"), 2);
    assert_eq!(
        find(&found, "urges_resisted").note,
        "Of one more it is not said how it ended."
    );
    assert_eq!(share_of(&found, "days_journaled"), (2, 9));
    let slips = [("slips".to_owned(), 1), ("slips".to_owned(), 2)];
    for figure in ["day", "current_run", "slips", "longest_run", "total_days"] {
        assert_eq!(items_behind(&found, figure), slips, "{figure}");
    }
    assert!(fields_behind(&found, "day").is_empty());
    assert_eq!(fields_behind(&found, "longest_run"), ["start"]);
    assert_eq!(entries_behind(&found, "days_journaled"), [102, 103, 104]);
    assert_eq!(
        items_behind(&found, "necessary"),
        [("necessary".to_owned(), 21)]
    );
    let resisted: Vec<u64> = items_behind(&found, "urges_resisted")
        .iter()
        .map(|i| i.1)
        .collect();
    assert!(
        resisted.len() == 2 && resisted.contains(&11) && resisted.contains(&12),
        "{resisted:?}"
    );
    assert_eq!(have(&found, "urges_by_hour"), 1);
    assert_eq!(have(&found, "urges_by_trigger"), 2);
    let run = |start: &str, days: &str, text: &str| (start.into(), days.into(), text.into());
    assert_eq!(
        notes(&found, "runs"),
        [
            run("2026-03-12", "9 days", "Still going."),
            run("2026-03-01", "10 days", "Until 10 March 2026."),
        ]
    );
}

#[test]
fn no_contact_stands_as_it_was_at_the_end_of_the_period() {
    let kept = no_contact();
    let on = |day| insight::no_contact(&kept.life("2026-03-20"), period("2026-02-01", day));
    let tenth = on("2026-03-10");
    assert_eq!(
        (count_of(&tenth, "day"), count_of(&tenth, "slips")),
        (10, 0)
    );
    assert_eq!(fields_behind(&tenth, "day"), ["start"]);
    let eleventh = on("2026-03-11");
    assert_eq!(count_of(&eleventh, "day"), 0);
    assert_eq!(items_behind(&eleventh, "day").len(), 2);
    assert_eq!(share_of(&eleventh, "days_journaled"), (0, 0));
    assert_eq!(
        find(&on("2026-02-20"), "day").note,
        "Day 1 is 1 March 2026."
    );
    let nothing = Journal::new(Vec::new(), Vec::new());
    let found = insight::no_contact(
        &nothing.life("2026-03-20"),
        period("2026-03-01", "2026-03-20"),
    );
    assert_eq!(find(&found, "day").note, "No first day is written yet.");
    assert_eq!(count_of(&found, "target"), 30);
}

// ---- promises ----------------------------------------------------------------------------------------------------

#[test]
fn progress_says_what_is_there_and_what_is_missing() {
    let by_hand = SheetRow {
        done_by_hand: Some(true),
        ..row(&[("start", words("2026-03-01"))], &[])
    };
    let letter = entry(7, "2026-03-03");
    let root = item(
        1,
        "",
        &[
            ("issue", words("Jealousy")),
            ("evidence", chosen(&[letter.id.to_string()])),
        ],
    );
    let sheets = vec![(2, by_hand), (3, row(&[], &[("roots", vec![root])]))];
    let kept = Journal::new(vec![letter], sheets);
    let life = kept.life("2026-03-10");
    let found = insight::progress(&life, period("2026-03-01", "2026-03-10"));
    assert_eq!(share_of(&found, "done"), (1, 11));
    assert_eq!(fields_behind(&found, "done"), ["start"]);
    assert_eq!(steps_done(&life.journey), [2]);
    let steps = notes(&found, "steps");
    assert_eq!(steps.len(), 11);
    assert_eq!(steps[1].1, "2 No contact");
    assert!(
        steps[1]
            .2
            .starts_with("Done, as you marked it. 30 days without contact")
    );
    assert!(
        steps[2]
            .2
            .starts_with("Open. Young, and growing: Jealousy."),
        "{}",
        steps[2].2
    );
    assert!(steps[2].2.contains("Values: 0 of 3 so far."));
    assert_eq!(entries_behind(&found, "steps"), [7]);
    assert_eq!(items_behind(&found, "steps"), [("roots".to_owned(), 1)]);
}

#[test]
fn everything_but_the_outcome_is_prepared() {
    let one = |fields: &[&str]| {
        let fields: Vec<_> = fields.iter().map(|field| (*field, words("x"))).collect();
        vec![item(1, "", &fields)]
    };
    let eleven = row(
        &[("most", number(2)), ("open_to", words("a talk"))],
        &[
            ("if_no", one(&["they_say", "i_answer"])),
            ("support", one(&["who"])),
            ("plans", one(&["what"])),
        ],
    );
    let kept = Journal::new(Vec::new(), vec![(11, eleven)]);
    let found = insight::progress(&kept.life("2026-03-10"), period("2026-03-01", "2026-03-10"));
    assert_eq!(
        notes(&found, "steps")[10].2,
        "Prepared: only the outcome is open."
    );
    assert_eq!(share_of(&found, "done"), (1, 11));
    let since = Since {
        touched: &[],
        done_before: &[],
        then: None,
        shared_steps: &[],
        shared: &[],
    };
    let days = period("2026-03-01", "2026-03-10");
    let found = insight::summary(&kept.life("2026-03-10"), days, &since);
    assert_eq!(
        notes(&found, "newly_done")[0].2,
        "Prepared: only the outcome is open."
    );
}

// ---- one question ------------------------------------------------------------------------------------------------

#[test]
fn answers_of_a_log_stand_side_by_side_under_the_name_they_had() {
    let definition = definitions::of_step(2).unwrap();
    let mut field = definition
        .list("urges")
        .unwrap()
        .field("intensity")
        .unwrap()
        .clone();
    field.wordings = vec![Wording {
        until: 1,
        label: "How bad".to_owned(),
        prompt: "How bad was it?".to_owned(),
    }];
    // The urge of the 4th, noted on another device too.
    let mut again = urge(6, "2026-03-04T13:00:00+01:00[Europe/Berlin]", 7);
    let first = words(&ItemId::from_bytes(2_u64.to_be_bytes()).to_string());
    again.fields.0.insert(ItemRow::SAME_AS.to_owned(), first);
    let mut sheet = row(
        &[],
        &[(
            "urges",
            vec![
                urge(2, "2026-03-04", 6),
                urge(1, "2026-03-02", 8),
                urge(3, "2026-03-05", 4),
                urge(4, "2026-04-01", 1),
                item(5, "2026-03-03", &[]),
                again,
            ],
        )],
    );
    for n in [2_u64, 3] {
        let place = Place::item("urges", ItemId::from_bytes(n.to_be_bytes()), "intensity");
        sheet.asked.insert(place.to_string(), 2);
    }
    let kept = Journal::new(Vec::new(), Vec::new());
    let question = Question {
        definition,
        sheet: &sheet,
        list: Some("urges"),
        field: &field,
        earlier: &[],
    };
    let march = period("2026-03-01", "2026-03-31");
    let found = insight::question(&kept.life("2026-03-31"), march, &question);
    let said = |day: &str, head: &str, text: &str| (day.into(), head.into(), text.into());
    assert_eq!(
        notes(&found, "answers"),
        [
            said("2026-03-02", "How bad was it?", "8"),
            said("2026-03-04", "How strong", "6"),
            said("2026-03-05", "How strong", "4"),
        ]
    );
    assert_eq!(count_of(&found, "count"), 3);
    assert_eq!(have(&found, "numbers"), 3);
}

#[test]
fn answers_of_a_list_go_by_its_date_and_come_last_without_one() {
    let definition = definitions::of_step(6).unwrap();
    let friend = |n, step: &str, met: &str| {
        item(
            n,
            "",
            &[("next_step", words(step)), ("last_met", words(met))],
        )
    };
    let people = vec![
        friend(1, "call", ""),
        friend(2, "write", "2026-03-09"),
        friend(3, "visit", "2026-03-03"),
        friend(4, "ask", "2026-03-11"),
    ];
    let sheet = row(&[], &[("people", people)]);
    let kept = Journal::new(Vec::new(), Vec::new());
    let question = Question {
        definition,
        sheet: &sheet,
        list: Some("people"),
        field: definition
            .list("people")
            .unwrap()
            .field("next_step")
            .unwrap(),
        earlier: &[],
    };
    let march = period("2026-03-01", "2026-03-31");
    let found = insight::question(&kept.life("2026-03-10"), march, &question);
    let answers: Vec<String> = notes(&found, "answers").into_iter().map(|n| n.2).collect();
    assert_eq!(answers, ["visit", "write", "call"]);
}

#[test]
fn a_plain_question_brings_its_history() {
    let definition = definitions::of_step(6).unwrap();
    let answer = |day: &str, text: &str| Answer {
        date: day.parse().unwrap(),
        text: text.to_owned(),
        version: 1,
    };
    let earlier = [
        answer("2026-03-01", "a cook"),
        answer("2026-03-05", "a friend"),
    ];
    let kept = Journal::new(Vec::new(), Vec::new());
    let march = period("2026-03-01", "2026-03-31");
    let ask = |now: &str| {
        let sheet = row(&[("who_i_am", FieldValue::Text(now.to_owned()))], &[]);
        let question = Question {
            definition,
            sheet: &sheet,
            list: None,
            field: definition.field("who_i_am").unwrap(),
            earlier: &earlier,
        };
        let found = insight::question(&kept.life("2026-03-10"), march, &question);
        let answers = notes(&found, "answers").into_iter();
        answers.map(|note| (note.0, note.2)).collect::<Vec<_>>()
    };
    let said = |day: &str, text: &str| (day.to_owned(), text.to_owned());
    let then = [said("2026-03-01", "a cook"), said("2026-03-05", "a friend")];
    // The history ends with the present words, or the present answer is newer than the history.
    assert_eq!(ask("a friend"), then);
    assert_eq!(
        ask("a swimmer"),
        [then[0].clone(), then[1].clone(), said("", "a swimmer")]
    );
}
