//! Why an archive cannot be taken in at all.

use std::io;

use thiserror::Error;

/// Why an archive cannot be taken in at all. Nothing of it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Reading it failed.
    #[error("it cannot be read")]
    Read(#[source] io::Error),
    /// What is in it cannot be used.
    #[error("{why}")]
    Content {
        /// What is wrong with it, and where.
        why: String,
        /// What can be done instead; empty where nothing helps.
        help: String,
    },
}

impl Refusal {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self::helped(why, "")
    }

    pub(crate) fn helped(why: impl Into<String>, help: impl Into<String>) -> Self {
        let (why, help) = (why.into(), help.into());
        Self::Content { why, help }
    }

    /// The same of one member of an archive.
    pub(crate) fn of(name: &str, why: impl std::fmt::Display) -> Self {
        Self::new(format!("“{}” {why}", shown(name)))
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// A foreign name or value as it is quoted: without control characters, and not longer than a line.
pub(crate) fn shown(text: &str) -> String {
    const CHARS_MAX: usize = 80;
    let seen = |c: char| {
        if c.is_control() || journal::is_unseen(c) {
            '\u{fffd}'
        } else {
            c
        }
    };
    let mut short: String = text.chars().take(CHARS_MAX).map(seen).collect();
    if text.chars().nth(CHARS_MAX).is_some() {
        short.push('…');
    }
    short
}
