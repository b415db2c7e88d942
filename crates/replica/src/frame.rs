//! The frames of an exchange and their strict, bounded codec.
//!
//! On the wire a frame stands behind its length as a big-endian u32.

use crate::codec::{CodecError, Reader, put_bytes, put_count};
use crate::have::{Have, LogOrder};
use crate::ids::{RecordId, SpaceTag};
use crate::limits;
use crate::log::{Head, LogId};
use crate::record::Record;

/// What two devices speak: the name of the protocol on their connection says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `sx/1`: a second history of a log is refused.
    One,
    /// `sx/2`: both histories of a log are kept.
    Two,
    /// `sx/3`: chunks of files can be asked for.
    Three,
}

impl Version {
    /// As in [`Frame::Hello`].
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

/// What names a chunk of a file: the SHA-256 of its sealed bytes.
pub type ChunkName = [u8; 32];

/// One message of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// The first frame of each side.
    Hello {
        /// The version of the exchange that the sender speaks.
        version: u16,
    },
    /// What the sender holds of a space that it believes to be shared.
    Offer {
        /// The space.
        space: SpaceTag,
        /// The logs in order, with the highest number held.
        have: Vec<(LogId, u64)>,
    },
    /// Every space known at the beginning has been offered.
    Ready,
    /// Records the receiver lacks.
    Records {
        /// Their space.
        space: SpaceTag,
        /// Encoded records; per log in order, never control and data together.
        records: Vec<Vec<u8>>,
    },
    /// The answer to one [`Frame::Records`], after it is stored durably. Holding nothing of what
    /// was sent (an empty Have) means that the sender should send no more of this space.
    Ack {
        /// The space.
        space: SpaceTag,
        /// What the sender holds now of the logs that changed or were sent.
        have: Have,
    },
    /// The closing check of a space: a keyed hash over all log heads.
    Check {
        /// The space.
        space: SpaceTag,
        /// HMAC-SHA256 keyed with the binding of the connection.
        digest: [u8; 32],
    },
    /// The heads behind a check that did not agree.
    Heads {
        /// The space.
        space: SpaceTag,
        /// All heads in order of their logs.
        heads: Vec<(LogId, Head)>,
    },
    /// Heads did not agree: where the sender's histories of such logs go through, so that the
    /// receiver can tell up to where both are the same. From [`Version::Two`] on.
    Fork {
        /// The space.
        space: SpaceTag,
        /// The histories; of one log there may be several.
        histories: Vec<History>,
    },
    /// Asks for chunks of files. From [`Version::Three`] on.
    Want {
        /// The space whose documents name them.
        space: SpaceTag,
        /// Their names, ascending: one at least.
        names: Vec<ChunkName>,
    },
    /// The answer for one chunk that was asked for.
    Chunk {
        /// The space of the question.
        space: SpaceTag,
        /// The name of the question.
        name: ChunkName,
        /// Its sealed bytes; empty if the sender does not have it.
        sealed: Vec<u8>,
    },
    /// Asks for a sign of life.
    Ping,
    /// Gives one.
    Pong,
    /// The sender has nothing more to say unless it is sent more.
    Bye {
        /// How many offers it has heard: a farewell that crosses an offer does not count.
        offers: u32,
    },
}

