//! One exchange over one connection, to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use engine::{ExchangeError, ExchangeEvent, ExchangeOptions, ExchangeReport};
use link::{Channel, Link};
use tokio::io::AsyncReadExt as _;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{mpsc, watch};
use vault::Vault;

use crate::clocks::{Ahead, while_comparing};

/// Binds an exchange to its connection.
const EXCHANGE_LABEL: &str = "still/v1/exchange";
/// How long the peer may take to say that it has heard the last word.
const FAREWELL_TIME_MAX: Duration = Duration::from_secs(1);

/// Exchanges over a channel, to the end; remembers where the peer was reached. With `look` it goes on for as long as it
/// lives, and looks at the vault whenever that changes.
pub(crate) async fn exchange(
    vault: &Arc<Vault>,
    channel: &mut Channel,
    initiator: bool,
    look: Option<watch::Receiver<u64>>,
    events: Option<UnboundedSender<ExchangeEvent>>,
) -> Result<ExchangeReport, ExchangeError> {
    let peer = channel.peer();
    let options = ExchangeOptions {
        peer,
        version: channel.version(),
        binding: channel.binding(EXCHANGE_LABEL),
        initiator,
        live: look.is_some(),
        look,
    };
    let address: Option<SocketAddr> = channel.address();
    let report = vault.exchange(&mut *channel, options, events).await?;
    if let Some(address) = channel.address().or(address) {
        vault.remember_addresses(peer, &[address])?;
    }
    farewell(channel).await;
    Ok(report)
}

/// What a live exchange tells.
pub(crate) enum Told {
    /// It did something.
    Exchange(ExchangeEvent),
    /// The clocks were compared.
    Clock(Ahead),
}

/// Exchanges for as long as the connection lives, and tells what happens.
pub(crate) async fn live(
    vault: &Arc<Vault>,
    mut channel: Channel,
    initiator: bool,
    look: watch::Receiver<u64>,
    tell: impl Fn(Told),
) -> Result<(), ExchangeError> {
    let (events, mut happened) = mpsc::unbounded_channel();
    let pass_on = async {
        while let Some(event) = happened.recv().await {
            tell(Told::Exchange(event));
        }
    };
    let beside = channel.beside();
    let work = exchange(vault, &mut channel, initiator, Some(look), Some(events));
    let compare = |ahead| tell(Told::Clock(ahead));
    let (result, ()) = tokio::join!(while_comparing(vault, beside, work, compare), pass_on);
    result.map(drop)
}

/// Waits until the peer ends its side too: closing at once could overtake our last word to it.
async fn farewell(channel: &mut Channel) {
    let mut sink = [0; 1024];
    let heard = async { while matches!(channel.read(&mut sink).await, Ok(n) if n > 0) {} };
    let _ = tokio::time::timeout(FAREWELL_TIME_MAX, heard).await;
}

/// Two devices that have just been paired and are still connected. The records go over in the first exchange; if it
/// does not take place, the next meeting makes up for it.
#[derive(Debug)]
pub struct FirstExchange {
    pub(crate) name: String,
    pub(crate) vault: Arc<Vault>,
    pub(crate) link: Arc<Link>,
    pub(crate) channel: Channel,
    pub(crate) initiator: bool,
}

impl FirstExchange {
    /// The name of the newcomer, as it is called in the journal; on the newcomer itself the name it gave itself.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Exchanges, and leaves the network. `events` hears of records while they move.
    ///
    /// # Errors
    /// As `Vault::exchange`; whatever arrived before stays.
    pub async fn exchange(
        mut self,
        events: Option<UnboundedSender<ExchangeEvent>>,
    ) -> Result<ExchangeReport, ExchangeError> {
        let channel = &mut self.channel;
        let report = exchange(&self.vault, channel, self.initiator, None, events).await;
        self.link.close().await;
        report
    }
}
