//! Calendars as tables of links: a month with the mood of each day, a small one to find a day, and the months of a year.
//! A day says its date and its mood in words; depth of colour only says it again.

use std::collections::BTreeMap;

use engine::DayView;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{glyph, words};

/// The days that have entries, by date.
pub(crate) type Days = BTreeMap<Date, DayView>;

/// How a month is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    /// To find a day.
    Small,
    /// With the mood.
    Large,
    /// One of twelve.
    OfYear,
}

const WEEKDAYS: [(&str, &str, &str); 7] = [
    ("M", "Mon", "Monday"),
    ("T", "Tue", "Tuesday"),
    ("W", "Wed", "Wednesday"),
    ("T", "Thu", "Thursday"),
    ("F", "Fri", "Friday"),
    ("S", "Sat", "Saturday"),
    ("S", "Sun", "Sunday"),
];

/// A month, to find a day.
pub(crate) fn small(month: Date, days: &Days, today: Date) -> Markup {
    grid(month, days, today, Size::Small)
}

/// A month with the mood of each day.
pub(crate) fn month(month: Date, days: &Days, today: Date) -> Markup {
    grid(month, days, today, Size::Large)
}

/// The months of a year that have entries, up to today.
pub(crate) fn year(year: i16, days: &Days, today: Date) -> Markup {
    let months = (1..=12).map(|month| jiff::civil::date(year, month, 1));
    let months: Vec<Date> = months.filter(|month| has_entries(*month, days)).collect();
    html! {
        div.months {
            @for month in months {
                div {
                    h3 { a href={ "/c/" (month.strftime("%Y-%m")) } { (month.strftime("%B")) } }
                    (grid(month, days, today, Size::OfYear))
                }
            }
        }
    }
}

/// What the depths of colour mean.
pub(crate) fn legend() -> Markup {
    html! {
        p.legend {
            @for (class, moods) in [("d1", "1–2"), ("d2", "3–4"), ("d3", "5–6"), ("d4", "7–8"), ("d5", "9–10")] {
                span { i class=(class) {} (moods) }
            }
            span { "+ written, without a mood" }
            span { "· nothing written" }
        }
    }
}

fn has_entries(month: Date, days: &Days) -> bool {
    days.range(month..=month.last_of_month()).next().is_some()
}

fn grid(month: Date, days: &Days, today: Date, size: Size) -> Markup {
    let first = month.first_of_month();
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or(0);
    let length = usize::from(first.days_in_month().unsigned_abs());
    let cells: Vec<Option<Date>> = std::iter::repeat_n(None, before)
        .chain((0..length).map(|day| first.checked_add(i64::try_from(day).ok()?.days()).ok()))
        .collect();
    let class = if size == Size::Large {
        "cal month"
    } else {
        "cal"
    };
    html! {
        table class=(class) {
            caption.hush { (first.strftime("%B %Y")) ". Days with an entry are links." }
            thead {
                tr {
                    @for (letter, short, long) in WEEKDAYS {
                        th scope="col" abbr=(long) { (if size == Size::Large { short } else { letter }) }
                    }
                }
            }
            tbody {
                @for week in cells.chunks(7) {
                    tr {
                        @for cell in week {
                            td { @if let Some(date) = cell { (day(*date, days.get(date), today, size)) } }
                        }
                        @for _ in week.len()..7 { td {} }
                    }
                }
            }
        }
    }
}

fn day(date: Date, view: Option<&DayView>, today: Date, size: Size) -> Markup {
    let current = (date == today).then_some("date");
    let number = date.day();
    let Some(view) = view else {
        let shown = if size == Size::OfYear {
            "·".to_owned()
        } else {
            number.to_string()
        };
        return html! {
            span aria-current=[current] { (shown) }
        };
    };
    let href = format!("/t/{date}");
    let mood = rounded(view.mood);
    let said = said(date, view);
    let class = (size == Size::OfYear).then(|| depth(mood));
    html! {
        a class=[class] href=(href) aria-current=[current] {
            span.hush { (said) }
            @match size {
                Size::Small => span aria-hidden="true" { (number) },
                Size::Large => {
                    span aria-hidden="true" { (number) }
                    @if let Some(mood) = mood { span.level aria-hidden="true" { (glyph::level(mood)) (mood) } }
                },
                Size::OfYear => span aria-hidden="true" { @match mood { Some(mood) => (mood), None => "+" } },
            }
        }
    }
}

/// The mood of a day as a whole number.
fn rounded(mood: Option<f64>) -> Option<u8> {
    let mood = mood?.round().clamp(1.0, 10.0);
    (1..=10).find(|whole| (f64::from(*whole) - mood).abs() < 0.5)
}

fn depth(mood: Option<u8>) -> &'static str {
    match mood {
        None => "d0",
        Some(..=2) => "d1",
        Some(3..=4) => "d2",
        Some(5..=6) => "d3",
        Some(7..=8) => "d4",
        Some(_) => "d5",
    }
}

fn said(date: Date, view: &DayView) -> String {
    let entries = words::counted_len(view.entries, "entry", "entries");
    let mood = view
        .mood
        .map_or_else(String::new, |mood| format!(", mood {mood:.1}"));
    let mood = mood.replace(".0", "");
    let star = if view.star { ", starred" } else { "" };
    format!("{}, {entries}{mood}{star}", date.strftime("%A, %-d %B %Y"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn view(date: Date, mood: Option<f64>) -> (Date, DayView) {
        let view = DayView {
            date,
            entries: 2,
            mood,
            star: false,
        };
        (date, view)
    }

    #[test]
    fn a_month_has_its_days_under_their_names() {
        let days = Days::from([view(date(2026, 11, 3), Some(6.5))]);
        let shown = month(date(2026, 11, 9), &days, date(2026, 11, 27)).into_string();
        assert_eq!(shown.matches("<td").count(), 42);
        assert_eq!(shown.matches("<a ").count(), 1);
        assert!(shown.contains("href=\"/t/2026-11-03\""));
        assert!(shown.contains("Tuesday, 3 November 2026, 2 entries, mood 6.5"));
        // November 2026 begins on a Sunday.
        assert!(
            shown.contains("<tr><td></td><td></td><td></td><td></td><td></td><td></td><td><span>")
        );
    }

    #[test]
    fn depth_goes_by_the_rounded_mood() {
        assert_eq!(rounded(None), None);
        assert_eq!(rounded(Some(9.5)), Some(10));
        assert_eq!(rounded(Some(f64::NAN)), None);
        assert_eq!((depth(Some(2)), depth(Some(3))), ("d1", "d2"));
    }
}
