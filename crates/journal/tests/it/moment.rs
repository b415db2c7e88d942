//! Dates and times as people type them: one grammar, form by form.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod any;
mod forms;
mod night;

use forms::MOMENTS;
use jiff::Zoned;
use journal::{DayEnds, Present, WhenError, seconds_of, time_of_day};

/// A Wednesday.
fn present() -> Present {
    let now: Zoned = "2026-11-25T21:30:00+01:00[Europe/Berlin]".parse().unwrap();
    now.into()
}

fn at(now: &str, ends: &str) -> Present {
    let now: Zoned = format!("{now}[Europe/Berlin]").parse().unwrap();
    let day_ends: DayEnds = ends.parse().unwrap();
    Present { now, day_ends }
}

fn shown(at: &Zoned) -> String {
    at.strftime("%F %H:%M").to_string()
}

#[test]
fn a_moment_that_was_is_the_latest_one() {
    for (text, expected) in MOMENTS {
        let found = present().moment(text);
        let found = found.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(shown(&found.at), *expected, "{text}");
        let upper = present().moment(&text.to_uppercase()).unwrap();
        assert_eq!(upper, found, "{text}");
    }
    assert!(MOMENTS.len() >= 120);
}

#[test]
fn what_is_ahead_is_told() {
    let present = present();
    let is_ahead = |text: &str| present.is_ahead(&present.moment(text).unwrap().at);
    for text in [
        "tonight",
        "today 22:00",
        "tomorrow",
        "in 2 minutes",
        "2099-01-01",
        "next monday",
    ] {
        assert!(is_ahead(text), "{text}");
    }
    for text in [
        "now",
        "today",
        "23:50",
        "wednesday 23:50",
        "Nov 26",
        "morning",
        "21:30",
    ] {
        assert!(!is_ahead(text), "{text}");
    }
    // At nine in the morning, today is not the noon that is still to come.
    let early = at("2026-11-25T09:00:00+01:00", "00:00");
    assert_eq!(
        shown(&early.moment("today").unwrap().at),
        "2026-11-25 09:00"
    );
    assert_eq!(
        shown(&early.moment("wednesday").unwrap().at),
        "2026-11-25 09:00"
    );
}

#[test]
fn after_midnight_a_time_of_the_evening_is_the_evening_before() {
    let night = at("2026-11-28T00:20:00+01:00", "00:00");
    let late = at("2026-11-28T00:20:00+01:00", "04:00");
    for (text, by_calendar, by_person) in [
        ("23:50", "2026-11-27 23:50", "2026-11-27 23:50"),
        ("0:10", "2026-11-28 00:10", "2026-11-28 00:10"),
        ("last night", "2026-11-27 22:00", "2026-11-26 22:00"),
        ("yesterday 23:50", "2026-11-27 23:50", "2026-11-26 23:50"),
        ("today 0:10", "2026-11-28 00:10", "2026-11-28 00:10"),
        ("friday 0:10", "2026-11-27 00:10", "2026-11-28 00:10"),
        ("friday 20:00", "2026-11-27 20:00", "2026-11-27 20:00"),
        // What a calendar names is as a calendar has it.
        ("2026-11-28 0:10", "2026-11-28 00:10", "2026-11-28 00:10"),
        ("2026-11-27 0:10", "2026-11-27 00:10", "2026-11-27 00:10"),
    ] {
        assert_eq!(
            shown(&night.moment(text).unwrap().at),
            by_calendar,
            "{text}"
        );
        assert_eq!(shown(&late.moment(text).unwrap().at), by_person, "{text}");
    }
}

#[test]
fn a_deadline_is_the_next_one_and_a_day_lasts_to_its_end() {
    let present = present();
    for (text, expected) in [
        ("2026-12-31", "2026-12-31 23:59"),
        ("31 December", "2026-12-31 23:59"),
        ("Nov 1", "2027-11-01 23:59"),
        ("today", "2026-11-25 23:59"),
        ("tomorrow", "2026-11-26 23:59"),
        ("friday", "2026-11-27 23:59"),
        ("friday 18:00", "2026-11-27 18:00"),
        ("wednesday", "2026-12-02 23:59"),
        ("the 3rd", "2026-12-03 23:59"),
        ("the 30th at half past six pm", "2026-11-30 18:30"),
        ("wednesday 22:00", "2026-11-25 22:00"),
        ("22:00", "2026-11-25 22:00"),
        ("9:00", "2026-11-26 09:00"),
        ("2w", "2026-12-09 21:30"),
        ("3 weeks", "2026-12-16 21:30"),
        ("in 3 days", "2026-11-28 21:30"),
        ("in 3 days 9:00", "2026-11-28 09:00"),
    ] {
        assert_eq!(
            shown(&present.deadline(text).unwrap().at),
            expected,
            "{text}"
        );
    }
    let late = at("2026-11-25T21:30:00+01:00", "04:00");
    let ends = late.deadline("today").unwrap().at;
    assert_eq!(ends.strftime("%F %T").to_string(), "2026-11-26 03:59:59");
}

