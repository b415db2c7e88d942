//! The facade as applications meet it: one journal alone, and several that meet over streams in memory.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod arrange;
mod beginning;
mod day;
mod devices;
mod drafts;
mod erasing;
mod erasing_refused;
mod files;
mod files_travel;
mod growth;
mod handle;
mod history;
mod keeping;
mod labels;
mod leaving;
mod locking;
mod markdown;
mod moving_in;
mod programme;
mod taking_out;
mod together;
mod work;
