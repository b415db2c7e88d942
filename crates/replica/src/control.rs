//! Control operations: how a space is founded, who joins and leaves, and which keys it uses.

use crate::certificate::{DeviceCertificate, read_recipient};
use crate::codec::{CodecError, Reader, put_bytes, put_count};
use crate::have::{Have, LogOrder};
use crate::ids::{DeviceId, EpochId, RecordId};
use crate::kit::KitCertificate;
use crate::limits;
use crate::log::{Class, LogId};
use crate::record::{Record, RecordError};

/// What a space is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A person's own documents.
    Home,
    /// What is published for readers.
    Share,
}

/// The last record of one log that a remover stands by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The log, one of the removed device.
    pub log: LogId,
    /// Its last number that counts.
    pub number: u64,
    /// The id of that record: another one at this place is a forged past.
    pub id: RecordId,
}

/// One membership operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// Founds the space; record 1 of the founder's control log.
    Create {
        /// What the space is for.
        purpose: Purpose,
        /// The first owner.
        founder: DeviceCertificate,
        /// The recovery kit's age recipient.
        recovery_recipient: String,
        /// The recovery kit's verifying key; what it signs outranks every device.
        recovery_key: [u8; 32],
        /// When the space ends by agreement, in unix seconds.
        ends_at: Option<i64>,
    },
    /// Makes a device a member.
    Add {
        /// Its keys and role.
        certificate: DeviceCertificate,
    },
    /// Ends a membership, for ever: a device that returns needs new keys.
    Remove {
        /// Who leaves.
        device: DeviceId,
        /// What of its logs counts, sorted by log; of a log not listed nothing does.
        cuts: Vec<Cut>,
    },
    /// Hands out an epoch's keys, newly made or wrapped again for more members.
    Keys {
        /// The epoch.
        epoch: EpochId,
        /// How many epochs came before it, plus one.
        height: u32,
        /// The keys, an age file for the members and the recovery kit.
        sealed: Vec<u8>,
    },
    /// Ends the space.
    Close,
    /// Makes a recovery kit one of this space, in the place of the one that signs it, or beside that where a device signs.
    Kit {
        /// Its keys.
        kit: KitCertificate,
        /// Where a kit signs: what of its own control logs counts beside this one, sorted by log. A device names none.
        cuts: Vec<Cut>,
    },
    /// Ends what a kit may do that a device signed in.
    RetireKit {
        /// The kit, by its verifying key.
        kit: DeviceId,
        /// What of its control logs counts, sorted by log; of a log not listed nothing does.
        cuts: Vec<Cut>,
    },
}

/// The clear body of a control record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlBody {
    /// When the author says it was written, in unix seconds; for display only.
    pub at: i64,
    /// The control logs the author knew.
    pub seen: Have,
    /// What is done.
    pub op: Control,
}

impl ControlBody {
    /// Time, seen logs, operation. The result may be above the limit of a control body, which
    /// [`Record::write`] refuses.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&self.at.to_be_bytes());
        self.seen.write(&mut out);
        write_op(&mut out, &self.op);
        out
    }

    /// Reads what [`ControlBody::encode`] wrote. Proofs in certificates are not checked.
    ///
    /// # Errors
    /// Anything that is not exactly such an encoding.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        if bytes.len() > limits::CONTROL_BODY_BYTES_MAX {
            return Err(CodecError::TooLarge);
        }
        let mut reader = Reader::new(bytes);
        let at = reader.i64()?;
        let seen = Have::read(&mut reader)?;
        if seen.iter().any(|(log, _)| log.class != Class::Control) {
            return Err(CodecError::Invalid);
        }
        let op = read_op(&mut reader)?;
        reader.end()?;
        Ok(Self { at, seen, op })
    }
}

/// A control record as the evaluation of membership takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlRecord {
    /// Which record it is.
    pub id: RecordId,
    /// Its log; the device is the author.
    pub log: LogId,
    /// Its number in the log.
    pub number: u64,
    /// Of the first record of a [branch](crate::Branches) the log that it leaves; what is filed under a branch has that as
    /// its log.
    pub leaves: Option<LogId>,
    /// What it says.
    pub body: ControlBody,
}

impl ControlRecord {
    /// Reads the body of a record whose signature and place have been checked.
    ///
    /// # Errors
    /// A data record, a body that is not the header's, or one that cannot be read.
    pub fn from_record(record: &Record) -> Result<Self, ControlError> {
        if record.log().class != Class::Control {
            return Err(ControlError::NotControl);
        }
        record.verify_body()?;
        Ok(Self {
            id: record.id(),
            log: record.log(),
            number: record.header.number,
            leaves: None,
            body: ControlBody::decode(&record.body)?,
        })
    }
}

