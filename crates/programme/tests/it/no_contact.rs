//! The figures of step 2, worked out by hand.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};

use crate::rows::{day, item, number, row, words};
use jiff::ToSpan;
use jiff::civil::Date;
use journal::{FieldValue, ItemRow, SheetRow};
use programme::{ContactPolicy, JourneyView, NoContact, no_contact};
use proptest::prelude::*;

fn sheet(start: &str, slips: &[&str]) -> SheetRow {
    let slips = slips
        .iter()
        .zip(1..)
        .map(|(at, n)| item(n, at, &[]))
        .collect();
    row(&[("start", words(start))], &[("slips", slips)])
}

fn on(row: &SheetRow, today: &str) -> NoContact {
    no_contact(row, &BTreeSet::new(), &BTreeSet::new(), day(today))
}

fn days(figures: &NoContact) -> Vec<(String, String, u32)> {
    let runs = figures.runs.iter();
    runs.map(|run| (run.start.to_string(), run.end.to_string(), run.days))
        .collect()
}

#[test]
fn the_first_day_is_day_one() {
    let row = sheet("2026-03-01", &[]);
    assert_eq!(on(&row, "2026-02-28").day, 0);
    assert_eq!(on(&row, "2026-03-01").day, 1);
    assert_eq!(on(&row, "2026-03-30").day, 30);
    assert!(on(&row, "2026-03-30").target_reached());
    assert!(!on(&row, "2026-03-29").target_reached());
    assert!(on(&row, "2026-02-28").runs.is_empty());
    assert_eq!(on(&SheetRow::default(), "2026-03-01").day, 0);
}

#[test]
fn a_slip_ends_the_run_and_the_next_day_is_day_one() {
    // 1 to 10 March are ten days; the slip is on the 11th; the 12th is day 1.
    let row = sheet("2026-03-01", &["2026-03-11"]);
    let before = on(&row, "2026-03-10");
    assert_eq!(
        (before.day, before.longest_run),
        (10, 10),
        "the slip has not happened yet"
    );
    let same = on(&row, "2026-03-11");
    assert_eq!((same.day, same.current_run, same.longest_run), (0, 0, 10));
    let next = on(&row, "2026-03-12");
    assert_eq!((next.day, next.longest_run), (1, 10));
    let later = on(&row, "2026-03-31");
    assert_eq!((later.day, later.longest_run), (20, 20));
    assert_eq!(
        days(&later),
        [
            ("2026-03-01".into(), "2026-03-10".into(), 10),
            ("2026-03-12".into(), "2026-03-31".into(), 20),
        ]
    );
    assert_eq!(later.slips, [day("2026-03-11")]);
}

#[test]
fn slips_on_one_day_are_one_and_slips_day_after_day_leave_no_run() {
    let row = sheet(
        "2026-03-01",
        &[
            "2026-03-05T08:00:00+01:00[Europe/Berlin]",
            "2026-03-05T23:59:00+01:00[Europe/Berlin]",
            "2026-03-06",
        ],
    );
    let figures = on(&row, "2026-03-08");
    assert_eq!(figures.slips, [day("2026-03-05"), day("2026-03-06")]);
    assert_eq!(
        days(&figures),
        [
            ("2026-03-01".into(), "2026-03-04".into(), 4),
            ("2026-03-07".into(), "2026-03-08".into(), 2),
        ]
    );
}

#[test]
fn a_slip_on_the_first_day_moves_day_one_and_earlier_ones_do_not_count() {
    let figures = on(
        &sheet("2026-03-01", &["2026-02-20", "2026-03-01"]),
        "2026-03-03",
    );
    assert_eq!(figures.slips, [day("2026-03-01")]);
    assert_eq!(
        days(&figures),
        [("2026-03-02".into(), "2026-03-03".into(), 2)]
    );
}

#[test]
fn neither_clock_changes_nor_flights_change_the_count() {
    // Summer time begins on 29 March 2026 in Berlin; the slip was written in Tokyo at ten to
    // midnight, which is another day in Berlin. The writer's calendar counts.
    let row = sheet("2026-03-28", &["2026-04-02T23:50:00+09:00[Asia/Tokyo]"]);
    assert_eq!(on(&row, "2026-03-31").day, 4);
    let figures = on(&row, "2026-04-03");
    assert_eq!(figures.slips, [day("2026-04-02")]);
    assert_eq!((figures.day, figures.longest_run), (1, 5));
    // And over the end of February in a leap year.
    assert_eq!(on(&sheet("2028-02-01", &[]), "2028-03-01").day, 30);
}

