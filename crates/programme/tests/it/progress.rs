//! When a step counts as done, and what the readiness report says.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod readiness;

use std::collections::BTreeMap;

use crate::rows::{chosen, day, item, number, row, words};
use jiff::ToSpan;
use jiff::civil::Date;
use journal::{DocId, FieldValue, ItemRow, Link, SheetRow};
use programme::{JourneyView, Progress, Standing, attempts, progress, readiness};

/// A journey whose entries are on these days; the n-th has the id made of n.
struct Journey {
    sheets: BTreeMap<u8, SheetRow>,
    entries: BTreeMap<DocId, Date>,
    today: Date,
    do_not_contact: bool,
}

fn entry(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

impl Journey {
    fn new(today: &str) -> Self {
        Self {
            sheets: BTreeMap::new(),
            entries: BTreeMap::new(),
            today: day(today),
            do_not_contact: false,
        }
    }

    fn view(&self) -> JourneyView<'_> {
        JourneyView {
            sheets: self.sheets.iter().map(|(step, row)| (*step, row)).collect(),
            entries: &self.entries,
            started: None,
            do_not_contact: self.do_not_contact,
            today: self.today,
        }
    }

    fn step(&self, step: u8) -> Progress {
        progress(step, &self.view()).unwrap()
    }

    fn with(mut self, step: u8, row: SheetRow) -> Self {
        self.sheets.insert(step, row);
        self
    }
}

fn links(targets: &[Link]) -> FieldValue {
    chosen(&targets.iter().map(Link::to_string).collect::<Vec<_>>())
}

fn filled(names: &[&str]) -> Vec<(String, FieldValue)> {
    names
        .iter()
        .map(|name| ((*name).to_owned(), words("Something.")))
        .collect()
}

fn filled_item(n: u64, at: &str, names: &[&str]) -> ItemRow {
    let values = filled(names);
    let values: Vec<(&str, FieldValue)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    item(n, at, &values)
}

fn items(count: u64, names: &[&str]) -> Vec<ItemRow> {
    (1..=count).map(|n| filled_item(n, "", names)).collect()
}

#[test]
fn an_empty_journey_misses_something_everywhere() {
    let journey = Journey::new("2026-03-01");
    for step in 1..=11 {
        let found = journey.step(step);
        assert!(!found.done && !found.missing.is_empty(), "{step}");
        assert!(
            found.missing.iter().all(|sentence| sentence.ends_with('.')),
            "{found:?}"
        );
    }
    assert!(progress(0, &journey.view()).is_none() && progress(12, &journey.view()).is_none());
}

#[test]
fn the_persons_word_wins_and_the_rule_still_tells() {
    let mut sheet = row(&[], &[]);
    sheet.done_by_hand = Some(true);
    let found = Journey::new("2026-03-01").with(1, sheet.clone()).step(1);
    assert!(found.done && found.missing.len() == 2);
    sheet = own_your_part();
    assert!(
        Journey::new("2026-03-01")
            .with(1, sheet.clone())
            .step(1)
            .done
    );
    sheet.done_by_hand = Some(false);
    let found = Journey::new("2026-03-01").with(1, sheet).step(1);
    assert!(!found.done && found.missing.is_empty());
}

fn own_your_part() -> SheetRow {
    row(
        &[],
        &[
            ("inventory", items(3, &["what", "effect", "now"])),
            (
                "actions",
                vec![item(9, "", &[("done_on", words("2026-02-20"))])],
            ),
        ],
    )
}

