//! Promises and habits: rates, streaks, weeks and months.

use super::*;

fn check_in(n: u64, at: &str, list: &str, of: u64, kept: &str) -> ItemRow {
    let link = Link::here(list, ItemId::from_bytes(of.to_be_bytes())).to_string();
    item(
        n,
        at,
        &[("commitment", words(&link)), ("kept", words(kept))],
    )
}

/// A daily walk from Monday 2 March on (kept 2 to 6 and 9 to 10 March, missed on the 7th), and a habit of
/// step 3 once a week (kept on the 4th, and on the 12th).
fn promised() -> Journal {
    let walk = item(
        1,
        "",
        &[
            ("promise", words("A walk")),
            ("cadence", words("daily")),
            ("from", words("2026-03-02")),
        ],
    );
    let mut checkins: Vec<ItemRow> = [2, 3, 4, 5, 6, 9, 10]
        .into_iter()
        .map(|day| {
            check_in(
                100 + day,
                &format!("2026-03-{day:02}"),
                "commitments",
                1,
                "kept",
            )
        })
        .collect();
    checkins.push(check_in(107, "2026-03-07", "commitments", 1, "missed"));
    // Said twice on the 4th: the later one tells.
    let early = "2026-03-04T06:00:00+01:00[Europe/Berlin]";
    checkins.push(check_in(199, early, "commitments", 1, "missed"));
    checkins.push(check_in(204, "2026-03-04", "care", 2, "kept"));
    checkins.push(check_in(212, "2026-03-12", "care", 2, "kept"));
    let habit = item(
        2,
        "",
        &[
            ("habit", words("An early night")),
            ("cadence", words("weekly")),
            ("from", words("2026-03-02")),
        ],
    );
    let sheets = vec![
        (3, row(&[], &[("care", vec![habit])])),
        (
            9,
            row(&[], &[("commitments", vec![walk]), ("checkins", checkins)]),
        ),
    ];
    Journal::new(Vec::new(), sheets)
}

fn named(prefix: &str, n: u64) -> String {
    format!("{prefix}_{}", ItemId::from_bytes(n.to_be_bytes()))
}

#[test]
fn kept_rates_streaks_and_the_calendar() {
    let kept = promised();
    let found = insight::kept(&kept.life("2026-03-10"), period("2026-03-01", "2026-03-10"));
    // One week ended: five of seven days, with six check-ins and the promise itself behind it.
    assert_eq!(share_of(&found, &named("rate", 1)), (5, 7));
    let behind: Vec<u64> = items_behind(&found, &named("rate", 1))
        .iter()
        .map(|i| i.1)
        .collect();
    assert_eq!(behind, [1, 102, 103, 104, 105, 106, 107]);
    assert_eq!(share_of(&found, &named("rate", 2)), (1, 1));
    // Journal on Monday the 9th and Tuesday the 10th; before, 2 to 6 March were five.
    assert_eq!(count_of(&found, &named("streak", 1)), 2);
    let behind: Vec<u64> = items_behind(&found, &named("streak", 1))
        .iter()
        .map(|i| i.1)
        .collect();
    assert_eq!(behind, [109, 110]);
    assert_eq!(
        find(&found, &named("streak", 1)).note,
        "The longest so far: 5 days."
    );
    assert_eq!(count_of(&found, &named("streak", 2)), 1);
    assert_eq!(
        items_behind(&found, &named("streak", 2)),
        [("checkins".to_owned(), 204)]
    );
    // Seven of eight walks and one of one nights.
    assert_eq!(share_of(&found, "check_ins"), (8, 9));
    // 5 / 7 of the walks; habits are not in here.
    assert_eq!(
        points(&found, "weeks"),
        [("2026-03-02".to_owned(), 71_429, None)]
    );
    assert_eq!(count_of(&found, "good_weeks"), 0);
    let Value::Calendar(days) = &find(&found, "calendar").value else {
        panic!("a calendar");
    };
    let days: Vec<_> = days
        .iter()
        .map(|d| (d.date.day(), d.kept, d.missed + 10 * d.unsaid))
        .collect();
    assert_eq!(
        days,
        [
            (2, 1, 0),
            (3, 1, 0),
            (4, 2, 0),
            (5, 1, 0),
            (6, 1, 0),
            (7, 0, 1),
            // Without any check-in, and one was due.
            (8, 0, 10),
            (9, 1, 0),
            (10, 1, 0)
        ]
    );
    // On the 8th the week still runs; in the period from the 9th on no week ended. Then check-ins count: five of six walks.
    let found = insight::kept(&kept.life("2026-03-08"), period("2026-03-01", "2026-03-08"));
    assert_eq!(share_of(&found, &named("rate", 1)), (5, 6));
    let found = insight::kept(&kept.life("2026-03-10"), period("2026-03-09", "2026-03-10"));
    assert_eq!(share_of(&found, &named("rate", 1)), (2, 2));
    assert_eq!(share_of(&found, "check_ins"), (2, 2));
    // A week belongs to the days its Sunday lies in, here the 8th.
    for (from, to, rate) in [
        ("2026-03-04", "2026-03-08", (5, 7)),
        ("2026-03-02", "2026-03-07", (5, 6)),
    ] {
        let found = insight::kept(&kept.life("2026-03-10"), period(from, to));
        assert_eq!(share_of(&found, &named("rate", 1)), rate, "{from} to {to}");
    }
    // Two weeks of early nights: the 4th and the 12th.
    let found = insight::kept(&kept.life("2026-03-15"), period("2026-03-01", "2026-03-15"));
    assert_eq!(count_of(&found, &named("streak", 2)), 2);
    let behind: Vec<u64> = items_behind(&found, &named("streak", 2))
        .iter()
        .map(|i| i.1)
        .collect();
    assert_eq!(behind, [204, 212]);
}

