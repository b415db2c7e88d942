//! A space's keys, one age identity per epoch, and sealing and opening with them.
//!
//! Everything is sealed to the newest epoch; a device that was removed does not get it. Older epochs are kept to read.

use std::fmt;

use age::x25519;
use replica::{EpochId, labelled_hash, limits};
use secrecy::ExposeSecret;

use crate::device::{DeviceKeys, identity_from, parse_identity};
use crate::envelope::{self, Closed};
use crate::kit::RecoveryKit;
use crate::packing::{self, Unpackable};
use crate::secret::Plaintext;

/// Epochs of one space that a wrap may hold; one more is made each time a device is removed. With 75 bytes each, and 98 for
/// each recipient, the largest wrap fits a control record.
pub const EPOCHS_MAX: usize = 400;
/// Recipients of one wrap: as many members as one record hands keys to, and the recovery kit.
pub const RECIPIENTS_MAX: usize = limits::MEMBERS_PER_RECORD_MAX + 1;

/// All epochs of a space that are known, newest first; never empty. Cannot be printed or cloned.
pub struct SpaceKeys {
    epochs: Vec<Epoch>,
}

struct Epoch {
    id: EpochId,
    identity: x25519::Identity,
    recipient: x25519::Recipient,
}

impl Epoch {
    fn new(identity: x25519::Identity) -> Self {
        let recipient = identity.to_public();
        let hash = labelled_hash("still/v1/epoch", &[recipient.to_string().as_bytes()]);
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        Self {
            id: EpochId::from_bytes(id),
            identity,
            recipient,
        }
    }
}

/// Why sealed bytes do not open. Whoever sent them must not learn which it was: the messages are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Sealed to keys that are not at hand; they may still arrive.
    #[error("sealed bytes cannot be opened")]
    NotForUs,
    /// Not sealed by these rules, damaged, or cut short.
    #[error("sealed bytes cannot be opened")]
    Damaged,
    /// More inside than the caller allows.
    #[error("sealed bytes cannot be opened")]
    TooLarge,
}

impl From<Closed> for OpenError {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::NotForUs => Self::NotForUs,
            Closed::Damaged => Self::Damaged,
        }
    }
}

/// Why space keys cannot be wrapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrapError {
    /// Not an age X25519 recipient, or one that no honest device can have.
    #[error("{0:?} is not an age recipient")]
    BadRecipient(String),
    /// No recipient at all, or more than [`RECIPIENTS_MAX`].
    #[error("space keys must be wrapped for 1 to {RECIPIENTS_MAX} recipients")]
    RecipientCount,
    /// More than [`EPOCHS_MAX`].
    #[error("the space has more than {EPOCHS_MAX} epochs")]
    TooManyEpochs,
}

impl SpaceKeys {
    /// The first epoch of a new space, from secret random bytes.
    pub fn generate(secret: [u8; 32]) -> Self {
        Self {
            epochs: vec![Epoch::new(identity_from(secret))],
        }
    }

    /// The same keys with a new epoch on top, from secret random bytes.
    pub fn rotate(&self, secret: [u8; 32]) -> Self {
        let mut epochs = vec![Epoch::new(identity_from(secret))];
        epochs.extend(self.epochs.iter().map(Epoch::again));
        Self { epochs }
    }

    /// Reads identity lines, newest first: strict, at most [`EPOCHS_MAX`], each once, at least one.
    pub fn from_lines(text: &[u8]) -> Result<Self, OpenError> {
        Self::parse(text).ok_or(OpenError::Damaged)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let lines = std::str::from_utf8(text).ok()?.strip_suffix('\n')?;
        let mut epochs: Vec<Epoch> = Vec::new();
        for line in lines.split('\n') {
            let epoch = Epoch::new(parse_identity(line)?);
            if epochs.len() == EPOCHS_MAX || epochs.iter().any(|known| known.id == epoch.id) {
                return None;
            }
            epochs.push(epoch);
        }
        Some(Self { epochs })
    }

    /// One identity line per epoch, newest first: what a wrap holds, and a valid identity file for stock age.
    pub fn to_lines(&self) -> Plaintext {
        let mut text = Plaintext::with_capacity(80 * self.epochs.len());
        for epoch in &self.epochs {
            text.push(epoch.identity.to_string().expose_secret().as_bytes());
            text.push(b"\n");
        }
        text
    }

