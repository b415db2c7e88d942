//! What a text says, before it is set against the present.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};

use super::date::{DaySaid, Span, Unit, Which};
use super::error::Wrong;
use super::length::{Length, Side, length};
use super::numeric::{self, Clock};
use super::spoken::{hour, spoken};
use super::words::{Words, day_number, digits, month, number, ordinal, short_year, weekday, year};

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeSaid {
    Clock(Clock),
    /// The beginning of a day or its end.
    Midnight,
}

/// A place on earth, or how far its clocks are from UTC.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ZoneSaid {
    Offset(Offset),
    Zone(TimeZone),
    /// `Z`: the moment is given in UTC, and nothing is said about a place.
    Utc,
}

/// Everything that a text says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) length: Option<(Length, Side)>,
    pub(super) day: Option<DaySaid>,
    /// Which day of the week that is to be.
    pub(super) named: Option<Weekday>,
    pub(super) part: Option<Part>,
    pub(super) time: Option<TimeSaid>,
    pub(super) zone: Option<ZoneSaid>,
}

impl Said {
    pub(super) fn read(text: &str) -> Result<Self, Wrong> {
        if text.chars().count() > super::words::CHARS_MAX {
            return Err(Wrong::impossible("it is too long"));
        }
        let mut words = Words::of(text);
        let mut said = Self::default();
        if words.is_over() {
            return Err(Wrong::Word(String::new()));
        }
        while !words.is_over() {
            let before = words.clone();
            if said.piece(&mut words)? {
                continue;
            }
            words = before;
            if !words.take(&["at", "on", "the", "in", "just", "around", "about", "of"]) {
                return Err(Wrong::Word(unknown(words)));
            }
        }
        said.hour_beside_day();
        let nothing = said.day.is_none() && said.length.is_none();
        if nothing && said.part.is_none() && said.time.is_none() {
            return Err(Wrong::Word(text.trim().to_owned()));
        }
        Ok(said)
    }

    /// Reads one piece; `false` if there is none of any kind. A second piece of a kind is not understood.
    fn piece(&mut self, words: &mut Words) -> Result<bool, Wrong> {
        let word = words.next().to_owned();
        if let Some(found) = length(words) {
            return set(&mut self.length, found, &word);
        }
        if let Some((found, part)) = day(words)? {
            if let Some(part) = part {
                set(&mut self.part, part, &word)?;
            }
            return self.on(found, &word);
        }
        if let Some(found) = time(words, self.day.is_some() || self.part.is_some())? {
            return set(&mut self.time, found, &word);
        }
        if let Some(found) = part(&word) {
            words.skip(1);
            return set(&mut self.part, found, &word);
        }
        match zone(&word, self.time.is_some()) {
            Some(found) => {
                words.skip(1);
                set(&mut self.zone, found, &word)
            }
            None => Ok(false),
        }
    }
}

/// The first word from here on that means nothing anywhere: a number is not to blame for what is misspelt after it.
fn unknown(mut words: Words) -> String {
    let first = words.next().to_owned();
    while !words.is_over() {
        if !means_something(words.next()) {
            return words.next().to_owned();
        }
        words.skip(1);
    }
    first
}

fn means_something(word: &str) -> bool {
    const JOINING: &[&str] = &[
        "at",
        "on",
        "the",
        "in",
        "just",
        "around",
        "about",
        "of",
        "and",
        "ago",
        "now",
        "from",
        "last",
        "past",
        "previous",
        "this",
        "next",
        "before",
        "after",
        "half",
        "quarter",
        "twenty",
        "to",
        "couple",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "am",
        "pm",
        "noon",
        "midday",
        "midnight",
        "o'clock",
        "oclock",
        "uhr",
        "hrs",
    ];
    let is_unit = || length(&mut Words::of(&format!("1 {word}"))).is_some();
    JOINING.contains(&word)
        || number(word).is_some()
        || day_number(word).is_some()
        || weekday(word).is_some()
        || month(word).is_some()
        || part(word).is_some()
        || !matches!(numeric::date(word), Ok(None))
        || !matches!(numeric::clock(word), Ok(None))
        || zone(word, true).is_some()
        || is_unit()
}

impl Said {
    /// A day, or the weekday that stands beside one: `Monday 1 June`.
    fn on(&mut self, found: DaySaid, word: &str) -> Result<bool, Wrong> {
        let is_one = |day: &DaySaid| !matches!(day, DaySaid::Weekday(..) | DaySaid::Span(_));
        match (&self.day, &found) {
            (Some(DaySaid::Weekday(day, Which::Open | Which::Last)), date) if is_one(date) => {
                self.named = Some(*day);
                self.day = Some(found);
                Ok(true)
            }
            (Some(date), DaySaid::Weekday(day, Which::Open))
                if is_one(date) && self.named.is_none() =>
            {
                self.named = Some(*day);
                Ok(true)
            }
            _ => set(&mut self.day, found, word),
        }
    }

