//! Writes a zip: members one after the other, then their list. It says nothing of when or by whom it was made, so that the same members
//! give the same bytes.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// 1 January 1980, the first day that a zip can name.
const DAY: u16 = 0x21;
/// Version 4.5 of the format, in which places may have 64 bits.
const VERSION: u16 = 45;

/// A zip that is being written.
pub(super) struct Zip<'w> {
    out: &'w mut dyn Write,
    /// Bytes written so far.
    at: u64,
    list: Vec<u8>,
    members: u64,
}

impl<'w> Zip<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self {
            out,
            at: 0,
            list: Vec::new(),
            members: 0,
        }
    }

    /// Adds a member. What is packed already, such as a picture, needs no packing.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8], packs: bool) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let packed = match packs {
            true => {
                let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
                deflate.write_all(bytes)?;
                deflate.finish()?
            }
            false => Vec::new(),
        };
        let kept = if packs { packed.as_slice() } else { bytes };
        let too_large = |_| io::Error::new(io::ErrorKind::FileTooLarge, "a file of 4 GiB");
        let mut shared = Vec::new();
        // Names are UTF-8, which bit 11 says.
        for half in [VERSION, 1 << 11, if packs { 8 } else { 0 }, 0, DAY] {
            shared.extend(half.to_le_bytes());
        }
        let lengths = [kept.len(), bytes.len()].map(u32::try_from);
        shared.extend(crc.sum().to_le_bytes());
        for length in lengths {
            shared.extend(length.map_err(too_large)?.to_le_bytes());
        }
        let length = u16::try_from(name.len());
        let length = length.map_err(|_| io::Error::from(io::ErrorKind::InvalidFilename))?;
        shared.extend(length.to_le_bytes());
        let at = self.at;
        let extra = self.list_entry(&shared, name, at);
        self.list.extend(extra);
        self.members += 1;
        for part in [
            b"PK\x03\x04",
            shared.as_slice(),
            &[0, 0],
            name.as_bytes(),
            kept,
        ] {
            self.put(part)?;
        }
        Ok(())
    }

    /// A member in the list.
    fn list_entry(&self, shared: &[u8], name: &str, at: u64) -> Vec<u8> {
        let mut entry = Vec::new();
        entry.extend(b"PK\x01\x02");
        entry.extend(VERSION.to_le_bytes());
        entry.extend(shared);
        let (place, extra) = match u32::try_from(at) {
            Ok(place) if place < u32::MAX => (place, Vec::new()),
            _ => {
                let mut extra = vec![1, 0, 8, 0];
                extra.extend(at.to_le_bytes());
                (u32::MAX, extra)
            }
        };
        entry.extend((extra.len() as u16).to_le_bytes());
        // No remark, one disk, nothing about it inside or outside.
        entry.extend([0; 10]);
        entry.extend(place.to_le_bytes());
        entry.extend(name.as_bytes());
        entry.extend(extra);
        entry
    }

    /// Writes the list of members.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let (list, at) = (std::mem::take(&mut self.list), self.at);
        self.put(&list)?;
        let is_large = self.members >= 0xffff || at + list.len() as u64 >= u64::from(u32::MAX);
        if is_large {
            self.large_end(at, list.len() as u64)?;
        }
        let members = u16::try_from(self.members).unwrap_or(u16::MAX);
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        self.put(b"PK\x05\x06\0\0\0\0")?;
        for _ in 0..2 {
            self.put(&members.to_le_bytes())?;
        }
        self.put(&small(list.len() as u64).to_le_bytes())?;
        self.put(&small(at).to_le_bytes())?;
        self.put(&[0, 0])?;
        self.out.flush()
    }

    /// The end of a zip with more members, or more bytes, than the plain one can say.
    fn large_end(&mut self, list_at: u64, list_bytes: u64) -> io::Result<()> {
        let at = self.at;
        let mut end = Vec::new();
        end.extend(b"PK\x06\x06");
        end.extend(44_u64.to_le_bytes());
        end.extend([VERSION, VERSION].map(u16::to_le_bytes).concat());
        end.extend([0; 8]);
        for number in [self.members, self.members, list_bytes, list_at] {
            end.extend(number.to_le_bytes());
        }
        end.extend(b"PK\x06\x07\0\0\0\0");
        end.extend(at.to_le_bytes());
        end.extend(1_u32.to_le_bytes());
        self.put(&end)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}
