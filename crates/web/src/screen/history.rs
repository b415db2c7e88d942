//! `/h/…` and `/p/…/h`: what an entry or a worksheet said before, and going back to it.

use engine::SheetName;
use engine::views::{ChangeView, EntryRef, Version, Versions, WentBack};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::{diff, words};
use crate::problem::Problem;

/// Versions that are listed beside.
const LISTED: usize = 200;

/// Whose versions these are.
struct Of {
    /// Where it is read.
    back: String,
    /// What it is called.
    name: String,
    /// The address of this page.
    here: String,
    place: Place,
}

/// The page of an entry, with one version or the newest.
pub(crate) async fn of_entry(
    app: &App,
    id: &str,
    number: Option<usize>,
) -> Result<Markup, Problem> {
    let name = EntryRef::Prefix(id.to_owned());
    let entry = app.journal().entries().get(name.clone()).await?;
    let versions = app
        .journal()
        .entries()
        .history(name.clone(), LISTED)
        .await?;
    // Where it cannot be remembered, it is only said again.
    let _ = app
        .journal()
        .both_sides()
        .saw_entry(name, versions.oldest())
        .await;
    let of = Of {
        back: format!("/n/{}", entry.id),
        name: crate::part::entry::name(&entry),
        here: format!("/h/{}", entry.id),
        place: Place::Timeline,
    };
    shown(app, &of, &versions, number)
}

/// The same of a worksheet; `path` is how it is named in addresses.
pub(crate) async fn of_sheet(
    app: &App,
    sheet: SheetName,
    path: &str,
    number: Option<usize>,
) -> Result<Markup, Problem> {
    let view = app.journal().worksheets().get(sheet.clone()).await?;
    let versions = app
        .journal()
        .worksheets()
        .history(sheet.clone(), LISTED)
        .await?;
    let _ = app
        .journal()
        .both_sides()
        .saw_worksheet(sheet, versions.oldest())
        .await;
    let of = Of {
        back: format!("/p/{path}"),
        name: words::line(&view.definition.title),
        here: format!("/p/{path}/h"),
        place: Place::Steps,
    };
    shown(app, &of, &versions, number)
}

/// Goes back to a version of an entry.
pub(crate) async fn back_entry(app: &App, id: &str, sent: &Sent) -> Result<(), Problem> {
    let number = number(sent)?;
    let back = app
        .journal()
        .entries()
        .go_back(EntryRef::Prefix(id.to_owned()), number)
        .await?;
    say(app, &back);
    Ok(())
}

/// The same of a worksheet.
pub(crate) async fn back_sheet(app: &App, sheet: SheetName, sent: &Sent) -> Result<(), Problem> {
    let number = number(sent)?;
    let back = app.journal().worksheets().go_back(sheet, number).await?;
    say(app, &back);
    Ok(())
}

fn number(sent: &Sent) -> Result<usize, Problem> {
    sent.get("version").parse().map_err(|_| Problem::missing())
}

fn say(app: &App, back: &WentBack) {
    if back.changed.is_empty() {
        return app.kept().say("Nothing to change: it says that already.");
    }
    let stays = match back.stay {
        0 => String::new(),
        count => format!(
            " {}.",
            words::counted_len(
                count,
                "item that came later stays",
                "items that came later stay"
            )
        ),
    };
    app.kept().say(format!(
        "Brought back: {}. It is a new version; nothing is lost.{stays}",
        words::line(&back.changed.join(", "))
    ));
}