impl Frame {
    /// A tag, then the fields. The length prefix of the wire is not part of it.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![self.tag()];
        if let Self::Offer { space, .. }
        | Self::Records { space, .. }
        | Self::Ack { space, .. }
        | Self::Check { space, .. }
        | Self::Heads { space, .. }
        | Self::Fork { space, .. }
        | Self::Want { space, .. }
        | Self::Chunk { space, .. } = self
        {
            out.extend_from_slice(space.as_bytes());
        }
        match self {
            Self::Hello { version } => out.extend_from_slice(&version.to_be_bytes()),
            Self::Offer { have, .. } => {
                put_count(&mut out, have.len());
                for (log, number) in have {
                    out.extend_from_slice(&log.encode());
                    out.extend_from_slice(&number.to_be_bytes());
                }
            }
            Self::Records { records, .. } => {
                put_count(&mut out, records.len());
                for record in records {
                    put_bytes(&mut out, record);
                }
            }
            Self::Ack { have, .. } => have.write(&mut out),
            Self::Check { digest, .. } => out.extend_from_slice(digest),
            Self::Heads { heads, .. } => {
                put_count(&mut out, heads.len());
                for (log, head) in heads {
                    out.extend_from_slice(&log.encode());
                    out.extend_from_slice(&head.number.to_be_bytes());
                    out.extend_from_slice(head.id.as_bytes());
                }
            }
            Self::Fork { histories, .. } => {
                put_count(&mut out, histories.len());
                for history in histories {
                    out.extend_from_slice(&history.log.encode());
                    put_count(&mut out, history.places.len());
                    for place in &history.places {
                        out.extend_from_slice(&place.number.to_be_bytes());
                        out.extend_from_slice(place.id.as_bytes());
                    }
                }
            }
            Self::Want { names, .. } => {
                put_count(&mut out, names.len());
                out.extend_from_slice(names.as_flattened());
            }
            Self::Chunk { name, sealed, .. } => {
                out.extend_from_slice(name);
                put_bytes(&mut out, sealed);
            }
            Self::Bye { offers } => out.extend_from_slice(&offers.to_be_bytes()),
            Self::Ready | Self::Ping | Self::Pong => {}
        }
        out
    }

    /// Reads one frame; the bytes must end where it does.
    ///
    /// # Errors
    /// Anything that is not exactly an encoding within the limits.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        if bytes.len() > limits::FRAME_BYTES_MAX {
            return Err(CodecError::TooLarge);
        }
        let mut reader = Reader::new(bytes);
        let frame = Self::read(&mut reader)?;
        reader.end()?;
        Ok(frame)
    }

    const fn tag(&self) -> u8 {
        match self {
            Self::Hello { .. } => 1,
            Self::Offer { .. } => 2,
            Self::Ready => 3,
            Self::Records { .. } => 4,
            Self::Ack { .. } => 5,
            Self::Check { .. } => 6,
            Self::Heads { .. } => 7,
            Self::Ping => 8,
            Self::Pong => 9,
            Self::Bye { .. } => 10,
            Self::Fork { .. } => 14,
            Self::Want { .. } => 18,
            Self::Chunk { .. } => 19,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        Ok(match reader.u8()? {
            1 => Self::Hello {
                version: u16::from_be_bytes(reader.array()?),
            },
            2 => Self::Offer {
                space: read_space(reader)?,
                have: Have::read(reader)?.iter().collect(),
            },
            3 => Self::Ready,
            4 => Self::Records {
                space: read_space(reader)?,
                records: read_records(reader)?,
            },
            5 => Self::Ack {
                space: read_space(reader)?,
                have: Have::read(reader)?,
            },
            6 => Self::Check {
                space: read_space(reader)?,
                digest: reader.array()?,
            },
            7 => Self::Heads {
                space: read_space(reader)?,
                heads: read_heads(reader)?,
            },
            8 => Self::Ping,
            9 => Self::Pong,
            10 => Self::Bye {
                offers: u32::from_be_bytes(reader.array()?),
            },
            14 => Self::Fork {
                space: read_space(reader)?,
                histories: (0..reader.count(limits::HISTORIES_PER_FRAME_MAX)?)
                    .map(|_| History::read(reader))
                    .collect::<Result<_, _>>()?,
            },
            18 => Self::Want {
                space: read_space(reader)?,
                names: read_names(reader)?,
            },
            19 => Self::Chunk {
                space: read_space(reader)?,
                name: reader.array()?,
                sealed: reader.bytes(limits::CHUNK_SEALED_BYTES_MAX)?.to_vec(),
            },
            _ => return Err(CodecError::UnknownTag),
        })
    }
}

/// One way that a log goes, by some of its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The log that the records name.
    pub log: LogId,
    /// Records of it, the last one first.
    pub places: Vec<Head>,
}

impl History {
    fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        let log = LogId::read(reader)?;
        let mut places: Vec<Head> = Vec::new();
        for _ in 0..reader.count(limits::PLACES_PER_HISTORY_MAX)? {
            let place = Head {
                number: reader.u64()?,
                id: RecordId::from_bytes(reader.array()?),
            };
            let follows = places.last().is_none_or(|last| place.number < last.number);
            if place.number == 0 || !follows {
                return Err(CodecError::NotSorted);
            }
            places.push(place);
        }
        Ok(Self { log, places })
    }
}

fn read_space(reader: &mut Reader<'_>) -> Result<SpaceTag, CodecError> {
    reader.array().map(SpaceTag::from_bytes)
}

fn read_records(reader: &mut Reader<'_>) -> Result<Vec<Vec<u8>>, CodecError> {
    let max = Record::OVERHEAD_BYTES + limits::RECORD_BODY_BYTES_MAX;
    (0..reader.count(limits::BATCH_RECORDS_MAX)?)
        .map(|_| reader.bytes(max).map(<[u8]>::to_vec))
        .collect()
}

fn read_names(reader: &mut Reader<'_>) -> Result<Vec<ChunkName>, CodecError> {
    let count = reader.count(limits::CHUNKS_WANTED_MAX)?;
    let names: Vec<ChunkName> = (0..count)
        .map(|_| reader.array())
        .collect::<Result<_, _>>()?;
    if names.is_empty() {
        return Err(CodecError::Invalid);
    }
    if !names.is_sorted_by(|one, next| one < next) {
        return Err(CodecError::NotSorted);
    }
    Ok(names)
}

fn read_heads(reader: &mut Reader<'_>) -> Result<Vec<(LogId, Head)>, CodecError> {
    let mut order = LogOrder::default();
    (0..reader.count(limits::LOGS_PER_SPACE_MAX)?)
        .map(|_| {
            let log = LogId::read(reader)?;
            order.next(log)?;
            let head = Head {
                number: reader.u64()?,
                id: RecordId::from_bytes(reader.array()?),
            };
            if head.number == 0 {
                Err(CodecError::Invalid)
            } else {
                Ok((log, head))
            }
        })
        .collect()
}
