//! The real program on a terminal of its own: that of `script` from util-linux, whose end closes it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// After this long without what is waited for, a test has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came on the terminal so far.
type Screen = Arc<(Mutex<Vec<u8>>, Condvar)>;

/// A program on a terminal of its own.
pub(crate) struct Terminal {
    script: Child,
    keys: Option<ChildStdin>,
    screen: Screen,
    /// How much of the screen was looked at.
    seen: usize,
}

impl Terminal {
    pub(crate) fn open(stage: &Stage, folder: &Path, line: &str) -> Self {
        Self::open_as(stage, folder, line, "xterm")
    }

    pub(crate) fn open_as(stage: &Stage, folder: &Path, line: &str, term: &str) -> Self {
        let mut script = Command::new("script")
            .args(["-qfec", line, "/dev/null"])
            .current_dir(folder)
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", stage.path("bin").display()),
            )
            .env("SHELL", "/bin/sh")
            .env("PS1", "shell> ")
            .env("TERM", term)
            .env("HOME", stage.path("home"))
            .env("XDG_DATA_HOME", folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .env("XDG_RUNTIME_DIR", stage.path("run"))
            .env("TZ", "UTC")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("script runs (it is part of util-linux)");
        let screen = Screen::default();
        let mut output = script.stdout.take().expect("standard output is a pipe");
        let filled = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read @ 1..) = output.read(&mut chunk) {
                filled
                    .0
                    .lock()
                    .expect("no test fails here")
                    .extend(&chunk[..read]);
                filled.1.notify_all();
            }
        });
        Self {
            keys: script.stdin.take(),
            script,
            screen,
            seen: 0,
        }
    }

    /// Waits until this is on the screen, behind what was waited for before.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + PATIENCE;
        let mut screen = self.screen.0.lock().expect("no test fails here");
        loop {
            let new = &screen[self.seen..];
            if let Some(at) = new
                .windows(text.len())
                .position(|part| part == text.as_bytes())
            {
                self.seen += at + text.len();
                return;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "“{text}” never came; there was {}",
                String::from_utf8_lossy(&screen)
            );
            screen = self
                .screen
                .1
                .wait_timeout(screen, left)
                .expect("no test fails here")
                .0;
        }
    }

    pub(crate) fn shown(&self) -> String {
        let screen = self.screen.0.lock().expect("no test fails here");
        String::from_utf8_lossy(&screen).into_owned()
    }

    pub(crate) fn press(&mut self, keys: &str) {
        let input = self.keys.as_mut().expect("the terminal is open");
        input
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        input.flush().expect("the terminal takes keys");
    }

    /// Everything that runs on the terminal.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let mut found = vec![self.script.id()];
        let mut at = 0;
        while at < found.len() {
            let children = format!("/proc/{0}/task/{0}/children", found[at]);
            let children = fs::read_to_string(children).unwrap_or_default();
            found.extend(
                children
                    .split_whitespace()
                    .filter_map(|id| id.parse::<u32>().ok()),
            );
            at += 1;
        }
        found.split_off(1)
    }

    /// The terminal is gone from one moment to the next, as when its window is closed.
    pub(crate) fn close(&mut self) {
        self.script.kill().expect("script can be killed");
        self.script.wait().expect("script ends");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed may have left it open.
        let _ = self.script.kill();
        let _ = self.script.wait();
    }
}

/// Whether a process still runs; one that nobody has asked about its end does not.
pub(crate) fn runs(id: u32) -> bool {
    fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .trim_start()
            .starts_with('Z')
    })
}

pub(crate) fn wait_until_gone(ids: &[u32], what: &str) {
    let end = Instant::now() + PATIENCE;
    while ids.iter().any(|id| runs(*id)) {
        assert!(
            Instant::now() < end,
            "{what}: a process goes on without its terminal"
        );
        std::thread::yield_now();
    }
}

impl Terminal {
    /// The program itself, among what runs on the terminal.
    pub(crate) fn program(&self) -> u32 {
        let named = |id: &u32| {
            fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.trim() == "still")
        };
        let found = self.processes().into_iter().find(named);
        found.expect("the program runs")
    }
}

/// Sends a signal.
pub(crate) fn send(signal: &str, id: u32) {
    let sent = Command::new("sh")
        .args(["-c", &format!("kill -{signal} {id}")])
        .status();
    assert!(sent.expect("sh runs").success());
}
