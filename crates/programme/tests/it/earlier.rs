//! What was said holds from its day: a promise, a target and a limit that are changed later stay what they were before.

use std::collections::BTreeSet;

use crate::rows::{day, item, number, row, words};
use journal::{FieldValue, ItemRow, Link, Place, Scalar, SheetEdit, SheetRow};
use programme::{BEFORE, attempts, due, keep_earlier, kept, left_open, no_contact};

/// A row as it is once this was said in it on a day.
fn said(step: u8, row: &SheetRow, place: Place, value: Scalar, today: &str) -> SheetRow {
    let mut edits = vec![SheetEdit::Set { place, value }];
    let kept = keep_earlier(step, row, &edits, day(today));
    edits.extend(kept);
    let mut row = row.clone();
    for edit in edits {
        let (place, choose, value) = match edit {
            SheetEdit::Set { place, value } => (place, None, Some(value)),
            SheetEdit::Choose { place, choice, .. } => (place, Some(choice), None),
            other => panic!("{other:?}"),
        };
        let (fields, field) = match &place {
            Place::Field(field) => (&mut row.fields, field),
            Place::Item { list, item, field } => {
                let items = row.lists.get_mut(list).expect("a list");
                let one = items.iter_mut().find(|it| it.id == *item);
                (&mut one.expect("an item").fields, field)
            }
        };
        let value = match (choose, value) {
            (Some(choice), _) => {
                let mut all: BTreeSet<String> = fields.chosen(BEFORE).map(str::to_owned).collect();
                all.insert(choice);
                FieldValue::Chosen(all)
            }
            (_, Some(Scalar::Number(number))) => FieldValue::Number(number),
            (_, Some(Scalar::Line(line))) => FieldValue::Line(line),
            (_, other) => panic!("{other:?}"),
        };
        fields.0.insert(field.clone(), value);
    }
    row
}

/// A walk, promised from Monday, 2 March 2026 on, with check-ins on these days of March: kept.
fn walk(cadence: &str, times: i64, kept_on: &[i8]) -> SheetRow {
    let promise = item(
        1,
        "",
        &[
            ("promise", words("a walk")),
            ("cadence", words(cadence)),
            ("times", number(times)),
            ("from", words("2026-03-02")),
        ],
    );
    let link = Link::here("commitments", promise.id).to_string();
    let check_in = |on: &i8| {
        let fields = [("commitment", words(&link)), ("kept", words("kept"))];
        item(
            100 + u64::try_from(*on).expect("a day"),
            &format!("2026-03-{on:02}"),
            &fields,
        )
    };
    let checkins: Vec<ItemRow> = kept_on.iter().map(check_in).collect();
    row(
        &[],
        &[("commitments", vec![promise]), ("checkins", checkins)],
    )
}

fn of_walk(field: &str) -> Place {
    Place::item("commitments", item(1, "", &[]).id, field)
}

fn weeks(row: &SheetRow, today: &str) -> Vec<(u32, u32)> {
    let kept = kept(row, day(today));
    kept.weeks
        .iter()
        .map(|week| (week.due, week.kept))
        .collect()
}

#[test]
fn raising_a_cadence_leaves_the_weeks_before_as_they_were() {
    let once = walk("weekly", 1, &[3, 10, 17, 18]);
    assert_eq!(weeks(&once, "2026-03-18"), [(1, 1), (1, 1), (1, 1)]);
    // On Wednesday, 18 March: Monday and Tuesday by the old word, once; five days by the new one. Two were kept.
    let line = |text: &str| Scalar::Line(text.to_owned());
    let daily = said(9, &once, of_walk("cadence"), line("daily"), "2026-03-18");
    assert_eq!(weeks(&daily, "2026-03-18"), [(1, 1), (1, 1), (6, 2)]);
    assert_eq!(
        weeks(&daily, "2026-03-24"),
        [(1, 1), (1, 1), (6, 2), (7, 0)]
    );
    // What was due on a day is what was promised then.
    let found = kept(&daily, day("2026-03-19"));
    assert!(due(&found.commitments[0], day("2026-03-19")).is_some());
    assert!(left_open(&found.commitments[0], day("2026-03-17")).is_none());
    // In a row: days since it is for every day.
    assert_eq!(found.commitments[0].streak, 1);

    // Once more, on the 25th: three days of a week. Monday and Tuesday 2, then three of five: 5, no more than 7.
    let thrice = said(9, &daily, of_walk("times"), Scalar::Number(3), "2026-03-25");
    let thrice = said(
        9,
        &thrice,
        of_walk("cadence"),
        line("times_a_week"),
        "2026-03-25",
    );
    assert_eq!(
        weeks(&thrice, "2026-03-31"),
        [(1, 1), (1, 1), (6, 2), (5, 0), (3, 0)]
    );
}

