//! Progress of long work: a line on standard error while somebody watches, nothing otherwise.

use std::cell::Cell;
use std::fmt::{self, Display};
use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use super::layout::{columns_of, truncate};
use super::notes::Notes;
use super::session::is_dumb;

/// A wait that nobody can see is spoken of after this long.
const PATIENCE: Duration = Duration::from_secs(2);
/// The line is drawn anew at most this often.
const PAUSE: Duration = Duration::from_millis(50);
/// Cells of a bar.
const BAR: u64 = 30;
/// What turns while something goes on.
const TURNING: [char; 4] = ['⠋', '⠹', '⠼', '⠧'];

/// One line; disappears when dropped.
pub(crate) struct Progress {
    what: &'static str,
    /// Whether somebody watches the line.
    watched: Cell<bool>,
    drawn: Cell<Option<Instant>>,
    turned: Cell<usize>,
    /// What is waited for, where no line can be seen; said once.
    unseen: Cell<Option<&'static str>>,
    begun: Instant,
}

impl Progress {
    /// A bar or a count of work named by `what`, shown only on a terminal and not with `--quiet`.
    pub(crate) fn new(what: &'static str, quiet: bool) -> Self {
        Self {
            what,
            watched: Cell::new(!quiet && io::stderr().is_terminal() && !is_dumb()),
            drawn: Cell::new(None),
            turned: Cell::new(0),
            unseen: Cell::new(None),
            begun: Instant::now(),
        }
    }

    /// A line that says what is waited for, shown under the same conditions. Where no line can be shown it is said once, after
    /// two seconds.
    pub(crate) fn waiting(what: &'static str, quiet: bool) -> Self {
        let waiting = Self::new(what, quiet);
        if !quiet && !waiting.watched.get() {
            waiting.unseen.set(Some(what));
        }
        waiting
    }

    /// Shows how far the work is, of how much.
    pub(crate) fn at(&self, done: u64, total: u64) {
        let full = usize::try_from(done.min(total) * BAR / total.max(1)).unwrap_or_default();
        let bar = "━".repeat(full) + &"─".repeat(BAR as usize - full);
        self.draw(format_args!("{} {bar} {done}/{total}", self.what));
    }

    /// Shows how much was done.
    pub(crate) fn count(&self, done: u64) {
        self.draw(format_args!("{} {}: {done}", self.turn(), self.what));
    }

    /// Shows how many seconds are left, and returns when that changes.
    pub(crate) async fn counted_down(&self, until: tokio::time::Instant) {
        let left = until.saturating_duration_since(tokio::time::Instant::now());
        self.draw(format_args!(
            "{} {} ({} s left)",
            self.turn(),
            self.what,
            left.as_secs()
        ));
        tokio::time::sleep(Duration::from_secs(1)).await;
        if self.begun.elapsed() >= PATIENCE
            && let Some(what) = self.unseen.take()
        {
            Notes::new(true, false).note(format_args!("{what} …"));
        }
    }

    /// Clears the line for good, so that something can be asked.
    pub(crate) fn hide(&self) {
        self.clear();
        self.watched.set(false);
    }

    fn turn(&self) -> char {
        self.turned.set(self.turned.get() + 1);
        TURNING[self.turned.get() % TURNING.len()]
    }

    fn draw(&self, line: impl Display) {
        if !self.watched.get() || self.drawn.get().is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        self.drawn.set(Some(Instant::now()));
        // A line that breaks could not be drawn over.
        let width = columns_of(io::stderr()).unwrap_or(80).saturating_sub(1);
        put(format_args!(
            "\r{}\x1b[K",
            truncate(&line.to_string(), width)
        ));
    }

    fn clear(&self) {
        if self.watched.get() && self.drawn.take().is_some() {
            put(format_args!("\r\x1b[K"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Progress that cannot be shown is no failure of the work.
fn put(text: fmt::Arguments<'_>) {
    let mut error = io::stderr().lock();
    let _ = error.write_fmt(text).and_then(|()| error.flush());
}
