//! How patterns match rows of tokens. What they look like is told at the top of `rules/blame.txt`; the build makes
//! [`tables`](crate::tables) of them.

use std::sync::OnceLock;

use crate::pattern::{Pattern, SetId, Step, WordId};
use crate::tables::{MEMBERS, WORDS, set};

/// How far `!!` looks.
const AHEAD_MAX: usize = 12;

/// A word, a mark, or a phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) word: WordId,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Every word the rules know, and which sets each is in.
pub(crate) struct Lexicon {
    /// Places in [`WORDS`], found by hash: an open table.
    slots: Vec<WordId>,
    /// The hash of each word.
    hashes: Vec<u32>,
    /// For each word a row of bits, one for each set.
    rows: Vec<u64>,
    stride: usize,
}

/// Where a pattern matched, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Lexicon {
    /// The words of the rules, made once.
    pub(crate) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Self::new)
    }

    fn new() -> Self {
        let stride = MEMBERS.len() / 64 + 1;
        let mut rows = vec![0; stride * WORDS.len()];
        for (set, members) in MEMBERS.iter().enumerate() {
            for word in *members {
                rows[usize::from(*word) * stride + set / 64] |= 1 << (set % 64);
            }
        }
        let mut slots: Vec<WordId> = vec![0; (WORDS.len() * 4).next_power_of_two()];
        let mask = slots.len() - 1;
        for (word, id) in WORDS.iter().zip(0..).skip(1) {
            let mut slot = slot_of(hash(word), mask);
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
        }
        Self {
            hashes: WORDS.iter().map(|word| hash(word)).collect(),
            slots,
            rows,
            stride,
        }
    }

    /// The number of a folded word.
    pub(crate) fn id(&self, word: &str) -> WordId {
        let mask = self.slots.len() - 1;
        let mut slot = slot_of(hash(word), mask);
        loop {
            let id = self.slots[slot];
            if id == 0 || WORDS[usize::from(id)] == word {
                return id;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The hash of a word.
    pub(crate) fn hash(&self, word: WordId) -> u32 {
        self.hashes[usize::from(word)]
    }

    /// Whether the word is in the set.
    pub(crate) fn is(&self, word: WordId, set: SetId) -> bool {
        let place = usize::from(word) * self.stride + set.0 / 64;
        self.rows[place] >> (set.0 % 64) & 1 == 1
    }

    /// The sets that some token is in: what can be matched at all.
    pub(crate) fn signature(&self, tokens: &[Token], out: &mut Vec<u64>) {
        out.clear();
        out.resize(self.stride, 0);
        for token in tokens.iter().filter(|token| token.word != 0) {
            let row = usize::from(token.word) * self.stride;
            for (bits, more) in out.iter_mut().zip(&self.rows[row..row + self.stride]) {
                *bits |= more;
            }
        }
    }
}

impl SetId {
    /// Whether a sentence of this signature has a word of the set.
    pub(crate) fn is_in(self, signature: &[u64]) -> bool {
        signature[self.0 / 64] >> (self.0 % 64) & 1 == 1
    }
}

/// The sets of a signature that are also in the mask.
pub(crate) fn sets_of(signature: &[u64], mask: &[u64]) -> impl Iterator<Item = SetId> {
    let both = signature.iter().zip(mask).map(|(bits, mask)| bits & mask);
    both.enumerate().flat_map(|(place, bits)| {
        let mut left = bits;
        std::iter::from_fn(move || {
            let lowest = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (lowest < 64).then(|| SetId(place * 64 + usize::try_from(lowest).unwrap_or_default()))
        })
    })
}

impl Pattern {
    /// Of the sets a match needs, the two with the fewest words.
    pub(crate) fn rarest(&self) -> (SetId, SetId) {
        let first = self.needs.first().copied().unwrap_or(set::BREAKS);
        (first, self.needs.get(1).copied().unwrap_or(first))
    }

    /// Whether a sentence of this signature may match.
    pub(crate) fn fits(&self, signature: &[u64]) -> bool {
        self.needs.iter().all(|set| set.is_in(signature))
    }

    /// The match that begins at the token, if there is one.
    pub(crate) fn at(&self, lexicon: &Lexicon, tokens: &[Token], start: usize) -> Option<Found> {
        let clauses = Clauses { lexicon, tokens };
        let end = clauses.run(self.steps, start)?;
        (end > start).then_some(Found { start, end })
    }

    /// The first match at or after the token.
    pub(crate) fn find(&self, lexicon: &Lexicon, tokens: &[Token], from: usize) -> Option<Found> {
        // Most tokens do not even begin a match.
        let first = self.steps.iter().find(|step| !step.is_empty());
        let begins = |start: &usize| match first {
            Some(Step::One(set)) => lexicon.is(tokens[*start].word, *set),
            _ => true,
        };
        let mut starts = (from..tokens.len()).filter(begins);
        starts.find_map(|start| self.at(lexicon, tokens, start))
    }
}

struct Clauses<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
}

impl Clauses<'_> {
    fn is(&self, at: usize, set: SetId) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| self.lexicon.is(token.word, set))
    }

    fn run(&self, steps: &[Step], at: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(at);
        };
        match *step {
            Step::One(set) => {
                if !self.is(at, set) {
                    return None;
                }
                return self.run(rest, at + 1);
            }
            Step::OneOrEnd(set) => {
                if self.is(at, set) {
                    return self.run(rest, at + 1);
                }
                if at < self.tokens.len() && !self.is(at, set::BREAKS) {
                    return None;
                }
            }
            Step::Some { set, most } => {
                let count = (0..most).take_while(|k| self.is(at + k, set)).count();
                return (0..=count).rev().find_map(|k| self.run(rest, at + k));
            }
            Step::Gap { most, stop } => {
                let left = self.tokens.len().saturating_sub(at);
                let count = (0..most.min(left))
                    .take_while(|k| !self.is(at + k, stop))
                    .count();
                return (0..=count).find_map(|k| self.run(rest, at + k));
            }
            Step::NotNext(set) if self.is(at, set) => return None,
            Step::NotLast(set) if at > 0 && self.is(at - 1, set) => return None,
            Step::NotAhead(set) => {
                let clause = (at..at + AHEAD_MAX).take_while(|at| !self.is(*at, set::BREAKS));
                if clause.into_iter().any(|at| self.is(at, set)) {
                    return None;
                }
            }
            Step::Start if at > 0 && !self.is(at - 1, set::BREAKS) => return None,
            Step::End if at < self.tokens.len() && !self.is(at, set::BREAKS) => return None,
            Step::NotNext(_) | Step::NotLast(_) | Step::Start | Step::End => {}
        }
        self.run(rest, at)
    }
}

/// The place of a hash in an open table of a power of two; `mask` is its last place.
pub(crate) fn slot_of(hash: u32, mask: usize) -> usize {
    usize::try_from(hash).unwrap_or_default() & mask
}

/// FNV-1a: few words, no adversary, and the same everywhere.
pub(crate) fn hash(word: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in word.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    // The low bits choose the slot, and the high ones mix better.
    hash ^ (hash >> 15)
}
