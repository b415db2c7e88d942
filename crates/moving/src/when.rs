//! Moments: civil time and zone. What a file leaves open, and what its clocks leave open, is said.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::refusal::shown;
use crate::taking::Taking;

/// The time of an entry that names only its day.
pub(crate) const NOON: Time = Time::constant(12, 0, 0, 0);
/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2100;

/// A zone that a file names.
enum Named {
    Zone(TimeZone),
    /// It names none.
    Nothing,
    Unknown,
}

fn named(name: &str) -> Named {
    let name = name.trim();
    if name.is_empty() {
        return Named::Nothing;
    }
    if let Some(offset) = offset(name) {
        return Named::Zone(TimeZone::fixed(offset));
    }
    let is_name = name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_+-/".contains(c));
    match TimeZone::get(name) {
        Ok(zone) if is_name => Named::Zone(zone),
        _ => Named::Unknown,
    }
}

/// `GMT+0530`, `UTC-3`, `+09:00`; `GMT` alone is a zone.
fn offset(name: &str) -> Option<Offset> {
    let rest = ["GMT", "UTC"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name);
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

impl Taking<'_> {
    /// A moment in the zone that the entry names.
    pub(crate) fn instant(
        &mut self,
        at: Timestamp,
        zone: &str,
        place: &str,
    ) -> Result<Zoned, String> {
        let zone = self.zone(zone, place);
        let at = Timestamp::from_millisecond(at.as_millisecond()).map_err(|e| e.to_string())?;
        believed(at.to_zoned(zone))
    }

    /// What the writer's clock showed, in the zone that the entry names.
    pub(crate) fn local(
        &mut self,
        civil: DateTime,
        zone: &str,
        place: &str,
    ) -> Result<Zoned, String> {
        // Nothing is said of an entry that is refused.
        believed_year(civil.year())?;
        let zone = self.zone(zone, place);
        let moment = zone.to_ambiguous_zoned(civil);
        match moment.offset() {
            AmbiguousOffset::Gap { .. } => self.changed(
                "a time that clocks skipped that night, taken an hour later",
                place,
            ),
            AmbiguousOffset::Fold { .. } => self.changed(
                "a time that clocks showed twice that night, taken as the first",
                place,
            ),
            AmbiguousOffset::Unambiguous { .. } => {}
        }
        believed(moment.compatible().map_err(|error| error.to_string())?)
    }

    /// A day without a time.
    pub(crate) fn day(&mut self, date: Date, place: &str) -> Result<Zoned, String> {
        believed_year(date.year())?;
        self.changed("a day without a time, taken as 12:00", place);
        self.local(date.to_datetime(NOON), "", place)
    }

    /// A day with its time in the zone that the entry names, or without one.
    pub(crate) fn day_at(
        &mut self,
        date: Date,
        time: Option<Time>,
        zone: &str,
        place: &str,
    ) -> Result<Zoned, String> {
        match time {
            Some(time) => self.local(date.to_datetime(time), zone, place),
            None => self.day(date, place),
        }
    }

    /// A moment as programs write it: RFC 3339 with an offset or a zone behind it, or with neither; a blank may stand for
    /// the `T`, and the time may be missing.
    pub(crate) fn written(&mut self, text: &str, place: &str) -> Result<Zoned, String> {
        let text = text.trim();
        if let Ok(zoned) = text.parse::<Zoned>() {
            return believed(zoned);
        }
        if let Some(zoned) = with_offset(text) {
            return match zoned {
                Ok((at, true)) => self.instant(at, "", place),
                Ok((at, false)) => {
                    let sign = text.rfind(['+', '-']).unwrap_or(text.len());
                    self.instant(at, &text[sign..], place)
                }
                Err(why) => Err(why),
            };
        }
        match crate::words::figures(text) {
            Some(crate::words::Figures::Clear(date, time)) => self.day_at(date, time, "", place),
            _ => Err(format!("“{}” is no date that can be read", shown(text))),
        }
    }

    fn zone(&mut self, name: &str, place: &str) -> TimeZone {
        match named(name) {
            Named::Zone(zone) => return zone,
            Named::Nothing => {}
            Named::Unknown => {
                let here = self.report.zone.clone();
                let said = format!("the zone “{}” is not known: taken as {here}", shown(name));
                self.changed(&said, place);
            }
        }
        self.report.without_zone += 1;
        self.zone_here()
    }
}

/// A moment with `Z` (`true`) or an offset behind it.
fn with_offset(text: &str) -> Option<Result<(Timestamp, bool), String>> {
    let time = text.find(':')?;
    let is_utc = text.ends_with(['Z', 'z']);
    if !is_utc && !text[time..].contains(['+', '-']) {
        return None;
    }
    let joined = match text.split_once(' ') {
        Some((date, time)) => format!("{date}T{}", time.replace(' ', "")),
        None => text.to_owned(),
    };
    let read = joined.parse::<Timestamp>();
    let read = read.map_err(|_| format!("“{}” is no moment that there was", shown(text)));
    Some(read.map(|at| (at, is_utc)))
}

/// A moment of a year that a diary can have.
pub(crate) fn believed(moment: Zoned) -> Result<Zoned, String> {
    believed_year(moment.year())?;
    Ok(moment)
}

fn believed_year(year: i16) -> Result<(), String> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    Err(format!("the year {year} is not between 1000 and 2100"))
}

/// The moment that a number of milliseconds since 1970 says.
pub(crate) fn milliseconds(number: i64) -> Result<Timestamp, String> {
    Timestamp::from_millisecond(number).map_err(|_| format!("{number} is no moment"))
}
