//! Where two texts differ, word by word.
//!
//! Comparing letter by letter would keep single letters of a replaced word, and two people replacing
//! the same word would end with their letters mixed. So a replaced word is replaced as a whole, and
//! everything around it stays the very same characters that others may be editing.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::text::script::words;

/// Most pieces compared with each other at once. Beyond it, what lies between pieces that stand once in both texts is
/// compared, and of that what is still beyond it is replaced as a whole. Bounds the time of one comparison to about a
/// tenth of a second.
pub(crate) const PIECES_COMPARED_MAX: usize = 6_000;

/// From this length on, both ends of a replaced stretch are compared letter by letter.
const LONG_STRETCH_BYTES: usize = 2_000;

/// A stretch that differs: its bytes in the old text, and those in the new one.
pub(crate) type Hunk = (Range<usize>, Range<usize>);

/// The stretches in which two texts differ: compared by lines, and lines that differ by words.
pub(crate) fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let mut found = Vec::new();
    for (before, after) in differing(old, new, lines) {
        for (from, to) in differing(&old[before.clone()], &new[after.clone()], words) {
            let from = before.start + from.start..before.start + from.end;
            let to = after.start + to.start..after.start + to.end;
            found.push(trimmed(old, new, (from, to)));
        }
    }
    found
}

/// Takes away what two long stretches have in common at both ends. Words are short and stay whole.
fn trimmed(old: &str, new: &str, (from, to): Hunk) -> Hunk {
    let (gone, come) = (&old[from.clone()], &new[to.clone()]);
    if gone.len() + come.len() < LONG_STRETCH_BYTES {
        return (from, to);
    }
    let same = |((_, a), b): &((usize, char), char)| a == b;
    let head = gone.char_indices().zip(come.chars()).take_while(same);
    let head: usize = head.map(|((_, letter), _)| letter.len_utf8()).sum();
    let (gone, come) = (&gone[head..], &come[head..]);
    let tail = gone.char_indices().rev().zip(come.chars().rev());
    let tail: usize = tail
        .take_while(same)
        .map(|((_, letter), _)| letter.len_utf8())
        .sum();
    (
        from.start + head..from.end - tail,
        to.start + head..to.end - tail,
    )
}

/// A text cut into lines, each with its line break.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The stretches in which two texts differ, compared by the pieces that `cut` makes of them.
pub(crate) fn differing(old: &str, new: &str, cut: fn(&str) -> Vec<&str>) -> Vec<Hunk> {
    let mut found = Vec::new();
    compare((0, &cut(old)), (0, &cut(new)), true, &mut found);
    found
}

/// Compares pieces, each side with the byte at which they begin.
fn compare(
    (old_start, old): (usize, &[&str]),
    (new_start, new): (usize, &[&str]),
    landmarks: bool,
    found: &mut Vec<Hunk>,
) {
    let same = |(a, b): &(&&str, &&str)| a == b;
    let bytes = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let head = old.iter().zip(new).take_while(same).count();
    let start = bytes(&old[..head]);
    let (old_start, new_start) = (old_start + start, new_start + start);
    let (old, new) = (&old[head..], &new[head..]);
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends.take_while(same).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    if old.is_empty() && new.is_empty() {
        return;
    }
    if old.len() + new.len() <= PIECES_COMPARED_MAX {
        let (old_at, new_at) = (places(old_start, old), places(new_start, new));
        let ops = capture_diff_slices(Algorithm::Myers, old, new).into_iter();
        let hunks = ops.filter(|op| op.tag() != DiffTag::Equal).map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            (
                old_at[from.start]..old_at[from.end],
                new_at[to.start]..new_at[to.end],
            )
        });
        found.extend(hunks);
    } else if landmarks {
        let (mut old_at, mut new_at) = ((old_start, 0), (new_start, 0));
        let ends = [(old.len(), new.len())];
        for (o, n) in common_landmarks(old, new).into_iter().chain(ends) {
            let (between, there) = (&old[old_at.1..o], &new[new_at.1..n]);
            compare((old_at.0, between), (new_at.0, there), false, found);
            old_at = (old_at.0 + bytes(between), o);
            new_at = (new_at.0 + bytes(there), n);
        }
    } else {
        let old = old_start..old_start + bytes(old);
        found.push((old, new_start..new_start + bytes(new)));
    }
}

/// The places of pieces that stand once in each of both texts, as many as are in the same order in both.
fn common_landmarks(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let once = |pieces: &[&str]| {
        let mut places: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (place, piece) in pieces.iter().enumerate() {
            let known = places.entry((*piece).to_owned());
            known
                .and_modify(|place| *place = None)
                .or_insert(Some(place));
        }
        places
    };
    let there = once(new);
    let mut pairs: Vec<(usize, usize)> = once(old)
        .into_iter()
        .filter_map(|(piece, place)| Some((place?, (*there.get(&piece)?)?)))
        .collect();
    pairs.sort_unstable();
    // The longest row of pairs that ascends in both: for each length, which pair ends such a row earliest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(pairs[at]);
        next = before[at];
    }
    row.reverse();
    row
}

/// Where each piece begins, and where the last one ends.
fn places(start: usize, pieces: &[&str]) -> Vec<usize> {
    let mut at = start;
    let mut places = vec![at];
    places.extend(pieces.iter().map(|piece| {
        at += piece.len();
        at
    }));
    places
}
