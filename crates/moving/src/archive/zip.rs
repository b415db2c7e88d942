//! Members of a zip. What contradicts itself is refused: two lists, members that overlap, a header that says other things
//! than the list.

use std::io::{self, Read};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::bytes::Bytes;
use super::member::{Found, Member, Packed, Where};
use crate::limits::{MEMBERS_MAX, NAME_BYTES_MAX, RATIO_FROM_BYTES, RATIO_MAX, ZIP_LIST_BYTES_MAX};
use crate::refusal::{Refusal, shown};

const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const ENTRY_BYTES: usize = 46;
const LOCAL_BYTES: usize = 30;

/// The end record: how many members, and where their list is.
struct End {
    members: u64,
    list_bytes: u64,
    list_at: u64,
    /// Where the list ends.
    before: u64,
}

fn damaged(what: &str) -> Refusal {
    Refusal::helped(
        format!("this zip is damaged: {what}"),
        "export it anew, or copy it once more",
    )
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .and_then(|two| two.try_into().ok())
        .map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .and_then(|four| four.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes
        .get(at..at + 8)
        .and_then(|eight| eight.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

fn end_of(bytes: &Bytes) -> Result<End, Refusal> {
    let tail = bytes.len().min(65_535 + END_BYTES as u64);
    let begins = bytes.len() - tail;
    let length = usize::try_from(tail).unwrap_or(0);
    let tail = bytes
        .exact(begins, length)?
        .ok_or_else(|| damaged("it is cut off"))?;
    let is_end = |at: &usize| {
        let at = *at;
        tail[at..].starts_with(END)
            && tail.len() >= at + END_BYTES
            && at + END_BYTES + usize::from(u16_at(&tail, at + 20)) == tail.len()
    };
    let mut ends = (0..tail.len().saturating_sub(END_BYTES - 1)).filter(is_end);
    let at = ends.next().ok_or_else(|| damaged("it has no end"))?;
    if ends.next().is_some() {
        return Err(damaged("it has two ends"));
    }
    let record = &tail[at..];
    let mut end = End {
        members: u16_at(record, 10).into(),
        list_bytes: u32_at(record, 12).into(),
        list_at: u32_at(record, 16).into(),
        before: begins + at as u64,
    };
    if u16_at(record, 4) != u16_at(record, 6) || u16_at(record, 8) != u16_at(record, 10) {
        return Err(damaged("it is one of several parts"));
    }
    let is_large = end.members == 0xFFFF
        || end.list_bytes == u64::from(u32::MAX)
        || end.list_at == u64::from(u32::MAX);
    if is_large {
        let locator = end.before.checked_sub(20).map(|at| bytes.exact(at, 20));
        let locator = locator.transpose()?.flatten();
        if let Some(locator) = locator.filter(|locator| locator.starts_with(b"PK\x06\x07")) {
            let at = u64_at(&locator, 8);
            let large = bytes.exact(at, 56)?;
            let large = large.filter(|large| large.starts_with(b"PK\x06\x06"));
            let large = large.ok_or_else(|| damaged("its end is missing"))?;
            end = End {
                members: u64_at(&large, 32),
                list_bytes: u64_at(&large, 40),
                list_at: u64_at(&large, 48),
                before: at,
            };
        }
    }
    Ok(end)
}

/// Lists the files; folders are passed over, and what is no file is said to be unused.
pub(super) fn list(bytes: &Bytes) -> Result<Found, Refusal> {
    let end = end_of(bytes)?;
    if end.members > 2 * MEMBERS_MAX as u64 || end.list_bytes > ZIP_LIST_BYTES_MAX {
        return Err(Refusal::new("there are too many files in it"));
    }
    // Something may stand before a zip; places in it are then counted from there.
    let shift = end
        .before
        .checked_sub(end.list_bytes)
        .and_then(|at| at.checked_sub(end.list_at))
        .ok_or_else(|| damaged("its list is not where it should be"))?;
    let length = usize::try_from(end.list_bytes).unwrap_or(0);
    let list = bytes
        .exact(end.list_at + shift, length)?
        .ok_or_else(|| damaged("its list is cut off"))?;
    let mut found = Found::default();
    let mut spans = Vec::new();
    let mut rest = list.as_slice();
    for _ in 0..end.members {
        let length = ENTRY_BYTES
            + usize::from(u16_at(rest, 28))
            + usize::from(u16_at(rest, 30))
            + usize::from(u16_at(rest, 32));
        if !rest.starts_with(b"PK\x01\x02") || rest.len() < length {
            return Err(damaged("its list is cut off"));
        }
        let (entry, after) = rest.split_at(length);
        rest = after;
        spans.push(take(bytes, entry, shift, &mut found)?);
    }
    if !rest.is_empty() {
        return Err(damaged("its list has more in it than it says"));
    }
    spans.sort_unstable();
    if spans.windows(2).any(|two| two[0].1 > two[1].0) {
        return Err(damaged("its files overlap"));
    }
    if spans
        .last()
        .is_some_and(|last| last.1 > end.list_at + shift)
    {
        return Err(damaged("its files overlap with its list"));
    }
    Ok(found)
}

/// Takes in one entry of the list; answers from where to where it lies.
fn take(bytes: &Bytes, entry: &[u8], shift: u64, found: &mut Found) -> Result<(u64, u64), Refusal> {
    let name_bytes = &entry[ENTRY_BYTES..ENTRY_BYTES + usize::from(u16_at(entry, 28))];
    let name = String::from_utf8_lossy(name_bytes).into_owned();
    let flags = u16_at(entry, 8);
    let method = u16_at(entry, 10);
    let [mut packed, mut size, mut local_at] = [20, 24, 42].map(|at| u64::from(u32_at(entry, at)));
    let extra_at = ENTRY_BYTES + name_bytes.len();
    let extra = &entry[extra_at..extra_at + usize::from(u16_at(entry, 30))];
    large_numbers(extra, &mut [&mut size, &mut packed, &mut local_at]);
    let local_at = local_at
        .checked_add(shift)
        .ok_or_else(|| damaged("a file is not where it should be"))?;
    let local = bytes
        .exact(local_at, LOCAL_BYTES)?
        .filter(|local| local.starts_with(b"PK\x03\x04"))
        .ok_or_else(|| Refusal::of(&name, "is not where this zip says"))?;
    let local_name = usize::from(u16_at(&local, 26));
    let at = local_at + (LOCAL_BYTES + local_name + usize::from(u16_at(&local, 28))) as u64;
    let there = bytes.exact(local_at + LOCAL_BYTES as u64, local_name)?;
    let sizes_follow = u16_at(&local, 6) & 8 != 0;
    let same = there.as_deref() == Some(name_bytes)
        && u16_at(&local, 8) == method
        && (sizes_follow
            || u32_at(&local, 14) == u32_at(entry, 16)
                && [18, 22]
                    .map(|at| u32_at(&local, at))
                    .iter()
                    .zip([packed, size])
                    .all(|(said, is)| *said == u32::MAX || u64::from(*said) == is));
    if !same {
        return Err(Refusal::of(
            &name,
            "has a header that says other things than the list of this zip",
        ));
    }
    let end = at
        .checked_add(packed)
        .filter(|end| *end <= bytes.len())
        .ok_or_else(|| Refusal::of(&name, "is cut off"))?;
    if (flags | u16_at(&local, 6)) & 1 != 0 {
        let said = format!("“{}” is encrypted", shown(&name));
        return Err(Refusal::helped(said, "take it out without a password"));
    }
    let mode = (u32_at(entry, 38) >> 16) & 0o170_000;
    let is_unix = entry[5] == 3;
    if name.ends_with('/') || is_unix && mode == 0o040_000 {
        return Ok((local_at, end));
    }
    if is_unix && mode != 0 && mode != 0o100_000 || name_bytes.len() > NAME_BYTES_MAX {
        found.unused.push(shown(&name));
        return Ok((local_at, end));
    }
    let crc = u32_at(entry, 16);
    let packed = Packed {
        at,
        bytes: packed,
        method,
        crc,
    };
    found.file(name, size, Where::Packed(packed))?;
    Ok((local_at, end))
}

/// Numbers above 32 bits stand in an extra field, in this order, where the plain one says so.
fn large_numbers(mut extra: &[u8], numbers: &mut [&mut u64; 3]) {
    while extra.len() >= 4 {
        let (id, length) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let Some(field) = extra.get(4..4 + length) else {
            return;
        };
        if id == 1 {
            let mut at = 0;
            for number in numbers.iter_mut() {
                if **number == u64::from(u32::MAX) && field.len() >= at + 8 {
                    **number = u64_at(field, at);
                    at += 8;
                }
            }
        }
        extra = &extra[4 + length..];
    }
}

impl Packed {
    /// What the sizes alone give away.
    pub(super) fn check(&self, member: &Member) -> Result<(), String> {
        let size = member.size;
        if size > RATIO_FROM_BYTES && size / self.bytes.max(1) >= RATIO_MAX {
            let (mib, kib) = (size >> 20, self.bytes >> 10);
            let name = shown(&member.name);
            return Err(format!(
                "“{name}” has {mib} MiB in {kib} KiB: nothing but a trap is packed so tightly"
            ));
        }
        Ok(())
    }

    /// Whether more bytes are packed than such a size needs: what says little and holds much.
    pub(super) fn is_suspicious(&self, member: &Member) -> bool {
        self.method == 8 && self.bytes > 64 + member.size + member.size / 1_000
    }

    pub(super) fn reader<'a>(
        &self,
        bytes: &'a Bytes,
        member: &'a Member,
    ) -> Result<Box<dyn Read + 'a>, String> {
        self.check(member)?;
        let section = bytes.section(self.at, self.bytes);
        let inner: Box<dyn Read + 'a> = match self.method {
            0 => Box::new(section),
            8 => Box::new(DeflateDecoder::new(io::BufReader::new(section))),
            other => {
                let name = shown(&member.name);
                return Err(format!(
                    "“{name}” is packed in a way that is not read (method {other}); pack it as an ordinary zip"
                ));
            }
        };
        Ok(Box::new(Checked {
            inner,
            left: member.size,
            crc: Crc::new(),
            wanted: self.crc,
            is_done: false,
        }))
    }
}

