//! The one hash (SHA-256) with its labels, so that no two uses can be taken for each other.
//!
//! A label is followed by a zero byte and holds none itself, hence no labelled input is a
//! prefix of another.

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// The labels of this crate. A test holds them apart.
pub mod label {
    /// Names a record; the author signs this hash.
    pub const RECORD: &str = "still/v1/record";
    /// Derives the public tag of a space from its secret id.
    pub const SPACE_TAG: &str = "still/v1/space-tag";
    /// What a device's signing key signs in its certificate.
    pub const CERTIFICATE_DEVICE: &str = "still/v1/card-device";
    /// What a device's link key signs in its certificate.
    pub const CERTIFICATE_LINK: &str = "still/v1/card-link";
    /// The closing check of an exchange.
    pub const CHECK: &str = "still/v1/check";
    /// Names a branch of a log after its first record.
    pub const BRANCH: &str = "still/v1/branch";
    /// What a recovery kit signs to become that of a journal.
    pub const KIT: &str = "still/v1/kit-card";
    /// What a device signs of what it holds.
    pub const STATEMENT: &str = "still/v1/statement";
    /// What a device signs of its files in a folder.
    pub const MANIFEST: &str = "still/v1/manifest";

    /// All of them.
    pub const ALL: [&str; 9] = [
        RECORD,
        SPACE_TAG,
        CERTIFICATE_DEVICE,
        CERTIFICATE_LINK,
        CHECK,
        BRANCH,
        KIT,
        STATEMENT,
        MANIFEST,
    ];
}

/// SHA-256 over the label, a zero byte and then the parts one after the other.
///
/// The parts are not delimited: give at most one of variable length, as the last.
#[must_use]
pub fn labelled_hash(label: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(label.as_bytes());
    hash.update([0]);
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// Plain SHA-256, for the hash of a body.
pub(crate) fn plain_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Whether `signature` over a labelled hash was made with the key `key`; small-order keys and
/// non-canonical signatures count as wrong.
pub(crate) fn signed_by(key: &[u8; 32], hash: &[u8; 32], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key)
        .and_then(|key| key.verify_strict(hash, &Signature::from_bytes(signature)))
        .is_ok()
}
