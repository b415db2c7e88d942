//! Reading numbers and bytes of a change, strictly: never beyond the end, and each number only in
//! its one shortest form.

use crate::gate::limits::GateError;

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The bytes not read yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], GateError> {
        let (taken, rest) = self
            .bytes
            .split_at_checked(count)
            .ok_or(GateError::Malformed)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, GateError> {
        let (byte, rest) = self.bytes.split_first().ok_or(GateError::Malformed)?;
        self.bytes = rest;
        Ok(*byte)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], GateError> {
        let (array, rest) = self
            .bytes
            .split_first_chunk::<N>()
            .ok_or(GateError::Malformed)?;
        self.bytes = rest;
        Ok(*array)
    }

    /// A length: a number of bytes that must be there.
    pub(crate) fn length(&mut self) -> Result<usize, GateError> {
        usize::try_from(self.unsigned()?).map_err(|_| GateError::Malformed)
    }

    /// An unsigned LEB128 number of at most 64 bits.
    pub(crate) fn unsigned(&mut self) -> Result<u64, GateError> {
        let mut number = 0u64;
        for place in 0..10u32 {
            let byte = self.byte()?;
            let last_bit_only = place == 9 && byte > 1;
            let too_long = place > 0 && byte == 0;
            if last_bit_only || too_long {
                return Err(GateError::Malformed);
            }
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(GateError::Malformed)
    }

    /// A signed LEB128 number of at most 64 bits.
    pub(crate) fn signed(&mut self) -> Result<i64, GateError> {
        let mut number = 0i64;
        let mut before = 0u8;
        for place in 0..10u32 {
            let byte = self.byte()?;
            number |= i64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 != 0 {
                before = byte;
                continue;
            }
            let only_sign = place == 9 && byte != 0 && byte != 0x7f;
            let too_long = place > 0
                && ((byte == 0 && before & 0x40 == 0) || (byte == 0x7f && before & 0x40 != 0));
            if only_sign || too_long {
                return Err(GateError::Malformed);
            }
            if byte & 0x40 != 0 && place < 9 {
                number |= -1 << (7 * (place + 1));
            }
            return Ok(number);
        }
        Err(GateError::Malformed)
    }
}
