//! What an archive holds, as plain data.

use std::io::Read;

use journal::{EntryFields, SheetRow};

use crate::archive::Archive;
use crate::archive::base64::Base64;
use crate::kind::Kind;
use crate::refusal::Refusal;
use crate::report::Report;

/// An entry from elsewhere.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called there: the same whenever the same archive is read.
    pub id: String,
    /// [`likeness`](crate::likeness) of what came.
    pub hash: [u8; 32],
    /// What it says.
    pub fields: EntryFields,
    /// Whether it goes to the deleted ones.
    pub deleted: bool,
    /// The keys of flagged sentences that were kept; of our own lines only.
    pub kept_sentences: Vec<String>,
    /// Its photographs and other files, in their order.
    pub files: Vec<Attachment>,
    /// Where it stands, for people.
    pub place: String,
}

/// A photograph or other file of an entry, as it lies in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called there. Only a name, whatever it looks like.
    pub name: String,
    /// Its length as the archive says it.
    pub bytes: u64,
    /// A line about it; may be empty.
    pub caption: String,
    /// The SHA-256 that its bytes must have; of our own archives only. They are kept as they are then.
    pub sha256: Option<[u8; 32]>,
    pub(crate) member: String,
    /// Where in the member it stands as base64, and how many characters; `None` where the member is the file.
    pub(crate) base64: Option<(u64, u64)>,
}

/// Where the bytes of attachments are read from.
#[derive(Debug)]
pub struct Attachments(pub(crate) Archive);

impl Attachments {
    /// The bytes of an attachment, which end with an error if there are other bytes than the archive says.
    ///
    /// # Errors
    /// [`Refusal`] where it is not there any more, or cannot be read.
    pub fn open(&self, attachment: &Attachment) -> Result<Box<dyn Read + '_>, Refusal> {
        let Some(member) = self.0.get(&attachment.member) else {
            return Err(Refusal::of(&attachment.name, "is not in the archive"));
        };
        match attachment.base64 {
            None => self.0.reader(member),
            Some((at, length)) => {
                let text = self.0.reader_at(member, at)?.take(length);
                Ok(Box::new(Base64::new(text)))
            }
        }
    }
}

/// A worksheet, definition, journey or note of our own lines.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its id there.
    pub id: String,
    /// Its value.
    pub row: SheetRow,
}

/// What an archive holds.
#[derive(Debug)]
pub struct Moved {
    /// Of which journal it is.
    pub kind: Kind,
    /// In the order of the archive.
    pub entries: Vec<Entry>,
    /// Of our own lines only.
    pub worksheets: Vec<Sheet>,
    /// Of our own lines only.
    pub definitions: Vec<Sheet>,
    /// Of our own lines only.
    pub journeys: Vec<Sheet>,
    /// Of our own lines only: what others wrote about entries and worksheets.
    pub notes: Vec<Sheet>,
    /// What the files of entries are read from.
    pub attachments: Attachments,
    /// What is carried and what is not.
    pub report: Report,
}
