//! What somebody else reads: the same page before it is shared, afterwards, and on the reader's device.

use engine::{Publication, ShareRule};
use jiff::Zoned;
use maud::{Markup, html};

use super::{entry, sheet, words};

/// How much it is, as a sentence.
pub(crate) fn counted(publication: &Publication) -> String {
    let entries = publication.entries.len();
    let sheets = publication.worksheet_count();
    let mut what = Vec::new();
    if entries > 0 {
        what.push(words::counted_len(entries, "entry", "entries"));
    }
    if sheets > 0 {
        what.push(words::counted_len(sheets, "worksheet", "worksheets"));
    }
    let what = what.join(" and ");
    match (what.is_empty(), publication.has_figures()) {
        (true, true) => "The figures.".to_owned(),
        (true, false) => "Nothing.".to_owned(),
        (false, true) => format!("{what}, with the figures."),
        (false, false) => format!("{what}."),
    }
}

/// What goes of each entry, as a sentence; nothing where there is none.
pub(crate) fn parts(publication: &Publication, rule: &ShareRule) -> String {
    match publication.entries.as_slice() {
        [] => String::new(),
        _ => format!(
            "Of each entry goes: {}.",
            words::line(&rule.parts_in_words())
        ),
    }
}

/// A publication as its reader has it.
pub(crate) fn document(publication: &Publication, now: &Zoned) -> Markup {
    html! {
        div.doc {
            @if publication.is_empty() { p { "Nothing." } }
            @if !publication.entries.is_empty() {
                section #doc-entries {
                    h2 { "Entries" }
                    @for one in &publication.entries {
                        article id={ "doc-" (one.id) } {
                            @let moment = one.moment();
                            @let day = words::long_day(moment.date(), now.date());
                            @let is_named = !one.title.trim().is_empty();
                            h3 dir="auto" { (if is_named { words::line(&one.title) } else { day.clone() }) }
                            p.facts {
                                span { @if is_named { (day) ", " } (moment.strftime("%H:%M")) }
                                @for fact in entry::facts(one) { bdi { (fact) } }
                            }
                            div.own dir="auto" { (words::text(&one.body)) }
                        }
                    }
                }
            }
            @for (at, row) in publication.worksheets.iter().enumerate() {
                section id={ "doc-" (at) } {
                    @match publication.definition(row) {
                        Some(definition) => { h2 { (words::line(&definition.title)) } (sheet::shared(definition, row)) },
                        None => p { "A worksheet of a newer kind: " (words::line(&row.definition)) },
                    }
                }
            }
        }
    }
}

/// Its parts, by their ids in the page and their names.
pub(crate) fn contents(publication: &Publication) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    if !publication.entries.is_empty() {
        let name = format!("Entries ({})", publication.entries.len());
        parts.push(("doc-entries".to_owned(), name));
    }
    for (at, row) in publication.worksheets.iter().enumerate() {
        let name = match publication.definition(row) {
            Some(definition) => words::line(&definition.title),
            None => words::line(&row.definition),
        };
        parts.push((format!("doc-{at}"), name));
    }
    parts
}