    /// The newest epoch: the one everything is sealed to.
    pub fn epoch(&self) -> EpochId {
        self.epochs[0].id
    }

    /// Every epoch known, newest first.
    pub fn epochs(&self) -> impl Iterator<Item = EpochId> {
        self.epochs.iter().map(|epoch| epoch.id)
    }

    /// Adds the epochs that only `other` knows, after our own: our newest stays the newest.
    pub fn merge(&mut self, other: Self) {
        for epoch in other.epochs {
            if self.epochs.iter().all(|known| known.id != epoch.id) {
                self.epochs.push(epoch);
            }
        }
    }

    /// Adds the newest epoch of `other` behind our own, while few are known: it only opens what was sealed to it.
    pub fn take_newest_of(&mut self, other: Self) {
        let newest = other.epochs.into_iter().next();
        let new = newest.filter(|epoch| self.epochs.iter().all(|known| known.id != epoch.id));
        if self.epochs.len() < EPOCHS_MAX / 2 {
            self.epochs.extend(new);
        }
    }

    /// An age file with all epochs, for the given `age1…` recipients; repeated ones count once.
    pub fn wrap(&self, recipients: &[String]) -> Result<Vec<u8>, WrapError> {
        if recipients.is_empty() || recipients.len() > RECIPIENTS_MAX {
            return Err(WrapError::RecipientCount);
        }
        if self.epochs.len() > EPOCHS_MAX {
            return Err(WrapError::TooManyEpochs);
        }
        let parse = |text: &String| {
            envelope::recipient(text).ok_or_else(|| WrapError::BadRecipient(text.clone()))
        };
        let parsed = envelope::distinct(recipients.iter().map(parse).collect::<Result<_, _>>()?);
        Ok(envelope::seal(parsed.iter(), self.to_lines().as_bytes()))
    }

    /// Opens a wrap with this device's keys.
    pub fn unwrap(wrap: &[u8], keys: &DeviceKeys) -> Result<Self, OpenError> {
        Self::unwrap_as(wrap, keys.identity())
    }

    /// Opens a wrap with the recovery kit.
    pub fn unwrap_with_kit(wrap: &[u8], kit: &RecoveryKit) -> Result<Self, OpenError> {
        Self::unwrap_as(wrap, kit.identity())
    }

    fn unwrap_as(wrap: &[u8], identity: &x25519::Identity) -> Result<Self, OpenError> {
        let lines = envelope::open_sealed(wrap, RECIPIENTS_MAX, [identity].into_iter())?;
        Self::from_lines(lines.as_bytes())
    }

    /// Compresses, pads and seals to the newest epoch. The same input never gives the same output.
    pub fn seal(&self, payload: &[u8]) -> Vec<u8> {
        self.seal_at_length(payload, 0)
    }

    /// The same, and as many bytes at least. They are put into the compressed stream, where they say nothing.
    pub fn seal_at_length(&self, payload: &[u8], least: usize) -> Vec<u8> {
        let recipient = &self.epochs[0].recipient;
        let packed = packing::pack(payload, least);
        envelope::seal([recipient].into_iter(), packed.as_bytes())
    }

    /// Opens what was sealed to any known epoch. `max_plain` bounds the payload in bytes; nothing is released unless all of
    /// it is authentic and correctly padded.
    pub fn open(&self, sealed: &[u8], max_plain: usize) -> Result<Plaintext, OpenError> {
        let identities = self.epochs.iter().map(|epoch| &epoch.identity);
        let packed = envelope::open_sealed(sealed, 1, identities)?;
        packing::unpack(packed.as_bytes(), max_plain).map_err(|error| match error {
            Unpackable::Damaged => OpenError::Damaged,
            Unpackable::TooLarge => OpenError::TooLarge,
        })
    }
}

impl Epoch {
    fn again(&self) -> Self {
        Self {
            id: self.id,
            identity: self.identity.clone(),
            recipient: self.recipient.clone(),
        }
    }
}

impl fmt::Debug for SpaceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "SpaceKeys({:?}, {} epochs)",
            self.epoch(),
            self.epochs.len()
        )
    }
}
