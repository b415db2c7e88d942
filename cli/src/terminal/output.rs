//! Standard output: results. Colour only where somebody can see it; a reader that goes away early is not an error.

use std::fmt;
use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};

use super::layout::{broken_at_words, columns_of};
use crate::failure::Failure;

const BUFFER_BYTES: usize = 64 * 1024;

/// Shows a text page by page.
#[derive(Clone, Copy)]
pub(crate) struct Pager {
    /// Whether a text needs it.
    pub(crate) needed: fn(&str) -> bool,
    /// Shows it until it is left.
    pub(crate) show: fn(&str) -> Result<(), Failure>,
}

/// Standard output, buffered until the command ends.
pub(crate) struct Output {
    stream: BufWriter<AutoStream<io::Stdout>>,
    width: Option<usize>,
    /// Lines for a pager.
    held: Option<(String, Pager)>,
    /// Bytes that were written, buffered ones included.
    written: usize,
}

impl Output {
    /// Standard output with colour as the terminal, `NO_COLOR` and the option `--no-color` say.
    pub(crate) fn new(no_color: bool) -> Self {
        let raw = io::stdout();
        let choice = if no_color {
            ColorChoice::Never
        } else {
            AutoStream::choice(&raw)
        };
        Self {
            width: columns_of(&raw),
            held: None,
            written: 0,
            stream: BufWriter::with_capacity(BUFFER_BYTES, AutoStream::new(raw, choice)),
        }
    }

    /// On a terminal, gives what is written to a pager when the command ends, if it is much.
    pub(crate) fn by_pages(&mut self, pager: Pager) {
        if self.width.is_some() {
            self.held = Some((String::new(), pager));
        }
    }

    /// Writes one line that is already safe to print; on a terminal it is broken between words.
    pub(crate) fn line(&mut self, line: impl fmt::Display) -> Result<(), Failure> {
        let line = line.to_string();
        if let Some((held, _)) = &mut self.held {
            held.push_str(&line);
            held.push('\n');
            return Ok(());
        }
        self.as_is(broken_at_words(&line, self.width))
    }

    /// Writes a line for programs, which breaking it would change.
    pub(crate) fn as_is(&mut self, line: impl fmt::Display) -> Result<(), Failure> {
        let line = format!("{line}\n");
        self.written += line.len();
        let written = self.stream.write_all(line.as_bytes());
        written.map_err(Failure::printing)
    }

    /// Takes back what was written, if nobody can have read any of it; tells whether that is so.
    pub(crate) fn take_back(&mut self) -> bool {
        if self.stream.buffer().len() != self.written {
            return false;
        }
        if let Some((held, _)) = &mut self.held {
            held.clear();
        }
        let choice = self.stream.get_ref().current_choice();
        let fresh = AutoStream::new(io::stdout(), choice);
        let fresh = BufWriter::with_capacity(BUFFER_BYTES, fresh);
        // Dropped as it is, it would print what it holds.
        drop(std::mem::replace(&mut self.stream, fresh).into_parts());
        self.written = 0;
        true
    }

    /// Shows page by page what was held for that.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        self.flush()?;
        let Some((held, pager)) = self.held.take() else {
            return Ok(());
        };
        if self.stream.get_ref().current_choice() == ColorChoice::Never {
            return (pager.show)(&anstream::adapter::strip_str(&held).to_string());
        }
        (pager.show)(&held)
    }

    /// Prints what was held: something went wrong, and it is read together with the failure.
    pub(crate) fn give_back(&mut self) -> Result<(), Failure> {
        if let Some((held, _)) = self.held.take() {
            held.lines().try_for_each(|line| self.line(line))?;
        }
        self.flush()
    }

    /// Writes what is buffered. What is long enough for a pager waits for the end of the command, when it holds nothing
    /// that others wait for.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        if let Some((held, _)) = self.held.take_if(|(held, pager)| !(pager.needed)(held)) {
            held.lines().try_for_each(|line| self.line(line))?;
        }
        self.stream.flush().map_err(Failure::printing)
    }
}