#[test]
fn the_target_follows_the_ending_and_fewer_days_need_a_reason() {
    let with = |values: &[(&str, journal::FieldValue)]| on(&row(values, &[]), "2026-03-01");
    for (ending, proposed) in [("ordinary", 30), ("messy", 45), ("betrayal", 60)] {
        let figures = with(&[("ending", words(ending))]);
        assert_eq!(
            (figures.target, figures.proposed_target),
            (Some(proposed), Some(proposed))
        );
    }
    let figures = with(&[("ending", words("messy")), ("target_days", number(90))]);
    assert_eq!(
        (figures.target, figures.proposed_target),
        (Some(90), Some(45))
    );
    let figures = with(&[("target_days", number(20))]);
    assert_eq!(
        (figures.target, figures.target_needs_reason),
        (Some(30), true)
    );
    let figures = with(&[
        ("target_days", number(20)),
        ("target_reason", words("We share a shop.")),
    ]);
    assert_eq!(
        (figures.target, figures.target_needs_reason),
        (Some(20), false)
    );
    let figures = with(&[("target_days", number(-5))]);
    assert_eq!(figures.target, Some(30));
}

#[test]
fn days_journaled_are_those_of_the_current_run() {
    let row = sheet("2026-03-01", &["2026-03-05"]);
    // Two entries before the slip, one on its day, four in the run of five days after it.
    let entries: BTreeSet<Date> = [
        "2026-03-01",
        "2026-03-02",
        "2026-03-05",
        "2026-03-06",
        "2026-03-07",
        "2026-03-09",
        "2026-03-10",
        "2026-03-11",
    ]
    .map(day)
    .into();
    let figures = no_contact(&row, &BTreeSet::new(), &entries, day("2026-03-10"));
    assert_eq!((figures.current_run, figures.days_journaled), (5, 4));
    assert!((figures.journaled_share - 0.8).abs() < 1e-9);
    assert!(
        figures.journaled_enough(),
        "four of five are eighty percent"
    );
    let figures = no_contact(&row, &BTreeSet::new(), &entries, day("2026-03-05"));
    assert_eq!(
        (figures.days_journaled, figures.journaled_enough()),
        (0, false)
    );
}

#[test]
fn urges_are_counted_by_hour_and_trigger() {
    let urge = |n, at, trigger| {
        let no = journal::FieldValue::Check(false);
        item(n, at, &[("trigger", words(trigger)), ("gave_in", no)])
    };
    let row = row(
        &[],
        &[(
            "urges",
            vec![
                urge(1, "2026-03-01T23:10:00+01:00[Europe/Berlin]", "a song"),
                urge(2, "2026-03-02T23:50:00+01:00[Europe/Berlin]", " Á  SONG"),
                urge(3, "2026-03-02T07:00:00-05:00[America/New_York]", "Sunday"),
                urge(4, "2026-03-03T07:30:00+01:00[Europe/Berlin]", ""),
                urge(5, "2026-03-09T07:30:00+01:00[Europe/Berlin]", "later"),
                item(6, "2026-03-02", &[("trigger", words("a song"))]),
                item(7, "2026-03-09", &[("trigger", words("later"))]),
            ],
        )],
    );
    let figures = on(&row, "2026-03-03");
    assert_eq!((figures.urges_resisted, figures.urges_open), (4, 1));
    assert_eq!(
        (figures.urges_by_hour[23], figures.urges_by_hour[7]),
        (2, 2)
    );
    let triggers: Vec<(&str, u32)> = figures
        .urges_by_trigger
        .iter()
        .map(|(t, n)| (t.as_str(), *n))
        .collect();
    // Spelled as it was last.
    assert_eq!(triggers, [("Sunday", 1), ("Á SONG", 2)]);
}

