//! Moments and lengths of time as people type them: `yesterday 22:10`, `monday 9:00`, `2 hours ago`, `30m`.

use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use crate::failure::Failure;

const MOMENT_FORMS: &str = "write it like “yesterday 22:10”, “monday 9:00”, “2 hours ago”, \
     “2026-11-20 22:10” or “2026-11-20T22:10:00+01:00[Europe/Berlin]”";

/// The moment `text` means, in the zone of `now` unless it names one. A day without a time means noon; a weekday
/// means the latest one, today included if the time is past.
pub(crate) fn parse_moment(text: &str, now: &Zoned) -> Result<Zoned, Failure> {
    moment(text.trim(), now).ok_or_else(|| {
        Failure::usage(format!("“{text}” is no moment this program understands"))
            .because(MOMENT_FORMS)
    })
}

fn moment(text: &str, now: &Zoned) -> Option<Zoned> {
    if let Ok(zoned) = text.parse::<Zoned>() {
        return Some(zoned);
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.to_zoned(now.time_zone().clone()));
    }
    let lower = text.to_lowercase();
    if lower == "now" {
        return Some(now.clone());
    }
    if let Some(ago) = lower.strip_suffix(" ago") {
        return now.checked_sub(span(ago)?).ok();
    }
    // “2026-11-20t22:10”, but not the t of “today”.
    let joined = lower
        .split_once('t')
        .filter(|(day, _)| day.parse::<Date>().is_ok());
    let (day, time) = match lower.split_once(' ').or(joined) {
        Some((day, time)) => (day, Some(time)),
        None => (lower.as_str(), None),
    };
    if let (None, Some(time)) = (time, clock(day)) {
        return now
            .date()
            .to_datetime(time)
            .to_zoned(now.time_zone().clone())
            .ok();
    }
    let time = match time {
        Some(time) => clock(time.trim())?,
        None => Time::constant(12, 0, 0, 0),
    };
    let on = |date: Date| {
        date.to_datetime(time)
            .to_zoned(now.time_zone().clone())
            .ok()
    };
    if let Some(weekday) = weekday(day) {
        let today = now.date();
        let same_day = today.weekday() == weekday && on(today)? <= *now;
        return on(if same_day {
            today
        } else {
            today.nth_weekday(-1, weekday).ok()?
        });
    }
    let date = match day {
        "today" => now.date(),
        "yesterday" => now.date().yesterday().ok()?,
        "tomorrow" => now.date().tomorrow().ok()?,
        _ => day.parse().ok()?,
    };
    on(date)
}

/// `7:30`, `22:10:05`, `9` is no time.
fn clock(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if digits {
            part.parse::<i8>().ok()
        } else {
            None
        }
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

fn weekday(text: &str) -> Option<Weekday> {
    let day = match text {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    };
    Some(day)
}

/// `2 hours`, `90 minutes`, `3 days`, `an hour`, `2h`.
fn span(text: &str) -> Option<Span> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = match (text.get(..end), text.get(end..)) {
        (Some(""), Some(rest)) => (1, rest.strip_prefix("an ").or(rest.strip_prefix("a "))?),
        (Some(number), Some(unit)) => (number.parse::<i64>().ok()?, unit),
        _ => return None,
    };
    let span = Span::new();
    match unit.trim() {
        "s" | "sec" | "second" | "seconds" => span.try_seconds(number),
        "m" | "min" | "minute" | "minutes" => span.try_minutes(number),
        "h" | "hour" | "hours" => span.try_hours(number),
        "d" | "day" | "days" => span.try_days(number),
        "w" | "week" | "weeks" => span.try_weeks(number),
        "month" | "months" => span.try_months(number),
        "y" | "year" | "years" => span.try_years(number),
        _ => return None,
    }
    .ok()
}

/// A length of time such as `30m`, `4h` or `1h 30m`, at least a second and at most a year; for clap.
pub(crate) fn parse_length(text: &str) -> Result<SignedDuration, String> {
    let said = || format!("“{text}” is no length of time; write it like 30m, 4h or 1h 30m");
    let longest = SignedDuration::from_hours(24 * 366);
    let mut total = SignedDuration::ZERO;
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(said());
    }
    while !rest.is_empty() {
        let unit_at = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(said)?;
        let unit_end = rest[unit_at..]
            .find(|c: char| c.is_ascii_digit())
            .map_or(rest.len(), |length| unit_at + length);
        let number: i64 = rest[..unit_at].parse().map_err(|_| said())?;
        let seconds = match rest[unit_at..unit_end].trim() {
            "s" | "sec" => 1,
            "m" | "min" => 60,
            "h" | "hour" | "hours" => 3600,
            "d" | "day" | "days" => 24 * 3600,
            _ => return Err(said()),
        };
        let part = number
            .checked_mul(seconds)
            .map(SignedDuration::from_secs)
            .ok_or_else(said)?;
        total = total
            .checked_add(part)
            .filter(|sum| *sum <= longest)
            .ok_or_else(said)?;
        rest = &rest[unit_end..];
    }
    if total.is_zero() {
        Err(said())
    } else {
        Ok(total)
    }
}

