//! Insights from entries, worked out by hand. 2 March 2026 is a Monday.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod words_and_pairs;

use crate::insight_life::{
    Journal, bars, count_of, entries_behind, entry, find, have, items_behind, labels, mean_of,
    moods, notes, period, points, share_of,
};
use crate::rows::{item, number, row, words};
use journal::{DayEnds, When};
use programme::insight;
use programme::insight::{EntryFacts, Period, Value};

fn on_days(days: &[&str]) -> Journal {
    let entries = days.iter().zip(1..).map(|(day, n)| entry(n, day));
    Journal::new(entries.collect(), Vec::new())
}

// ---- days and streaks --------------------------------------------------------------------------------------------

#[test]
fn days_are_counted_once_and_a_day_still_open_breaks_no_streak() {
    let kept = on_days(&[
        "2026-02-27",
        "2026-02-28",
        "2026-03-01T08:00:00",
        "2026-03-01T22:00:00",
        "2026-03-02",
        "2026-03-05",
        "2026-03-07",
    ]);
    let march = period("2026-03-01", "2026-03-10");
    let found = insight::days(&kept.life("2026-03-06"), march);
    // Of 1 to 6 March: the 1st, 2nd and 5th; the 7th has not come.
    assert_eq!(count_of(&found, "days_journaled"), 3);
    assert_eq!(share_of(&found, "share"), (3, 6));
    assert_eq!(count_of(&found, "entries"), 4);
    assert_eq!(entries_behind(&found, "entries"), [3, 4, 5, 6]);
    assert_eq!(entries_behind(&found, "days_journaled"), [3, 4, 5, 6]);
    // The 5th is yesterday. Before, four in a row: 27 and 28 February, 1 and 2 March.
    assert_eq!(count_of(&found, "current_streak"), 1);
    assert_eq!(find(&found, "current_streak").note, "Today is still open.");
    assert_eq!(entries_behind(&found, "current_streak"), [6]);
    assert_eq!(count_of(&found, "longest_streak"), 4);
    assert_eq!(entries_behind(&found, "longest_streak"), [1, 2, 3, 4, 5]);
    assert_eq!(
        find(&found, "longest_streak").note,
        "From 27 February 2026 to 2 March 2026."
    );
    let written_today = insight::days(&kept.life("2026-03-07"), march);
    assert_eq!(count_of(&written_today, "current_streak"), 1);
    assert_eq!(find(&written_today, "current_streak").note, "");
    let broken = insight::days(&kept.life("2026-03-09"), march);
    assert_eq!(count_of(&broken, "current_streak"), 0);
    assert!(find(&broken, "current_streak").why.is_empty());
}

#[test]
fn a_leap_day_joins_its_neighbours() {
    let kept = on_days(&["2028-02-28", "2028-02-29", "2028-03-01"]);
    let found = insight::days(&kept.life("2028-03-01"), period("2028-02-01", "2028-02-29"));
    assert_eq!(count_of(&found, "current_streak"), 3);
    assert_eq!(share_of(&found, "share"), (2, 29));
    // In 2026 there is no 29th, and 28 February and 1 March are neighbours.
    let kept = on_days(&["2026-02-28", "2026-03-01"]);
    let found = insight::days(&kept.life("2026-03-01"), period("2026-02-01", "2026-03-01"));
    assert_eq!(count_of(&found, "current_streak"), 2);
}

#[test]
fn a_day_is_what_the_writers_calendar_showed() {
    // Twenty-five hours and two zones between them, and still one civil date.
    let at = |n, when: &str| EntryFacts {
        at: When::from(when).civil().unwrap(),
        day: When::from(when).day(DayEnds::MIDNIGHT).unwrap(),
        ..entry(n, "2026-01-01")
    };
    let zones = Journal::new(
        vec![
            at(1, "2026-03-05T00:30:00+09:00[Asia/Tokyo]"),
            at(2, "2026-03-05T23:30:00-08:00[America/Los_Angeles]"),
        ],
        Vec::new(),
    );
    let found = insight::days(
        &zones.life("2026-03-05"),
        period("2026-03-05", "2026-03-05"),
    );
    assert_eq!(count_of(&found, "days_journaled"), 1);
    assert_eq!(count_of(&found, "entries"), 2);
    // The clock jumps on 29 March and falls back on 25 October; neither makes or takes a day.
    for days in [
        [
            "2026-03-28T23:50:00+01:00[Europe/Berlin]",
            "2026-03-29T03:10:00+02:00[Europe/Berlin]",
            "2026-03-30T00:10:00+02:00[Europe/Berlin]",
        ],
        [
            "2026-10-24T23:50:00+02:00[Europe/Berlin]",
            "2026-10-25T02:30:00+01:00[Europe/Berlin]",
            "2026-10-26T00:10:00+01:00[Europe/Berlin]",
        ],
    ] {
        let entries: Vec<_> = days.iter().zip(1..).map(|(day, n)| at(n, day)).collect();
        let today = entries[2].at.date().to_string();
        let kept = Journal::new(entries, Vec::new());
        let found = insight::days(&kept.life(&today), period("2026-01-01", &today));
        assert_eq!(count_of(&found, "current_streak"), 3);
    }
}

