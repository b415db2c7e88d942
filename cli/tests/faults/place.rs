//! One machine's worth of folders for a test, and the program in it, traced or not.

use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::inject::{CALLS, Point, Trace};

/// The passphrase of every journal here.
pub(crate) const OLD: &str = "walnut harbour tiptoe glacier";
/// Another one.
pub(crate) const NEW: &str = "lantern orchard velvet compass";

/// The folders; journals are named by their folder.
pub(crate) struct Place {
    root: tempfile::TempDir,
}

/// What a command did.
pub(crate) struct Ran {
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) err: String,
    /// Its exit code; `None` if it was killed.
    pub(crate) code: Option<i32>,
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}\n{}{}", self.code, self.out, self.err)
    }
}

/// A program that is still running.
pub(crate) struct Running {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// Where its tracer writes, if it has one.
    trace: PathBuf,
}

impl Running {
    fn say(&mut self, text: &str) {
        // Fails if the program has ended.
        if let Some(input) = &mut self.input {
            let _ = input
                .write_all(text.as_bytes())
                .and_then(|()| input.flush());
        }
    }

    /// Says this, and no more.
    fn with_input(mut self, text: &str) -> Self {
        self.say(text);
        self.input = None;
        self
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }

    /// The first line on standard error.
    pub(crate) fn told(&mut self) -> String {
        let mut line = Vec::new();
        let mut byte = [0];
        let stream = self.child.stderr.as_mut().unwrap();
        while stream.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {
            line.push(byte[0]);
        }
        String::from_utf8(line).unwrap()
    }

    /// The number of the process that this tracer traces, once that is stopped.
    pub(crate) fn traced(&self) -> String {
        let tracer = self.child.id();
        loop {
            let children = fs::read_to_string(format!("/proc/{tracer}/task/{tracer}/children"));
            for child in children.unwrap().split_whitespace() {
                let stat = fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
                let line = fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
                let stopped =
                    matches!(stat.rsplit(") ").next(), Some(rest) if rest.starts_with(['T', 't']));
                let ours = line.starts_with(env!("CARGO_BIN_EXE_still").as_bytes());
                // Every call stops it for a moment; this stop is the one that the trace tells of.
                let told = fs::read_to_string(&self.trace)
                    .unwrap_or_default()
                    .contains("stopped by SIGSTOP");
                if stopped && ours && told {
                    return child.to_owned();
                }
            }
            std::thread::yield_now();
        }
    }

    pub(crate) fn end(self) -> Ran {
        let Self {
            mut child,
            input,
            mut output,
            ..
        } = self;
        drop(input);
        let (mut out, mut err) = (String::new(), String::new());
        output.read_to_string(&mut out).unwrap();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        Ran {
            out,
            err,
            code: child.wait().unwrap().code(),
        }
    }
}

