//! What a document is. The kind travels beside the document, so that nothing need be loaded to know it.

use crate::document::{Document, DocumentKind};
use crate::worksheet::part::part_of;

/// The kind of a document. Kinds this program does not know are kept and passed on untouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A journal entry.
    Entry,
    /// A filled worksheet of a journey.
    Worksheet,
    /// A journey through the steps.
    Journey,
    /// A worksheet definition of the owner's own.
    Definition,
    /// A share: what is published to whom.
    Share,
    /// A sealed page that was given away, or a note that came back from one.
    Note,
    /// What the person chose for all their devices.
    Settings,
    /// A kind of a later program; never one of the numbers above.
    Unknown(u8),
}

impl Kind {
    /// The kind with this number.
    pub const fn from_byte(byte: u8) -> Self {
        match byte {
            1 => Self::Entry,
            2 => Self::Worksheet,
            3 => Self::Journey,
            4 => Self::Definition,
            5 => Self::Share,
            8 => Self::Note,
            9 => Self::Settings,
            other => Self::Unknown(other),
        }
    }

    /// The number that stands for this kind in records.
    pub const fn to_byte(self) -> u8 {
        match self {
            Self::Entry => 1,
            Self::Worksheet => 2,
            Self::Journey => 3,
            Self::Definition => 4,
            Self::Share => 5,
            Self::Note => 8,
            Self::Settings => 9,
            Self::Unknown(other) => other,
        }
    }

    /// The part of a document of this kind that a key belongs to: an item of a list or log.
    pub fn part(self, key: &str) -> Option<String> {
        match self {
            Self::Entry | Self::Unknown(_) => None,
            _ => part_of(key),
        }
    }
}

impl DocumentKind for Kind {
    fn byte(self) -> u8 {
        self.to_byte()
    }

    /// Entries and worksheets only: what a share shows no more is gone for its reader, whoever published meanwhile.
    fn edits_outlive_deletion(self) -> bool {
        matches!(self, Self::Entry | Self::Worksheet)
    }
}

impl Document {
    /// What the document is.
    pub const fn kind(&self) -> Kind {
        Kind::from_byte(self.kind_byte())
    }
}
