//! Waiting for another process that holds the journal: after two seconds it is said who that is.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use crate::terminal::{Notes, show_line};

/// A wait that is longer than this is spoken of.
const PATIENCE: Duration = Duration::from_secs(2);

/// Watches every wait of this process for the journal's store.
pub(crate) struct Watch {
    started: Once,
    shared: Arc<Shared>,
}

/// Makes what command lines of this program are read with.
pub(crate) type Definition = fn() -> clap::Command;

struct Shared {
    database: PathBuf,
    definition: Definition,
    notes: Notes,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Waits under way, of several threads.
    waits: u32,
    /// Since when there was always one.
    since: Option<Instant>,
}

impl Watch {
    /// Watches over the waits for this file.
    pub(crate) fn new(database: PathBuf, notes: Notes, definition: Definition) -> Self {
        Self {
            started: Once::new(),
            shared: Arc::new(Shared {
                database,
                definition,
                notes,
                state: Mutex::default(),
                changed: Condvar::new(),
            }),
        }
    }
}

impl engine::Waiting for Watch {
    fn begin(&self) {
        self.started.call_once(|| {
            let shared = Arc::clone(&self.shared);
            // Without the thread the wait is as long, and silent.
            let _ = std::thread::Builder::new().spawn(move || shared.watch());
        });
        let mut state = self.shared.lock();
        state.waits += 1;
        if state.waits == 1 {
            state.since = Some(Instant::now());
            self.shared.changed.notify_one();
        }
    }

    fn end(&self) {
        let mut state = self.shared.lock();
        state.waits = state.waits.saturating_sub(1);
        if state.waits == 0 {
            state.since = None;
            self.shared.changed.notify_one();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self) {
        let mut state = self.lock();
        let mut told = None;
        loop {
            let left = state
                .since
                .filter(|since| told != Some(*since))
                .map(|since| PATIENCE.saturating_sub(since.elapsed()));
            state = match left {
                None => self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(left) if left.is_zero() => {
                    told = state.since;
                    drop(state);
                    self.notes
                        .note(sentence(&holders(&self.database, self.definition)));
                    self.lock()
                }
                Some(left) => {
                    let waited = self.changed.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

fn sentence(holders: &[String]) -> String {
    let who = match holders {
        [] => "another process".to_owned(),
        several => several.join(" and "),
    };
    format!("Waiting for {who}, which has the journal open. Ctrl-C leaves.")
}

/// Every other process that has a lock on the file, as far as the system tells; stopped ones come first.
pub(crate) fn holders(file: &Path, definition: Definition) -> Vec<String> {
    let processes = platform::process::lock_holders(file);
    let mut described: Vec<_> = processes
        .into_iter()
        .filter(|process| *process != std::process::id())
        .map(|it| describe(it, definition))
        .collect();
    described.sort_by_key(|(stopped, _)| !stopped);
    described.into_iter().map(|(_, text)| text).collect()
}

/// Whether a process is stopped, and which it is.
fn describe(process: u32, definition: Definition) -> (bool, String) {
    let told = platform::process::describe(process);
    let name = match command(&told.command_line, definition) {
        Some(command) => format!("`still {command}`"),
        None => format!("`{}`", show_line(&told.name)),
    };
    let also = if told.stopped { ", stopped" } else { "" };
    (told.stopped, format!("{name} (process {process}{also})"))
}

/// The subcommand of this program in a command line, without anything that was given to it.
fn command(line: &str, definition: Definition) -> Option<String> {
    let matches = definition()
        .ignore_errors(true)
        .try_get_matches_from(line.split_terminator('\0'))
        .ok()?;
    matches.subcommand_name().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_told_without_what_was_given_to_it() {
        let line = "still\0--vault\0/x\0search\0a private word\0";
        let known = crate::start::Cli::definition;
        assert_eq!(command(line, known).as_deref(), Some("search"));
        assert_eq!(command("vim\0letter\0", known), None);
    }

    #[test]
    fn the_sentence_names_everybody() {
        assert!(sentence(&[]).contains("another process"));
        let two = [
            "`still run` (process 1)".to_owned(),
            "`x` (process 2)".to_owned(),
        ];
        assert!(sentence(&two).contains("`still run` (process 1) and `x` (process 2)"));
    }
}