#[test]
fn a_period_that_ends_before_it_begins_or_lies_ahead_is_empty() {
    let kept = on_days(&["2026-03-01"]);
    for (from, to) in [("2026-03-02", "2026-02-01"), ("2026-04-01", "2026-04-30")] {
        let found = insight::days(&kept.life("2026-03-01"), period(from, to));
        assert_eq!(share_of(&found, "share"), (0, 0), "{from} to {to}");
        assert_eq!(count_of(&found, "longest_streak"), 1);
    }
}

#[test]
fn periods_know_their_week_and_what_was_before() {
    let week = period("2026-03-02", "2026-03-08");
    assert_eq!(Period::week_of(week.from), week);
    assert_eq!(Period::week_of(week.to), week);
    assert_eq!(week.before(), Some(period("2026-02-23", "2026-03-01")));
    let one = period("2028-03-01", "2028-03-01");
    assert_eq!(one.before(), Some(period("2028-02-29", "2028-02-29")));
    assert_eq!(period("2026-03-02", "2026-03-01").before(), None);
    assert_eq!(period("-009999-01-01", "2026-03-01").before(), None);
}

// ---- mood --------------------------------------------------------------------------------------------------------

#[test]
fn five_moods_make_a_mean_and_four_do_not() {
    let all = moods(
        1,
        &[
            ("2026-03-02", 4),
            ("2026-03-03", 6),
            ("2026-03-04T08:00:00", 3),
            ("2026-03-04T20:00:00", 5),
            ("2026-03-05", 7),
        ],
    );
    let four = Journal::new(all[..4].to_vec(), Vec::new());
    let march = period("2026-03-01", "2026-03-31");
    let found = insight::mood(&four.life("2026-03-31"), march);
    assert_eq!(have(&found, "mean"), 4);
    assert_eq!(have(&found, "daily"), 4);
    assert_eq!(have(&found, "by_weekday"), 4);
    assert_eq!(entries_behind(&found, "daily"), [1, 2, 3, 4]);

    let five = Journal::new(all, Vec::new());
    let found = insight::mood(&five.life("2026-03-31"), march);
    // (4 + 6 + 3 + 5 + 7) / 5 = 25 / 5
    assert_eq!(mean_of(&found, "mean"), 5000);
    assert_eq!(find(&found, "mean").note, "Over 5 entries.");
    assert_eq!(entries_behind(&found, "mean"), [1, 2, 3, 4, 5]);
    assert_eq!(
        points(&found, "daily"),
        [
            ("2026-03-02".to_owned(), 4000, None),
            ("2026-03-03".to_owned(), 6000, None),
            // (3 + 5) / 2 = 4. Four records are too few for an average.
            ("2026-03-04".to_owned(), 4000, None),
            // Five records on four days: (4 + 6 + 4 + 7) / 4 = 21 / 4
            ("2026-03-05".to_owned(), 7000, Some(5250)),
        ]
    );
    // A mood that has not come yet does not count.
    let found = insight::mood(&five.life("2026-03-04"), march);
    assert_eq!(have(&found, "mean"), 4);
}

#[test]
fn the_moving_average_looks_at_seven_days_of_the_calendar() {
    let kept = Journal::new(
        moods(
            1,
            &[
                ("2026-03-02", 1),
                ("2026-03-03", 5),
                ("2026-03-04", 3),
                ("2026-03-06", 2),
                ("2026-03-08", 9),
                ("2026-03-09", 6),
                ("2026-03-12", 7),
                ("2026-03-13", 4),
            ],
        ),
        Vec::new(),
    );
    let averages = |from: &str| -> Vec<_> {
        let found = insight::mood(&kept.life("2026-03-31"), period(from, "2026-03-31"));
        points(&found, "daily").into_iter().map(|p| p.2).collect()
    };
    // On the 8th, 2 to 8 March: (1 + 5 + 3 + 2 + 9) / 5 = 4. On the 9th, 3 to 9 March: (5 + 3 + 2 + 9 + 6) / 5 = 5.
    // On the 12th, 6 to 12 March, there are four; on the 13th, 7 to 13 March, too.
    let all = [None, None, None, None, Some(4000), Some(5000), None, None];
    assert_eq!(averages("2026-03-01"), all);
    // Wherever the line begins, a day keeps its average.
    assert_eq!(averages("2026-03-03"), all[1..]);
    assert_eq!(averages("2026-03-04"), all[2..]);
}

