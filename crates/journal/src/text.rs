//! Texts as such: what a word is, when nothing can be seen of a text, how it is folded for search, and where two texts
//! differ. Nothing here knows of documents.

pub(crate) mod blank;
pub(crate) mod compare;
pub(crate) mod fold;
pub(crate) mod script;
pub(crate) mod unseen;
