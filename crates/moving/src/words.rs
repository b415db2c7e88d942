//! Dates as people and programs write them: in words of several languages, or in figures.

use jiff::civil::{Date, DateTime, Time};

/// The months, each by what its names begin with; of names that begin alike the longer stands first.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fév", "fev", "febb"],
    &["mar", "mär", "maa", "mrz"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mei", "mag"],
    &["juin", "jun", "giu"],
    &["juil", "jul", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    // Weekdays that begin like months.
    const DAYS: [&str; 6] = ["mardi", "martes", "martedì", "maandag", "domingo", "jeudi"];
    if DAYS.contains(&word.as_str()) {
        return None;
    }
    let is_of = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let at = MONTHS.iter().position(is_of)?;
    i8::try_from(at + 1).ok()
}

/// The date that a line says in words, such as “Sunday, 3 November 2024” or “3. November 2024”.
pub(crate) fn date_in_words(line: &str) -> Option<Date> {
    let (mut day, mut found, mut year) = (None, None, None);
    for word in line.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let rest = &word[digits.len()..];
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let is_ordinal = ["", "st", "nd", "rd", "th", "er"].contains(&rest);
            let number: i16 = digits.parse().ok().filter(|_| is_ordinal)?;
            match digits.len() {
                1 | 2 if day.is_none() => day = i8::try_from(number).ok(),
                4 if year.is_none() => year = Some(number),
                _ => return None,
            }
        } else if let Some(month) = month(word)
            && found.replace(month).is_some()
        {
            return None;
        }
    }
    Date::new(year?, found?, day?).ok()
}

/// The date that a text begins with as `2019-06-01`, with `-`, `_`, `.` or nothing between, and what follows it.
pub(crate) fn leading_date(text: &str) -> Option<(Date, &str)> {
    let bytes = text.as_bytes();
    let digits = |from: usize, count: usize| -> Option<i16> {
        let part = text.get(from..from + count)?;
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    };
    let year = digits(0, 4)?;
    let sign = *bytes.get(4)?;
    let (month_at, day_at, end) = if sign.is_ascii_digit() {
        (4, 6, 8)
    } else if b"-_./".contains(&sign) && bytes.get(7) == Some(&sign) {
        (5, 8, 10)
    } else {
        return None;
    };
    let month = i8::try_from(digits(month_at, 2)?).ok()?;
    let day = i8::try_from(digits(day_at, 2)?).ok()?;
    let date = Date::new(year, month, day).ok()?;
    let rest = &text[end..];
    let goes_on = sign.is_ascii_digit() && rest.starts_with(|c: char| c.is_ascii_digit());
    (!goes_on || rest.len() >= 4).then_some((date, rest))
}

/// Which of the numbers of `01/02/2020` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `31/12/2020`
    DayFirst,
    /// `12/31/2020`
    MonthFirst,
}

/// A date or moment in figures, as it stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figures {
    /// One that says itself what its day is.
    Clear(Date, Option<Time>),
    /// `a/b/year`: day and month are told apart by others of the file.
    Either([i8; 2], i16, Option<Time>),
}

impl Figures {
    /// Which order this one needs, if only one makes a date of it.
    pub(crate) fn needs(self) -> Option<DateOrder> {
        match self {
            Self::Either([first, _], ..) if first > 12 => Some(DateOrder::DayFirst),
            Self::Either([_, second], ..) if second > 12 => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The date by this order.
    pub(crate) fn date(self, order: DateOrder) -> Option<(Date, Option<Time>)> {
        match self {
            Self::Clear(date, time) => Some((date, time)),
            Self::Either([first, second], year, time) => {
                let (month, day) = match order {
                    DateOrder::DayFirst => (second, first),
                    DateOrder::MonthFirst => (first, second),
                };
                Some((Date::new(year, month, day).ok()?, time))
            }
        }
    }
}

/// Reads `2016-03-27 01:59:00 AM`, `27.03.2016 1:59`, `03/27/16 01:59 AM`, or a date in words with a time behind it.
pub(crate) fn figures(text: &str) -> Option<Figures> {
    let text = text.trim();
    let text = text.trim_end_matches(['Z', 'z']);
    let (date, time) = split_time(text)?;
    let date = date.trim().trim_end_matches([',', 'T']).trim_end();
    let parts: Vec<&str> = date.split(['-', '/', '.']).map(str::trim).collect();
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .map(|part| {
            let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse().ok().filter(|_| is_number)
        })
        .collect();
    let Some([first, second, third]) = numbers.as_deref() else {
        return date_in_words(date).map(|date| Figures::Clear(date, time));
    };
    let small = |number: &i16| i8::try_from(*number).ok();
    if parts[0].len() == 4 {
        let date = Date::new(*first, small(second)?, small(third)?).ok()?;
        return Some(Figures::Clear(date, time));
    }
    let year = match parts[2].len() {
        4 => *third,
        2 if *third < 70 => 2000 + third,
        2 => 1900 + third,
        _ => return None,
    };
    let (first, second) = (small(first)?, small(second)?);
    if date.contains('.') {
        let date = Date::new(year, second, first).ok()?;
        return Some(Figures::Clear(date, time));
    }
    let is_date = |month, day| Date::new(year, month, day).is_ok();
    (is_date(first, second) || is_date(second, first)).then_some(Figures::Either(
        [first, second],
        year,
        time,
    ))
}

/// A moment as figures without a zone: `2019-06-01T08:31:00.48828`, with `T` or a blank.
pub(crate) fn civil(text: &str) -> Option<DateTime> {
    match figures(text)? {
        Figures::Clear(date, Some(time)) => Some(date.to_datetime(time)),
        _ => None,
    }
}

/// Takes the time off the end of a date.
fn split_time(text: &str) -> Option<(&str, Option<Time>)> {
    let Some(colon) = text.find(':') else {
        return Some((text, None));
    };
    let begins = text[..colon]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
    let time = time(&text[begins..])?;
    Some((&text[..begins], Some(time)))
}

/// `8:31`, `08:31:05.25`, `11:05 PM`, `11.05 nachm.` is none.
pub(crate) fn time(text: &str) -> Option<Time> {
    let lower = text
        .trim()
        .to_lowercase()
        .replace(['\u{202f}', '\u{a0}'], " ");
    let lower = lower.replace("a.m.", "am").replace("p.m.", "pm");
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (lower.as_str(), None),
    };
    let mut parts = clock.trim().split(':');
    let number = |part: &str| -> Option<i8> {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    };
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (second, fraction) = part.split_once('.').unwrap_or((part, ""));
            if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let milliseconds: String = fraction.chars().chain("000".chars()).take(3).collect();
            (number(second)?, milliseconds.parse::<i32>().ok()?)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    Time::new(hour, minute, second.min(59), fraction * 1_000_000).ok()
}
