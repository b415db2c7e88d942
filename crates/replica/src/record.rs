//! The record: a fixed clear header, a signature over it, and a body that is opaque here.
//!
//! The codec is a bijection (what decodes encodes to the same bytes), so signing and hashing the
//! header's encoding is signing and hashing the bytes that were received.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};

use crate::codec::{CodecError, Reader};
use crate::hash::{label, labelled_hash, plain_hash, signed_by};
use crate::ids::{DeviceId, RecordId, SpaceTag};
use crate::limits;
use crate::log::{Class, Head, LogId};

/// The first bytes of every record.
pub const MAGIC: [u8; 8] = *b"\x89SBREC1\n";

/// The only suite: SHA-256, Ed25519, age v1.
pub const SUITE: u8 = 1;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A membership operation with a clear body.
    Control = 1,
    /// Document changes in a sealed body.
    Data = 2,
}

impl Kind {
    /// The class of the logs that hold records of this kind.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::Control => Class::Control,
            Self::Data => Class::Data,
        }
    }

    /// Longest body of this kind, in bytes.
    #[must_use]
    pub const fn body_bytes_max(self) -> usize {
        match self {
            Self::Control => limits::CONTROL_BODY_BYTES_MAX,
            Self::Data => limits::RECORD_BODY_BYTES_MAX,
        }
    }
}

/// The clear part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the record is.
    pub kind: Kind,
    /// The space it belongs to.
    pub space: SpaceTag,
    /// Its author.
    pub device: DeviceId,
    /// Which of the author's logs of this kind.
    pub incarnation: u64,
    /// Its number in the log, from 1.
    pub number: u64,
    /// The id of the record before it; [`RecordId::ZERO`] exactly for number 1.
    pub prev: RecordId,
    /// Length of the body in bytes.
    pub body_len: u32,
    /// SHA-256 of the body.
    pub body_hash: [u8; 32],
}

impl Header {
    /// Length of the encoding in bytes.
    pub const LEN: usize = 142;

    /// Magic, suite, then the fields in their order, big-endian.
    #[must_use]
    pub fn encode(&self) -> [u8; Self::LEN] {
        let mut out = [0; Self::LEN];
        out[..8].copy_from_slice(&MAGIC);
        out[8] = SUITE;
        out[9] = self.kind as u8;
        out[10..26].copy_from_slice(self.space.as_bytes());
        out[26..58].copy_from_slice(self.device.as_bytes());
        out[58..66].copy_from_slice(&self.incarnation.to_be_bytes());
        out[66..74].copy_from_slice(&self.number.to_be_bytes());
        out[74..106].copy_from_slice(self.prev.as_bytes());
        out[106..110].copy_from_slice(&self.body_len.to_be_bytes());
        out[110..].copy_from_slice(&self.body_hash);
        out
    }

    /// Reads the header at the front of `bytes`, which may go on behind it.
    ///
    /// # Errors
    /// Anything the format forbids, and what a newer version may have written.
    pub fn decode_prefix(bytes: &[u8]) -> Result<Self, RecordError> {
        Self::read(&mut Reader::new(bytes))
    }

    /// The record's id: the labelled hash of the encoded header.
    #[must_use]
    pub fn id(&self) -> RecordId {
        let hashed = probe::planted!(
            "number_left_out_of_the_id",
            self.encode(),
            Self { number: 1, ..*self }.encode()
        );
        RecordId::from_bytes(labelled_hash(label::RECORD, &[&hashed]))
    }

    /// The log the record belongs to.
    #[must_use]
    pub const fn log(&self) -> LogId {
        LogId {
            class: self.kind.class(),
            device: self.device,
            incarnation: self.incarnation,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, RecordError> {
        if reader.array()? != MAGIC {
            return Err(RecordError::NotARecord);
        }
        let suite = reader.u8()?;
        if suite != SUITE {
            return Err(RecordError::UnknownSuite(suite));
        }
        let kind = match reader.u8()? {
            1 => Kind::Control,
            2 => Kind::Data,
            other => return Err(RecordError::UnknownKind(other)),
        };
        let header = Self {
            kind,
            space: SpaceTag::from_bytes(reader.array()?),
            device: DeviceId::from_bytes(reader.array()?),
            incarnation: reader.u64()?,
            number: reader.u64()?,
            prev: RecordId::from_bytes(reader.array()?),
            body_len: reader.u32()?,
            body_hash: reader.array()?,
        };
        if header.number == 0 || (header.number == 1) != (header.prev == RecordId::ZERO) {
            return Err(RecordError::BadPlace);
        }
        if usize::try_from(header.body_len).map_or(true, |len| len > kind.body_bytes_max()) {
            return Err(RecordError::TooLarge);
        }
        Ok(header)
    }
}

/// One signed entry of a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// The clear part.
    pub header: Header,
    /// The author's Ed25519 signature over the 32 bytes of [`Record::id`].
    pub signature: [u8; 64],
    /// The body, opaque here.
    pub body: Vec<u8>,
}

impl Record {
    /// Bytes in front of the body: header and signature.
    pub const OVERHEAD_BYTES: usize = Header::LEN + 64;

