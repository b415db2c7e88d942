//! Moments, days and lengths of time as people type them, and how long ago something was. How they are written is said
//! in `journal`; here is what is asked or refused.

use engine::when::{Moment, Present, WhenError};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::Tty;

impl From<WhenError> for Failure {
    fn from(error: WhenError) -> Self {
        let failure = Self::usage(error.to_string());
        match error.examples() {
            Some(examples) => failure.because(format!("write it like {examples}")),
            None => failure,
        }
    }
}

/// When something happened. What has not come yet is refused: it did not happen.
pub(crate) fn happened(app: &App, present: &Present, text: &str) -> Result<Zoned, Failure> {
    let moment = present.moment(text)?;
    if present.is_ahead(&moment.at) {
        return Err(
            Failure::usage(not_come(&moment.at)).because("only what happened is written down here")
        );
    }
    Ok(remarked(app, moment))
}

/// When an entry is about. What has not come yet is asked about, or `allowed` beforehand.
pub(crate) fn about(
    app: &App,
    present: &Present,
    text: &str,
    allowed: bool,
) -> Result<Zoned, Failure> {
    let moment = present.moment(text)?;
    if present.is_ahead(&moment.at) && !allowed {
        let said = not_come(&moment.at);
        let asked = Tty::open().filter(|_| !app.json() && !app.scripted());
        let yes = match asked {
            Some(mut tty) => tty.ask_yes(&format!("{said}. Is that what you mean?"))?,
            None => false,
        };
        if !yes {
            return Err(Failure::usage(said).help("--ahead allows it"));
        }
    }
    Ok(remarked(app, moment))
}

fn not_come(at: &Zoned) -> String {
    format!("{} has not come yet", at.strftime("%A, %-d %B %Y, %H:%M"))
}

fn remarked(app: &App, moment: Moment) -> Zoned {
    if let Some(remark) = moment.remark() {
        app.notes.note(remark);
    }
    moment.at
}

/// The first and last of the days that are meant by `from` and `to`.
pub(crate) fn between(
    present: &Present,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(Option<Date>, Option<Date>), Failure> {
    let days = |text: Option<&str>| text.map(|text| present.days(text)).transpose();
    let (from, to) = (days(from)?, days(to)?);
    Ok((from.map(|days| days.0), to.map(|days| days.1)))
}

/// A length of time such as `30m`, `4h` or `1h 30m`, at least a second and at most a year; for clap.
pub(crate) fn parse_length(text: &str) -> Result<SignedDuration, String> {
    let seconds = engine::when::seconds_of(text);
    seconds
        .map(SignedDuration::from_secs)
        .ok_or_else(|| format!("“{text}” is no length of time; write it like 30m, 4h or 1h 30m"))
}

/// How long ago `then` was, roughly: `just now`, `34 min ago`, `yesterday`, `3 days ago`. What is ahead was noted by a clock that was.
pub(crate) fn ago(then: Timestamp, now: &Zoned) -> String {
    let seconds = now.timestamp().as_second().saturating_sub(then.as_second());
    let days = then
        .to_zoned(now.time_zone().clone())
        .date()
        .until(now.date())
        .map_or(0, |span| span.get_days());
    match (seconds, days) {
        (..-60, _) => "when the clock was ahead".to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday.
    fn now() -> Zoned {
        "2026-11-23T22:30:00+01:00[Europe/Berlin]".parse().unwrap()
    }

    #[test]
    fn rough_lengths() {
        let at = |text: &str| {
            ago(
                Present::from(now()).moment(text).unwrap().at.timestamp(),
                &now(),
            )
        };
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
