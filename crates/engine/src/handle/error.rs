//! What can go wrong, by operation. [`Error`] becomes one of these here and nowhere else; it stays the source.

use std::path::PathBuf;
use std::time::Duration;

use crate::{Error, ErrorKind, Saved};

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// [`Journal::unlock`](crate::Journal::unlock) comes first.
    #[error("the journal is locked")]
    Locked,
    /// A name fits nothing, or several things.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
    /// A query, a date or something else that was given cannot be used; the text says why.
    #[error("{0}")]
    Invalid(String),
    /// This device may not; the text says why.
    #[error("{0}")]
    Refused(String),
    /// Disk, damage, or another process.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// [`Journal::unlock`](crate::Journal::unlock) comes first. Nothing was saved.
    #[error("the journal is locked")]
    Locked,
    /// A name fits nothing, or several things. Nothing was saved.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
    /// A value is not allowed; the text says which, and what is. Nothing was saved.
    #[error("{0}")]
    Invalid(String),
    /// This device may not, or the thing is over; the text says why. Nothing was saved.
    #[error("{0}")]
    Refused(String),
    /// Disk, damage, or another process. [`StorageError::saved`] says what became of it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a passphrase did not open the journal, or did not confirm.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnlockError {
    /// It is another one.
    #[error("this is not the passphrase of this device")]
    WrongPassphrase,
    /// Too many were wrong; it was not tried.
    #[error("too many wrong passphrases; the next one can be tried in {} s", wait.as_secs().max(1))]
    TooManyAttempts {
        /// Until the next one is tried.
        wait: Duration,
    },
    /// Disk or damage.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a journal could not be opened or made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is none in this folder.
    #[error("there is no journal in {0}")]
    NoJournal(PathBuf),
    /// The folder is not empty, so none can be made in it.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// A newer version of the program wrote it.
    #[error("this journal was written by a newer version of the program")]
    NewerFormat,
    /// The folder is not this person's alone, or a value is not allowed; the text says why.
    #[error("{0}")]
    Refused(String),
    /// Disk, damage, or another process.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why devices did not meet, or did not pair.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The connection ended or the other side does not follow the protocol.
    #[error("the connection ended: {0}")]
    Connection(String),
    /// One of the two may not; the text says why.
    #[error("{0}")]
    Refused(String),
    /// Pairing needs the keys.
    #[error("the journal is locked")]
    Locked,
    /// Disk, damage, or another process.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What kind of thing was looked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameKind {
    /// An entry.
    Entry,
    /// A step or a worksheet of the person's own, or something in it.
    Worksheet,
    /// A promise or habit.
    Promise,
    /// A journey.
    Journey,
    /// A marked sentence.
    Sentence,
    /// A share, made here or read here.
    Share,
    /// A device.
    Device,
    /// A draft.
    Draft,
    /// A tag, an emotion or a trigger.
    Label,
    /// Something that was not named but is needed.
    Other,
}

/// Nothing, or more than one thing, goes by a name.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{said}")]
#[non_exhaustive]
pub struct ResolveError {
    /// What was looked for.
    pub kind: NameKind,
    /// As it was given; empty where nothing was named.
    pub name: String,
    /// Clearer names of those it could be, at most eight; empty if there is none.
    pub candidates: Vec<String>,
    said: String,
}

/// The disk failed or is full, a file is damaged, or another process holds the journal.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct StorageError {
    source: Box<Error>,
}

impl StorageError {
    /// What is at fault: [`ErrorKind::Disk`], [`ErrorKind::Damaged`], [`ErrorKind::Busy`], [`ErrorKind::Newer`] or
    /// [`ErrorKind::Unexpected`].
    pub fn kind(&self) -> ErrorKind {
        self.source.kind()
    }

    /// Whether what was to be saved is on the disk; `None` where nothing was to be.
    pub fn saved(&self) -> Option<Saved> {
        self.source.saved()
    }
}

/// What was asked for by name, for [`ResolveError`].
#[derive(Debug, Clone)]
pub(super) struct Asked {
    kind: NameKind,
    name: String,
}

impl Asked {
    pub(super) fn nothing() -> Self {
        Self::the(NameKind::Other, "")
    }

    pub(super) fn the(kind: NameKind, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { kind, name }
    }
}

/// An error without what only one operation has.
enum Sorted {
    Locked,
    Resolve(ResolveError),
    Invalid(String),
    Refused(String),
    Other(Error),
}

fn sort(error: Error, asked: Asked) -> Sorted {
    let said = error.to_string();
    let Asked { kind, name } = asked;
    let candidates = match error {
        Error::NotFound { .. } => Vec::new(),
        Error::Ambiguous { candidates, .. } | Error::Unnamed { candidates, .. } => candidates,
        Error::Locked => return Sorted::Locked,
        Error::Invalid(why) => return Sorted::Invalid(why),
        Error::Refused(why) => return Sorted::Refused(why),
        other => return Sorted::Other(other),
    };
    Sorted::Resolve(ResolveError {
        kind,
        name,
        candidates,
        said,
    })
}

fn storage(error: Error) -> StorageError {
    StorageError {
        source: Box::new(error),
    }
}

impl ReadError {
    pub(super) fn of(error: Error, asked: Asked) -> Self {
        match sort(error, asked) {
            Sorted::Locked => Self::Locked,
            Sorted::Resolve(error) => Self::Resolve(error),
            Sorted::Invalid(why) => Self::Invalid(why),
            Sorted::Refused(why) => Self::Refused(why),
            Sorted::Other(error) => Self::Storage(storage(error)),
        }
    }
}

impl WriteError {
    pub(super) fn of(error: Error, asked: Asked) -> Self {
        match sort(error, asked) {
            Sorted::Locked => Self::Locked,
            Sorted::Resolve(error) => Self::Resolve(error),
            Sorted::Invalid(why) => Self::Invalid(why),
            Sorted::Refused(why) => Self::Refused(why),
            Sorted::Other(error) => Self::Storage(storage(error)),
        }
    }
}

impl From<Error> for UnlockError {
    fn from(error: Error) -> Self {
        match error {
            Error::WrongPassphrase => Self::WrongPassphrase,
            other => Self::Storage(storage(other)),
        }
    }
}

impl From<UnlockError> for Error {
    /// The way back, for a face that speaks of all errors in one way.
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::WrongPassphrase => Self::WrongPassphrase,
            UnlockError::TooManyAttempts { .. } => Self::Refused(error.to_string()),
            UnlockError::Storage(error) => *error.source,
        }
    }
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        match error {
            Error::NoVault(folder) => Self::NoJournal(folder),
            Error::NotEmpty(folder) => Self::NotEmpty(folder),
            Error::NewerFormat => Self::NewerFormat,
            Error::Refused(why) | Error::Invalid(why) => Self::Refused(why),
            other => Self::Storage(storage(other)),
        }
    }
}

impl From<Error> for ExchangeError {
    fn from(error: Error) -> Self {
        match error {
            Error::Connection(why) => Self::Connection(why),
            Error::Refused(why) | Error::Invalid(why) => Self::Refused(why),
            Error::Locked => Self::Locked,
            other => Self::Storage(storage(other)),
        }
    }
}
