//! The folders of one machine for a test, and programs that run on it.

use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::Limit;

/// The passphrase of every journal that a test makes with the program.
pub const PASSPHRASE: &str = "walnut harbour tiptoe glacier";

/// A home, a runtime folder and a state folder in a temporary folder, and the program as `bin/still`.
#[derive(Debug)]
pub struct Place {
    root: tempfile::TempDir,
    _limit: Limit,
}

impl Place {
    /// `program` is the path of a binary of this package, which only the test itself can know.
    #[track_caller]
    pub fn new(program: &str) -> Self {
        let place = Self {
            root: tempfile::tempdir().expect("a temporary folder can be made"),
            _limit: Limit::begin(),
        };
        for folder in ["bin", "home", "run", "state", "tmp"] {
            platform::files::create_folder(&place.path(folder)).expect("a folder can be made");
        }
        link(program, &place.program()).expect("a link can be made");
        place
    }

    /// A path in the temporary folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The program.
    pub fn program(&self) -> PathBuf {
        self.path("bin/still")
    }

    /// The names in a folder, sorted; none if it is not there.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let files = fs::read_dir(self.path(folder)).into_iter().flatten();
        let mut names: Vec<_> = files
            .map(|file| file.expect("the folder can be listed").file_name())
            .map(|name| name.into_string().expect("names of files are UTF-8"))
            .collect();
        names.sort();
        names
    }

    /// A command with the variables of this place and no others.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .current_dir(self.root.path())
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.path("bin").display()),
            )
            .env("HOME", self.path("home"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("TMPDIR", self.path("tmp"))
            .env("TZ", "UTC");
        command
    }
}

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
    /// Its exit code, or [`Ran::KILLED`].
    pub code: i32,
}

impl Ran {
    /// The code of what was ended by a signal.
    pub const KILLED: i32 = -1;
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "code {}\n{}{}", self.code, self.out, self.err)
    }
}

/// A program that runs, with pipes to all of its streams.
#[derive(Debug)]
pub struct Running {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Running {
    /// Starts a command.
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let input = child.stdin.take();
        let output = child.stdout.take().expect("standard output is a pipe");
        Self {
            child,
            input,
            output: BufReader::new(output),
        }
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Writes to its standard input. That the program does not listen, or has ended, is its right.
    pub fn say(&mut self, text: &str) {
        if let Some(input) = &mut self.input {
            let _ = input
                .write_all(text.as_bytes())
                .and_then(|()| input.flush());
        }
    }

    /// Ends its standard input.
    pub fn hush(&mut self) {
        self.input = None;
    }

    /// The next line of its output; empty at the end.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output
            .read_line(&mut line)
            .expect("output is UTF-8 text");
        line
    }

    /// Reads events, one JSON value a line, until one has this value.
    pub fn until(&mut self, event: &str, field: &str, value: &Value) {
        loop {
            let line = self.line();
            assert!(
                !line.is_empty(),
                "ended before {event} with {field} {value}"
            );
            let told: Value = serde_json::from_str(&line).expect("events are JSON");
            if told["event"] == event && told[field] == *value {
                return;
            }
        }
    }

    /// The next line on its standard error.
    pub fn remark(&mut self) -> String {
        let mut line = Vec::new();
        let mut byte = [0];
        let stream = self.child.stderr.as_mut().expect("messages are a pipe");
        while stream.read(&mut byte).expect("messages can be read") == 1 && byte[0] != b'\n' {
            line.push(byte[0]);
        }
        String::from_utf8(line).expect("messages are UTF-8")
    }

    /// Whether it has ended.
    pub fn is_over(&mut self) -> bool {
        let ended = self.child.try_wait().expect("a child can be asked");
        ended.is_some()
    }

    /// Ends its standard input and waits for its end.
    pub fn end(mut self) -> Ran {
        self.hush();
        let mut remarks = self.child.stderr.take().expect("messages are a pipe");
        // Beside the output, so that neither pipe fills while the other is read.
        let err = std::thread::spawn(move || {
            let mut err = String::new();
            remarks.read_to_string(&mut err).map(|_| err)
        });
        let mut out = String::new();
        self.output
            .read_to_string(&mut out)
            .expect("output is UTF-8");
        let err = err.join().expect("reading does not panic");
        let status = self.child.wait().expect("the program ends");
        Ran {
            out,
            err: err.expect("messages are UTF-8"),
            code: status.code().unwrap_or(Ran::KILLED),
        }
    }

    /// Kills it, with no warning.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test that failed may have left it running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
fn link(program: &str, name: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(program, name)
}

#[cfg(not(unix))]
fn link(program: &str, name: &Path) -> std::io::Result<()> {
    fs::hard_link(program, name)
}
