//! A place whose programs may be traced, and disturbed at one of their system calls.

use std::fs;
use std::path::PathBuf;

use testkit::{PASSPHRASE, Ran, Running, copy_folder, joining};

use super::inject::{CALLS, Point, Trace};
use crate::STAGED;

/// Another passphrase.
pub(crate) const NEW: &str = "lantern orchard velvet compass";

/// The folders; journals are named by their folder.
pub(crate) struct Place(testkit::Place);

impl Place {
    pub(crate) fn new() -> Self {
        Self(testkit::Place::new(STAGED))
    }

    /// With a journal `v` that has an entry with a star.
    pub(crate) fn with_journal() -> Self {
        let place = Self::new();
        let passphrase = format!("{PASSPHRASE}\n");
        let made = place.run(
            "v",
            &["--passphrase-fd", "0", "init", "--name", "one"],
            &passphrase,
        );
        assert_eq!(made.code, 0, "{made}");
        let text = format!("{PASSPHRASE}\nThe heron stood still.\n");
        let written = place.run("v", &["--passphrase-fd", "0", "write", "--star"], &text);
        assert_eq!(written.code, 0, "{written}");
        place
    }

    /// The same again, so that each test has its own.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new();
        for folder in ["v", "state/still"] {
            copy_folder(&self.path(folder), &copy.path(folder));
        }
        copy
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// The names in a folder; none if it is not there.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        self.0.files(folder)
    }

    fn start(&self, vault: &str, arguments: &[&str], tracer: &[String]) -> Running {
        let mut words: Vec<String> = tracer.to_vec();
        words.push(self.0.program().display().to_string());
        words.extend(["--vault".into(), self.path(vault).display().to_string()]);
        words.extend(arguments.iter().map(|&word| word.to_owned()));
        self.spawn(&words)
    }

    fn spawn(&self, words: &[String]) -> Running {
        let mut command = self.0.command(&words[0]);
        command.args(&words[1..]);
        Running::start(command)
    }

    /// Starts a command with all of its input.
    pub(crate) fn begin(&self, vault: &str, arguments: &[&str], input: &str) -> Running {
        with_input(self.start(vault, arguments, &[]), input)
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
        with_input(self.start(vault, arguments, &tracer), input)
    }

    /// The number of the process that this tracer traces, once that is stopped.
    pub(crate) fn traced(&self, tracer: &Running) -> String {
        let tracer = tracer.id();
        let program = self.0.program().display().to_string();
        loop {
            let children = fs::read_to_string(format!("/proc/{tracer}/task/{tracer}/children"));
            for child in children.unwrap().split_whitespace() {
                let stat = fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
                let line = fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
                let stopped =
                    matches!(stat.rsplit(") ").next(), Some(rest) if rest.starts_with(['T', 't']));
                let ours = line.starts_with(program.as_bytes());
                // Every call stops it for a moment; this stop is the one that the trace tells of.
                let told = fs::read_to_string(self.path("trace"))
                    .unwrap_or_default()
                    .contains("stopped by SIGSTOP");
                if stopped && ours && told {
                    return child.to_owned();
                }
            }
            std::thread::yield_now();
        }
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
        Trace::read(&self.path("trace"), &self.path(""))
    }

    /// Runs to the end.
    pub(crate) fn run(&self, vault: &str, arguments: &[&str], input: &str) -> Ran {
        with_input(self.start(vault, arguments, &[]), input).end()
    }

    /// Runs to the end, and gives the calls.
    pub(crate) fn traced_run(&self, vault: &str, arguments: &[&str], input: &str) -> Trace {
        let ran = with_input(self.start(vault, arguments, &self.watching()), input).end();
        assert_eq!(ran.code, 0, "{ran}");
        self.trace()
    }

    /// Runs with a fault.
    pub(crate) fn injected(&self, vault: &str, arguments: &[&str], input: &str, at: &Point) -> Ran {
        with_input(self.start(vault, arguments, &self.disturbing(at)), input).end()
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
        let waits = ran.code == 11 && ran.err.contains("has not arrived");
        assert!(waits || matches!(ran.code, 0 | 5), "{ran}");
        ran.code != 5
    }

    /// The devices of `v`, as JSON without blanks.
    pub(crate) fn listed(&self) -> String {
        let arguments = ["--json", "--passphrase-fd", "0", "device", "list"];
        let ran = self.run("v", &arguments, &format!("{PASSPHRASE}\n"));
        assert_eq!(ran.code, 0, "{ran}");
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
        let add = ["--passphrase-fd", "0", "device", "add"];
        let join = ["--passphrase-fd", "0", "device", "join", "--name", "two"];
        joining(self.start("v", &add, inviter), || {
            self.start("w", &join, newcomer)
        })
    }
}

/// Says this, and no more.
fn with_input(mut running: Running, text: &str) -> Running {
    running.say(text);
    running.hush();
    running
}
