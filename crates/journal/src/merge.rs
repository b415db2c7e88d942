//! Two versions of a text that grew out of a third, made into one: the same correction once, an edit before a
//! deletion, and everything else of both.
//!
//! Where both sides changed different places, both changes are made. Where they wrote the same, it stands once; where
//! one side wrote the same and went on, its text stands. Where one side deleted and the other wrote into what was
//! deleted, the written stretch stands whole: half a sentence helps nobody. Where both wrote different things, both
//! stand. Nothing here knows of documents; equal arguments give equal texts on every device.

mod piece;
mod word_diff;
mod words;

use std::ops::Range;

use crate::text::blank::is_blank;
use crate::text::script::{self, is_unspaced, is_word};
pub(crate) use piece::JOINT;
use piece::{Piece, joined, push_apart};
use word_diff::word_hunks;
use words::agreed;

/// Merges what became of `base` on two sides. Where both wrote different things in one place, they stand in the order in
/// which the document holds them (`held`), if it holds all of them: that order is the same whoever merges what, so that
/// nothing seems moved when what was merged apart meets again. Else `first` stands first.
pub(crate) fn merge(base: &str, first: &str, second: &str, held: &str) -> String {
    if first == second || second == base {
        return first.to_owned();
    }
    if first == base {
        return second.to_owned();
    }
    let (mut a, mut b) = (pieces(base, first), pieces(base, second));
    if !is_blank(base) {
        for (side, other, wrote) in [(first, second, &b), (second, first, &a)] {
            if is_blank(side) && wrote.iter().any(Piece::writes) {
                return other.to_owned();
            }
        }
    }
    let held = pieces(base, held);
    let (written_here, written_there) = (writings(&a), writings(&b));
    for (deleting, written) in [(&mut a, &written_there), (&mut b, &written_here)] {
        deleting.retain(|piece| !swallows_any(base, piece, written));
    }
    let mut found = Vec::new();
    for (a, b) in groups(a, b, |gap| !base[gap].chars().any(is_word)) {
        if let Some(agreed) = agreed(base, &a, &b) {
            found.push(agreed);
            continue;
        }
        for (a, b) in groups(a, b, |gap| gap.is_empty()) {
            let mixed = !a.is_empty() && !b.is_empty();
            let mut group = Group {
                base,
                held: &held,
                a,
                b,
                front: Vec::new(),
                back: Vec::new(),
            };
            let pieces = group.resolve().into_iter();
            found.extend(pieces.map(|piece| Piece { mixed, ..piece }));
        }
    }
    applied(base, &found)
}

fn pieces(base: &str, side: &str) -> Vec<Piece> {
    let hunks = word_hunks(base, side).into_iter();
    hunks
        .map(|(from, to)| Piece {
            from,
            insert: side[to].to_owned(),
            mixed: false,
        })
        .collect()
}

fn writings(pieces: &[Piece]) -> Vec<Piece> {
    pieces
        .iter()
        .filter(|piece| piece.writes())
        .cloned()
        .collect()
}

/// Whether a deletion takes away a place that one of the (sorted) pieces wrote into.
fn swallows_any(base: &str, deletion: &Piece, written: &[Piece]) -> bool {
    let start = written.partition_point(|piece| piece.from.end < deletion.from.start);
    written[start..]
        .iter()
        .take_while(|piece| piece.from.start <= deletion.from.end)
        .any(|piece| deletion.swallows(piece, base))
}

/// Puts together the pieces of both sides, in the order of the text: those that overlap, or with nothing but a gap
/// between them that `joins`.
fn groups(
    a: Vec<Piece>,
    b: Vec<Piece>,
    joins: impl Fn(Range<usize>) -> bool,
) -> Vec<(Vec<Piece>, Vec<Piece>)> {
    let mut all: Vec<(bool, Piece)> = a.into_iter().map(|piece| (true, piece)).collect();
    all.extend(b.into_iter().map(|piece| (false, piece)));
    all.sort_by_key(|(of_a, piece)| (piece.from.start, piece.from.end, !of_a));
    let mut groups: Vec<(Vec<Piece>, Vec<Piece>)> = Vec::new();
    let mut end = 0;
    for (of_a, piece) in all {
        let gap = end..piece.from.start.max(end);
        if groups.is_empty() || !joins(gap) {
            groups.push((Vec::new(), Vec::new()));
        }
        end = end.max(piece.from.end);
        if let Some((a, b)) = groups.last_mut() {
            if of_a { a } else { b }.push(piece);
        }
    }
    groups
}

