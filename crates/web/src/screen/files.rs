//! The files of an entry: which there are, taking one in, handing one out, taking one away.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use engine::views::{EntryRef, EntryView};
use engine::{AsItCame, HeldFile, TakenFile};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::app::App;
use crate::form::Sent;
use crate::part::{entry, words};
use crate::problem::Problem;
use crate::screen::write::{Received, answer, sent};

/// Pictures that a page shows; whatever else a file is, it is only handed out.
const SHOWN: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// What begins to come in.
#[derive(Deserialize)]
pub(crate) struct Coming {
    entry: String,
    name: String,
    bytes: u64,
}

/// A piece of it.
#[derive(Deserialize)]
pub(crate) struct Piece {
    key: String,
    number: usize,
    bytes: String,
}

/// All of it came.
#[derive(Deserialize)]
pub(crate) struct Came {
    key: String,
}

/// The part of an entry's page about its files.
pub(crate) async fn part(app: &App, of: &EntryView) -> Result<Markup, Problem> {
    let files = app.journal().files().of(EntryRef::from(of)).await?;
    Ok(html! {
        section #files aria-labelledby="files-name" {
            h2 #files-name { "Files" }
            div #files-list data-live {
                @if !files.is_empty() { ul.rows { @for held in &files { (one(of, held)) } } }
            }
            @if of.deleted.is_none() { (adding(of)) }
        }
    })
}

fn one(of: &EntryView, held: &HeldFile) -> Markup {
    let file = &held.file;
    let name = words::line(&file.name);
    let path = format!("{}/f/{}", entry::path(of), file.id);
    let here = held.missing == 0;
    html! {
        li {
            div {
                p.what { bdi { (name) } }
                p.soft {
                    (words::line(&file.media_type)) ", " (words::size(file.bytes)) "."
                    @if !file.caption.is_empty() { " " bdi { (words::line(&file.caption)) } }
                    @if !here { " Not on this device, or not all of it." }
                }
                @if here && is_shown(&file.media_type) {
                    details {
                        summary { "Show" span.hush { " " (name) } }
                        img.picture src=(path) alt={ "The picture " (name) } loading="lazy";
                    }
                }
            }
            form.row method="post" action=(path) {
                @if here { button.b name="do" value="save" { "Save" span.hush { " " (name) } } }
                @if of.deleted.is_none() { button.b.plain name="do" value="remove" { "Take away" span.hush { ": " (name) } } }
            }
        }
    }
}

fn adding(of: &EntryView) -> Markup {
    html! {
        div.f.adding data-files=(of.id) {
            label for="adding" { "Add files" }
            p.help #adding-help { "Chosen, pasted or dropped here. Each is sealed in the journal, up to 100 MiB. Of a picture, where, when and with what it was taken is left out." }
            input #adding type="file" multiple autocomplete="off" aria-describedby="adding-help";
            p.gap-s role="status" {}
        }
    }
}

fn is_shown(media_type: &str) -> bool {
    SHOWN.contains(&media_type)
}

/// Begins to take a file in; answers the key of it.
pub(crate) async fn begin(State(app): State<App>, coming: Received<Coming>) -> Response {
    let begun = async {
        let coming = sent(coming)?;
        let entries = app.journal().entries();
        let entry = entries.get(EntryRef::Prefix(coming.entry)).await?;
        let key = app.key();
        app.uploads()
            .begin(key.clone(), entry.id, coming.name, coming.bytes)?;
        Ok(json!({ "key": key }))
    };
    answer::<Value>(begun.await)
}

/// Takes a piece of it.
pub(crate) async fn piece(State(app): State<App>, piece: Received<Piece>) -> Response {
    let taken = || {
        let Piece { key, number, bytes } = sent(piece)?;
        let letters = Zeroizing::new(bytes);
        let bytes = BASE64.decode(letters.as_bytes());
        let unread = |_| Problem::new(StatusCode::BAD_REQUEST, "this cannot be read");
        let bytes = Zeroizing::new(bytes.map_err(unread)?);
        app.uploads().take(&key, number, bytes)?;
        Ok(json!({}))
    };
    answer::<Value>(taken())
}

