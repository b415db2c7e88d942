//! What somebody else reads: the same page before it is shared, afterwards, and on the reader's device.

use engine::{Publication, ShareRule};
use jiff::Zoned;
use maud::{Markup, html};

use super::{entry, sheet, words};

/// How much it is, as a sentence.
pub(crate) fn counted(publication: &Publication) -> String {
    let entries = words::counted_len(publication.entries.len(), "entry", "entries");
    let sheets = words::counted_len(publication.worksheets.len(), "worksheet", "worksheets");
    match (publication.entries.len(), publication.worksheets.len()) {
        (0, 0) => "Nothing.".to_owned(),
        (_, 0) => format!("{entries}."),
        (0, _) => format!("{sheets}."),
        _ => format!("{entries} and {sheets}."),
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
                section {
                    h2 { "Entries" }
                    @for one in &publication.entries {
                        article {
                            @let moment = one.moment();
                            h3 dir="auto" { (if one.title.trim().is_empty() { words::long_day(moment.date(), now.date()) } else { words::line(&one.title) }) }
                            p.facts {
                                span { (words::long_day(moment.date(), now.date())) ", " (moment.strftime("%H:%M")) }
                                @for fact in entry::facts(one) { bdi { (fact) } }
                            }
                            div.own dir="auto" { (words::text(&one.body)) }
                        }
                    }
                }
            }
            @for row in &publication.worksheets {
                section {
                    @match publication.definition(row) {
                        Some(definition) => { h2 { (words::line(&definition.title)) } (sheet::shared(definition, row)) },
                        None => p { "A worksheet of a newer kind: " (words::line(&row.definition)) },
                    }
                }
            }
        }
    }
}
