//! The figures of step 9, worked out by hand. 2 March 2026 is a Monday.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use crate::rows::{day, item, number, row, words};
use journal::{FieldValue, ItemRow, Link, SheetRow};
use programme::{Kept, habits, kept, kept_of};

fn promise(cadence: &str, more: &[(&str, FieldValue)]) -> ItemRow {
    let mut values = vec![("promise", words("A walk")), ("cadence", words(cadence))];
    values.extend(more.iter().cloned());
    item(1, "", &values)
}

fn checkin(n: u64, at: &str, kept: &str) -> ItemRow {
    let link = Link::here("commitments", promise("", &[]).id).to_string();
    item(
        100 + n,
        at,
        &[("commitment", words(&link)), ("kept", words(kept))],
    )
}

fn sheet(promise: ItemRow, kept_on: &[&str], missed_on: &[&str]) -> SheetRow {
    let kept = kept_on.iter().map(|at| (at, "kept"));
    let missed = missed_on.iter().map(|at| (at, "missed"));
    let checkins = kept.chain(missed).zip(0..);
    let checkins = checkins.map(|((at, how), n)| checkin(n, at, how)).collect();
    row(
        &[],
        &[("commitments", vec![promise]), ("checkins", checkins)],
    )
}

/// The weeks of the first promise: Monday, due, kept, over.
fn weeks(kept: &Kept) -> Vec<(String, u32, u32, bool)> {
    let weeks = kept.commitments[0].weeks.iter();
    weeks
        .map(|w| (w.monday.to_string(), w.due, w.kept, w.over))
        .collect()
}

#[test]
fn daily_from_a_thursday() {
    let from = [("from", words("2026-03-05"))];
    let row = sheet(
        promise("daily", &from),
        &[
            "2026-03-05",
            "2026-03-06",
            "2026-03-08",
            "2026-03-09",
            "2026-03-10",
        ],
        &["2026-03-07"],
    );
    let figures = kept(&row, day("2026-03-11"));
    assert_eq!(
        weeks(&figures),
        [
            ("2026-03-02".into(), 4, 3, true),
            ("2026-03-09".into(), 7, 2, false),
        ]
    );
    let walk = &figures.commitments[0];
    // The 7th was missed; the 8th, 9th and 10th were kept, and the 11th is still open.
    assert_eq!((walk.streak, walk.longest_streak), (3, 3));
    // Three of four in the week that is over, and fewer than five make no rate.
    assert_eq!((walk.over, walk.rate), ((3, 4), None));
    // A week later it is five of eleven: 3 of 4 and 2 of 7.
    let later = &kept(&row, day("2026-03-16")).commitments[0];
    assert_eq!((later.over, later.rate), ((5, 11), Some(5.0 / 11.0)));
    assert!(
        !figures.weeks[0].is_good(),
        "three of four are fewer than eighty percent"
    );
    assert_eq!(walk.days.get(&day("2026-03-07")), Some(&false));
    assert_eq!(figures.calendar[&day("2026-03-08")], (1, 0));
    // A day later nothing was written for the 11th: that ends the streak.
    assert_eq!(kept(&row, day("2026-03-12")).commitments[0].streak, 0);
}

#[test]
fn three_days_a_week() {
    let more = [("times", number(3)), ("from", words("2026-03-02"))];
    let row = sheet(
        promise("times_a_week", &more),
        &[
            "2026-03-02",
            "2026-03-02T20:00:00+01:00[Europe/Berlin]",
            "2026-03-04",
            "2026-03-08",
            "2026-03-09",
            "2026-03-10",
            "2026-03-16",
            "2026-03-17",
            "2026-03-18",
            "2026-03-19",
        ],
        &[],
    );
    let figures = kept(&row, day("2026-03-19"));
    assert_eq!(
        weeks(&figures),
        [
            ("2026-03-02".into(), 3, 3, true),
            ("2026-03-09".into(), 3, 2, true),
            ("2026-03-16".into(), 3, 3, false),
        ]
    );
    // This week is kept already, so it counts for the streak although it is not over.
    let walk = &figures.commitments[0];
    assert_eq!((walk.streak, walk.longest_streak), (1, 1));
    assert_eq!(walk.rate, Some(5.0 / 6.0));
    assert_eq!((figures.good_weeks, figures.longest_good_weeks), (0, 1));
}

