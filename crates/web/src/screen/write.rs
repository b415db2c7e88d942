//! `/w`: writing. The page is empty until its script asks for the text; what is typed is kept as a draft until it is done.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::{DraftSubject, DraftView, Label};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::page::{Place as MenuPlace, Shell, page};
use crate::part::field;
use crate::problem::Problem;
use crate::screen::drafts;
use crate::writing::{Look, Place, Save};

/// Words that are offered of each kind.
const WORDS_MAX: usize = 8;

/// What a page hands in that goes blank.
#[derive(Deserialize)]
pub(crate) struct Typed {
    words: Vec<Save>,
}

/// Which text in work a request is about.
#[derive(Deserialize)]
pub(crate) struct Key {
    key: String,
}

/// A kind of words: its name, what people call it, and those that are offered.
type Words = (&'static str, &'static str, Vec<String>);
/// What a script sent.
pub(crate) type Received<T> = Result<Json<T>, JsonRejection>;

/// The page, for a new entry or at a place: the id of an entry, or of a draft.
pub(crate) async fn show(app: &App, place: Option<&str>) -> Result<Markup, Problem> {
    let shell = Shell {
        state: true,
        scripts: &["save.js"],
        ..Shell::quiet(MenuPlace::Write)
    };
    let words = [
        offers(app, "Emotion", "Feelings", Label::Emotion).await?,
        offers(app, "Trigger", "What set it off", Label::Trigger).await?,
        offers(app, "Tag", "Tags", Label::Tag).await?,
    ];
    let left = match place {
        None => not_done(app).await?,
        Some(_) => Vec::new(),
    };
    Ok(page(
        &shell,
        &html! {
            h1.hush { "Write" }
            (offered(&left))
            form data-write=(place.unwrap_or_default()) {
                p.note.calm role="status" data-notice hidden {}
                template { (field::chip(None, "", false)) }
                div.write-grid {
                    div {
                        label.hush for="title" { "Title" }
                        textarea #title .title-in name="title" rows="1" placeholder="Title, if you like" dir="auto"
                            autocomplete="off" spellcheck="false" writingsuggestions="false" data-gramm="false" {}
                        div.sheet.gap1 {
                            div.under aria-hidden="true" {}
                            label.hush for="text" { "Text" }
                            textarea #text name="text" dir="auto" disabled autocomplete="off" spellcheck="false"
                                writingsuggestions="false" data-gramm="false" {}
                        }
                    }
                    (beside(&words))
                }
                div.acts.endbar {
                    button.b.first.big type="button" data-done { "Done" }
                    span.soft.small { "Until you say Done it is a draft, on this device only. " kbd { "Ctrl Enter" } }
                    details {
                        summary { "Throw it away" }
                        div.row {
                            span { "What is typed here and not done cannot be brought back. An entry stays as it was." }
                            button.b.danger type="button" data-drop { "Throw the draft away" }
                        }
                    }
                }
            }
        },
    ))
}

/// The words of a kind that are used most.
async fn offers(
    app: &App,
    name: &'static str,
    legend: &'static str,
    label: Label,
) -> Result<Words, Problem> {
    let known = app.journal().entries().labels(label).await?;
    let words = known.into_iter().take(WORDS_MAX).map(|known| known.label);
    Ok((name, legend, words.collect()))
}

/// What an entry says beside its text.
fn beside([emotions, triggers, tags]: &[Words; 3]) -> Markup {
    html! {
        div.meta {
            fieldset.f {
                legend { "Mood" }
                (field::scale_alone("mood", (1, 10), None, ("1 very low", "10 very good")))
                button.b.plain.tiny type="button" data-clear-mood { "No mood" }
            }
            (chips(emotions))
            (chips(triggers))
            details {
                summary { "Tags, steps, letter" }
                (chips(tags))
                fieldset.f {
                    legend { "Belongs to a step" }
                    @for step in 1..=11 {
                        label.tick { input type="checkbox" name="step" value=(step); (step) }
                    }
                }
                div.f {
                    label.tick { input type="checkbox" name="star"; "Star" }
                    label.tick {
                        input type="checkbox" name="letter";
                        span {
                            "A letter I will not send"
                            span.help { "It is in no share, unless you name this very letter." }
                        }
                    }
                }
            }
        }
    }
}

/// Drafts of entries that nobody is writing now.
async fn not_done(app: &App) -> Result<Vec<DraftView>, Problem> {
    let mut drafts = app.journal().drafts().list().await?.drafts;
    let is_of_an_entry = |draft: &DraftView| {
        matches!(
            draft.subject,
            DraftSubject::Entry { .. } | DraftSubject::Edit { .. }
        )
    };
    drafts.retain(is_of_an_entry);
    Ok(drafts)
}

fn offered(left: &[DraftView]) -> Markup {
    html! {
        @if !left.is_empty() {
            section.note.calm aria-label="Drafts" {
                p { "Not done yet:" }
                ul {
                    @for draft in left {
                        li {
                            a href={ "/w/" (draft.id) } dir="auto" { (drafts::beginning(draft)) }
                            " " span.soft { (draft.kept.strftime("%-d %B, %H:%M")) }
                        }
                    }
                }
                p.small { a href="/w/drafts" { "All drafts" } }
            }
        }
    }
}

fn chips((name, legend, words): &Words) -> Markup {
    html! {
        fieldset.f data-words=(name) {
            legend { (legend) }
            div.chips { @for word in words { (field::chip(None, word, false)) } }
            div.add {
                input type="text" aria-label={ "Another word for: " (legend) } placeholder="another word" dir="auto"
                    autocomplete="off" spellcheck="false" writingsuggestions="false" data-gramm="false";
                button.b type="button" data-add { "Add" }
            }
        }
    }
}

/// Begins to write.
pub(crate) async fn open(State(app): State<App>, place: Received<Place>) -> Response {
    let fresh = app.key();
    answer(
        async {
            app.writing()
                .open(app.journal(), &sent(place)?, fresh)
                .await
        }
        .await,
    )
}

/// Keeps what was typed.
pub(crate) async fn save(State(app): State<App>, save: Received<Save>) -> Response {
    answer(async { app.writing().save(app.journal(), sent(save)?).await }.await)
}

/// Whether something came from elsewhere.
pub(crate) async fn look(State(app): State<App>, look: Received<Look>) -> Response {
    answer(async { app.writing().look(app.journal(), &sent(look)?).await }.await)
}

/// Makes it an entry.
pub(crate) async fn done(State(app): State<App>, save: Received<Save>) -> Response {
    answer(async { app.writing().done(app.journal(), sent(save)?).await }.await)
}

/// Throws it away.
pub(crate) async fn throw_away(State(app): State<App>, key: Received<Key>) -> Response {
    answer(async { app.writing().throw_away(&sent(key)?.key).await }.await)
}

/// Keeps what pages hand in that go blank. There is nobody any more to be told whether that could be done.
pub(crate) async fn keep(app: &App, typed: Typed) {
    for save in typed.words {
        let _ = app.writing().save(app.journal(), save).await;
    }
}

/// What was sent, if it can be read.
pub(crate) fn sent<T>(body: Received<T>) -> Result<T, Problem> {
    let unread = |_| Problem::new(StatusCode::BAD_REQUEST, "this cannot be read");
    body.map(|Json(body)| body).map_err(unread)
}

/// What a script is answered: a value, or why there is none.
pub(crate) fn answer<T: Serialize>(done: Result<T, Problem>) -> Response {
    match done {
        Ok(value) => Json(value).into_response(),
        Err(why) => (why.status(), Json(json!({ "said": why.said() }))).into_response(),
    }
}
