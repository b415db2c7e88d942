//! Worksheets as documents: what can be changed, and how each change is written so that devices
//! working apart lose nothing when they meet.
//!
//! The document is one flat map. Values live under the class of their field and its id:
//! `f/<field>` single values (last writer wins), `t/<field>` texts (merged by character),
//! `c/<field>` counters (added up), `s/<field>/<choice>` chosen things (adding wins),
//! `r/<field>` rankings, `q/<field>` the version of the definition whose question was answered. Items
//! of a list have the same classes under `i/<list>/<item>/`, and beside them `o` (order key), `at`
//! (moment of a log item) and `e`, the mark of existence. `k/<sentence>` are flagged sentences that the
//! person decided to keep; the check of wording gives them their names.
//!
//! An item exists while its mark does. Every change inside an item renews the mark, and removing an
//! item deletes only the mark that was seen: so a removal never takes along what another device
//! wrote at the same time, and an item that returns is whole.

pub(crate) mod id;
pub(crate) mod limits;
pub(crate) mod link;
pub(crate) mod order;
pub(crate) mod part;
pub(crate) mod read;
pub(crate) mod row;
pub(crate) mod write;

use serde::{Deserialize, Serialize};

use crate::worksheet::id::{ItemId, Place};
pub use crate::worksheet::limits::{COUNT_STEP_MAX, LINE_CHARS_MAX, SheetError, TEXT_CHARS_MAX};

/// The field of a published worksheet that says which item of its share it is; in an entry, [`crate::ITEM_KEY`].
pub const ITEM_FIELD: &str = "item";

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
    /// Keeps a flagged sentence as it is, or has it flagged again.
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
