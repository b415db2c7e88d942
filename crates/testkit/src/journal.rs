//! One journal on a machine, which is one device, and how it is brought together with another.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::{PASSPHRASE, Place, Ran, Running};

/// A journal in a folder of a place; named after the folder, and so is the device.
#[derive(Debug)]
pub struct Journal<'p> {
    place: &'p Place,
    name: String,
}

impl<'p> Journal<'p> {
    /// The one of this name, whether it is there or not.
    pub fn named(place: &'p Place, name: &str) -> Self {
        let name = name.to_owned();
        Self { place, name }
    }

    /// Makes it, and unlocks it.
    pub fn first(place: &'p Place, name: &str) -> Self {
        let journal = Self::named(place, name);
        journal.confirmed(&["init", "--name", name]);
        journal.confirmed(&["unlock"]);
        journal
    }

    /// Its folder.
    pub fn folder(&self) -> PathBuf {
        self.place.path(&self.name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.place.command(self.place.program());
        command.arg("--vault").arg(self.folder()).args(arguments);
        command
    }

    /// Starts a command.
    pub fn start(&self, arguments: &[&str]) -> Running {
        Running::start(self.command(arguments))
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str], input: &str) -> Ran {
        let mut running = self.start(arguments);
        running.say(input);
        running.end()
    }

    /// Runs one that succeeds; gives its output.
    pub fn ok(&self, arguments: &[&str], input: &str) -> String {
        let ran = self.run(arguments, input);
        assert_eq!(ran.code, 0, "{} {arguments:?}: {ran}", self.name);
        ran.out
    }

    /// The same for one that asks for the passphrase.
    pub fn confirmed(&self, arguments: &[&str]) -> String {
        let with = [&["--passphrase-fd", "0"], arguments].concat();
        self.ok(&with, &format!("{PASSPHRASE}\n"))
    }

    /// The same for one that prints a value.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let with = [&["--json"], arguments].concat();
        serde_json::from_str(&self.ok(&with, "")).expect("one value")
    }

    /// The texts of all entries, sorted.
    pub fn bodies(&self) -> Vec<String> {
        let listed = self.json(&["list", "--limit", "0"]);
        let entries = listed["entries"].as_array().expect("a list of entries");
        let body = |entry: &Value| entry["body"].as_str().expect("a text").trim().to_owned();
        let mut bodies: Vec<_> = entries.iter().map(body).collect();
        bodies.sort();
        bodies
    }

    /// Has `newcomer` join by the ticket that `command` shows here, and unlocks it; gives what was said there.
    pub fn admits(&self, command: &[&str], newcomer: &Self) -> String {
        let inviting = [&["--passphrase-fd", "0"], command].concat();
        let (admitted, joined) = joining(self.start(&inviting), || newcomer.joins());
        for ran in [&admitted, &joined] {
            assert_eq!(ran.code, 0, "{ran}");
        }
        newcomer.confirmed(&["unlock"]);
        joined.out
    }

    fn joins(&self) -> Running {
        let name = &self.name;
        self.start(&["--passphrase-fd", "0", "device", "join", "--name", name])
    }
}

/// The dialogue of joining, as two people would have it: the ticket goes over, and the words come back. A program that
/// ends too early ends the other.
pub fn joining(mut inviting: Running, newcomer: impl FnOnce() -> Running) -> (Ran, Ran) {
    inviting.say(&format!("{PASSPHRASE}\n"));
    let ticket = inviting.line();
    let mut joining = newcomer();
    joining.say(&format!("{ticket}{PASSPHRASE}\n"));
    let words = joining.line();
    inviting.say(&words);
    // Words that never came are not waited for: nothing typed refuses them.
    if words.is_empty() {
        inviting.kill();
    }
    let joined = joining.end();
    (inviting.end(), joined)
}
