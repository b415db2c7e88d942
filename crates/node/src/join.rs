//! The side of pairing that joins with a ticket.

use std::sync::Arc;

use engine::{Showing, Ticket};
use link::{Channel, DialError, Group, Link, Purpose};
use thiserror::Error;
use vault::Vault;

use crate::exchange::FirstExchange;
use crate::network::{Network, StartError};

/// Binds a pairing to its connection.
pub(crate) const PAIR_LABEL: &str = "still/v1/pair";
/// Attempts to reach the device that shows the ticket, each as long as a dial lasts.
const DIALS_MAX: u64 = 2;
/// How long [`Joining::reach`] takes at most.
pub const REACH_SECONDS_MAX: u64 = DIALS_MAX * link::DIAL_SECONDS_MAX;

/// A device that has reached the one that shows the ticket.
#[derive(Debug)]
pub struct Joining {
    vault: Arc<Vault>,
    link: Arc<Link>,
    channel: Channel,
    ticket: Ticket,
}

/// Why a device did not join.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JoinError {
    /// The device could not go on the network.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The device that shows the ticket was not reached.
    #[error("the device that shows the ticket was not reached")]
    NotReached(#[source] DialError),
    /// The other side refused, the ticket does not fit this vault, or the vault failed.
    #[error(transparent)]
    Pairing(#[from] engine::ExchangeError),
}

impl Joining {
    /// Goes on the network and looks for the device that shows the ticket, for at most [`REACH_SECONDS_MAX`].
    ///
    /// # Errors
    /// No link, or not reached.
    pub async fn reach(
        vault: &Arc<Vault>,
        network: impl Into<Network>,
        ticket: &Ticket,
    ) -> Result<Self, JoinError> {
        let group = Group {
            secret: ticket.discovery_key(),
            peers: vec![ticket.inviter],
        };
        let link = Arc::new(network.into().open(vault, Some(group)).await?);
        let mut tries = 0;
        loop {
            tries += 1;
            let dialled = link
                .dial(ticket.inviter, &ticket.addresses, Purpose::Pair)
                .await;
            match dialled {
                Ok(channel) => {
                    return Ok(Self {
                        vault: Arc::clone(vault),
                        link,
                        channel,
                        ticket: ticket.clone(),
                    });
                }
                Err(_) if tries < DIALS_MAX => {}
                Err(why) => {
                    link.close().await;
                    return Err(JoinError::NotReached(why));
                }
            }
        }
    }

    /// Asks to join under this name of 1 to 64 bytes. `show` gets the words that the person types on the other device,
    /// and is waited for. Once this returns, this device is a member; the journal itself comes with the first exchange.
    ///
    /// # Errors
    /// [`JoinError::Pairing`]: refused, or the connection ended.
    pub async fn join(
        mut self,
        name: &str,
        show: impl FnOnce(&Showing),
    ) -> Result<FirstExchange, JoinError> {
        let binding = self.channel.binding(PAIR_LABEL);
        let joined = self
            .vault
            .join(&self.ticket, name, &mut self.channel, binding, show)
            .await;
        if let Err(error) = joined {
            self.link.close().await;
            return Err(error.into());
        }
        Ok(FirstExchange {
            name: name.to_owned(),
            vault: self.vault,
            link: self.link,
            channel: self.channel,
            initiator: true,
        })
    }
}
