//! A sealed value of a size that is chosen beforehand: what is overwritten again and again in one place on the disk must
//! neither need more room nor show how much it holds.
//!
//! Inside the envelope lies one zlib stream, then zero bytes to the end, as in a payload; only the length is given and not
//! computed. Sealing needs the public recipient alone.

use std::cell::RefCell;
use std::io::{self, Write};
use std::iter;

use age::{Encryptor, Identity, Recipient};

use crate::device::DeviceKeys;
use crate::envelope;
use crate::packing::{self, Unpackable};
use crate::secret::Plaintext;
use crate::space::OpenError;

/// Bytes of plaintext in one chunk of an age file, and of the tag that follows each.
const CHUNK_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;

/// Why a value cannot be sealed into a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// Not an age X25519 recipient, or one that no honest device can have.
    #[error("not an age recipient")]
    BadRecipient,
    /// The value, compressed, is larger than the slot.
    #[error("the value is larger than its slot")]
    TooLarge,
}

/// An age file of exactly `size` bytes for one `age1…` recipient.
///
/// # Errors
/// [`SlotError`]. A slot of a few kilobytes or less may be too small for the header alone, whose length is random.
pub fn seal_slot(recipient: &str, payload: &[u8], size: usize) -> Result<Vec<u8>, SlotError> {
    let recipient = envelope::recipient(recipient).ok_or(SlotError::BadRecipient)?;
    let mut packed = packing::compress(payload);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn Recipient))
        .expect("one recipient is a valid recipient set");
    let sealed = Shared(RefCell::new(Vec::with_capacity(size)));
    let mut writer = encryptor
        .wrap_output(&sealed)
        .expect("writing to memory cannot fail");
    // The header is written by now; it has another length each time.
    let header = sealed.0.borrow().len();
    let room = plain_bytes(size.saturating_sub(header)).ok_or(SlotError::TooLarge)?;
    let stream = packed.as_bytes().len();
    if stream > room {
        return Err(SlotError::TooLarge);
    }
    if packed.buffer().capacity() < room {
        let mut larger = Plaintext::with_capacity(room);
        larger.push(packed.as_bytes());
        packed = larger;
    }
    packed.buffer().resize(room, 0);
    writer
        .write_all(packed.as_bytes())
        .expect("writing to memory cannot fail");
    writer.finish().expect("writing to memory cannot fail");
    Ok(sealed.0.into_inner())
}

/// Opens what [`seal_slot`] made, with the keys whose recipient it was sealed to; `max_plain` bounds the value in bytes.
///
/// # Errors
/// [`OpenError`]; nothing is released unless all of it is authentic and correctly padded.
pub fn open_slot(
    sealed: &[u8],
    keys: &DeviceKeys,
    max_plain: usize,
) -> Result<Plaintext, OpenError> {
    let identity = iter::once(keys.identity() as &dyn Identity);
    let packed = envelope::open(sealed, 1, identity)?;
    let (plain, _) =
        packing::inflate(packed.as_bytes(), max_plain).map_err(|error| match error {
            Unpackable::Damaged => OpenError::Damaged,
            Unpackable::TooLarge => OpenError::TooLarge,
        })?;
    Ok(plain)
}

/// How much plaintext gives exactly `bytes` of an age file's body; `None` where no amount does.
fn plain_bytes(bytes: usize) -> Option<usize> {
    let chunks = bytes.div_ceil(CHUNK_BYTES + TAG_BYTES);
    let plain = bytes.checked_sub(chunks * TAG_BYTES)?;
    (plain.div_ceil(CHUNK_BYTES) == chunks).then_some(plain)
}

/// Output that can be measured while a writer has it.
struct Shared(RefCell<Vec<u8>>);

impl Write for &Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_and_content_gives_a_file_of_that_size() {
        let keys = DeviceKeys::generate([1; 32], [1; 32]);
        let noise: Vec<u8> = (0..60_000_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for size in [16, 64, 256, 1024].map(|kib| kib * 1024) {
            for payload in [&b""[..], b"a few words", &noise[..size.min(12_000)], &noise] {
                let sealed = match seal_slot(&keys.recipient(), payload, size) {
                    Ok(sealed) => sealed,
                    Err(error) => {
                        assert_eq!((error, size), (SlotError::TooLarge, 16 * 1024));
                        continue;
                    }
                };
                assert_eq!(sealed.len(), size);
                let opened = open_slot(&sealed, &keys, payload.len()).unwrap();
                assert_eq!(opened.as_bytes(), payload);
            }
        }
    }

    #[test]
    fn what_is_damaged_foreign_or_too_large_stays_closed() {
        let keys = DeviceKeys::generate([1; 32], [1; 32]);
        let sealed = seal_slot(&keys.recipient(), b"words", 16 * 1024).unwrap();
        let other = DeviceKeys::generate([2; 32], [2; 32]);
        assert_eq!(
            open_slot(&sealed, &other, 100).unwrap_err(),
            OpenError::NotForUs
        );
        assert_eq!(
            open_slot(&sealed, &keys, 4).unwrap_err(),
            OpenError::TooLarge
        );
        for at in (0..sealed.len()).step_by(97) {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open_slot(&changed, &keys, 100).is_err(), "{at}");
        }
        assert!(open_slot(&sealed[..8 * 1024], &keys, 100).is_err());
        assert_eq!(
            seal_slot("age1x", b"", 4096).unwrap_err(),
            SlotError::BadRecipient
        );
        assert_eq!(
            seal_slot(&keys.recipient(), b"", 100).unwrap_err(),
            SlotError::TooLarge
        );
    }
}