/// Why a record is not a control record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// It is a data record.
    #[error("not a control record")]
    NotControl,
    /// The record itself is wrong.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The body cannot be read.
    #[error(transparent)]
    Body(#[from] CodecError),
}

fn write_op(out: &mut Vec<u8>, op: &Control) {
    match op {
        Control::Create {
            purpose,
            founder,
            recovery_recipient,
            recovery_key,
            ends_at,
        } => {
            out.push(1);
            out.push(match purpose {
                Purpose::Home => 1,
                Purpose::Share => 2,
            });
            founder.write(out);
            put_bytes(out, recovery_recipient.as_bytes());
            out.extend_from_slice(recovery_key);
            out.push(u8::from(ends_at.is_some()));
            if let Some(at) = ends_at {
                out.extend_from_slice(&at.to_be_bytes());
            }
        }
        Control::Add { certificate } => {
            out.push(2);
            certificate.write(out);
        }
        Control::Remove { device, cuts } => {
            out.push(3);
            out.extend_from_slice(device.as_bytes());
            write_cuts(out, cuts);
        }
        Control::Keys {
            epoch,
            height,
            sealed,
        } => {
            out.push(4);
            out.extend_from_slice(epoch.as_bytes());
            out.extend_from_slice(&height.to_be_bytes());
            put_bytes(out, sealed);
        }
        Control::Close => out.push(5),
        Control::Kit { kit, cuts } => {
            out.push(6);
            kit.write(out);
            write_cuts(out, cuts);
        }
        Control::RetireKit { kit, cuts } => {
            out.push(7);
            out.extend_from_slice(kit.as_bytes());
            write_cuts(out, cuts);
        }
    }
}

fn write_cuts(out: &mut Vec<u8>, cuts: &[Cut]) {
    put_count(out, cuts.len());
    for cut in cuts {
        out.extend_from_slice(&cut.log.encode());
        out.extend_from_slice(&cut.number.to_be_bytes());
        out.extend_from_slice(cut.id.as_bytes());
    }
}

fn read_op(reader: &mut Reader<'_>) -> Result<Control, CodecError> {
    match reader.u8()? {
        1 => read_create(reader),
        2 => Ok(Control::Add {
            certificate: DeviceCertificate::read(reader)?,
        }),
        3 => {
            let device = DeviceId::from_bytes(reader.array()?);
            let cuts = read_cuts(reader, Some(device))?;
            Ok(Control::Remove { device, cuts })
        }
        4 => Ok(Control::Keys {
            epoch: EpochId::from_bytes(reader.array()?),
            height: reader.u32()?,
            sealed: reader.bytes(limits::CONTROL_BODY_BYTES_MAX)?.to_vec(),
        }),
        5 => Ok(Control::Close),
        6 => Ok(Control::Kit {
            kit: KitCertificate::read(reader)?,
            cuts: read_cuts(reader, None)?,
        }),
        7 => {
            let kit = DeviceId::from_bytes(reader.array()?);
            let cuts = read_cuts(reader, Some(kit))?;
            Ok(Control::RetireKit { kit, cuts })
        }
        _ => Err(CodecError::UnknownTag),
    }
}

fn read_create(reader: &mut Reader<'_>) -> Result<Control, CodecError> {
    let purpose = match reader.u8()? {
        1 => Purpose::Home,
        2 => Purpose::Share,
        _ => return Err(CodecError::UnknownTag),
    };
    Ok(Control::Create {
        purpose,
        founder: DeviceCertificate::read(reader)?,
        recovery_recipient: read_recipient(reader)?,
        recovery_key: reader.array()?,
        ends_at: match reader.u8()? {
            0 => None,
            1 => Some(reader.i64()?),
            _ => return Err(CodecError::Invalid),
        },
    })
}

/// Cuts of the logs of one device.
fn read_cuts(reader: &mut Reader<'_>, of: Option<DeviceId>) -> Result<Vec<Cut>, CodecError> {
    let count = reader.count(limits::CUTS_MAX)?;
    let mut order = LogOrder::default();
    let mut cuts: Vec<Cut> = Vec::with_capacity(count);
    for _ in 0..count {
        let log = LogId::read(reader)?;
        order.next(log)?;
        let cut = Cut {
            log,
            number: reader.u64()?,
            id: RecordId::from_bytes(reader.array()?),
        };
        let device = of.or(cuts.first().map(|cut| cut.log.device));
        if device.is_some_and(|device| log.device != device) || cut.number == 0 {
            return Err(CodecError::Invalid);
        }
        cuts.push(cut);
    }
    Ok(cuts)
}
