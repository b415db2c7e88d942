//! Text that people type and text that is shown: dates, queries, escapes.

use journal::{DayEnds, EntryFields, EntryRow, Query};

use crate::rows::present;
use crate::{Seed, named};

pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut late = present();
    late.day_ends = "04:00".parse().expect("a time of the night");
    for present in [present(), late] {
        let _ = (
            present.moment(text),
            present.deadline(text),
            present.day(text),
            present.planned_day(text),
        );
        if let Ok((first, last)) = present.days(text) {
            assert!(first <= last, "{first} to {last}");
        }
        if let Ok(moment) = present.moment(text) {
            // What was found means the same moment when it is typed in full.
            let full = moment.at.to_string();
            let again = present.moment(&full).expect("a moment in full");
            assert_eq!(again.at.timestamp(), moment.at.timestamp(), "{full}");
        }
    }
    let _ = (journal::time_of_day(text), journal::seconds_of(text));
    if let Ok(ends) = text.parse::<DayEnds>() {
        assert_eq!(ends.to_string().parse(), Ok(ends));
    }
    let _ = DayEnds::MIDNIGHT.day_of_text(text);
}

pub fn query(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let row = EntryRow {
        fields: EntryFields {
            title: "A walk".into(),
            body: "Grüße vom Fluss, by the river.".into(),
            tags: vec!["water".into()],
            mood: Some(4),
            steps: vec![4],
            when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
            ..EntryFields::default()
        },
        ..EntryRow::default()
    };
    if let Ok(query) = Query::parse(text, &present()) {
        assert!(text.chars().count() <= journal::QUERY_CHARS_MAX);
        let found = query.matches_row(&row, &mut String::new());
        assert_eq!(query.matches_row(&row, &mut String::new()), found);
        if query.is_empty() {
            assert!(found, "nothing is asked for and something is left out");
        }
        let _ = journal::snippet(&row.fields.body, &query, 80);
    }
}

/// What may be shown, said in Unicode's own terms and not in the program's.
fn is_safe(c: char) -> bool {
    let is_control = matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}'); // Cc
    let orders = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'); // Bidi_Control
    let separates = matches!(c, '\u{2028}' | '\u{2029}'); // Zl, Zp
    let hides = matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'); // Cf that shows nothing
    !(is_control || orders || separates || hides)
}

pub fn escape(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let line = engine::escape::show_line(&text);
    assert!(line.chars().all(is_safe), "{line:?}");
    assert_eq!(engine::escape::show_line(&line), line);
    let shown = engine::escape::show_text(&text);
    assert!(
        shown
            .chars()
            .all(|c| is_safe(c) || matches!(c, '\n' | '\t')),
        "{shown:?}"
    );
    let json = serde_json::to_string(&text).expect("a text is JSON");
    let safe = engine::escape::safe_json(&json);
    assert!(safe.chars().all(is_safe), "{safe:?}");
    assert_eq!(
        serde_json::from_str::<String>(&safe).ok().as_deref(),
        Some(&*text)
    );
}

fn listed(texts: &[&str]) -> Vec<Seed> {
    let texts = texts.iter().enumerate();
    named(texts.map(|(at, text)| (format!("{at:02}"), text.as_bytes().to_vec())))
}

pub fn date_texts() -> Vec<Seed> {
    listed(&[
        "yesterday",
        "last friday at 9pm",
        "3 days ago",
        "23.11.2026 22:10",
        "2026-11-23T22:10:00+01:00[Europe/Berlin]",
        "2026-11-23T21:10:00Z",
        "monday",
        "2w",
        "1h 30m",
        "an hour ago",
        "march 2025",
        "next year",
        "04:00",
        "midnight",
        "23 Nov 10am Europe/Berlin",
        "last week",
        "in 90 minutes",
    ])
}

pub fn queries() -> Vec<Seed> {
    listed(&[
        "walk",
        "riv* OR \"by the river\"",
        "tag:water -star:yes mood:<4",
        "(step:2 OR step:4) NOT letter:yes",
        "before:yesterday after:2026-01-01",
        "#water emotion:calm trigger:*",
        "on:friday from:march to:\"last week\"",
        "((((a))))",
    ])
}

pub fn texts() -> Vec<Seed> {
    listed(&[
        "Grüße, שלום, नमस्ते, 👩‍👧, می‌خواهم, 日本語",
        "a\u{1b}[2Jb\u{9b}31m\u{7}",
        "a\u{202e}b\u{2066}c\u{200f}\u{61c}",
        "a\r\nb\tc\rd\u{2028}e\u{e0041}\u{feff}",
        "\u{ad}\u{180e}\u{200b}\u{2060}\u{fff9}",
    ])
}
