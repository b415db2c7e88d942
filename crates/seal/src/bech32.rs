//! Just enough Bech32 (BIP 173) to read a recipient's point, to write a secret key, and to tell a person *where* a key was mistyped.
//!
//! Parsing keys is left to age; the checksum code here finds the one position that explains a failed parse.

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Characters of checksum at the end of every Bech32 text.
const CHECKSUM_CHARS: usize = 6;
/// Characters of the data part of a 32-byte key, checksum included.
pub(crate) const KEY_CHARS: usize = 52 + CHECKSUM_CHARS;

/// The value of a character, whatever its case.
fn value(character: u8) -> Option<u8> {
    let lower = character.to_ascii_lowercase();
    ALPHABET
        .iter()
        .position(|&known| known == lower)
        .map(|index| index as u8)
}

fn step(state: u32, value: u8) -> u32 {
    const GENERATORS: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let top = state >> 25;
    let shifted = ((state & 0x01ff_ffff) << 5) ^ u32::from(value);
    (0..5)
        .filter(|bit| top >> bit & 1 == 1)
        .fold(shifted, |sum, bit| sum ^ GENERATORS[bit])
}

fn checksum(prefix: &str, values: &[u8]) -> u32 {
    let prefix = prefix.as_bytes();
    let high = prefix.iter().map(|byte| byte.to_ascii_lowercase() >> 5);
    let low = prefix.iter().map(|byte| byte & 31);
    high.chain([0])
        .chain(low)
        .chain(values.iter().copied())
        .fold(1, step)
}

/// The 32 bytes behind `prefix1…`; `None` for anything else.
pub(crate) fn decode(prefix: &str, text: &str) -> Option<[u8; 32]> {
    let data = text.get(prefix.len() + 1..)?;
    let values: Vec<u8> = data.bytes().map(value).collect::<Option<_>>()?;
    if values.len() != KEY_CHARS || checksum(prefix, &values) != 1 {
        return None;
    }
    let mut bytes = [0; 32];
    let (mut held, mut bits, mut filled) = (0_u32, 0, 0);
    for &value in &values[..KEY_CHARS - CHECKSUM_CHARS] {
        held = (held << 5 | u32::from(value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *bytes.get_mut(filled)? = (held >> bits) as u8;
            filled += 1;
        }
    }
    Some(bytes)
}

/// The position (from 0) in the data part that explains why the checksum fails: a character outside the alphabet, one
/// wrong character, or the first of two neighbours that were swapped. `None` when no single slip explains it, or when
/// the data is not as long as a key's.
pub(crate) fn slip(prefix: &str, data: &str) -> Option<usize> {
    if data.len() != KEY_CHARS {
        return None;
    }
    if let Some(odd) = data
        .bytes()
        .position(|character| value(character).is_none())
    {
        return Some(odd);
    }
    let mut values: Vec<u8> = data.bytes().filter_map(value).collect();
    for position in 0..KEY_CHARS {
        let typed = values[position];
        for other in 0..32 {
            values[position] = other;
            if other != typed && checksum(prefix, &values) == 1 {
                return Some(position);
            }
        }
        values[position] = typed;
    }
    for position in 0..KEY_CHARS - 1 {
        values.swap(position, position + 1);
        if checksum(prefix, &values) == 1 {
            return Some(position);
        }
        values.swap(position, position + 1);
    }
    None
}

/// The inverse of [`decode`].
pub(crate) fn encode(prefix: &str, bytes: &[u8; 32]) -> String {
    let bit = |index: usize| {
        bytes
            .get(index / 8)
            .map_or(0, |byte| byte >> (7 - index % 8) & 1)
    };
    let mut values: Vec<u8> = (0..52)
        .map(|group| (0..5).fold(0, |sum, at| sum << 1 | bit(group * 5 + at)))
        .collect();
    let mut padded = values.clone();
    padded.extend([0; CHECKSUM_CHARS]);
    let sum = checksum(prefix, &padded) ^ 1;
    values.extend((0..CHECKSUM_CHARS).map(|at| (sum >> (5 * (5 - at)) & 31) as u8));
    let data: String = values
        .iter()
        .map(|&v| char::from(ALPHABET[usize::from(v)]))
        .collect();
    format!("{prefix}1{data}")
}
