//! The two streams commands write to: results on standard output, notes on standard error. Colour only where somebody
//! can see it; a reader that goes away early is not an error.

use std::fmt;
use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};

use super::layout::{broken_at_words, columns_of};
use crate::failure::Failure;

/// The few ways text is set apart. Meaning never rests on colour alone.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Paint {
    /// Titles and headings.
    Strong,
    /// Ids, dates and other things that stand back.
    Faint,
    /// What a search found, what was added.
    Found,
    /// What was removed.
    Gone,
    /// Warnings.
    Warning,
}

impl Paint {
    fn style(self) -> Style {
        match self {
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Found => Style::new().bold().fg_color(Some(AnsiColor::Green.into())),
            Self::Gone => Style::new()
                .strikethrough()
                .fg_color(Some(AnsiColor::Red.into())),
            Self::Warning => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
        }
    }

    /// `text` in this style; where there is no colour the stream takes the style out again.
    pub(crate) fn on(self, text: impl fmt::Display) -> String {
        let style = self.style();
        format!("{}{text}{}", style.render(), style.render_reset())
    }
}

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
            stream: BufWriter::with_capacity(64 * 1024, AutoStream::new(raw, choice)),
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
        writeln!(self.stream, "{line}").map_err(Failure::printing)
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