proptest! {
    /// Every day from the start to today is either in exactly one run or a day with a slip.
    #[test]
    fn runs_and_slips_share_out_the_days(
        length in 0i64..400,
        slips in proptest::collection::btree_set(0i64..420, 0..30),
    ) {
        let start = day("2026-01-15");
        let today = start.checked_add(length.days()).unwrap();
        let items = slips.iter().zip(1u64..).map(|(offset, n)| {
            item(n, &start.checked_add(offset.days()).unwrap().to_string(), &[])
        });
        let row = row(&[("start", words("2026-01-15"))], &[("slips", items.collect())]);
        let figures = no_contact(&row, &BTreeSet::new(), &BTreeSet::new(), today);
        let in_runs: u32 = figures.runs.iter().map(|run| run.days).sum();
        prop_assert_eq!(i64::from(in_runs) + figures.slips.len() as i64, length + 1);
        let naive = (0..=length).rev().take_while(|offset| !slips.contains(offset)).count();
        prop_assert_eq!(figures.current_run as usize, naive);
        prop_assert!(figures.longest_run >= figures.current_run);
    }
}

/// The worksheet with talks such as `05 children`, each a day of March and what it was about, `further` where it did not
/// stay with the matter, `twin` where it is the one before, noted on another device; and with slips on these days.
fn with_talks(talks: &[&str], slips: &[&str]) -> SheetRow {
    let talk = |(said, n): (&&str, u64)| {
        let mut said = said.split(' ');
        let at = format!("2026-03-{}", said.next().unwrap());
        let mut talk = item(n, &at, &[("kept_to_it", FieldValue::Check(true))]);
        for word in said {
            match word {
                "further" => drop(talk.fields.0.remove("kept_to_it")),
                "twin" => {
                    let first = item(n - 1, "", &[]).id.to_string();
                    let same = FieldValue::Line(first);
                    talk.fields.0.insert(ItemRow::SAME_AS.to_owned(), same);
                }
                about => drop(talk.fields.0.insert("about".into(), words(about))),
            }
        }
        talk
    };
    let slips = slips.iter().zip(1..);
    let slips = slips.map(|(day, n)| item(n, &format!("2026-03-{day}"), &[]));
    row(
        &[("start", words("2026-03-01"))],
        &[
            ("necessary", talks.iter().zip(1..).map(talk).collect()),
            ("slips", slips.collect()),
        ],
    )
}

/// On the tenth day, with the switch off and on: day, longest run, all days, slips, talks.
#[test]
fn contact_that_had_to_be_breaks_no_run_whether_contact_is_wanted_or_not() {
    let whole = |talks| (10, 10, 10, 0, talks);
    let each_day = [
        "01 children",
        "02 children",
        "03 children",
        "04 children",
        "05 children",
        "06 children",
        "07 children",
        "08 children",
        "09 children",
        "10 children",
    ];
    let no_slip: &[&str] = &[];
    for (talks, slips, right) in [
        (&["05 children"][..], no_slip, whole(1)),
        (&["05 work"], no_slip, whole(1)),
        (&["10 home"], no_slip, whole(1)),
        (&["05"], no_slip, whole(1)),
        // It went further: that is for the person to call a slip.
        (&["05 work further"], no_slip, whole(1)),
        (&["05 work further"], &["05"], (5, 5, 9, 1, 1)),
        (&[], &["05"], (5, 5, 9, 1, 0)),
        (&each_day, no_slip, whole(10)),
        // It has not come yet.
        (&["11 children"], no_slip, whole(0)),
        (&["05 children", "05 children twin"], no_slip, whole(1)),
    ] {
        let row = with_talks(talks, slips);
        for do_not_contact in [false, true] {
            let journey = JourneyView {
                sheets: [(2, &row)].into(),
                entries: &BTreeMap::new(),
                started: None,
                do_not_contact,
                today: day("2026-03-10"),
            };
            let f = journey.no_contact();
            let found = (
                f.day,
                f.longest_run,
                f.total_days,
                f.slips_counted,
                f.necessary,
            );
            assert_eq!(found, right, "{talks:?} {slips:?} {do_not_contact}");
            // It is asked, shown and shared as it counts.
            let policy = ContactPolicy::of_switch(do_not_contact);
            let definition = programme::definitions::of_step(2).unwrap();
            assert!(policy.asks(2, "necessary"));
            let shared = policy.shared_row(definition, &row);
            assert_eq!(shared.items("necessary"), row.items("necessary"));
            let asked = policy.shown(definition, &row);
            let mut sections = asked.sections.iter();
            let beside = sections.find(|it| it.id == "necessary_section").unwrap();
            let comes_first = beside.intro.contains("If you may not be in touch at all");
            assert_eq!(comes_first, do_not_contact);
        }
    }
}
