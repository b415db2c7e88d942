//! A handout: content that leaves the vault for good, sealed to words that are drawn for it and told to nobody but the
//! person here.

use std::fmt;

use seal::{Passphrase, seal_handout};

use crate::members::words::words_for;
use crate::vault::{Confirmed, Vault};

/// Words of a handout: 64 bits, one byte a word, as the file may lie in a mailbox for years.
const HANDOUT_WORDS: usize = 8;

/// A sealed handout and the words that open it. Neither is kept here.
pub struct Handout {
    /// In their order. As a passphrase they are joined by single spaces.
    pub words: [&'static str; HANDOUT_WORDS],
    /// An age file.
    pub file: Vec<u8>,
}

impl Vault {
    /// Seals content to words that are drawn now. Takes about a second. Nothing is saved.
    pub fn seal_handout(&self, content: &[u8], _: &Confirmed) -> Handout {
        let words = words_for(self.env().random::<HANDOUT_WORDS>());
        let file = seal_handout(&Passphrase::new(words.join(" ")), content);
        Handout { words, file }
    }
}

impl fmt::Debug for Handout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handout({} bytes)", self.file.len())
    }
}
