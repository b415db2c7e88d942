//! Whatever is typed is read or refused, and what happened is never ahead by itself.

use journal::{DayEnds, Present, seconds_of, time_of_day};
use proptest::prelude::*;

use super::present;

const PIECES: &[&str] = &[
    "today",
    "yesterday",
    "last",
    "next",
    "this",
    "friday",
    "night",
    "evening",
    "morning",
    "week",
    "month",
    "year",
    "in",
    "ago",
    "from",
    "now",
    "at",
    "on",
    "the",
    "of",
    "half",
    "an",
    "a",
    "couple",
    "hour",
    "days",
    "3",
    "12",
    "24",
    "31",
    "99",
    "2026",
    "9999",
    "0000",
    "999999999",
    "nov",
    "february",
    "29",
    "22:10",
    "24:00",
    "9pm",
    "am",
    "pm",
    "noon",
    "midnight",
    "20.11.",
    "1/2/2026",
    "31.12.9999",
    "2026-11-20",
    "9999-12-31",
    "20261120",
    "2026-w53-7",
    "+18:59",
    "-05",
    "z",
    "utc",
    "europe/berlin",
    "1h30m",
    "2w",
    "9y",
    "o'clock",
    "day",
    "before",
    "after",
    "tomorrow",
    "t",
    ":",
    "-",
    "/",
    ".",
    "+",
];

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(text in "\\PC{0,40}") {
        let _ = (present().moment(&text), present().days(&text), present().deadline(&text));
    }

    #[test]
    fn no_words_break_it_and_what_was_is_not_ahead(
        words in prop::collection::vec(prop::sample::select(PIECES), 1..6),
        joined in any::<bool>(),
        second in -300_000_000_000_i64..200_000_000_000,
        ends in 0_i8..12,
    ) {
        let text = words.join(if joined { "" } else { " " });
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        let now = jiff::Timestamp::from_second(second).unwrap().to_zoned(zone);
        let day_ends = DayEnds::at(jiff::civil::time(ends, 0, 0, 0)).unwrap();
        let present = Present { now, day_ends };
        let _ = (present.planned_day(&text), present.days(&text), seconds_of(&text), time_of_day(&text));
        if let Ok(until) = present.deadline(&text) {
            let _ = until.remark();
        }
        let plain = ["tomorrow", "next", "this", "in", "from", "after"];
        let dated = |word: &&str| word.bytes().filter(u8::is_ascii_digit).count() > 3;
        let says_day = words.iter().any(|word| plain.contains(word) || dated(word) || *word == "today");
        // A time alone, a weekday and a day without a year are never ahead.
        if !joined && !says_day && let Ok(at) = present.moment(&text) {
            let night = words.iter().any(|word| ["night", "24:00", "24", "12", "2w"].contains(word));
            let zoned = words.iter().any(|word| ["+18:59", "-05", "z", "utc", "europe/berlin"].contains(word));
            prop_assert!(night || zoned || !present.is_ahead(&at.at), "{text}: {at:?} at {}", present.now);
        }
    }
}
