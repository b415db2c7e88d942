//! What a worksheet may hold at most, and why a change of one is refused.

use automerge::AutomergeError;

use crate::document::splice::TEXT_CHARS_PER_CHANGE_MAX;

/// Longest single value (a line, a choice, a date), in characters.
pub const LINE_CHARS_MAX: usize = 1000;
/// Longest text of one field, in characters: so long that even replacing all of it by something else
/// fits into one change.
pub const TEXT_CHARS_MAX: usize = TEXT_CHARS_PER_CHANGE_MAX / 2;
/// Most entries of a ranking.
pub(crate) const RANKING_MAX: usize = 32;
/// Largest step of one count.
pub const COUNT_STEP_MAX: i64 = 1_000_000;

/// Why a worksheet could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// Not an id of a field or list.
    #[error(
        "\"{0}\" cannot be the name of a field: a letter, then letters, digits and _ (lowercase)"
    )]
    Id(String),
    /// Not an item id.
    #[error("\"{0}\" is not an item: expected thirteen letters and digits")]
    Item(String),
    /// Not a choice or link.
    #[error("\"{0}\" cannot be chosen")]
    Choice(String),
    /// A line that is too long or holds line breaks or control characters.
    #[error("{place}: a single line of at most {LINE_CHARS_MAX} characters is expected")]
    Line {
        /// Where.
        place: String,
    },
    /// A text that is too long.
    #[error("{place}: the text is longer than {TEXT_CHARS_MAX} characters")]
    TextTooLong {
        /// Where.
        place: String,
    },
    /// A count beyond the limit.
    #[error("{place}: counts change by at most {COUNT_STEP_MAX} at a time")]
    Count {
        /// Where.
        place: String,
    },
    /// A ranking that is too long or names something twice.
    #[error("{place}: a ranking names each thing once, {RANKING_MAX} at most")]
    Ranking {
        /// Where.
        place: String,
    },
    /// Not the key of a sentence.
    #[error("\"{0}\" is not the key of a sentence")]
    Sentence(String),
    /// Not an order key.
    #[error("\"{0}\" is not an order key")]
    Order(String),
    /// Not a moment with its zone.
    #[error("\"{0}\" is not a moment like 2026-11-23T22:10:00+01:00[Europe/Berlin]")]
    Moment(String),
    /// The document refused.
    #[error("the document refused the change")]
    Document(#[from] AutomergeError),
}
