//! Files that are written in the clear: reports.

pub(crate) mod report;
