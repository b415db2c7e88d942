//! `/w/drafts`: what was typed and is not saved, on this device; going on with it, and throwing it away.

use engine::views::EntryRef;
use engine::{DraftSubject, DraftView};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::hidden;
use crate::part::{entry, notice, words};
use crate::problem::Problem;

/// Characters of a draft that are shown to tell it from others.
const BEGINNING_CHARS: usize = 60;

/// A draft with what it is for, and where one goes on with it.
struct Left {
    draft: DraftView,
    of: String,
    path: Option<String>,
    /// Whether another program is writing it, so that it cannot be thrown away here.
    elsewhere: bool,
}

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let found = app.journal().drafts().list().await?;
    let mut left = Vec::new();
    for draft in found.drafts {
        let (of, path) = subject(app, &draft).await;
        let elsewhere = draft.open && app.writing().of_draft(&draft.id).is_none();
        left.push(Left {
            draft,
            of,
            path,
            elsewhere,
        });
    }
    let now = app.journal().vault().env().now();
    let body = html! {
        p.crumb { a href="/w" { "Write" } }
        (app.news())
        div.head {
            h1 { "Drafts" }
            p { "What was typed and is not done. It is sealed on this device only, and in no list, figure or share." }
        }
        @if left.is_empty() { (notice::empty("There is no draft.")) } @else {
            ul.rows { @for one in &left { (row(one, &now)) } }
        }
        @if found.unreadable > 0 {
            p.soft { (words::counted_len(found.unreadable, "draft", "drafts")) " of another device or a newer program cannot be read here." }
        }
    };
    Ok(page(&Shell::of(Place::Write), &body))
}

fn row(left: &Left, now: &Zoned) -> Markup {
    let draft = &left.draft;
    let beginning = beginning(draft);
    html! {
        li {
            div {
                p.what dir="auto" { (beginning) }
                p.soft {
                    (words::sentence(&left.of)) " Kept " (words::moment(draft.kept.timestamp(), now)) "."
                    @if left.elsewhere { " Open just now in another program." }
                }
            }
            div.row {
                @if let Some(path) = &left.path { a.b href=(path) { "Go on" span.hush { " with: " (beginning) } } }
                @if !left.elsewhere {
                    details {
                        summary { "Throw away" span.hush { ": " (beginning) } }
                        form.row method="post" action="/w/drafts" {
                            (hidden("draft", &draft.id))
                            span { "It cannot be brought back." }
                            button.b.danger type="submit" { "Throw it away" span.hush { ": " (beginning) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a draft is for, and where one goes on with it.
async fn subject(app: &App, draft: &DraftView) -> (String, Option<String>) {
    let writing = Some(format!("/w/{}", draft.id));
    match &draft.subject {
        DraftSubject::Entry { options, .. } if options.letter => ("a letter".to_owned(), writing),
        DraftSubject::Entry { .. } => ("a new entry".to_owned(), writing),
        DraftSubject::Edit { entry, .. } => {
            let entries = app.journal().entries();
            match entries.get(EntryRef::Prefix(entry.clone())).await {
                Ok(found) => (format!("changes of “{}”", entry::name(&found)), writing),
                Err(_) => ("changes of an entry that is not here".to_owned(), None),
            }
        }
        // What is typed in a terminal goes on there; the page of the worksheet is where it belongs.
        DraftSubject::Worksheet { worksheet, .. } => match worksheet.parse::<u8>() {
            Ok(step) => (
                format!("an answer in step {step}"),
                Some(format!("/p/{step}")),
            ),
            Err(_) => (
                format!("an answer in the worksheet {}", words::line(worksheet)),
                None,
            ),
        },
        DraftSubject::Urge(_) => ("an urge".to_owned(), Some("/u".to_owned())),
        DraftSubject::Slip(_) => ("a slip".to_owned(), None),
    }
}

/// The first words of a draft.
pub(crate) fn beginning(draft: &DraftView) -> String {
    let named = ["title", "text"].map(|name| draft.text(name).trim());
    let others = draft.texts.iter().map(|text| text.text.trim());
    let first = named
        .into_iter()
        .chain(others)
        .find(|text| !text.is_empty());
    let line = first.and_then(|text| text.lines().next());
    let begins: String = line.unwrap_or("…").chars().take(BEGINNING_CHARS).collect();
    words::line(&begins)
}

/// Throws one away.
pub(crate) async fn throw_away(app: &App, sent: &Sent) -> Result<(), Problem> {
    let draft = sent.get("draft");
    match app.writing().of_draft(&draft) {
        Some(key) => app.writing().throw_away(&key).await?,
        None => app.journal().drafts().throw_away(&draft).await?,
    }
    app.kept().say("Thrown away.");
    Ok(())
}
