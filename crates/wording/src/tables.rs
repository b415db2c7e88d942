//! What the build made of the files in `rules/`: words and sets of words by number, and patterns.

#![allow(
    clippy::unreadable_literal,
    reason = "nobody reads them: they are made while the program is built"
)]

use crate::flag::BlameRule;
use crate::pattern::{Pattern, SetId, Step, WordId};

/// A pattern of the blame check.
pub(crate) struct Rule {
    pub(crate) pattern: Pattern,
    /// Only after an admission.
    pub(crate) admitted: bool,
    /// A question that is meant as an answer.
    pub(crate) rhetorical: bool,
    /// It holds without the model.
    pub(crate) sure: bool,
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
