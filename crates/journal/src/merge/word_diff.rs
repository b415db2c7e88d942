//! In which words two texts differ, whatever blanks are between them.
//!
//! Blanks are the most frequent pieces of a text, so a comparison that counts them like words lines up blanks instead of
//! words, and a word that only moved by one place seems to be another. Here words are lined up, and blanks go with the
//! word behind them.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::text::compare::{Hunk, PIECES_COMPARED_MAX, hunks};
use crate::text::script::words;

/// A word or sign: its blanks, then itself, as bytes of the text.
struct Unit<'a> {
    word: &'a str,
    start: usize,
    begins: usize,
    end: usize,
}

/// The stretches in which two texts differ, word by word; very long ones are compared by lines first.
pub(crate) fn word_hunks(old: &str, new: &str) -> Vec<Hunk> {
    let (x, y) = (units(old), units(new));
    if x.len() + y.len() > PIECES_COMPARED_MAX {
        return hunks(old, new);
    }
    let x_words: Vec<&str> = x.iter().map(|unit| unit.word).collect();
    let y_words: Vec<&str> = y.iter().map(|unit| unit.word).collect();
    let mut found: Vec<Hunk> = Vec::new();
    let mut add = |from: Range<usize>, to: Range<usize>| {
        if old[from.clone()] == new[to.clone()] {
            return;
        }
        match found.last_mut() {
            Some((a, b)) if a.end == from.start && b.end == to.start => {
                (a.end, b.end) = (from.end, to.end);
            }
            _ => found.push((from, to)),
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &x_words, &y_words) {
        let (here, there) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            for (a, b) in x[here].iter().zip(&y[there]) {
                add(a.start..a.begins, b.start..b.begins);
            }
        } else {
            add(span(&x, here), span(&y, there));
        }
    }
    found
}

/// The bytes of some units that follow each other.
fn span(units: &[Unit<'_>], range: Range<usize>) -> Range<usize> {
    let end = |place: usize| units.get(place).map_or(0, |unit| unit.end);
    // Every text ends with a unit without a word, so there is one at each place.
    let start = units
        .get(range.start)
        .map_or_else(|| end(units.len() - 1), |unit| unit.start);
    let end = range.end.checked_sub(1).map_or(start, end);
    start..end.max(start)
}

fn units(text: &str) -> Vec<Unit<'_>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for word in words(text) {
        let end = at + word.len();
        if !word.trim().is_empty() {
            found.push(Unit {
                word,
                start,
                begins: at,
                end,
            });
            start = end;
        }
        at = end;
    }
    found.push(Unit {
        word: "",
        start,
        begins: at,
        end: at,
    });
    found
}
