//! Progress of long work: a bar on standard error while somebody watches, nothing otherwise.

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::Notes;

/// A wait that nobody can see is spoken of after this long.
const PATIENCE: Duration = Duration::from_secs(2);

/// One bar; disappears when dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// What is waited for, where no bar can be seen; said once.
    unseen: Cell<Option<&'static str>>,
    begun: Instant,
}

impl Progress {
    /// A bar over `total` pieces of work named by `what`, shown only on a terminal and not with `--quiet`.
    pub(crate) fn new(what: &'static str, total: u64, quiet: bool) -> Self {
        Self::styled(what, Some(total), quiet, "{msg} {bar:30} {pos}/{len}")
    }

    /// A count of work named by `what` whose end nobody knows, shown under the same conditions.
    pub(crate) fn counting(what: &'static str, quiet: bool) -> Self {
        Self::styled(what, None, quiet, "{spinner} {msg}: {pos}")
    }

    /// A line that says what is waited for, shown under the same conditions. Where there is no terminal it is said once, after
    /// two seconds.
    pub(crate) fn waiting(what: &'static str, quiet: bool) -> Self {
        let waiting = Self::styled(what, None, quiet, "{spinner} {msg} {prefix}");
        if !quiet && !std::io::stderr().is_terminal() {
            waiting.unseen.set(Some(what));
        }
        waiting
    }

    fn styled(what: &'static str, total: Option<u64>, quiet: bool, template: &str) -> Self {
        let bar = total.map_or_else(ProgressBar::no_length, ProgressBar::new);
        if quiet || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template(template)
            .expect("the templates are constants")
            .progress_chars("━╸─");
        bar.set_style(style);
        bar.set_message(what);
        Self {
            bar,
            unseen: Cell::new(None),
            begun: Instant::now(),
        }
    }

    /// Shows how far the work is, of how much.
    pub(crate) fn at(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    /// Shows how much was done.
    pub(crate) fn count(&self, done: u64) {
        self.bar.set_position(done);
        self.bar.tick();
    }

    /// Shows how many seconds are left, and returns when that changes.
    pub(crate) async fn counted_down(&self, until: tokio::time::Instant) {
        let left = until.saturating_duration_since(tokio::time::Instant::now());
        self.bar.set_prefix(format!("({} s left)", left.as_secs()));
        self.bar.tick();
        tokio::time::sleep(Duration::from_secs(1)).await;
        if self.begun.elapsed() >= PATIENCE
            && let Some(what) = self.unseen.take()
        {
            Notes::new(true, false).note(format_args!("{what} …"));
        }
    }

    /// Clears the line, so that something can be asked; the next change shows it again.
    pub(crate) fn hide(&self) {
        self.bar.suspend(|| {});
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
