//! A handout: one HTML page that holds a sealed file and opens it with words, without a network and without this program.
//!
//! The page is made beforehand by `opener/build.mjs` from a few files of JavaScript; here only the sealed file is put
//! into it. What is drawn in it are shapes as data: no markup is ever made of what a person wrote.

use data_encoding::BASE64;
use programme::insight::{Bar, CalendarDay, Figure, Insight, Point, Value};
use serde_json::{Value as Json, json};

use crate::chart::shape::{CHART_WIDTH, Drawing, Shape};
use crate::chart::{heat_map, line_chart};
use crate::words::{self, NOTHING_NOTED};

/// The page without a sealed file: it asks for one. The same for everybody who has this version of the program.
pub const OPENER: &str = include_str!("../opener/opener.html");

/// What whoever gets the page has to know, in ten lines for printing. It names nobody.
const LEAF: &str = include_str!("../opener/leaf.txt");
/// Its SHA-256, with the name of the file.
const SUM: &str = include_str!("../opener/opener.sha256");

/// Where the sealed file stands in the page.
const PLACE: &str = "<script type=\"application/octet-stream\" id=\"data\">";

/// The page with this sealed file in it.
pub fn page(file: &[u8]) -> String {
    let at = OPENER
        .find(PLACE)
        .map_or(OPENER.len(), |at| at + PLACE.len());
    let (before, after) = OPENER.split_at(at);
    [before, BASE64.encode(file).as_str(), after].concat()
}

/// The SHA-256 of [`OPENER`] in hexadecimal.
pub fn opener_sum() -> &'static str {
    SUM.split_whitespace().next().unwrap_or_default()
}

/// Ten lines for printing: what whoever gets the page has to know. They name nobody.
pub fn leaf() -> String {
    LEAF.replace("{sum}", opener_sum())
}

/// Insights as the page draws them: figures of one line, charts as shapes each with its table, and tables of bars. Of
/// notes, which are the person's own text, nothing is taken.
pub fn drawn(insights: &[Insight]) -> Json {
    insights.iter().map(section).collect()
}

fn section(insight: &Insight) -> Json {
    let figures = insight.figures.iter().filter_map(figure);
    json!({
        "title": insight.title,
        "period": words::period(insight.from, insight.to),
        "figures": figures.collect::<Vec<_>>(),
    })
}

fn figure(figure: &Figure) -> Option<Json> {
    let mut shown = json!({ "label": figure.label, "note": figure.note });
    match &figure.value {
        Value::Notes(_) => return None,
        Value::Series(points) => {
            let drawing = line_chart::draw(points, figure.axis, CHART_WIDTH);
            shown["says"] = words::series(points).into();
            shown["chart"] = drawing.as_ref().map(chart).into();
            let averaged = points.iter().any(|point| point.average.is_some());
            let head = &["day", "value", "moving average"][..if averaged { 3 } else { 2 }];
            shown["table"] = table(head, points, |it| point(it, averaged));
        }
        Value::Calendar(days) => {
            let drawing = heat_map::draw(days, CHART_WIDTH);
            shown["says"] = words::calendar(days).into();
            shown["chart"] = drawing.as_ref().map(chart).into();
            let said: Vec<_> = days
                .iter()
                .filter(|day| day.kept > 0 || day.missed > 0)
                .collect();
            shown["table"] = table(&["day", "kept", "missed"], &said, |day| calendar_day(day));
        }
        Value::Bars(bars) if !bars.is_empty() => {
            shown["full"] = words::full_bar(bars).into();
            let with_mean = bars.iter().any(|bar| bar.mean.is_some());
            let head = &["", "times", figure.means][..if with_mean { 3 } else { 2 }];
            shown["bars"] = table(head, bars, |it| bar(it, with_mean));
        }
        Value::Bars(_) => shown["value"] = NOTHING_NOTED.into(),
        Value::TooFew { have, need } => shown["value"] = words::too_few(*have, *need).into(),
        one_line => shown["value"] = one_line.one_line()?.into(),
    }
    Some(shown)
}

fn table<T>(head: &[&str], parts: &[T], row: impl Fn(&T) -> Json) -> Json {
    json!({ "head": head, "rows": parts.iter().map(row).collect::<Vec<_>>() })
}

