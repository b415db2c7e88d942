//! What in a query is not understood, and how much of it is.

use thiserror::Error;

use crate::entry::{MOOD_MAX, MOOD_MIN};
use crate::moment::WhenError;

/// Longest query, in characters.
pub const QUERY_CHARS_MAX: usize = 1_000;
/// Most words and filters of a query.
pub const QUERY_TERMS_MAX: usize = 64;

/// Most parentheses inside each other.
pub const QUERY_DEPTH_MAX: usize = 16;

/// The filters there are.
pub(crate) const FILTERS: [&str; 12] = [
    "tag", "emotion", "trigger", "mood", "step", "star", "letter", "before", "after", "on", "from",
    "to",
];

/// What in a query was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryError {
    /// Too long, or too many words.
    #[error("the search is too long: {QUERY_TERMS_MAX} words and filters at most")]
    TooLong,
    /// A filter that does not exist.
    #[error(
        "there is no filter \"{0}:\" (there are {filters}); to search for a word with a colon, put it in quotes",
        filters = FILTERS.join(", ")
    )]
    UnknownFilter(String),
    /// An operator of other programs, or a sign where it means nothing.
    #[error(
        "\"{0}\" is no operator here (there are OR, NOT or - before a word, parentheses, quotes for words that \
         stand together, and * before or behind a word); to search for the sign itself, put it in quotes"
    )]
    Operator(String),
    /// What is an operator elsewhere, or nearly one here, where it is clear what is meant.
    #[error(
        "\"{given}\" is no operator here: {instead}; to search for it as it stands, put it in quotes"
    )]
    Meant {
        /// What was given.
        given: String,
        /// The form that works.
        instead: String,
    },
    /// A value of a filter in parentheses.
    #[error("{name}: takes one value and no parentheses: write ({name}:one OR {name}:another)")]
    Alternatives {
        /// The filter.
        name: String,
    },
    /// An operator with nothing on one side.
    #[error(
        "{0} needs something to search for beside it; to search for the word {0}, put it in quotes"
    )]
    OneSided(&'static str),
    /// A parenthesis without the other one.
    #[error("a parenthesis is missing; to search for one, put it in quotes")]
    Parenthesis,
    /// Too many parentheses inside each other.
    #[error("the search is too deep: {QUERY_DEPTH_MAX} parentheses inside each other at most")]
    TooDeep,
    /// A filter with nothing after the colon.
    #[error("\"{0}:\" needs a value directly after the colon")]
    NoValue(String),
    /// Not a mood, or not a comparison of one.
    #[error(
        "\"{0}\" is no mood from {MOOD_MIN} to {MOOD_MAX}: write mood:3, mood:<4, mood:>=7 or mood:3-5"
    )]
    Mood(String),
    /// Not a step.
    #[error("\"{0}\" is not the number of a step: write step:2")]
    Step(String),
    /// Neither yes nor no.
    #[error("\"{0}\" is neither yes nor no")]
    YesOrNo(String),
    /// Not a day, month or year.
    #[error("{}", .0.in_full())]
    Date(WhenError),
}
