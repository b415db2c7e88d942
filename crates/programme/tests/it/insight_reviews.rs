//! The weekly review and the summary for somebody who helps, worked out by hand. 2 March 2026 is a Monday.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use crate::insight_life::{
    Journal, bars, count_of, entries_behind, entry, find, have, id, labels, mean_of, notes, period,
    records, share_of,
};
use crate::rows::{item, number, row, words};
use journal::{ItemId, ItemRow, Link, SheetRow};
use programme::insight;
use programme::insight::{EntryFacts, Since, Source};

/// An entry of the week from 9 March with everything an entry can have.
fn full(n: u64, day: &str, mood: u8) -> EntryFacts {
    EntryFacts {
        mood: Some(mood),
        emotions: labels(&["calm"]),
        triggers: labels(&["rain"]),
        steps: vec![2],
        ..entry(n, day)
    }
}

fn kept_walk(n: u64, day: &str, kept: &str) -> ItemRow {
    let link = Link::here("commitments", ItemId::from_bytes(1_u64.to_be_bytes())).to_string();
    item(
        n,
        day,
        &[("commitment", words(&link)), ("kept", words(kept))],
    )
}

/// Slips on the Thursday and the Sunday; two urges of the week resisted, one given in to, and two without a word on
/// how they ended.
fn no_contact() -> SheetRow {
    let urge = |n, day: &str| {
        let fields = [("trigger", words("wine")), ("instead", words("A walk"))];
        item(n, day, &fields)
    };
    let open = |n, day: &str| item(n, day, &[("trigger", words("wine"))]);
    let gave_in = [("gave_in", journal::FieldValue::Check(true))];
    row(
        &[("start", words("2026-03-01"))],
        &[
            (
                "slips",
                vec![
                    item(
                        21,
                        "2026-03-12",
                        &[
                            ("channel", words("calls")),
                            ("learned", words("Phone away.")),
                        ],
                    ),
                    item(22, "2026-03-15", &[]),
                ],
            ),
            (
                "urges",
                vec![
                    urge(31, "2026-03-08"),
                    urge(32, "2026-03-09"),
                    urge(33, "2026-03-15"),
                    item(34, "2026-03-10", &gave_in),
                    open(35, "2026-03-10"),
                    open(36, "2026-03-11"),
                ],
            ),
        ],
    )
}

/// A daily walk, kept twice and missed once.
fn promises() -> SheetRow {
    let walk = item(
        1,
        "",
        &[
            ("promise", words("A walk")),
            ("cadence", words("daily")),
            ("from", words("2026-03-09")),
        ],
    );
    row(
        &[],
        &[
            ("commitments", vec![walk]),
            (
                "checkins",
                vec![
                    kept_walk(41, "2026-03-09", "kept"),
                    kept_walk(42, "2026-03-10", "kept"),
                    kept_walk(43, "2026-03-11", "missed"),
                ],
            ),
        ],
    )
}

fn journal() -> Journal {
    let before = [
        "2026-03-02",
        "2026-03-03",
        "2026-03-04",
        "2026-03-05",
        "2026-03-06",
    ];
    let mut entries: Vec<_> = (before.iter().zip(1..).map(|(day, n)| full(n, day, 4))).collect();
    entries.push(full(11, "2026-03-09", 5));
    entries.push(full(12, "2026-03-10", 9));
    entries.push(full(13, "2026-03-11", 2));
    entries.push(full(14, "2026-03-12", 6));
    entries.push(full(15, "2026-03-13", 6));
    entries[6].star = true;
    entries.push(EntryFacts {
        title: "SECRET TITLE".to_owned(),
        text: "SECRET TEXT".to_owned(),
        emotions: labels(&["SECRET FEELING"]),
        triggers: labels(&["SECRET TRIGGER"]),
        star: true,
        letter: true,
        ..full(16, "2026-03-14", 8)
    });
    Journal::new(entries, vec![(2, no_contact()), (9, promises())])
}

