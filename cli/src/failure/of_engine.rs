//! How the engine's errors are said: words, exit codes, and the command that helps.

use std::path::Path;

use engine::{
    ErrorKind, ExchangeError, Label, NameKind, OpenError, Part, ReadError, ResolveError,
    StorageError, StoreError, UnlockError, WriteError,
};

use super::{Failure, Kind};

/// What helps where no command of this program can.
pub(crate) const BACKUP_HELPS: &str = "put the folder back from a backup, or let this device join anew from another one (`still device add` there); \
     the recovery kit reads what is left (docs/guide.md, “The recovery kit”)";

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let said = error.to_string();
        match error {
            ReadError::Locked => locked(said),
            ReadError::NoOwnJournal => only_reads(said),
            ReadError::Resolve(error) => error.into(),
            ReadError::Invalid(_) => Self::usage(said),
            ReadError::Refused(_) => Self::refused(said),
            ReadError::Storage(error) => error.into(),
            _ => Self::new(Kind::Unexpected, said),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        let said = error.to_string();
        match error {
            WriteError::Locked => locked(said),
            WriteError::NoOwnJournal => only_reads(said),
            WriteError::Resolve(error) => error.into(),
            WriteError::Invalid(_) => Self::usage(said),
            WriteError::Refused(_) => Self::refused(said),
            WriteError::Storage(error) => error.into(),
            _ => Self::new(Kind::Unexpected, said),
        }
    }
}

