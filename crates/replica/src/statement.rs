//! Statements: a device says, signed, which records of a space it holds durably. So it can be told through others, and
//! through folders, where nobody answers.

use ed25519_dalek::{Signer, SigningKey};

use crate::codec::{CodecError, Reader, put_count};
use crate::hash::{label, labelled_hash, signed_by};
use crate::have::LogOrder;
use crate::ids::{DeviceId, RecordId, SpaceTag};
use crate::limits;
use crate::log::{Head, LogId};

const MAGIC: [u8; 8] = *b"\x89SBSTT1\n";
/// SHA-256 and Ed25519.
const SUITE: u8 = 1;

/// Which key of a device signed. The link key is at hand while a device is locked; whoever has the disk has it, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedBy {
    /// The key that signs records.
    Device,
    /// The key of the transport.
    Link,
}

/// Something that a device notes beside what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is: 1 a kit fetched everything, 2 there is no room, 3 a device exists twice. Others are kept.
    pub kind: u8,
    /// Unix seconds.
    pub at: i64,
    /// What it is about.
    pub value: [u8; 32],
}

/// What a device says of one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The space.
    pub space: SpaceTag,
    /// Who speaks.
    pub device: DeviceId,
    /// Under which incarnation.
    pub incarnation: u64,
    /// Rises by one with every statement of this incarnation about this space.
    pub counter: u64,
    /// Unix seconds, by the clock of whoever speaks.
    pub at: i64,
    /// Of what was dropped on purpose; zero where nothing was.
    pub dropped: [u8; 32],
    /// Where logs end, in the order of the logs; at most [`limits::STATED_LOGS_MAX`].
    pub heads: Vec<(LogId, Head)>,
    /// Of the logs that did not fit; zero where all did.
    pub rest: [u8; 32],
    /// In any order; at most [`limits::NOTICES_MAX`].
    pub notices: Vec<Notice>,
}

impl Stated {
    /// Puts in where all logs end: those of whoever speaks come first, as far as there is room.
    #[must_use]
    pub fn with_heads(mut self, mut heads: Vec<(LogId, Head)>) -> Self {
        heads.sort_unstable_by_key(|(log, _)| (log.device != self.device, *log));
        let rest = heads.split_off(heads.len().min(limits::STATED_LOGS_MAX));
        self.rest = match rest.is_empty() {
            true => [0; 32],
            false => labelled_hash(label::STATEMENT, &[&encode_heads(&rest)]),
        };
        heads.sort_unstable_by_key(|(log, _)| *log);
        self.heads = heads;
        self
    }
}

/// A signed statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What is said.
    pub stated: Stated,
    /// Which key signed.
    pub by: SignedBy,
    signature: [u8; 64],
}

impl Statement {
    /// Signs with the key that `by` names.
    #[must_use]
    pub fn sign(stated: Stated, by: SignedBy, key: &SigningKey) -> Self {
        let signature = key.sign(&signed_hash(&stated, by)).to_bytes();
        Self {
            stated,
            by,
            signature,
        }
    }

    /// Whether it was signed with this key: of the device or of its link, as [`Statement::by`] says.
    #[must_use]
    pub fn is_signed_by(&self, key: &[u8; 32]) -> bool {
        signed_by(key, &signed_hash(&self.stated, self.by), &self.signature)
    }

    /// The bytes, as they are kept and passed on.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = encode_stated(&self.stated, self.by);
        out.extend_from_slice(&self.signature);
        out
    }

    /// Reads what [`Statement::encode`] wrote. The signature is not checked.
    ///
    /// # Errors
    /// Anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        if reader.array::<8>()? != MAGIC || reader.u8()? != SUITE {
            return Err(CodecError::UnknownTag);
        }
        let by = match reader.u8()? {
            1 => SignedBy::Device,
            2 => SignedBy::Link,
            _ => return Err(CodecError::UnknownTag),
        };
        let space = SpaceTag::from_bytes(reader.array()?);
        let device = DeviceId::from_bytes(reader.array()?);
        let (incarnation, counter, at) = (reader.u64()?, reader.u64()?, reader.i64()?);
        let dropped = reader.array()?;
        let mut order = LogOrder::default();
        let mut heads = Vec::new();
        for _ in 0..reader.count(limits::STATED_LOGS_MAX)? {
            let log = LogId::read(&mut reader)?;
            order.next(log)?;
            let number = reader.u64()?;
            if number == 0 {
                return Err(CodecError::Invalid);
            }
            let id = RecordId::from_bytes(reader.array()?);
            heads.push((log, Head { number, id }));
        }
        let rest = reader.array()?;
        let count = usize::from(reader.u8()?);
        if count > limits::NOTICES_MAX {
            return Err(CodecError::TooLarge);
        }
        let mut notices = Vec::new();
        for _ in 0..count {
            notices.push(Notice {
                kind: reader.u8()?,
                at: reader.i64()?,
                value: reader.array()?,
            });
        }
        let signature = reader.array()?;
        reader.end()?;
        let stated = Stated {
            space,
            device,
            incarnation,
            counter,
            at,
            dropped,
            heads,
            rest,
            notices,
        };
        Ok(Self {
            stated,
            by,
            signature,
        })
    }
}

fn signed_hash(stated: &Stated, by: SignedBy) -> [u8; 32] {
    labelled_hash(label::STATEMENT, &[&encode_stated(stated, by)])
}

fn encode_stated(stated: &Stated, by: SignedBy) -> Vec<u8> {
    let mut out = Vec::with_capacity(256 + stated.heads.len() * (LogId::LEN + 40));
    out.extend_from_slice(&MAGIC);
    out.push(SUITE);
    out.push(match by {
        SignedBy::Device => 1,
        SignedBy::Link => 2,
    });
    out.extend_from_slice(stated.space.as_bytes());
    out.extend_from_slice(stated.device.as_bytes());
    out.extend_from_slice(&stated.incarnation.to_be_bytes());
    out.extend_from_slice(&stated.counter.to_be_bytes());
    out.extend_from_slice(&stated.at.to_be_bytes());
    out.extend_from_slice(&stated.dropped);
    out.extend_from_slice(&encode_heads(&stated.heads));
    out.extend_from_slice(&stated.rest);
    let notices = &stated.notices[..stated.notices.len().min(limits::NOTICES_MAX)];
    out.push(notices.len() as u8);
    for notice in notices {
        out.push(notice.kind);
        out.extend_from_slice(&notice.at.to_be_bytes());
        out.extend_from_slice(&notice.value);
    }
    out
}

fn encode_heads(heads: &[(LogId, Head)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 + heads.len() * (LogId::LEN + 40));
    put_count(&mut out, heads.len());
    for (log, head) in heads {
        out.extend_from_slice(&log.encode());
        out.extend_from_slice(&head.number.to_be_bytes());
        out.extend_from_slice(head.id.as_bytes());
    }
    out
}
