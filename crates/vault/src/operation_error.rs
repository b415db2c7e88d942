//! What can go wrong with an operation as a whole: opening or making a vault, opening its keys, meeting another device.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::{Error, ErrorKind, Saved};

/// Why a vault could not be opened or made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is none in this folder.
    #[error("there is no journal in {0}")]
    NoVault(PathBuf),
    /// The folder is not empty, so none can be made in it.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// A newer version of the program wrote it.
    #[error("this journal was written by a newer version of the program")]
    NewerFormat,
    /// A value is not allowed; the text says which, and what is.
    #[error("{0}")]
    Invalid(String),
    /// The folder is not this person's alone; the text says why.
    #[error("{0}")]
    Refused(String),
    /// Disk, damage, or another process.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a passphrase did not open the keys, or did not confirm.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnlockError {
    /// It is another one.
    #[error("this is not the passphrase of this device")]
    WrongPassphrase,
    /// Too many were wrong; it was not tried. A vault counts no attempts; whoever asks people for passphrases may.
    #[error("too many wrong passphrases; the next one can be tried in {} s", wait.as_secs().max(1))]
    TooManyAttempts {
        /// Until the next one is tried.
        wait: Duration,
    },
    /// Disk, damage, keys of another device, or another process.
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
    /// A value is not allowed; the text says which, and what is.
    #[error("{0}")]
    Invalid(String),
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

/// The disk failed or is full, a file is damaged, or another process holds the vault.
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

    /// What the store said.
    pub fn into_source(self) -> Error {
        *self.source
    }

    /// Whether what was to be saved is on the disk; `None` where nothing was to be.
    pub fn saved(&self) -> Option<Saved> {
        self.source.saved()
    }
}

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        Self {
            source: Box::new(error),
        }
    }
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        match error {
            Error::NoVault(folder) => Self::NoVault(folder),
            Error::NotEmpty(folder) => Self::NotEmpty(folder),
            Error::NewerFormat => Self::NewerFormat,
            Error::Invalid(why) => Self::Invalid(why),
            Error::Refused(why) => Self::Refused(why),
            other => Self::Storage(other.into()),
        }
    }
}

impl From<Error> for UnlockError {
    fn from(error: Error) -> Self {
        match error {
            Error::WrongPassphrase => Self::WrongPassphrase,
            other => Self::Storage(other.into()),
        }
    }
}

impl From<Error> for ExchangeError {
    fn from(error: Error) -> Self {
        match error {
            Error::Connection(why) => Self::Connection(why),
            Error::Invalid(why) => Self::Invalid(why),
            Error::Refused(why) => Self::Refused(why),
            Error::Locked => Self::Locked,
            other => Self::Storage(other.into()),
        }
    }
}
