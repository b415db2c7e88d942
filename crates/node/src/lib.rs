//! A device on the network: it pairs, meets the other devices once, or stays connected with them.
//!
//! A node brings together the vault, which knows no network, and the link, which can read nothing. It prints nothing
//! and asks nobody: what happens comes out as [`NodeEvent`]s, how things stand as a [`NodeStatus`], and where a person
//! has to decide, the caller is asked.
//!
//! ```
//! use engine::{Journal, Passphrase};
//! use node::{Node, Profile};
//!
//! # async fn example(path: &std::path::Path, env: engine::Env) -> Result<(), Box<dyn std::error::Error>> {
//! let passphrase = Passphrase::new("lake heron morning boat".into());
//! let journal = Journal::create_with(path, passphrase, "laptop", env).await?.journal;
//! let node = Node::start(&journal, Profile::Manual).await?; // with `Profile::Lan` it also looks around
//! let status = node.watch();
//! assert!(status.borrow().peers.is_empty()); // no other device belongs to the journal yet
//! node.stop().await?;
//! # Ok(())
//! # }
//! # let random = |bytes: &mut [u8]| getrandom::fill(bytes).expect("there is a random source");
//! # let clock = jiff::Timestamp::now;
//! # let env = engine::Env::for_tests(std::sync::Arc::new(clock), std::sync::Arc::new(random), jiff::tz::TimeZone::UTC, None);
//! # let folder = tempfile::tempdir()?;
//! # let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
//! # runtime.block_on(example(&folder.path().join("journal"), env))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What happens meanwhile comes as events:
//!
//! ```no_run
//! # async fn example(node: node::Node) {
//! use node::NodeEvent;
//!
//! let mut events = node.events();
//! while let Some(event) = events.next().await {
//!     if let NodeEvent::InStep { peer, received, .. } = event {
//!         println!("{:?} and this device hold the same; {received} records came", peer.name);
//!         break;
//!     }
//! }
//! # }
//! ```
//!
//! The network of a journal's own settings is used with `Node::start(&journal, &journal.vault().settings()?)`.
//!
//! A second device joins with a ticket: [`Inviting`] shows it here, [`Joining`] uses it there. Four words that one
//! screen shows are typed at the other; the first exchange follows on the same connection.
//!
//! ```no_run
//! # async fn example(
//! #     vault: engine::Vault, confirmed: engine::Confirmed, typed: String,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! use node::{InviteEvent, Inviting};
//!
//! let settings = vault.settings()?;
//! let mut inviting =
//!     Inviting::open(&vault, &settings, |addresses| vault.devices().invite(addresses, &confirmed)).await?;
//! println!("{}", inviting.ticket().to_text());
//! let newcomer = loop {
//!     match inviting.next().await? {
//!         InviteEvent::Asks(question) => {
//!             println!("{} asks to join; type the words that it shows", question.asking().name);
//!             question.answer(typed.clone());
//!         }
//!         InviteEvent::TurnedAway(why) => println!("somebody else tried the ticket: {why}"),
//!         InviteEvent::Admitted(newcomer) => break newcomer,
//!     }
//! };
//! newcomer.exchange(None).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Reading order: `network` the settings and the link, `exchange` one exchange over a connection, `outcome` and `meet` all devices
//! once, `clocks` whether theirs agree, `node` and `live` staying connected, `round` bringing everybody into step meanwhile, `event` and `status` what
//! comes out, `ownership` one process of several, `invite` and `join` pairing, `keeper` serving what cannot be read.

mod clocks;
mod computing;
mod connection;
mod error;
mod event;
mod exchange;
mod failing;
mod findings;
mod folders;
mod invite;
mod join;
mod keeper;
mod live;
mod meet;
mod network;
mod node;
mod outcome;
mod ownership;
mod round;
mod status;

pub use error::NodeError;
pub use event::{Events, NodeEvent, Peer};
pub use exchange::FirstExchange;
pub use invite::{InviteError, InviteEvent, Inviting, Question};
pub use join::{JoinError, Joining, REACH_SECONDS_MAX};
pub use keeper::{KeeperEvent, KeeperNode};
pub use link::{DialError, LinkId, OpenError, Profile, RelayChoice};
pub use meet::MeetError;
pub use network::{Network, StartError};
pub use node::Node;
pub use outcome::{MeetOptions, Met, Outcome};
pub use ownership::{Owner, OwnerError, Ownership};
pub use status::{NodeStatus, PeerStatus, Problem};
