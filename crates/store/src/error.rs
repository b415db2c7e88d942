//! What can go wrong with the file, one enum per operation, told apart by what a person can do about it.

use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};

use replica::Head;

/// Why a store cannot be created or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("the vault's database is missing")]
    Missing,
    /// There is a file already, where a new one was to be created.
    #[error("there is a database already")]
    Exists,
    /// Another process holds the file in a way that excludes us.
    #[error("another process holds the vault's database")]
    Busy,
    /// Written by a newer program; nothing was touched.
    #[error("the vault's database has format {found}, which needs a newer version")]
    NewerFormat {
        /// The format found in the file.
        found: u32,
    },
    /// Not a store, an empty one, or damaged beyond what a repair could restore.
    #[error("the vault's database is damaged")]
    Damaged,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file or its file system cannot be written.
    #[error("the vault's database cannot be written")]
    ReadOnly,
    /// Anything else the system reported.
    #[error("the vault's database cannot be opened")]
    Io(#[source] io::Error),
}

/// Whether an operation that failed has left what it was to save on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// Nothing of it was saved, nor will it show later.
    No,
    /// All of it is durable; what failed came afterwards.
    Yes,
    /// The disk did not say: all of it may be there, or nothing.
    Unknown,
}

/// Why a commit failed, and whether it took place.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct CommitError {
    /// Whether what was committed is on the disk.
    pub saved: Saved,
    /// What failed.
    pub source: StoreError,
}

/// Why reading from or writing to an open store failed. After [`Self::Full`] or [`Self::Io`] the store must be opened again
/// before it works; only a commit can have saved anything ([`CommitError::saved`]).
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The store was opened for reading, or its file system cannot be written.
    #[error("the vault's database cannot be written")]
    ReadOnly,
    /// The file does not hold what was written to it.
    #[error("the vault's database is damaged")]
    Damaged,
    /// Another transaction did not end in time.
    #[error("another process is writing to the vault's database")]
    Busy,
    /// Anything else the system reported.
    #[error("the vault's database failed")]
    Io(#[source] io::Error),
}

/// Why a record was not appended. The transaction can go on.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// It is not the record after the log's last: a repeated one, or one with others missing before it.
    #[error("the record does not follow the end of its log")]
    NotNext {
        /// Where the log ends; `None` when nothing of it is held.
        head: Option<Head>,
    },
    /// It has the next number, but follows another record than the log's last: a fork.
    #[error("the record follows another record than its log's last")]
    Fork {
        /// Where the log ends here.
        head: Head,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an I/O error means, on opening and afterwards alike.
enum Cause {
    Full,
    ReadOnly,
    Damaged,
    Other,
}

fn cause(error: &io::Error) -> Cause {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Cause::Full,
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Cause::ReadOnly,
        // A file that ends too early, or is no database at all.
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData => Cause::Damaged,
        _ => Cause::Other,
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::AlreadyExists => Self::Exists,
            _ => match cause(&error) {
                Cause::Full => Self::Full,
                Cause::ReadOnly => Self::ReadOnly,
                Cause::Damaged => Self::Damaged,
                Cause::Other => Self::Io(error),
            },
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::ReadOnly => Self::ReadOnly,
            StoreError::Damaged => Self::Damaged,
            StoreError::Busy => Self::Busy,
            StoreError::Io(error) => Self::Io(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match cause(&error) {
            Cause::Full => Self::Full,
            Cause::ReadOnly => Self::ReadOnly,
            Cause::Damaged => Self::Damaged,
            Cause::Other => Self::Io(error),
        }
    }
}

impl From<redb::StorageError> for StoreError {
    fn from(error: redb::StorageError) -> Self {
        match error {
            redb::StorageError::Corrupted(_) => Self::Damaged,
            redb::StorageError::Io(error) => error.into(),
            other => Self::Io(io::Error::other(other)),
        }
    }
}

impl From<redb::TableError> for StoreError {
    fn from(error: redb::TableError) -> Self {
        match error {
            redb::TableError::Storage(error) => error.into(),
            // Every table is made with the store, so one that is missing or different was lost.
            _ => Self::Damaged,
        }
    }
}

impl From<redb::TransactionError> for StoreError {
    fn from(error: redb::TransactionError) -> Self {
        match error {
            redb::TransactionError::Storage(error) => error.into(),
            redb::TransactionError::WouldBlock => Self::Busy,
            other => Self::Io(io::Error::other(other.to_string())),
        }
    }
}

impl From<redb::CommitError> for StoreError {
    fn from(error: redb::CommitError) -> Self {
        match error {
            redb::CommitError::Storage(error) => error.into(),
            // An operation panicked within the transaction, which only damage makes it do.
            _ => Self::Damaged,
        }
    }
}

impl From<redb::CompactionError> for StoreError {
    fn from(error: redb::CompactionError) -> Self {
        match error {
            redb::CompactionError::Storage(error) => error.into(),
            _ => Self::Busy,
        }
    }
}

impl From<redb::DatabaseError> for StoreError {
    fn from(error: redb::DatabaseError) -> Self {
        match error {
            redb::DatabaseError::Storage(error) => error.into(),
            redb::DatabaseError::UpgradeRequired(_) | redb::DatabaseError::RepairAborted => {
                Self::Damaged
            }
            _ => Self::Busy,
        }
    }
}

/// Runs what touches the file's pages. redb panics on some kinds of damage; that must not end the process.
pub(crate) fn guarded<T, E: From<StoreError>>(
    operation: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(operation)).unwrap_or_else(|_| Err(StoreError::Damaged.into()))
}
