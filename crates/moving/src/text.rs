//! Which characters bytes stand for. One place decides it: a mark at the beginning, else UTF-8, else, if the bytes allow
//! it, Windows-1252, which is said. JSON is never guessed.

use crate::refusal::{Refusal, shown};

/// What 0x80 to 0x9f stand for in Windows-1252; five of them are nothing.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A text, and a line of it where its characters had to be guessed.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) guessed: Option<String>,
}

/// The text that these bytes stand for, its mark taken off and its line ends made one.
pub(crate) fn decode(bytes: Vec<u8>, name: &str) -> Result<Decoded, Refusal> {
    let found = match exact(bytes, name)? {
        Ok(text) => Decoded {
            text,
            guessed: None,
        },
        Err(bytes) => guess(&bytes, name)?,
    };
    let text = if found.text.contains('\r') {
        found.text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        found.text
    };
    Ok(Decoded { text, ..found })
}

/// The text of a JSON document.
pub(crate) fn decode_json(bytes: Vec<u8>, name: &str) -> Result<String, Refusal> {
    exact(bytes, name)?.map_err(|bytes| {
        let at = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
        Refusal::of(name, format_args!("is not UTF-8: byte {} is none", at + 1))
    })
}

/// What the mark says, or UTF-8; the bytes back where it is neither.
fn exact(mut bytes: Vec<u8>, name: &str) -> Result<Result<String, Vec<u8>>, Refusal> {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    let wide: Option<fn([u8; 2]) -> u16> = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(wide) = wide {
        let units = bytes[2..].chunks_exact(2).map(|two| wide([two[0], two[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        let is_whole = bytes.len().is_multiple_of(2);
        return text
            .ok()
            .filter(|_| is_whole)
            .map(Ok)
            .ok_or_else(|| Refusal::of(name, "is no valid UTF-16, though it begins so"));
    }
    Ok(String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes))
}

fn guess(bytes: &[u8], name: &str) -> Result<Decoded, Refusal> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
            byte => char::from(*byte),
        };
        if c == '\0' {
            return Err(Refusal::helped(
                format!(
                    "“{}” is neither UTF-8 nor Windows-1252: byte {} is nothing in either",
                    shown(name),
                    at + 1
                ),
                "save it as UTF-8",
            ));
        }
        text.push(c);
    }
    let line = text.lines().find(|line| !line.is_ascii());
    let guessed = line.map(shown);
    Ok(Decoded { text, guessed })
}
