//! How shares look, to whoever gives them and whoever reads them: always exactly what is published.

use engine::{Publication, ShareView};
use jiff::Zoned;
use serde_json::json;

use super::{entry_view, step_view};
use crate::app::App;
use crate::failure::Failure;
use crate::shapes::EntryShape;
use crate::terminal::{Paint, counted, show_line};
use crate::time::ago;

/// Prints the shares.
pub(super) fn list(app: &mut App, shares: &[ShareView], now: &Zoned) -> Result<(), Failure> {
    if app.json() {
        let shares: Vec<_> = shares.iter().map(shape).collect();
        return app.print_json(&json!({ "shares": shares }));
    }
    if shares.is_empty() {
        app.notes.note("Nothing is shared.");
    }
    for share in shares {
        let state = if share.over {
            Paint::Faint.on("ended")
        } else {
            Paint::Found.on("live")
        };
        let until = share
            .ends_at
            .map(|at| format!(", until {}", at.to_zoned(now.time_zone().clone()).date()));
        app.out.line(format!(
            "{}  {}  {state}{}",
            Paint::Strong.on(show_line(&share.short)),
            show_line(&share.name),
            until.unwrap_or_default()
        ))?;
        app.out.line(format!(
            "      {}, {}",
            show_line(&share.rule.words()),
            published(share)
        ))?;
        for line in remarks(share, now) {
            app.out.line(format!("      {line}"))?;
        }
    }
    Ok(())
}

/// What is to be said about a share beside its rule: what its reader has, whose name it bears, what went wrong.
pub(super) fn remarks(share: &ShareView, now: &Zoned) -> Vec<String> {
    let reader = match (&share.reader, share.fetched_at) {
        (None, _) if share.over => "nobody has joined".to_owned(),
        (None, _) => "it waits for its reader".to_owned(),
        (Some(reader), None) => {
            format!("{} has joined and fetched nothing yet", show_line(reader))
        }
        (Some(reader), Some(at)) => {
            format!("{} last fetched {}", show_line(reader), ago(at, now))
        }
    };
    let mut remarks = vec![reader];
    if !share.from.is_empty() {
        remarks.push(format!(
            "the reader sees that it is from {}",
            show_line(&share.from)
        ));
    }
    if let Some(why) = &share.problem {
        let why = format!(
            "NOT UP TO DATE: it cannot be published ({})",
            show_line(why)
        );
        remarks.push(Paint::Warning.on(why));
    }
    remarks
}

/// How much is published, or will be.
pub(super) fn published(share: &ShareView) -> String {
    let waits = share.reader.is_none() && !share.over;
    let tense = if waits {
        "to be published"
    } else {
        "published"
    };
    format!("{} {tense}", share.published)
}

/// Prints everything that is, or would be, published.
pub(super) fn publication(app: &mut App, publication: &Publication) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&publication_shape(publication));
    }
    publication_on(app, publication)
}

/// The same for people, also when the command's result is JSON.
pub(super) fn publication_on(app: &mut App, publication: &Publication) -> Result<(), Failure> {
    for entry in &publication.entries {
        entry_view::page(app, entry)?;
        app.out.line("")?;
    }
    for row in &publication.worksheets {
        match publication.definition(row) {
            Some(definition) => {
                app.out
                    .line(Paint::Strong.on(show_line(&definition.title)))?;
                step_view::answers(app, definition, row)?;
            }
            None => app.out.line(format!(
                "a worksheet of a newer kind: {}",
                show_line(&row.definition)
            ))?,
        }
        app.out.line("")?;
    }
    let entries = counted(publication.entries.len(), "entry", "entries");
    let sheets = counted(publication.worksheets.len(), "worksheet", "worksheets");
    app.out
        .line(Paint::Strong.on(format!("{entries} and {sheets}.")))
}

/// The JSON of one share.
pub(super) fn shape(share: &ShareView) -> serde_json::Value {
    json!({
        "short": share.short, "name": share.name, "from": share.from, "rule": share.rule.words(),
        "made_at": share.made_at.to_string(), "ends_at": share.ends_at.map(|at| at.to_string()),
        "over": share.over, "reader": share.reader,
        "fetched_at": share.fetched_at.map(|at| at.to_string()), "published": share.published,
        "problem": share.problem,
    })
}

fn publication_shape(publication: &Publication) -> serde_json::Value {
    let entries: Vec<_> = publication.entries.iter().map(EntryShape::new).collect();
    let sheets: Vec<_> = publication
        .worksheets
        .iter()
        .map(|row| {
            let mut shape = step_view::row_shape(row);
            shape["id"] = json!(publication.worksheet_ids.get(&row.definition));
            shape
        })
        .collect();
    let definitions = publication.definitions.iter();
    let definitions: Vec<_> = definitions
        .map(|own| json!({ "id": own.id, "version": own.version, "title": own.title }))
        .collect();
    json!({ "entries": entries, "worksheets": sheets, "definitions": definitions })
}
