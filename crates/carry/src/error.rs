//! What can keep records from being carried.

use std::io;

use jiff::Timestamp;

/// Why nothing, or not everything, was carried. What was taken in before stays.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CarryError {
    /// Another process of this vault carries just now.
    #[error("another process is carrying for this journal just now")]
    Busy,
    /// There is no folder at that place.
    #[error("there is no folder there: it is not plugged in, not mounted, or called otherwise")]
    NotThere,
    /// The folder does not hold what was there before.
    #[error(
        "this is not the folder that was here before: it is not mounted, was emptied, or another one lies in its place"
    )]
    NotThatFolder {
        /// What it is called.
        name: String,
        /// When it was last carried through.
        last: Option<Timestamp>,
    },
    /// It lies within the vault.
    #[error("a folder inside of the journal's own folder would be no second place")]
    Inside,
    /// The name cannot be used.
    #[error("{0}")]
    Name(String),
    /// No folder is called so.
    #[error("no folder is called {name:?}; {}", known_words(known))]
    NoSuch {
        /// What was looked for.
        name: String,
        /// What folders are called that are known.
        known: Vec<String>,
    },
    /// The folder cannot be read or written.
    #[error("the folder cannot be used")]
    Folder(#[source] io::Error),
    /// The folder can be read and not written.
    #[error("the folder cannot be written")]
    ReadOnly(#[source] io::Error),
    /// There is no room in the folder.
    #[error("there is no room left in the folder")]
    Full,
    /// What was written there reads back as something else.
    #[error(
        "what was written into the folder does not read back: its disk may be failing, or is removed"
    )]
    NotReadBack,
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

impl From<io::Error> for CarryError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Io;
        match error.kind() {
            Io::StorageFull | Io::QuotaExceeded => Self::Full,
            _ => Self::Folder(error),
        }
    }
}

impl CarryError {
    /// What opening a folder came to.
    #[must_use]
    pub fn opening(error: io::Error) -> Self {
        use io::ErrorKind as Io;
        match error.kind() {
            Io::NotFound | Io::NotADirectory => Self::NotThere,
            _ => Self::Folder(error),
        }
    }

    /// What writing there came to.
    pub(crate) fn writing(error: io::Error) -> Self {
        use io::ErrorKind as Io;
        match error.kind() {
            Io::ReadOnlyFilesystem | Io::PermissionDenied => Self::ReadOnly(error),
            _ => error.into(),
        }
    }
}

fn known_words(known: &[String]) -> String {
    match known.is_empty() {
        true => "there is none".to_owned(),
        false => format!("there are: {}", known.join(", ")),
    }
}