    /// `22h` is an hour of the clock where it stands beside a day.
    fn hour_beside_day(&mut self) {
        let beside = (self.day.is_some() || self.part.is_some()) && self.time.is_none();
        let hour = self
            .length
            .filter(|(_, side)| beside && *side == Side::Open);
        if let Some(hour) = hour.and_then(|(length, _)| length.hour()) {
            self.length = None;
            self.time = Some(TimeSaid::Clock(numeric::hour_of_24(hour)));
        }
    }
}

fn set<T>(place: &mut Option<T>, found: T, word: &str) -> Result<bool, Wrong> {
    if place.is_some() {
        return Err(Wrong::Word(word.to_owned()));
    }
    *place = Some(found);
    Ok(true)
}

type DayAndPart = (DaySaid, Option<Part>);

fn day(words: &mut Words) -> Result<Option<DayAndPart>, Wrong> {
    let plain = |day: DaySaid| Ok(Some((day, None)));
    let (first, second, third) = (words.next(), words.ahead(1), words.ahead(2));
    let (from_today, places, part_said) = match (first, second, third) {
        ("day", "before", "yesterday") => (-2, 3, None),
        ("day", "after", "tomorrow") => (2, 3, None),
        ("before", "yesterday", _) => (-2, 2, None),
        ("today", ..) => (0, 1, None),
        ("yesterday", ..) => (-1, 1, None),
        ("tomorrow", ..) => (1, 1, None),
        ("tonight", ..) => (0, 1, Some(Part::Night)),
        ("last" | "past", "night", _) => (-1, 2, Some(Part::Night)),
        ("last" | "past", "evening", _) => (-1, 2, Some(Part::Evening)),
        ("this", second, _) if part(second).is_some() => (0, 2, part(second)),
        _ => return by_name(words).map_or_else(|| by_figures(words), plain),
    };
    words.skip(places);
    Ok(Some((DaySaid::FromToday(from_today), part_said)))
}

/// A weekday, a month or a stretch of the calendar, with `last`, `this` or `next`.
fn by_name(words: &mut Words) -> Option<DaySaid> {
    let beside = match words.next() {
        "last" | "past" | "previous" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    };
    let Some(beside) = beside else {
        let day = weekday(words.next())?;
        words.skip(1);
        let week = match (words.next(), words.ahead(1)) {
            ("last", "week") => Some(-1),
            ("this", "week") => Some(0),
            ("next", "week") => Some(1),
            _ => None,
        };
        words.skip(if week.is_some() { 2 } else { 0 });
        return Some(DaySaid::Weekday(
            day,
            week.map_or(Which::Open, Which::OfWeek),
        ));
    };
    let name = words.ahead(1);
    let unit = |unit| DaySaid::Span(Span::From(unit, beside));
    let found = match name {
        "week" => unit(Unit::Week),
        "month" => unit(Unit::Month),
        "year" => unit(Unit::Year),
        _ => match (weekday(name), month(name)) {
            (Some(day), _) => DaySaid::Weekday(
                day,
                match beside {
                    -1 => Which::Last,
                    0 => Which::OfWeek(0),
                    _ => Which::Next,
                },
            ),
            (None, Some(month)) if beside == 0 => DaySaid::Span(Span::MonthOfSome(month)),
            (None, Some(month)) => DaySaid::Span(Span::MonthBeside(month, beside)),
            (None, None) => return None,
        },
    };
    words.skip(2);
    Some(found)
}

/// `1 November 2026`, `Nov 1`, `November 2026`, `the 3rd`, or all in figures.
fn by_figures(words: &mut Words) -> Result<Option<DayAndPart>, Wrong> {
    let named = |month: i8, day: i8, year: Option<i16>| {
        let known = i64::from(day);
        match Date::new(year.unwrap_or(2024), month, day) {
            Ok(date) => Ok(year.map_or(DaySaid::MonthDay(month, day), |_| DaySaid::Date(date))),
            Err(_) => Err(numeric::no_day(known, month.into(), year.map(i64::from))),
        }
    };
    let found = if let Some(month) = month(words.next()) {
        words.skip(1);
        if words.next() == "the" && day_number(words.ahead(1)).is_some() {
            words.skip(1);
        }
        let marked = |word: &str| word.starts_with('\'').then(|| short_year(word)).flatten();
        let only_year = year(words.next()).or_else(|| marked(words.next()));
        match (day_number(words.next()), only_year) {
            (Some(day), _) => {
                words.skip(1);
                let year = year_after(words, day, month)?;
                named(month, day, year)?
            }
            (None, Some(year)) => {
                words.skip(1);
                DaySaid::Span(Span::Month(year, month))
            }
            (None, None) => DaySaid::Span(Span::MonthOfSome(month)),
        }
    } else if let Some(day) = day_number(words.next()) {
        let gap = usize::from(words.ahead(1) == "of");
        let Some(month) = month(words.ahead(1 + gap)) else {
            let alone = ordinal(words.next()).map(DaySaid::DayOfMonth);
            words.skip(usize::from(alone.is_some()));
            return Ok(alone.map(|day| (day, None)));
        };
        words.skip(2 + gap);
        let year = year_after(words, day, month)?;
        named(month, day, year)?
    } else {
        let Some(found) = numeric::date(words.next())? else {
            return Ok(None);
        };
        words.skip(1);
        found
    };
    Ok(Some((found, None)))
}

