//! Words by how often, and what follows on what.

use super::*;
use programme::insight::Insight;

fn felt(n: u64, mood: Option<u8>, emotions: &[&str], triggers: &[&str]) -> EntryFacts {
    EntryFacts {
        mood,
        emotions: labels(emotions),
        triggers: labels(triggers),
        ..entry(n, &format!("2026-03-{n:02}"))
    }
}

#[test]
fn words_are_counted_without_regard_to_capitals() {
    let kept = Journal::new(
        vec![
            felt(1, Some(2), &["Sad", "sad"], &["a song"]),
            felt(2, Some(3), &["sad ", "calm"], &["a song"]),
            felt(3, Some(4), &["SAD"], &["A  Song"]),
            felt(4, Some(3), &["sad", "angry"], &["rain"]),
            felt(5, Some(8), &["Sad", "calm"], &[]),
            felt(6, None, &[], &[]),
        ],
        Vec::new(),
    );
    let found = insight::words(&kept.life("2026-03-31"), period("2026-03-01", "2026-03-31"));
    assert_eq!(
        bars(&found, "emotions"),
        [
            // (2 + 3 + 4 + 3 + 8) / 5 = 20 / 5; twice in one entry counts once
            ("Sad".to_owned(), 5, Some(4000)),
            ("calm".to_owned(), 2, None),
            ("angry".to_owned(), 1, None),
        ]
    );
    assert_eq!(find(&found, "emotions").note, "");
    // Four entries have a trigger.
    assert_eq!(have(&found, "triggers"), 4);
    assert_eq!(entries_behind(&found, "triggers"), [1, 2, 3, 4]);
}

#[test]
fn twelve_words_are_shown_and_the_rest_is_counted() {
    let names: Vec<String> = (b'a'..=b'n').map(|c| char::from(c).to_string()).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut entries: Vec<_> = (1..=5).map(|n| felt(n, None, &["n"], &[])).collect();
    entries.push(felt(6, None, &all, &[]));
    let kept = Journal::new(entries, Vec::new());
    let found = insight::words(&kept.life("2026-03-31"), period("2026-03-01", "2026-03-31"));
    let shown: Vec<String> = bars(&found, "emotions").into_iter().map(|b| b.0).collect();
    // n six times, then the thirteen others by name, of which eleven have room.
    assert_eq!(shown.join(""), "nabcdefghijk");
    assert_eq!(find(&found, "emotions").note, "2 more are not shown.");
}

#[test]
fn pairs_of_entries_recur_from_two_times_on() {
    let mut entries = vec![
        felt(1, Some(2), &["sad"], &["song"]),
        felt(2, Some(4), &["Sad", "calm"], &["Song"]),
        felt(3, Some(6), &["calm"], &["rain"]),
        felt(4, Some(6), &["calm"], &["rain"]),
        felt(6, None, &["alone"], &[]),
    ];
    let days = period("2026-03-01", "2026-03-31");
    let four = Journal::new(entries.clone(), Vec::new());
    assert_eq!(
        have(
            &insight::pairs(&four.life("2026-03-31"), days),
            "entry_pairs"
        ),
        4
    );
    entries.push(felt(5, Some(6), &["calm"], &["rain"]));
    let kept = Journal::new(entries, Vec::new());
    let found = insight::pairs(&kept.life("2026-03-31"), days);
    assert_eq!(
        bars(&found, "entry_pairs"),
        [
            ("rain → calm".to_owned(), 3, None),
            ("Song → Sad".to_owned(), 2, None),
        ]
    );
    assert_eq!(entries_behind(&found, "entry_pairs"), [3, 4, 5, 1, 2]);
}

fn urge(n: u64, trigger: &str, instead: &str) -> journal::ItemRow {
    let fields = [
        ("trigger", words(trigger)),
        ("channel", words("messages")),
        ("instead", words(instead)),
        ("intensity", number(6)),
    ];
    item(n, &format!("2026-03-{n:02}"), &fields)
}

