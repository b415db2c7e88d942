//! The whole screen for a while. Whatever ends it, the terminal shows again what it showed before, and what was on the
//! screen meanwhile is on no screen any more.

use std::collections::VecDeque;

use super::input::Input;
use super::keys::Event;
use super::prompt::{Reading, Tty, screen_size};
use super::session;
use super::signals::SignalGuard;
use crate::failure::Failure;

/// Erases the other screen first: some terminals keep what was on it.
const LEAVE: &str = "\x1b[2J\x1b[H\x1b[?1049l\x1b[?25h";
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H";

/// The terminal's other screen; left when dropped, also while panicking.
pub(crate) struct FullScreen {
    tty: Tty,
    input: Input,
    guard: SignalGuard,
    _reading: Reading,
}

impl FullScreen {
    /// Takes the whole screen.
    pub(crate) fn enter() -> Result<Self, Failure> {
        let needs =
            || Failure::usage("the editor needs a terminal").help("pipe the text in instead");
        let tty = Tty::open().ok_or_else(needs)?;
        if session::is_dumb() {
            return Err(needs().because("this one says that it shows text only (TERM)"));
        }
        let guard = SignalGuard::hold();
        let reading = Reading::begin(&tty.file)?;
        let mut screen = Self {
            input: Input::new(tty.copy()?),
            tty,
            guard,
            _reading: reading,
        };
        screen.tty.put(ENTER)?;
        Ok(screen)
    }

    /// Columns and rows.
    pub(crate) fn size(&self) -> (usize, usize) {
        screen_size(&self.tty.file)
    }

    /// What was typed or pasted within a fifth of a second. A signal or the end of the terminal is a failure.
    pub(crate) fn events(&mut self) -> Result<VecDeque<Event>, Failure> {
        self.input.events(&self.guard)
    }

    /// Shows these rows from the top, and the cursor at this row and column.
    pub(crate) fn draw(&mut self, rows: &[String], cursor: (usize, usize)) -> Result<(), Failure> {
        let mut bytes = String::from("\x1b[?25l");
        for (at, row) in rows.iter().enumerate() {
            bytes.push_str(&format!("\x1b[{};1H{row}\x1b[K", at + 1));
        }
        let (row, column) = cursor;
        bytes.push_str(&format!("\x1b[{};{}H\x1b[?25h", row + 1, column + 1));
        self.tty.put(&bytes)
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        // Nothing better can be done when the terminal is gone.
        let _ = self.tty.put(LEAVE);
    }
}
