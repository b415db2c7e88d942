//! Base64 as it stands in other files: in lines, and read piece by piece.

use std::io::{self, Read};

/// Characters that are read at once.
const CHUNK: usize = 16 << 10;

/// Makes bytes of characters.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// Bits of a group that is not full yet, and its characters.
    bits: u32,
    held: u8,
    has_ended: bool,
    is_bad: bool,
}

impl Decoder {
    /// Takes in the next characters; those between them that are no sign, such as ends of lines, are passed over.
    pub(crate) fn add(&mut self, text: &[u8], out: &mut Vec<u8>) {
        for byte in text {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b'=' => {
                    self.has_ended = true;
                    continue;
                }
                byte if byte.is_ascii_whitespace() => continue,
                _ => {
                    self.is_bad = true;
                    continue;
                }
            };
            // Nothing follows what fills the last group.
            self.is_bad |= self.has_ended;
            self.bits = self.bits << 6 | u32::from(value);
            self.held += 1;
            if self.held == 4 {
                out.extend_from_slice(&self.bits.to_be_bytes()[1..]);
                (self.bits, self.held) = (0, 0);
            }
        }
    }

    /// The bytes of a last group that is not full; whether all of it was base64.
    pub(crate) fn finish(self, out: &mut Vec<u8>) -> bool {
        let [_, first, second, _] =
            (self.bits << (6 * (4 - u32::from(self.held.min(4))))).to_be_bytes();
        match self.held {
            2 => out.push(first),
            3 => out.extend_from_slice(&[first, second]),
            _ => {}
        }
        self.held != 1 && !self.is_bad
    }
}

/// Reads bytes out of characters.
pub(crate) struct Base64<R> {
    inner: R,
    decoder: Option<Decoder>,
    ready: Vec<u8>,
    at: usize,
}

impl<R: Read> Base64<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            decoder: Some(Decoder::default()),
            ready: Vec::new(),
            at: 0,
        }
    }
}

impl<R: Read> Read for Base64<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            let Some(decoder) = &mut self.decoder else {
                return Ok(0);
            };
            let mut text = [0; CHUNK];
            let read = self.inner.read(&mut text)?;
            self.ready.clear();
            self.at = 0;
            if read > 0 {
                decoder.add(&text[..read], &mut self.ready);
            } else if let Some(decoder) = self.decoder.take()
                && !decoder.finish(&mut self.ready)
            {
                let what = "is damaged: it is no base64";
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
        }
        let length = into.len().min(self.ready.len() - self.at);
        into[..length].copy_from_slice(&self.ready[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;

    use super::*;

    #[test]
    fn bytes_come_back_whatever_their_number_and_their_lines() {
        for length in [0, 1, 2, 3, 4, 60, 100_000] {
            let bytes: Vec<u8> = (0..=255).cycle().take(length).collect();
            let lines: Vec<String> = BASE64
                .encode(&bytes)
                .as_bytes()
                .chunks(76)
                .map(|line| String::from_utf8_lossy(line).into_owned())
                .collect();
            let mut read = Vec::new();
            let text = lines.join("\r\n");
            Base64::new(text.as_bytes()).read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
        }
        for bad in ["A", "AA!A", "AA==AAAA"] {
            assert!(
                Base64::new(bad.as_bytes())
                    .read_to_end(&mut Vec::new())
                    .is_err(),
                "{bad}"
            );
        }
    }
}
