//! What is said before or beside the rest: that something was done, what must be read, why something could not be done.

use engine::QuietLine;
use maud::{Markup, html};

use super::words;

/// That something was done, in a live region.
pub(crate) fn done(said: &str) -> Markup {
    html! { div.note.calm role="status" { p { (said) } } }
}

/// What went wrong, and that nothing was lost by it.
pub(crate) fn wrong(lead: &str, more: &str) -> Markup {
    html! { div.note.stop role="alert" { p { strong { (lead) } " " (more) } } }
}

/// What must be read first.
pub(crate) fn first(name: &str, inner: &Markup) -> Markup {
    html! { div.note role="region" aria-label=(name) { (inner) } }
}

/// The one quiet line towards the page of people who answer. In a terminal the same line names a command.
pub(crate) fn quiet(line: QuietLine) -> Markup {
    html! { div.note.calm { p { (words::of_programme(line.words())) } } }
}

/// What will stand here once there is something.
pub(crate) fn empty(sentence: &str) -> Markup {
    html! { div.empty { p.lead { (sentence) } } }
}
