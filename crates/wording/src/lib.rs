//! Finds sentences that excuse or shift blame, as a spelling checker finds words: so that who writes
//! about harm they did can see where the sentence turns to somebody else.
//!
//! Text in, flags out. The crate knows English and a list of turns of phrase; it knows no document, no
//! worksheet and no other crate of this program. It is pure, and the time it takes is linear in the text.
//!
//! ```
//! use wording::{BlameRule, blame_flags};
//!
//! let text = "I was late. I shouted, but you had been provoking me.";
//! let flags = blame_flags(text);
//! assert_eq!(flags.len(), 1);
//! assert_eq!(flags[0].rule, BlameRule::ButYou);
//! assert_eq!(&text[flags[0].sentence.clone()], "I shouted, but you had been provoking me.");
//! assert_eq!(flags[0].rule.name(), "but_you");
//! ```
//!
//! Reading order: `sentence` and `quote` cut a text, `token` makes tokens of a sentence, `grammar` matches
//! patterns, and `check` puts them together. The patterns and the classes of words lie in `rules/`; `build/` reads them
//! while the program is built.

mod check;
mod danger;
mod features;
mod flag;
mod grammar;
mod hurt;
mod letter;
mod model;
mod pattern;
mod quote;
mod sentence;
mod tables;
mod token;
pub mod training;

pub use check::{Findings, blame_flags, check};
pub use danger::sounds_like_danger;
pub use flag::{BlameFlag, BlameRule};
pub use sentence::sentence_key;
