//! Waiting for another process that holds the journal: after two seconds it is said who that is.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
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
    let Ok(meta) = fs::metadata(file) else {
        return Vec::new();
    };
    let mut processes: Vec<u32> = fs::read_to_string("/proc/locks")
        .unwrap_or_default()
        .lines()
        .filter_map(|line| owner(line, meta.ino()))
        .filter(|process| *process != std::process::id())
        .collect();
    processes.sort_unstable();
    processes.dedup();
    let described = processes.into_iter();
    let mut described: Vec<_> = described.map(|it| describe(it, definition)).collect();
    described.sort_by_key(|(stopped, _)| !stopped);
    described.into_iter().map(|(_, text)| text).collect()
}

/// Whose lock a line of `/proc/locks` shows, if it is one of the file with this inode. Who only waits for it is left out.
fn owner(line: &str, inode: u64) -> Option<u32> {
    let mut words = line.split_whitespace();
    if !words.next()?.ends_with(':') || words.next()? == "->" {
        return None;
    }
    let process = words.nth(2)?;
    let file = words.next()?;
    let found: u64 = file.rsplit(':').next()?.parse().ok()?;
    // Open file descriptions have no process; they stand as -1.
    (found == inode).then(|| process.parse().ok()).flatten()
}

/// Whether a process is stopped, and which it is.
fn describe(process: u32, definition: Definition) -> (bool, String) {
    let read =
        |file: &str| fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default();
    let stat = read("stat");
    let state = stat
        .rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().next());
    let stopped = matches!(state, Some("T" | "t"));
    let name = match command(&read("cmdline"), definition) {
        Some(command) => format!("`still {command}`"),
        None => format!("`{}`", show_line(read("comm").trim())),
    };
    let also = if stopped { ", stopped" } else { "" };
    (stopped, format!("{name} (process {process}{also})"))
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
    fn locks_are_read_from_the_system_s_table() {
        let line = "3: FLOCK  ADVISORY  READ 12769 fe:00:10133507 0 EOF";
        assert_eq!(owner(line, 10_133_507), Some(12_769));
        assert_eq!(owner(line, 1), None);
        assert_eq!(
            owner("3: -> FLOCK  ADVISORY  READ 5 fe:00:7 0 EOF", 7),
            None
        );
        assert_eq!(owner("4: OFDLCK ADVISORY  WRITE -1 fe:00:7 0 0", 7), None);
        assert_eq!(owner("", 7), None);
    }

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
