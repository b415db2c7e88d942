//! How inputs are altered: what real encoders made, with a few bytes changed, moved, repeated or left out.

/// One alteration. All numbers are taken modulo what is there.
#[derive(Clone, Debug)]
pub(crate) struct Alteration {
    pub(crate) what: u8,
    pub(crate) at: u32,
    pub(crate) len: u16,
    pub(crate) byte: u8,
}

/// Longest input that is made.
const BYTES_MAX: usize = 1 << 20;
/// Numbers where decoders go wrong.
const NUMBERS: [u64; 12] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff,
];

/// Changes `bytes`; `other` lends a part.
pub(crate) fn alter(bytes: &mut Vec<u8>, alteration: &Alteration, other: &[u8]) {
    let Alteration {
        what,
        at,
        len,
        byte,
    } = *alteration;
    let at = at as usize % (bytes.len() + 1);
    let end = (at + usize::from(len) % 64 + 1).min(bytes.len());
    let number = NUMBERS[usize::from(byte) % NUMBERS.len()];
    match what % 10 {
        0 if at < bytes.len() => bytes[at] = byte,
        1 if at < bytes.len() => bytes[at] ^= 1 << (byte % 8),
        2 => bytes.insert(at, byte),
        3 => drop(bytes.drain(at..end)),
        4 => {
            let part = bytes[at..end].to_vec();
            bytes.splice(at..at, part);
        }
        5 => bytes.truncate(at),
        6 => overwrite(bytes, at, &number.to_be_bytes()[8 - (1 << (len % 4))..]),
        7 => overwrite(bytes, at, &number.to_le_bytes()[..1 << (len % 4)]),
        8 if !other.is_empty() => {
            let from = usize::from(len) % other.len();
            let part = &other[from..(from + usize::from(byte)).min(other.len())];
            bytes.splice(at..at, part.iter().copied());
        }
        _ => {
            let part = bytes[at..end].repeat(usize::from(byte));
            bytes.splice(at..at, part);
        }
    }
    bytes.truncate(BYTES_MAX);
}

fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) {
    for (place, byte) in bytes[at..].iter_mut().zip(with) {
        *place = *byte;
    }
}
