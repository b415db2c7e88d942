//! A text as words, one after the other.

use jiff::civil::Weekday;

/// Longest text that is looked at, in characters.
pub(super) const CHARS_MAX: usize = 100;

/// Words in lower case, read from front to back.
#[derive(Debug, Clone)]
pub(super) struct Words {
    words: Vec<String>,
    at: usize,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let plain: String = text
            .chars()
            .map(|letter| match letter {
                '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
                ',' | ';' | '(' | ')' => ' ',
                '’' => '\'',
                other => other,
            })
            .collect();
        let mut words = Vec::new();
        for word in plain.to_lowercase().split_whitespace() {
            match word {
                "a.m." | "a.m" => words.push("am".to_owned()),
                "p.m." | "p.m" => words.push("pm".to_owned()),
                word if is_hyphened(word) => words.extend(word.split('-').map(str::to_owned)),
                word => words.extend(parts(word).into_iter().map(str::to_owned)),
            }
        }
        Self { words, at: 0 }
    }

    /// The word so many places further on; empty past the end.
    pub(super) fn ahead(&self, places: usize) -> &str {
        self.words.get(self.at + places).map_or("", String::as_str)
    }

    pub(super) fn next(&self) -> &str {
        self.ahead(0)
    }

    pub(super) fn is_over(&self) -> bool {
        self.at >= self.words.len()
    }

    pub(super) fn skip(&mut self, places: usize) {
        self.at += places;
    }

    /// Passes one of these words if it comes next.
    pub(super) fn take(&mut self, any_of: &[&str]) -> bool {
        let found = !self.is_over() && any_of.contains(&self.next());
        self.at += usize::from(found);
        found
    }
}

/// Words that stand for one, as in `last-week` and `20-nov-2026`: where quotes are in the way.
fn is_hyphened(word: &str) -> bool {
    let mut parts = word.split('-');
    let is_word = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
    !word.contains('/')
        && word.contains('-')
        && parts.clone().all(|part| !part.is_empty())
        && parts.any(is_word)
}

/// A day and a time that an ISO `T` joins, and a time with its offset, are two words each.
fn parts(word: &str) -> Vec<&str> {
    let joined = word.split_once('t').filter(|(day, time)| {
        let is_digit = |c: &str| {
            c.bytes()
                .all(|b| b.is_ascii_digit() || b"-/.:+z".contains(&b))
        };
        day.len() >= 8 && !time.is_empty() && is_digit(day) && is_digit(time)
    });
    let (mut found, time) = match joined {
        Some((day, time)) => (vec![day], time),
        None => (Vec::new(), word),
    };
    let colon = time.find(':').filter(|at| *at > 0);
    let offset = colon.and_then(|colon| {
        let after = time.get(colon..)?.find(['+', '-', 'z'])?;
        Some(colon + after)
    });
    match offset.and_then(|at| Some((time.get(..at)?, time.get(at..)?))) {
        Some((clock, offset)) => found.extend([clock, offset]),
        None => found.push(time),
    }
    found
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Digits, or a small number in words.
pub(super) fn number(word: &str) -> Option<i64> {
    const SMALL: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelt = SMALL.iter().position(|small| *small == word);
    let spelt = spelt.and_then(|at| i64::try_from(at + 1).ok());
    spelt.or_else(|| digits(word))
}

/// A number of at most nine digits and nothing else.
pub(super) fn digits(word: &str) -> Option<i64> {
    let shape = (1..=9).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    shape.then(|| word.parse().ok()).flatten()
}

/// A day of a month: `1`, `1st`, `22nd`, `3.`.
pub(super) fn day_number(word: &str) -> Option<i8> {
    let end = word
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(word.len());
    let (number, ending) = (word.get(..end)?, word.get(end..)?);
    let day: i8 = digits(number)
        .filter(|_| number.len() <= 2)?
        .try_into()
        .ok()?;
    let fits = matches!(ending, "" | "." | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day);
    fits.then_some(day)
}

/// A day of some month, which its ending marks as one: `3rd`, `22nd`.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    let is_marked = word.ends_with(|letter: char| letter.is_ascii_alphabetic());
    day_number(word).filter(|_| is_marked)
}

/// A year of two digits, of this century or the one before. Where nothing marks it as a year, only what is no hour is one.
pub(super) fn short_year(word: &str) -> Option<i16> {
    let bare = word.trim_start_matches('\'');
    let is_marked = bare.len() < word.len();
    let number = digits(bare).filter(|number| bare.len() == 2 && (is_marked || *number > 24))?;
    let century = if number < 70 { 2000 } else { 1900 };
    i16::try_from(century + number).ok()
}

/// A year of four digits.
pub(super) fn year(word: &str) -> Option<i16> {
    let year = digits(word).filter(|_| word.len() == 4)?;
    i16::try_from(year).ok().filter(|year| *year >= 1000)
}