impl Place {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["run", "state"] {
            let made = fs::DirBuilder::new()
                .mode(0o700)
                .create(root.path().join(folder));
            made.unwrap();
        }
        Self { root }
    }

    /// With a journal `v` that has an entry with a star.
    pub(crate) fn with_journal() -> Self {
        let place = Self::new();
        let passphrase = format!("{OLD}\n");
        let made = place.run(
            "v",
            &["--passphrase-fd", "0", "init", "--name", "one"],
            &passphrase,
        );
        assert_eq!(made.code, Some(0), "{made}");
        let text = format!("{OLD}\nThe heron stood still.\n");
        let written = place.run("v", &["--passphrase-fd", "0", "write", "--star"], &text);
        assert_eq!(written.code, Some(0), "{written}");
        place
    }

    /// The same again, so that each test has its own.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new();
        for folder in ["v", "state/still"] {
            fs::DirBuilder::new()
                .mode(0o700)
                .recursive(true)
                .create(copy.path(folder))
                .unwrap();
            for name in self.files(folder) {
                fs::copy(self.path(folder).join(&name), copy.path(folder).join(&name)).unwrap();
            }
        }
        copy
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The names in a folder; none if it is not there.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let files = fs::read_dir(self.path(folder)).into_iter().flatten();
        let mut names: Vec<_> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn start(&self, vault: &str, arguments: &[&str], tracer: &[String]) -> Running {
        let root: &Path = self.root.path();
        let mut words: Vec<String> = tracer.to_vec();
        words.push(env!("CARGO_BIN_EXE_still").into());
        words.extend(["--vault".into(), root.join(vault).display().to_string()]);
        words.extend(arguments.iter().map(|&word| word.to_owned()));
        self.spawn(&words)
    }

    fn spawn(&self, words: &[String]) -> Running {
        let root: &Path = self.root.path();
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .current_dir(root)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", root)
            .env("XDG_RUNTIME_DIR", root.join("run"))
            .env("XDG_STATE_HOME", root.join("state"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Running {
            child,
            input,
            output,
            trace: self.path("trace"),
        }
    }

    /// Starts a command with all of its input.
    pub(crate) fn begin(&self, vault: &str, arguments: &[&str], input: &str) -> Running {
        let running = self.start(vault, arguments, &[]);
        running.with_input(input)
    }

    /// The same, stopped at the first call of this name.
    pub(crate) fn stopped(
        &self,
        vault: &str,
        arguments: &[&str],
        call: &str,
        input: &str,
    ) -> Running {
        let fault = format!("inject={call}:signal=STOP:when=1");
        let tracer = self.tracer(&["-e".into(), format!("trace={call}"), "-e".into(), fault]);
        self.start(vault, arguments, &tracer).with_input(input)
    }

    fn tracer(&self, more: &[String]) -> Vec<String> {
        let trace = self.path("trace").display().to_string();
        let mut words: Vec<String> = ["strace", "-f", "-qq", "-o", &trace]
            .map(str::to_owned)
            .into();
        words.extend(more.iter().cloned());
        words
    }

    fn watching(&self) -> Vec<String> {
        self.tracer(&["-e".into(), format!("trace={CALLS}")])
    }

    fn disturbing(&self, point: &Point) -> Vec<String> {
        self.tracer(&[
            "-e".into(),
            format!("trace={CALLS}"),
            "-e".into(),
            point.argument(),
        ])
    }

    fn trace(&self) -> Trace {
        Trace::read(&self.path("trace"), self.root.path())
    }

    /// Runs to the end.
    pub(crate) fn run(&self, vault: &str, arguments: &[&str], input: &str) -> Ran {
        let mut running = self.start(vault, arguments, &[]);
        running.say(input);
        running.end()
    }

    /// Runs to the end, and gives the calls.
    pub(crate) fn traced(&self, vault: &str, arguments: &[&str], input: &str) -> Trace {
        let mut running = self.start(vault, arguments, &self.watching());
        running.say(input);
        let ran = running.end();
        assert_eq!(ran.code, Some(0), "{ran}");
        self.trace()
    }

    /// Runs with a fault.
    pub(crate) fn injected(&self, vault: &str, arguments: &[&str], input: &str, at: &Point) -> Ran {
        let mut running = self.start(vault, arguments, &self.disturbing(at));
        running.say(input);
        running.end()
    }

    /// Runs a line of shell with a fault.
    pub(crate) fn injected_shell(&self, line: &str, at: &Point) -> Ran {
        let mut words = self.disturbing(at);
        words.extend(["sh".into(), "-c".into(), line.into()]);
        self.spawn(&words).end()
    }

    /// Whether a passphrase opens a journal.
    pub(crate) fn opens(&self, vault: &str, passphrase: &str) -> bool {
        let arguments = ["--passphrase-fd", "0", "list"];
        let ran = self.run(vault, &arguments, &format!("{passphrase}\n"));
        // A device that has joined may wait for the journal itself; its keys are open then.
        let waits = ran.code == Some(11) && ran.err.contains("has not arrived");
        assert!(waits || matches!(ran.code, Some(0 | 5)), "{ran}");
        ran.code != Some(5)
    }

    /// The devices of `v`, as JSON without blanks.
    pub(crate) fn listed(&self) -> String {
        let arguments = ["--json", "--passphrase-fd", "0", "device", "list"];
        let ran = self.run("v", &arguments, &format!("{OLD}\n"));
        assert_eq!(ran.code, Some(0), "{ran}");
        ran.out.split_whitespace().collect()
    }

    /// Has `w` join `v`, either with a fault; gives the calls of `w`, and what both did.
    pub(crate) fn pair(
        &self,
        inviter: Option<&Point>,
        newcomer: Option<&Point>,
    ) -> (Trace, Ran, Ran) {
        let inviter = inviter.map_or_else(Vec::new, |point| self.disturbing(point));
        let newcomer = newcomer.map_or_else(|| self.watching(), |point| self.disturbing(point));
        // Two tracers would write to one file.
        let newcomer = if inviter.is_empty() {
            newcomer
        } else {
            Vec::new()
        };
        let (added, joined) = self.pair_with(&inviter, &newcomer);
        (self.trace(), added, joined)
    }

    /// The same without a fault; gives the calls of `v`.
    pub(crate) fn pair_traced_by_inviter(&self) -> (Trace, Ran, Ran) {
        let (added, joined) = self.pair_with(&self.watching(), &[]);
        (self.trace(), added, joined)
    }

    fn pair_with(&self, inviter: &[String], newcomer: &[String]) -> (Ran, Ran) {
        let mut adding = self.start("v", &["--passphrase-fd", "0", "device", "add"], inviter);
        adding.say(&format!("{OLD}\n"));
        let ticket = adding.line();
        let join = ["--passphrase-fd", "0", "device", "join", "--name", "two"];
        let mut joining = self.start("w", &join, newcomer);
        joining.say(&format!("{ticket}{OLD}\n"));
        let words = joining.line();
        adding.say(&words);
        // One that never came is not waited for: nothing typed refuses it.
        if words.is_empty() {
            let _ = adding.child.kill();
        }
        let (joined, added) = (joining.end(), adding.end());
        (added, joined)
    }
}
