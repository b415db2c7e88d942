//! Whole age files in memory: the only place that calls the age crate for recipients' files.
//!
//! age proves neither who sealed nor what for; the signed record around an envelope and the payload inside it do.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, x25519};

use crate::bech32;
use crate::secret::Plaintext;

/// Why an envelope stays closed; callers fold these into their own, fewer, answers.
pub(crate) enum Closed {
    /// No identity given is among its recipients.
    NotForUs,
    /// Not an age file, or damaged, cut short or changed.
    Damaged,
}

/// Lines of a header beside two for each recipient: the first and the last one, and the stanza that means nothing, which age
/// adds now and then.
const LINES_BESIDE_MAX: usize = 8;
/// Bytes of one line of a header.
const LINE_BYTES_MAX: usize = 128;

/// Parses an `age1…` recipient, refusing those no honest device can have.
///
/// age panics when sealing to a point of low order, so a hostile certificate must not get that far.
pub(crate) fn recipient(text: &str) -> Option<x25519::Recipient> {
    let parsed = text.parse().ok()?;
    let point = bech32::decode("age", text)?;
    (!LOW_ORDER.iter().any(|low| same_point(low, &point))).then_some(parsed)
}

/// Seals to X25519 recipients. There must be at least one, and none of low order.
pub(crate) fn seal<'a>(
    recipients: impl Iterator<Item = &'a x25519::Recipient>,
    plaintext: &[u8],
) -> Vec<u8> {
    #[cfg(feature = "seeded")]
    let recipients: Vec<_> = recipients.collect();
    #[cfg(feature = "seeded")]
    if let Some(sealed) = crate::seeded::seal(&recipients, plaintext) {
        return sealed;
    }
    #[cfg(feature = "seeded")]
    let recipients = recipients.into_iter();
    let encryptor = Encryptor::with_recipients(recipients.map(|one| one as &dyn Recipient))
        .expect("X25519 recipients are compatible with each other and there is one");
    write_all(encryptor, plaintext)
}

/// Runs an encryptor over the plaintext.
pub(crate) fn write_all(encryptor: Encryptor, plaintext: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(plaintext.len() + 512);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .expect("writing to memory cannot fail");
    writer
        .write_all(plaintext)
        .expect("writing to memory cannot fail");
    writer.finish().expect("writing to memory cannot fail");
    sealed
}

/// The same as [`open`], of what was sealed to at most so many X25519 recipients.
pub(crate) fn open_sealed<'a>(
    sealed: &[u8],
    recipients: usize,
    identities: impl Iterator<Item = &'a x25519::Identity>,
) -> Result<Plaintext, Closed> {
    let identities: Vec<_> = identities.collect();
    #[cfg(feature = "seeded")]
    if let Some(known) = crate::seeded::known(sealed, &identities) {
        return Ok(known);
    }
    let each = identities.iter().map(|one| *one as &dyn Identity);
    let opened = open(sealed, recipients, each)?;
    #[cfg(feature = "seeded")]
    crate::seeded::opened(sealed, &identities, &opened);
    Ok(opened)
}

/// Opens an envelope of at most so many recipients completely: nothing is released before its last byte has been
/// authenticated.
pub(crate) fn open<'a>(
    sealed: &[u8],
    recipients: usize,
    identities: impl Iterator<Item = &'a dyn Identity>,
) -> Result<Plaintext, Closed> {
    if !has_small_header(sealed, recipients) {
        return Err(Closed::Damaged);
    }
    // age has panicked on malformed input before; a foreign file must never end the process.
    catch_unwind(AssertUnwindSafe(|| open_unguarded(sealed, identities)))
        .unwrap_or(Err(Closed::Damaged))
}

/// Whether the header ends after as many lines as so many recipients need. age parses all of it once more for each line that
/// it reads, so that a mebibyte of short lines would cost it many minutes.
fn has_small_header(sealed: &[u8], recipients: usize) -> bool {
    let lines = sealed.split(|byte| *byte == b'\n');
    let mut lines = lines.take(2 * recipients + LINES_BESIDE_MAX);
    let end = lines.find(|line| line.len() > LINE_BYTES_MAX || line.starts_with(b"---"));
    end.is_some_and(|line| line.len() <= LINE_BYTES_MAX)
}

fn open_unguarded<'a>(
    sealed: &[u8],
    identities: impl Iterator<Item = &'a dyn Identity>,
) -> Result<Plaintext, Closed> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|_| Closed::Damaged)?;
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        // The second is what a wrong passphrase gives.
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => Closed::NotForUs,
        _ => Closed::Damaged,
    })?;
    // Plaintext is shorter than its file, so this buffer never moves.
    let mut plaintext = Plaintext::with_capacity(sealed.len());
    reader
        .read_to_end(plaintext.buffer())
        .map_err(|_| Closed::Damaged)?;
    Ok(plaintext)
}

/// Drops repeated recipients, keeping the first of each.
pub(crate) fn distinct(recipients: Vec<x25519::Recipient>) -> Vec<x25519::Recipient> {
    let mut seen = BTreeSet::new();
    recipients
        .into_iter()
        .filter(|one| seen.insert(one.to_string()))
        .collect()
}

/// The u-coordinates of low order on Curve25519, little-endian, with the two that are not reduced.
const LOW_ORDER: [[u8; 32]; 7] = [
    [0; 32],
    small(1, 0, 0),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
    ],
    small(0xec, 0xff, 0x7f),
    small(0xed, 0xff, 0x7f),
    small(0xee, 0xff, 0x7f),
];

const fn small(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// Whether two encodings name one point; the top bit is ignored on this curve.
fn same_point(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a[..31] == b[..31] && (a[31] ^ b[31]) & 0x7f == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refused_point_is_one_age_would_panic_on() {
        for low in LOW_ORDER {
            for top in [0, 0x80] {
                let mut point = low;
                point[31] |= top;
                let text = bech32::encode("age", &point);
                let parsed: x25519::Recipient = text.parse().unwrap();
                assert!(recipient(&text).is_none());
                assert!(
                    catch_unwind(AssertUnwindSafe(|| seal([&parsed].into_iter(), b"x"))).is_err()
                );
            }
        }
    }

    #[test]
    fn an_ordinary_recipient_is_accepted() {
        let text = x25519::Identity::generate().to_public().to_string();
        assert!(recipient(&text).is_some_and(|parsed| parsed.to_string() == text));
        assert!(recipient(&text.to_uppercase()).is_some());
        assert!(recipient("age1tag1qt").is_none());
    }
}
