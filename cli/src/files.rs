//! Files that are written for others: reports in the clear, and folders of sealed pages.

pub(crate) mod folder;
pub(crate) mod fresh;
pub(crate) mod report;
