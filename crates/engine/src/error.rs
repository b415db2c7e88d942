//! What can go wrong, by operation.
//!
//! Inside the crate what goes wrong travels as [`vault::Error`], so that it passes through an open write; what only a journal
//! can meet travels in [`vault::Error::Application`]. It becomes one of these where it leaves the crate, and stays the source.
//! The errors of opening, unlocking and exchanging are those of the vault.

use std::fmt;

use journal::Label;
use vault::Error;
pub use vault::{ExchangeError, OpenError, StorageError, UnlockError};

/// Clearer names told where a name fits several.
const CANDIDATES_MAX: usize = 8;

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// [`Journal::unlock`](crate::Journal::unlock) comes first.
    #[error("the journal is locked")]
    Locked,
    /// This device reads what others share and has no journal of its own.
    #[error("this device only reads what others share; it has no journal of its own")]
    NoOwnJournal,
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

impl ReadError {
    /// Whether it says of a file that it is not here or damaged: others may still be read.
    pub(crate) fn is_about_the_file(&self) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::Storage(error) => error.kind() == vault::ErrorKind::Damaged,
            _ => false,
        }
    }
}

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// [`Journal::unlock`](crate::Journal::unlock) comes first. Nothing was saved.
    #[error("the journal is locked")]
    Locked,
    /// This device reads what others share and has no journal of its own.
    #[error("this device only reads what others share; it has no journal of its own")]
    NoOwnJournal,
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

/// What kind of thing was looked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameKind {
    /// An entry.
    Entry,
    /// An entry of a share that is read here.
    SharedEntry,
    /// An earlier version of an entry or a worksheet.
    Version,
    /// One of the eleven steps, by its number.
    Step,
    /// A worksheet, by its id.
    Worksheet,
    /// A field, a list or an item of a worksheet.
    Place,
    /// A promise or habit.
    Promise,
    /// A journey.
    Journey,
    /// A flagged sentence.
    Sentence,
    /// A share, made here or read here.
    Share,
    /// A device.
    Device,
    /// A draft.
    Draft,
    /// A note that came back from a sealed page.
    Note,
    /// A file of an entry, by its number.
    File,
    /// Something late of a removed device, by its number.
    Late,
    /// An import of this device, by its number.
    Import,
    /// A tag, an emotion or a trigger.
    Label(Label),
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entry | Self::SharedEntry => "entry",
            Self::Version => "state",
            Self::Step => "step",
            Self::Worksheet => "worksheet",
            Self::Place => "field",
            Self::Promise => "promise",
            Self::Journey => "journey",
            Self::Sentence => "mark",
            Self::Share => "share",
            Self::Device => "device",
            Self::Draft => "draft",
            Self::Note => "note",
            Self::File => "file",
            Self::Late => "late record",
            Self::Import => "import",
            Self::Label(Label::Tag) => "tag",
            Self::Label(Label::Emotion) => "emotion",
            Self::Label(Label::Trigger) => "trigger",
        })
    }
}

/// Nothing, or more than one thing, goes by a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{said}")]
#[non_exhaustive]
pub struct ResolveError {
    /// What was looked for.
    pub kind: NameKind,
    /// As it was given; empty where nothing was named.
    pub name: String,
    /// Clearer names of those it could be, at most eight; empty if there is none.
    pub candidates: Vec<String>,
    /// The removed device that wrote it, where an entry went out of sight with it.
    pub hidden_with: Option<String>,
    said: String,
}

impl ResolveError {
    /// Nothing goes by this name.
    pub(crate) fn missing(kind: NameKind, name: impl Into<String>) -> Self {
        let name = name.into();
        let what = format!("{kind} “{name}”");
        Self {
            name,
            ..Self::none(kind, what)
        }
    }

    /// There is none of what was asked for without a name: `what` follows on “there is no”.
    pub(crate) fn none(kind: NameKind, what: impl fmt::Display) -> Self {
        Self {
            kind,
            name: String::new(),
            candidates: Vec::new(),
            hidden_with: None,
            said: format!("there is no {what}"),
        }
    }

    /// A name fits several; of the clearer names the first eight are told.
    pub(crate) fn several(
        kind: NameKind,
        name: impl Into<String>,
        candidates: impl IntoIterator<Item = String>,
    ) -> Self {
        let name = name.into();
        let candidates: Vec<String> = candidates.into_iter().take(CANDIDATES_MAX).collect();
        Self {
            said: format!("“{name}” could be any of {}", candidates.join(", ")),
            kind,
            name,
            candidates,
            hidden_with: None,
        }
    }

    /// Nothing was named where there are several.
    pub(crate) fn unnamed(kind: NameKind, candidates: impl IntoIterator<Item = String>) -> Self {
        let several = Self::several(kind, "", candidates);
        Self {
            said: format!(
                "there is more than one {kind}: {}",
                several.candidates.join(", ")
            ),
            ..several
        }
    }

    /// An entry that went out of sight with the removal of the device that wrote it.
    pub(crate) fn hidden(name: &str, device: String) -> Self {
        Self {
            said: format!(
                "entry “{name}” is hidden since the removal of “{device}”, which wrote it"
            ),
            hidden_with: Some(device),
            ..Self::missing(NameKind::Entry, name)
        }
    }

    /// Whether nothing that there is, or was, goes by the name.
    pub fn is_missing(&self) -> bool {
        self.candidates.is_empty() && self.hidden_with.is_none()
    }

    /// What an error says of a name, if it is about one.
    pub(crate) fn of(error: &Error) -> Option<&Self> {
        match error {
            Error::Application(why) => why.downcast_ref(),
            _ => None,
        }
    }
}

impl From<Error> for ReadError {
    fn from(error: Error) -> Self {
        match error {
            Error::Locked => Self::Locked,
            Error::NoHome => Self::NoOwnJournal,
            Error::Invalid(why) => Self::Invalid(why),
            Error::Refused(why) => Self::Refused(why),
            Error::Application(why) => match why.downcast() {
                Ok(resolve) => Self::Resolve(*resolve),
                Err(other) => Self::Storage(Error::Application(other).into()),
            },
            other => Self::Storage(other.into()),
        }
    }
}

impl From<ReadError> for WriteError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Locked => Self::Locked,
            ReadError::NoOwnJournal => Self::NoOwnJournal,
            ReadError::Resolve(error) => Self::Resolve(error),
            ReadError::Invalid(why) => Self::Invalid(why),
            ReadError::Refused(why) => Self::Refused(why),
            ReadError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<Error> for WriteError {
    fn from(error: Error) -> Self {
        ReadError::from(error).into()
    }
}

impl From<ResolveError> for Error {
    fn from(error: ResolveError) -> Self {
        Self::Application(Box::new(error))
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        WriteError::from(error).into()
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Locked => Self::Locked,
            WriteError::NoOwnJournal => Self::NoHome,
            WriteError::Resolve(error) => error.into(),
            WriteError::Invalid(why) => Self::Invalid(why),
            WriteError::Refused(why) => Self::Refused(why),
            WriteError::Storage(error) => error.into_source(),
        }
    }
}

/// Whether an error is about the share that was being brought in order, and not about the disk or the keys: the others,
/// and the exchange, go on.
pub(crate) fn is_of_one_share(error: &Error) -> bool {
    use vault::ErrorKind::{Application, Damaged, Invalid, Refused};
    matches!(error.kind(), Application | Damaged | Invalid | Refused)
}