/// How long ago `then` was, roughly: `just now`, `34 min ago`, `yesterday`, `3 days ago`.
pub(crate) fn ago(then: Timestamp, now: &Zoned) -> String {
    let seconds = now.timestamp().as_second().saturating_sub(then.as_second());
    let days = then
        .to_zoned(now.time_zone().clone())
        .date()
        .until(now.date())
        .map_or(0, |span| span.get_days());
    match (seconds, days) {
        (..60, _) => "just now".to_owned(),
        (60..3600, _) => format!("{} min ago", seconds / 60),
        (_, ..=0) => format!("{} h ago", seconds / 3600),
        (_, 1) => "yesterday".to_owned(),
        (_, days) => format!("{days} days ago"),
    }
}

/// A length of time, roughly: `45 s`, `34 min`, `3 h`, `2 days`.
pub(crate) fn roughly(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match (seconds, minutes / 60, minutes % 60) {
        (..60, ..) => format!("{seconds} s"),
        (_, 0, minutes) => format!("{minutes} min"),
        (_, hours @ ..24, 0) => format!("{hours} h"),
        (_, hours @ ..24, minutes) => format!("{hours} h {minutes} min"),
        (_, hours @ ..48, _) => format!("{hours} h"),
        (_, hours, _) => format!("{} days", (hours + 12) / 24),
    }
}

/// The day `text` means: `today`, `yesterday`, `tomorrow`, a weekday or `2026-11-20`.
pub(crate) fn parse_day(text: &str, now: &Zoned) -> Result<Date, Failure> {
    let day = moment(text.trim(), now).map(|moment| moment.date());
    day.ok_or_else(|| {
        Failure::usage(format!("“{text}” is no day this program understands"))
            .because("write it like “today”, “monday” or “2026-11-20”")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday.
    fn now() -> Zoned {
        "2026-11-23T22:30:00+01:00[Europe/Berlin]".parse().unwrap()
    }

    fn read(text: &str) -> String {
        parse_moment(text, &now())
            .unwrap()
            .strftime("%F %H:%M")
            .to_string()
    }

    #[test]
    fn days_with_and_without_a_time() {
        assert_eq!(read("yesterday 22:10"), "2026-11-22 22:10");
        assert_eq!(read("today 7:30"), "2026-11-23 07:30");
        assert_eq!(read("Today"), "2026-11-23 12:00");
        assert_eq!(read("2026-11-20 22:10"), "2026-11-20 22:10");
        assert_eq!(read("2026-11-20T22:10"), "2026-11-20 22:10");
        assert_eq!(read("2026-11-20"), "2026-11-20 12:00");
        assert_eq!(read("7:30"), "2026-11-23 07:30");
        assert_eq!(read("now"), "2026-11-23 22:30");
    }

    #[test]
    fn weekdays_are_the_latest_ones() {
        assert_eq!(read("monday 9:00"), "2026-11-23 09:00");
        assert_eq!(read("monday 23:00"), "2026-11-16 23:00");
        assert_eq!(read("tuesday 9:00"), "2026-11-17 09:00");
        assert_eq!(read("Sun 8:05"), "2026-11-22 08:05");
    }

    #[test]
    fn some_time_ago() {
        assert_eq!(read("2 hours ago"), "2026-11-23 20:30");
        assert_eq!(read("90 minutes ago"), "2026-11-23 21:00");
        assert_eq!(read("an hour ago"), "2026-11-23 21:30");
        assert_eq!(read("3 days ago"), "2026-11-20 22:30");
        assert_eq!(read("2h ago"), "2026-11-23 20:30");
    }

    #[test]
    fn standard_forms_keep_their_zone() {
        let text = "2026-11-20T22:10:00-05:00[America/New_York]";
        assert_eq!(parse_moment(text, &now()).unwrap().to_string(), text);
        assert_eq!(read("2026-11-20T22:10:00Z"), "2026-11-20 23:10");
        assert_eq!(read("2026-11-20T22:10:00+03:00"), "2026-11-20 20:10");
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "soon",
            "25:00",
            "today 7",
            "2026-13-01",
            "x hours ago",
            "9",
            "ago",
            " ago",
        ] {
            assert!(parse_moment(text, &now()).is_err(), "{text}");
        }
        assert!(parse_moment("99999999999999 hours ago", &now()).is_err());
    }

    #[test]
    fn lengths() {
        assert_eq!(parse_length("30m").unwrap(), SignedDuration::from_mins(30));
        assert_eq!(parse_length("4h").unwrap(), SignedDuration::from_hours(4));
        assert_eq!(
            parse_length("1h 30m").unwrap(),
            SignedDuration::from_mins(90)
        );
        assert_eq!(parse_length("2d").unwrap(), SignedDuration::from_hours(48));
        for text in [
            "",
            "5",
            "h",
            "0m",
            "-5m",
            "9999999999999999999h",
            "400d",
            "5x",
        ] {
            assert!(parse_length(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rough_lengths() {
        let at = |text: &str| ago(parse_moment(text, &now()).unwrap().timestamp(), &now());
        assert_eq!(at("now"), "just now");
        assert_eq!(at("34 minutes ago"), "34 min ago");
        assert_eq!(at("today 7:30"), "15 h ago");
        assert_eq!(at("yesterday 22:10"), "yesterday");
        assert_eq!(at("2026-11-20"), "3 days ago");
        assert_eq!(roughly(900), "15 min");
        // What was set a moment ago is shown as it was set.
        assert_eq!(roughly(7_199), "2 h");
        assert_eq!(roughly(7_100), "1 h 59 min");
    }
}
