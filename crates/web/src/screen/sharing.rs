//! `/r`: who can read what; `/r/…`: exactly what somebody reads.

use engine::{Publication, ShareView};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::page::{Place, Shell, page};
use crate::part::{entry, notice, sheet, words};
use crate::problem::Problem;

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let shares = app.journal().shares().list().await?;
    let now = app.journal().vault().env().now();
    let body = html! {
        div.head {
            h1 { "Sharing" }
            p { "Somebody you choose can read a part you choose. They get the current text, and cannot write in your journal." }
        }
        section aria-labelledby="who" {
            h2 #who { "Who can read" }
            @if shares.is_empty() { (notice::empty("Nothing is shared.")) } @else {
                ul.rows #shares data-live { @for share in &shares { (one(share, &now)) } }
            }
        }
        section aria-labelledby="more" {
            h2 #more { "To share something, or to stop" }
            p { "A share is made in a terminal: " kbd { "still share new" } " shows exactly what somebody will read before it asks for your passphrase, and " kbd { "still share stop" } " ends it." }
            p.help.gap-s { "What was read cannot be unread, even if you stop." }
        }
    };
    Ok(page(&Shell::of(Place::Sharing), &body))
}

fn one(share: &ShareView, now: &Zoned) -> Markup {
    let day = |at: jiff::Timestamp| at.to_zoned(now.time_zone().clone()).date();
    html! {
        li {
            div {
                p.what { bdi { (words::line(&share.name)) } @if share.over { " (ended)" } }
                p.soft {
                    (words::line(&share.rule.words())) ". "
                    @if let Some(at) = share.ends_at { "Until " (words::short_day(day(at), now.date())) ". " }
                    @match (&share.reader, share.fetched_at) {
                        (None, _) if share.over => "Nobody has joined.",
                        (None, _) => "It waits for its reader.",
                        (Some(reader), None) => { bdi { (words::line(reader)) } " has joined and fetched nothing yet." },
                        (Some(reader), Some(at)) => { bdi { (words::line(reader)) } " last fetched " (words::ago(at, now)) "." },
                    }
                    @if !share.from.is_empty() { " The reader sees that it is from " bdi { (words::line(&share.from)) } "." }
                }
                @if let Some(why) = &share.problem {
                    p.wrong { "Not up to date: it cannot be published (" (words::line(why)) ")." }
                }
            }
            a.b href={ "/r/" (share.short) } { "Show" span.hush { ": " (words::line(&share.name)) } }
        }
    }
}

/// What the reader of a share sees.
pub(crate) async fn preview(app: &App, short: &str) -> Result<Markup, Problem> {
    let (share, publication) = app.journal().shares().show(short).await?;
    let now = app.journal().vault().env().now();
    let name = words::line(&share.name);
    let waits = share.reader.is_none() && !share.over;
    let entries = words::counted_len(publication.entries.len(), "entry", "entries");
    let sheets = words::counted_len(publication.worksheets.len(), "worksheet", "worksheets");
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } }
        div.head {
            h1 { "Exactly what " bdi { (name) } " " (if waits { "will read" } else if share.over { "read" } else { "reads" }) }
            p { (entries) " and " (sheets) "." @if !publication.entries.is_empty() { " Of each entry goes: " (words::line(&share.rule.parts_in_words())) "." } }
        }
        div.exact { (document(&publication, &now)) }
        section aria-labelledby="left" {
            h2.hush #left { "Left out" }
            div.left-out { p { "Left out: earlier versions, entries that are put away, letters that are not sent unless the share names them, and everything else in your journal." } }
        }
    };
    Ok(page(&Shell::of(Place::Sharing), &body))
}

/// A publication as its reader has it.
fn document(publication: &Publication, now: &Zoned) -> Markup {
    html! {
        div.doc {
            @if publication.is_empty() { p { "Nothing." } }
            @if !publication.entries.is_empty() {
                section {
                    h2 { "Entries" }
                    @for one in &publication.entries {
                        article {
                            @let moment = one.moment();
                            h3 dir="auto" { (if one.title.trim().is_empty() { words::long_day(moment.date(), now.date()) } else { words::line(&one.title) }) }
                            p.facts {
                                span { (words::long_day(moment.date(), now.date())) ", " (moment.strftime("%H:%M")) }
                                @for fact in entry::facts(one) { bdi { (fact) } }
                            }
                            div.own dir="auto" { (words::text(&one.body)) }
                        }
                    }
                }
            }
            @for row in &publication.worksheets {
                section {
                    @match publication.definition(row) {
                        Some(definition) => { h2 { (words::line(&definition.title)) } (sheet::shared(definition, row)) },
                        None => p { "A worksheet of a newer kind: " (words::line(&row.definition)) },
                    }
                }
            }
        }
    }
}