#[test]
fn days_weeks_months_and_years() {
    let present = present();
    for (text, expected) in [
        ("today", "2026-11-25 2026-11-25"),
        ("yesterday", "2026-11-24 2026-11-24"),
        ("monday", "2026-11-23 2026-11-23"),
        ("wednesday", "2026-11-25 2026-11-25"),
        ("3 days ago", "2026-11-22 2026-11-22"),
        ("7d", "2026-11-18 2026-11-18"),
        ("2w", "2026-11-11 2026-11-11"),
        ("3m", "2026-08-25 2026-08-25"),
        ("3 months", "2026-08-25 2026-08-25"),
        ("1y", "2025-11-25 2025-11-25"),
        ("30 hours ago", "2026-11-24 2026-11-24"),
        ("last night 1am", "2026-11-25 2026-11-25"),
        ("2026-11-20 22:10", "2026-11-20 2026-11-20"),
        ("20.11.2026", "2026-11-20 2026-11-20"),
        ("2026-11", "2026-11-01 2026-11-30"),
        ("2026/02", "2026-02-01 2026-02-28"),
        ("11/2026", "2026-11-01 2026-11-30"),
        ("2026", "2026-01-01 2026-12-31"),
        ("november", "2026-11-01 2026-11-30"),
        ("december", "2025-12-01 2025-12-31"),
        ("Nov 2025", "2025-11-01 2025-11-30"),
        ("last november", "2025-11-01 2025-11-30"),
        ("last october", "2026-10-01 2026-10-31"),
        ("this week", "2026-11-23 2026-11-29"),
        ("last week", "2026-11-16 2026-11-22"),
        ("2026-W47", "2026-11-16 2026-11-22"),
        ("this month", "2026-11-01 2026-11-30"),
        ("last month", "2026-10-01 2026-10-31"),
        ("last year", "2025-01-01 2025-12-31"),
        ("next month", "2026-12-01 2026-12-31"),
    ] {
        let (first, last) = present.days(text).unwrap();
        assert_eq!(format!("{first} {last}"), expected, "{text}");
    }
    for (text, expected) in [
        ("Dec 24", "2026-12-24"),
        ("Nov 1", "2026-11-01"),
        ("the 3rd", "2026-12-03"),
        ("in 3 days", "2026-11-28"),
        ("next friday", "2026-11-27"),
        ("next wednesday", "2026-12-02"),
        ("friday", "2026-11-27"),
        ("monday", "2026-11-23"),
        ("wednesday", "2026-11-25"),
        ("Tuesday 1 June", "2027-06-01"),
        ("tomorrow", "2026-11-26"),
    ] {
        assert_eq!(
            present.planned_day(text).unwrap().to_string(),
            expected,
            "{text}"
        );
    }
    // A day to come is the next one.
    for (text, expected) in [
        ("friday", "2026-11-27"),
        ("monday", "2026-11-30"),
        ("wednesday", "2026-12-02"),
        ("today", "2026-11-25"),
        ("Dec 24", "2026-12-24"),
        ("Nov 1", "2027-11-01"),
        ("Tuesday 1 June", "2027-06-01"),
        ("3 weeks", "2026-12-16"),
        ("friday 18:00", "2026-11-27"),
        ("yesterday", "2026-11-24"),
    ] {
        let found = present.day_ahead(text).unwrap();
        assert_eq!(found.to_string(), expected, "{text}");
    }
}

