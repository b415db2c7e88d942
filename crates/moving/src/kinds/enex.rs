//! The notes of an Evernote file one by one, without the bytes of their attachments, of which only the place and the sum are kept, so that
//! a file of gigabytes takes no more memory than its longest note.

use std::io::{self, Read};

use md5::{Digest as _, Md5};

use crate::archive::base64::Decoder;
use crate::limits::TEXT_BYTES_MAX;

const CHUNK: usize = 64 << 10;

/// A note as it stands there, without the bytes of its attachments.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) bytes: Vec<u8>,
    /// Its attachments; `None` for one that is damaged.
    pub(super) files: Vec<Option<Data>>,
}

/// The bytes of an attachment, which stand in the file as base64.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data {
    /// Where its characters begin in the file, and how many they are.
    pub(super) at: u64,
    pub(super) chars: u64,
    /// How many bytes they make.
    pub(super) bytes: u64,
    /// By this sum the note names it.
    pub(super) md5: [u8; 16],
}

/// Reads one note after the other.
pub(super) struct Notes<R> {
    input: R,
    held: Vec<u8>,
    at: usize,
    /// Bytes before those that are held.
    before: u64,
    ended: bool,
}

impl<R: Read> Notes<R> {
    pub(super) const fn new(input: R) -> Self {
        Self {
            input,
            held: Vec::new(),
            at: 0,
            before: 0,
            ended: false,
        }
    }

    /// The next bytes, as many as are wanted unless the file ends.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.held.len() - self.at < count && !self.ended {
            self.held.drain(..self.at);
            self.before += self.at as u64;
            self.at = 0;
            let length = self.held.len();
            self.held.resize(length + CHUNK, 0);
            let read = self.input.read(&mut self.held[length..])?;
            self.held.truncate(length + read);
            self.ended = read == 0;
        }
        let held = &self.held[self.at..];
        Ok(&held[..held.len().min(count)])
    }

    fn begins(&mut self, with: &[u8]) -> io::Result<bool> {
        Ok(self.peek(with.len())? == with)
    }

    /// Takes bytes through the end of a pattern; whether there was one.
    fn through(&mut self, pattern: &[u8], mut take: impl FnMut(&[u8])) -> io::Result<bool> {
        loop {
            let ended = self.peek(pattern.len())?.len() < pattern.len();
            let held = &self.held[self.at..];
            let found = held
                .windows(pattern.len())
                .position(|window| window == pattern);
            let length = match found {
                Some(at) => at + pattern.len(),
                None if ended => held.len(),
                // The pattern may begin in the last bytes.
                None => held.len() - (pattern.len() - 1),
            };
            take(&held[..length]);
            self.at += length;
            if found.is_some() || ended {
                return Ok(found.is_some());
            }
            if length == 0 {
                self.peek(self.held.len() - self.at + 1)?;
            }
        }
    }

    /// Reads the element of an attachment; `None` where the file ends in it, and nothing in it where it is no base64.
    fn data(&mut self) -> io::Result<Option<Option<Data>>> {
        let mut place = self.before + self.at as u64;
        let (mut begins, mut ends) = (None, None);
        let mut decoder = Decoder::default();
        let mut sum = Md5::new();
        let mut decoded = Vec::new();
        let mut bytes = 0;
        let closed = self.through(b"</data>", |piece| {
            let mut text = piece;
            if begins.is_none() {
                let tag = piece.iter().position(|byte| *byte == b'>');
                let after = tag.map_or(piece.len(), |at| at + 1);
                begins = tag.map(|_| place + after as u64);
                text = &piece[after..];
            }
            if begins.is_some() && ends.is_none() {
                let end = text.iter().position(|byte| *byte == b'<');
                let skipped = (piece.len() - text.len()) as u64;
                ends = end.map(|at| place + skipped + at as u64);
                decoder.add(&text[..end.unwrap_or(text.len())], &mut decoded);
                sum.update(&decoded);
                bytes += decoded.len() as u64;
                decoded.clear();
            }
            place += piece.len() as u64;
        })?;
        let (true, Some(at), Some(end)) = (closed, begins, ends) else {
            return Ok(None);
        };
        let is_good = decoder.finish(&mut decoded);
        sum.update(&decoded);
        bytes += decoded.len() as u64;
        let data = Data {
            at,
            chars: end - at,
            bytes,
            md5: sum.finalize().into(),
        };
        Ok(Some((is_good && bytes > 0).then_some(data)))
    }

    /// The next note; `None` at the end. A note that is cut off is an error.
    pub(super) fn next(&mut self) -> io::Result<Option<Note>> {
        let cut = |what| io::Error::new(io::ErrorKind::InvalidData, what);
        loop {
            if !self.through(b"<note", |_| {})? {
                return Ok(None);
            }
            let next = self.peek(1)?.first().copied();
            if next.is_some_and(|byte| byte == b'>' || byte.is_ascii_whitespace()) {
                break;
            }
        }
        let mut note = Note::default();
        loop {
            let mut text = std::mem::take(&mut note.bytes);
            let whole = self.through(b"<", |bytes| text.extend_from_slice(bytes))?;
            note.bytes = text;
            if !whole {
                return Err(cut("is cut off within a note"));
            }
            if note.bytes.len() as u64 > TEXT_BYTES_MAX {
                return Err(cut("has a note of more than 64 MiB"));
            }
            if self.begins(b"/note>")? {
                return Ok(Some(note));
            }
            if self.begins(b"![CDATA[")? {
                let mut text = std::mem::take(&mut note.bytes);
                let closed = self.through(b"]]>", |bytes| {
                    if text.len() as u64 <= TEXT_BYTES_MAX {
                        text.extend_from_slice(bytes);
                    }
                })?;
                note.bytes = text;
                if !closed {
                    return Err(cut("has a text (CDATA) that is never closed"));
                }
            } else if self.begins(b"data")? {
                let data = self.data()?;
                note.files
                    .push(data.ok_or_else(|| cut("is cut off within an attachment"))?);
                note.bytes.extend_from_slice(b"data/>");
            }
        }
    }
}