#[test]
fn a_line_of_too_few_stays_one_whatever_came_before_it() {
    let days: Vec<(String, u8)> = (1..=9).map(|n| (format!("2026-03-{n:02}"), n)).collect();
    let days: Vec<(&str, u8)> = days
        .iter()
        .map(|(day, mood)| (day.as_str(), *mood))
        .collect();
    let kept = Journal::new(moods(1, &days), Vec::new());
    let from = |from: &str| insight::mood(&kept.life("2026-03-31"), period(from, "2026-03-31"));
    assert_eq!(have(&from("2026-03-06"), "daily"), 4);
    assert_eq!(entries_behind(&from("2026-03-06"), "daily"), [6, 7, 8, 9]);
    // 5 March: (1 + 2 + 3 + 4 + 5) / 5 = 3; 9 March: (3 + 4 + 5 + 6 + 7 + 8 + 9) / 7 = 6.
    let shown = points(&from("2026-03-05"), "daily");
    assert_eq!(shown[0], ("2026-03-05".to_owned(), 5000, Some(3000)));
    assert_eq!(shown[4], ("2026-03-09".to_owned(), 9000, Some(6000)));
}

/// Five Mondays with one mood, `tuesdays` Tuesdays with another, four Wednesdays at 1; five Thursdays, Fridays and
/// Saturdays at 6.
fn weekdays(monday: u8, tuesday: u8, tuesdays: usize) -> Journal {
    let mondays = ["02-02", "02-09", "02-16", "02-23", "03-02"];
    let others = ["02-03", "02-10", "02-17", "02-24", "03-03"];
    let wednesdays = ["02-04", "02-11", "02-18", "02-25"];
    let mut all = Vec::new();
    all.extend(mondays.iter().map(|day| (format!("2026-{day}"), monday)));
    all.extend(
        others[..tuesdays]
            .iter()
            .map(|day| (format!("2026-{day}"), tuesday)),
    );
    all.extend(wednesdays.iter().map(|day| (format!("2026-{day}"), 1)));
    for first in [5, 6, 7] {
        let days = [
            (2, first),
            (2, first + 7),
            (2, first + 14),
            (2, first + 21),
            (3, first),
        ];
        all.extend(days.map(|(month, day)| (format!("2026-{month:02}-{day:02}"), 6)));
    }
    let all: Vec<(&str, u8)> = all
        .iter()
        .map(|(day, mood)| (day.as_str(), *mood))
        .collect();
    Journal::new(moods(1, &all), Vec::new())
}

#[test]
fn weekdays_are_compared_where_five_have_five_moods() {
    let days = period("2026-02-01", "2026-03-31");
    let found = insight::mood(&weekdays(8, 4, 5).life("2026-03-31"), days);
    let by_weekday = bars(&found, "by_weekday");
    assert_eq!(by_weekday.len(), 7);
    assert_eq!(by_weekday[0], ("Monday".to_owned(), 5, Some(8000)));
    assert_eq!(by_weekday[1], ("Tuesday".to_owned(), 5, Some(4000)));
    // Four Wednesdays are too few for a mean, however low they are.
    assert_eq!(by_weekday[2], ("Wednesday".to_owned(), 4, None));
    assert_eq!(by_weekday[6], ("Sunday".to_owned(), 0, None));
    assert_eq!(
        bars(&found, "best_weekday"),
        [("Monday".to_owned(), 5, Some(8000))]
    );
    assert_eq!(
        bars(&found, "hardest_weekday"),
        [("Tuesday".to_owned(), 5, Some(4000))]
    );
    assert_eq!(entries_behind(&found, "hardest_weekday"), [6, 7, 8, 9, 10]);

    let found = insight::mood(&weekdays(8, 4, 4).life("2026-03-31"), days);
    // One of the five lacks one: of the 25 that it takes, 24 are there.
    for side in ["best_weekday", "hardest_weekday"] {
        let value = &find(&found, side).value;
        assert!(
            matches!(value, Value::TooFew { have: 24, need: 25 }),
            "{value:?}"
        );
    }
    assert_eq!(bars(&found, "by_weekday")[1].2, None);

    let found = insight::mood(&weekdays(6, 6, 5).life("2026-03-31"), days);
    assert!(bars(&found, "best_weekday").is_empty());
    assert_eq!(
        find(&found, "hardest_weekday").note,
        "The weekdays are alike."
    );
}

