//! Members of a tar, as Joplin's JEX is one: ustar, with names and sizes of pax and GNU. Only plain files are members.

use super::bytes::Bytes;
use super::member::{Found, Where};
use crate::refusal::{Refusal, shown};

const BLOCK: u64 = 512;
/// Longest header of pax, or long name of GNU.
const EXTRA_BYTES_MAX: u64 = 64 << 10;

/// Whether a file begins like a tar.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.len() == 512 && &head[257..262] == b"ustar" && checksum_is_right(head)
}

/// What stands before a member and is about it.
#[derive(Default)]
struct Extra {
    name: Option<String>,
    size: Option<u64>,
}

/// Lists the files; what is none, or has a name that is none, is said to be unused.
pub(super) fn list(bytes: &Bytes) -> Result<Found, Refusal> {
    let mut found = Found::default();
    let mut extra = Extra::default();
    let mut at = 0;
    loop {
        let Some(header) = bytes.exact(at, 512)? else {
            // Some programs leave out the empty blocks at the end.
            return if at == bytes.len() {
                Ok(found)
            } else {
                Err(cut())
            };
        };
        if header.iter().all(|byte| *byte == 0) {
            return Ok(found);
        }
        if !checksum_is_right(&header) {
            return Err(Refusal::new(format!(
                "this tar is damaged at byte {at}: a header has another checksum"
            )));
        }
        let said = octal(&header[124..136]).ok_or_else(cut)?;
        let size = extra.size.unwrap_or(said);
        let begins = at + BLOCK;
        let after = size
            .checked_next_multiple_of(BLOCK)
            .and_then(|size| begins.checked_add(size));
        let kind = header[156];
        let has_bytes = matches!(kind, b'0' | 0 | b'7' | b'x' | b'g' | b'L' | b'K');
        let end = if has_bytes {
            begins.checked_add(size)
        } else {
            Some(begins)
        };
        if end.is_none_or(|end| end > bytes.len()) {
            return Err(cut());
        }
        let name = extra.name.take().unwrap_or_else(|| name_of(&header));
        match kind {
            b'x' | b'L' => {
                if size > EXTRA_BYTES_MAX {
                    return Err(Refusal::new("this tar has a header that is too long"));
                }
                let length = usize::try_from(size).unwrap_or(0);
                let text = bytes.exact(begins, length)?.ok_or_else(cut)?;
                extra = if kind == b'x' { pax(&text) } else { gnu(&text) };
                at = after.ok_or_else(cut)?;
                continue;
            }
            b'g' | b'K' => {}
            b'5' => {}
            b'0' | 0 | b'7' => {
                let name = name.strip_prefix("./").unwrap_or(&name).to_owned();
                if !name.ends_with('/') {
                    found.file(name, size, Where::Plain(begins))?;
                }
            }
            _ => found.unused.push(shown(&name)),
        }
        extra = Extra::default();
        at = if has_bytes {
            after.ok_or_else(cut)?
        } else {
            begins
        };
    }
}

fn cut() -> Refusal {
    Refusal::helped(
        "this tar is cut off or damaged",
        "export it anew, or copy it once more",
    )
}

fn gnu(text: &[u8]) -> Extra {
    let name = text.split(|byte| *byte == 0).next().unwrap_or_default();
    Extra {
        name: Some(String::from_utf8_lossy(name).into_owned()),
        size: None,
    }
}

/// Lines of `length key=value`.
fn pax(mut text: &[u8]) -> Extra {
    let mut extra = Extra::default();
    while let Some(space) = text.iter().position(|byte| *byte == b' ') {
        let length = std::str::from_utf8(&text[..space])
            .ok()
            .and_then(|length| length.parse::<usize>().ok())
            .filter(|length| *length > space + 1 && *length <= text.len());
        let Some(length) = length else { break };
        let line = String::from_utf8_lossy(&text[space + 1..length - 1]).into_owned();
        match line.split_once('=') {
            Some(("path", path)) => extra.name = Some(path.to_owned()),
            Some(("size", size)) => extra.size = size.parse().ok(),
            _ => {}
        }
        text = &text[length..];
    }
    extra
}

fn name_of(header: &[u8]) -> String {
    let field = |bytes: &[u8]| {
        let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    };
    let name = field(&header[..100]);
    let is_gnu = header[257..265] == *b"ustar  \0";
    match field(&header[345..500]) {
        prefix if prefix.is_empty() || is_gnu => name,
        prefix => format!("{prefix}/{name}"),
    }
}

fn octal(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        // GNU writes great numbers as they are.
        let (head, tail) = field.split_at(field.len() - 8);
        let plain = head[0] == 0x80 && head[1..].iter().all(|byte| *byte == 0);
        return plain.then(|| u64::from_be_bytes(tail.try_into().unwrap_or_default()));
    }
    let text = std::str::from_utf8(field).ok()?;
    let text = text.trim_matches(|c| c == ' ' || c == '\0');
    if text.is_empty() {
        return Some(0);
    }
    u64::from_str_radix(text, 8).ok()
}

fn checksum_is_right(header: &[u8]) -> bool {
    let sum: u64 = header
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            if (148..156).contains(&at) {
                32
            } else {
                u64::from(*byte)
            }
        })
        .sum();
    octal(&header[148..156]) == Some(sum)
}
