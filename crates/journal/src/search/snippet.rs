//! The few words around what was found, out of the text as it was written.

use std::ops::Range;

use crate::search::Query;
use crate::text::fold::fold_into;
use crate::text::script::is_attached;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnippetPart {
    /// The piece, on one line.
    pub text: String,
    /// Whether this is what was searched for.
    pub hit: bool,
}

/// At most `width` characters of the body around the first hit, or its beginning when nothing in it
/// was searched for. Line breaks become blanks; `…` stands where text is left out.
pub fn snippet(body: &str, query: &Query, width: usize) -> Vec<SnippetPart> {
    let map = Map::of(body);
    let hits: Vec<Range<usize>> = (query.hits(&map.folded).into_iter())
        .map(|hit| map.origin(&hit))
        .collect();
    let window = window(body, hits.first(), width.max(1));
    let mut parts = Vec::new();
    if window.start > 0 {
        push(&mut parts, "…", false);
    }
    let mut at = window.start;
    for hit in hits {
        let (from, to) = (hit.start.max(at), hit.end.min(window.end));
        if from < to {
            push(&mut parts, &body[at..from], false);
            push(&mut parts, &body[from..to], true);
            at = to;
        }
    }
    push(&mut parts, &body[at..window.end], false);
    if window.end < body.trim_end().len() {
        push(&mut parts, "…", false);
    }
    parts
}

/// The stretch to be shown: a third of the width before the hit, where possible beginning at a word.
fn window(body: &str, hit: Option<&Range<usize>>, width: usize) -> Range<usize> {
    let first = body.len() - body.trim_start().len();
    let hit_start = hit.map_or(first, |hit| hit.start);
    let lead = body[..hit_start].char_indices().rev().take(width / 3);
    let mut start = lead.last().map_or(hit_start, |(at, _)| at).max(first);
    if start > first
        && !body[..start].ends_with(char::is_whitespace)
        && let Some(blank) = body[start..hit_start].find(char::is_whitespace)
    {
        start += blank;
    }
    start += body[start..].len() - body[start..].trim_start().len();
    let start = start.min(hit_start);
    let end = body[start..].char_indices().nth(width);
    start..end.map_or(body.trim_end().len().max(start), |(at, _)| start + at)
}

fn push(parts: &mut Vec<SnippetPart>, text: &str, hit: bool) {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        let blank = letter.is_whitespace();
        if !(blank && line.ends_with(' ')) {
            line.push(if blank { ' ' } else { letter });
        }
    }
    if line.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.hit == hit => last.text.push_str(&line),
        _ => parts.push(SnippetPart { text: line, hit }),
    }
}

/// A folded text that remembers where each piece of it came from.
struct Map {
    folded: String,
    /// Where each letter begins: in the folded text, and in the original.
    places: Vec<(usize, usize)>,
}

impl Map {
    fn of(text: &str) -> Self {
        let mut map = Self {
            folded: String::new(),
            places: Vec::new(),
        };
        let mut start = 0;
        for (at, letter) in text.char_indices() {
            if at > 0 && !is_attached(letter) && !is_jamo_follower(letter) {
                map.add(start, &text[start..at]);
                start = at;
            }
        }
        map.add(start, &text[start..]);
        map.places.push((map.folded.len(), text.len()));
        map
    }

    fn add(&mut self, origin: usize, letter: &str) {
        let start = self.folded.len();
        // Alone in a string first: folding must not melt it with what stands before.
        let mut alone = String::new();
        fold_into(letter, &mut alone);
        self.folded.push_str(&alone);
        self.places.push((start, origin));
    }

    /// Where a stretch of the folded text came from: whole letters.
    fn origin(&self, hit: &Range<usize>) -> Range<usize> {
        let after = self.places.partition_point(|(at, _)| *at <= hit.start);
        let start = self.places[after.saturating_sub(1)].1;
        let end = self.places.partition_point(|(at, _)| *at < hit.end);
        start..self.places[end.min(self.places.len() - 1)].1
    }
}

/// Vowels and final consonants of Korean syllables written letter by letter.
fn is_jamo_follower(letter: char) -> bool {
    matches!(letter, '\u{1160}'..='\u{11FF}')
}
