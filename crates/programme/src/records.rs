//! From how many records on anything is concluded.

/// From how many records on anything is concluded; below, it is said how many are missing.
pub const RECORDS_MIN: u32 = 5;