#[test]
fn a_week_partly_covered_asks_for_no_more_than_its_days() {
    let more = [
        ("times", number(3)),
        ("from", words("2026-03-07")),
        ("until", words("2026-03-10")),
    ];
    let row = sheet(
        promise("times_a_week", &more),
        &["2026-03-07", "2026-03-08"],
        &[],
    );
    let figures = kept(&row, day("2026-03-30"));
    assert_eq!(
        weeks(&figures)[..2],
        [
            ("2026-03-02".into(), 2, 2, true),
            ("2026-03-09".into(), 2, 0, true),
        ]
    );
    assert!(
        figures.commitments[0].weeks[2..]
            .iter()
            .all(|week| week.due == 0)
    );
}

#[test]
fn weekly_without_a_first_day_begins_with_the_first_check_in() {
    let row = sheet(promise("weekly", &[]), &["2026-03-12"], &["2026-03-19"]);
    let figures = kept(&row, day("2026-03-25"));
    assert_eq!(
        weeks(&figures),
        [
            ("2026-03-09".into(), 1, 1, true),
            ("2026-03-16".into(), 1, 0, true),
            ("2026-03-23".into(), 1, 0, false),
        ]
    );
    assert_eq!(figures.commitments[0].streak, 0);
    assert_eq!(figures.commitments[0].over, (1, 2));
}

#[test]
fn monthly_counts_in_the_week_it_was_kept_or_the_month_ended() {
    // January: kept on the 20th. February: not kept; its last day, the 28th, is a Saturday in the
    // week of the 23rd. March is still running.
    let row = sheet(
        promise("monthly", &[("from", words("2026-01-01"))]),
        &["2026-01-20"],
        &[],
    );
    let figures = kept(&row, day("2026-03-10"));
    let due: Vec<_> = weeks(&figures)
        .into_iter()
        .filter(|week| week.1 > 0)
        .collect();
    assert_eq!(
        due,
        [
            ("2026-01-19".into(), 1, 1, true),
            ("2026-02-23".into(), 1, 0, true),
        ]
    );
    let walk = &figures.commitments[0];
    assert_eq!((walk.streak, walk.longest_streak), (0, 1));
    // On the last day of February it was still open.
    assert_eq!(kept(&row, day("2026-02-28")).commitments[0].streak, 1);
    assert_eq!(kept(&row, day("2026-02-28")).commitments[0].over, (1, 1));
}

#[test]
fn once_by_a_date() {
    let more = [
        ("from", words("2026-03-02")),
        ("until", words("2026-03-13")),
    ];
    let in_time = kept(
        &sheet(promise("once", &more), &["2026-03-06"], &[]),
        day("2026-03-20"),
    );
    assert_eq!(weeks(&in_time)[0], ("2026-03-02".into(), 1, 1, true));
    assert_eq!(in_time.commitments[0].streak, 1);
    let late = kept(
        &sheet(promise("once", &more), &["2026-03-14"], &[]),
        day("2026-03-20"),
    );
    let due: Vec<_> = weeks(&late).into_iter().filter(|week| week.1 > 0).collect();
    assert_eq!(due, [("2026-03-09".into(), 1, 0, true)]);
    assert_eq!(late.commitments[0].over, (0, 1));
    let open = kept(&sheet(promise("once", &more), &[], &[]), day("2026-03-05"));
    assert_eq!(open.commitments[0].rate, None);
}

#[test]
fn the_later_check_in_of_a_day_tells_and_days_to_come_do_not_count() {
    let row = sheet(
        promise("daily", &[("from", words("2026-03-02"))]),
        &["2026-03-02T21:00:00+01:00[Europe/Berlin]", "2026-03-09"],
        &[
            "2026-03-02T09:00:00+01:00[Europe/Berlin]",
            "2026-03-03T09:00:00+01:00[Europe/Berlin]",
        ],
    );
    let figures = kept(&row, day("2026-03-04"));
    let walk = &figures.commitments[0];
    let days: Vec<bool> = walk.days.values().copied().collect();
    assert_eq!(days, [true, false]);
}

