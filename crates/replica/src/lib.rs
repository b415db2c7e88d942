//! The heart: what a record is, who may write, and how two replicas exchange what they lack.
//!
//! No I/O, no clock, no randomness, no keys but the one that signs: time and bytes come in as
//! arguments, effects go out as data, so a simulation can run whole fleets from one seed.
//!
//! Reading order: [`Record`] and its [`Header`], logs ([`LogId`], [`Head`], [`verify_run`]),
//! [`Have`], control operations ([`Control`], [`DeviceCard`]) and [`Membership`]. Every bound is in [`limits`].

mod card;
mod chain;
mod codec;
mod control;
mod frame;
mod hash;
mod have;
mod ids;
pub mod limits;
mod log;
mod membership;
mod record;
mod session;

pub use card::{CardError, DeviceCard, Role};
pub use chain::{RunError, verify_run};
pub use codec::CodecError;
pub use control::{Control, ControlBody, ControlError, ControlRecord, Cut, Purpose};
pub use ed25519_dalek::SigningKey;
pub use frame::Frame;
pub use hash::{label, labelled_hash};
pub use have::Have;
pub use ids::{DeviceId, EpochId, LinkId, RecordId, SpaceId, SpaceTag};
pub use log::{Class, Head, LogId};
pub use membership::{Admission, KeysOp, Member, MemberState, Membership, Recovery};
pub use record::{Header, Kind, MAGIC, Record, RecordError, SUITE, WriteError};
pub use session::{
    CloseReason, Input, Output, PeerRole, ProtocolError, Refusal, Session, SessionConfig,
    SpaceView, VERSION,
};