#[test]
fn a_week_from_monday_to_sunday() {
    let kept = journal();
    let wednesday = period("2026-03-11", "2026-03-11");
    let found = insight::week(&kept.life("2026-03-20"), wednesday);
    assert_eq!(found.from.to_string(), "2026-03-09");
    assert_eq!(found.to.to_string(), "2026-03-15");
    assert_eq!(count_of(&found, "days_journaled"), 6);
    assert_eq!(count_of(&found, "entries"), 6);
    // (5 + 9 + 2 + 6 + 6 + 8) / 6 = 36 / 6; the five of the week before are 4 each
    assert_eq!(mean_of(&found, "mood"), 6000);
    assert_eq!(mean_of(&found, "mood_change"), 2000);
    // The letter's feeling is not among them: five entries, all calm. (5 + 9 + 2 + 6 + 6) / 5 = 5.6
    assert_eq!(
        bars(&found, "emotions"),
        [("calm".to_owned(), 5, Some(5600))]
    );
    assert_eq!(
        bars(&found, "triggers"),
        [("rain".to_owned(), 5, Some(5600))]
    );
    assert_eq!(count_of(&found, "urges_resisted"), 2);
    assert_eq!(
        find(&found, "urges_resisted").note,
        "Of 2 more it is not said how they ended."
    );
    assert_eq!(count_of(&found, "slips"), 2);
    // A slip on the Sunday: no day of a run.
    assert_eq!(count_of(&found, "no_contact_day"), 0);
    assert_eq!(bars(&found, "kept"), [("A walk".to_owned(), 2, None)]);
    assert_eq!(bars(&found, "missed"), [("A walk".to_owned(), 1, None)]);
    // Six entries of step 2, two slips and five urges; three check-ins.
    assert_eq!(
        bars(&found, "steps"),
        [
            ("2 No contact".to_owned(), 13, None),
            ("9 Show it over time".to_owned(), 3, None),
        ]
    );
    assert_eq!(entries_behind(&found, "starred"), [12]);
    let named = |day: &str, name: &str, text: &str| [(day.into(), name.into(), text.into())];
    assert_eq!(
        notes(&found, "good_day"),
        named("2026-03-10", "Tuesday", "Mood 9.0.")
    );
    assert_eq!(
        notes(&found, "hard_day"),
        named("2026-03-11", "Wednesday", "Mood 2.0.")
    );
    let shown = format!("{found:?}");
    assert!(!shown.contains("SECRET"), "{shown}");
}

#[test]
fn a_week_that_is_not_over_counts_what_has_come() {
    let kept = journal();
    // 31 March lies ahead: this week is looked at.
    let found = insight::week(&kept.life("2026-03-12"), period("2026-03-01", "2026-03-31"));
    assert_eq!(found.from.to_string(), "2026-03-09");
    assert_eq!(count_of(&found, "days_journaled"), 4);
    assert_eq!(have(&found, "mood"), 4);
    assert_eq!(have(&found, "mood_change"), 4);
    assert_eq!(have(&found, "good_day"), 4);
    assert_eq!(count_of(&found, "urges_resisted"), 1);
    assert_eq!(count_of(&found, "slips"), 1);
}

#[test]
fn days_that_were_alike_are_not_told_apart() {
    let days = [
        "2026-03-09",
        "2026-03-10",
        "2026-03-11",
        "2026-03-12",
        "2026-03-13",
    ];
    let entries = days.iter().zip(1..).map(|(day, n)| full(n, day, 5));
    let kept = Journal::new(entries.collect(), Vec::new());
    let found = insight::week(&kept.life("2026-03-20"), period("2026-03-09", "2026-03-15"));
    assert!(notes(&found, "good_day").is_empty() && notes(&found, "hard_day").is_empty());
    assert_eq!(find(&found, "hard_day").note, "Your days were alike.");
}

#[test]
fn of_days_with_the_same_mood_the_later_is_named() {
    // Monday and Wednesday 7, Tuesday and Thursday (2 + 4) / 2 = 3, twice.
    let days = [
        ("2026-03-09", 7),
        ("2026-03-10", 3),
        ("2026-03-11", 7),
        ("2026-03-12T08:00:00", 2),
        ("2026-03-12T20:00:00", 4),
    ];
    let entries = days
        .iter()
        .zip(1..)
        .map(|((day, mood), n)| full(n, day, *mood));
    let kept = Journal::new(entries.collect(), Vec::new());
    let found = insight::week(&kept.life("2026-03-20"), period("2026-03-09", "2026-03-15"));
    assert_eq!(notes(&found, "good_day")[0].1, "Wednesday");
    assert_eq!(entries_behind(&found, "good_day"), [3]);
    assert_eq!(notes(&found, "hard_day")[0].1, "Thursday");
    assert_eq!(entries_behind(&found, "hard_day"), [4, 5]);
}

