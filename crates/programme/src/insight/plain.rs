//! Figures in words: those that fit one line, and whole insights as plain text for those who get figures and not the
//! journal they come from.

use std::borrow::Cow;

use crate::insight::figure::day_words;
use crate::insight::shape::{Figure, Insight, RECORDS_MIN, Value};

/// A number with one decimal.
pub fn decimal(number: f64) -> String {
    if number.is_finite() {
        // Adding zero turns −0.0 into 0.0.
        format!("{:.1}", (number * 10.0).round() / 10.0 + 0.0)
    } else {
        "–".to_owned()
    }
}

/// A change with one decimal and its sign.
fn signed(change: f64) -> String {
    let shown = decimal(change);
    match shown.strip_prefix('-') {
        Some(less) => format!("−{less}"),
        None if shown.chars().any(|c| ('1'..='9').contains(&c)) => format!("+{shown}"),
        None => shown,
    }
}

impl Value {
    /// A figure that fits one line; `None` for those with parts.
    pub fn one_line(&self) -> Option<String> {
        match self {
            Self::Count { value, unit } if unit.is_empty() => Some(value.to_string()),
            Self::Count { value, unit } => Some(format!("{value} {}", inflected(*value, unit))),
            Self::Mean(mean) => Some(decimal(*mean)),
            Self::Change(change) => Some(signed(*change)),
            Self::Share { of: 0, .. } => Some("nothing noted".to_owned()),
            Self::Share { part, of } if *of < RECORDS_MIN => Some(format!("{part} of {of}")),
            Self::Share { part, of } => {
                let percent = (f64::from(*part) / f64::from(*of) * 100.0).round();
                Some(format!("{part} of {of} ({percent} %)"))
            }
            Self::TooFew { .. }
            | Self::Series(_)
            | Self::Bars(_)
            | Self::Calendar(_)
            | Self::Notes(_) => None,
        }
    }
}

/// A unit, which is given as a plural, as it reads after `count`.
fn inflected(count: i64, unit: &str) -> Cow<'_, str> {
    if count != 1 {
        return Cow::Borrowed(unit);
    }
    if let Some(stem) = unit.strip_suffix("ies") {
        return Cow::Owned(format!("{stem}y"));
    }
    Cow::Borrowed(unit.strip_suffix('s').unwrap_or(unit))
}

impl Insight {
    /// The figures as lines of text, without the records behind them. Parts that hold a person's own text (notes) are
    /// left out.
    pub fn plain(&self) -> String {
        let mut lines = vec![format!(
            "{} to {}",
            day_words(self.from),
            day_words(self.to)
        )];
        let figures = self.figures.iter();
        lines.extend(
            figures.filter_map(|figure| Some(format!("{}: {}", figure.label, words(figure)?))),
        );
        lines.join("\n")
    }
}

fn words(figure: &Figure) -> Option<String> {
    Some(match &figure.value {
        Value::TooFew { have, need } => format!("{have} of {need} records needed"),
        Value::Series(points) => {
            let last = points.last()?;
            let average = last
                .average
                .map_or(String::new(), |mean| format!(", average {}", decimal(mean)));
            format!(
                "{} on the last of {} days{average}",
                decimal(last.value),
                points.len()
            )
        }
        Value::Bars(bars) => {
            let bars = bars.iter().map(|bar| match bar.mean {
                Some(mean) => {
                    let means = figure.means;
                    format!("{} {} ({means} {})", bar.label, bar.count, decimal(mean))
                }
                None => format!("{} {}", bar.label, bar.count),
            });
            bars.collect::<Vec<_>>().join(", ")
        }
        Value::Calendar(days) => {
            let kept: u32 = days.iter().map(|day| day.kept).sum();
            let missed: u32 = days.iter().map(|day| day.missed).sum();
            format!("{kept} kept, {missed} missed")
        }
        Value::Notes(_) => return None,
        one_line => one_line.one_line()?,
    })
}