/// The year after a day and a month, if one stands there. `20 Nov 26` has one; `20 Nov 22` may have an hour.
fn year_after(words: &mut Words, day: i8, month: i8) -> Result<Option<i16>, Wrong> {
    let word = words.next();
    if let Some(year) = year(word).or_else(|| short_year(word)) {
        words.skip(1);
        return Ok(Some(year));
    }
    let number = digits(word).filter(|number| word.len() == 2 && (13..=24).contains(number));
    let is_hour = matches!(words.ahead(1), "h" | "hrs" | "uhr" | "o'clock" | "oclock");
    match number.filter(|_| !is_hour) {
        None => Ok(None),
        Some(number) => {
            let date = format!("{day} {}", numeric::month_name(month.into()));
            Err(Wrong::Ambiguous {
                readings: [format!("{date} 20{number}"), format!("{date}, {number}:00")],
                instead: [
                    format!("“{date} 20{number}”"),
                    format!("“{date} {number}:00”"),
                ],
            })
        }
    }
}

/// Whether `am` or `pm` stands there.
fn half(word: &str) -> Option<bool> {
    match word {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

/// A time of day. An hour alone is one only after a day or with what says so.
fn time(words: &mut Words, after_day: bool) -> Result<Option<TimeSaid>, Wrong> {
    if words.take(&["noon", "midday"]) {
        return Ok(Some(TimeSaid::Clock(numeric::hour_of_24(12))));
    }
    if words.take(&["midnight"]) {
        return Ok(Some(TimeSaid::Midnight));
    }
    if let Some(mut clock) = spoken(words)? {
        if let Some(pm) = half(words.next()) {
            words.skip(1);
            clock = clock.halved(pm)?;
        }
        return Ok(Some(TimeSaid::Clock(clock)));
    }
    let gap = usize::from(words.next() == "at");
    let word = words.ahead(gap);
    if let Some(clock) = numeric::clock(word)? {
        let halved = words.ahead(gap).ends_with('m');
        words.skip(1 + gap);
        let clock = match half(words.next()).filter(|_| !halved) {
            Some(pm) => {
                words.skip(1);
                clock.halved(pm)?
            }
            None => {
                words.take(&["h", "hrs", "uhr"]);
                clock
            }
        };
        return Ok(Some(TimeSaid::Clock(clock)));
    }
    let Some(hour) = hour(word) else {
        return Ok(None);
    };
    let after = words.ahead(gap + 1);
    let (half, is_hour) = (half(after), matches!(after, "o'clock" | "oclock" | "uhr"));
    if half.is_none()
        && !is_hour
        && gap == 0
        && !after_day
        && part(after).is_none()
        && after != "in"
    {
        return Ok(None);
    }
    words.skip(gap + 1 + usize::from(half.is_some() || is_hour));
    let clock = Clock {
        hour,
        minute: 0,
        second: 0,
        is_clear: hour == 0 || hour > 12,
        is_bare: true,
    };
    let clock = half.map_or(Ok(clock), |pm| clock.halved(pm))?;
    Ok(Some(TimeSaid::Clock(clock)))
}

fn part(word: &str) -> Option<Part> {
    Some(match word {
        "morning" => Part::Morning,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        _ => return None,
    })
}

/// A place or an offset, which stands after a time.
fn zone(word: &str, after_time: bool) -> Option<ZoneSaid> {
    if !after_time {
        return None;
    }
    match word {
        "z" => Some(ZoneSaid::Utc),
        "utc" | "gmt" => Some(ZoneSaid::Zone(TimeZone::UTC)),
        _ if word.contains('/') => TimeZone::get(word).ok().map(ZoneSaid::Zone),
        _ => numeric::offset(word).map(ZoneSaid::Offset),
    }
}
