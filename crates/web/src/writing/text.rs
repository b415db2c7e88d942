//! A text that several pages write at once: each change says on which version it was typed, and is moved over those that came
//! since. No word that was typed is ever lost by it.
//!
//! Places are counted as browsers count them, in UTF-16. `assets/js/text.js` moves changes by the same rules, so that all
//! pages and this come to the same text.

use std::collections::VecDeque;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Changes that are remembered. A page that was away for longer takes the whole text.
const CHANGES_MAX: usize = 500;
/// So many pairs of words are compared at most; where more differ, all between the first and the last is one difference.
const PAIRS_MAX: usize = 25_000_000;

/// What replaces a stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice {
    /// Where the stretch begins.
    pub(crate) at: usize,
    /// How much of the text goes.
    pub(crate) del: usize,
    /// What comes in its place.
    pub(crate) ins: Vec<u16>,
}

/// The text, and how it came to be so.
#[derive(Debug)]
pub(crate) struct Text {
    units: Vec<u16>,
    version: u64,
    changes: VecDeque<Splice>,
}

impl Splice {
    pub(crate) fn is_nothing(&self) -> bool {
        self.del == 0 && self.ins.is_empty()
    }

    const fn end(&self) -> usize {
        self.at + self.del
    }

    /// No change, at a place.
    pub(crate) const fn nothing(at: usize) -> Self {
        Self {
            at,
            del: 0,
            ins: Vec::new(),
        }
    }

    /// The same change for a text in which `other`, made on the same version, was made before. What both write in one place
    /// stands in the order in which it was saved: `is_later` says that this one was saved later.
    pub(super) fn over(&self, other: &Self, is_later: bool) -> Self {
        let shift = |at: usize| at + other.ins.len() - other.del;
        if self == other {
            // Both did the same.
            return Self::nothing(shift(other.end()));
        }
        let both_insert = self.del == 0 && other.del == 0 && self.at == other.at;
        if self.end() <= other.at && !(both_insert && is_later) {
            return self.clone();
        }
        if self.at >= other.end() {
            let at = shift(self.at);
            return Self { at, ..self.clone() };
        }
        let behind = other.at + other.ins.len();
        let is_same = self.at == other.at && self.end() == other.end();
        let (is_around, is_within) = (
            self.at <= other.at && self.end() >= other.end(),
            self.at >= other.at && self.end() <= other.end(),
        );
        if is_same {
            // What the one put in the place of both stretches is followed by what the other did.
            let at = if is_later { behind } else { other.at };
            let (del, ins) = (0, self.ins.clone());
            return Self { at, del, ins };
        }
        if is_around {
            let mut ins = self.ins.clone();
            ins.extend(&other.ins);
            let del = self.del - other.del + other.ins.len();
            return Self {
                ins,
                del,
                at: self.at,
            };
        }
        if is_within {
            let (del, ins) = (0, self.ins.clone());
            return Self {
                at: behind,
                del,
                ins,
            };
        }
        let ins = self.ins.clone();
        if self.at < other.at {
            let del = other.at - self.at;
            return Self {
                at: self.at,
                del,
                ins,
            };
        }
        let del = self.end() - other.end();
        Self {
            at: behind,
            del,
            ins,
        }
    }
}

impl Text {
    /// A text as a browser has it: lines end with one sign.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            units: as_lines(text).encode_utf16().collect(),
            version: 0,
            changes: VecDeque::new(),
        }
    }

    /// Goes up with every change.
    pub(crate) const fn version(&self) -> u64 {
        self.version
    }

    /// Makes a change that was typed on version `base`. Answers what was changed since then, for the page that typed it.
    /// `None` if there is no such version any more, or it has no such place; then nothing was changed.
    pub(crate) fn change(&mut self, base: u64, typed: Splice) -> Option<Vec<Splice>> {
        let since = usize::try_from(self.version.checked_sub(base)?).ok()?;
        let first = self.changes.len().checked_sub(since)?;
        let mut others = Vec::with_capacity(since);
        let mut moved = typed;
        for change in self.changes.iter().skip(first) {
            let next = moved.over(change, true);
            others.push(change.over(&moved, false));
            moved = next;
        }
        if !self.fits(&moved) {
            return None;
        }
        self.make(moved);
        Some(others)
    }

    /// Makes the text read so, by what differs.
    pub(crate) fn become_text(&mut self, text: &str) {
        let then: Vec<u16> = as_lines(text).encode_utf16().collect();
        let now = self.units.clone();
        let (old, new) = (pieces(&now), pieces(&then));
        let alike = old.iter().zip(&new).take_while(|(old, new)| old == new);
        let begin = alike.count();
        let (old, new) = (&old[begin..], &new[begin..]);
        let mut at = now.len() - length(old);
        if old.len().saturating_mul(new.len()) > PAIRS_MAX {
            let (del, ins) = (length(old), new.concat());
            return self.make(Splice { at, del, ins });
        }
        for hunk in capture_diff_slices(Algorithm::Myers, old, new) {
            let (gone, come) = (&old[hunk.old_range()], &new[hunk.new_range()]);
            let ins = come.concat();
            let after = at + ins.len();
            if !matches!(hunk, DiffOp::Equal { .. }) {
                let del = length(gone);
                self.make(Splice { at, del, ins });
            }
            at = after;
        }
    }

    /// Whether a change has a place here, and divides no sign.
    fn fits(&self, splice: &Splice) -> bool {
        let divides = |at: usize| {
            let next = self.units.get(at);
            next.is_some_and(|unit| (0xdc00..0xe000).contains(unit))
        };
        splice
            .at
            .checked_add(splice.del)
            .is_some_and(|end| end <= self.units.len() && !divides(splice.at) && !divides(end))
    }

    fn make(&mut self, splice: Splice) {
        if splice.is_nothing() {
            return;
        }
        let range = splice.at..splice.end();
        self.units.splice(range, splice.ins.iter().copied());
        if self.changes.len() == CHANGES_MAX {
            self.changes.pop_front();
        }
        self.changes.push_back(splice);
        self.version += 1;
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from_utf16_lossy(&self.units))
    }
}

