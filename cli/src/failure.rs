//! What a person sees when something does not work: what, why, and the command that helps. Each kind has a stable
//! exit code and name, listed in `docs/cli.md`.

pub(crate) mod of_engine;

use std::fmt;
use std::io;
use std::process::ExitCode;

use engine::Saved;
use engine::escape::{safe_json, show_line};
use platform::errors::{is_device_fault, is_terminal_gone};

use crate::terminal::notes::Notes;
use crate::terminal::signals::HANGUP;

/// The kinds of failure; the exit code is part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A mistake of the program or the system.
    Unexpected,
    /// The command was not understood or its input cannot be used.
    Usage,
    /// No journal in the folder, or one where none should be.
    NoVault,
    /// Locked, and no way to ask for the passphrase.
    Locked,
    /// The passphrase is wrong.
    Passphrase,
    /// Nothing, or more than one thing, goes by the name.
    NotFound,
    /// Something is damaged.
    Damaged,
    /// Written by a newer program.
    Newer,
    /// Disk full, read-only or failing.
    Disk,
    /// Another process holds the journal.
    Busy,
    /// Not allowed, or not confirmed.
    Refused,
    /// No device could be reached.
    Unreachable,
    /// Done, but for parts that cannot be; they were told.
    Partial,
    /// Ended by a signal with this number.
    Interrupted(u8),
    /// The reader of our output went away; nothing to report.
    Closed,
}

impl Kind {
    fn code(self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Unexpected => 1,
            Self::Usage => 2,
            Self::NoVault => 3,
            Self::Locked => 4,
            Self::Passphrase => 5,
            Self::NotFound => 6,
            Self::Damaged => 7,
            Self::Newer => 8,
            Self::Disk => 9,
            Self::Busy => 10,
            Self::Refused => 11,
            Self::Unreachable => 12,
            Self::Partial => 13,
            Self::Interrupted(signal) => 128_u8.saturating_add(signal),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Unexpected => "unexpected",
            Self::Usage => "usage",
            Self::NoVault => "no-vault",
            Self::Locked => "locked",
            Self::Passphrase => "passphrase",
            Self::NotFound => "not-found",
            Self::Damaged => "damaged",
            Self::Newer => "newer-format",
            Self::Disk => "disk",
            Self::Busy => "busy",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Partial => "partial",
            Self::Interrupted(_) => "interrupted",
        }
    }
}

/// A command that did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: Kind,
    message: String,
    why: Option<String>,
    hint: Option<String>,
    /// What became of what was to be saved, if something was.
    saved: Option<Saved>,
    /// Whether the command had saved something before it failed.
    earlier: bool,
    /// Whether what it had saved was taken away again.
    undone: bool,
    /// Whether what is damaged can be made anew from the records.
    of_index: bool,
}

