//! `/r/reply`: what comes back from a sealed page; `/r/notes`: the notes that were taken in from it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use engine::ReadError;
use engine::replies::{NoteView, ReplyNote, ReplyView};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::{self, Offer, hidden};
use crate::part::{notes, notice, words};
use crate::problem::Problem;

/// The page that asks for the file.
pub(crate) fn show() -> Markup {
    asking("")
}

fn asking(wrong: &str) -> Markup {
    let shell = Shell {
        scripts: &["reply.js"],
        ..Shell::of(Place::Sharing)
    };
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } }
        div.head {
            h1 { "An answer to a sealed page" }
            p { "Whoever read it can have saved what they wrote as a file, reply.age. Only your devices open it. You see all of it before anything is kept." }
        }
        form method="post" action="/r/reply" data-file {
            (field::file("file", "The file, reply.age", ".age", wrong))
            div.acts { button.b.first type="submit" { "Look at it" } }
        }
        p.gap-s { a href="/r/notes" { "All notes" } }
    };
    page(&shell, &body)
}

/// Opens what was sent: all of it, to be looked at, or `Err` is the page again with what is wrong.
pub(crate) async fn open(app: &App, sent: &Sent) -> Result<Result<Markup, Markup>, Problem> {
    let file = sent.get("file");
    if file.is_empty() {
        return Ok(Err(asking("Choose the file first.")));
    }
    let opened = app.journal().replies().open(bytes(&file)?).await;
    let reply = match opened {
        Ok(reply) => reply,
        Err(ReadError::Refused(why)) => {
            return Ok(Err(asking(&format!("It is not taken: {why}."))));
        }
        Err(error) => return Err(error.into()),
    };
    let now = app.journal().vault().env().now();
    Ok(Ok(looking(&reply, &file, &now)))
}

fn bytes(file: &str) -> Result<Vec<u8>, Problem> {
    let read = BASE64URL_NOPAD.decode(file.as_bytes());
    read.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "this cannot be read"))
}

fn looking(reply: &ReplyView, file: &str, now: &Zoned) -> Markup {
    let is_new = reply.notes.iter().any(|note| !note.known);
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } }
        div.head {
            h1 { "An answer to the page for " bdi { (words::line(&reply.page_for)) } }
            p {
                @if reply.by.is_empty() { "It names nobody" } @else { "It says that it is by " bdi { (words::line(&reply.by)) } }
                @if let Some(at) = reply.made { ", on " (words::moment(at, now)) }
                ". It was written by somebody who could open your page. That is all the file can prove."
            }
        }
        form method="post" action="/r/reply/take" {
            (hidden("file", file))
            @for (at, note) in reply.notes.iter().enumerate() { (one(at, note)) }
            @if is_new {
                p.help { "What you take in is kept beside what it is about, on your devices alone. It is in no share, and you can delete it." }
                div.acts {
                    button.b.first type="submit" { "Take in what is ticked" }
                    a.b.plain href="/r" { "Leave it" }
                }
            } @else {
                p { "All of it was taken in before." }
                div.acts { a.b href="/r/notes" { "All notes" } }
            }
        }
    };
    page(&Shell::of(Place::Sharing), &body)
}

fn one(at: usize, note: &ReplyNote) -> Markup {
    html! {
        article.answer {
            p.who { (notes::on(&note.on)) }
            div.own dir="auto" { (words::text(&note.text)) }
            @if note.known {
                p.soft.small { "Taken in before." }
            } @else {
                (field::ticks("checkbox", "note", [Offer { value: &at.to_string(), label: &format!("Take note {} in", at + 1), chosen: true }]))
            }
        }
    }
}

/// Takes in what was ticked.
pub(crate) async fn take(app: &App, sent: &Sent) -> Result<(), Problem> {
    let wanted: BTreeSet<usize> = sent.all("note").filter_map(|at| at.parse().ok()).collect();
    let file = bytes(&sent.get("file"))?;
    let done = app.journal().replies().take_in(file, wanted).await?;
    app.kept().say(match done.taken {
        0 => "Nothing was taken in.".to_owned(),
        taken => format!("Took {} in.", words::counted_len(taken, "note", "notes")),
    });
    Ok(())
}

/// All notes.
pub(crate) async fn list(app: &App) -> Result<Markup, Problem> {
    let found = app.journal().replies().notes().await?;
    let now = app.journal().vault().env().now();
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } }
        (app.news())
        div.head {
            h1 { "Notes" }
            p { "What came back from sealed pages. Notes are in no share." }
        }
        @if found.is_empty() { (notice::empty("There is no note yet.")) }
        @for note in &found { (listed(note, &now)) }
        div.acts { a.b href="/r/reply" { "Take an answer in" } }
    };
    Ok(page(&Shell::of(Place::Sharing), &body))
}

fn listed(note: &NoteView, now: &Zoned) -> Markup {
    html! {
        article.answer id={ "note-" (note.id) } {
            p.who { (notes::by(note, now)) ", " (notes::on(&note.on)) }
            div.own dir="auto" { (words::text(&note.text)) }
            details {
                summary { "Delete it" }
                form.row method="post" action="/r/notes" {
                    (hidden("note", &note.id))
                    p { "It goes on all your devices, and its file does not bring it back." }
                    button.b.danger type="submit" { "Delete the note" span.hush { " by " (words::line(&note.by)) } }
                }
            }
        }
    }
}

/// Deletes a note.
pub(crate) async fn delete(app: &App, sent: &Sent) -> Result<(), Problem> {
    app.journal().replies().delete(&sent.get("note")).await?;
    app.kept().say("The note is deleted.");
    Ok(())
}
