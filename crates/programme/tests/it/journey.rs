//! Journeys, occurrences that are the same, promises that are due, and what comes with the program.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use journal::{
    Actor, DocId, Document, Edit, ItemId, ItemRow, Kind, Place, Scalar, SheetEdit, SheetRow,
};
use programme::{
    Cadence, Commitment, Journey, JourneyEdit, Promise, definitions, due, left_open, no_contact,
};
use proptest::prelude::*;

fn document(kind: Kind, log: &[u8]) -> Document {
    Document::new(kind, Actor::derive(log, DocId::from_bytes([3; 16])))
}

fn read(document: &Document) -> Journey {
    Journey::read(document.row().as_sheet().unwrap())
}

#[test]
fn do_not_contact_stays_on_when_devices_disagree() {
    let (mut a, mut b) = (document(Kind::Journey, b"a"), document(Kind::Journey, b"b"));
    let switch = |on| JourneyEdit::DoNotContact(on).into_edits();
    let first = a.edit(&switch(true), 1).unwrap().unwrap();
    b.apply(&[&first]).unwrap();
    assert!(read(&b).do_not_contact);

    // One turns it off, the other (that never saw it off) turns it off and on again.
    let off = a.edit(&switch(false), 2).unwrap().unwrap();
    let mut there = Vec::new();
    there.extend(b.edit(&switch(false), 2).unwrap());
    there.extend(b.edit(&switch(true), 3).unwrap());
    b.apply(&[&off]).unwrap();
    let there: Vec<&[u8]> = there.iter().map(Vec::as_slice).collect();
    a.apply(&there).unwrap();
    assert_eq!(read(&a), read(&b));
    assert!(read(&a).do_not_contact);

    a.edit(&switch(false), 4).unwrap();
    assert!(!read(&a).do_not_contact);
}

const SLIPS: &str = "slips";

fn item(n: u8) -> ItemId {
    ItemId::from_bytes([n; 8])
}

fn slip(n: u8, at: &str) -> SheetEdit {
    SheetEdit::Add {
        list: SLIPS.into(),
        item: item(n),
        order: "V".into(),
        at: Some(at.into()),
    }
}

fn same(n: u8, other: u8) -> SheetEdit {
    SheetEdit::Set {
        place: Place::item(SLIPS, item(n), ItemRow::SAME_AS),
        value: Scalar::Line(item(other).to_string()),
    }
}

fn started(on: &str) -> SheetEdit {
    SheetEdit::Set {
        place: Place::field("start"),
        value: Scalar::Line(on.into()),
    }
}

fn row(edits: Vec<SheetEdit>) -> SheetRow {
    let mut document = document(Kind::Worksheet, b"one");
    let edits: Vec<Edit> = edits.into_iter().map(Edit::Sheet).collect();
    document.edit(&edits, 1).unwrap();
    document.row().as_sheet().unwrap().clone()
}

#[test]
fn a_slip_noted_twice_counts_once_when_it_is_said_to_be_the_same() {
    let night = [
        started("2026-09-01"),
        slip(1, "2026-09-10T23:50:00+02:00[Europe/Berlin]"),
        slip(2, "2026-09-11T00:10:00+02:00[Europe/Berlin]"),
    ];
    let today = date(2026, 9, 20);
    let apart = no_contact(
        &row(night.to_vec()),
        &BTreeSet::new(),
        &BTreeSet::new(),
        today,
    );
    assert_eq!(apart.slips_counted, 2);
    assert_eq!(apart.slips, [date(2026, 9, 10), date(2026, 9, 11)]);
    assert_eq!(apart.current_run, 9); // 12 to 20 September

    // Either may say it, or both of each other: the one that happened first stands for both.
    for said in [
        vec![same(2, 1)],
        vec![same(1, 2)],
        vec![same(1, 2), same(2, 1)],
    ] {
        let edits = night.iter().cloned().chain(said).collect();
        let figures = no_contact(&row(edits), &BTreeSet::new(), &BTreeSet::new(), today);
        assert_eq!(figures.slips_counted, 1);
        assert_eq!(figures.slips, [date(2026, 9, 10)]);
        assert_eq!(figures.current_run, 10); // 11 to 20 September
        assert_eq!(figures.longest_run, 10);
        assert_eq!(figures.total_days, 9 + 10); // 1 to 9, and 11 to 20
    }
}