/// The pieces of both sides in one stretch of the text.
struct Group<'a> {
    base: &'a str,
    /// What the document holds.
    held: &'a [Piece],
    a: Vec<Piece>,
    b: Vec<Piece>,
    /// What is agreed already: from the beginning, and (backwards) from the end.
    front: Vec<Piece>,
    back: Vec<Piece>,
}

impl Group<'_> {
    fn resolve(&mut self) -> Vec<Piece> {
        while !self.a.is_empty() && !self.b.is_empty() && (self.peel_front() || self.peel_back()) {}
        let mut found = std::mem::take(&mut self.front);
        let mut a: Vec<Piece> = std::mem::take(&mut self.a);
        let mut b: Vec<Piece> = std::mem::take(&mut self.b);
        while !a.is_empty() || !b.is_empty() {
            let (mine, theirs) = first_cluster(&mut a, &mut b);
            found.extend(self.both(&mine, &theirs));
        }
        found.extend(self.back.drain(..).rev());
        found
    }

    /// Takes what both sides wrote alike off the beginning.
    fn peel_front(&mut self) -> bool {
        let Some(agreed) = peel(&mut self.a, &mut self.b, true) else {
            return false;
        };
        self.front.push(agreed);
        true
    }

    fn peel_back(&mut self) -> bool {
        let Some(agreed) = peel(&mut self.a, &mut self.b, false) else {
            return false;
        };
        self.back.push(agreed);
        true
    }

    /// What comes of pieces that meet.
    fn both(&mut self, a: &[Piece], b: &[Piece]) -> Vec<Piece> {
        if a.is_empty() || b.is_empty() {
            return a.iter().chain(b).cloned().collect();
        }
        let all = || a.iter().chain(b);
        let start = all().map(|piece| piece.from.start).min().unwrap_or(0);
        let end = all().map(|piece| piece.from.end).max().unwrap_or(0);
        let gone = all().filter(|piece| !piece.writes());
        let mut deleted: Vec<Range<usize>> = gone.map(|piece| piece.from.clone()).collect();
        deleted.sort_by_key(|gone| gone.start);
        let wrote = |side: &[Piece]| side.iter().any(Piece::writes);
        let rendered = |side: &[Piece]| self.rendered(start..end, side, &deleted);
        let insert = match (wrote(a), wrote(b)) {
            (false, false) => rendered(&[]),
            (true, false) => rendered(a),
            (false, true) => rendered(b),
            (true, true) => {
                let (first, second) = (rendered(a), rendered(b));
                if first == second {
                    first
                } else {
                    let joined = joined(self.base.is_empty(), first, &second);
                    self.as_held(start..end, &joined).unwrap_or(joined)
                }
            }
        };
        vec![Piece {
            from: start..end,
            insert,
            mixed: true,
        }]
    }

    /// A stretch as the document holds it, if that has the same words as `text`.
    fn as_held(&self, stretch: Range<usize>, text: &str) -> Option<String> {
        let inside =
            |piece: &&Piece| stretch.start <= piece.from.start && piece.from.end <= stretch.end;
        let pieces: Vec<Piece> = self.held.iter().filter(inside).cloned().collect();
        let held = self.rendered(stretch, &pieces, &[]);
        (sorted_words(&held) == sorted_words(text)).then_some(held)
    }

    /// A stretch with one side's pieces made, and without what is deleted.
    fn rendered(&self, stretch: Range<usize>, side: &[Piece], deleted: &[Range<usize>]) -> String {
        let mut text = String::new();
        let mut at = stretch.start;
        for piece in side {
            self.keep(&mut text, at..piece.from.start.max(at), deleted);
            text.push_str(&piece.insert);
            at = at.max(piece.from.end);
        }
        self.keep(&mut text, at..stretch.end, deleted);
        text
    }

    /// Adds what is left of a stretch.
    fn keep(&self, text: &mut String, stretch: Range<usize>, deleted: &[Range<usize>]) {
        let mut at = stretch.start;
        for gone in deleted {
            let start = gone.start.clamp(at, stretch.end);
            text.push_str(&self.base[at..start]);
            at = gone.end.clamp(start, stretch.end);
        }
        text.push_str(&self.base[at..stretch.end]);
    }
}

