//! The agent: a small background process that keeps the opened device keys for a while, so that not every command
//! asks for the passphrase. It is reachable only by the same user, through a socket in a private folder; it writes
//! nothing to disk and forgets the keys after a time of rest, at a fixed hour, or on `still lock`.

mod client;
mod connection;
mod ending;
mod place;
mod serve;
mod wire;

pub(crate) use client::{Agent, start};
pub(crate) use ending::{Ended, end};
pub(crate) use place::{SUBCOMMAND, VaultKey};
pub(crate) use serve::serve;
pub(crate) use wire::Terms;