#[test]
fn a_summary_in_reading_order() {
    let kept = journal();
    let since = Since {
        touched: &[],
        done_before: &[],
        then: None,
        shared_steps: &[],
        shared: &[],
    };
    let days = period("2026-03-09", "2026-03-15");
    let found = insight::summary(&kept.life("2026-03-16"), days, &since);
    let order: Vec<&str> = found
        .figures
        .iter()
        .map(|figure| figure.id.as_str())
        .collect();
    let rate = format!("rate_{}", ItemId::from_bytes(1_u64.to_be_bytes()));
    assert_eq!(
        order,
        [
            "days",
            "share",
            "mood",
            "mood_change",
            "mood_daily",
            "emotions",
            "triggers",
            "no_contact_day",
            "slips",
            "urges_resisted",
            "urges_strength",
            "storms",
            "steps_touched",
            "newly_done",
            "missed",
            rate.as_str(),
            "entries",
        ]
    );
}

#[test]
fn a_summary_tells_of_the_period_and_of_shared_entries_only() {
    let kept = journal();
    let since = Since {
        touched: &[(2, 7), (3, 0)],
        done_before: &[],
        then: None,
        shared_steps: &[],
        shared: &[id(1), id(12)],
    };
    let days = period("2026-03-09", "2026-03-15");
    let found = insight::summary(&kept.life("2026-03-16"), days, &since);
    let rate = format!("rate_{}", ItemId::from_bytes(1_u64.to_be_bytes()));
    assert_eq!(count_of(&found, "days"), 7);
    assert_eq!(find(&found, "days").note, "9 March 2026 to 15 March 2026.");
    // The day of the letter counts, and nothing else of it.
    assert_eq!(share_of(&found, "share"), (6, 7));
    assert_eq!(entries_behind(&found, "share"), [11, 12, 13, 14, 15]);
    // (5 + 9 + 2 + 6 + 6) / 5 = 28 / 5
    assert_eq!(mean_of(&found, "mood"), 5600);
    assert_eq!(mean_of(&found, "mood_change"), 1600);
    let slip = |day: &str, head: &str, text: &str| (day.into(), head.into(), text.into());
    assert_eq!(
        notes(&found, "slips"),
        [
            slip("2026-03-12", "a call", "What I learned: Phone away."),
            slip("2026-03-15", "A slip", ""),
        ]
    );
    assert_eq!(
        notes(&found, "steps_touched"),
        [
            (
                String::new(),
                "2 No contact".to_owned(),
                "A slip 2×, An urge 5×, 5 entries.".to_owned()
            ),
            // Its worksheet was changed at another time, and tells of these days.
            (
                String::new(),
                "9 Show it over time".to_owned(),
                "A check-in 3×.".to_owned()
            )
        ]
    );
    assert!(notes(&found, "newly_done").is_empty());
    // Two of seven days of the week that ended on the 15th.
    assert_eq!(share_of(&found, &rate), (2, 7));
    assert_eq!(entries_behind(&found, "entries"), [12]);
    assert_eq!(find(&found, "entries").note, "1 older entry is shared too.");
    let shown = format!("{found:?}");
    for secret in ["SECRET", "Text 11", "Title 11", "Text 13", "Text 1\""] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("Text 12"));
    let letter = Source::Entry(id(16));
    let all = found.figures.iter().flat_map(records);
    assert!(all.clone().count() > 20 && all.into_iter().all(|r| r.source != letter));
}

#[test]
fn a_letter_that_is_shared_itself_speaks() {
    let kept = journal();
    let since = Since {
        touched: &[],
        done_before: &[],
        then: None,
        shared_steps: &[],
        shared: &[id(16)],
    };
    let days = period("2026-03-09", "2026-03-15");
    let found = insight::summary(&kept.life("2026-03-16"), days, &since);
    assert_eq!(
        notes(&found, "entries"),
        [(
            "2026-03-14".into(),
            "SECRET TITLE".into(),
            "SECRET TEXT".into()
        )]
    );
    assert_eq!(bars(&found, "emotions")[1].0, "SECRET FEELING");
}

