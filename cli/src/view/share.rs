//! How shares look, to whoever gives them and whoever reads them: always exactly what is published.

use engine::when::Present;
use engine::{Publication, ShareRule, ShareView};
use jiff::Zoned;
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, counted, show_line};
use crate::time::ago;
use crate::view;

/// Prints the shares.
pub(crate) fn list(app: &mut App, shares: &[ShareView], present: &Present) -> Result<(), Failure> {
    if app.json() {
        let shares: Vec<_> = shares.iter().map(json::share::shape).collect();
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
        // The last day of it, which may end after midnight.
        let until = share.ends_at.map(|at| {
            let at = at.to_zoned(present.now.time_zone().clone());
            format!(", until {}", present.day_ends.day_of(at.datetime()))
        });
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
        for line in remarks(share, &present.now) {
            app.out.line(format!("      {line}"))?;
        }
    }
    Ok(())
}

/// What is to be said about a share beside its rule: what its reader has, whose name it bears, what went wrong.
pub(crate) fn remarks(share: &ShareView, now: &Zoned) -> Vec<String> {
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
            "NOT UP TO DATE: what changed cannot be passed on ({})",
            show_line(why)
        );
        remarks.push(Paint::Warning.on(why));
    }
    remarks
}

/// How much can be read, or will be once somebody joins.
pub(crate) fn published(share: &ShareView) -> String {
    let what = counted(
        share.published,
        "entry or worksheet",
        "entries and worksheets",
    );
    match share.reader.is_none() && !share.over {
        true => format!("{what}, once the reader has joined"),
        false => format!("{what} to read"),
    }
}

/// Prints everything that is, or would be, published.
pub(crate) fn publication(
    app: &mut App,
    rule: Option<&ShareRule>,
    publication: &Publication,
) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&json::share::publication(publication));
    }
    publication_on(app, rule, publication)
}

/// The same for people, also when the command's result is JSON.
pub(crate) fn publication_on(
    app: &mut App,
    rule: Option<&ShareRule>,
    publication: &Publication,
) -> Result<(), Failure> {
    for entry in &publication.entries {
        view::entry::page(app, entry)?;
        app.out.line("")?;
    }
    let mut sheets: Vec<_> = publication.worksheets.iter().collect();
    sheets.sort_by_key(|row| {
        publication
            .definition(row)
            .map(|it| it.step.unwrap_or(u8::MAX))
    });
    for row in sheets {
        match publication.definition(row) {
            Some(definition) => {
                let title = show_line(&definition.title);
                let title = match definition.step {
                    Some(step) => format!("{step}. {title}"),
                    None => title,
                };
                app.out.line(Paint::Strong.on(title))?;
                view::worksheet::answered(app, definition, row)?;
            }
            None => app.out.line(format!(
                "a worksheet of a newer kind: {}",
                show_line(&row.definition)
            ))?,
        }
        app.out.line("")?;
    }
    let entries = counted(publication.entries.len(), "entry", "entries");
    let sheets = counted(publication.worksheet_count(), "worksheet", "worksheets");
    let figures = match publication.has_figures() {
        true => ", with the figures",
        false => "",
    };
    app.out
        .line(Paint::Strong.on(format!("{entries} and {sheets}{figures}.")))?;
    if let Some(rule) = rule.filter(|_| !publication.entries.is_empty()) {
        let parts = rule.parts_in_words();
        app.out.line(format!("Of each entry goes: {parts}."))?;
    }
    Ok(())
}
