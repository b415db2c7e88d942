//! What a run has heard of other writers, and how much it may read.

use replica::{CarriedPlace, DeviceId, Manifest, SignedManifest};
use sha2::{Digest, Sha256};

use crate::names::{FolderId, Token, WriterId};

/// What one run reads at most.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) bytes: u64,
    pub(crate) records: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            records: 500_000,
        }
    }
}

impl Budget {
    pub(crate) fn is_left(&self) -> bool {
        self.bytes > 0 && self.records > 0
    }
}

/// A manifest that could be opened; it is not verified yet.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) signed: SignedManifest,
}

impl Read {
    pub(crate) fn counter(&self) -> u64 {
        self.signed.manifest.place.counter
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        self.signed.hash
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.signed.manifest.device
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.signed.manifest
    }

    /// Of the names of all packs that it names.
    pub(crate) fn packs_hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for pack in &self.manifest().packs {
            hash.update(pack.number.to_be_bytes());
            hash.update(pack.random);
        }
        hash.finalize().into()
    }
}

/// What one writer says of its files, the newest first.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) folder: FolderId,
    pub(crate) writer: WriterId,
    /// Whether there is none that is as new as one that was heard before.
    pub(crate) is_older: bool,
    pub(crate) manifests: Vec<Read>,
}

pub(crate) fn place(of: (FolderId, WriterId), token: Token) -> CarriedPlace {
    CarriedPlace {
        folder: of.0,
        writer: of.1,
        counter: u64::from(token.number),
    }
}