/// Seals it, and the entry has it.
pub(crate) async fn end(State(app): State<App>, came: Received<Came>) -> Response {
    let done = async {
        let (upload, pieces) = app.uploads().end(&sent(came)?.key)?;
        let entry = EntryRef::Prefix(upload.entry);
        let files = app.journal().files();
        let taken = files.attach(entry, upload.name, pieces).await?;
        Ok(json!({ "said": added(&taken) }))
    };
    answer::<Value>(done.await)
}

fn added(taken: &TakenFile) -> String {
    let name = words::line(&taken.file.name);
    let more = match taken.as_it_came {
        Some(AsItCame::NotClean(_)) => {
            " It is kept as it came: what it may say beside the picture could not be taken out."
        }
        None if !taken.told.is_empty() => {
            " What it said beside the picture, such as where and when it was taken, is left out."
        }
        _ => "",
    };
    format!("Added: {name}.{more}")
}

/// A file of an entry, by the id of it, and its number.
async fn held(app: &App, id: &str, file: &str) -> Result<(usize, HeldFile), Problem> {
    let named = EntryRef::Prefix(id.to_owned());
    let files = app.journal().files().of(named).await?;
    let found = files
        .into_iter()
        .zip(1..)
        .find(|(held, _)| held.file.id == file);
    let (held, number) = found.ok_or_else(Problem::missing)?;
    Ok((number, held))
}

/// A picture, for a page of ours that shows it among its words. As a page of its own there is none.
pub(crate) async fn show(
    State(app): State<App>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let is_for_a_picture = headers
        .get("sec-fetch-dest")
        .is_some_and(|dest| dest == "image");
    let (_, held) = held(&app, &id, &file).await?;
    let shown = SHOWN.iter().find(|shown| **shown == held.file.media_type);
    let shown = shown
        .filter(|_| is_for_a_picture)
        .ok_or_else(Problem::missing)?;
    handed(&app, held, shown, "inline").await
}

/// Hands a file out to be saved, or takes it from the entry.
pub(crate) async fn change(
    app: &App,
    id: &str,
    file: &str,
    form: &Sent,
) -> Result<Option<Response>, Problem> {
    let (number, held) = held(app, id, file).await?;
    if form.get("do") == "remove" {
        let named = EntryRef::Prefix(id.to_owned());
        app.journal().files().remove(named, number).await?;
        app.kept()
            .say("The file is taken away. Earlier versions of the entry have it still.");
        return Ok(None);
    }
    let name = format!(
        "attachment; filename*=UTF-8''{}",
        encoded(&words::line(&held.file.name))
    );
    let kind = "application/octet-stream";
    Ok(Some(handed(app, held, kind, &name).await?))
}

/// All of a file: it was looked over to its end before the first byte goes.
async fn handed(app: &App, held: HeldFile, kind: &str, how: &str) -> Result<Response, Problem> {
    let bytes = app.journal().files().read(held).await?;
    let head = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_LENGTH, bytes.len().to_string()),
        (CONTENT_DISPOSITION, how.to_owned()),
    ];
    Ok((head, Body::from(Bytes::from_owner(bytes))).into_response())
}

/// A name as a header takes it: whatever is no letter or figure of ASCII goes by its bytes.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_ends_its_header() {
        assert_eq!(encoded("lake 1.jpg"), "lake%201.jpg");
        assert_eq!(encoded("a\"; x=\r\n/é"), "a%22%3B%20x%3D%0D%0A%2F%C3%A9");
    }

    #[test]
    fn only_pictures_that_cannot_act_are_shown() {
        assert!(is_shown("image/png") && is_shown("image/jpeg"));
        for other in ["image/svg+xml", "text/html", "image/png; x", ""] {
            assert!(!is_shown(other), "{other}");
        }
    }
}
