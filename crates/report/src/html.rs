//! The HTML page. Everything foreign is escaped, nothing is loaded, and a policy in the page forbids what it does not
//! need: a reader may open it years later, offline, with nobody noticing.

use std::fmt::Write as _;

use jiff::civil::Date;
use programme::insight::{Bar, CalendarDay, Figure, Insight, Note, Point, Value};

use crate::chart::shape::{CHART_WIDTH, Drawing};
use crate::chart::{heat_map, line_chart};
use crate::foreign::{seen, seen_line};
use crate::svg::{self, escaped};
use crate::words::{self, FILE_TITLE, NOTHING_NOTED};

/// Only the style below is allowed; no script, picture, font, frame, form or link to a base.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(crate) const STYLE: &str = include_str!("style.css");

pub(crate) fn line(text: &str) -> String {
    escaped(&seen_line(text))
}

/// The whole page.
pub(crate) fn page(title: &str, made: Date, insights: &[Insight]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{FILE_TITLE}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<h1 dir=\"auto\">{}</h1>\n<p class=\"remark\">{}</p>\n</header>\n",
        line(title),
        line(&words::made(made)),
    );
    for (index, insight) in insights.iter().enumerate() {
        page.push_str("<section>\n");
        let name = line(&insight.title);
        // One summary named like the page needs its name once.
        if index > 0 || name != line(title) {
            push(&mut page, format_args!("<h2 dir=\"auto\">{name}</h2>\n"));
        }
        part(&mut page, insight);
        page.push_str("</section>\n");
    }
    if insights.is_empty() {
        push(&mut page, format_args!("<p>{NOTHING_NOTED}</p>\n"));
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn push(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = page.write_fmt(text);
}

fn part(page: &mut String, insight: &Insight) {
    let period = words::period(insight.from, insight.to);
    push(page, format_args!("<p class=\"remark\">{period}</p>\n"));
    if insight.figures.is_empty() {
        push(page, format_args!("<p>{NOTHING_NOTED}</p>\n"));
    }
    let mut listed = false;
    for figure in &insight.figures {
        let value = figure.value.one_line();
        if value.is_some() != listed {
            page.push_str(if listed { "</dl>\n" } else { "<dl>\n" });
            listed = !listed;
        }
        match value {
            Some(value) => fact(page, figure, &value),
            None => with_parts(page, figure),
        }
    }
    if listed {
        page.push_str("</dl>\n");
    }
}

fn fact(page: &mut String, figure: &Figure, value: &str) {
    push(
        page,
        format_args!(
            "<div><dt dir=\"auto\">{}</dt><dd>{}</dd>",
            line(&figure.label),
            line(value)
        ),
    );
    if !figure.note.is_empty() {
        let note = line(&figure.note);
        push(
            page,
            format_args!("<dd class=\"remark\" dir=\"auto\">{note}</dd>"),
        );
    }
    page.push_str("</div>\n");
}

fn with_parts(page: &mut String, figure: &Figure) {
    push(
        page,
        format_args!("<h3 dir=\"auto\">{}</h3>\n", line(&figure.label)),
    );
    if !figure.note.is_empty() {
        let note = line(&figure.note);
        push(
            page,
            format_args!("<p class=\"remark\" dir=\"auto\">{note}</p>\n"),
        );
    }
    match &figure.value {
        Value::Series(points) => series(page, points, figure.axis),
        Value::Calendar(days) => calendar(page, days),
        Value::Bars(bars) if !bars.is_empty() => table(page, bars, figure.means),
        Value::Notes(notes) if !notes.is_empty() => {
            for note in notes {
                answer(page, note);
            }
        }
        Value::Bars(_) | Value::Notes(_) => push(page, format_args!("<p>{NOTHING_NOTED}</p>\n")),
        Value::TooFew { have, need } => {
            push(
                page,
                format_args!("<p>{}</p>\n", words::too_few(*have, *need)),
            );
        }
        // Figures of one line are listed and never come here.
        Value::Count { .. } | Value::Mean(_) | Value::Change(_) | Value::Share { .. } => {}
    }
}

/// A chart with a sentence below it, and its numbers for those who want them.
fn chart(page: &mut String, drawing: Option<&Drawing>, says: &str, rows: &str) {
    page.push_str("<figure>\n");
    if let Some(drawing) = drawing {
        page.push_str(&svg::image(drawing, says));
    }
    push(
        page,
        format_args!("\n<figcaption>{}</figcaption>\n", escaped(says)),
    );
    if drawing.is_some() {
        push(
            page,
            format_args!(
                "<details><summary>Numbers</summary>\n<table>\n{rows}</table></details>\n"
            ),
        );
    }
    page.push_str("</figure>\n");
}

fn series(page: &mut String, points: &[Point], axis: Option<(u32, u32)>) {
    // A column stands where it says something.
    let averaged = points.iter().any(|point| point.average.is_some());
    let mut rows = "<tr><th scope=\"col\">day</th><th scope=\"col\">value</th>".to_owned();
    if averaged {
        rows.push_str("<th scope=\"col\">moving average</th>");
    }
    rows.push_str("</tr>\n");
    for point in points {
        push(
            &mut rows,
            format_args!(
                "<tr><td>{}</td><td>{}</td>",
                point.date,
                words::decimal(point.value)
            ),
        );
        if averaged {
            let average = point.average.map(words::decimal).unwrap_or_default();
            push(&mut rows, format_args!("<td>{average}</td>"));
        }
        rows.push_str("</tr>\n");
    }
    chart(
        page,
        line_chart::draw(points, axis, CHART_WIDTH).as_ref(),
        &words::series(points),
        &rows,
    );
}

fn calendar(page: &mut String, days: &[CalendarDay]) {
    let mut rows =
        "<tr><th scope=\"col\">day</th><th scope=\"col\">kept</th><th scope=\"col\">missed</th></tr>\n"
            .to_owned();
    for day in days.iter().filter(|day| day.kept > 0 || day.missed > 0) {
        push(
            &mut rows,
            format_args!(
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                day.date, day.kept, day.missed
            ),
        );
    }
    chart(
        page,
        heat_map::draw(days, CHART_WIDTH).as_ref(),
        &words::calendar(days),
        &rows,
    );
}

fn table(page: &mut String, bars: &[Bar], means: &str) {
    let full = words::full_bar(bars);
    let with_mean = bars.iter().any(|bar| bar.mean.is_some());
    page.push_str(
        "<table class=\"bars\">\n<thead><tr><td></td><td></td><th scope=\"col\">times</th>",
    );
    if with_mean {
        push(page, format_args!("<th scope=\"col\">{means}</th>"));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for bar in bars {
        push(
            page,
            format_args!(
                "<tr><th scope=\"row\" dir=\"auto\">{}</th><td>{}</td><td>{}</td>",
                line(&bar.label),
                full.map_or(String::new(), |full| svg::bar(
                    f64::from(bar.count) / f64::from(full)
                )),
                bar.count
            ),
        );
        if with_mean {
            let mean = bar.mean.map(words::decimal).unwrap_or_default();
            push(page, format_args!("<td>{mean}</td>"));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn answer(page: &mut String, note: &Note) {
    page.push_str("<article>\n");
    let head = escaped(&words::head(note));
    if !head.is_empty() {
        push(page, format_args!("<h4 dir=\"auto\">{head}</h4>\n"));
    }
    let text = seen(&note.text);
    let text = text.trim_end();
    if !text.is_empty() {
        push(
            page,
            format_args!("<p class=\"own\" dir=\"auto\">{}</p>\n", escaped(text)),
        );
    }
    page.push_str("</article>\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sample;

    fn of(insight: Insight) -> String {
        page("Since the last session", date(2026, 11, 25), &[insight])
    }

    /// The page without the text between its elements and without quoted values: only markup is left.
    fn markup(page: &str) -> String {
        let body = page.split_once("</style>").map_or(page, |(_, body)| body);
        let mut kept = String::new();
        let (mut inside, mut quoted) = (false, false);
        for c in body.chars() {
            match c {
                '<' if !quoted => inside = true,
                '>' if !quoted => inside = false,
                '"' if inside => quoted = !quoted,
                _ if inside && !quoted => kept.push(c),
                _ => {}
            }
        }
        kept
    }

    #[test]
    fn an_ordinary_page_leads_nowhere() {
        let page = of(sample::summary());
        assert!(
            page.starts_with(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
            )
        );
        let before_style = page.split_once("<style>").unwrap().0;
        assert!(
            before_style.contains("default-src 'none'") && before_style.contains("no-referrer")
        );
        for leak in [
            "http:", "https:", "//", "<script", "<link", "<a ", "<iframe", "src=", "href", "url(",
            "@import", "style=",
        ] {
            assert!(!page.contains(leak), "{leak}");
        }
        assert!(page.contains("<title>Summary</title>"));
        assert!(!page.contains("<h2"), "the page's own title is said once");
        assert!(page.contains("role=\"img\" aria-label=\"54 days: lowest 3.0 on 27 Sep 2026"));
        assert!(page.contains("„alles erklären“") && page.contains("🙂"));
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = of(sample::hostile());
        let markup = markup(&page);
        for element in ["script", "img", "onerror", "iframe", "alert"] {
            assert!(!markup.contains(element), "{element}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;"));
        assert!(page.contains("&amp;amp;") && page.contains("שלום") && page.contains("日本語"));
        let hidden = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e0fff}')
        };
        assert!(!page.contains(hidden));
    }

    #[test]
    fn elements_are_closed() {
        for insight in [sample::summary(), sample::empty(), sample::hostile()] {
            let page = of(insight);
            for name in [
                "section",
                "dl",
                "div",
                "dt",
                "dd",
                "table",
                "tr",
                "td",
                "th",
                "figure",
                "figcaption",
                "svg",
                "details",
                "article",
                "h2",
                "h3",
                "h4",
                "p",
            ] {
                let opened = page.matches(&format!("<{name}>")).count()
                    + page.matches(&format!("<{name} ")).count();
                assert_eq!(
                    opened,
                    page.matches(&format!("</{name}>")).count(),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        let page = of(sample::empty());
        assert_eq!(page.matches(NOTHING_NOTED).count(), 4);
        assert!(page.contains("No records so far; 5 are needed"));
        assert!(super::page("T", date(2026, 11, 25), &[]).contains(NOTHING_NOTED));
    }

    #[test]
    fn huge_insights_become_a_page() {
        let page = of(sample::huge());
        assert!(page.len() > 1_000_000);
        assert!(page.ends_with("</html>\n"));
    }
}
