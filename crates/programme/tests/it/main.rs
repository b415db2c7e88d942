//! The steps and the insights, worked out by hand and held against any journal.

mod apart;
mod contact;
mod definitions;
mod earlier;
mod input;
mod insight_any;
mod insight_entries;
mod insight_life;
mod insight_reviews;
mod insight_sheets;
mod journey;
mod kept;
mod no_contact;
mod progress;
mod rows;
