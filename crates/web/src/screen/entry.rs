//! `/n/…`: one entry, read; its star, its tags, and putting it away.

use engine::views::{EntryEdit, EntryField, EntryRef, EntryValue, EntryView};
use engine::{FlagView, Label};
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::{Field, hidden};
use crate::part::{entry, glyph, notes, notice, words};
use crate::problem::Problem;
use crate::screen::files;

/// The page.
pub(crate) async fn show(app: &App, id: &str) -> Result<Markup, Problem> {
    shown(app, id, "", "").await
}

async fn shown(app: &App, id: &str, typed: &str, wrong: &str) -> Result<Markup, Problem> {
    let journal = app.journal();
    let entry = journal
        .entries()
        .get(EntryRef::Prefix(id.to_owned()))
        .await?;
    let flags = journal.flags().of_entry(&entry).await?;
    let asked: Vec<&FlagView> = flags.iter().filter(|view| !view.flag.kept).collect();
    let sentences: Vec<&str> = asked
        .iter()
        .map(|view| view.flag.sentence.as_str())
        .collect();
    let notes = journal.replies().notes_on(&entry.id).await?;
    let now = journal.vault().env().now();
    let today = journal.present().await?.today();
    let files = files::part(app, &entry).await?;
    let moment = entry.moment();
    let body = html! {
        p.crumb { a href={ "/t/" (moment.date()) } { "Timeline" } }
        (app.news())
        div.head {
            h1 dir="auto" { (entry::name(&entry)) }
            p {
                (words::long_day(moment.date(), today)) ", " (moment.strftime("%H:%M"))
                @if entry.letter { " " (glyph::letter()) }
                @if entry.star { " " (glyph::star()) }
            }
        }
        @if entry.deleted.is_some() { (put_away(&entry)) }
        div.two {
            div {
                div #text data-live {
                    @if !entry.body.trim().is_empty() { div.own dir="auto" { (entry::own(&entry.body, &sentences)) } }
                }
                @for view in asked.iter().take(1) { (about_sentence(&entry, view, asked.len())) }
                div.acts {
                    @if entry.deleted.is_none() {
                        a.b.first href={ "/w/" (entry.id) } { "Change the text" }
                        form method="post" action=(entry::path(&entry)) {
                            @if entry.star { button.b name="star" value="no" { "Star off" } }
                            @else { button.b name="star" value="yes" { "Star" } }
                        }
                    }
                    button.b type="button" data-print { "Print" }
                    a.b.plain href={ "/h/" (entry.id) } { "Earlier versions (" (entry.versions) ")" }
                    @if entry.deleted.is_none() { a.b.plain href={ "/r/one/" (entry.id) } { "Let somebody read it" } }
                    @if entry.deleted.is_none() {
                        form method="post" action=(entry::path(&entry)) {
                            button.b.plain name="away" value="yes" { "Put away" }
                        }
                    }
                }
                (files)
            }
            aside aria-label="Beside" {
                (notes::beside(&notes, &now))
                @if !notes.is_empty() { hr; }
                (facts(&entry))
                @if entry.deleted.is_none() { (tags(&entry, typed, wrong)) }
            }
        }
    };
    let shell = Shell {
        scripts: &["files.js"],
        ..Shell::two(Place::Timeline)
    };
    Ok(page(&shell, &body))
}

/// What an entry that was put away says first.
fn put_away(entry: &EntryView) -> Markup {
    notice::first(
        "Put away",
        &html! {
            p { strong { "This entry is put away." } " It is in no list and no figure. Its text stays here." }
            form.row method="post" action=(entry::path(entry)) {
                button.b name="away" value="no" { "Bring it back" }
            }
        },
    )
}

/// What it says beside its words, each under its name.
fn facts(entry: &EntryView) -> Markup {
    let told = |(field, value): (EntryField, EntryValue<'_>)| {
        let words = match field {
            EntryField::Mood => format!("{} of 10", value.words()),
            EntryField::Emotions | EntryField::Triggers | EntryField::Steps => value.words(),
            EntryField::Letter => "not sent; in no share unless chosen by itself".to_owned(),
            // These have a place of their own on the page.
            EntryField::When
            | EntryField::Files
            | EntryField::Title
            | EntryField::Text
            | EntryField::Tags
            | EntryField::Star => return None,
        };
        Some((field.name(), words))
    };
    let said = entry
        .fields
        .values()
        .into_iter()
        .filter(|(_, value)| value.is_filled());
    let facts: Vec<(&str, String)> = said.filter_map(told).collect();
    html! {
        @if !facts.is_empty() {
            dl.facts-list { @for (name, words) in facts { dt { (name) } dd dir="auto" { (words::line(&words)) } } }
            hr;
        }
    }
}

fn tags(entry: &EntryView, typed: &str, wrong: &str) -> Markup {
    html! {
        h2 { "Tags" }
        @if !entry.tags.is_empty() {
            form method="post" action=(entry::path(entry)) {
                div.chips {
                    @for tag in &entry.tags {
                        button.chip name="untag" value=(tag) {
                            bdi { (words::line(&format!("#{tag}"))) } span.hush { ": take away" } span aria-hidden="true" { "×" }
                        }
                    }
                }
            }
        }
        form method="post" action=(entry::path(entry)) {
            (Field { value: typed, wrong, ..Field::new("tag", "Add a tag") }.line())
            div.acts { button.b type="submit" { "Add the tag" } }
        }
    }
}

/// The question about one sentence; there may be more.
fn about_sentence(entry: &EntryView, view: &FlagView, all: usize) -> Markup {
    html! {
        aside.asks aria-label="About one sentence" {
            p { (view.flag.rule.explanation()) }
            blockquote.own dir="auto" { (words::line(&view.flag.sentence)) }
            form.row method="post" action=(entry::path(entry)) {
                (hidden("sentence", &view.flag.key))
                button.b.tiny name="keep" value="yes" { "Keep it" }
                @if all > 1 { span.soft { "and " (all - 1) " more" } }
            }
        }
    }
}

/// Does what was asked for; a page where it cannot be done as it was typed.
pub(crate) async fn change(app: &App, id: &str, sent: &Sent) -> Result<Option<Markup>, Problem> {
    let entries = app.journal().entries();
    let name = || EntryRef::Prefix(id.to_owned());
    if sent.has("keep") {
        app.journal()
            .flags()
            .keep(&sent.get("sentence"), true)
            .await?;
        app.kept().say("The sentence stays as it is.");
        return Ok(None);
    }
    if sent.has("away") {
        if sent.get("away") == "yes" {
            entries.delete(name()).await?;
            app.kept()
                .say("Put away. It can be brought back here, and from its earlier versions.");
        } else {
            entries.restore(name()).await?;
            app.kept().say("It is back in its place.");
        }
        return Ok(None);
    }
    let entry = entries.get(name()).await?;
    let edit = if sent.has("star") {
        EntryEdit::Star(sent.get("star") == "yes")
    } else if sent.has("untag") {
        EntryEdit::Tag(sent.get("untag"), false)
    } else {
        let typed = sent.get("tag");
        let tag = Label::Tag.tidied(&typed);
        if tag.is_empty() {
            return Ok(None);
        }
        EntryEdit::Tag(tag, true)
    };
    match entries.edit(&entry, &entry.stamp, vec![edit]).await {
        Ok(_) => Ok(None),
        Err(engine::WriteError::Invalid(why)) => {
            Ok(Some(shown(app, id, &sent.get("tag"), &why).await?))
        }
        Err(error) => Err(error.into()),
    }
}
