//! `/s`: searching. The query travels in the body of a request alone; the address of what was found is a name that says
//! nothing of it, good until the next search or until the journal is locked.

use engine::views::Found;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::Field;
use crate::part::{entry, words};
use crate::problem::Problem;

/// Entries shown of what was found.
const SHOWN: usize = 50;
/// Tags that are offered.
const TAGS_SHOWN: usize = 6;

/// What is often looked for.
const OFFERED: [(&str, &str); 3] = [
    ("starred", "star:yes"),
    ("mood 4 or lower", "mood:<5"),
    ("last month", "on:last-month"),
];

/// A few of the ways to ask.
const WAYS: [(&str, &str); 8] = [
    ("lake river", "entries with both"),
    ("\"by the river\"", "these words together"),
    ("walk -rain", "without this word"),
    ("walk OR ride", "one of them"),
    ("mood:<4", "a mood below 4"),
    ("tag:walk after:2026-11", "by tag and date"),
    (
        "emotion:calm, trigger:\"old song\"",
        "what was felt, what set it off",
    ),
    ("step:2, star:yes, letter:no", "a step, starred, no letters"),
];

/// The page, with what was found where a search is named.
pub(crate) async fn show(app: &App, named: Option<&str>) -> Result<Markup, Problem> {
    let query = named
        .and_then(|name| app.kept().searched(name))
        .unwrap_or_default();
    let found = hits(app, &query).await?;
    let tags = app.journal().entries().labels(engine::Label::Tag).await?;
    let tags: Vec<String> = tags
        .into_iter()
        .take(TAGS_SHOWN)
        .map(|tag| tag.label)
        .collect();
    let body = html! {
        div.head { h1 { "Search" } }
        form #search role="search" method="post" action="/s" {
            (Field {
                help: "Searches entries on this device. What you look for is written down nowhere.",
                value: &query,
                ..Field::new("q", "Words to look for")
            }.search("Search"))
        }
        form method="post" action="/s" {
            div.chips role="group" aria-label="Often looked for" {
                @for (name, query) in OFFERED { button.chip name="q" value=(query) { (name) } }
                @for tag in &tags {
                    button.chip name="q" value={ "tag:\"" (tag.replace('"', "")) "\"" } { bdi { (words::line(&format!("#{tag}"))) } }
                }
            }
        }
        p.hush #told role="status" {}
        div #hits { (found) }
        details.gap {
            summary { "How to look for more" }
            dl.facts-list { @for (typed, finds) in WAYS { dt { kbd { (typed) } } dd { (finds) } } }
        }
    };
    let shell = Shell {
        scripts: &["search.js"],
        ..Shell::of(Place::Search)
    };
    Ok(page(&shell, &body))
}

/// Remembers a search for the page that follows; answers its name.
pub(crate) fn remember(app: &App, sent: &Sent) -> String {
    let name = app.name();
    app.kept().search(name.clone(), sent.get("q"));
    name
}

/// What a query finds, as a part of the page.
pub(crate) async fn hits(app: &App, query: &str) -> Result<Markup, Problem> {
    if query.trim().is_empty() {
        return Ok(html! {});
    }
    let today = app.journal().present().await?.today();
    match app.journal().entries().search(query, SHOWN).await {
        Ok(found) => Ok(list(&found, query, today)),
        Err(engine::ReadError::Invalid(why)) => Ok(html! {
            section { p role="status" { (words::line(&why)) } }
        }),
        Err(error) => Err(error.into()),
    }
}

fn list(found: &Found, query: &str, today: Date) -> Markup {
    let count = words::counted_len(found.total, "entry", "entries");
    html! {
        section aria-labelledby="found" {
            @if found.hits.is_empty() {
                h2.hush #found { "Nothing found" }
                p.lead role="status" { "No entry has “" bdi { (words::line(query)) } "”." }
            } @else {
                h2 #found { (count) }
                ul.entries {
                    @for hit in &found.hits { (entry::found(&hit.entry, &hit.snippet, today)) }
                }
                @if found.total > found.hits.len() {
                    p.soft { "The newest " (found.hits.len()) " are shown. One more word finds fewer." }
                }
            }
        }
    }
}
