//! Types for what must not be printed, copied or left in memory: a passphrase and opened plaintext.

use std::fmt;

use secrecy::SecretString;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// A passphrase as the person meant it: Unicode NFC, so that two keyboards spelling "é" differently agree; nothing is
/// trimmed, since a space may be meant. Cannot be printed, cloned or compared.
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Takes what was typed. The given string is overwritten before it is released.
    pub fn new(mut typed: String) -> Self {
        // Sized exactly: a string that grows or shrinks leaves copies of itself behind.
        let mut normal = String::with_capacity(typed.nfc().map(char::len_utf8).sum());
        normal.extend(typed.nfc());
        typed.zeroize();
        Self(SecretString::from(normal))
    }

    pub(crate) fn secret(&self) -> SecretString {
        self.0.clone()
    }
}

/// Opened bytes, overwritten when dropped. Best effort: buffers inside the decompressor and copies made by the operating
/// system (swap, hibernation) are out of reach.
pub struct Plaintext(Zeroizing<Vec<u8>>);

impl Plaintext {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// An empty one that can take `capacity` bytes without moving.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    /// Adds bytes; when they do not fit, moves to a larger buffer and overwrites the old one.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(needed.max(2 * self.0.capacity())));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
    }

    /// The buffer, for writers that were given enough capacity beforehand.
    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Plaintext({} bytes)", self.0.len())
    }
}
