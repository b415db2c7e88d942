//! Pieces that a side changed in a common text, and how they are put beside each other.

use std::ops::Range;

use crate::text::script::{is_unspaced, is_word};

/// What stands between two texts that were begun apart.
pub(crate) const JOINT: &str = "\n\n";

/// A stretch of the common text that one side changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Bytes of the common text that go.
    pub(crate) from: Range<usize>,
    /// What comes in their place.
    pub(crate) insert: String,
    /// Whether the other side changed the text right here, too.
    pub(crate) mixed: bool,
}

impl Piece {
    pub(crate) const fn writes(&self) -> bool {
        !self.insert.is_empty()
    }

    /// Whether this deletion takes away the place that `other` wrote into.
    pub(crate) fn swallows(&self, other: &Self, base: &str) -> bool {
        let (gone, place) = (&self.from, &other.from);
        let inside = if place.is_empty() {
            // What goes on with a line that was deleted belongs to it.
            let goes_on = base[gone.clone()].contains('\n') && !is_new_line(&other.insert);
            gone.start < place.start && (place.end < gone.end || goes_on && place.end == gone.end)
        } else {
            gone.start <= place.start && place.end <= gone.end
        };
        !self.writes() && other.writes() && inside
    }

    /// Whether the two cannot be made side by side.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (a, b) = (&self.from, &other.from);
        match (a.is_empty(), b.is_empty()) {
            (true, true) => a == b,
            (true, false) => b.start < a.start && a.start < b.end,
            (false, true) => a.start < b.start && b.start < a.end,
            (false, false) => a.start.max(b.start) < a.end.min(b.end),
        }
    }
}

/// Whether a text begins with a line of its own.
fn is_new_line(text: &str) -> bool {
    let blanks = text.len() - text.trim_start().len();
    text[..blanks].contains('\n')
}

/// Two texts that both stand in one place.
pub(crate) fn joined(begun_apart: bool, mut first: String, second: &str) -> String {
    if begun_apart && !first.is_empty() && !second.is_empty() {
        first.push_str(JOINT);
        first.push_str(second);
    } else {
        let open = |letter: char| !letter.is_whitespace() && !is_unspaced(letter);
        push_apart(&mut first, second, open);
    }
    first
}

/// Adds `more` to a text, with a blank between letters that must not touch.
pub(crate) fn push_apart(text: &mut String, more: &str, open: impl Fn(char) -> bool) {
    if text.chars().next_back().is_some_and(&open) && more.chars().next().is_some_and(&open) {
        text.push(' ');
    }
    text.push_str(more);
}

/// Adds `more` to a text, with a blank where two words would become one.
pub(crate) fn push_words(text: &mut String, more: &str) {
    push_apart(text, more, |letter| is_word(letter) && !is_unspaced(letter));
}
