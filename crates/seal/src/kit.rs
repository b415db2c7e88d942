//! The recovery kit: one key on paper that opens every epoch and outranks every device.

use std::fmt;

use age::x25519;
use ed25519_dalek::SigningKey;
use replica::labelled_hash;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::bech32::{self, KEY_CHARS};
use crate::device::{identity_from, parse_identity};

const PREFIX: &str = "AGE-SECRET-KEY-";
/// The prefix with Bech32's separator: what every key starts with.
const OPENING: &str = "AGE-SECRET-KEY-1";
/// Keeps the derived signing key apart from every other use of the hash.
const SIGNING_LABEL: &str = "still/v1/recovery-signing";
/// Characters of a whole key.
const TEXT_CHARS: usize = OPENING.len() + KEY_CHARS;
/// Characters of one group as printed; the last group is shorter.
const GROUP_CHARS: usize = 6;

/// The secrets of a recovery kit. Cannot be printed or cloned; overwritten when dropped.
pub struct RecoveryKit {
    identity: x25519::Identity,
    text: SecretString,
    signing: SigningKey,
}

/// Why typed text is not a kit's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KitError {
    /// One slip explains it: one character is wrong, or two neighbours are swapped.
    #[error("the key has a typing error at character {position}")]
    Typo {
        /// The character, counted from 1 without spaces; of two swapped ones, the first.
        position: usize,
    },
    /// Characters are missing or too many.
    #[error("the key has {found} characters where {TEXT_CHARS} are expected")]
    Length {
        /// How many there are, without spaces.
        found: usize,
    },
    /// Nothing like a kit's key.
    #[error("this is not a kit's key")]
    NotAKey,
}

impl RecoveryKit {
    /// A new kit from the system's randomness.
    pub fn generate() -> Self {
        Self::from_identity(x25519::Identity::generate())
    }

    /// A new kit from secret random bytes.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self::from_identity(identity_from(secret))
    }

    /// Reads the `AGE-SECRET-KEY-1…` line as typed from paper: spaces and line breaks are ignored, lower case is allowed.
    pub fn from_text(typed: &str) -> Result<Self, KitError> {
        let mut text = Zeroizing::new(String::with_capacity(typed.len()));
        let typed = typed.chars().filter(|character| !character.is_whitespace());
        text.extend(typed.map(|character| match character {
            character if character.is_ascii() => character.to_ascii_uppercase(),
            // Stands in, one for one, so that positions below count characters.
            _ => '?',
        }));
        match parse_identity(&text) {
            Some(identity) => Ok(Self::from_identity(identity)),
            None => Err(explain(&text)),
        }
    }

    fn from_identity(identity: x25519::Identity) -> Self {
        let text = identity.to_string();
        let seed = labelled_hash(SIGNING_LABEL, &[text.expose_secret().as_bytes()]);
        let signing = SigningKey::from_bytes(&Zeroizing::new(seed));
        Self {
            identity,
            text,
            signing,
        }
    }

    /// The `age1…` recipient that every epoch is also wrapped for.
    pub fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// The public half of [`Self::signing`], as a space's first record names it.
    pub fn verifying_key(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// The key that signs with the kit's authority; derived from the secret text, so that the paper is enough.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// The secret itself, one `AGE-SECRET-KEY-1…` line: for the printed page and nothing else.
    pub fn secret_text(&self) -> &str {
        self.text.expose_secret()
    }

    /// What follows `AGE-SECRET-KEY-1`, in the groups of six that the page prints and numbers from 1.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let mut rest = &self.secret_text()[OPENING.len()..];
        std::iter::from_fn(move || {
            let (group, after) = rest.split_at(rest.len().min(GROUP_CHARS));
            rest = after;
            (!group.is_empty()).then_some(group)
        })
    }

    /// The groups to type back as proof that the page was copied: number (from 1) and text. `picks` are random numbers, one
    /// per group wanted; where two picks meet, the later takes the next free group.
    pub fn check_groups(&self, picks: &[usize]) -> Vec<(usize, String)> {
        let groups: Vec<&str> = self.groups().collect();
        let mut chosen: Vec<usize> = Vec::new();
        for pick in picks.iter().take(groups.len()) {
            let start = pick % groups.len();
            let free = (start..start + groups.len()).map(|at| at % groups.len());
            chosen.extend(free.into_iter().find(|at| !chosen.contains(at)));
        }
        chosen
            .into_iter()
            .map(|at| (at + 1, groups[at].to_owned()))
            .collect()
    }

    /// Whether a group was typed as the page has it: capitals, spaces and dashes do not matter, nor does the number before it.
    pub fn is_group(&self, number: usize, typed: &str) -> bool {
        let Some(group) = number.checked_sub(1).and_then(|at| self.groups().nth(at)) else {
            return false;
        };
        let plain = |text: &str| {
            let kept = text.chars().filter(char::is_ascii_alphanumeric);
            Zeroizing::new(kept.collect::<String>().to_ascii_lowercase())
        };
        let (typed, group) = (plain(typed), plain(group));
        let numbered = typed.strip_prefix(&number.to_string());
        *typed == *group || numbered == Some(group.as_str())
    }

    pub(crate) fn identity(&self) -> &x25519::Identity {
        &self.identity
    }
}

impl fmt::Debug for RecoveryKit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKit(…)")
    }
}

/// Finds what to tell a person whose key, in ASCII and upper case, did not parse.
fn explain(text: &str) -> KitError {
    let opening_slips: Vec<usize> = text
        .bytes()
        .zip(OPENING.bytes())
        .enumerate()
        .filter_map(|(at, (typed, meant))| (typed != meant).then_some(at))
        .collect();
    match opening_slips[..] {
        [] if text.len() < OPENING.len() => KitError::NotAKey,
        [] if text.len() != TEXT_CHARS => KitError::Length { found: text.len() },
        [] => match bech32::slip(PREFIX, &text[OPENING.len()..]) {
            Some(at) => KitError::Typo {
                position: OPENING.len() + at + 1,
            },
            None => KitError::NotAKey,
        },
        [at] | [at, _] if text.len() == TEXT_CHARS => KitError::Typo { position: at + 1 },
        _ => KitError::NotAKey,
    }
}