#[test]
fn an_offset_or_zone_that_is_typed_stays() {
    for (text, expected) in [
        (
            "2026-11-20T22:10:00-05:00[America/New_York]",
            "2026-11-20T22:10:00-05:00[America/New_York]",
        ),
        (
            "2026-11-20T22:10[Asia/Tokyo]",
            "2026-11-20T22:10:00+09:00[Asia/Tokyo]",
        ),
        (
            "2026-11-20T22:10:00+03:00",
            "2026-11-20T22:10:00+03:00[+03:00]",
        ),
        (
            "2026-11-20 22:10+03:00",
            "2026-11-20T22:10:00+03:00[+03:00]",
        ),
        (
            "2026-11-20 22:10 +0300",
            "2026-11-20T22:10:00+03:00[+03:00]",
        ),
        (
            "yesterday 22:10 -05:00",
            "2026-11-24T22:10:00-05:00[-05:00]",
        ),
        (
            "yesterday 10pm Asia/Tokyo",
            "2026-11-25T22:00:00+09:00[Asia/Tokyo]",
        ),
        ("2026-11-20 22:10 UTC", "2026-11-20T22:10:00+00:00[UTC]"),
        // The offset of the person's own zone is that zone.
        (
            "2026-11-20T22:10:00+01:00",
            "2026-11-20T22:10:00+01:00[Europe/Berlin]",
        ),
        // Z gives the instant and says nothing about a place.
        (
            "2026-11-20T22:10:00Z",
            "2026-11-20T23:10:00+01:00[Europe/Berlin]",
        ),
        (
            "yesterday 22:10z",
            "2026-11-24T23:10:00+01:00[Europe/Berlin]",
        ),
    ] {
        let found = present().moment(text);
        let found = found.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(found.at.to_string(), expected, "{text}");
    }
}

#[test]
fn a_change_of_the_clocks_is_told() {
    let present = present();
    let gap = present.moment("2026-03-29 02:30").unwrap();
    assert_eq!(shown(&gap.at), "2026-03-29 03:30");
    let remark = "On 29 March 2026 the clocks go past 02:30, so it is read as 03:30.";
    assert_eq!(gap.remark().unwrap(), remark);
    let fold = present.moment("2026-10-25 02:30").unwrap();
    assert_eq!(
        fold.at.to_string(),
        "2026-10-25T02:30:00+02:00[Europe/Berlin]"
    );
    let remark = "On 25 October 2026 the clocks show 02:30 twice, and it is read as the first time. \
                  The second one is 2026-10-25T02:30+01:00.";
    assert_eq!(fold.remark().unwrap(), remark);
    let second = present.moment("2026-10-25T02:30+01:00").unwrap();
    assert_eq!(
        second.at.to_string(),
        "2026-10-25T02:30:00+01:00[Europe/Berlin]"
    );
    assert_eq!(second.remark(), None);
    assert_eq!(present.moment("2026-10-25 03:30").unwrap().remark(), None);
}

