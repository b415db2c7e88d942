//! The pages, one file each. Each shows what the engine says; what holds in a journal is not decided here.

pub(crate) mod locked;
pub(crate) mod today;
