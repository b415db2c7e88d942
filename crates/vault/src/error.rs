//! What can go wrong at the facade, in the user's terms. A face maps [`Error::kind`] to its exit codes and hints.

use std::path::{Path, PathBuf};

use platform::errors::is_device_fault;
pub use store::Saved;

/// Everything the facade can answer instead of a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no vault in this folder.
    #[error("there is no journal in {0}")]
    NoVault(PathBuf),
    /// The folder holds a vault, or something else, already.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// Another process is making a vault in this folder.
    #[error("a journal is being made in {0} just now")]
    InWork(PathBuf),
    /// The operation needs the device keys and the vault was opened without them.
    #[error("the journal is locked")]
    Locked,
    /// The passphrase does not open the device keys.
    #[error("this is not the passphrase of this device")]
    WrongPassphrase,
    /// A file of the vault is damaged.
    #[error("{what} is damaged")]
    Damaged {
        /// What kind of part it is; that decides what helps.
        part: Part,
        /// The file or part, in words.
        what: String,
    },
    /// The vault was written by a newer program.
    #[error("this journal was written by a newer version of the program")]
    NewerFormat,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The disk or folder cannot be written.
    #[error("the journal's folder cannot be written")]
    ReadOnly,
    /// The disk failed.
    #[error("the disk failed while {what}")]
    Disk {
        /// What was being done.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// What happened concerns another place than the vault's own folder: a backup, or a copy that is recovered from.
    #[error("{}", elsewhere(place, source))]
    Elsewhere {
        /// Where.
        place: PathBuf,
        /// What.
        source: Box<Error>,
    },
    /// Something was to be saved; says whether it was.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Another process holds the vault exclusively.
    #[error("another process is using the journal")]
    Busy,
    /// There is nothing but what others share.
    #[error("this device only reads what others share; it has no journal of its own")]
    NoHome,
    /// The application refused it, for a reason of its own.
    #[error(transparent)]
    Application(Box<dyn std::error::Error + Send + Sync>),
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
    #[error("{what} failed")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Why something that was to be saved was not, or not without doubt.
#[derive(Debug, thiserror::Error)]
#[error("{source}; {}", self.outcome())]
#[non_exhaustive]
pub struct WriteError {
    /// Whether this transaction is on the disk. What an earlier one of the same operation saved stays.
    pub saved: Saved,
    /// What failed.
    pub source: Box<Error>,
}

impl WriteError {
    /// What became of the data, in plain words.
    pub fn outcome(&self) -> &'static str {
        match self.saved {
            Saved::No => "nothing was saved",
            Saved::Yes => "it was saved before that",
            Saved::Unknown => "whether it was saved is not certain",
        }
    }
}

