//! `/e`: what others let this device read. Nothing here can be changed.

use axum::http::StatusCode;
use engine::views::SnippetPart;
use engine::{Publication, ReadError, ReadingView};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::Field;
use crate::part::{notice, publication, words};
use crate::problem::Problem;

/// Entries that a search shows.
const FOUND_MAX: usize = 50;

/// The page: the only share, or all of them by name.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let readings = app.journal().readings().list().await?;
    if let [only] = readings.as_slice() {
        return shown(app, only, "").await;
    }
    let now = app.journal().vault().env().now();
    let body = html! {
        div.head {
            h1 { "What others let you read" }
            p { "The current text, nothing deleted, no way into their journals." }
        }
        div #readings data-live {
            @if readings.is_empty() { (notice::empty("Nothing is shared with this device now.")) } @else {
                ul.rows {
                    @for reading in &readings {
                        li {
                            div {
                                p.what { (from(reading)) }
                                p.soft { (how_it_stands(reading, &now)) }
                            }
                            a.b href={ "/e/" (reading.short) } { "Read" span.hush { ": " (from(reading)) } }
                        }
                    }
                }
            }
        }
    };
    Ok(page(
        &Shell::of(Place::Reading).reading(app.only_reads()),
        &body,
    ))
}

fn from(reading: &ReadingView) -> Markup {
    html! {
        @match reading.name.as_str() {
            "" => "somebody who gave no name",
            name => bdi { (words::line(name)) },
        }
    }
}

fn how_it_stands(reading: &ReadingView, now: &Zoned) -> String {
    let day = |at: jiff::Timestamp| words::dated(at.to_zoned(now.time_zone().clone()).date());
    let until = reading
        .ends_at
        .map_or_else(String::new, |at| format!(" until {}", day(at)));
    let fetched = match reading.fetched_at {
        Some(at) => format!("Fetched {}.", words::ago(at, now)),
        None => "Nothing was fetched yet.".to_owned(),
    };
    let problem = reading.problem.as_ref();
    let problem = problem.map_or_else(String::new, |why| {
        format!(" It cannot be read here: {}.", words::line(why))
    });
    format!("Shared with you{until}. {fetched}{problem}")
}

/// One share, by the beginning of its id, and what is found in it.
pub(crate) async fn one(app: &App, share: &str, sent: &Sent) -> Result<Markup, Problem> {
    let readings = app.journal().readings().list().await?;
    let found = readings.iter().find(|reading| reading.short == share);
    let reading = found.ok_or_else(Problem::missing)?;
    shown(app, reading, sent.get("q").trim()).await
}

async fn shown(app: &App, reading: &ReadingView, query: &str) -> Result<Markup, Problem> {
    let share = reading.short.as_str();
    let publication = match reading.problem {
        Some(_) => Publication::default(),
        None => app.journal().readings().read(Some(share)).await?,
    };
    let now = app.journal().vault().env().now();
    let body = html! {
        div.head {
            h1 { "From " (from(reading)) }
            p #stands data-live { (how_it_stands(reading, &now)) " The current text, nothing deleted, no way into the journal." }
        }
        div.two.early {
            aside.toc.no-print aria-label="Contents" {
                h2 { "Contents" }
                ul { @for (id, name) in publication::contents(&publication) { li { a href={ "#" (id) } { (name) } } } }
                hr;
                p.soft { "You can read. Nothing you do here is told to them, except that you fetched." }
            }
            div {
                form method="post" action={ "/e/" (share) } {
                    (Field { value: query, ..Field::new("q", "Words to look for") }.search("Search"))
                }
                @if !query.is_empty() { (hits(app, share, query).await?) }
                div.acts.no-print { button.b type="button" data-print { "Print" } }
                div #doc.gap data-live { (publication::document(&publication, &now)) }
            }
        }
    };
    Ok(page(
        &Shell::two(Place::Reading).reading(app.only_reads()),
        &body,
    ))
}

/// What is found, with a way to where it stands.
async fn hits(app: &App, share: &str, query: &str) -> Result<Markup, Problem> {
    let found = app
        .journal()
        .readings()
        .search(Some(share), query, FOUND_MAX)
        .await;
    let found = match found {
        Ok(found) => found,
        Err(ReadError::Invalid(why)) => {
            let said = Problem::new(StatusCode::BAD_REQUEST, why);
            return Ok(notice::wrong("This cannot be looked for.", said.said()));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(html! {
        section aria-labelledby="found" {
            h2 #found { (words::counted_len(found.total, "entry", "entries")) }
            ul.entries {
                @for hit in &found.hits {
                    li {
                        p.soft.small { (words::dated(hit.entry.moment().date())) ", " a href={ "#doc-" (hit.entry.id) } { bdi { (crate::part::entry::name(&hit.entry)) } } }
                        p.own dir="auto" { @for part in &hit.snippet { (snippet(part)) } }
                    }
                }
            }
        }
    })
}

fn snippet(part: &SnippetPart) -> Markup {
    html! {
        @if part.hit { mark { (words::line(&part.text)) } } @else { (words::line(&part.text)) }
    }
}
