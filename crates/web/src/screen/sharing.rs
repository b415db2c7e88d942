//! `/r`: who can read what; `/r/…`: exactly what somebody reads, and stopping it.

use engine::{Passphrase, ShareView};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::confirm::confirm;
use crate::page::{Place, Shell, page};
use crate::part::field::Field;
use crate::part::{notice, publication, words};
use crate::problem::Problem;

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let shares = app.journal().shares().list().await?;
    let readings = app.journal().readings().list().await?;
    let now = app.journal().vault().env().now();
    let body = html! {
        (app.news())
        div.head {
            h1 { "Sharing" }
            p { "Somebody you choose can read a part you choose. They get the current text, and cannot write in your journal." }
        }
        section aria-labelledby="who" {
            h2 #who { "Who can read" }
            div #shares data-live {
                @if shares.is_empty() { (notice::empty("Nothing is shared.")) } @else {
                    ul.rows { @for share in &shares { (one(share, &now)) } }
                }
            }
            div.acts { a.b.first href="/r/new" { "Share something" } }
        }
        section aria-labelledby="answers" {
            h2 #answers { "Answers to sealed pages" }
            p { "Whoever has a page of " kbd { "still seal" } " can send notes back, sealed for you." }
            div.acts { a.b href="/r/reply" { "Take an answer in" } a.b.plain href="/r/notes" { "All notes" } }
        }
        p.help.gap-s { "What was read cannot be unread, even if you stop." }
        @if !readings.is_empty() { p.gap-s { a href="/e" { "What others let you read" } } }
    };
    Ok(page(&Shell::of(Place::Sharing), &body))
}

fn one(share: &ShareView, now: &Zoned) -> Markup {
    let name = words::line(&share.name);
    html! {
        li {
            div {
                p.what { bdi { (name) } @if share.over { " (ended)" } }
                (how_it_stands(share, now))
            }
            div.row {
                @if share.waits() { a.b href={ "/r/" (share.short) "/invite" } { "Invite" span.hush { " " (name) } } }
                a.b href={ "/r/" (share.short) } { "Show" span.hush { ": " (name) } }
                @if !share.over { a.b href={ "/r/" (share.short) "#stop" } { "Stop" span.hush { " sharing with " (name) } } }
            }
        }
    }
}

/// What a share shows, until when, and who has it.
fn how_it_stands(share: &ShareView, now: &Zoned) -> Markup {
    let day = |at: jiff::Timestamp| at.to_zoned(now.time_zone().clone()).date();
    html! {
        p.soft {
            (words::sentence(&words::line(&share.rule.words()))) " "
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
            p.wrong { "Not up to date: what changed cannot be passed on (" (words::line(why)) ")." }
        }
    }
}

/// What the reader of a share sees.
pub(crate) async fn preview(app: &App, short: &str) -> Result<Markup, Problem> {
    shown(app, short, "").await
}

async fn shown(app: &App, short: &str, wrong: &str) -> Result<Markup, Problem> {
    let (share, publication) = app.journal().shares().show(short).await?;
    let now = app.journal().vault().env().now();
    let name = words::line(&share.name);
    let does = match (share.waits(), share.over) {
        (true, _) => "will read",
        (_, true) => "read",
        _ => "reads",
    };
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } }
        (app.news())
        div.head {
            h1 { "Exactly what " bdi { (name) } " " (does) }
            p { (publication::counted(&publication)) " " (publication::parts(&publication, &share.rule)) }
        }
        div #stands data-live { (how_it_stands(&share, &now)) }
        @if share.waits() { div.acts { a.b.first href={ "/r/" (share.short) "/invite" } { span { "Invite " bdi { (name) } } } } }
        div.exact.gap-s { (publication::document(&publication, &now)) }
        section.left-out aria-labelledby="left" {
            h2 #left { "Left out" }
            p { "Earlier versions, entries that are put away, letters that are not sent unless the share names them, links, and everything else in your journal." }
        }
        @if !share.over { (stopping(&share, wrong)) }
    };
    Ok(page(&Shell::of(Place::Sharing), &body))
}

fn stopping(share: &ShareView, wrong: &str) -> Markup {
    let name = words::line(&share.name);
    html! {
        section #stop aria-labelledby="stopping" {
            h2 #stopping { "Stop sharing with " bdi { (name) } "?" }
            form.note method="post" action={ "/r/" (share.short) } {
                @if share.reader.is_some() {
                    p { "Nothing new arrives there from now on, and their program deletes its copy when it next meets one of your devices. What was read cannot be unread, and a copy made by other means stays." }
                } @else {
                    p { "Nobody has read it yet, and then nobody can." }
                }
                p { "It cannot be taken up again. You can share the same anew." }
                (Field { wrong, ..Field::new("passphrase", "Your passphrase") }.passphrase())
                div.row { button.b.danger type="submit" { span { "Stop sharing with " bdi { (name) } } } }
            }
        }
    }
}

/// Stops a share, or gives the page again with what is wrong.
pub(crate) async fn stop(
    app: &App,
    short: &str,
    passphrase: Passphrase,
) -> Result<Option<Markup>, Problem> {
    let confirmed = match confirm(app, passphrase).await? {
        Ok(confirmed) => confirmed,
        Err(why) => return Ok(Some(shown(app, short, &why).await?)),
    };
    app.journal().shares().stop(short, &confirmed).await?;
    app.kept()
        .say("Stopped. Nothing new arrives there from now on.");
    Ok(None)
}
