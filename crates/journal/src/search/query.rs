//! Reading a query as somebody types it: words, "phrases", -not, and filters like `mood:<4`.

use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

use crate::day::Present;
use crate::entry::{MOOD_MAX, MOOD_MIN};
use crate::search::{Condition, Needle, Query, Term};
use crate::text::fold::fold;

/// Longest query, in characters.
pub const QUERY_CHARS_MAX: usize = 1_000;
/// Most words and filters of a query.
pub const QUERY_TERMS_MAX: usize = 64;

/// What in a query was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryError {
    /// Too long, or too many words.
    #[error("the search is too long: {QUERY_TERMS_MAX} words and filters at most")]
    TooLong,
    /// A filter that does not exist.
    #[error(
        "there is no filter \"{0}:\" (there are tag, emotion, trigger, mood, step, star, letter, before, \
         after, on); to search for a word with a colon, put it in quotes"
    )]
    UnknownFilter(String),
    /// A filter with nothing after the colon.
    #[error("\"{0}:\" needs a value directly after the colon")]
    NoValue(String),
    /// Not a mood, or not a comparison of one.
    #[error("\"{0}\" is no mood: write mood:3, mood:<4, mood:>=7 or mood:3-5")]
    Mood(String),
    /// Not a step.
    #[error("\"{0}\" is not the number of a step")]
    Step(String),
    /// Neither yes nor no.
    #[error("\"{0}\" is neither yes nor no")]
    YesOrNo(String),
    /// Not a day, month or year.
    #[error(
        "\"{0}\" is no date: write 2026-01-31, 2026-01, 2026, today, yesterday, or 7d, 2w, 3m, 1y \
         for so long ago"
    )]
    Date(String),
}

impl Query {
    /// Reads a query. All words and filters must hold; `-` before one turns it round.
    ///
    /// A word is found at the beginning of words (in scripts without spaces: anywhere), in any case
    /// and with or without accents. Filters: `tag:` `emotion:` `trigger:` `mood:<4` `step:2`
    /// `star:yes` `letter:yes` `before:` `after:` `on:` (days, months, years, `today`, `yesterday`, `7d`).
    ///
    /// # Errors
    /// When a filter does not exist or its value makes no sense.
    pub fn parse(text: &str, present: &Present) -> Result<Self, QueryError> {
        let today = present.today();
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(QueryError::TooLong);
        }
        let mut terms = Vec::new();
        for piece in pieces(text) {
            terms.extend(term(&piece, today)?);
            if terms.len() > QUERY_TERMS_MAX {
                return Err(QueryError::TooLong);
            }
        }
        Ok(Self {
            terms,
            day_ends: present.day_ends,
        })
    }
}

/// One word, phrase or filter as typed.
#[derive(Debug, Default)]
struct Piece {
    negated: bool,
    /// What stands before the first quote.
    plain: String,
    /// What stands in quotes, if there are any.
    quoted: Option<String>,
}

const fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』'
    )
}

/// Cuts a query at blanks outside quotes. A quote that is never closed ends with the query.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut letters = text.chars().peekable();
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        if letters.peek().is_none() {
            return pieces;
        }
        let mut piece = Piece {
            negated: letters.next_if(|l| matches!(l, '-' | '−' | '－')).is_some(),
            ..Piece::default()
        };
        while let Some(letter) = letters.next_if(|l| !l.is_whitespace() && !is_quote(*l)) {
            piece.plain.push(letter);
        }
        // A quote inside a word, as in 5" or rock"n"roll, is none.
        if (piece.plain.is_empty() || ends_in_colon(&piece.plain))
            && letters.next_if(|letter| is_quote(*letter)).is_some()
        {
            let mut quoted = String::new();
            for letter in letters.by_ref() {
                if is_quote(letter) {
                    break;
                }
                quoted.push(letter);
            }
            piece.quoted = Some(quoted);
        } else {
            while let Some(letter) = letters.next_if(|letter| !letter.is_whitespace()) {
                piece.plain.push(letter);
            }
        }
        pieces.push(piece);
    }
}

fn ends_in_colon(text: &str) -> bool {
    text.ends_with([':', '：'])
}

fn term(piece: &Piece, today: Date) -> Result<Option<Term>, QueryError> {
    let name_and_value = piece.plain.split_once([':', '：']);
    let condition = match (name_and_value, &piece.quoted) {
        (Some((name, value)), quoted) if is_name(name) => {
            let value = quoted.as_deref().unwrap_or(value);
            Some(filter(&name.to_lowercase(), value.trim(), today)?)
        }
        (_, Some(quoted)) => Needle::phrase(quoted).map(Condition::Text),
        (_, None) => Needle::word(&piece.plain).map(Condition::Text),
    };
    Ok(condition.map(|condition| Term {
        negated: piece.negated,
        condition,
    }))
}