#[test]
fn what_one_part_of_a_week_has_too_much_makes_up_for_nothing_in_the_other() {
    // Every day; missed on Tuesday the 10th. From Wednesday on three days a week, and kept on four of them.
    let daily = walk("daily", 1, &[2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15]);
    let thrice = said(9, &daily, of_walk("times"), Scalar::Number(3), "2026-03-11");
    let line = Scalar::Line("times_a_week".to_owned());
    let thrice = said(9, &thrice, of_walk("cadence"), line, "2026-03-11");
    // One of two and three of three.
    assert_eq!(weeks(&thrice, "2026-03-16"), [(7, 7), (5, 4), (3, 0)]);
    let found = kept(&thrice, day("2026-03-16"));
    assert_eq!(found.commitments[0].over, (11, 12));
    // On Sunday its three days are there; the Tuesday cannot be made up for, so nothing is due.
    let mut open = thrice;
    let checkins = open.lists.get_mut("checkins").expect("check-ins");
    checkins.pop();
    let found = kept(&open, day("2026-03-15"));
    assert!(due(&found.commitments[0], day("2026-03-15")).is_none());
    assert!(left_open(&found.commitments[0], day("2026-03-15")).is_none());
}

#[test]
fn of_several_changes_on_one_day_the_last_holds_and_the_past_stays() {
    let times = |row: &SheetRow, times: i64, today: &str| {
        said(9, row, of_walk("times"), Scalar::Number(times), today)
    };
    let row = walk("times_a_week", 3, &[2, 3, 4, 9, 10, 11]);
    let row = times(&times(&row, 7, "2026-03-16"), 5, "2026-03-16");
    assert_eq!(weeks(&row, "2026-03-16"), [(3, 3), (3, 3), (5, 0)]);
    // In the middle of the week: 2 days by the old word and 5 by the new one, at the most 5.
    let row = walk("times_a_week", 3, &[2, 3, 4]);
    assert_eq!(
        weeks(&times(&row, 5, "2026-03-11"), "2026-03-11"),
        [(3, 3), (5, 0)]
    );
    // On its last day: 3 of six days, and one more.
    assert_eq!(
        weeks(&times(&row, 5, "2026-03-15"), "2026-03-15"),
        [(3, 3), (4, 0)]
    );
    let found = kept(&times(&row, 5, "2026-03-15"), day("2026-03-15"));
    let asked = due(&found.commitments[0], day("2026-03-15")).map(|due| due.asked);
    assert_eq!(asked, Some(4));
}

#[test]
fn every_limit_that_was_reached_on_one_day_stays() {
    let made = |n: u64| {
        let answer = [("channel", words("letter"))];
        (1..=n).map(|n| item(n, "2026-03-10", &answer)).collect()
    };
    let most = |row: &SheetRow, most: i64| {
        let said_most = Scalar::Number(most);
        said(11, row, Place::field("most"), said_most, "2026-03-12")
    };
    // None was to be made, and one was; then one was allowed, and five, all on one day.
    let none = row(&[("most", number(0))], &[("attempts", made(1))]);
    let raised = most(&most(&none, 1), 5);
    let found = attempts(&raised, day("2026-03-12"));
    assert_eq!((found.most, found.raised), (Some(1), true));
    assert!(found.used_up());
    // Nothing was used up at two.
    let found = attempts(&most(&most(&none, 2), 5), day("2026-03-12"));
    assert_eq!((found.most, found.raised), (Some(5), false));
}