#[test]
fn step_1_needs_three_whole_items_and_one_thing_done() {
    let with = |inventory: Vec<ItemRow>, done_on: &str| {
        let actions = vec![item(9, "", &[("done_on", words(done_on))])];
        let sheet = row(&[], &[("inventory", inventory), ("actions", actions)]);
        Journey::new("2026-03-01").with(1, sheet).step(1)
    };
    assert!(with(items(3, &["effect", "now"]), "2026-03-01").done);
    let two = with(items(2, &["effect", "now"]), "2026-03-01");
    assert!(!two.done && two.missing[0].contains("2 of 3"), "{two:?}");
    assert!(!with(items(3, &["effect"]), "2026-03-01").done);
    assert!(
        !with(items(3, &["effect", "now"]), "2026-03-02").done,
        "that day is still to come"
    );
    assert!(!with(items(3, &["effect", "now"]), "").done);
}

fn no_contact_until(today: &str, journaled: i64) -> Journey {
    let mut journey = Journey::new(today).with(2, row(&[("start", words("2026-01-01"))], &[]));
    for n in 0..journaled {
        let date = day("2026-01-01").checked_add(n.days()).unwrap();
        journey
            .entries
            .insert(entry(u8::try_from(n).unwrap()), date);
    }
    journey
}

#[test]
fn step_2_needs_the_run_and_four_days_of_five_with_an_entry() {
    // 1 January plus 29 days is the 30th day, and 80 % of 30 are 24.
    assert!(no_contact_until("2026-01-30", 24).step(2).done);
    assert!(!no_contact_until("2026-01-30", 23).step(2).done);
    let early = no_contact_until("2026-01-29", 29).step(2);
    assert_eq!(early.missing, ["30 days without contact: this is day 29."]);
    // Contact on the last day: everything begins anew, and nothing is lost.
    let mut slipped = no_contact_until("2026-01-30", 30);
    let slip = item(1, "2026-01-30", &[]);
    slipped.sheets.insert(
        2,
        row(&[("start", words("2026-01-01"))], &[("slips", vec![slip])]),
    );
    let found = slipped.step(2);
    assert_eq!(found.missing[0], "30 days without contact: this is day 0.");
    assert_eq!(slipped.view().no_contact().longest_run, 29);
    // Fewer than thirty days without a reason are not enough.
    let mut short = no_contact_until("2026-01-20", 20);
    let values = [("start", words("2026-01-01")), ("target_days", number(20))];
    short.sheets.insert(2, row(&values, &[]));
    assert!(!short.step(2).done);
    let reason = ("target_reason", words("We share the children."));
    short
        .sheets
        .insert(2, row(&[values[0].clone(), values[1].clone(), reason], &[]));
    assert!(short.step(2).done);
}

fn change(evidence: &[Link]) -> SheetRow {
    row(
        &[],
        &[
            (
                "roots",
                vec![item(
                    1,
                    "",
                    &[("issue", words("Jealousy")), ("evidence", links(evidence))],
                )],
            ),
            ("values", items(3, &["value"])),
        ],
    )
}

#[test]
fn step_3_shows_a_change_as_young_until_its_evidence_spans_eight_weeks() {
    let evidence = [Link::Document(entry(1)), Link::Document(entry(2))];
    let mut journey = Journey::new("2026-03-01").with(3, change(&evidence));
    journey.entries.insert(entry(1), day("2026-01-01"));
    journey.entries.insert(entry(2), day("2026-02-25"));
    let young = journey.step(3);
    assert!(!young.done);
    assert_eq!(young.young, ["Jealousy"]);
    journey.entries.insert(entry(2), day("2026-02-26"));
    let grown = journey.step(3);
    assert!(grown.done && grown.young.is_empty(), "{grown:?}");
    // An item of a log is evidence on its day; an entry that is gone is none.
    journey.entries.remove(&entry(2));
    assert!(!journey.step(3).done);
    let practised = item(5, "2026-02-27", &[]);
    let link = Link::here("practice", practised.id);
    journey
        .sheets
        .insert(5, row(&[], &[("practice", vec![practised])]));
    journey
        .sheets
        .insert(3, change(&[evidence[0].clone(), link]));
    assert!(journey.step(3).done);
}