impl From<UnlockError> for Failure {
    fn from(error: UnlockError) -> Self {
        let said = error.to_string();
        match error {
            UnlockError::WrongPassphrase => Self::new(Kind::Passphrase, said),
            UnlockError::TooManyAttempts { .. } => Self::refused(said),
            UnlockError::Storage(error) => error.into(),
            _ => Self::new(Kind::Unexpected, said),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let said = error.to_string();
        match error {
            OpenError::NoVault(folder) if !holds_something(&folder) => Self::new(Kind::NoVault, said)
                .help("`still init` makes a new one, `still device join` joins one with a ticket; `--vault DIR` names another folder"),
            OpenError::NoVault(_) | OpenError::NotEmpty(_) => Self::new(Kind::NoVault, said)
                .help("`--vault DIR` names the folder of a journal, or a new one for `init` and `device join`"),
            OpenError::NewerFormat => newer(said),
            OpenError::Invalid(_) => Self::usage(said),
            OpenError::Refused(_) => Self::refused(said),
            OpenError::Storage(error) => error.into(),
            _ => Self::new(Kind::Unexpected, said),
        }
    }
}

impl From<ExchangeError> for Failure {
    fn from(error: ExchangeError) -> Self {
        let said = error.to_string();
        match error {
            ExchangeError::Connection(_) => Self::new(Kind::Unreachable, said),
            ExchangeError::Invalid(_) => Self::usage(said),
            ExchangeError::Refused(_) => Self::refused(said),
            ExchangeError::Locked => locked(said),
            ExchangeError::Storage(error) => error.into(),
            _ => Self::new(Kind::Unexpected, said),
        }
    }
}

impl From<ResolveError> for Failure {
    fn from(error: ResolveError) -> Self {
        let failure = Self::new(Kind::NotFound, error.to_string());
        match where_to_look(&error) {
            Some(hint) => failure.help(hint),
            None => failure,
        }
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        error.into_source().into()
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let saved = error.saved();
        let cause = match error {
            StoreError::Write(error) => *error.source,
            other => other,
        };
        let said = cause.to_string();
        let failure = match cause {
            StoreError::NoVault(folder) => OpenError::NoVault(folder).into(),
            StoreError::NotEmpty(folder) => OpenError::NotEmpty(folder).into(),
            StoreError::Locked => locked(said),
            StoreError::NoHome => only_reads(said),
            StoreError::NewerFormat => newer(said),
            StoreError::Elsewhere { source, .. } => elsewhere(said, *source),
            StoreError::Damaged { part, .. } => Self {
                of_index: part == Part::Index,
                ..Self::new(Kind::Damaged, said).help(mending(part))
            },
            StoreError::Disk { source, .. } => Self::new(Kind::Disk, said).because(source),
            StoreError::Io { source, .. } => Self::new(Kind::Unexpected, said).because(source),
            cause => match cause.kind() {
                ErrorKind::Passphrase => Self::new(Kind::Passphrase, said),
                ErrorKind::Invalid => Self::usage(said),
                ErrorKind::Disk => Self::new(Kind::Disk, said),
                ErrorKind::Busy => {
                    Self::new(Kind::Busy, said).help("try again when the other command has ended")
                }
                ErrorKind::Refused => Self::refused(said),
                ErrorKind::Connection => Self::new(Kind::Unreachable, said),
                ErrorKind::Application => ReadError::from(cause).into(),
                _ => Self::new(Kind::Unexpected, said),
            },
        };
        Self { saved, ..failure }
    }
}

/// What happened at a backup, or a copy that is recovered from: nothing that helps the journal helps there.
fn elsewhere(said: String, source: StoreError) -> Failure {
    let failure = match source.kind() {
        ErrorKind::Damaged => Failure::new(Kind::Damaged, said).help(
            "another backup, or another copy of the folder, may be whole; nothing was changed",
        ),
        ErrorKind::Disk => Failure::new(Kind::Disk, said).help(
            "name a folder on another disk; nothing was changed, and the journal is as it was",
        ),
        ErrorKind::Busy => {
            Failure::new(Kind::Busy, said).help("try again when the other command has ended")
        }
        _ => Failure::new(Kind::Unexpected, said),
    };
    match source {
        StoreError::Io { source, .. } | StoreError::Disk { source, .. } => failure.because(source),
        _ => failure,
    }
}

fn locked(said: String) -> Failure {
    Failure::locked(said).help("`still unlock` opens it for a while")
}

fn newer(said: String) -> Failure {
    Failure::new(Kind::Newer, said)
        .help("install the newer version of the program on this device too")
}

/// What can be done on a device that reads what others share, and nothing else.
fn only_reads(said: String) -> Failure {
    Failure::refused(said).help("`still read` shows what is shared with it")
}

/// What holds other files is no place for a new journal.
fn holds_something(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// The doctor needs the files that open the journal.
fn mending(part: Part) -> &'static str {
    match part {
        Part::Opening => BACKUP_HELPS,
        Part::Index => "`still doctor --rebuild` makes the index anew from the records",
        _ => "`still doctor --verify` finds out how much is touched",
    }
}

/// Where to look for what goes by no such name.
fn where_to_look(error: &ResolveError) -> Option<&'static str> {
    if error.name.is_empty() && !error.candidates.is_empty() {
        return Some("--share says which one: the name, the id, or the beginning of either");
    }
    if !error.is_missing() {
        return None;
    }
    match error.kind {
        NameKind::Entry => Some("`still list` shows the entries and their ids"),
        NameKind::SharedEntry => Some("`still read` shows what can be read here, with its ids"),
        NameKind::Label(Label::Tag) => Some("`still tags` shows all tags"),
        NameKind::Label(Label::Emotion) => Some("`still tags --emotions` shows all emotions"),
        NameKind::Label(Label::Trigger) => Some("`still tags --triggers` shows all triggers"),
        NameKind::Late => Some("`still doctor late list --all` shows what is late and its numbers"),
        NameKind::Draft => Some("`still drafts` shows the drafts"),
        NameKind::Place => Some("`still step N` shows fields, lists and items with their ids"),
        NameKind::Device => Some("`still device list` shows the devices and their ids"),
        NameKind::Worksheet => Some("`still worksheet list` shows all worksheets"),
        NameKind::Journey => Some("`still journey list` shows the journeys and their ids"),
        NameKind::Share => Some("`still share list` and `still read` show the shares"),
        NameKind::Sentence => Some("`still marks --all` shows the marks and their names"),
        NameKind::Promise => {
            Some("`still today` shows what is due; `still step 9` shows all promises")
        }
        _ => None,
    }
}
