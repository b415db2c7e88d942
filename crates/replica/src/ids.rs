//! Identifiers: newtypes that cannot be mixed up, with bytes for machines and base32 for people.

use std::fmt;

use crate::hash::{label, labelled_hash};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// Takes the bytes as they are.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Reads the text that `Display` writes in full; `None` for anything else.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                read_base32(text)?.try_into().ok().map(Self)
            }
        }

        /// Lowercase base32 without padding; a precision shortens it: `{id:.8}`.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&write_base32(&self.0))
            }
        }
    };
}

macro_rules! short_debug {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self:.10}")
            }
        }
    )*};
}

id!(
    /// The secret name of a space, known to its members only.
    SpaceId, 32
);
id!(
    /// The public name of a space, derived from its secret one; carriers and headers use it.
    SpaceTag, 16
);
id!(
    /// A device: its Ed25519 verifying key.
    DeviceId, 32
);
id!(
    /// A device's transport key (Ed25519), by which connections are told apart.
    LinkId, 32
);
id!(
    /// A record: the labelled hash of its header.
    RecordId, 32
);
id!(
    /// An epoch of a space's keys: a hash of the epoch's recipient.
    EpochId, 16
);

short_debug!(SpaceTag, DeviceId, LinkId, RecordId, EpochId);

/// Shows the public tag, since the id itself is secret.
impl fmt::Debug for SpaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SpaceId(tag {:.10})", self.tag())
    }
}

impl SpaceId {
    /// The public tag of this space: the first 16 bytes of a labelled hash.
    #[must_use]
    pub fn tag(&self) -> SpaceTag {
        let hash = labelled_hash(label::SPACE_TAG, &[&self.0]);
        let mut tag = [0; SpaceTag::LEN];
        tag.copy_from_slice(&hash[..SpaceTag::LEN]);
        SpaceTag(tag)
    }
}

impl RecordId {
    /// What the first record of a log names as its predecessor.
    pub const ZERO: Self = Self([0; 32]);
}

fn write_base32(bytes: &[u8]) -> String {
    data_encoding::BASE32_NOPAD
        .encode(bytes)
        .to_ascii_lowercase()
}

fn read_base32(text: &str) -> Option<Vec<u8>> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    data_encoding::BASE32_NOPAD
        .decode(text.to_ascii_uppercase().as_bytes())
        .ok()
}
