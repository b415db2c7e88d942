//! Why a file cannot be taken in.

use std::fmt::Display;
use std::io;

use thiserror::Error;

/// Why a file cannot be taken in.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Reading it failed.
    #[error("the file cannot be read")]
    Read(#[source] io::Error),
    /// It has more than 1 GiB.
    #[error("the file is too large")]
    TooLarge,
    /// There is neither an entry nor a worksheet in it.
    #[error("there is nothing to take in")]
    Empty,
    /// A line, counted from 1, cannot be used.
    #[error("line {line} of the file cannot be taken in")]
    Line {
        /// Which line.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// An entry, counted from 1, cannot be used.
    #[error("entry {entry} of the file cannot be taken in")]
    Entry {
        /// Which entry.
        entry: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// It is in no known format.
    #[error("this file cannot be taken in")]
    Format(#[source] serde_json::Error),
}

impl ImportError {
    pub(super) fn line(line: usize, why: impl Display) -> Self {
        let why = why.to_string();
        Self::Line { line, why }
    }

    /// The mistake by its column: the line that the parser counts is the one it was given.
    pub(super) fn no_json(line: usize, error: &serde_json::Error) -> Self {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what);
        Self::line(line, format!("{what} at column {}", error.column()))
    }
}