#[test]
fn summer_time_does_not_move_a_week() {
    // The clocks change on Sunday, 29 March 2026.
    let row = sheet(
        promise("daily", &[("from", words("2026-03-28"))]),
        &[
            "2026-03-28T23:59:00+01:00[Europe/Berlin]",
            "2026-03-29T00:30:00+01:00[Europe/Berlin]",
            "2026-03-30T00:30:00+02:00[Europe/Berlin]",
        ],
        &[],
    );
    let figures = kept(&row, day("2026-03-30"));
    assert_eq!(
        weeks(&figures),
        [
            ("2026-03-23".into(), 2, 2, true),
            ("2026-03-30".into(), 7, 1, false),
        ]
    );
    assert_eq!(figures.commitments[0].streak, 3);
}

#[test]
fn good_weeks_in_a_row_pass_over_weeks_with_nothing_due() {
    // Two promises. Week of 2 March: 1 + 4 of 1 + 4 kept. Week of 9 March: nothing due. Week of
    // 16 March: the weekly one again, kept. Week of 23 March: missed.
    let weekly = |n, from: &str, until: &str| {
        item(
            n,
            "",
            &[
                ("cadence", words("weekly")),
                ("from", words(from)),
                ("until", words(until)),
            ],
        )
    };
    let check = |n, to: u64, at: &str| {
        let link = Link::here("commitments", item(to, "", &[]).id).to_string();
        item(
            n,
            at,
            &[("commitment", words(&link)), ("kept", words("kept"))],
        )
    };
    let row = row(
        &[],
        &[
            (
                "commitments",
                vec![
                    weekly(1, "2026-03-02", "2026-03-08"),
                    weekly(2, "2026-03-16", "2026-03-29"),
                    item(3, "", &[("promise", words("No cadence yet"))]),
                ],
            ),
            (
                "checkins",
                vec![check(10, 1, "2026-03-04"), check(11, 2, "2026-03-18")],
            ),
        ],
    );
    let figures = kept(&row, day("2026-03-25"));
    let all: Vec<(u32, u32)> = figures
        .weeks
        .iter()
        .map(|week| (week.due, week.kept))
        .collect();
    assert_eq!(all, [(1, 1), (0, 0), (1, 1), (1, 0)]);
    assert_eq!((figures.good_weeks, figures.longest_good_weeks), (2, 2));
    let later = kept(&row, day("2026-03-30"));
    assert_eq!((later.good_weeks, later.longest_good_weeks), (0, 2));
    assert!(figures.commitments[2].weeks.is_empty());
}

#[test]
fn habits_of_other_steps_are_checked_in_here_too() {
    let care = row(
        &[],
        &[(
            "care",
            vec![item(
                7,
                "",
                &[
                    ("habit", words("Sleep by eleven")),
                    ("cadence", words("weekly")),
                    ("from", words("2026-03-02")),
                ],
            )],
        )],
    );
    let link = Link::here("care", item(7, "", &[]).id).to_string();
    let checkins = row(
        &[],
        &[(
            "checkins",
            vec![item(
                8,
                "2026-03-03",
                &[("commitment", words(&link)), ("kept", words("kept"))],
            )],
        )],
    );
    let figures = kept_of(&habits(&care), &checkins, day("2026-03-09"));
    assert_eq!(figures.commitments[0].promise.promise, "Sleep by eleven");
    assert_eq!(figures.good_weeks, 1);
}

#[test]
fn dates_at_the_ends_of_the_calendar_do_no_harm() {
    for (from, until) in [("0001-01-01", "9999-12-31"), ("9999-12-31", "0001-01-01")] {
        for cadence in ["daily", "weekly", "monthly", "once"] {
            let more = [("from", words(from)), ("until", words(until))];
            let row = sheet(promise(cadence, &more), &["2026-03-02"], &[]);
            for today in ["-009999-01-01", "2026-03-10", "9999-12-31"] {
                let _ = kept(&row, day(today));
            }
        }
    }
}
