//! Worksheets as documents: what can be changed, and how each change is written so that devices
//! working apart lose nothing when they meet.
//!
//! The document is one flat map. Values live under the class of their field and its id:
//! `f/<field>` single values (last writer wins), `t/<field>` texts (merged by character),
//! `c/<field>` counters (added up), `s/<field>/<choice>` chosen things (adding wins),
//! `r/<field>` rankings, `q/<field>` the version of the definition whose question was answered. Items
//! of a list have the same classes under `i/<list>/<item>/`, and beside them `o` (order key), `at`
//! (moment of a log item) and `e`, the mark of existence. `k/<sentence>` are marked sentences that the
//! person decided to keep; the check of wording gives them their names.
//!
//! An item exists while its mark does. Every change inside an item renews the mark, and removing an
//! item deletes only the mark that was seen: so a removal never takes along what another device
//! wrote at the same time, and an item that returns is whole.

pub(crate) mod id;
pub(crate) mod link;
pub(crate) mod order;
pub(crate) mod read;
pub(crate) mod row;
pub(crate) mod write;

use automerge::AutomergeError;
use serde::{Deserialize, Serialize};

use crate::document::splice::TEXT_CHARS_PER_CHANGE_MAX;
use crate::worksheet::id::{ItemId, Place};

/// Longest single value (a line, a choice, a date), in characters.
pub const LINE_CHARS_MAX: usize = 1000;
/// Longest text of one field, in characters: so long that even replacing all of it by something else
/// fits into one change.
pub const TEXT_CHARS_MAX: usize = TEXT_CHARS_PER_CHANGE_MAX / 2;
/// The field of a published worksheet that says which item of its share it is; in an entry, [`crate::ITEM_KEY`].
pub const ITEM_FIELD: &str = "item";
/// Most entries of a ranking.
pub(crate) const RANKING_MAX: usize = 32;
/// Largest step of one count.
pub const COUNT_STEP_MAX: i64 = 1_000_000;

/// A single value of a field; the last writer wins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scalar {
    /// No value: the field is empty again.
    Empty,
    /// A line, a choice's id, a date as `2026-11-23`, or a single link.
    Line(String),
    /// A number of a scale.
    Number(i64),
    /// A ticked or unticked box.
    Check(bool),
}

/// One change of a worksheet, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetEdit {
    /// Says what worksheet this is.
    Define {
        /// The definition's id.
        definition: String,
        /// The definition's version.
        version: u32,
        /// The journey's document id as text; empty outside any journey.
        journey: String,
    },
    /// Sets a single value.
    Set {
        /// Where.
        place: Place,
        /// The value.
        value: Scalar,
    },
    /// Makes a text read like this, by the smallest change that does.
    Text {
        /// Where.
        place: Place,
        /// The whole new text.
        text: String,
    },
    /// Adds or takes away one of several chosen things (a choice's id, or a link).
    Choose {
        /// Where.
        place: Place,
        /// The choice.
        choice: String,
        /// Whether it is chosen.
        on: bool,
    },
    /// Counts up, or down with a negative number.
    Count {
        /// Where.
        place: Place,
        /// By how much, at most a million either way.
        by: i64,
    },
    /// Puts a ranking in order, first place first.
    Rank {
        /// Where.
        place: Place,
        /// The choices' ids.
        order: Vec<String>,
    },
    /// Adds an item, or brings a removed one back.
    Add {
        /// The list.
        list: String,
        /// The item's id.
        item: ItemId,
        /// Its order key, see [`crate::order_between`].
        order: String,
        /// For a log: when it happened, as `2026-11-23T22:10:00+01:00[Europe/Berlin]`.
        at: Option<String>,
    },
    /// Gives an item another place in its list, or another moment in its log.
    Move {
        /// The list.
        list: String,
        /// The item.
        item: ItemId,
        /// The new order key; `None` leaves it.
        order: Option<String>,
        /// The new moment; `None` leaves it.
        at: Option<String>,
    },
    /// Removes an item, as far as it is known here.
    Remove {
        /// The list.
        list: String,
        /// The item.
        item: ItemId,
    },
    /// Notes which version of the definition asked the question that is answered here.
    Asked {
        /// Where the answer is.
        place: Place,
        /// The definition's version.
        version: u32,
    },
    /// Keeps a marked sentence as it is, or has it marked again.
    Keep {
        /// The sentence's key, as the check of wording gives it.
        sentence: String,
        /// Whether it is kept.
        on: bool,
    },
    /// The user's own word on whether this is done; `None` leaves it to the rule.
    MarkDone(Option<bool>),
    /// Puts the worksheet in the bin.
    Delete,
    /// Takes it out again.
    Restore,
}

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

/// Whether `text` can be the key of a sentence: sixteen digits of lowercase hex.
pub(crate) fn is_sentence(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Whether `text` is a moment: civil date and time with offset, as written by the person's clock.
pub(crate) fn is_moment(text: &str) -> bool {
    text.len() <= 100
        && text.contains('T')
        && text.parse::<jiff::Timestamp>().is_ok()
        && text.parse::<jiff::civil::DateTime>().is_ok()
}