#[test]
fn step_4_needs_five_moments_and_an_area_that_joins_two() {
    let moments = items(5, &["differently"]);
    let link = |n: usize| Link::here("moments", moments[n].id);
    let with = |targets: &[Link]| {
        let area = item(9, "", &[("moments", links(targets))]);
        let sheet = row(&[], &[("moments", moments.clone()), ("areas", vec![area])]);
        Journey::new("2026-03-01").with(4, sheet).step(4)
    };
    assert!(with(&[link(0), link(3)]).done);
    assert!(!with(&[link(0)]).done);
    let elsewhere = Link::here("moments", item(77, "", &[]).id);
    assert!(
        !with(&[link(0), elsewhere]).done,
        "a moment that is gone does not count"
    );
}

#[test]
fn step_5_needs_each_skill_on_three_days() {
    let skills = ["listening", "naming", "hearing_need", "staying_calm"];
    let practice = |days: [&str; 3]| {
        let mut n = 0;
        let mut all = Vec::new();
        for skill in skills {
            for at in days {
                n += 1;
                all.push(item(n, at, &[("skill", words(skill))]));
            }
        }
        Journey::new("2026-03-05")
            .with(5, row(&[], &[("practice", all)]))
            .step(5)
    };
    assert!(practice(["2026-03-01", "2026-03-02", "2026-03-05"]).done);
    let same = practice(["2026-03-01", "2026-03-02", "2026-03-02"]);
    assert_eq!(same.missing.len(), 4);
    assert!(same.missing[0].contains("active listening") && same.missing[0].contains("2 of 3"));
    assert!(
        !practice(["2026-03-01", "2026-03-02", "2026-03-06"]).done,
        "a day to come"
    );
}

fn own_life(times: i64) -> SheetRow {
    row(
        &[],
        &[
            (
                "people",
                vec![
                    item(1, "", &[("last_met", words("2026-02-01"))]),
                    item(2, "", &[("last_met", words("2026-02-10"))]),
                ],
            ),
            (
                "interests",
                vec![item(3, "", &[("times", FieldValue::Count(times))])],
            ),
            (
                "health",
                vec![item(
                    4,
                    "",
                    &[
                        ("habit", words("Run")),
                        ("cadence", words("weekly")),
                        ("from", words("2026-02-02")),
                    ],
                )],
            ),
        ],
    )
}

fn health_checkins(days: &[&str]) -> SheetRow {
    let link = Link::here("health", item(4, "", &[]).id).to_string();
    let checkin = |(n, at): (u64, &&str)| {
        item(
            n,
            at,
            &[("commitment", words(&link)), ("kept", words("kept"))],
        )
    };
    row(
        &[],
        &[("checkins", (20..).zip(days).map(checkin).collect())],
    )
}

#[test]
fn step_6_needs_friends_an_interest_and_a_habit() {
    // Four Mondays from 2 February 2026; 2 March is the first day after the four weeks.
    let four = ["2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"];
    let with = |times, days: &[&str]| {
        let journey = Journey::new("2026-03-02").with(6, own_life(times));
        journey.with(9, health_checkins(days)).step(6)
    };
    assert!(with(3, &four).done, "{:?}", with(3, &four));
    assert!(!with(2, &four).done);
    let three = with(3, &four[..3]);
    assert!(three.missing[0].contains("3 of 4"), "{three:?}");
}

#[test]
fn step_8_needs_one_conversation_written_about() {
    let journey = |sheet| Journey::new("2026-03-01").with(8, sheet).step(8);
    assert!(journey(row(&[("after", words("It was quiet."))], &[])).done);
    let talk = filled_item(1, "2026-02-01", &["heard"]);
    assert!(journey(row(&[], &[("conversations", vec![talk])])).done);
    assert!(
        !journey(row(
            &[],
            &[("conversations", vec![item(1, "2026-02-01", &[])])]
        ))
        .done
    );
}

