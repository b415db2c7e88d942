//! Recovery kits that come later than the one a space was founded with: what a control record says of one.

use ed25519_dalek::{Signer, SigningKey};

use crate::certificate::read_recipient;
use crate::codec::{CodecError, Reader, put_bytes};
use crate::hash::{label, labelled_hash, signed_by};
use crate::ids::DeviceId;

/// A kit's public keys, with the proof that whoever made it holds the secret one. It names no space: one kit is that of all
/// spaces of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitCertificate {
    /// Its age recipient.
    pub recipient: String,
    /// Its verifying key.
    pub key: [u8; 32],
    /// Signature by that key.
    pub proof: [u8; 64],
}

impl KitCertificate {
    /// Makes the certificate of the kit whose signing key this is.
    #[must_use]
    pub fn sign(recipient: String, key: &SigningKey) -> Self {
        let mut certificate = Self {
            recipient,
            key: key.verifying_key().to_bytes(),
            proof: [0; 64],
        };
        certificate.proof = key.sign(&certificate.signed()).to_bytes();
        certificate
    }

    /// Whether the kit's own key made the proof.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        signed_by(&self.key, &self.signed(), &self.proof)
    }

    /// The kit as the author of control records.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.key)
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_bytes(out, self.recipient.as_bytes());
        out.extend_from_slice(&self.key);
        out.extend_from_slice(&self.proof);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        Ok(Self {
            recipient: read_recipient(reader)?,
            key: reader.array()?,
            proof: reader.array()?,
        })
    }

    fn signed(&self) -> [u8; 32] {
        labelled_hash(label::KIT, &[&self.key, self.recipient.as_bytes()])
    }
}
