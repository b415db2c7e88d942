//! Bytes read front to back.

use crate::NotClean;

/// What is left of some bytes.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next so many.
    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], NotClean> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(NotClean::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, NotClean> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], NotClean> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(crate) fn big_u16(&mut self) -> Result<usize, NotClean> {
        self.array().map(|two| usize::from(u16::from_be_bytes(two)))
    }

    pub(crate) fn big_u32(&mut self) -> Result<usize, NotClean> {
        size(u32::from_be_bytes(self.array()?))
    }

    pub(crate) fn little_u32(&mut self) -> Result<usize, NotClean> {
        size(u32::from_le_bytes(self.array()?))
    }
}

fn size(number: u32) -> Result<usize, NotClean> {
    usize::try_from(number).map_err(|_| NotClean::CutShort)
}
