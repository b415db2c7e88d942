//! What changed between two texts, line by line and word by word, for reading.

use std::ops::Range;

use crate::text::compare::{differing, lines};
use crate::text::script::words;

/// One line of a comparison of two texts. The pieces of a line make up the whole line, without its
/// line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffLine {
    /// In both texts.
    Same(String),
    /// Only in the old text.
    Removed(Vec<DiffPart>),
    /// Only in the new text.
    Added(Vec<DiffPart>),
}

/// A piece of a line that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPart {
    /// The piece.
    pub text: String,
    /// Whether this very piece is what changed; `false` for the words around it.
    pub changed: bool,
}

/// Compares two texts line by line, and lines that changed word by word.
pub fn diff(old: &str, new: &str) -> Vec<DiffLine> {
    let mut found = Vec::new();
    let mut at = 0;
    for (gone, come) in differing(old, new, lines) {
        found.extend(whole_lines(&old[at..gone.start]));
        at = gone.end;
        let (gone, come) = (&old[gone], &new[come]);
        let hunks = if gone.is_empty() || come.is_empty() {
            vec![(0..gone.len(), 0..come.len())]
        } else {
            differing(gone, come, words)
        };
        let (removed, added): (Vec<_>, Vec<_>) = hunks.into_iter().unzip();
        found.extend(
            marked_lines(gone, &removed)
                .into_iter()
                .map(DiffLine::Removed),
        );
        found.extend(marked_lines(come, &added).into_iter().map(DiffLine::Added));
    }
    found.extend(whole_lines(&old[at..]));
    found
}

fn whole_lines(text: &str) -> impl Iterator<Item = DiffLine> {
    text.lines().map(|line| DiffLine::Same(line.to_owned()))
}

/// The lines of a text, each cut where a changed stretch begins or ends.
fn marked_lines(text: &str, changed: &[Range<usize>]) -> Vec<Vec<DiffPart>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut hunks = changed.iter().peekable();
    for line in lines(text) {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let mut parts = Vec::new();
        let mut at = start;
        while let Some(hunk) = hunks.peek() {
            if hunk.start >= end {
                break;
            }
            let (from, to) = (hunk.start.clamp(at, end), hunk.end.clamp(at, end));
            push(&mut parts, &text[at..from], false);
            push(&mut parts, &text[from..to], true);
            at = to;
            if hunk.end > end {
                break;
            }
            hunks.next();
        }
        push(&mut parts, &text[at..end], false);
        found.push(parts);
        start += line.len();
    }
    found
}

fn push(parts: &mut Vec<DiffPart>, text: &str, changed: bool) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => parts.push(DiffPart {
            text: text.to_owned(),
            changed,
        }),
    }
}