/// Whether what stands before a colon can be meant as a filter; 12:30 and :-) are not.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn filter(name: &str, value: &str, today: Date) -> Result<Condition, QueryError> {
    const KNOWN: [&str; 10] = [
        "tag", "emotion", "trigger", "mood", "step", "star", "letter", "before", "after", "on",
    ];
    if !KNOWN.contains(&name) {
        return Err(QueryError::UnknownFilter(name.to_owned()));
    }
    if value.is_empty() {
        return Err(QueryError::NoValue(name.to_owned()));
    }
    let given = || value.to_owned();
    Ok(match name {
        "tag" => Condition::Tag(fold(value.trim_start_matches('#'))),
        "emotion" => Condition::Emotion(fold(value)),
        "trigger" => Condition::Trigger(fold(value)),
        "mood" => {
            let (low, high) = moods(value).ok_or_else(|| QueryError::Mood(given()))?;
            Condition::Mood(low, high)
        }
        "step" => Condition::Step(value.parse().map_err(|_| QueryError::Step(given()))?),
        "star" | "letter" => {
            let on = match value.to_lowercase().as_str() {
                "yes" | "y" | "true" | "1" => true,
                "no" | "n" | "false" | "0" => false,
                _ => return Err(QueryError::YesOrNo(given())),
            };
            if name == "star" {
                Condition::Star(on)
            } else {
                Condition::Letter(on)
            }
        }
        when => {
            let (first, last) = days(value, today).ok_or_else(|| QueryError::Date(given()))?;
            match when {
                "before" => Condition::Days(None, first.yesterday().ok()),
                "after" => Condition::Days(last.tomorrow().ok(), None),
                _ => Condition::Days(Some(first), Some(last)),
            }
        }
    })
}

/// The lowest and highest mood meant by `3`, `<4`, `>=7` or `3-5`.
fn moods(text: &str) -> Option<(u8, u8)> {
    let mood = |text: &str| {
        let number: u8 = text.trim().parse().ok()?;
        (MOOD_MIN..=MOOD_MAX).contains(&number).then_some(number)
    };
    if let Some(text) = text.strip_prefix("<=") {
        return Some((MOOD_MIN, mood(text)?));
    }
    if let Some(text) = text.strip_prefix(">=") {
        return Some((mood(text)?, MOOD_MAX));
    }
    if let Some(text) = text.strip_prefix('<') {
        return Some((MOOD_MIN, mood(text)? - 1));
    }
    if let Some(text) = text.strip_prefix('>') {
        return Some((mood(text)? + 1, MOOD_MAX));
    }
    if let Some((low, high)) = text.split_once("..").or_else(|| text.split_once('-')) {
        return Some((mood(low)?, mood(high)?));
    }
    let one = mood(text.trim_start_matches('='))?;
    Some((one, one))
}

/// The first and last day meant by a day, month, year, or a time ago.
fn days(text: &str, today: Date) -> Option<(Date, Date)> {
    let text = text.to_lowercase();
    let day = match text.as_str() {
        "today" => Some(today),
        "yesterday" => today.yesterday().ok(),
        _ => ago(&text, today).or_else(|| plain_date(&text)),
    };
    if let Some(day) = day {
        return Some((day, day));
    }
    let mut numbers = text.split('-');
    let year = digits(numbers.next()?, 4)?;
    let month = match numbers.next() {
        Some(month) => Some(i8::try_from(digits(month, 2)?).ok()?),
        None => None,
    };
    if numbers.next().is_some() {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(1), 1).ok()?;
    let last = match month {
        Some(_) => first.last_of_month(),
        None => first.last_of_year(),
    };
    Some((first, last))
}

fn plain_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shape.then(|| text.parse().ok()).flatten()
}

fn digits(text: &str, count: usize) -> Option<i16> {
    let shape = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    shape.then(|| text.parse().ok()).flatten()
}

/// The day so many days, weeks, months or years ago: `7d`, `2w`, `3m`, `1y`.
fn ago(text: &str, today: Date) -> Option<Date> {
    let unit = text.chars().next_back()?;
    let count = &text[..text.len() - unit.len_utf8()];
    if count.len() > 5 || !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = count.parse().ok()?;
    let span = match unit {
        'd' => count.days(),
        'w' => count.weeks(),
        'm' => count.months(),
        'y' if count < 10_000 => count.years(),
        _ => return None,
    };
    today.checked_sub(span).ok()
}