#[test]
fn step_9_needs_eight_good_weeks_in_a_row() {
    let mut checkins = Vec::new();
    let commitment = item(
        1,
        "",
        &[("cadence", words("weekly")), ("from", words("2026-01-05"))],
    );
    let link = Link::here("commitments", commitment.id).to_string();
    for week in 0..8u64 {
        let at = day("2026-01-06")
            .checked_add((7 * week as i64).days())
            .unwrap();
        let values = [("commitment", words(&link)), ("kept", words("kept"))];
        checkins.push(item(10 + week, &at.to_string(), &values));
    }
    let sheet = row(
        &[],
        &[("commitments", vec![commitment]), ("checkins", checkins)],
    );
    // The eighth week ends on Sunday, 1 March.
    let early = Journey::new("2026-03-01").with(9, sheet.clone()).step(9);
    assert!(
        !early.done && early.missing[0].contains("7 of 8"),
        "{early:?}"
    );
    assert!(
        Journey::new("2026-03-02")
            .with(9, sheet.clone())
            .step(9)
            .done
    );
    // A bad week later does not take it away.
    assert!(Journey::new("2026-04-01").with(9, sheet).step(9).done);
}

#[test]
fn step_10_needs_evidence_for_each_change_and_both_rankings() {
    let order = FieldValue::Ranking(vec!["words".into(), "time".into()]);
    let both = ["me_now", "me_then", "them_now", "them_then"].map(|field| (field, order.clone()));
    let pattern = |n, evidence: &[Link]| {
        item(
            n,
            "",
            &[
                ("change", words("I ask first.")),
                ("evidence", links(evidence)),
            ],
        )
    };
    let with = |rankings: &[(&str, FieldValue)], patterns| {
        let sheet = row(rankings, &[("patterns", patterns)]);
        let mut journey = Journey::new("2026-03-01").with(10, sheet);
        journey.entries.insert(entry(1), day("2026-02-01"));
        journey.step(10)
    };
    let shown = [Link::Document(entry(1))];
    assert!(with(&both, vec![pattern(1, &shown)]).done);
    assert!(!with(&both, vec![pattern(1, &shown), pattern(2, &[])]).done);
    // Then and now are two answers, for either.
    for left_out in 0..both.len() {
        let mut some = both.to_vec();
        some.remove(left_out);
        let found = with(&some, vec![pattern(1, &shown)]);
        assert!(!found.done && found.missing.len() == 1, "{found:?}");
    }
    assert!(!with(&both, Vec::new()).done);
}

fn prepared() -> Vec<(&'static str, Vec<ItemRow>)> {
    vec![
        ("if_no", items(1, &["they_say", "i_answer"])),
        ("support", items(1, &["who"])),
        ("plans", items(1, &["what"])),
    ]
}

#[test]
fn step_11_is_prepared_or_has_its_outcome() {
    let open = [("most", number(1)), ("open_to", words("Slowly."))];
    let found = Journey::new("2026-03-01")
        .with(11, row(&open, &prepared()))
        .step(11);
    assert!(found.done && found.prepared);
    let without = Journey::new("2026-03-01")
        .with(11, row(&open[1..], &prepared()))
        .step(11);
    assert!(!without.done && !without.prepared);
    let outcome = [
        ("outcome_date", words("2026-02-28")),
        ("outcome_answer", words("no")),
    ];
    let found = Journey::new("2026-03-01")
        .with(11, row(&outcome, &[]))
        .step(11);
    assert!(found.done && !found.prepared);
}

#[test]
fn attempts_run_out() {
    let made = |n| row(&[("most", number(2))], &[("attempts", items(n, &[]))]);
    let today = jiff::civil::date(2026, 3, 1);
    assert_eq!(attempts(&made(1), today).left(), Some(1));
    assert!(!attempts(&made(1), today).used_up() && attempts(&made(2), today).used_up());
    assert_eq!(attempts(&made(3), today).left(), Some(0));
    assert_eq!(attempts(&row(&[], &[]), today).left(), None);
}