/// What can be damaged of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// What is needed to open it: keys, or a whole file that is missing.
    Opening,
    /// The index, which can be made anew from the records.
    Index,
    /// Records, or anything else.
    Records,
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
    /// What only the application knows.
    Application,
    /// Input that cannot be used.
    Invalid,
    /// Damage.
    Damaged,
    /// A newer format.
    Newer,
    /// Disk full, read-only or failing.
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
            Self::DiskFull | Self::ReadOnly | Self::Disk { .. } => ErrorKind::Disk,
            Self::Write(error) => error.source.kind(),
            Self::Elsewhere { source, .. } => source.kind(),
            Self::Busy | Self::InWork(_) => ErrorKind::Busy,
            Self::Application(_) => ErrorKind::Application,
            Self::Invalid(_) => ErrorKind::Invalid,
            Self::Refused(_) | Self::NoHome => ErrorKind::Refused,
            Self::Connection(_) => ErrorKind::Connection,
            Self::Io { .. } => ErrorKind::Unexpected,
        }
    }

    /// Records, or something else of the vault, that do not hold what they should.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::damaged_part(Part::Records, what)
    }

    /// A part of the vault that does not hold what it should.
    pub fn damaged_part(part: Part, what: impl Into<String>) -> Self {
        let what = what.into();
        Self::Damaged { part, what }
    }

    /// The same of another place than the vault's own folder, if it is about a place at all.
    #[must_use]
    pub(crate) fn elsewhere(self, place: &Path) -> Self {
        match (self.kind(), self) {
            // Of the vault nothing was to be saved.
            (_, Self::Write(error)) => error.source.elsewhere(place),
            (_, told @ Self::Elsewhere { .. }) => told,
            (
                ErrorKind::Disk | ErrorKind::Damaged | ErrorKind::Busy | ErrorKind::Unexpected,
                other,
            ) => Self::Elsewhere {
                place: place.to_owned(),
                source: Box::new(other),
            },
            (_, other) => other,
        }
    }

    /// What the operating system said while something was to be written.
    pub fn io(what: impl Into<String>, source: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let what = what.into();
        match source.kind() {
            Io::StorageFull | Io::QuotaExceeded | Io::FileTooLarge => Self::DiskFull,
            Io::ReadOnlyFilesystem | Io::PermissionDenied => Self::ReadOnly,
            _ if is_device_fault(&source) => Self::Disk { what, source },
            _ => Self::Io { what, source },
        }
    }

    /// A file that cannot be read; nothing was to be written.
    pub(crate) fn reading(name: &str, source: std::io::Error) -> Self {
        let what = format!("reading {name}");
        match is_device_fault(&source) {
            true => Self::Disk { what, source },
            false => Self::Io { what, source },
        }
    }

    /// Where the disk keeps a vault from being opened for writing, nothing of what was to be written is there.
    pub(crate) fn opening(error: store::OpenError, writing: bool) -> Self {
        let error = Self::from(error);
        if writing && error.kind() == ErrorKind::Disk {
            return error.unsaved();
        }
        error
    }

    /// Whether what was to be saved is on the disk; `None` where nothing was to be, or the input was refused.
    pub fn saved(&self) -> Option<Saved> {
        match self {
            Self::Write(error) => Some(error.saved),
            _ => None,
        }
    }

    /// The error of a write that had not begun to commit: where the disk or the file is at fault, it says that nothing
    /// was saved.
    #[must_use]
    pub fn unsaved(self) -> Self {
        self.having(Saved::No)
    }

    /// The error of what followed a commit.
    #[must_use]
    pub fn after_commit(self) -> Self {
        let saved = Saved::Yes;
        match self {
            Self::Write(WriteError { source, .. }) => Self::Write(WriteError { saved, source }),
            other => other.having(saved),
        }
    }

    /// The error, saying what was saved, where the disk or a file is at fault and it does not say so yet.
    pub(crate) fn having(self, saved: Saved) -> Self {
        match (self.kind(), self) {
            (_, told @ Self::Write(_)) => told,
            (
                ErrorKind::Disk | ErrorKind::Damaged | ErrorKind::Busy | ErrorKind::Unexpected,
                other,
            ) => Self::Write(WriteError {
                saved,
                source: Box::new(other),
            }),
            (_, other) => other,
        }
    }
}

/// What happened at another place than the vault's own folder, in words that blame that place.
fn elsewhere(place: &Path, source: &Error) -> String {
    let place = place.display();
    match source {
        Error::DiskFull => format!("the disk that {place} is on is full"),
        Error::ReadOnly => format!("{place} cannot be written"),
        Error::Busy => format!("another process is writing to {place} just now"),
        Error::Damaged { what, .. } => format!("{what} is damaged, in {place}"),
        other => format!("{other}, in {place}"),
    }
}

impl From<store::CommitError> for Error {
    fn from(error: store::CommitError) -> Self {
        Self::Write(WriteError {
            saved: error.saved,
            source: Box::new(error.source.into()),
        })
    }
}

impl From<store::OpenError> for Error {
    fn from(error: store::OpenError) -> Self {
        match error {
            store::OpenError::Missing => {
                Self::damaged_part(Part::Opening, "the journal (vault.redb is missing)")
            }
            store::OpenError::Exists => Self::Refused("there is a database already".into()),
            store::OpenError::Busy => Self::Busy,
            store::OpenError::NewerFormat { .. } => Self::NewerFormat,
            store::OpenError::Damaged => Self::damaged("vault.redb"),
            store::OpenError::Full => Self::DiskFull,
            store::OpenError::ReadOnly => Self::ReadOnly,
            store::OpenError::Io(source) => Self::Disk {
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
            store::StoreError::Io(source) => Self::Disk {
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
            _ => Self::damaged_part(Part::Opening, "device.age"),
        }
    }
}

impl From<seal::WrapError> for Error {
    fn from(error: seal::WrapError) -> Self {
        Self::Invalid(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_elsewhere_does_not_blame_the_journal() {
        let place = Path::new("/media/stick");
        let said = |error: Error| error.elsewhere(place).to_string();
        assert_eq!(said(Error::ReadOnly), "/media/stick cannot be written");
        assert_eq!(
            said(Error::DiskFull.unsaved()),
            "the disk that /media/stick is on is full"
        );
        assert_eq!(
            said(Error::damaged("vault.redb")),
            "vault.redb is damaged, in /media/stick"
        );
        let again = Error::Busy.elsewhere(place).elsewhere(Path::new("/"));
        assert_eq!(again.kind(), ErrorKind::Busy);
        assert_eq!(
            again.to_string(),
            "another process is writing to /media/stick just now"
        );
        assert_eq!(
            said(Error::WrongPassphrase),
            Error::WrongPassphrase.to_string()
        );
    }
}
