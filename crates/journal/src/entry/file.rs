//! Files of an entry: photographs, sound, whatever belongs to it. The document says what a file is, and how its bytes are
//! found and opened; the bytes lie beside the records.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use crate::entry::{
    CAPTION_CHARS_MAX, CHUNK_BYTES, EntryError, FILE_BYTES_MAX, FILE_NAME_BYTES_MAX,
    FILES_BYTES_MAX, FILES_MAX,
};
use crate::worksheet::id::ItemId;

/// Longest media type, in bytes.
const TYPE_BYTES_MAX: usize = 100;
/// Longest key, in bytes.
const KEY_BYTES_MAX: usize = 128;
/// Bytes that a file may be said with; more is not understood.
const TEXT_BYTES_MAX: usize = 96 << 10;

/// A SHA-256: of all bytes of a file, or of a sealed chunk, which is its name. As text 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileHash([u8; 32]);

impl FileHash {
    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:.8}")
    }
}

impl Serialize for FileHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        let bytes = HEXLOWER.decode(text.as_bytes()).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("a hash has 64 hexadecimal digits"))
    }
}

/// A file of an entry.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryFile {
    /// Tells it from the other files of the entry: the text of an [`ItemId`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What it was called, one line. It is no path, whatever it looks like.
    pub name: String,
    /// Its media type, by its bytes.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of all of it.
    pub sha256: FileHash,
    /// What opens its chunks, and nothing else: an age identity.
    pub key: String,
    /// Its chunks in order, each named by the SHA-256 of its sealed bytes.
    pub chunks: Vec<FileHash>,
    /// Its place among the files of the entry; of equal ones the id decides.
    pub order: u32,
    /// A line about it; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// What a newer program says of it.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Json>,
}

/// The key is not shown.
impl fmt::Debug for EntryFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "EntryFile({:?}, {} bytes, {:?})",
            self.name, self.bytes, self.sha256
        )
    }
}

/// A file as people and other programs are told of it: without what opens it.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    media_type: &'a str,
    bytes: u64,
    sha256: FileHash,
    #[serde(skip_serializing_if = "str::is_empty")]
    caption: &'a str,
}

/// Writes files without what opens them.
pub(super) fn told<S: Serializer>(files: &[EntryFile], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(files.iter().map(|file| Told {
        id: &file.id,
        name: &file.name,
        media_type: &file.media_type,
        bytes: file.bytes,
        sha256: file.sha256,
        caption: &file.caption,
    }))
}

impl EntryFile {
    /// Its name and its caption, for people.
    pub fn words(&self) -> String {
        match self.caption.as_str() {
            "" => self.name.clone(),
            caption => format!("{} ({caption})", self.name),
        }
    }

    /// Bytes of the file in one of its chunks, counted from 0.
    pub fn bytes_in(&self, chunk: usize) -> usize {
        let before = (chunk as u64).saturating_mul(CHUNK_BYTES as u64);
        let left = self.bytes.saturating_sub(before).min(CHUNK_BYTES as u64);
        usize::try_from(left).unwrap_or(CHUNK_BYTES)
    }

    /// Whether an entry can hold it.
    ///
    /// # Errors
    /// What of it makes no sense, or is too large.
    pub fn check(&self) -> Result<(), EntryError> {
        if self.bytes > FILE_BYTES_MAX {
            return Err(EntryError::FileTooLarge(self.name.clone()));
        }
        let line = |text: &str| !text.chars().any(char::is_control);
        let named = !self.name.is_empty() && self.name.len() <= FILE_NAME_BYTES_MAX;
        let captioned = self.caption.chars().count() <= CAPTION_CHARS_MAX;
        let is_typed = self.media_type.len() <= TYPE_BYTES_MAX && self.media_type.is_ascii();
        let is_whole = self.chunks.len() as u64 == self.bytes.div_ceil(CHUNK_BYTES as u64);
        let is_sound = named
            && captioned
            && is_typed
            && is_whole
            && self.key.len() <= KEY_BYTES_MAX
            && self.key.is_ascii()
            && [&self.name, &self.caption, &self.media_type]
                .iter()
                .all(|text| line(text))
            && ItemId::from_str(&self.id).is_ok();
        is_sound
            .then_some(())
            .ok_or_else(|| EntryError::File(self.name.chars().take(FILE_NAME_BYTES_MAX).collect()))
    }

    /// As it lies in the document, under its id.
    pub(super) fn stored(&self) -> String {
        let without_id = Self {
            id: String::new(),
            ..self.clone()
        };
        serde_json::to_string(&without_id).expect("a file always serialises")
    }

    /// What [`EntryFile::stored`] wrote; `None` for what makes no sense.
    pub(super) fn read(id: &str, text: &str) -> Option<Self> {
        let read = (text.len() <= TEXT_BYTES_MAX).then(|| serde_json::from_str(text).ok())?;
        let file = Self {
            id: id.to_owned(),
            ..read?
        };
        file.check().is_ok().then_some(file)
    }
}

/// Whether these files fit into one entry.
pub(super) fn check(files: &[EntryFile]) -> Result<(), EntryError> {
    files.iter().try_for_each(EntryFile::check)?;
    room(files.len(), files.iter().map(|file| file.bytes).sum())
}

/// Whether an entry can have so many files with so many bytes.
pub(super) const fn room(files: usize, bytes: u64) -> Result<(), EntryError> {
    if files > FILES_MAX {
        return Err(EntryError::TooManyFiles);
    }
    if bytes > FILES_BYTES_MAX {
        return Err(EntryError::FilesTooLarge);
    }
    Ok(())
}