#[test]
fn good_weeks_name_their_check_ins_and_monthly_streaks_count_months() {
    let promise = |n: u64, cadence: &str, times: i64| {
        let fields = [
            ("promise", words("Calls")),
            ("cadence", words(cadence)),
            ("times", number(times)),
            ("from", words("2026-01-05")),
        ];
        item(n, "", &fields)
    };
    let on = |n: u64, of: u64, day: &str| check_in(n, day, "commitments", of, "kept");
    let checkins = vec![
        on(101, 1, "2026-01-05"), // weeks from 5 and 12 January: 2 of 2
        on(102, 1, "2026-01-06"),
        on(103, 1, "2026-01-12"),
        on(104, 1, "2026-01-13"),
        on(105, 1, "2026-01-19"), // week from 19 January: 1 of 2
        on(106, 1, "2026-01-26"), // week from 26 January: 2 of 2
        on(107, 1, "2026-02-01"),
        on(201, 2, "2026-01-31"), // months: January and February
        on(202, 2, "2026-02-02"),
        on(203, 2, "2026-02-03"),
    ];
    // The monthly one is a habit here, so that it does not make the weeks.
    let mut habit = promise(2, "monthly", 0);
    habit.fields.0.insert("habit".to_owned(), words("A swim"));
    let checkins = checkins
        .into_iter()
        .map(|item| match item.id.as_bytes()[7] {
            n @ 201.. => check_in(u64::from(n), &item.at.unwrap()[..10], "health", 2, "kept"),
            _ => item,
        })
        .collect();
    let nine = [
        ("commitments", vec![promise(1, "times_a_week", 2)]),
        ("checkins", checkins),
    ];
    let sheets = vec![
        (6, row(&[], &[("health", vec![habit])])),
        (9, row(&[], &nine)),
    ];
    let kept = Journal::new(Vec::new(), sheets);
    let found = insight::kept(&kept.life("2026-02-04"), period("2026-01-01", "2026-02-04"));
    let behind = |figure: &str| -> Vec<u64> {
        items_behind(&found, figure)
            .iter()
            .map(|item| item.1)
            .collect()
    };
    assert_eq!(count_of(&found, "good_weeks"), 1);
    assert_eq!(behind("good_weeks"), [106, 107]);
    assert_eq!(count_of(&found, "longest_good_weeks"), 2);
    assert_eq!(behind("longest_good_weeks"), [101, 102, 103, 104]);
    let percents: Vec<i64> = points(&found, "weeks").iter().map(|p| p.1 / 1000).collect();
    assert_eq!(percents, [100, 100, 50, 100]);
    assert_eq!(count_of(&found, &named("streak", 1)), 1);
    assert_eq!(behind(&named("streak", 1)), [106, 107]);
    assert_eq!(count_of(&found, &named("streak", 2)), 2);
    assert_eq!(behind(&named("streak", 2)), [201, 202, 203]);
}

// ---- progress ----------------------------------------------------------------------------------------------------

