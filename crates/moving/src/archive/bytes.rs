//! The bytes of one file, wherever they are.

use std::fs::File;
use std::io::{self, Read};

/// The bytes of one file.
#[derive(Debug)]
pub(crate) enum Bytes {
    /// On the disk, with its length when it was opened.
    File(File, u64),
    /// Here.
    Memory(Vec<u8>),
}

impl Bytes {
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::File(_, length) => *length,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// Fills as much as there is from a place on.
    pub(crate) fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < into.len() {
            let from = at + filled as u64;
            let read = match self {
                Self::File(file, _) => platform::files::read_at(file, &mut into[filled..], from)?,
                Self::Memory(bytes) => {
                    let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
                    let length = (bytes.len() - from).min(into.len() - filled);
                    into[filled..filled + length].copy_from_slice(&bytes[from..from + length]);
                    length
                }
            };
            if read == 0 {
                break;
            }
            filled += read;
        }
        Ok(filled)
    }

    /// Exactly these bytes; `None` where the file ends before.
    pub(crate) fn exact(&self, at: u64, length: usize) -> io::Result<Option<Vec<u8>>> {
        let ends = at.checked_add(length as u64);
        if ends.is_none_or(|end| end > self.len()) {
            return Ok(None);
        }
        let mut bytes = vec![0; length];
        let read = self.read_at(at, &mut bytes)?;
        Ok((read == length).then_some(bytes))
    }

    /// A reader of a part.
    pub(crate) fn section(&self, at: u64, length: u64) -> Section<'_> {
        Section {
            bytes: self,
            at,
            left: length,
        }
    }
}

/// A part of a file.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    bytes: &'a Bytes,
    at: u64,
    left: u64,
}

impl Read for Section<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(into.len());
        let read = self.bytes.read_at(self.at, &mut into[..length])?;
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}
