//! Times of day as a clock with hands tells them: `half past nine`, `quarter to ten`, `twenty-five past 8`.

use super::error::Wrong;
use super::numeric::Clock;
use super::words::{Words, digits, number};

/// Reads such a time if one comes next, and passes it. It says nothing of morning or evening.
pub(super) fn spoken(words: &mut Words) -> Result<Option<Clock>, Wrong> {
    let mut rest = words.clone();
    rest.take(&["at"]);
    rest.take(&["a"]);
    let Some(minutes) = minutes(&mut rest) else {
        return Ok(None);
    };
    let is_past = rest.take(&["past"]);
    let is_half = minutes == 30;
    if !is_past && is_half {
        // Some people mean the half hour after it, others the one before.
        return hour(rest.next()).map_or(Ok(None), |hour| Err(half_of(hour)));
    }
    if !is_past && !rest.take(&["to", "til", "till"]) {
        return Ok(None);
    }
    let Some(told) = hour(rest.next()) else {
        return Ok(None);
    };
    rest.skip(1);
    let (hour, minute) = match (is_past, told) {
        (true, _) => (told % 24, minutes),
        (false, 0) => (23, 60 - minutes),
        // Which one is said by what stands beside it.
        (false, 1) => (12, 60 - minutes),
        (false, _) => (told - 1, 60 - minutes),
    };
    *words = rest;
    Ok(Some(Clock {
        hour,
        minute,
        second: 0,
        is_clear: told == 0 || told > 12,
        is_bare: true,
    }))
}

/// The minutes before or after an hour.
fn minutes(words: &mut Words) -> Option<i8> {
    let (minutes, places) = match (words.next(), words.ahead(1)) {
        ("half", _) => (30, 1),
        ("quarter", _) => (15, 1),
        ("twenty", "five") => (25, 2),
        ("twenty", _) => (20, 1),
        (word, _) => (plain(word).filter(|it| (1..30).contains(it))?, 1),
    };
    words.skip(places);
    words.take(&["minutes", "minute", "min"]);
    Some(minutes)
}

/// An hour of the clock in figures or in words.
pub(super) fn hour(word: &str) -> Option<i8> {
    let fits = digits(word).is_none() || word.len() <= 2;
    plain(word).filter(|hour| fits && (0..=24).contains(hour))
}

/// A number, where `a` is none.
fn plain(word: &str) -> Option<i8> {
    let number = number(word).filter(|_| !matches!(word, "a" | "an"))?;
    i8::try_from(number).ok()
}

fn half_of(hour: i8) -> Wrong {
    let before = match hour {
        0 => 23,
        1 => 12,
        _ => hour - 1,
    };
    let both = [hour, before].map(|hour| format!("half past {hour}"));
    Wrong::Ambiguous {
        instead: both.clone().map(|reading| format!("“{reading}”")),
        readings: both,
    }
}