fn sorted_words(text: &str) -> Vec<&str> {
    let mut words = script::words(text);
    words.retain(|word| !word.trim().is_empty());
    words.sort_unstable();
    words
}

/// If the outermost pieces of both sides begin (or end) alike, and one of them ends there, takes that off both.
fn peel(a: &mut Vec<Piece>, b: &mut Vec<Piece>, front: bool) -> Option<Piece> {
    let (x, y) = if front {
        (a.first()?, b.first()?)
    } else {
        (a.last()?, b.last()?)
    };
    let (agreed, of_a, rest) = if let Some(rest) = beyond(x, y, front) {
        (x.clone(), true, rest)
    } else {
        (y.clone(), false, beyond(y, x, front)?)
    };
    let (shorter, longer) = if of_a { (a, b) } else { (b, a) };
    let place = |pieces: &Vec<Piece>| if front { 0 } else { pieces.len() - 1 };
    shorter.remove(place(shorter));
    let at = place(longer);
    if rest.from.is_empty() && rest.insert.is_empty() {
        longer.remove(at);
    } else {
        longer[at] = rest;
    }
    Some(agreed)
}

/// What `longer` does beyond `shorter`, if it does all that `shorter` does at its beginning (or end).
fn beyond(shorter: &Piece, longer: &Piece, front: bool) -> Option<Piece> {
    let (s, l) = (&shorter.from, &longer.from);
    if front {
        let rest = longer.insert.strip_prefix(shorter.insert.as_str())?;
        let cut = longer.insert.len() - rest.len();
        let fits = s.start == l.start && s.end <= l.end && is_cut(&longer.insert, cut);
        fits.then(|| Piece {
            from: s.end..l.end,
            insert: rest.to_owned(),
            mixed: true,
        })
    } else {
        let rest = longer.insert.strip_suffix(shorter.insert.as_str())?;
        let fits = s.end == l.end && s.start >= l.start && is_cut(&longer.insert, rest.len());
        fits.then(|| Piece {
            from: l.start..s.start,
            insert: rest.to_owned(),
            mixed: true,
        })
    }
}

/// Whether a text can be cut here without cutting a word.
fn is_cut(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    let mut end = 0;
    script::words(text)
        .into_iter()
        .map(|word| {
            end += word.len();
            end
        })
        .take_while(|end| *end <= at)
        .any(|end| end == at)
}

/// Takes the first pieces that meet each other, or the first one alone, off both sides.
fn first_cluster(a: &mut Vec<Piece>, b: &mut Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    let key = |piece: &Piece| (piece.from.start, piece.from.end);
    let of_a = match (a.first(), b.first()) {
        (Some(x), Some(y)) => key(x) <= key(y),
        (x, _) => x.is_some(),
    };
    if of_a {
        mine.push(a.remove(0));
    } else {
        theirs.push(b.remove(0));
    }
    loop {
        let before = mine.len() + theirs.len();
        while (b.first()).is_some_and(|next| mine.iter().any(|piece| piece.meets(next))) {
            theirs.push(b.remove(0));
        }
        while (a.first()).is_some_and(|next| theirs.iter().any(|piece| piece.meets(next))) {
            mine.push(a.remove(0));
        }
        if mine.len() + theirs.len() == before {
            return (mine, theirs);
        }
    }
}

/// The common text with pieces made, which must not overlap. Where the pieces of two sides lie together, what they leave
/// is not made one word.
fn applied(base: &str, pieces: &[Piece]) -> String {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    // What is agreed lies before and behind the rest already, so equal places keep their order.
    sorted.sort_by_key(|piece| (piece.from.start, piece.from.end));
    let in_word = |letter: char| is_word(letter) && !is_unspaced(letter);
    let mut text = String::with_capacity(base.len());
    let mut at = 0;
    let mut seam = false;
    for piece in sorted {
        for (more, mixed) in [
            (&base[at..piece.from.start.max(at)], seam),
            (&piece.insert, seam || piece.mixed),
        ] {
            if more.is_empty() {
                continue;
            }
            push_apart(&mut text, more, |letter| mixed && in_word(letter));
            seam = false;
        }
        seam |= piece.mixed;
        at = at.max(piece.from.end);
    }
    push_apart(&mut text, &base[at..], |letter| seam && in_word(letter));
    text
}
