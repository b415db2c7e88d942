//! What changed in a text, line by line: with a sign and an element, so that it is told without colour too.

use engine::views::{DiffLine, DiffPart};
use maud::{Markup, html};

use super::words;

/// Lines of a text that are shown before and after what changed in it.
const LINES_AROUND: usize = 2;

/// The lines that changed, each with a few of those around it.
pub(crate) fn lines(diff: &[DiffLine]) -> Markup {
    let changed = |line: &DiffLine| !matches!(line, DiffLine::Same(_));
    let near = |at: usize| {
        let around = at.saturating_sub(LINES_AROUND)..diff.len().min(at + LINES_AROUND + 1);
        diff[around].iter().any(changed)
    };
    let mut shown = Vec::new();
    let mut left_out = false;
    for (at, line) in diff.iter().enumerate() {
        if !near(at) {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            shown.push(html! { p { span { "…" } } });
        }
        shown.push(one(line));
    }
    if left_out {
        shown.push(html! { p { span { "…" } } });
    }
    html! { div.diff { @for line in shown { (line) } } }
}

fn one(line: &DiffLine) -> Markup {
    match line {
        DiffLine::Same(text) => html! { p { span dir="auto" { (words::line(text)) } } },
        DiffLine::Added(parts) => html! {
            p.in {
                span dir="auto" {
                    span.hush { "added: " }
                    @for part in parts { @if part.changed { ins { (piece(part)) } } @else { (piece(part)) } }
                }
            }
        },
        DiffLine::Removed(parts) => html! {
            p.out {
                span dir="auto" {
                    span.hush { "taken out: " }
                    @for part in parts { @if part.changed { del { (piece(part)) } } @else { (piece(part)) } }
                }
            }
        },
    }
}

fn piece(part: &DiffPart) -> String {
    words::line(&part.text)
}
