//! Replies: what somebody who opened a handout sends back, sealed in their browser to a key that was made for this one
//! handout. An ordinary age v1 file for one X25519 recipient.
//!
//! Inside lies the content, then zero bytes up to the Padmé size.

use std::{fmt, iter};

use age::{Identity, x25519};
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::device::{identity_from, parse_identity};
use crate::envelope;
use crate::secret::Plaintext;
use crate::space::OpenError;

/// The key that opens replies to one handout.
pub struct ReplyKey(x25519::Identity);

impl ReplyKey {
    /// The key made of secret random bytes.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(identity_from(secret))
    }

    /// Reads the `AGE-SECRET-KEY-1…` line that [`Self::secret_text`] gives; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        parse_identity(text).map(Self)
    }

    /// The `age1…` recipient that the handout names.
    pub fn recipient(&self) -> String {
        self.0.to_public().to_string()
    }

    /// The key as one line, for the journal that keeps it.
    pub fn secret_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// Opens a reply. These are foreign bytes: the caller bounds their number, and the plaintext is never longer.
    ///
    /// # Errors
    /// [`OpenError::NotForUs`] for a file sealed to somebody else, [`OpenError::Damaged`] for any other.
    pub fn open(&self, file: &[u8]) -> Result<Plaintext, OpenError> {
        let identity = iter::once(&self.0 as &dyn Identity);
        Ok(envelope::open(file, 1, identity)?)
    }
}

impl fmt::Debug for ReplyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyKey(…)")
    }
}
