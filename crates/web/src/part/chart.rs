//! Insights: figures in words and numbers, a drawing where there is something to draw, and each drawing with the same
//! as a table.

use engine::insight::{
    Bar, CalendarDay, Figure, Insight, Note, Point, Record, Source, Value, decimal,
};
use jiff::civil::Date;
use maud::{Markup, html};
use report::words as says;

use super::words;
use crate::markup::drawn;

/// Records listed for each part of a figure.
const RECORDS_SHOWN: usize = 24;

/// All figures of an insight; `link` says where a record is read.
pub(crate) fn insight(insight: &Insight, link: &dyn Fn(&Record) -> Option<String>) -> Markup {
    let page = Page { link };
    html! {
        @if insight.figures.is_empty() { p { (says::NOTHING_NOTED) } }
        @for group in insight.figures.chunk_by(|one, other| is_fact(one) && is_fact(other)) {
            @if is_fact(&group[0]) { (page.facts(group)) } @else { (page.with_parts(&group[0])) }
        }
    }
}

/// Whether a figure is one number.
fn is_fact(figure: &Figure) -> bool {
    figure.value.one_line().is_some()
}

struct Page<'a> {
    link: &'a dyn Fn(&Record) -> Option<String>,
}

impl Page<'_> {
    fn facts(&self, figures: &[Figure]) -> Markup {
        html! {
            dl.figs {
                @for figure in figures {
                    div {
                        dt { bdi { (words::line(&figure.label)) } }
                        dd { (words::line(&figure.value.one_line().unwrap_or_default())) }
                        @if !figure.note.is_empty() { dd.remark { (words::line(&figure.note)) } }
                    }
                }
            }
            @let why: Vec<&Record> = figures.iter().flat_map(|figure| &figure.why).collect();
            (self.records(&why))
        }
    }

    fn with_parts(&self, figure: &Figure) -> Markup {
        html! {
            figure {
                h3 { bdi { (words::line(&figure.label)) } }
                @match &figure.value {
                    Value::Series(points) => (self.series(figure, points)),
                    Value::Bars(bars) => (self.bars(figure, bars)),
                    Value::Calendar(days) => (self.calendar(figure, days)),
                    Value::Notes(notes) => (self.notes(figure, notes)),
                    Value::TooFew { have, need } => p { (says::too_few(*have, *need)) },
                    Value::Count { .. } | Value::Mean(_) | Value::Change(_) | Value::Share { .. } => {},
                }
            }
        }
    }

    fn caption(figure: &Figure, more: &str) -> Markup {
        html! {
            @if !figure.note.is_empty() || !more.is_empty() {
                figcaption { (words::line(&figure.note)) " " (more) }
            }
        }
    }

    fn series(&self, figure: &Figure, points: &[Point]) -> Markup {
        let why: Vec<&Record> = points.iter().flat_map(|point| &point.why).collect();
        // A column stands where it says something.
        let averaged = points.iter().any(|point| point.average.is_some());
        html! {
            (Self::caption(figure, &says::series(points)))
            (drawings(figure))
            @if !points.is_empty() {
                details.data {
                    summary { "The same as a table" }
                    table.t {
                        caption.hush { (words::line(&figure.label)) }
                        thead { tr { th scope="col" { "Day" } th scope="col" { "Value" } @if averaged { th scope="col" { "Average of seven days" } } } }
                        tbody {
                            @for point in points {
                                tr {
                                    th scope="row" { (says::day(point.date)) }
                                    td { (decimal(point.value)) }
                                    @if averaged { td { (point.average.map_or_else(|| "–".to_owned(), decimal)) } }
                                }
                            }
                        }
                    }
                }
            }
            (self.records(&why))
        }
    }

    fn calendar(&self, figure: &Figure, days: &[CalendarDay]) -> Markup {
        let why: Vec<&Record> = days.iter().flat_map(|day| &day.why).collect();
        html! {
            (Self::caption(figure, &says::calendar(days)))
            (drawings(figure))
            @if !days.is_empty() {
                details.data {
                    summary { "The same as a table" }
                    table.t {
                        caption.hush { (words::line(&figure.label)) }
                        thead { tr { th scope="col" { "Day" } th scope="col" { "Kept" } th scope="col" { "Missed" } th scope="col" { "Nothing said" } } }
                        tbody {
                            @for day in days {
                                tr {
                                    th scope="row" { (says::day(day.date)) }
                                    td { (day.kept) } td { (day.missed) } td { (day.unsaid) }
                                }
                            }
                        }
                    }
                }
            }
            (self.records(&why))
        }
    }

    fn bars(&self, figure: &Figure, bars: &[Bar]) -> Markup {
        let full = says::full_bar(bars);
        let means = bars.iter().any(|bar| bar.mean.is_some());
        let why: Vec<&Record> = bars.iter().flat_map(|bar| &bar.why).collect();
        html! {
            (Self::caption(figure, ""))
            @if bars.is_empty() { p { (says::NOTHING_NOTED) } } @else {
                table.t {
                    caption.hush { (words::line(&figure.label)) }
                    thead {
                        tr {
                            th scope="col" { span.hush { "Name" } }
                            @if full.is_some() { th.bar-cell scope="col" { span.hush { "As a bar" } } }
                            th scope="col" { "Times" }
                            @if means { th scope="col" { "Mean" } }
                        }
                    }
                    tbody {
                        @for bar in bars {
                            tr {
                                th scope="row" { bdi { (words::line(&bar.label)) } }
                                @if let Some(full) = full { td.bar-cell { (drawn_bar(bar.count, full)) } }
                                td { (bar.count) }
                                @if means { td { (bar.mean.map_or_else(|| "–".to_owned(), decimal)) } }
                            }
                        }
                    }
                }
            }
            (self.records(&why))
        }
    }

    fn notes(&self, figure: &Figure, notes: &[Note]) -> Markup {
        html! {
            (Self::caption(figure, ""))
            @if notes.is_empty() { p { (says::NOTHING_NOTED) } }
            ul.lines {
                @for note in notes {
                    li {
                        @if note.date.is_some() || !note.head.is_empty() {
                            p.soft.small {
                                @if let Some(date) = note.date { (says::day(date)) " " }
                                bdi { (words::line(&note.head)) }
                            }
                        }
                        @let text = words::text(note.text.trim_end());
                        @if !text.is_empty() { p.own dir="auto" { (text) } }
                        (self.records(&note.why.iter().collect::<Vec<_>>()))
                    }
                }
            }
        }
    }

    /// Where it comes from.
    fn records(&self, why: &[&Record]) -> Markup {
        let mut known: Vec<(Option<Date>, String)> = Vec::new();
        for record in why {
            if let Some(path) = (self.link)(record)
                && !known.iter().any(|(_, other)| *other == path)
            {
                known.push((record.at.map(|at| at.date()), path));
            }
        }
        let more = known.len().saturating_sub(RECORDS_SHOWN);
        known.truncate(RECORDS_SHOWN);
        html! {
            @if !known.is_empty() {
                details.no-print {
                    summary { "Where this comes from" }
                    ul.row {
                        @for (date, path) in known {
                            li { a href=(path) { (name(date, &path)) } }
                        }
                        @if more > 0 { li.soft { "and " (more) " more" } }
                    }
                }
            }
        }
    }
}

/// How a link to a record reads.
fn name(date: Option<Date>, path: &str) -> String {
    match (date, path.strip_prefix("/p/")) {
        (Some(date), _) => says::day(date),
        (None, Some(step)) if step.len() <= 2 => format!("step {step}"),
        (None, _) => "a worksheet".to_owned(),
    }
}

/// A bar of a table; the number stands beside it.
/// A chart, drawn for each width of the page; the style shows one.
fn drawings(figure: &Figure) -> Markup {
    html! {
        @if let Some([wide, narrow]) = report::svg(figure) {
            div.for-wide { (drawn(wide)) }
            div.for-narrow { (drawn(narrow)) }
        }
    }
}

fn drawn_bar(count: u32, full: u32) -> Markup {
    let width = (f64::from(count) / f64::from(full.max(1)) * 100.0).clamp(0.5, 100.0);
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.x-full width=(format!("{width:.1}")) height="10" {}
        }
    }
}

/// Where a record is read: an entry, or the worksheet it stands in.
pub(crate) fn path_of(record: &Record, sheet: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match &record.source {
        Source::Entry(id) => Some(format!("/n/{id}")),
        Source::Item { definition, .. } | Source::Field { definition, .. } => sheet(definition),
    }
}
