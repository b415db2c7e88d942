//! What lies inside a pack: records of any spaces, as they are carried through a folder.

use crate::codec::{CodecError, Reader, put_bytes, put_count};
use crate::limits;
use crate::record::Record;

const MAGIC: [u8; 6] = *b"SBPK1\n";
/// Carried through a folder.
const CARRIED: u8 = 1;

/// Where a file of a folder belongs: it says so inside, so that two that were exchanged are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CarriedPlace {
    /// The journal's folder.
    pub folder: [u8; 16],
    /// Who wrote it, as one incarnation of a device.
    pub writer: [u8; 8],
    /// Its number among what that writer wrote of the kind.
    pub counter: u64,
}

impl CarriedPlace {
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.push(CARRIED);
        out.extend_from_slice(&self.folder);
        out.extend_from_slice(&self.writer);
        out.extend_from_slice(&self.counter.to_be_bytes());
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, CodecError> {
        if reader.u8()? != CARRIED {
            return Err(CodecError::UnknownTag);
        }
        Ok(Self {
            folder: reader.array()?,
            writer: reader.array()?,
            counter: reader.u64()?,
        })
    }
}

/// A pack, opened. Nothing in it is verified: each record is, when it is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Where it belongs.
    pub place: CarriedPlace,
    /// Records as they lie in the store: control before data, each log ascending. Not empty.
    pub records: Vec<Vec<u8>>,
}

impl Pack {
    /// Bytes of a pack before its first record.
    pub const FRONT_BYTES: usize = MAGIC.len() + 1 + 16 + 8 + 8 + 4;

    /// The bytes, without padding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let bytes: usize = self.records.iter().map(|record| record.len() + 4).sum();
        let mut out = Vec::with_capacity(Self::FRONT_BYTES + bytes);
        out.extend_from_slice(&MAGIC);
        self.place.write(&mut out);
        put_count(&mut out, self.records.len());
        for record in &self.records {
            put_bytes(&mut out, record);
        }
        out
    }

    /// Reads what [`Pack::encode`] wrote, with any number of zero bytes behind it; gives how many bytes those were before.
    ///
    /// # Errors
    /// Anything else, or what is above a limit.
    pub fn decode(bytes: &[u8]) -> Result<(Self, usize), CodecError> {
        let mut reader = Reader::new(bytes);
        if reader.array::<6>()? != MAGIC {
            return Err(CodecError::UnknownTag);
        }
        let place = CarriedPlace::read(&mut reader)?;
        let count = reader.count(limits::PACK_RECORDS_MAX)?;
        if count == 0 {
            return Err(CodecError::Invalid);
        }
        let mut records = Vec::new();
        for _ in 0..count {
            let record = reader.bytes(Record::OVERHEAD_BYTES + limits::RECORD_BODY_BYTES_MAX)?;
            records.push(record.to_vec());
        }
        let used = padded_end(bytes.len(), reader)?;
        Ok((Self { place, records }, used))
    }
}

/// Ends the reading of `len` bytes where nothing but zeros is left; gives where those begin.
pub(crate) fn padded_end(len: usize, mut reader: Reader<'_>) -> Result<usize, CodecError> {
    let padding = reader.rest();
    if padding.iter().any(|byte| *byte != 0) {
        return Err(CodecError::Trailing);
    }
    Ok(len - padding.len())
}
