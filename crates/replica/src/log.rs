//! Logs: what one device wrote in one space and one class, numbered from 1 and hash-chained.

use std::fmt;

use crate::codec::{CodecError, Reader};
use crate::ids::{DeviceId, RecordId};

/// What the records of a log are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Membership operations; bodies are clear.
    Control,
    /// Documents; bodies are sealed.
    Data,
}

impl Class {
    const fn byte(self) -> u8 {
        match self {
            Self::Control => 1,
            Self::Data => 2,
        }
    }
}

/// Names one log of a space. Control logs order before data logs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId {
    /// What the log is for.
    pub class: Class,
    /// Who writes it.
    pub device: DeviceId,
    /// Which attempt of the device this is: a device that finds itself rolled back or cloned
    /// opens a new log instead of going on with the old one.
    pub incarnation: u64,
}

impl LogId {
    /// Length of the encoding in bytes.
    pub const LEN: usize = 41;

    /// Class, device, incarnation; sorts as the ids do.
    #[must_use]
    pub fn encode(&self) -> [u8; Self::LEN] {
        let mut out = [0; Self::LEN];
        out[0] = self.class.byte();
        out[1..33].copy_from_slice(self.device.as_bytes());
        out[33..].copy_from_slice(&self.incarnation.to_be_bytes());
        out
    }

    /// Reads what [`LogId::encode`] wrote.
    ///
    /// # Errors
    /// A wrong length or an unknown class.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut reader = Reader::new(bytes);
        let log = Self::read(&mut reader)?;
        reader.end()?;
        Ok(log)
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        let class = match reader.u8()? {
            1 => Class::Control,
            2 => Class::Data,
            _ => return Err(CodecError::UnknownTag),
        };
        let device = DeviceId::from_bytes(reader.array()?);
        Ok(Self {
            class,
            device,
            incarnation: reader.u64()?,
        })
    }
}

impl fmt::Debug for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?}:{:?}:{:x}",
            self.class, self.device, self.incarnation
        )
    }
}

/// Where a log ends: its last number and the id of that record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the last record, from 1.
    pub number: u64,
    /// Its id; through the chain it commits to every record before it.
    pub id: RecordId,
}
