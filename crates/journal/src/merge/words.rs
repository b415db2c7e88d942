//! A stretch of a text in which two sides wrote partly the same words: put together word by word.

use std::collections::BTreeSet;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::merge::piece::{Piece, joined, push_words};
use crate::text::compare::PIECES_COMPARED_MAX;
use crate::text::script::{is_word, words};

/// From so many words on that two sides wrote alike, they may be one text.
const SAME_WORDS_MIN: usize = 5;

/// A word or sign of a text.
struct Token<'a> {
    /// The blanks before it, and it.
    text: String,
    /// It alone; empty at the end of a stretch.
    word: &'a str,
    /// Its place in the common text if it comes from there.
    place: Option<usize>,
}

/// A stretch in which both sides wrote some of the same words, word by word: what both wrote stands once, what one side
/// took away is gone. `None` where they wrote nothing alike, or more words than were in their place: people correct a
/// word and put another beside it, but two sentences that only have words in common stay two sentences. Where nearly all
/// is alike, it is one text that both brought back and one of them went on with.
pub(crate) fn agreed(base: &str, a: &[Piece], b: &[Piece]) -> Option<Piece> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let all = || a.iter().chain(b);
    let start = all().map(|piece| piece.from.start).min()?;
    let end = all().map(|piece| piece.from.end).max()?;
    let (x, y) = (tokens(base, start..end, a), tokens(base, start..end, b));
    if x.len() + y.len() > PIECES_COMPARED_MAX {
        return None;
    }
    let kept = |side: &[Token<'_>]| -> BTreeSet<usize> {
        side.iter().filter_map(|token| token.place).collect()
    };
    let (in_x, in_y) = (kept(&x), kept(&y));
    let stays = |place: usize| in_x.contains(&place) && in_y.contains(&place);
    let was = tokens(base, start..end, &[]);
    let gone = was
        .iter()
        .filter_map(|token| token.place)
        .filter(|place| !stays(*place));
    let replaced = gone.count();
    let x_words: Vec<&str> = x.iter().map(|token| token.word).collect();
    let y_words: Vec<&str> = y.iter().map(|token| token.word).collect();
    let (mut text, mut alike) = (String::new(), 0);
    let (mut mine, mut theirs) = (String::new(), String::new());
    for op in capture_diff_slices(Algorithm::Myers, &x_words, &y_words) {
        let (here, there) = (&x[op.old_range()], &y[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            push_words(
                &mut text,
                &joined(false, std::mem::take(&mut mine), &theirs),
            );
            theirs.clear();
            for (token, other) in here.iter().zip(there) {
                let new = token.place.is_none() && other.place.is_none();
                alike += usize::from(new && token.word.chars().any(is_word));
                push_words(&mut text, &token.text);
            }
        } else {
            let both_keep = |token: &&Token<'_>| token.place.is_none_or(stays);
            mine.extend(
                here.iter()
                    .filter(both_keep)
                    .map(|token| token.text.as_str()),
            );
            let new = there.iter().filter(|token| token.place.is_none());
            theirs.extend(new.map(|token| token.text.as_str()));
        }
    }
    push_words(&mut text, &joined(false, mine, &theirs));
    let new = |side: &[Token<'_>]| side.iter().filter(|token| token.place.is_none()).count() - 1;
    let one_text = alike >= SAME_WORDS_MIN && 3 * alike > 2 * new(&x).min(new(&y));
    (one_text || (1..=replaced).contains(&alike)).then_some(Piece {
        from: start..end,
        insert: text,
        mixed: true,
    })
}

/// The words of a stretch as one side has it.
fn tokens<'a>(base: &'a str, stretch: Range<usize>, side: &'a [Piece]) -> Vec<Token<'a>> {
    let mut found: Vec<Token<'a>> = Vec::new();
    let mut blanks = String::new();
    let mut add = |text: &'a str, mut place: Option<usize>| {
        for word in words(text) {
            if word.trim().is_empty() {
                blanks.push_str(word);
            } else {
                found.push(Token {
                    text: std::mem::take(&mut blanks) + word,
                    word,
                    place,
                });
            }
            place = place.map(|place| place + word.len());
        }
    };
    let mut at = stretch.start;
    for piece in side {
        let start = piece.from.start.max(at);
        add(&base[at..start], Some(at));
        add(&piece.insert, None);
        at = at.max(piece.from.end);
    }
    add(&base[at..stretch.end], Some(at));
    found.push(Token {
        text: blanks,
        word: "",
        place: None,
    });
    found
}