fn point(point: &Point, averaged: bool) -> Json {
    let average = point.average.map(words::decimal).unwrap_or_default();
    let mut row = vec![words::day(point.date), words::decimal(point.value)];
    row.extend(averaged.then_some(average));
    row.into()
}

fn calendar_day(day: &CalendarDay) -> Json {
    json!([words::day(day.date), day.kept, day.missed])
}

fn bar(bar: &Bar, with_mean: bool) -> Json {
    let mean = bar.mean.map(words::decimal).unwrap_or_default();
    let mut row = vec![json!(bar.label), json!(bar.count)];
    row.extend(with_mean.then(|| json!(mean)));
    row.into()
}

fn chart(drawing: &Drawing) -> Json {
    let shapes = drawing.shapes.iter().map(shape);
    json!({
        "width": length(drawing.width),
        "height": length(drawing.height),
        "shapes": shapes.collect::<Vec<_>>(),
    })
}

fn shape(shape: &Shape) -> Json {
    match shape {
        Shape::Line {
            places,
            width,
            tone,
        } => {
            let places = places.iter().flat_map(|(x, y)| [length(*x), length(*y)]);
            json!([
                "line",
                tone.name(),
                length(*width),
                places.collect::<Vec<_>>()
            ])
        }
        Shape::Fill { area, tone } => json!(["fill", tone.name(), area.map(length)]),
        Shape::Frame { area, width, tone } => {
            json!(["frame", tone.name(), length(*width), area.map(length)])
        }
        Shape::Text {
            at,
            text,
            size,
            bold,
            anchor,
            tone,
        } => {
            let at = [length(at.0), length(at.1)];
            json!([
                "text",
                tone.name(),
                at,
                text,
                length(*size),
                bold,
                anchor.name()
            ])
        }
    }
}

/// Two digits are enough for any screen.
fn length(length: f32) -> f64 {
    (f64::from(length) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::sample;

    #[test]
    fn the_page_is_the_opener_with_the_file_in_it() {
        let page = page(b"age-encryption.org/v1\n");
        assert_eq!(OPENER.matches(PLACE).count(), 1);
        assert!(page.contains(&format!("{PLACE}YWdlLWVuY3J5cHRpb24ub3JnL3YxCg==</script>")));
        assert_eq!(page.len(), OPENER.len() + 32);
    }

    #[test]
    fn the_leaf_has_ten_lines_and_the_sum_of_the_opener() {
        let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(OPENER));
        assert_eq!(opener_sum(), sum);
        let leaf = leaf();
        assert!(leaf.contains(&sum));
        assert!((1..=10).all(|line| leaf.contains(&format!("\n{line:>2}. "))));
        assert!(!leaf.contains("\n11. ") && leaf.lines().all(|line| line.chars().count() <= 78));
    }

    #[test]
    fn the_opener_asks_nobody_for_anything() {
        assert!(OPENER.len() <= 50 * 1024, "{} bytes", OPENER.len());
        assert!(OPENER.contains("content=\"default-src 'none'; script-src 'sha256-"));
        for leak in [
            "unsafe",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "document.cookie",
            "fetch(",
            "XMLHttpRequest",
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            " src=",
            "<link",
            "@import",
            "url(",
        ] {
            assert!(!OPENER.contains(leak), "{leak}");
        }
    }

    #[test]
    fn own_text_is_not_drawn_and_every_chart_has_its_table() {
        let drawn = drawn(&[sample::summary(), sample::empty(), sample::hostile()]);
        let figures: Vec<&Json> = drawn
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|section| section["figures"].as_array().unwrap())
            .collect();
        assert!(!drawn.to_string().contains("alles erklären"));
        let charts = figures.iter().filter(|figure| figure["chart"].is_object());
        let rows = charts.map(|figure| figure["table"]["rows"].as_array().unwrap().len());
        let rows: Vec<usize> = rows.collect();
        assert!(
            rows.len() >= 2 && rows.iter().all(|rows| *rows > 0),
            "{rows:?}"
        );
        assert!(figures.iter().any(|figure| figure["value"]
            == "No records so far; 5 are needed before anything is concluded."));
    }
}