#[test]
fn weeks_of_which_nothing_was_noted_say_nothing_of_what_was_kept() {
    let journal = promised();
    let found = |from: &str, to: &str| insight::kept(&journal.life("2026-05-01"), period(from, to));
    let walk = format!("rate_{}", ItemId::from_bytes(1u64.to_be_bytes()));
    // The weeks of 2 and 9 March are told with their days; those of April were asked for and are silent.
    let march = found("2026-03-01", "2026-03-17");
    assert_eq!(share_of(&march, &walk), (7, 14));
    assert_eq!(
        find(&march, &walk).note,
        "In whole weeks, 2 March 2026 to 15 March 2026."
    );
    let april = found("2026-04-01", "2026-04-30");
    assert_eq!(share_of(&april, &walk), (0, 0));
}

#[test]
fn a_week_without_a_word_is_in_no_rate_and_has_no_percentage() {
    let journal = promised();
    let life = journal.life("2026-04-20");
    let found = insight::kept(&life, period("2026-03-01", "2026-04-19"));
    // Told: the weeks of 2 March (5 of 7) and 9 March (2 of 7). Silent: five weeks after them.
    assert_eq!(share_of(&found, &named("rate", 1)), (7, 14));
    assert_eq!(
        find(&found, &named("rate", 1)).note,
        "In whole weeks, 2 March 2026 to 15 March 2026. Of 5 weeks nothing was noted."
    );
    let weeks: Vec<_> = points(&found, "weeks")
        .into_iter()
        .map(|point| point.1)
        .collect();
    assert_eq!(weeks, [71_429, 28_571]);
    // The worksheet says the same.
    let kept = life.journey.promises_kept();
    let walk = &kept.commitments[0];
    assert_eq!((walk.over, walk.rate), ((7, 14), Some(0.5)));
    let noted: Vec<bool> = kept.weeks.iter().map(|week| week.noted).collect();
    assert_eq!(
        noted,
        [true, true, false, false, false, false, false, false]
    );
    // Nothing is concluded from fewer than five check-ins, of weeks neither.
    let early = insight::kept(
        &journal.life("2026-03-16"),
        period("2026-03-09", "2026-03-15"),
    );
    assert_eq!(have(&early, "weeks"), 2);
}

#[test]
fn a_week_of_all_promises_counts_only_those_with_a_word_in_it() {
    let daily = |n: u64| {
        let fields = [
            ("promise", words("A call")),
            ("cadence", words("daily")),
            ("from", words("2026-03-02")),
        ];
        item(n, "", &fields)
    };
    let on = |n: u64, of: u64, day: u64, kept: &str| {
        check_in(n, &format!("2026-03-{day:02}"), "commitments", of, kept)
    };
    // The first is kept on every day of two weeks; of the second a word is said in the second week only.
    let kept = (2..=15).map(|day| on(100 + day, 1, day, "kept"));
    let checkins: Vec<ItemRow> = kept.chain([on(210, 2, 10, "missed")]).collect();
    let nine = [
        ("commitments", vec![daily(1), daily(2)]),
        ("checkins", checkins),
    ];
    let journal = Journal::new(Vec::new(), vec![(9, row(&[], &nine))]);
    let weeks = |today: &str| -> Vec<_> {
        let life = journal.life(today);
        let weeks = life.journey.promises_kept().weeks.into_iter();
        weeks
            .map(|week| (week.due, week.kept, week.noted))
            .collect()
    };
    assert_eq!(weeks("2026-03-16")[..2], [(7, 7, true), (14, 7, true)]);
    // A week still running asks for all of it.
    assert_eq!(weeks("2026-03-08"), [(14, 7, true)]);
    let life = journal.life("2026-03-16");
    let found = insight::kept(&life, period("2026-03-01", "2026-03-15"));
    let percents: Vec<i64> = points(&found, "weeks").iter().map(|p| p.1 / 1000).collect();
    assert_eq!(percents, [100, 50]);
    assert_eq!(count_of(&found, "longest_good_weeks"), 1);
    // The other way round in the list it is the same.
    let nine = [("commitments", vec![daily(2), daily(1)]), nine[1].clone()];
    let turned = Journal::new(Vec::new(), vec![(9, row(&[], &nine))]);
    let life = turned.life("2026-03-16");
    assert_eq!(life.journey.promises_kept().weeks[0].due, 7);
}
