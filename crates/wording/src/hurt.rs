//! Whether a sentence tells of being hurt: beaten, threatened, controlled, followed, locked in, afraid (`rules/hurt.txt`).

use crate::grammar::{Found, Lexicon, Token};
use crate::pattern::Pattern;
use crate::tables::{HURT, NOT_HURT, OWN_VIOLENCE};

/// What a sentence says of violence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Violence {
    /// It was done to the writer, or to somebody whom the writer protects.
    pub(crate) suffered: bool,
    /// The writer did it.
    pub(crate) done: bool,
}

/// What the sentence says of violence; the signature is that of its tokens.
pub(crate) fn violence_in(lexicon: &Lexicon, tokens: &[Token], signature: &[u64]) -> Violence {
    let all = |patterns: &'static [Pattern]| {
        let fitting = patterns.iter().filter(|pattern| pattern.fits(signature));
        fitting.filter_map(|pattern| pattern.find(lexicon, tokens, 0))
    };
    let meant_otherwise: Vec<Found> = all(NOT_HURT).collect();
    let covered = |found: &Found| {
        let mut others = meant_otherwise.iter();
        others.any(|other| other.start < found.end && found.start < other.end)
    };
    Violence {
        suffered: all(HURT).any(|found| !covered(&found)),
        done: all(OWN_VIOLENCE).next().is_some(),
    }
}