#[test]
fn chains_of_the_same_are_one_and_strangers_are_nobody() {
    let edits = vec![
        slip(1, "2026-09-03T10:00:00+02:00[Europe/Berlin]"),
        slip(2, "2026-09-02T10:00:00+02:00[Europe/Berlin]"),
        slip(3, "2026-09-04T10:00:00+02:00[Europe/Berlin]"),
        slip(4, "2026-09-05T10:00:00+02:00[Europe/Berlin]"),
        same(1, 2),
        same(3, 1),
        same(4, 99),
    ];
    let row = row(edits);
    let distinct: Vec<ItemId> = row.distinct(SLIPS).iter().map(|slip| slip.id).collect();
    assert_eq!(distinct, [item(2), item(4)]);
}

proptest! {
    /// Whatever is said to be the same as what: every group is there once, by the one that happened first.
    #[test]
    fn sameness_has_no_direction(pairs in proptest::collection::vec((0u8..6, 0u8..6), 0..8)) {
        let mut edits: Vec<SheetEdit> = (0..6)
            .map(|n| slip(n, &format!("2026-09-{:02}T10:00:00+02:00[Europe/Berlin]", n + 1)))
            .collect();
        // A later word of one item replaces its earlier one.
        let mut said = std::collections::BTreeMap::new();
        for (a, b) in &pairs {
            edits.push(same(*a, *b));
            said.insert(*a, *b);
        }
        let mut groups: Vec<BTreeSet<u8>> = (0..6).map(|n| BTreeSet::from([n])).collect();
        for (a, b) in said {
            let at = |n: u8, groups: &[BTreeSet<u8>]| groups.iter().position(|g| g.contains(&n)).unwrap();
            let (from, to) = (at(a, &groups), at(b, &groups));
            if from != to {
                let moved = std::mem::take(&mut groups[from]);
                groups[to].extend(moved);
            }
        }
        let mut firsts: Vec<ItemId> =
            groups.iter().filter_map(|group| group.first()).map(|n| item(*n)).collect();
        firsts.sort();
        let row = row(edits);
        let found: Vec<ItemId> = row.distinct(SLIPS).iter().map(|slip| slip.id).collect();
        prop_assert_eq!(found, firsts);
    }
}

#[test]
fn what_could_not_be_avoided_breaks_no_run() {
    let needed = SheetEdit::Add {
        list: "necessary".into(),
        item: item(9),
        order: "V".into(),
        at: Some("2026-09-05T10:00:00+02:00[Europe/Berlin]".into()),
    };
    let figures = no_contact(
        &row(vec![started("2026-09-01"), needed]),
        &BTreeSet::new(),
        &BTreeSet::new(),
        date(2026, 9, 10),
    );
    assert_eq!((figures.current_run, figures.necessary), (10, 1));
    assert!(figures.slips.is_empty());
}

fn commitment(cadence: Cadence, days: &[(Date, bool)]) -> Commitment {
    Commitment {
        promise: Promise {
            list: "commitments".into(),
            item: item(1),
            promise: "walk".into(),
            area: String::new(),
            cadence: Some(cadence),
            from: Some(date(2026, 11, 2)),
            until: None,
            earlier: Vec::new(),
        },
        weeks: Vec::new(),
        over: (0, 0),
        rate: None,
        streak: 0,
        longest_streak: 0,
        days: days.iter().copied().collect(),
    }
}

