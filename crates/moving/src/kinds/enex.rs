//! The notes of an Evernote file one by one, without the bytes of their attachments, so that a file of gigabytes takes no
//! more memory than its longest note.

use std::io::{self, Read};

use crate::limits::TEXT_BYTES_MAX;

const CHUNK: usize = 64 << 10;

/// A note as it stands there, without the bytes of its attachments.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) bytes: Vec<u8>,
    /// How many bytes each attachment has; none where it is damaged.
    pub(super) files: Vec<Option<u64>>,
}

/// Reads one note after the other.
pub(super) struct Notes<R> {
    input: R,
    held: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Notes<R> {
    pub(super) const fn new(input: R) -> Self {
        Self {
            input,
            held: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// The next bytes, as many as are wanted unless the file ends.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.held.len() - self.at < count && !self.ended {
            self.held.drain(..self.at);
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
                let mut is_tag = true;
                let (mut count, mut good) = (0_u64, true);
                let closed = self.through(b"</data>", |bytes| {
                    for byte in bytes {
                        if is_tag {
                            is_tag = *byte != b'>';
                            continue;
                        }
                        match byte {
                            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => count += 1,
                            b'=' | b'<' | b'>' => {}
                            byte if byte.is_ascii_whitespace() => {}
                            _ => good = false,
                        }
                    }
                })?;
                if !closed {
                    return Err(cut("is cut off within an attachment"));
                }
                // The end of the element was counted with it.
                let count = count.saturating_sub(5);
                note.files
                    .push((good && count > 0).then_some(count * 3 / 4));
                note.bytes.extend_from_slice(b"data/>");
            }
        }
    }
}