impl Failure {
    /// A failure of any kind.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            why: None,
            hint: None,
            saved: None,
            earlier: false,
            undone: false,
            of_index: false,
        }
    }

    /// Whether nothing is wrong but what can be made anew from the records.
    pub(crate) const fn is_of_index(&self) -> bool {
        self.of_index
    }

    /// Input that cannot be used.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// The passphrase is needed and cannot be asked for.
    pub(crate) fn locked(message: impl Into<String>) -> Self {
        Self::new(Kind::Locked, message)
    }

    /// Not allowed or not confirmed.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(Kind::Refused, message)
    }

    /// The operating system refused something.
    pub(crate) fn io(what: &str, error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::ReadOnlyFilesystem => Kind::Disk,
            _ if is_device_fault(&error) => Kind::Disk,
            _ => Kind::Unexpected,
        };
        Self::new(kind, format!("{what} failed")).because(error)
    }

    /// The same for the terminal of a question. One that is gone has ended the command, like the signal that comes
    /// with it.
    pub(crate) fn terminal(what: &str, error: io::Error) -> Self {
        if is_terminal_gone(&error) {
            return Self::interrupted(HANGUP);
        }
        Self::io(what, error)
    }

    /// Printing failed; a reader that went away is no failure to speak of.
    pub(crate) fn printing(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(Kind::Closed, "");
        }
        Self::io("printing", error)
    }

    /// Ended by a signal or by Ctrl-C at a prompt.
    pub(crate) fn interrupted(signal: i32) -> Self {
        Self::new(
            Kind::Interrupted(u8::try_from(signal).unwrap_or(2)),
            "stopped",
        )
    }

    /// Adds the reason.
    pub(crate) fn because(mut self, why: impl fmt::Display) -> Self {
        self.why = Some(why.to_string());
        self
    }

    /// Adds the command that helps.
    pub(crate) fn help(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what the journal knows of saving: whether this command had saved something before it failed.
    pub(crate) fn after_saving(mut self, earlier: bool) -> Self {
        self.earlier = earlier && !self.undone;
        self
    }

    /// Says that nothing of what this command made is there any more.
    pub(crate) fn undone(mut self) -> Self {
        self.saved = Some(Saved::No);
        self.undone = true;
        self
    }

    /// Whether what was to be saved may be there although the command failed.
    pub(crate) fn may_be_saved(&self) -> bool {
        matches!(self.saved, Some(Saved::Yes | Saved::Unknown))
    }

    /// What became of what was to be saved, and its name in JSON.
    fn outcome(&self) -> Option<(&'static str, &'static str)> {
        match (self.saved, self.earlier) {
            (Some(Saved::No), false) => Some(("no", "Nothing was saved.")),
            (Some(Saved::No), true) => Some((
                "partly",
                "What this command saved before that stays; the rest was not saved.",
            )),
            (Some(Saved::Unknown), _) => Some((
                "unknown",
                "Whether it was saved is not certain: look before you enter it again.",
            )),
            (Some(Saved::Yes), _) => Some(("yes", "What this command wrote is saved.")),
            // A person who is refused, or finds nobody, does not wonder about the disk.
            (None, true) if self.breaks_off() => Some(("yes", "What this command wrote is saved.")),
            (None, _) => None,
        }
    }

    /// Whether this kind can end a command that had done what was asked, or some of it.
    fn breaks_off(&self) -> bool {
        matches!(
            self.kind,
            Kind::Disk | Kind::Unexpected | Kind::Damaged | Kind::Busy | Kind::Interrupted(_)
        )
    }

    /// The kind of this failure.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Prints the failure on standard error and gives its exit code.
    pub(crate) fn report(&self, json: bool, notes: Notes) -> ExitCode {
        if self.kind != Kind::Closed {
            if json {
                notes.as_is(&self.as_json());
            } else {
                notes.always(self.as_text());
            }
        }
        ExitCode::from(self.kind.code())
    }

    /// What happened and why in one line that is safe to print.
    pub(crate) fn line(&self) -> String {
        let why = self.why.as_ref().map(|why| format!(": {why}"));
        show_line(&format!("{}{}", self.message, why.unwrap_or_default()))
    }

    fn as_text(&self) -> String {
        // Whoever ends a command has made no error.
        let is_stopped = matches!(self.kind, Kind::Interrupted(_)) && self.message == "stopped";
        let mut text = match is_stopped {
            true => "Stopped".to_owned(),
            false => format!("error: {}", show_line(&self.message)),
        };
        if let Some(why) = &self.why {
            let why = show_line(why);
            let mut rest = why.chars();
            text.push_str(". ");
            if begins_with_a_word(&why) {
                text.extend(rest.next().into_iter().flat_map(char::to_uppercase));
            }
            text.push_str(rest.as_str());
        }
        if let Some((_, outcome)) = self.outcome().filter(|_| !is_stopped || self.why.is_none()) {
            text.push_str(if text.ends_with(['.', '?', '!']) {
                " "
            } else {
                ". "
            });
            text.push_str(outcome);
        }
        if is_stopped && !text.ends_with('.') {
            text.push('.');
        }
        if let Some(hint) = &self.hint {
            text.push_str("\nhelp: ");
            text.push_str(&show_line(hint));
        }
        text
    }

    fn as_json(&self) -> String {
        let value = serde_json::json!({ "error": {
            "kind": self.kind.name(),
            "code": self.kind.code(),
            "message": self.message,
            "why": self.why,
            "help": self.hint,
            "saved": self.outcome().map(|(name, _)| name),
        }});
        safe_json(&value.to_string()).into_owned()
    }
}

/// Whether a sentence begins with a word, not with the name of a file or folder, which keeps its letters.
fn begins_with_a_word(text: &str) -> bool {
    let first = text.split([' ', ',', ':']).next().unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || "._-/".contains(c);
    let is_plain = first.chars().all(is_name);
    !(is_plain && first.contains(|c: char| c.is_numeric() || "._/".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_keeps_its_letters() {
        let of = |why: &str| Failure::refused("nothing was done").because(why).as_text();
        assert!(of("doc1 exists already").contains("done. doc1 exists"));
        assert!(of("notes.md: it is no journal").contains("done. notes.md"));
        assert!(of("nobody is there").contains("done. Nobody is"));
    }

    #[test]
    fn text_names_what_why_and_help() {
        let failure = Failure::refused("nothing was done")
            .because("not\x1b[2J confirmed")
            .help("say yes");
        assert_eq!(
            failure.as_text(),
            "error: nothing was done. Not\\u{1b}[2J confirmed\nhelp: say yes"
        );
    }

    #[test]
    fn what_was_taken_away_again_is_not_called_saved() {
        let eio = || io::Error::from_raw_os_error(5);
        let outcome = |failure: Failure| failure.after_saving(true).outcome().map(|(name, _)| name);
        assert_eq!(outcome(Failure::io("making it", eio())), Some("yes"));
        assert_eq!(
            outcome(Failure::io("making it", eio()).undone()),
            Some("no")
        );
    }

    #[test]
    fn json_has_a_stable_shape() {
        let value: serde_json::Value =
            serde_json::from_str(&Failure::locked("closed").as_json()).unwrap();
        assert_eq!(value["error"]["kind"], "locked");
        assert_eq!(value["error"]["code"], 4);
        assert_eq!(value["error"]["why"], serde_json::Value::Null);
    }
}
