//! What screens are made of. Everything that a person wrote, or somebody else named, passes `words` on its way here.

pub(crate) mod calendar;
pub(crate) mod chart;
pub(crate) mod diff;
pub(crate) mod entry;
pub(crate) mod field;
pub(crate) mod glyph;
pub(crate) mod input;
pub(crate) mod notes;
pub(crate) mod notice;
pub(crate) mod publication;
pub(crate) mod sheet;
pub(crate) mod words;