fn shown(
    app: &App,
    of: &Of,
    versions: &Versions,
    number: Option<usize>,
) -> Result<Markup, Problem> {
    let now = app.journal().vault().env().now();
    let chosen = match number {
        Some(number) => versions
            .versions
            .iter()
            .find(|version| version.number == number),
        None => versions.versions.first(),
    };
    let newest = versions.versions.first().map(|version| version.number);
    let body = html! {
        p.crumb { a href=(of.back) { bdi { (of.name) } } }
        (app.news())
        div.head {
            h1 { "Earlier versions" }
            p { "Everything that was saved here. Only your own devices have this; readers never get it." }
        }
        div.two {
            div {
                @match chosen {
                    Some(version) => {
                        (one(version, &now))
                        @if Some(version.number) != newest {
                            form.acts method="post" action=(of.here) {
                                button.b name="version" value=(version.number) { "Bring back the version of " (words::moment(version.at, &now)) }
                                span.soft.small { "It becomes a new version. Nothing is lost." }
                            }
                        }
                    },
                    None => p.lead { "Nothing is written there yet." },
                }
            }
            aside aria-labelledby="versions" {
                h2 #versions { "Versions" }
                (list(versions, chosen, of, &now))
            }
        }
    };
    if number.is_some() && chosen.is_none() {
        return Err(Problem::missing());
    }
    Ok(page(&Shell::two(of.place), &body))
}

fn list(versions: &Versions, chosen: Option<&Version>, of: &Of, now: &Zoned) -> Markup {
    let is_chosen = |version: &Version| chosen.is_some_and(|one| one.number == version.number);
    html! {
        ul.versions {
            @for version in &versions.versions {
                li {
                    a href={ (of.here) "/" (version.number) } aria-current=[is_chosen(version).then_some("true")] {
                        (words::moment(version.at, now))
                        span.soft { bdi { (words::line(&version.device)) } " · " (words::line(&changed(version))) }
                    }
                }
            }
        }
        @if versions.total > versions.versions.len() {
            p.soft.small { "and " (versions.total - versions.versions.len()) " earlier" }
        }
    }
}

fn changed(version: &Version) -> String {
    match version.changed.as_slice() {
        [] => "nothing that shows".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one}, {other}"),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}

/// What one version changed.
fn one(version: &Version, now: &Zoned) -> Markup {
    html! {
        section aria-labelledby="what" {
            h2 #what { "What changed on " (words::moment(version.at, now)) }
            @if version.changes.is_empty() { p { "Nothing that shows." } }
            @let begins = version.changed.iter().any(|what| what == "written");
            @for change in &version.changes { (told(change, begins)) }
            @if !begins && version.changes.iter().any(|change| !change.diff.is_empty()) {
                p.help { "+ added, − taken out." }
            }
        }
    }
}

/// Whether it says that an item came or went.
fn is_presence(change: &ChangeView) -> bool {
    change.item.is_some() && change.field.split('/').count() == 2
}

fn told(change: &ChangeView, begins: bool) -> Markup {
    let value = |words: &str| {
        if words.is_empty() {
            "–".to_owned()
        } else {
            words::text(words)
        }
    };
    let set = change.new.is_some();
    let said: Markup = match change.field.as_str() {
        "deleted" => html! { p { (if set { "Put away." } else { "Brought back." }) } },
        "star" => html! { p { (if set { "Starred." } else { "No longer starred." }) } },
        "unknown" => html! { p { "Something that this version does not know." } },
        _ if is_presence(change) => html! { p { (if set { "Added." } else { "Taken out." }) } },
        field if field.ends_with("/order") => html! { p { "Moved to another place." } },
        _ if !change.diff.is_empty() && !begins => diff::lines(&change.diff),
        _ if begins || change.old.is_none() => {
            html! { p.own dir="auto" { (value(&change.new_words)) } }
        }
        _ => html! {
            p.own dir="auto" {
                span.hush { "before: " } del.soft { (value(&change.old_words)) } " "
                span.hush { "then: " } ins { (value(&change.new_words)) }
            }
        },
    };
    html! {
        div.gap-s {
            h3 {
                @if let Some(item) = &change.item { bdi { (words::line(item)) } ": " }
                (words::line(&change.label))
            }
            (said)
            @if let Some(won) = &change.lost_to {
                p.help {
                    "This did not stand: what " bdi { (words::line(&won.device)) } " wrote was kept"
                    @if !won.words.is_empty() { " (“" bdi { (words::line(&won.words)) } "”)" }
                    "."
                }
            }
        }
    }
}
