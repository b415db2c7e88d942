//! What the tool that weighs the model's features needs of a sentence (`examples/train`). Nothing else uses it.

pub use crate::check::WORDS_MIN;
use crate::check::judged_alone;
use crate::features::{features_of, letters_of, units_of};
use crate::grammar::Lexicon;
pub use crate::model::LEVELS;
use crate::quote::quotations;
use crate::token::read;

/// A sentence as the tool sees it.
pub struct Example {
    /// Its features, as often as they come.
    pub features: Vec<u32>,
    /// How many words and marks it has.
    pub length: usize,
    /// Whether a rule finds an excuse.
    pub rule: bool,
    /// Whether one does that needs no model to agree.
    pub sure: bool,
    /// Whether it is known to tell of being hurt.
    pub hurt: bool,
    /// Whether it tells of violence by the writer.
    pub done: bool,
}

/// Reads one sentence.
pub fn example(sentence: &str) -> Example {
    let spoken = read(
        Lexicon::get(),
        sentence,
        0..sentence.len(),
        &quotations(sentence),
    )
    .spoken;
    let asks = sentence.trim_end().ends_with('?');
    let units = units_of(sentence, &spoken, asks);
    let mut features = Vec::new();
    features_of(&units, |key, _| features.push(key));
    for unit in &units {
        letters_of(sentence, unit, |key| features.push(key));
    }
    let (rule, sure, violence) = judged_alone(sentence);
    Example {
        features,
        length: units.len() - 2,
        rule,
        sure,
        hurt: violence.suffered,
        done: violence.done,
    }
}
