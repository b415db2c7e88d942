//! Files that are written in the clear: reports, and the journal as Markdown.

pub(crate) mod markdown;
pub(crate) mod report;
