//! Tests of the crate's data.

mod rules;