#[test]
fn what_can_mean_two_things_is_refused_with_both() {
    let said = |text: &str| match present().moment(text) {
        Err(error @ WhenError::Ambiguous { .. }) => error.to_string(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(
        said("03/04/2026"),
        "“03/04/2026” can mean 3 April 2026 or 4 March 2026; write 2026-04-03 or 2026-03-04"
    );
    assert_eq!(
        said("3/4 9:00"),
        "“3/4 9:00” can mean 3 April or 4 March; write “3 April” or “4 March”"
    );
    assert_eq!(
        said("friday 9"),
        "“friday 9” can mean 09:00 or 21:00; write 9am or 9pm"
    );
    assert_eq!(
        said("friday at 12"),
        "“friday at 12” can mean 00:00 or 12:00; write 12am or 12pm"
    );
    assert_eq!(
        said("friday midnight"),
        "“friday midnight” can mean the beginning of that day or its end; write 00:00 or 24:00"
    );
    assert_eq!(
        said("20 Nov 22"),
        "“20 Nov 22” can mean 20 November 2022 or 20 November, 22:00; write “20 November 2022” or \
         “20 November 22:00”"
    );
    assert_eq!(
        said("22h"),
        "“22h” can mean 22 hours ago or 22:00; write “22 hours ago” or “22:00”"
    );
    assert_eq!(
        said("half past nine"),
        "“half past nine” can mean 09:30 or 21:30; write 9:30am or 9:30pm"
    );
    assert_eq!(
        said("yesterday at quarter to one"),
        "“yesterday at quarter to one” can mean 00:45 or 12:45; write 12:45am or 12:45pm"
    );
    assert_eq!(
        said("half nine"),
        "“half nine” can mean half past 9 or half past 8; write “half past 9” or “half past 8”"
    );
    assert_eq!(
        said("the 3rd at nine"),
        "“the 3rd at nine” can mean 09:00 or 21:00; write 9am or 9pm"
    );
    for text in ["03-04-2026", "at 9", "9 o'clock", "yesterday at 12"] {
        said(text);
    }
}

/// What is no moment, and what is said of it.
const REFUSED: &[(&str, &str)] = &[
    ("soon", "“soon” is no moment that is understood here"),
    (
        "yesterday soonish",
        "“yesterday soonish” is no moment that is understood here: not “soonish”",
    ),
    ("", "“” is no moment that is understood here"),
    // The word that is misspelt is the one that is named.
    (
        "20 Novembr",
        "“20 Novembr” is no moment that is understood here: not “novembr”",
    ),
    (
        "last fridya 9pm",
        "“last fridya 9pm” is no moment that is understood here: not “fridya”",
    ),
    (
        "3 dyas ago",
        "“3 dyas ago” is no moment that is understood here: not “dyas”",
    ),
    (
        "the day befor yesterday",
        "“the day befor yesterday” is no moment that is understood here: not “befor”",
    ),
    // A weekday beside a date is that of the date.
    (
        "Tuesday 1 June",
        "“Tuesday 1 June” cannot be: 1 June 2026 is a Monday",
    ),
    (
        "31.02.2026",
        "“31.02.2026” cannot be: there is no 31 February 2026",
    ),
    ("Feb 30", "“Feb 30” cannot be: there is no 30 February"),
    ("2026-13-01", "“2026-13-01” cannot be: there is no month 13"),
    (
        "25:00",
        "“25:00” cannot be: a day has the times 00:00 to 23:59",
    ),
    (
        "13pm",
        "“13pm” cannot be: with am and pm, hours go from 1 to 12, as in 10pm",
    ),
    (
        "1/2/26",
        "“1/2/26” cannot be: a year has four digits, as in 2026-11-20",
    ),
    ("2026-11", "“2026-11” names several days, and one is needed"),
    (
        "last week",
        "“last week” names several days, and one is needed",
    ),
    ("2026-W60", "“2026-W60” cannot be: 2026 has no week 60"),
    (
        "3 days ago friday",
        "“3 days ago friday” cannot be: it says two days",
    ),
    (
        "999999999y",
        "“999999999y” cannot be: it lies outside the calendar",
    ),
    (
        "2026-11-20T22:10[Mars/Olympus]",
        "“2026-11-20T22:10[Mars/Olympus]” cannot be: that zone is not known",
    ),
    (
        "2026-11-20T22:10+09:00[Europe/Berlin]",
        "“2026-11-20T22:10+09:00[Europe/Berlin]” cannot be: the offset is not one of that zone then",
    ),
];

#[test]
fn what_is_refused_says_why() {
    for (text, expected) in REFUSED {
        let error = present().moment(text).unwrap_err();
        assert_eq!(error.to_string(), *expected, "{text}");
    }
}

#[test]
fn words_without_a_moment_are_refused() {
    for text in [
        "9",
        "ago",
        " ago",
        "x hours ago",
        "yesterday yesterday",
        "monday friday",
        "20 20",
        "last",
        "next",
        "a",
        "99999999999999 hours ago",
        "1.2",
        "-3 days ago",
        "in yesterday ago",
        "pm",
        "22:10 22:11",
        "+01:00",
    ] {
        if let Ok(found) = present().moment(text) {
            assert_eq!(text, "1.2", "{text}: {found:?}");
        }
    }
    assert!(present().moment(&"yesterday ".repeat(30)).is_err());
    assert!(present().moment("soon").unwrap_err().examples().is_some());
}

#[test]
fn lengths_and_times_alone() {
    for (text, seconds) in [
        ("30m", 1_800),
        ("4h", 14_400),
        ("1h 30m", 5_400),
        ("1h30m", 5_400),
        ("90 minutes", 5_400),
        ("an hour", 3_600),
        ("2d", 172_800),
        ("1w", 604_800),
    ] {
        assert_eq!(seconds_of(text), Some(seconds), "{text}");
    }
    for text in [
        "",
        "5",
        "h",
        "0m",
        "-5m",
        "9999999999999999999h",
        "400d",
        "5x",
        "2h ago",
        "1 month",
    ] {
        assert_eq!(seconds_of(text), None, "{text}");
    }
    for (text, time) in [
        ("4:00", "04:00:00"),
        ("04:00", "04:00:00"),
        ("4am", "04:00:00"),
        ("midnight", "00:00:00"),
        ("noon", "12:00:00"),
    ] {
        assert_eq!(time_of_day(text).unwrap().to_string(), time, "{text}");
    }
    for text in ["4", "today 4:00", "soon", "4:00+01:00", "2h"] {
        assert!(time_of_day(text).is_err(), "{text}");
    }
}
