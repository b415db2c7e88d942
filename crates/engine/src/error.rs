//! What can go wrong at the facade, in the user's terms. A face maps [`Error::kind`] to its exit codes and hints.

use std::path::PathBuf;

/// Everything the facade can answer instead of a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no vault in this folder.
    #[error("there is no journal in {0}")]
    NoVault(PathBuf),
    /// The folder holds a vault, or something else, already.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// The operation needs the device keys and the vault was opened without them.
    #[error("the journal is locked")]
    Locked,
    /// The passphrase does not open the device keys.
    #[error("this is not the passphrase of this device")]
    WrongPassphrase,
    /// A file of the vault is damaged.
    #[error("{what} is damaged")]
    Damaged {
        /// The file or part.
        what: String,
    },
    /// The vault was written by a newer program.
    #[error("this journal was written by a newer version of the program")]
    NewerFormat,
    /// The disk is full; nothing was saved.
    #[error("the disk is full; nothing was saved")]
    DiskFull,
    /// The disk or folder cannot be written; nothing was saved.
    #[error("the journal's folder cannot be written; nothing was saved")]
    ReadOnly,
    /// Another process holds the vault exclusively.
    #[error("another process is using the journal")]
    Busy,
    /// Nothing goes by this name.
    #[error("there is no {what}")]
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// A short id fits several things.
    #[error("“{prefix}” could be any of {}", candidates.join(", "))]
    Ambiguous {
        /// What was typed.
        prefix: String,
        /// Longer ids that would be clear, at most eight.
        candidates: Vec<String>,
    },
    /// What was given cannot be used; the text says what and what is allowed.
    #[error("{0}")]
    Invalid(String),
    /// This role or state does not allow the operation.
    #[error("{0}")]
    Refused(String),
    /// The connection ended or misbehaved.
    #[error("the connection ended: {0}")]
    Connection(String),
    /// The operating system refused something else.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The kinds of [`Error`], for exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// No vault, or one where none should be.
    Vault,
    /// Locked.
    Locked,
    /// Wrong passphrase.
    Passphrase,
    /// Nothing, or too much, goes by a name.
    NotFound,
    /// Input that cannot be used.
    Invalid,
    /// Damage.
    Damaged,
    /// A newer format.
    Newer,
    /// Disk full or read-only.
    Disk,
    /// Somebody else has it.
    Busy,
    /// Not allowed.
    Refused,
    /// The network.
    Connection,
    /// Anything else.
    Unexpected,
}

impl Error {
    /// The kind of this error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NoVault(_) | Self::NotEmpty(_) => ErrorKind::Vault,
            Self::Locked => ErrorKind::Locked,
            Self::WrongPassphrase => ErrorKind::Passphrase,
            Self::Damaged { .. } => ErrorKind::Damaged,
            Self::NewerFormat => ErrorKind::Newer,
            Self::DiskFull | Self::ReadOnly => ErrorKind::Disk,
            Self::Busy => ErrorKind::Busy,
            Self::NotFound { .. } | Self::Ambiguous { .. } => ErrorKind::NotFound,
            Self::Invalid(_) => ErrorKind::Invalid,
            Self::Refused(_) => ErrorKind::Refused,
            Self::Connection(_) => ErrorKind::Connection,
            Self::Io { .. } => ErrorKind::Unexpected,
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    pub(crate) fn io(what: impl Into<String>, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Self::ReadOnly
            }
            _ => Self::Io {
                what: what.into(),
                source,
            },
        }
    }
}

impl From<store::OpenError> for Error {
    fn from(error: store::OpenError) -> Self {
        match error {
            store::OpenError::Missing => Self::damaged("the journal (vault.redb is missing)"),
            store::OpenError::Exists => Self::Refused("there is a database already".into()),
            store::OpenError::Busy => Self::Busy,
            store::OpenError::NewerFormat { .. } => Self::NewerFormat,
            store::OpenError::Damaged => Self::damaged("vault.redb"),
            store::OpenError::Full => Self::DiskFull,
            store::OpenError::ReadOnly => Self::ReadOnly,
            store::OpenError::Io(source) => Self::Io {
                what: "opening vault.redb".into(),
                source,
            },
        }
    }
}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Full => Self::DiskFull,
            store::StoreError::ReadOnly => Self::ReadOnly,
            store::StoreError::Damaged => Self::damaged("vault.redb"),
            store::StoreError::Busy => Self::Busy,
            store::StoreError::Io(source) => Self::Io {
                what: "using vault.redb".into(),
                source,
            },
        }
    }
}

impl From<store::AppendError> for Error {
    fn from(error: store::AppendError) -> Self {
        match error {
            store::AppendError::Store(error) => error.into(),
            store::AppendError::NotNext { .. } | store::AppendError::Fork { .. } => {
                Self::damaged("a log in vault.redb")
            }
        }
    }
}

impl From<seal::OpenFileError> for Error {
    fn from(error: seal::OpenFileError) -> Self {
        match error {
            seal::OpenFileError::WrongPassphrase => Self::WrongPassphrase,
            _ => Self::damaged("device.age"),
        }
    }
}

impl From<seal::WrapError> for Error {
    fn from(error: seal::WrapError) -> Self {
        Self::Invalid(error.to_string())
    }
}
