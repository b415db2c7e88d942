//! Decoders of foreign bytes that are private otherwise, for the fuzz bodies.

use crate::{bech32, envelope, packing, work};

/// The payload of a packing of at most `max_plain` bytes; `None` for what is refused.
pub fn unpack(packed: &[u8], max_plain: usize) -> Option<Vec<u8>> {
    let plain = packing::unpack(packed, max_plain).ok()?;
    Some(plain.as_bytes().to_vec())
}

/// The inverse of [`unpack`].
pub fn pack(payload: &[u8]) -> Vec<u8> {
    packing::pack(payload, 0).as_bytes().to_vec()
}

/// The work factor that the header of a device file states, in powers of two.
pub fn stated(file: &[u8]) -> Option<u8> {
    work::stated(file)
}

/// The 32 bytes behind `prefix1…`.
pub fn bech32_decode(prefix: &str, text: &str) -> Option<[u8; 32]> {
    bech32::decode(prefix, text)
}

/// The inverse of [`bech32_decode`].
pub fn bech32_encode(prefix: &str, bytes: &[u8; 32]) -> String {
    bech32::encode(prefix, bytes)
}

/// An `age1…` recipient that can be sealed to, as age writes it.
pub fn recipient(text: &str) -> Option<String> {
    envelope::recipient(text).map(|recipient| recipient.to_string())
}