#[test]
fn pairs_of_urges_and_storms() {
    // Nothing helped that time.
    let mut gave_in = urge(7, "sunday", "a walk");
    gave_in
        .fields
        .0
        .insert("gave_in".into(), journal::FieldValue::Check(true));
    let storm = |n: u64, trigger: &str, answered: &str| {
        let fields = [("trigger", words(trigger)), ("answered", words(answered))];
        item(n, &format!("2026-03-{n:02}"), &fields)
    };
    let urges = vec![
        urge(1, "Sunday", "a walk"),
        urge(2, "sunday", "A walk"),
        urge(3, "sunday", "tea"),
        urge(4, "wine", "I called Anna"),
        urge(5, "Wine", "i called  anna"),
        urge(6, "wine", ""),
        gave_in,
    ];
    // Alike for 40 characters, whatever comes after; accents and capitals do not matter.
    let long = "I went out and walked around the block for ";
    let storms = vec![
        storm(1, "a bill", &format!("{long}an hour")),
        storm(2, "A bill", &format!("{}two hours", long.to_uppercase())),
        storm(3, "a bill", "I shouted"),
        storm(4, "a call", "Café"),
        storm(5, "a call", "cafe"),
    ];
    let sheets = vec![
        (2, row(&[], &[("urges", urges)])),
        (9, row(&[], &[("storms", storms)])),
    ];
    let kept = Journal::new(Vec::new(), sheets);
    let found = insight::pairs(&kept.life("2026-03-31"), period("2026-03-01", "2026-03-31"));
    assert_eq!(
        ["entry_pairs", "urge_pairs", "storm_pairs"].map(|id| find(&found, id).means),
        ["mood", "strength", "strength"]
    );
    assert_eq!(
        bars(&found, "urge_pairs"),
        [
            ("sunday → A walk".to_owned(), 2, None),
            ("wine → i called anna".to_owned(), 2, None),
        ]
    );
    assert_eq!(
        bars(&found, "storm_pairs"),
        [
            (
                "a bill → I WENT OUT AND WALKED AROUND THE BLOCK F…".to_owned(),
                2,
                None
            ),
            ("a call → cafe".to_owned(), 2, None),
        ]
    );
    assert_eq!(have(&found, "entry_pairs"), 0);
}

#[test]
fn five_urges_of_which_none_came_twice_are_no_pairs() {
    let once: Vec<_> = (1..=5).map(|n| urge(n, &format!("t{n}"), "tea")).collect();
    let kept = Journal::new(Vec::new(), vec![(2, row(&[], &[("urges", once)]))]);
    let found = insight::pairs(&kept.life("2026-03-31"), period("2026-03-01", "2026-03-31"));
    assert!(bars(&found, "urge_pairs").is_empty());
    assert_eq!(
        find(&found, "urge_pairs").note,
        "Nothing has come up twice."
    );
}

// ---- on this day -------------------------------------------------------------------------------------------------

#[test]
fn a_label_has_one_spelling_in_all_figures_of_all_periods() {
    let kept = Journal::new(
        vec![
            felt(1, Some(2), &["SAD"], &["song"]),
            felt(2, Some(2), &["SAD"], &["Song"]),
            felt(3, Some(2), &["Sad"], &["rain"]),
            felt(4, Some(2), &["sad"], &["rain"]),
            felt(5, Some(8), &["calm"], &["SONG"]),
            felt(6, None, &["calm"], &[]),
        ],
        Vec::new(),
    );
    let life = kept.life("2026-03-31");
    let first = |found: &Insight, figure: &str| -> Vec<String> {
        bars(found, figure).into_iter().map(|bar| bar.0).collect()
    };
    let days = period("2026-03-01", "2026-03-31");
    let pairs = insight::pairs(&life, days);
    assert_eq!(first(&pairs, "entry_pairs"), ["rain → sad", "SONG → sad"]);
    // The later spelling also holds for days before it was written.
    for until in ["2026-03-05", "2026-03-31"] {
        let words = insight::words(&life, period("2026-03-01", until));
        assert_eq!(first(&words, "triggers"), ["SONG", "rain"], "{until}");
        assert_eq!(first(&words, "emotions")[0], "sad", "{until}");
    }
}
