//! What a part of a record waits for, and which part has to be tried when something was applied.
//!
//! A part that misses something is found again by that, under a keyed name (see [`Secret::need`]). Of several things that are
//! missing one is drawn: whoever writes the records cannot know which, so that a part is tried again a few times at most, in
//! whatever order they are made to arrive.
//!
//! [`Secret::need`]: super::masked::Secret::need

use super::deferred::Reason;
use crate::Env;

/// Something that is not applied here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// A change, by its hash.
    Change([u8; 32]),
    /// A change of an actor, by its number.
    Own([u8; 16], u64),
}

impl Need {
    /// Bytes that stand for no other need, and for nothing else that is named by the same secret.
    pub(super) fn bytes(self) -> Vec<u8> {
        match self {
            Self::Change(hash) => [&b"change "[..], &hash].concat(),
            Self::Own(actor, seq) => [&b"own "[..], &actor, &seq.to_be_bytes()].concat(),
        }
    }
}

/// Why a part of a record is not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unapplied {
    /// It never can be, or not before a key comes.
    For(Reason),
    /// Something is missing.
    Until(Need),
}

impl From<Reason> for Unapplied {
    fn from(reason: Reason) -> Self {
        Self::For(reason)
    }
}

/// One of several things, drawn; `None` if there are none.
pub(super) fn drawn<T>(env: &Env, mut from: Vec<T>) -> Option<T> {
    let at = match from.len() {
        0 => return None,
        1 => 0,
        several => u64::from_be_bytes(env.random()) % several as u64,
    };
    Some(from.swap_remove(usize::try_from(at).unwrap_or(0)))
}
