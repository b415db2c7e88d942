//! The heart: what a record is, who may write, and how two replicas exchange what they lack.
//!
//! No I/O, no clock, no randomness, no keys but the one that signs: time and bytes come in as
//! arguments, effects go out as data, so a simulation can run whole fleets from one seed.
//!
//! Reading order: [`Record`] and its [`Header`]; logs ([`LogId`], [`Head`], [`verify_run`]) and
//! [`Have`]; who may write ([`Control`], [`DeviceCertificate`], [`Membership`]); how two replicas talk
//! ([`Frame`], [`Session`]). Every bound is in [`limits`].
//!
//! ```
//! use replica::{
//!     Class, DeviceId, Have, LogId, Record, RecordId, SigningKey, SpaceId, verify_run,
//! };
//!
//! let key = SigningKey::from_bytes(&[7; 32]);
//! let device = DeviceId::from_bytes(key.verifying_key().to_bytes());
//! let log = LogId { class: Class::Data, device, incarnation: 1 };
//! let space = SpaceId::from_bytes([1; 32]).tag();
//!
//! let first = Record::write(space, log, 1, RecordId::ZERO, b"sealed".to_vec(), &key)?;
//! let second = Record::write(space, log, 2, first.id(), b"sealed too".to_vec(), &key)?;
//!
//! // Another device receives both, and believes them.
//! let received = [Record::decode(&first.encode())?, Record::decode(&second.encode())?];
//! let head = verify_run(None, &received)?;
//! assert_eq!(head, second.head());
//!
//! // What a third one lacks that holds only the first:
//! let ours: Have = [(log, head.number)].into_iter().collect();
//! let theirs: Have = [(log, 1)].into_iter().collect();
//! assert_eq!(ours.missing_from(&theirs).collect::<Vec<_>>(), [(log, 2..=2)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(clippy::wildcard_enum_match_arm)] // a new frame or operation must be thought of everywhere

mod branch;
mod certificate;
mod chain;
mod codec;
mod control;
mod frame;
mod hash;
mod have;
mod ids;
mod kit;
pub mod limits;
mod log;
mod manifest;
mod membership;
mod pack;
mod record;
mod session;
mod statement;

pub use branch::Branches;
pub use certificate::{CertificateError, DeviceCertificate, Role};
pub use chain::{RunError, verify_run};
pub use codec::CodecError;
pub use control::{Control, ControlBody, ControlError, ControlRecord, Cut, Purpose};
pub use ed25519_dalek::SigningKey;
pub use frame::{ChunkName, Frame, History, Version};
pub use hash::{label, labelled_hash};
pub use have::Have;
pub use ids::{DeviceId, EpochId, LinkId, RecordId, SpaceId, SpaceTag};
pub use kit::KitCertificate;
pub use log::{Class, Head, LogId};
pub use manifest::{KeptPack, Manifest, SignedManifest};
pub use membership::{
    Admission, KeysOp, Kit, KitStanding, Member, MemberState, Membership, Recovery,
};
pub use pack::{CarriedPlace, Pack};
pub use record::{Header, Kind, MAGIC, Record, RecordError, SUITE, WriteError};
pub use session::{
    CloseReason, Input, Output, PeerRole, ProtocolError, Refusal, Session, SessionConfig, SpaceView,
};
pub use statement::{Notice, SignedBy, Stated, Statement};