/// Hands on exactly the declared bytes, and only if they are what they should be.
struct Checked<'a> {
    inner: Box<dyn Read + 'a>,
    left: u64,
    crc: Crc,
    wanted: u32,
    is_done: bool,
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Read for Checked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.is_done || into.is_empty() {
            return Ok(0);
        }
        if self.left > 0 {
            let length = usize::try_from(self.left)
                .unwrap_or(usize::MAX)
                .min(into.len());
            let read = self
                .inner
                .read(&mut into[..length])
                .map_err(|_| invalid("cannot be unpacked: it is damaged"))?;
            if read == 0 {
                return Err(invalid("is shorter than it says"));
            }
            self.crc.update(&into[..read]);
            self.left -= read as u64;
            if self.left > 0 {
                return Ok(read);
            }
            self.end()?;
            return Ok(read);
        }
        self.end()?;
        Ok(0)
    }
}

impl Checked<'_> {
    fn end(&mut self) -> io::Result<()> {
        self.is_done = true;
        let mut more = [0];
        let more = self
            .inner
            .read(&mut more)
            .map_err(|_| invalid("cannot be unpacked: it is damaged"))?;
        if more > 0 {
            return Err(invalid("is longer than it says"));
        }
        if self.crc.sum() != self.wanted {
            return Err(invalid("does not have the checksum that it should have"));
        }
        Ok(())
    }
}