/// Lines as browsers end them.
pub(crate) fn as_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn length(pieces: &[&[u16]]) -> usize {
    pieces.iter().map(|piece| piece.len()).sum()
}

/// Words, each with what stands before it.
fn pieces(units: &[u16]) -> Vec<&[u16]> {
    let is_space = |unit: u16| unit == 0x20 || unit == 0x0a || unit == 0x09;
    units
        .chunk_by(|a, b| is_space(*a) || !is_space(*b))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(at: usize, del: usize, ins: &str) -> Splice {
        let ins = ins.encode_utf16().collect();
        Splice { at, del, ins }
    }

    fn read(text: &str, changes: &[&Splice]) -> String {
        let mut read = Text::new(text);
        for change in changes {
            assert!(read.fits(change), "{change:?} in {read}");
            read.make((*change).clone());
        }
        read.to_string()
    }

    const BEFORE: &str = "abcdef";

    fn every_change(of: usize, word: &str) -> Vec<Splice> {
        let places = (0..=of).flat_map(|at| (0..=of - at).map(move |del| (at, del)));
        let changes = places.flat_map(|(at, del)| [splice(at, del, ""), splice(at, del, word)]);
        changes.collect()
    }

    #[test]
    fn two_changes_come_to_the_same_in_either_order_and_lose_no_word() {
        let length = BEFORE.len();
        for first in every_change(length, "XY") {
            for second in every_change(length, "z") {
                let one = read(BEFORE, &[&first, &second.over(&first, true)]);
                let other = read(BEFORE, &[&second, &first.over(&second, false)]);
                assert_eq!(one, other, "{first:?} {second:?}");
                assert_eq!(
                    one.contains("XY"),
                    !first.ins.is_empty(),
                    "{first:?} {second:?}: {one}"
                );
                assert_eq!(
                    one.contains('z'),
                    !second.ins.is_empty(),
                    "{first:?} {second:?}: {one}"
                );
                let stays = |place: usize| {
                    let is_in = |change: &Splice| (change.at..change.end()).contains(&place);
                    !is_in(&first) && !is_in(&second)
                };
                for (place, letter) in BEFORE.chars().enumerate() {
                    assert_eq!(
                        one.contains(letter),
                        stays(place),
                        "{first:?} {second:?}: {one}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_same_change_is_made_once() {
        let twice = splice(2, 2, "two");
        assert_eq!(
            read(BEFORE, &[&twice, &twice.over(&twice, true)]),
            "abtwoef"
        );
    }

    #[test]
    fn pages_that_type_apart_come_to_the_same_text() {
        let mut text = Text::new("One lake. One boat.");
        text.change(0, splice(4, 4, "wide lake")).unwrap();
        text.change(1, splice(0, 0, "Well. ")).unwrap();
        // Typed on the first version.
        let others = text.change(0, splice(14, 4, "heron")).unwrap();
        assert_eq!(text.to_string(), "Well. One wide lake. One heron.");
        let mut page = Text::new("One lake. One heron.");
        for other in others {
            page.make(other);
        }
        assert_eq!(page.to_string(), text.to_string());
        assert_eq!(text.version(), 3);
    }

    #[test]
    fn what_has_no_place_changes_nothing() {
        let mut text = Text::new("a\u{1f6a3}b");
        for (base, change) in [
            (1, splice(0, 0, "x")),
            (0, splice(5, 0, "x")),
            (0, splice(0, 5, "")),
            (0, splice(usize::MAX, 2, "x")),
            (0, splice(2, 0, "x")),
            (0, splice(0, 2, "")),
        ] {
            assert_eq!(text.change(base, change), None);
        }
        assert_eq!(
            (text.to_string().as_str(), text.version()),
            ("a\u{1f6a3}b", 0)
        );
        assert_eq!(text.change(0, splice(0, 0, "")), Some(Vec::new()));
        assert_eq!(text.version(), 0);
    }

    #[test]
    fn a_page_that_was_away_too_long_is_told() {
        let mut text = Text::new("");
        for count in 0..=CHANGES_MAX {
            let base = u64::try_from(count).unwrap();
            text.change(base, splice(0, 0, "x")).unwrap();
        }
        assert_eq!(text.change(0, splice(0, 0, "y")), None);
        assert!(text.change(1, splice(0, 0, "y")).is_some());
    }

    #[test]
    fn what_came_from_elsewhere_comes_in_pieces() {
        let before = "One lake.\n\nOne boat on it.\n\nNobody there.";
        let after = "One wide lake.\n\nOne boat on it.\n\nSomebody there, far off.";
        let mut text = Text::new(before);
        text.become_text(&after.replace('\n', "\r\n"));
        assert_eq!(text.to_string(), after);
        assert!(text.version() > 1);
        // The boat was left alone, so that what somebody types there stays in its place.
        let at = before.find("boat").unwrap();
        text.change(0, splice(at, 4, "raft")).unwrap();
        assert_eq!(text.to_string(), after.replace("boat", "raft"));
        text.become_text("");
        assert_eq!(text.to_string(), "");
    }
}