    /// Makes and signs a record.
    ///
    /// # Errors
    /// A body above its limit, a key that is not the log's device, or a number and a
    /// predecessor that do not go together (number 1 follows [`RecordId::ZERO`]).
    pub fn write(
        space: SpaceTag,
        log: LogId,
        number: u64,
        prev: RecordId,
        body: Vec<u8>,
        key: &SigningKey,
    ) -> Result<Self, WriteError> {
        let kind = match log.class {
            Class::Control => Kind::Control,
            Class::Data => Kind::Data,
        };
        if body.len() > kind.body_bytes_max() {
            return Err(WriteError::TooLarge);
        }
        if key.verifying_key().as_bytes() != log.device.as_bytes() {
            return Err(WriteError::WrongKey);
        }
        if number == 0 || (number == 1) != (prev == RecordId::ZERO) {
            return Err(WriteError::BadPlace);
        }
        let header = Header {
            kind,
            space,
            device: log.device,
            incarnation: log.incarnation,
            number,
            prev,
            body_len: u32::try_from(body.len()).map_err(|_| WriteError::TooLarge)?,
            body_hash: plain_hash(&body),
        };
        let signature = key.sign(header.id().as_bytes()).to_bytes();
        Ok(Self {
            header,
            signature,
            body,
        })
    }

    /// Reads one record; the bytes must end where it does. Hash and signature are not checked.
    ///
    /// # Errors
    /// Anything the format forbids, and what a newer version may have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let mut reader = Reader::new(bytes);
        let header = Header::read(&mut reader)?;
        let signature = reader.array()?;
        let len = usize::try_from(header.body_len).map_err(|_| RecordError::TooLarge)?;
        let body = reader.take(len)?.to_vec();
        reader.end()?;
        Ok(Self {
            header,
            signature,
            body,
        })
    }

    /// Header, signature, body.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.encoded_len());
        out.extend_from_slice(&self.header.encode());
        out.extend_from_slice(&self.signature);
        out.extend_from_slice(&self.body);
        out
    }

    /// Length of the encoding in bytes.
    #[must_use]
    pub fn encoded_len(&self) -> usize {
        Self::OVERHEAD_BYTES + self.body.len()
    }

    /// The id: a labelled hash of the header. The signature is not part of it, so a second
    /// valid signature does not make a second record.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.header.id()
    }

    /// The log this record belongs to.
    #[must_use]
    pub const fn log(&self) -> LogId {
        self.header.log()
    }

    /// Where its log ends once this record is its last.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            number: self.header.number,
            id: self.id(),
        }
    }

    /// Checks the author's signature, strictly (no small-order keys, no second form).
    ///
    /// # Errors
    /// [`RecordError::BadSignature`].
    pub fn verify_signature(&self) -> Result<(), RecordError> {
        let author = self.header.device.as_bytes();
        let signed = signed_by(author, self.id().as_bytes(), &self.signature);
        if probe::planted!("signature_not_checked", signed, true) {
            Ok(())
        } else {
            Err(RecordError::BadSignature)
        }
    }

    /// Checks that the body is the one the header names.
    ///
    /// # Errors
    /// [`RecordError::BadHash`].
    pub fn verify_body(&self) -> Result<(), RecordError> {
        let same_len = usize::try_from(self.header.body_len) == Ok(self.body.len());
        if same_len && plain_hash(&self.body) == self.header.body_hash {
            Ok(())
        } else {
            Err(RecordError::BadHash)
        }
    }

    /// Checks body and signature; the place in the log is for [`crate::verify_run`].
    ///
    /// # Errors
    /// [`RecordError::BadHash`] or [`RecordError::BadSignature`].
    pub fn verify(&self) -> Result<(), RecordError> {
        self.verify_body()?;
        self.verify_signature()
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Record({:?} #{} {:?})",
            self.log(),
            self.header.number,
            self.id()
        )
    }
}

/// Why bytes are not a record, or a record is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The bytes begin differently.
    #[error("not a record")]
    NotARecord,
    /// A suite of a newer version.
    #[error("suite {0} needs a newer version")]
    UnknownSuite(u8),
    /// A kind of a newer version.
    #[error("records of kind {0} need a newer version")]
    UnknownKind(u8),
    /// Number and predecessor do not go together.
    #[error("number and predecessor do not go together")]
    BadPlace,
    /// The body is longer than its kind allows.
    #[error("the body is too long")]
    TooLarge,
    /// The bytes end too early or too late.
    #[error("the record has the wrong length")]
    WrongLength,
    /// The body is not the one the header names.
    #[error("the body does not have the hash its header names")]
    BadHash,
    /// The signature is not the author's.
    #[error("the signature is not its author's")]
    BadSignature,
}

impl From<CodecError> for RecordError {
    fn from(_: CodecError) -> Self {
        Self::WrongLength // the reader's only complaints about a fixed layout
    }
}

/// Why a record cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The body is longer than its kind allows.
    #[error("the body is too long")]
    TooLarge,
    /// The key is not that of the log's device.
    #[error("the signing key is not that of the log's device")]
    WrongKey,
    /// Number and predecessor do not go together.
    #[error("number and predecessor do not go together")]
    BadPlace,
}
