//! A place of its own for the real program: home, runtime folder and journal in a temporary folder, no terminal, and one
//! passphrase paid for per test binary.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The passphrase of the journal.
pub(crate) const PASSPHRASE: &str = "walnut harbour tiptoe glacier";

/// The temporary folder, with a journal that is unlocked.
pub(crate) struct Stage {
    root: tempfile::TempDir,
}

/// What a command line did.
pub(crate) struct Ran {
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) err: String,
    /// Its exit code.
    pub(crate) code: i32,
}

impl Stage {
    /// Makes the journal and unlocks it.
    pub(crate) fn new() -> Self {
        let stage = Self {
            root: tempfile::tempdir().expect("a temporary folder can be made"),
        };
        for folder in ["bin", "home", "run", "tmp", "first"] {
            fs::DirBuilder::new()
                .mode(0o700)
                .create(stage.path(folder))
                .expect("a folder can be made");
        }
        symlink(env!("CARGO_BIN_EXE_still"), stage.path("bin/still")).expect("a link can be made");
        fs::write(stage.path("pass"), format!("{PASSPHRASE}\n")).expect("a file can be written");
        let first = stage.path("first");
        let made = stage.run(
            &first,
            "still init --name laptop --passphrase-fd 3 3< ../pass",
            "",
        );
        assert_eq!(made.code, 0, "{}", made.err);
        fs::write(first.join("kit"), made.out).expect("a file can be written");
        let unlocked = stage.run(&first, "still unlock --passphrase-fd 3 3< ../pass", "");
        assert_eq!(unlocked.code, 0, "{}", unlocked.err);
        stage
    }

    /// A path in the temporary folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A folder with a copy of the journal as it was made. The copy has the same keys, so the same agent serves it.
    pub(crate) fn another(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        let journal = folder.join("still");
        fs::create_dir_all(&journal).expect("a folder can be made");
        for file in fs::read_dir(self.path("first/still")).expect("the journal is there") {
            let file = file.expect("the journal can be listed");
            fs::copy(file.path(), journal.join(file.file_name())).expect("a file can be copied");
        }
        folder
    }

    /// A command in a folder whose journal is the one in there, without a terminal.
    pub(crate) fn command(&self, folder: &Path, line: &str) -> Command {
        let mut command = Command::new("setsid");
        command
            .args(["--wait", "sh", "-c", line])
            .current_dir(folder)
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.path("bin").display()),
            )
            .env("HOME", self.path("home"))
            .env("XDG_DATA_HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("TMPDIR", self.path("tmp"))
            .env("TZ", "UTC")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a line of shell to its end.
    pub(crate) fn run(&self, folder: &Path, line: &str, input: &str) -> Ran {
        let mut child = self
            .command(folder, line)
            .spawn()
            .expect("the shell runs (setsid is part of util-linux)");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        // A command that refuses its arguments never reads.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the shell ends");
        Ran {
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.run(&self.path("first"), "still lock", "");
    }
}