#[test]
fn what_is_put_right_before_it_held_is_no_change() {
    let row = walk("weekly", 1, &[]);
    let line = Scalar::Line("daily".to_owned());
    let row = said(9, &row, of_walk("cadence"), line, "2026-03-02");
    assert_eq!(weeks(&row, "2026-03-08"), [(7, 0)]);
    assert_eq!(row.items("commitments")[0].fields.chosen(BEFORE).count(), 0);
}

#[test]
fn an_end_that_is_moved_leaves_out_the_time_in_which_it_was_over() {
    let until = |row: &SheetRow, until: &str, today: &str| {
        let value = Scalar::Line(until.to_owned());
        said(9, row, of_walk("until"), value, today)
    };
    let mut row = walk("weekly", 1, &[3]);
    let promise = &mut row.lists.get_mut("commitments").expect("promises")[0];
    promise.fields.0.insert("until".into(), words("2026-03-15"));
    // While it lasts, it goes on as one.
    assert_eq!(
        weeks(&until(&row, "2026-04-30", "2026-03-13"), "2026-03-24").len(),
        4
    );
    // The week of the 16th was free; it is taken up again on the 23rd.
    let again = until(&row, "2026-04-30", "2026-03-23");
    assert_eq!(
        weeks(&again, "2026-03-24"),
        [(1, 1), (1, 0), (0, 0), (1, 0)]
    );
}

#[test]
fn a_target_holds_from_its_day() {
    let plan = row(
        &[("start", words("2026-03-01")), ("target_days", number(30))],
        &[],
    );
    let place = Place::field("target_days");
    let more = said(2, &plan, place.clone(), Scalar::Number(60), "2026-04-02");
    let on = |row: &SheetRow, today: &str| {
        no_contact(row, &BTreeSet::new(), &BTreeSet::new(), day(today))
    };
    // Reached on 30 March, day 30; since 2 April, day 33, it is 60.
    assert!(on(&more, "2026-03-30").target_reached());
    assert_eq!(on(&more, "2026-04-01").target, Some(30));
    assert_eq!(on(&more, "2026-04-02").target, Some(60));
    assert!(!on(&more, "2026-04-02").target_reached());
    let again = said(2, &more, place, Scalar::Number(45), "2026-04-05");
    let targets = ["2026-04-01", "2026-04-04", "2026-04-05"].map(|day| on(&again, day).target);
    assert_eq!(targets, [Some(30), Some(60), Some(45)]);
}

#[test]
fn attempts_that_are_used_up_stay_so_when_the_most_is_raised() {
    let made = |count: u64| -> Vec<ItemRow> {
        (1..=count)
            .map(|n| item(n, "2026-03-02", &[("answer", words("none"))]))
            .collect()
    };
    let with = |most: i64, count: u64| row(&[("most", number(most))], &[("attempts", made(count))]);
    let raised = |row: &SheetRow| {
        let place = Place::field("most");
        said(11, row, place, Scalar::Number(5), "2026-03-02")
    };
    let today = day("2026-03-09");
    assert!(attempts(&with(2, 2), today).used_up());
    let after = attempts(&raised(&with(2, 2)), today);
    assert!(after.used_up() && after.most == Some(2), "{after:?}");
    // Emptied and set anew, it is the same.
    let mut anew = raised(&with(2, 2));
    anew.fields.0.insert("most".into(), number(9));
    assert!(attempts(&anew, today).used_up());
    // One was left: then it may be set anew.
    assert_eq!(attempts(&raised(&with(2, 1)), today).left(), Some(4));
    // An attempt that was noted by mistake and taken out again used nothing up.
    let mut mistaken = raised(&with(2, 2));
    mistaken.lists.insert("attempts".into(), made(1));
    assert_eq!(attempts(&mistaken, today).left(), Some(4));
}
