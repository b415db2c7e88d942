//! Chunks of files: photographs, sound, whatever belongs to an entry. Each file has a key of its own, an age identity, which lies
//! where the file is named; each chunk is an age file for that identity.
//!
//! Inside the envelope lies a piece of the file, then zero bytes up to the Padmé size of the piece. A whole piece of 256 KiB needs
//! none, so only the last chunk of a file shows anything of its length, and that rounded. Nothing is compressed, so that stock age
//! gives what can be read.

use std::fmt;

use age::x25519;
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::device::{identity_from, parse_identity};
use crate::envelope;
use crate::packing::bucket;
use crate::secret::Plaintext;
use crate::space::OpenError;

/// The key of one file. Cannot be printed.
pub struct FileKey(x25519::Identity);

impl FileKey {
    /// A key from secret random bytes.
    pub fn generate(secret: [u8; 32]) -> Self {
        Self(identity_from(secret))
    }

    /// Reads what [`FileKey::to_text`] gave; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        parse_identity(text).map(Self)
    }

    /// One line, `AGE-SECRET-KEY-1…`: an identity that stock age takes.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// Seals a piece of the file. The same input never gives the same output.
    pub fn seal(&self, piece: &[u8]) -> Vec<u8> {
        let padded = bucket(piece.len());
        let mut plain = Plaintext::with_capacity(padded);
        plain.push(piece);
        plain.buffer().resize(padded, 0);
        envelope::seal([&self.0.to_public()].into_iter(), plain.as_bytes())
    }

    /// Opens a chunk that holds so many bytes of the file; nothing is released unless all of it is authentic.
    ///
    /// # Errors
    /// [`OpenError`], also where it holds another number of bytes.
    pub fn open(&self, sealed: &[u8], bytes: usize) -> Result<Plaintext, OpenError> {
        let mut plain = envelope::open_sealed(sealed, 1, [&self.0].into_iter())?;
        let padding = plain.as_bytes().get(bytes..).ok_or(OpenError::Damaged)?;
        if plain.as_bytes().len() != bucket(bytes) || padding.iter().any(|byte| *byte != 0) {
            return Err(OpenError::Damaged);
        }
        plain.buffer().truncate(bytes);
        Ok(plain)
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey")
    }
}