#[test]
fn a_period_is_compared_with_as_many_days_before() {
    let week = |first: u64, days: [&str; 5], numbers: [u8; 5]| {
        let days: Vec<_> = days.into_iter().zip(numbers).collect();
        moods(first, &days)
    };
    let before = [
        "2026-03-02",
        "2026-03-03",
        "2026-03-04",
        "2026-03-05",
        "2026-03-08",
    ];
    let now = [
        "2026-03-09",
        "2026-03-10",
        "2026-03-11",
        "2026-03-12",
        "2026-03-15",
    ];
    // 1 March lies before the seven days before.
    let mut entries = moods(90, &[("2026-03-01", 10)]);
    entries.extend(week(1, before, [3, 4, 5, 4, 4]));
    entries.extend(week(11, now, [6, 6, 6, 6, 7]));
    let kept = Journal::new(entries, Vec::new());
    let days = period("2026-03-09", "2026-03-15");
    let found = insight::mood(&kept.life("2026-03-20"), days);
    // 20 / 5 = 4 then, 31 / 5 = 6.2 now
    assert_eq!(mean_of(&found, "mean_before"), 4000);
    assert_eq!(mean_of(&found, "mean"), 6200);
    assert_eq!(mean_of(&found, "change"), 2200);
    assert_eq!(find(&found, "change").note, "4.0 then, 6.2 now.");
    assert_eq!(
        entries_behind(&found, "change"),
        [1, 2, 3, 4, 5, 11, 12, 13, 14, 15]
    );
    // 31 / 7 = 4.43 and 34 / 7 = 4.86 are shown as 4.4 and 4.9, so what is shown between them is 0.5, and not 0.43.
    let both = (2..=8).chain(9..=15).map(|day| format!("2026-03-{day:02}"));
    let numbers = [4, 4, 4, 4, 5, 5, 5, 4, 5, 5, 5, 5, 5, 5];
    let all: Vec<_> = both.zip(numbers).collect();
    let all: Vec<_> = all
        .iter()
        .map(|(day, mood)| (day.as_str(), *mood))
        .collect();
    let close = Journal::new(moods(1, &all), Vec::new());
    let found = insight::mood(&close.life("2026-03-20"), days);
    assert_eq!(mean_of(&found, "change"), 500);
    assert_eq!(find(&found, "change").note, "4.4 then, 4.9 now.");
    // The last of the five has not come yet: four now.
    let found = insight::mood(&kept.life("2026-03-14"), days);
    assert_eq!(have(&found, "mean"), 4);
    assert_eq!(have(&found, "change"), 4);
    assert_eq!(mean_of(&found, "mean_before"), 4000);
}

// ---- words and pairs ---------------------------------------------------------------------------------------------

#[test]
fn on_this_day_clamps_to_the_end_of_shorter_months() {
    let mut entries: Vec<_> = [
        "2024-05-31",
        "2025-05-31",
        "2025-11-30", // six months before 31 May
        "2026-02-28", // three months
        "2026-03-31", // two: not asked for
        "2026-04-29",
        "2026-04-30T08:00:00", // one month
        "2026-04-30T21:00:00",
        "2026-05-31",
    ]
    .iter()
    .zip(1..)
    .map(|(day, n)| entry(n, day))
    .collect();
    entries[1].letter = true;
    let slip = item(
        20,
        "2026-02-28",
        &[("channel", words("calls")), ("what", words("I called."))],
    );
    let silent = item(21, "2026-02-28", &[("channel", words("calls"))]);
    let check_in = item(22, "2026-02-28", &[("kept", words("kept"))]);
    let sheets = vec![
        (2, row(&[], &[("slips", vec![slip, silent])])),
        (9, row(&[], &[("checkins", vec![check_in])])),
    ];
    let kept = Journal::new(entries, sheets);
    // The last day of the period lies ahead: today is looked at.
    let days = period("2026-05-01", "2026-06-30");
    let found = insight::on_this_day(&kept.life("2026-05-31"), days);
    assert_eq!(entries_behind(&found, "months"), [8, 7, 4, 3]);
    assert_eq!(entries_behind(&found, "years"), [2, 1]);
    assert_eq!(items_behind(&found, "months"), [("slips".to_owned(), 20)]);
    let slip = (
        "2026-02-28",
        "A slip",
        "How: a call\nWhat happened: I called.",
    );
    let shown = notes(&found, "months");
    assert!(
        shown.contains(&(slip.0.into(), slip.1.into(), slip.2.into())),
        "{shown:?}"
    );
}

#[test]
fn a_leap_day_is_remembered_on_leap_days() {
    let kept = on_days(&["2024-02-29", "2027-02-28", "2028-01-29"]);
    let days = period("2028-02-29", "2028-02-29");
    let found = insight::on_this_day(&kept.life("2028-02-29"), days);
    assert_eq!(entries_behind(&found, "years"), [1]);
    assert_eq!(entries_behind(&found, "months"), [3]);
}