#[test]
fn promises_are_due_until_their_period_has_them() {
    let wednesday = date(2026, 11, 25);
    let monday = date(2026, 11, 23);
    let daily = |days: &[(Date, bool)]| due(&commitment(Cadence::Daily, days), wednesday);
    assert!(daily(&[(monday, true)]).is_some());
    assert!(daily(&[(wednesday, true)]).is_none());
    assert!(daily(&[(wednesday, false)]).is_none(), "it was said");

    let thrice = |days: &[(Date, bool)]| due(&commitment(Cadence::TimesAWeek(3), days), wednesday);
    let found = thrice(&[(date(2026, 11, 22), true), (monday, true)]).unwrap();
    assert_eq!((found.kept, found.asked), (1, 3), "Sunday was last week");
    let tuesday = date(2026, 11, 24);
    let all = [(monday, true), (tuesday, true)];
    assert!(due(&commitment(Cadence::TimesAWeek(2), &all), wednesday).is_none());

    let monthly = commitment(Cadence::Monthly, &[(date(2026, 10, 31), true)]);
    assert!(due(&monthly, wednesday).is_some());
    assert!(
        due(&commitment(Cadence::Daily, &[]), date(2026, 11, 1)).is_none(),
        "not begun"
    );

    let mut once = commitment(Cadence::Once, &[]);
    once.promise.until = Some(monday);
    assert!(due(&once, wednesday).unwrap().late);
    once.days.insert(tuesday, true);
    assert!(due(&once, wednesday).is_none());
}

#[test]
fn what_was_left_open_is_told_at_the_end_of_its_period() {
    let sunday = date(2026, 11, 22);
    let saturday = date(2026, 11, 21);
    let weekly = commitment(Cadence::Weekly, &[]);
    assert!(left_open(&weekly, saturday).is_none());
    assert!(left_open(&weekly, sunday).is_some());
    let kept = commitment(Cadence::Weekly, &[(saturday, true)]);
    assert!(left_open(&kept, sunday).is_none());
    let daily = commitment(Cadence::Daily, &[(saturday, false)]);
    assert!(left_open(&daily, saturday).is_none(), "missed is an answer");
    assert!(left_open(&daily, sunday).is_some());
    // Of one without a first day nothing was asked before its first check-in.
    let mut undated = commitment(Cadence::Daily, &[]);
    undated.promise.from = None;
    assert!(left_open(&undated, sunday).is_none());
    assert!(due(&undated, sunday).is_some());
    undated.days.insert(saturday, true);
    assert!(left_open(&undated, sunday).is_some());
}

#[test]
fn a_prompt_comes_once_before_any_comes_again() {
    let general = programme::prompts(None);
    assert!(general.len() >= 40);
    let mut seen = BTreeSet::new();
    let mut day = date(2026, 2, 20);
    for _ in 0..general.len() {
        assert!(seen.insert(programme::prompt_of(day)), "{day}");
        day = day.tomorrow().unwrap();
    }
    assert!(!programme::prompt_of(date(1970, 1, 1)).is_empty());
    for step in 1..=11 {
        let prompts = programme::prompts(Some(step));
        assert!(prompts.len() >= 8, "step {step}");
        assert_eq!(prompts.iter().collect::<BTreeSet<_>>().len(), prompts.len());
    }
    assert!(programme::prompts(Some(12)).is_empty());
}

#[test]
fn no_prompt_shifts_blame() {
    for step in std::iter::once(None).chain((1..=11).map(Some)) {
        for prompt in programme::prompts(step) {
            assert!(wording::blame_flags(prompt).is_empty(), "{prompt}");
        }
    }
}

#[test]
fn every_line_of_help_says_where_it_is_from_and_when_it_was_checked() {
    let regions = programme::help_regions();
    assert!(regions.len() >= 20);
    let codes: BTreeSet<&str> = regions.iter().map(|region| region.code.as_str()).collect();
    assert_eq!(codes.len(), regions.len());
    for region in regions {
        assert!(!region.emergency.is_empty());
        assert!(
            region.lines.iter().any(|line| line.purpose == "crisis"),
            "{}",
            region.code
        );
        for line in &region.lines {
            assert!(line.source.starts_with("https://"), "{}", line.name);
            assert!(line.checked >= date(2026, 11, 1), "{}", line.name);
            let reachable = [&line.call, &line.text, &line.web];
            assert!(reachable.iter().any(|way| way.is_some()), "{}", line.name);
        }
    }
}

#[test]
fn fields_that_check_for_blame_are_where_a_part_of_one_s_own_is_asked() {
    for definition in definitions::of_steps() {
        let inner = definition.fields().flat_map(|field| &field.fields);
        let checks = definition.fields().chain(inner).any(|field| field.blame);
        let wanted = programme::BLAME_STEPS.contains(&definition.step.unwrap());
        assert_eq!(checks, wanted, "{}", definition.id);
    }
}
