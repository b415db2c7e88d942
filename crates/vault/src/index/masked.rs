//! Rows in the clear that say nothing to whoever has no key. Those of the table `docs` say which page holds a document's
//! row: their keys tell neither the document nor its kind, and their values not which rows lie in one page. Those of the
//! table `waits` bear a keyed name of what they wait for.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::ids::Id;
use super::needs::Need;
use crate::Env;

/// Random bytes before a masked page: where a row is written again, its mask is another one.
const SALT: usize = 8;

/// By which the rows are found and read. It lies sealed in the directory.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Secret([u8; 32]);

impl Secret {
    pub(super) fn fresh(env: &Env) -> Self {
        Self(env.random())
    }

    /// The key of a document's row.
    pub(super) fn key(&self, id: &Id) -> [u8; 16] {
        self.mac(id, &[])
    }

    /// The value that says in which page it is.
    pub(super) fn hide(&self, env: &Env, id: &Id, page: [u8; 16]) -> Vec<u8> {
        let salt = env.random::<SALT>();
        [&salt[..], &self.mask(id, &salt, page)].concat()
    }

    /// The page in such a value.
    pub(super) fn show(&self, id: &Id, value: &[u8]) -> Option<[u8; 16]> {
        let (salt, masked) = value.split_first_chunk::<SALT>()?;
        Some(self.mask(id, salt, masked.try_into().ok()?))
    }

    /// The name under which a document is kept as it was saved.
    pub(super) fn saved(&self, id: &Id) -> [u8; 16] {
        self.mac(&[b"saved ".as_slice(), id].concat(), &[])
    }

    /// The key of what waits for this.
    pub(super) fn need(&self, need: Need) -> [u8; 16] {
        self.mac(&need.bytes(), &[])
    }

    fn mask(&self, id: &Id, salt: &[u8; SALT], page: [u8; 16]) -> [u8; 16] {
        let mask = self.mac(id, salt);
        std::array::from_fn(|at| page[at] ^ mask[at])
    }

    fn mac(&self, name: &[u8], salt: &[u8]) -> [u8; 16] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(name);
        mac.update(salt);
        let bytes = mac.finalize().into_bytes();
        std::array::from_fn(|at| bytes[at])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
