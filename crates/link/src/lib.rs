//! Connections between devices: who may connect, how devices find each other, and the stream they get.
//!
//! Everything iroh is in here; nothing in here can decrypt what it carries. A [`Link`] is one
//! endpoint. It is found on a local network without a server and without showing its id to
//! strangers, refuses everyone who is not on its list, and hands out [`Channel`]s: plain byte
//! streams with keying material to bind a session to.
//!
//! ```no_run
//! # async fn example(secret: [u8; 32], peer: link::LinkId) -> Result<(), Box<dyn std::error::Error>> {
//! use link::{Link, LinkConfig, Profile, Purpose};
//! let link = Link::open(LinkConfig { secret, profile: Profile::Lan, port: None, groups: vec![] }).await?;
//! link.set_allowed([peer].into());
//! let channel = link.dial(peer, &[], Purpose::Exchange).await?;
//! let binding = channel.binding("example");
//! # Ok(())
//! # }
//! ```
//!
//! Reading order: [`LinkConfig`] and [`Profile`], [`Link`], [`Channel`], [`Supervisor`]. Inside:
//! `gate` (who may connect), `accept` and `dial` (how), `interfaces`, `names`, `nearby` and
//! `announce` (finding each other), `endpoint` (every setting of iroh in one place).

mod accept;
mod announce;
mod channel;
mod config;
mod dial;
mod endpoint;
mod gate;
mod interfaces;
mod link;
mod names;
mod nearby;
mod supervise;

pub use accept::Incoming;
pub use channel::{Channel, Closing, Ended};
pub use config::{Group, LinkConfig, OpenError, Profile, Purpose, RelayChoice};
pub use dial::{DIAL_SECONDS_MAX, DialError};
pub use link::Link;
pub use replica::LinkId;
pub use supervise::{Event, Hints, Peer, Supervisor};
