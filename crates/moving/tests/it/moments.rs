//! Civil time and zone: what a file leaves open is said, what cannot be is refused with its words.

use moving::{Options, read_from};

use super::{first, has, read};

fn day_one(date: &str, zone: &str) -> String {
    format!(
        r#"{{"metadata":{{"version":"1.0"}},"entries":[{{"uuid":"1","creationDate":"{date}","timeZone":"{zone}","text":"x"}}]}}"#
    )
}

fn when(date: &str, zone: &str) -> String {
    first(&day_one(date, zone)).fields.when.to_string()
}

// Seen to fail: with the check of the year taken out, with that of the time taken out, and with an unknown zone taken silently.
#[test]
fn a_date_that_cannot_be_is_refused_with_its_words() {
    for date in [
        "99999-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2020-01-01T24:00:00Z",
        "2020-01-01T10:60:00Z",
        "2023-02-29T10:00:00Z",
        "2020-01-01",
        "2020-01-01T10:00:00",
        "٢٠٢٠-01-01T10:00:00Z",
        "",
    ] {
        let report = read(&day_one(date, "Europe/Berlin")).report;
        assert_eq!((report.entries, report.refused_count), (0, 1), "{date}");
        let refused = &report.refused[0];
        assert_eq!(refused.place, "entry 1");
        assert!(refused.why.contains(&format!("“{date}”")), "{refused:?}");
    }
}

#[test]
fn a_moment_keeps_its_zone_and_milliseconds() {
    assert_eq!(
        when("2016-12-31T23:59:60Z", "UTC"),
        "2016-12-31T23:59:59+00:00[UTC]"
    );
    assert_eq!(
        when("2020-01-01T10:00:00.123456789Z", "Asia/Tokyo"),
        "2020-01-01T19:00:00.123+09:00[Asia/Tokyo]"
    );
    assert_eq!(
        when("2020-01-01T10:00:00Z", "GMT-0330"),
        "2020-01-01T06:30:00-03:30[-03:30]"
    );
}

#[test]
fn an_unknown_zone_is_said() {
    for zone in ["Mars/Olympus", "../../etc/passwd", "/etc/localtime"] {
        let report = read(&day_one("2020-01-01T10:00:00Z", zone)).report;
        assert_eq!(report.without_zone, 1);
        assert!(has(&report.changed, zone), "{:?}", report.changed);
    }
}

#[test]
fn a_night_when_clocks_change_is_said() {
    let moved = read(
        r#"{"tags":{},"entries":[{"title":"gap","body":"","date":"2021-03-28","time":"02:30","tags":[]},{"title":"twice","body":"","date":"2021-10-31","time":"02:30","tags":[]}]}"#,
    );
    let whens: Vec<&str> = moved
        .entries
        .iter()
        .map(|entry| entry.fields.when.as_str())
        .collect();
    assert_eq!(
        whens,
        [
            "2021-03-28T03:30:00+02:00[Europe/Berlin]",
            "2021-10-31T02:30:00+02:00[Europe/Berlin]"
        ]
    );
    assert!(has(&moved.report.changed, "skipped"));
    assert!(has(&moved.report.changed, "twice"));
}

#[test]
fn seconds_for_milliseconds_are_said() {
    let moved = read(r#"{"id":"x","date_journal":1559370660,"text":"<p>hm</p>","timezone":"UTC"}"#);
    assert!(has(&moved.report.changed, "not plausible"));
}

// Seen to fail: with the order of the first date taken for all.
#[test]
fn dates_that_can_be_read_twice_are_asked_for() {
    let clear = "[13/02/2020 08:00] One.\n\n[01/02/2020 08:00] Two.\n";
    let whens: Vec<String> = read(clear)
        .entries
        .iter()
        .map(|entry| entry.fields.when.to_string())
        .collect();
    assert!(whens[1].starts_with("2020-02-01"), "{whens:?}");
    let why = super::refused(b"[01/02/2020 08:00] Two.\n");
    assert!(why.contains("--dates"), "{why}");
}

#[test]
fn a_journal_without_zones_has_the_same_entries_wherever_it_is_read() {
    let jrnl = r#"{"tags":{},"entries":[{"title":"Lock","body":"Ducks.","date":"2021-05-28","time":"20:30","tags":[]}]}"#;
    let here = first(jrnl);
    let there = Options::new(
        "2026-11-23T16:10:00-05:00[America/New_York]"
            .parse()
            .unwrap(),
    );
    let there = read_from(jrnl.as_bytes(), &there)
        .unwrap()
        .entries
        .remove(0);
    assert_ne!(here.fields.when, there.fields.when);
    assert_eq!(here.id, there.id);
}

#[test]
fn nothing_is_counted_of_a_day_that_is_not_believed() {
    let report = read("date,text\n9999-12-31,late\n0001-01-01,early\n2020-05-01,now\n").report;
    assert_eq!((report.entries, report.refused_count), (1, 2), "{report:?}");
    assert_eq!(report.without_zone, 1);
    for refused in &report.refused {
        assert!(refused.why.contains("between 1000 and 2100"), "{refused:?}");
    }
}
