//! Connections between devices: who may connect, how devices find each other, and the stream they get.
//!
//! Everything iroh is in here; nothing in here can decrypt what it carries. A [`Link`] is one
//! endpoint. It is found on a local network without a server and without showing its id to
//! strangers, refuses everyone who is not on its list, and hands out [`Channel`]s: plain byte
//! streams with keying material to bind a session to.
//!
//! ```
//! use link::{Link, LinkConfig, Profile, Purpose};
//! use tokio::io::{AsyncReadExt, AsyncWriteExt};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let config = |secret| LinkConfig { secret, profile: Profile::Manual, port: None, groups: vec![] };
//! let (laptop, phone) = (Link::open(config([1; 32])).await?, Link::open(config([2; 32])).await?);
//! phone.set_allowed([laptop.id()].into()); // everybody else is refused
//!
//! let hints = phone.addresses();
//! # let hints: Vec<_> = hints.iter().map(|at| (std::net::Ipv4Addr::LOCALHOST, at.port()).into()).collect();
//! let (dialled, accepted) = tokio::join!(laptop.dial(phone.id(), &hints, Purpose::Exchange), phone.accept());
//! let (mut here, mut there) = (dialled?, accepted.expect("the link is open").channel);
//! assert_eq!(there.peer(), laptop.id());
//! assert_eq!(here.binding("an example"), there.binding("an example"));
//!
//! here.write_all(b"sealed").await?;
//! let mut bytes = [0; 6];
//! there.read_exact(&mut bytes).await?;
//! assert_eq!(&bytes, b"sealed");
//! tokio::join!(laptop.close(), phone.close());
//! # Ok(())
//! # }
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! # runtime.block_on(example())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
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
pub use channel::{Beside, Channel, Closing, Ended};
pub use config::{Group, LinkConfig, OpenError, Profile, Purpose, RelayChoice};
pub use dial::{DIAL_SECONDS_MAX, DialError};
pub use link::Link;
pub use replica::{LinkId, Version};
pub use supervise::{Event, Hints, Peer, Supervisor};
