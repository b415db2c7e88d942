//! What a device shows of itself to become a member, with proof that it holds its keys.

use ed25519_dalek::{Signer, SigningKey};

use crate::codec::{CodecError, Reader, put_bytes};
use crate::hash::{label, labelled_hash, signed_by};
use crate::ids::{DeviceId, LinkId};
use crate::limits;

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads, writes, adds and removes.
    Owner,
    /// Reads only.
    Reader,
    /// Carries sealed records both ways; has no key and writes nothing.
    Keeper,
}

impl Role {
    const fn byte(self) -> u8 {
        match self {
            Self::Owner => 1,
            Self::Reader => 2,
            Self::Keeper => 3,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        match reader.u8()? {
            1 => Ok(Self::Owner),
            2 => Ok(Self::Reader),
            3 => Ok(Self::Keeper),
            _ => Err(CodecError::UnknownTag),
        }
    }
}

/// A device's public keys and role, signed by the keys that can sign.
///
/// A certificate is good for one role, and for every space that an owner puts it into: owners bring each
/// other into the shares they make while the other is away. Nobody can put another recipient or
/// link key under a device's name; membership comes from the operation that carries the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCertificate {
    /// The signing key.
    pub device: DeviceId,
    /// The transport key.
    pub link: LinkId,
    /// The age recipient (`age1…`) that keys are wrapped for.
    pub recipient: String,
    /// What the device may do.
    pub role: Role,
    /// The device's name, sealed to the space; at most [`limits::NAME_BYTES_MAX`].
    pub name: Vec<u8>,
    /// Signatures over the certificate by the signing key and by the link key.
    pub proofs: [[u8; 64]; 2],
}

impl DeviceCertificate {
    /// Makes the certificate of the device that holds both keys.
    ///
    /// # Errors
    /// One key used as both, a recipient that is not `age1…`, or a name that is too long.
    pub fn sign(
        role: Role,
        recipient: String,
        name: Vec<u8>,
        device_key: &SigningKey,
        link_key: &SigningKey,
    ) -> Result<Self, CertificateError> {
        let mut certificate = Self {
            device: DeviceId::from_bytes(device_key.verifying_key().to_bytes()),
            link: LinkId::from_bytes(link_key.verifying_key().to_bytes()),
            recipient,
            role,
            name,
            proofs: [[0; 64]; 2],
        };
        certificate.verify_shape()?;
        certificate.proofs = [
            device_key
                .sign(&certificate.signed(label::CERTIFICATE_DEVICE))
                .to_bytes(),
            link_key
                .sign(&certificate.signed(label::CERTIFICATE_LINK))
                .to_bytes(),
        ];
        Ok(certificate)
    }

    /// Checks both proofs, and the shape of the fields.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self) -> Result<(), CertificateError> {
        self.verify_shape()?;
        let [by_device, by_link] = &self.proofs;
        let device = self.signed(label::CERTIFICATE_DEVICE);
        let link = self.signed(label::CERTIFICATE_LINK);
        if signed_by(self.device.as_bytes(), &device, by_device)
            && signed_by(self.link.as_bytes(), &link, by_link)
        {
            Ok(())
        } else {
            Err(CertificateError::BadProof)
        }
    }

    /// The certificate on its own, as pairing sends it.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Reads what [`DeviceCertificate::encode`] wrote; the proofs are not checked.
    ///
    /// # Errors
    /// Anything that is not exactly such an encoding.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        let certificate = Self::read(&mut reader)?;
        reader.end()?;
        Ok(certificate)
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.write_fields(out);
        for proof in &self.proofs {
            out.extend_from_slice(proof);
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        Ok(Self {
            role: Role::read(reader)?,
            device: DeviceId::from_bytes(reader.array()?),
            link: LinkId::from_bytes(reader.array()?),
            recipient: read_recipient(reader)?,
            name: reader.bytes(limits::NAME_BYTES_MAX)?.to_vec(),
            proofs: [reader.array()?, reader.array()?],
        })
    }

    fn write_fields(&self, out: &mut Vec<u8>) {
        out.push(self.role.byte());
        out.extend_from_slice(self.device.as_bytes());
        out.extend_from_slice(self.link.as_bytes());
        put_bytes(out, self.recipient.as_bytes());
        put_bytes(out, &self.name);
    }

    fn signed(&self, label: &str) -> [u8; 32] {
        let mut fields = Vec::new();
        self.write_fields(&mut fields);
        labelled_hash(label, &[&fields])
    }

    fn verify_shape(&self) -> Result<(), CertificateError> {
        if self.device.as_bytes() == self.link.as_bytes() {
            return Err(CertificateError::OneKeyForBoth);
        }
        if !is_recipient(&self.recipient) {
            return Err(CertificateError::BadRecipient);
        }
        if self.name.len() > limits::NAME_BYTES_MAX {
            return Err(CertificateError::NameTooLong);
        }
        Ok(())
    }
}

/// Whether this could be the text of a recipient; only the sealing side knows for certain.
fn is_recipient(text: &str) -> bool {
    text.len() <= limits::RECIPIENT_BYTES_MAX
        && text.starts_with("age1")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

pub(crate) fn read_recipient(reader: &mut Reader<'_>) -> Result<String, CodecError> {
    let bytes = reader.bytes(limits::RECIPIENT_BYTES_MAX)?;
    let text = str::from_utf8(bytes).map_err(|_| CodecError::Invalid)?;
    if is_recipient(text) {
        Ok(text.to_owned())
    } else {
        Err(CodecError::Invalid)
    }
}

/// Why a certificate is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Signing key and link key are the same.
    #[error("one key is used both for signing and for the link")]
    OneKeyForBoth,
    /// The recipient is not an age recipient.
    #[error("the recipient is not an age recipient")]
    BadRecipient,
    /// The sealed name is too long.
    #[error("the name is too long")]
    NameTooLong,
    /// A proof is missing: not these keys, or something was changed.
    #[error("the device does not prove that it holds its keys")]
    BadProof,
}
