//! The real program on a terminal of its own: that of `script` from util-linux, whose end closes it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use crate::Stage;
use crate::processes::{self, PATIENCE};

/// What came on the terminal so far.
type Screen = Arc<(Mutex<Vec<u8>>, Condvar)>;

/// A program on a terminal of its own.
#[derive(Debug)]
pub struct Terminal {
    script: Child,
    keys: Option<ChildStdin>,
    screen: Screen,
    /// How much of the screen was looked at.
    seen: usize,
}

impl Terminal {
    /// Runs a line of shell on a usual terminal.
    pub fn open(stage: &Stage, folder: &Path, line: &str) -> Self {
        Self::open_as(stage, folder, line, "xterm")
    }

    /// The same on a terminal of another kind, named as in `TERM`.
    pub fn open_as(stage: &Stage, folder: &Path, line: &str, term: &str) -> Self {
        // Whoever started the tests may ignore hang-up and Ctrl-C, as `nohup` does; a terminal does not.
        let mut script = stage
            .plain_command("env", folder)
            .args(["--default-signal", "script", "-qfec", line, "/dev/null"])
            .env("SHELL", "/bin/sh")
            .env("PS1", "shell> ")
            .env("TERM", term)
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
    pub fn wait_for(&mut self, text: &str) {
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

    /// All that was shown so far, with everything that moves the cursor.
    pub fn shown(&self) -> String {
        let screen = self.screen.0.lock().expect("no test fails here");
        String::from_utf8_lossy(&screen).into_owned()
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        let input = self.keys.as_mut().expect("the terminal is open");
        input
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        input.flush().expect("the terminal takes keys");
    }

    /// Everything that runs on the terminal.
    pub fn processes(&self) -> Vec<u32> {
        processes::family(self.script.id()).split_off(1)
    }

    /// The program itself, among what runs on the terminal.
    pub fn program(&self) -> u32 {
        let named = |id: &u32| {
            fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.trim() == "still")
        };
        let found = self.processes().into_iter().find(named);
        found.expect("the program runs")
    }

    /// The terminal is gone from one moment to the next, as when its window is closed.
    pub fn close(&mut self) {
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
