//! A place with one journal, unlocked, and lines of shell that use it without a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{PASSPHRASE, Place, Ran, Running, copy_folder};

/// When the first command of a seeded stage runs: in the morning, so that no session crosses midnight.
const MORNING: &str = "2026-11-27T09:00:00Z";

/// The place; its journal is the one in the folder `first`.
#[derive(Debug)]
pub struct Stage {
    place: Place,
    script: Option<Script>,
}

/// What a seeded stage gives each line of shell: the name of the session, and how many lines there were before.
#[derive(Debug)]
struct Script {
    name: String,
    lines: AtomicU32,
}

impl Stage {
    /// Makes the journal and unlocks it.
    #[track_caller]
    pub fn new(program: &str) -> Self {
        Self::with(program, None)
    }

    /// The same for a program that takes `STAGED_AT` and `STAGED_SEED`: each line of shell runs a minute after the one
    /// before it, with a seed of its own that follows from `name`.
    #[track_caller]
    pub fn seeded(program: &str, name: &str) -> Self {
        let script = Script {
            name: name.to_owned(),
            lines: AtomicU32::new(0),
        };
        Self::with(program, Some(script))
    }

    #[track_caller]
    fn with(program: &str, script: Option<Script>) -> Self {
        let stage = Self {
            place: Place::new(program),
            script,
        };
        fs::write(stage.path("pass"), format!("{PASSPHRASE}\n")).expect("a file can be written");
        let first = stage.path("first");
        platform::files::create_folder(&first).expect("a folder can be made");
        let made = stage.run(
            &first,
            "still init --name laptop --passphrase-fd 3 3< ../pass",
            "",
        );
        assert_eq!(made.code, 0, "{made}");
        fs::write(first.join("kit"), made.out).expect("a file can be written");
        let unlocked = stage.run(&first, "still unlock --passphrase-fd 3 3< ../pass", "");
        assert_eq!(unlocked.code, 0, "{unlocked}");
        stage
    }

    /// A path in the temporary folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.place.path(name)
    }

    /// A folder with a copy of the journal as it was made. The copy has the same keys, so the same agent serves it.
    pub fn another(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        copy_folder(&self.path("first/still"), &folder.join("still"));
        folder
    }

    /// Any program, with the variables of a person whose journal is the one in `folder`.
    pub(crate) fn plain_command(&self, program: &str, folder: &Path) -> Command {
        let mut command = self.place.command(program);
        command
            .current_dir(folder)
            .env("XDG_DATA_HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"));
        if let Some(script) = &self.script {
            let line = script.lines.fetch_add(1, Ordering::Relaxed);
            let morning: jiff::Timestamp = MORNING.parse().expect("a moment");
            let at = morning + jiff::SignedDuration::from_mins(line.into());
            command
                .env("STAGED_AT", at.to_string())
                .env("STAGED_SEED", format!("{} {line}", script.name));
        }
        command
    }

    /// A line of shell, without a terminal.
    pub fn command(&self, folder: &Path, line: &str) -> Command {
        // `setsid` is part of util-linux.
        let mut command = self.plain_command("setsid", folder);
        command.args(["--wait", "sh", "-c", line]);
        command
    }

    /// Starts a line of shell.
    pub fn start(&self, folder: &Path, line: &str) -> Running {
        Running::start(self.command(folder, line))
    }

    /// Runs a line of shell to its end.
    pub fn run(&self, folder: &Path, line: &str, input: &str) -> Ran {
        let mut running = self.start(folder, line);
        running.say(input);
        running.end()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.run(&self.path("first"), "still lock", "");
    }
}
