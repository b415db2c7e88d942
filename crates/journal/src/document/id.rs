//! Names of things inside a space: documents, the writers of changes, and the changes themselves.
//!
//! All three are plain bytes given from outside; nothing here draws randomness.

use std::fmt;

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// How many characters of an id people are shown; more only where several in sight begin alike.
pub const SHORT_ID_CHARS: usize = 4;

/// Letters of a document id written out in full.
pub const DOC_ID_CHARS: usize = 26;

/// The name of one document (an entry, a worksheet, a journey …), unique inside its space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId([u8; 16]);

impl DocId {
    /// A document id from its 16 bytes; any bytes are a valid id.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The first `n` letters of the text form (at most all 26).
    pub fn shorten(&self, n: usize) -> String {
        let mut text = self.to_string();
        text.truncate(n);
        text
    }

    /// The smallest and the largest id whose text form starts with `text`, both inclusive.
    ///
    /// Case does not matter, and the digits that people type for look-alike letters (0, 1, 8) are
    /// understood as o, l and b.
    ///
    /// # Errors
    /// When the text is empty, longer than an id, or holds a character no id can contain.
    pub fn prefix_bounds(text: &str) -> Result<(Self, Self), PrefixError> {
        if text.is_empty() {
            return Err(PrefixError::Empty);
        }
        let (mut low, mut high) = (0u128, 0u128);
        let mut bits_left = 128u32;
        for (place, letter) in text.chars().enumerate() {
            if place >= DOC_ID_CHARS {
                return Err(PrefixError::TooLong);
            }
            let five = base32_value(letter).ok_or(PrefixError::NotALetter(letter))?;
            if bits_left >= 5 {
                bits_left -= 5;
                low |= u128::from(five) << bits_left;
            } else {
                // The last letter carries three bits of the id; its other two are always zero.
                if five & 0b11 != 0 {
                    return Err(PrefixError::NotALetter(letter));
                }
                low |= u128::from(five >> 2);
                bits_left = 0;
            }
        }
        high |= low;
        if bits_left > 0 {
            high |= (1u128 << bits_left) - 1;
        }
        Ok((Self(low.to_be_bytes()), Self(high.to_be_bytes())))
    }
}

fn base32_value(letter: char) -> Option<u8> {
    match letter.to_ascii_lowercase() {
        letter @ 'a'..='z' => Some(letter as u8 - b'a'),
        digit @ '2'..='7' => Some(digit as u8 - b'2' + 26),
        '0' => base32_value('o'),
        '1' => base32_value('l'),
        '8' => base32_value('b'),
        _ => None,
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
    }
}

impl fmt::Debug for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocId({})", self.shorten(10))
    }
}

/// Why a beginning of a document id was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PrefixError {
    /// Nothing was given.
    #[error("an id, or its first letters, is needed")]
    Empty,
    /// More letters than an id has.
    #[error("an id has {DOC_ID_CHARS} letters, this is longer")]
    TooLong,
    /// A character that no id contains at this place.
    #[error("{0:?} cannot be part of an id (letters a to z and digits 2 to 7)")]
    NotALetter(char),
}

/// The writer of changes in one document: one log writing to one document.
///
/// Automerge allows each actor one single line of changes. Deriving the actor from the log and the
/// document keeps that true even when a vault is restored, since a restored vault opens a new log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor([u8; 16]);

impl Actor {
    /// The actor of the log with these bytes in this document.
    pub fn derive(log_bytes: &[u8], doc: DocId) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"still/v1/actor\0");
        hasher.update(log_bytes);
        hasher.update(doc.0);
        let hash: [u8; 32] = hasher.finalize().into();
        let mut actor = [0; 16];
        actor.copy_from_slice(&hash[..16]);
        Self(actor)
    }

    /// An actor from its 16 bytes, as found in a change.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Actor({})", HEXLOWER.encode(&self.0[..5]))
    }
}

/// The name of one change: the SHA-256 hash that Automerge gives it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeHash([u8; 32]);

impl ChangeHash {
    /// A change hash from its 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ChangeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for ChangeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChangeHash({})", HEXLOWER.encode(&self.0[..5]))
    }
}
