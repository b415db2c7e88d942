//! Whether words sound like danger: not wanting to live, harming oneself, fearing for one's life, fearing to hurt somebody
//! (`rules/danger.txt`).

use crate::grammar::{Found, Lexicon};
use crate::pattern::Pattern;
use crate::quote::quotations;
use crate::sentence::sentences;
use crate::tables::{DANGER, NOT_DANGER};
use crate::token::read;

/// Whether some sentence of the text sounds like danger to the writer or to somebody else. Idioms do not: *this film
/// killed me*. It knows words and no people: it can be wrong both ways.
///
/// ```
/// assert!(wording::sounds_like_danger("A long day. I don't want to live any more."));
/// assert!(!wording::sounds_like_danger("That film killed me."));
/// ```
pub fn sounds_like_danger(text: &str) -> bool {
    let lexicon = Lexicon::get();
    let quoted = quotations(text);
    let mut signature = Vec::new();
    sentences(text, &quoted).into_iter().any(|sentence| {
        // What stands in quotation marks may be a threat that somebody made: it is read like the rest.
        let tokens = read(lexicon, text, sentence, &[]).tokens;
        lexicon.signature(&tokens, &mut signature);
        let fitting = |patterns: &'static [Pattern]| {
            let signature = &signature;
            patterns
                .iter()
                .filter(move |pattern| pattern.fits(signature))
        };
        let meant_otherwise: Vec<Found> = fitting(NOT_DANGER)
            .filter_map(|pattern| pattern.find(lexicon, &tokens, 0))
            .collect();
        let mut dangers = fitting(DANGER).filter_map(|pattern| pattern.find(lexicon, &tokens, 0));
        dangers.any(|found| {
            let mut others = meant_otherwise.iter();
            !others.any(|other| other.start < found.end && found.start < other.end)
        })
    })
}
