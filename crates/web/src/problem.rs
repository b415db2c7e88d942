//! Why a page cannot be shown or a request not be done, in words for people.

use axum::http::StatusCode;
use engine::{ErrorKind, ReadError, Saved, StorageError, UnlockError, WriteError};

use crate::part::words;

/// Why something could not be done.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The journal is locked; the page asks for the passphrase.
    Locked,
    /// This device reads what others share, and has no journal.
    Reads,
    /// Something else.
    Said {
        /// What the answer says to programs.
        status: StatusCode,
        /// What happened, and what became of it.
        said: String,
    },
}

impl Problem {
    pub(crate) fn new(status: StatusCode, said: impl Into<String>) -> Self {
        let said = words::sentence(&said.into());
        Self::Said { status, said }
    }

    /// What went wrong beneath, with its reasons.
    pub(crate) fn of(error: &dyn std::error::Error) -> Self {
        let mut said = error.to_string();
        let mut reason = error.source();
        while let Some(why) = reason {
            let why_said = why.to_string();
            if !said.contains(&why_said) {
                said = format!("{said}: {why_said}");
            }
            reason = why.source();
        }
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, said)
    }

    /// There is no such page or thing.
    pub(crate) fn missing() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is nothing here")
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Locked => StatusCode::UNAUTHORIZED,
            Self::Reads => StatusCode::FORBIDDEN,
            Self::Said { status, .. } => *status,
        }
    }

    pub(crate) fn said(&self) -> &str {
        match self {
            Self::Locked => "The journal is locked.",
            Self::Reads => "This device reads what others share, and has no journal of its own.",
            Self::Said { said, .. } => said,
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        WriteError::from(error).into()
    }
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        let status = match error {
            WriteError::Locked => return Self::Locked,
            WriteError::Resolve(_) => StatusCode::NOT_FOUND,
            WriteError::Invalid(_) => StatusCode::BAD_REQUEST,
            WriteError::NoOwnJournal => return Self::Reads,
            WriteError::Refused(_) => StatusCode::FORBIDDEN,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        match &error {
            WriteError::Storage(error) => Self::new(status, stored(error)),
            _ => Self::new(status, error.to_string()),
        }
    }
}

/// What the disk or another process did, what became of what was to be saved, and what can be done.
fn stored(error: &StorageError) -> String {
    let what = match error.saved() {
        Some(Saved::No) => "Nothing was saved",
        Some(Saved::Unknown) => "It may have been saved, and may not",
        Some(_) => "It was saved, and something went wrong afterwards",
        None => "This could not be read",
    };
    let help = match error.kind() {
        ErrorKind::Disk => {
            "Make some room on the disk, or look why it cannot be written, then try again."
        }
        ErrorKind::Busy => "Another process has the journal just now. Try again in a moment.",
        ErrorKind::Damaged => {
            "In a terminal, `still doctor` says what is damaged and what can be done. Nothing else is lost by it."
        }
        ErrorKind::Newer => "Another device has a newer program. A newer one is needed here, too.",
        _ => "Try again. If it stays so, `still doctor` in a terminal says more.",
    };
    format!("{what}: {error}. {help}")
}

impl From<UnlockError> for Problem {
    fn from(error: UnlockError) -> Self {
        let status = match error {
            UnlockError::WrongPassphrase => StatusCode::FORBIDDEN,
            UnlockError::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}
