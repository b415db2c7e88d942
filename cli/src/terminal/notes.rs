//! Standard error: notes and warnings.

use std::fmt;
use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};

use super::layout::{broken_at_words, columns_of};
use super::paint::Paint;

/// Standard error, for notes and warnings; silent with `--quiet`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Notes {
    no_color: bool,
    quiet: bool,
}

impl Notes {
    /// Notes with or without colour.
    pub(crate) fn new(no_color: bool, quiet: bool) -> Self {
        Self { no_color, quiet }
    }

    /// A remark that `--quiet` leaves out.
    pub(crate) fn note(self, text: impl fmt::Display) {
        if !self.quiet {
            self.always(text);
        }
    }

    /// A warning, also with `--quiet`.
    pub(crate) fn warn(self, text: impl fmt::Display) {
        self.always(format_args!("{} {text}", Paint::Warning.on("note:")));
    }

    /// A line whatever the options say; on a terminal it is broken between words.
    pub(crate) fn always(self, text: impl fmt::Display) {
        self.as_is(&broken_at_words(
            &text.to_string(),
            columns_of(io::stderr()),
        ));
    }

    /// A line for programs, which breaking it would change.
    pub(crate) fn as_is(self, line: &str) {
        let raw = io::stderr();
        let choice = if self.no_color {
            ColorChoice::Never
        } else {
            AutoStream::choice(&raw)
        };
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(AutoStream::new(raw, choice), "{line}");
    }
}
