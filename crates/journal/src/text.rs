//! Changing a text so that it merges well: only what differs is touched, word by word.
//!
//! Comparing letter by letter would keep single letters of a replaced word, and two people replacing
//! the same word would end with their letters mixed. So a replaced word is replaced as a whole, and
//! everything around it stays the very same characters that others may be editing.

use std::ops::Range;

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::script::words;

/// Most pieces compared with each other at once; beyond it the stretch is replaced as a whole.
/// Bounds the time of one comparison to about a tenth of a second.
pub(crate) const PIECES_COMPARED_MAX: usize = 6_000;

/// From this length on, both ends of a replaced stretch are compared letter by letter.
const LONG_STRETCH_BYTES: usize = 2_000;

/// Most characters that one change may add and take away in one text. Each is an operation, and a
/// change has at most 65 536 of them.
pub const TEXT_CHARS_PER_CHANGE_MAX: usize = 60_000;

/// One place where a text changes; counted in characters (code points).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice<'a> {
    /// Where, in the old text.
    pub(crate) at: usize,
    /// How many characters go.
    pub(crate) delete: usize,
    /// What comes in their place.
    pub(crate) insert: &'a str,
}

/// A stretch that differs: its bytes in the old text, and those in the new one.
pub(crate) type Hunk = (Range<usize>, Range<usize>);

/// Makes the splices in the text object they were computed for.
pub(crate) fn splice<T: Transactable>(
    tx: &mut T,
    object: &ObjId,
    splices: &[Splice<'_>],
) -> Result<(), AutomergeError> {
    // From the end, so that the places before stay where they are.
    for splice in splices.iter().rev() {
        let delete = isize::try_from(splice.delete).expect("a text is shorter than isize::MAX");
        tx.splice_text(object, splice.at, delete, splice.insert)?;
    }
    Ok(())
}

/// How many characters come and go.
pub(crate) fn changed(splices: &[Splice<'_>]) -> usize {
    let counts = splices.iter();
    counts
        .map(|splice| splice.delete + splice.insert.chars().count())
        .sum()
}

/// The changes that turn `old` into `new`, in the order of the text.
pub(crate) fn splices<'a>(old: &str, new: &'a str) -> Vec<Splice<'a>> {
    let (mut byte, mut letter) = (0, 0);
    let hunks = hunks(old, new).into_iter();
    hunks
        .map(|(gone, come)| {
            letter += old[byte..gone.start].chars().count();
            byte = gone.start;
            Splice {
                at: letter,
                delete: old[gone].chars().count(),
                insert: &new[come],
            }
        })
        .collect()
}

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
    let (old, new) = (cut(old), cut(new));
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = (old_rest.iter().rev().zip(new_rest.iter().rev()))
        .take_while(same)
        .count();
    let old_rest = &old_rest[..old_rest.len() - tail];
    let new_rest = &new_rest[..new_rest.len() - tail];
    let start: usize = old[..head].iter().map(|piece| piece.len()).sum();
    if old_rest.is_empty() && new_rest.is_empty() {
        return Vec::new();
    }
    if old_rest.len() + new_rest.len() > PIECES_COMPARED_MAX {
        let end = |pieces: &[&str]| start + pieces.iter().map(|piece| piece.len()).sum::<usize>();
        return vec![(start..end(old_rest), start..end(new_rest))];
    }
    let (old_at, new_at) = (places(start, old_rest), places(start, new_rest));
    capture_diff_slices(Algorithm::Myers, old_rest, new_rest)
        .iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            let old = old_at[old.start]..old_at[old.end];
            (old, new_at[new.start]..new_at[new.end])
        })
        .collect()
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
