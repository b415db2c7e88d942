//! Text on its way into the journal: where it comes from, and the draft that is kept while somebody types.

pub(crate) mod answer_draft;
pub(crate) mod attached;
pub(crate) mod drafting;
pub(crate) mod entry_options;
pub(crate) mod entry_text;
pub(crate) mod urge_words;
