//! `/i`: what can be worked out from what was written, each figure in words and numbers; a drawing says it again.

use engine::insight::{Insight, Record};
use engine::worksheet::definitions;
use engine::{Days, InsightKind, SheetName};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::chart;
use crate::part::field::Field;
use crate::problem::Problem;

use super::steps;

/// All of them, in the order of the page.
const KINDS: [(&str, InsightKind); 8] = [
    ("mood", InsightKind::Mood),
    ("days", InsightKind::Days),
    ("words", InsightKind::Words),
    ("pairs", InsightKind::Pairs),
    ("no-contact", InsightKind::NoContact),
    ("times", InsightKind::Times),
    ("kept", InsightKind::Kept),
    ("progress", InsightKind::Progress),
];

/// What was typed as the ends of the range.
#[derive(Default)]
struct Range {
    from: String,
    to: String,
    wrong: String,
}

/// The page, over some days or those that fit each insight.
pub(crate) async fn show(app: &App, days: Days) -> Result<Markup, Problem> {
    let text = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let range = Range {
        from: text(days.from),
        to: text(days.to),
        wrong: String::new(),
    };
    shown(app, days, &range).await
}

async fn shown(app: &App, days: Days, range: &Range) -> Result<Markup, Problem> {
    let mut insights: Vec<(&str, Insight)> = Vec::new();
    for (id, kind) in KINDS {
        insights.push((id, app.journal().insights().get(kind, days).await?));
    }
    let body = html! {
        div.head {
            h1 { "Insights" }
            p { "Counts of what you wrote down. No judgement, no diagnosis, and worked out on this device each time." }
        }
        form.range method="post" action="/i" {
            (Field { value: &range.from, ..Field::new("from", "From") }.line())
            (Field { value: &range.to, ..Field::new("to", "To") }.line())
            button.b type="submit" { "Show" }
            @if !range.from.is_empty() || !range.to.is_empty() { a.b.plain href="/i" { "As it fits" } }
            (crate::part::field::wrong("range", &range.wrong))
        }
        div.two.gap-s {
            div #insights data-live {
                @for (id, insight) in &insights {
                    section aria-labelledby=(id) {
                        h2 id=(id) { (crate::part::words::line(&insight.title)) }
                        p.soft.small { (report::words::period(insight.from, insight.to)) }
                        (chart::insight(insight, &link))
                    }
                }
            }
            aside aria-label="On this page" {
                h2 { "On this page" }
                ul.toc {
                    @for (id, insight) in &insights { li { a href={ "#" (id) } { (crate::part::words::line(&insight.title)) } } }
                }
            }
        }
    };
    Ok(page(&Shell::two(Place::Insights), &body))
}

/// Where a record is read.
fn link(record: &Record) -> Option<String> {
    chart::path_of(record, &|definition| {
        let step = definitions::by_id(definition).and_then(|it| it.step);
        let name = step.map_or_else(
            || SheetName::Definition(definition.to_owned()),
            SheetName::Step,
        );
        Some(format!("/p/{}", steps::path(&name)))
    })
}

/// The days that an address names.
pub(crate) fn days_of(from: &str, to: &str) -> Result<Days, Problem> {
    let day = |text: &str| match text {
        "-" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Problem::missing()),
    };
    Ok(Days {
        from: day(from)?,
        to: day(to)?,
    })
}

/// The address of the range that was typed, or the page with what is wrong with it.
pub(crate) async fn range(app: &App, sent: &Sent) -> Result<Result<String, Markup>, Problem> {
    let mut typed = Range {
        from: sent.get("from"),
        to: sent.get("to"),
        wrong: String::new(),
    };
    let present = app.journal().present().await?;
    let read = |text: &str| match text.trim() {
        "" => Ok(None),
        text => present.days(text).map(Some),
    };
    let (from, to) = match (read(&typed.from), read(&typed.to)) {
        (Ok(from), Ok(to)) => (from.map(|days| days.0), to.map(|days| days.1)),
        (Err(why), _) | (_, Err(why)) => {
            typed.wrong = why.in_full();
            return Ok(Err(shown(app, Days::default(), &typed).await?));
        }
    };
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        typed.wrong = "The last day comes before the first.".to_owned();
        return Ok(Err(shown(app, Days::default(), &typed).await?));
    }
    let part = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    Ok(Ok(match (from, to) {
        (None, None) => "/i".to_owned(),
        (from, to) => format!("/i/{}/{}", part(from), part(to)),
    }))
}
