//! The key of what is carried through a folder. It follows from the home space's id, so that a locked device can carry;
//! what it seals are records that are sealed already, and what only says which there are.

use std::fmt;

use age::x25519;
use replica::{SpaceId, labelled_hash};
use zeroize::Zeroizing;

use crate::device::identity_from;
use crate::envelope;
use crate::kit::RecoveryKit;
use crate::packing;
use crate::secret::Plaintext;
use crate::space::{OpenError, RECIPIENTS_MAX, WrapError};

/// Keeps the derived key apart from every other use of the hash.
const LABEL: &str = "still/v1/carry-key";

/// Opens every pack and manifest of a journal. Cannot be printed or cloned.
pub struct FolderKey {
    identity: x25519::Identity,
    secret: Zeroizing<[u8; 32]>,
}

impl FolderKey {
    /// That of the journal with this home space.
    pub fn of(home: SpaceId) -> Self {
        let secret = Zeroizing::new(labelled_hash(LABEL, &[home.as_bytes()]));
        Self {
            identity: identity_from(*secret),
            secret,
        }
    }

    /// The secret behind it, which also makes the names in folders.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// Seals, padded with zeros to a size that says little, to this key and to recovery kits (`age1…`).
    ///
    /// # Errors
    /// [`WrapError::BadRecipient`] for what is no recipient.
    pub fn seal(&self, plaintext: &[u8], kits: &[String]) -> Result<Vec<u8>, WrapError> {
        let parse = |text: &String| {
            envelope::recipient(text).ok_or_else(|| WrapError::BadRecipient(text.clone()))
        };
        let kits = kits.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        let own = self.identity.to_public();
        let recipients = envelope::distinct([vec![own], kits].concat());
        let mut padded = Plaintext::with_capacity(Self::padded(plaintext.len()));
        padded.push(plaintext);
        padded.buffer().resize(Self::padded(plaintext.len()), 0);
        Ok(envelope::seal(recipients.iter(), padded.as_bytes()))
    }

    /// Opens what was sealed to this key; the padding is still behind it.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(&self, sealed: &[u8]) -> Result<Plaintext, OpenError> {
        let identity = [&self.identity].into_iter();
        Ok(envelope::open_sealed(sealed, RECIPIENTS_MAX, identity)?)
    }

    /// How long so many bytes are once they are padded.
    pub fn padded(bytes: usize) -> usize {
        packing::bucket(bytes)
    }
}

impl RecoveryKit {
    /// Opens a file of a folder that was sealed to this kit, too; the padding is still behind it.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_carried(&self, sealed: &[u8]) -> Result<Plaintext, OpenError> {
        let identity = [self.identity()].into_iter();
        Ok(envelope::open_sealed(sealed, RECIPIENTS_MAX, identity)?)
    }
}

impl fmt::Debug for FolderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FolderKey(…)")
    }
}