#[test]
fn a_summary_tells_of_storms_misses_and_the_answers_of_shared_steps() {
    let mut kept = journal();
    let sheet = kept.sheets.get_mut(&9).unwrap();
    let promise = ItemId::from_bytes(1_u64.to_be_bytes());
    let link = Link::here("commitments", promise).to_string();
    let missed = [
        ("commitment", words(&link)),
        ("kept", words("missed")),
        ("note", words("I was too tired.")),
    ];
    let checkins = sheet.lists.entry("checkins".into()).or_default();
    checkins.push(item(900, "2026-03-14", &missed));
    let storm = [
        ("situation", words("The bill came.")),
        ("trigger", words("money")),
        ("intensity", number(8)),
        ("answered", words("I left the room.")),
        ("ended", words("We talked later.")),
    ];
    sheet
        .lists
        .insert("storms".into(), vec![item(901, "2026-03-13", &storm)]);
    kept.sheets
        .insert(6, row(&[("who_i_am", words("I sing."))], &[]));
    kept.sheets
        .insert(1, row(&[("still_explaining", words("Mine alone."))], &[]));
    let since = Since {
        touched: &[(1, 1), (6, 1)],
        done_before: &[],
        then: None,
        shared_steps: &[6],
        shared: &[],
    };
    let days = period("2026-03-09", "2026-03-15");
    let found = insight::summary(&kept.life("2026-03-16"), days, &since);
    let last = notes(&found, "missed").pop().unwrap();
    assert_eq!(
        (last.0.as_str(), last.2.as_str()),
        ("2026-03-14", "I was too tired.")
    );
    let storms = notes(&found, "storms");
    assert_eq!((storms.len(), storms[0].1.as_str()), (1, "money"));
    for said in [
        "8",
        "The bill came.",
        "I left the room.",
        "We talked later.",
    ] {
        assert!(storms[0].2.contains(said), "{storms:?}");
    }
    assert_eq!(notes(&found, "step_6")[0].2, "I sing.");
    // What is not shared is not told, and of what was not changed nothing is said again.
    assert!(!format!("{found:?}").contains("Mine alone."));
    let since = Since {
        touched: &[],
        ..since
    };
    let found = insight::summary(&kept.life("2026-03-16"), days, &since);
    assert!(found.figures.iter().all(|figure| figure.id != "step_6"));
}

#[test]
fn newly_done_and_readiness() {
    let mut kept = journal();
    for step in [2, 9] {
        kept.sheets.get_mut(&step).unwrap().done_by_hand = Some(true);
    }
    kept.sheets
        .insert(7, row(&[("stress_confidence", number(3))], &[]));
    let since = Since {
        touched: &[],
        done_before: &[9],
        then: None,
        shared_steps: &[],
        shared: &[],
    };
    let days = period("2026-03-09", "2026-03-15");
    let found = insight::summary(&kept.life("2026-03-16"), days, &since);
    let newly: Vec<String> = notes(&found, "newly_done")
        .into_iter()
        .map(|n| n.1)
        .collect();
    assert_eq!(newly, ["2 No contact"]);
    let (_, head, text) = notes(&found, "readiness").remove(0);
    assert_eq!(head, "7 Am I ready?");
    assert!(
        text.starts_with("Not yet. Step 1, Own your part, is open."),
        "{text}"
    );
    assert!(text.contains("more reasons."), "{text}");
    // After a no there is nothing to be ready for, and nothing is "not yet".
    let mut told = kept.clone();
    let plan = told.sheets.get_mut(&2).unwrap();
    plan.fields.0.insert("their_word".into(), words("no"));
    let told = insight::summary(&told.life("2026-03-16"), days, &since);
    let (_, _, text) = notes(&told, "readiness").remove(0);
    assert_eq!(text, "They have said no. That is an answer.");
    let mut life = kept.life("2026-03-16");
    life.journey.do_not_contact = true;
    let found = insight::summary(&life, days, &since);
    assert_eq!(found.figures[0].id, "do_not_contact");
    let (_, _, text) = notes(&found, "do_not_contact").remove(0);
    assert!(text.starts_with("Contact is not wanted"), "{text}");
    assert!(found.figures.iter().all(|figure| figure.id != "readiness"));
}
