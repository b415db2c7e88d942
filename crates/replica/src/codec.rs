//! The strict reader and the writers that every format of this crate is built from.
//!
//! Everything is big-endian; a reader never allocates more than the bytes it was given.

/// Why bytes are not what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// The bytes end too early.
    #[error("the bytes end too early")]
    TooShort,
    /// Bytes are left over at the end.
    #[error("there are bytes left over")]
    Trailing,
    /// A length or a count is above its limit.
    #[error("a length or a count is above its limit")]
    TooLarge,
    /// A tag that this version does not know.
    #[error("an unknown tag; a newer version may know it")]
    UnknownTag,
    /// A list that must be sorted and free of repetitions is not.
    #[error("a list is not in order")]
    NotSorted,
    /// A value that the format forbids.
    #[error("a value that the format forbids")]
    Invalid,
}

/// Reads a byte string from front to back.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], CodecError> {
        let (head, rest) = self
            .rest
            .split_at_checked(len)
            .ok_or(CodecError::TooShort)?;
        self.rest = rest;
        Ok(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
        let (head, rest) = self.rest.split_first_chunk().ok_or(CodecError::TooShort)?;
        self.rest = rest;
        Ok(*head)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, CodecError> {
        self.array().map(u8::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, CodecError> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, CodecError> {
        self.array().map(u64::from_be_bytes)
    }

    pub(crate) fn i64(&mut self) -> Result<i64, CodecError> {
        self.array().map(i64::from_be_bytes)
    }

    /// A count (u32) that is at most `max`.
    pub(crate) fn count(&mut self, max: usize) -> Result<usize, CodecError> {
        let count = usize::try_from(self.u32()?).map_err(|_| CodecError::TooLarge)?;
        if count > max {
            Err(CodecError::TooLarge)
        } else {
            Ok(count)
        }
    }

    /// Bytes behind a length (u32) that is at most `max`.
    pub(crate) fn bytes(&mut self, max: usize) -> Result<&'a [u8], CodecError> {
        let len = self.count(max)?;
        self.take(len)
    }

    /// How many bytes were not read yet.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    /// All that was not read yet.
    pub(crate) fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// Ends the reading; bytes left over are an error.
    pub(crate) fn end(self) -> Result<(), CodecError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(CodecError::Trailing)
        }
    }
}

/// Writes a count as u32. What is written never comes near its end: bodies and frames are bounded.
pub(crate) fn put_count(out: &mut Vec<u8>, count: usize) {
    let count = u32::try_from(count).expect("a count in memory here is far below u32::MAX");
    out.extend_from_slice(&count.to_be_bytes());
}

/// Writes bytes behind their length.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_count(out, bytes.len());
    out.extend_from_slice(bytes);
}
