//! A keeper on the network: it dials nobody, and serves whoever belongs to what it carries.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use engine::{ExchangeError, ExchangeEvent, StoreError};
use link::{Closing, Incoming, Link, LinkId, Purpose};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{AbortHandle, JoinError, JoinHandle, JoinSet};
use tokio::time::interval;
use vault::Keeper;

use crate::connection::Number;
use crate::error::NodeError;
use crate::exchange::{Told, live};
use crate::network::{Network, StartError, groups};

/// Connections that are served at once. Each peer has one: a new one takes the place of its last.
const CONNECTIONS_MAX: usize = 64;
/// Who belongs here is looked at anew after this long at the latest.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);
/// Events that wait to be read; further ones are left out.
const EVENTS_MAX: usize = 256;

type Ending = Result<(Number, Result<(), ExchangeError>), JoinError>;

/// Something that happens on a keeper. It knows no names, and says no addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeeperEvent {
    /// A peer is connected.
    Connected(LinkId),
    /// Records came from a peer and are durable.
    Received(LinkId, u64),
    /// Both hold the same.
    InStep(LinkId),
    /// What a peer brought could not be dealt with, for this reason.
    Failed(LinkId, String),
    /// A peer left.
    Left(LinkId),
}

/// A keeper that serves until [`KeeperNode::stop`].
#[derive(Debug)]
pub struct KeeperNode {
    link: Arc<Link>,
    events: mpsc::Receiver<KeeperEvent>,
    /// The task ends when this is gone.
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), NodeError>>,
}

impl KeeperNode {
    /// Goes on the network and serves.
    ///
    /// # Errors
    /// No link, or a folder that cannot be read.
    pub async fn start(
        keeper: Arc<Keeper>,
        network: impl Into<Network>,
    ) -> Result<Self, StartError> {
        let link = Arc::new(network.into().open(&keeper, None).await?);
        let (tell, events) = mpsc::channel(EVENTS_MAX);
        let (stop, stopped) = oneshot::channel();
        let (report, reported) = mpsc::unbounded_channel();
        let mut serving = Serving {
            keeper,
            link: Arc::clone(&link),
            exchanges: JoinSet::new(),
            connections: BTreeMap::new(),
            counted: 0,
            members: 0,
            look: watch::Sender::new(0),
            report,
            tell,
        };
        serving.look_around()?;
        let task = tokio::spawn(serving.run(reported, stopped));
        Ok(Self {
            link,
            events,
            stop,
            task,
        })
    }

    /// Where it can be dialled on its local networks, the likeliest first.
    #[must_use]
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.link.addresses()
    }

    /// Whether the wanted port could not be had: devices do not find it where they did.
    #[must_use]
    pub fn port_taken(&self) -> bool {
        self.link.port_taken()
    }

    /// The next thing that happens; `None` once it has ended.
    pub async fn next(&mut self) -> Option<KeeperEvent> {
        self.events.recv().await
    }

    /// Ends the exchanges and leaves the network.
    ///
    /// # Errors
    /// Why it had ended by itself before, if it had.
    pub async fn stop(self) -> Result<(), NodeError> {
        drop(self.stop);
        match self.task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(NodeError::Cancelled),
        }
    }
}

struct Serving {
    keeper: Arc<Keeper>,
    link: Arc<Link>,
    exchanges: JoinSet<(Number, Result<(), ExchangeError>)>,
    connections: BTreeMap<Number, (LinkId, AbortHandle)>,
    counted: Number,
    /// Members at the last look, to tell whether groups are other ones.
    members: usize,
    look: watch::Sender<u64>,
    report: mpsc::UnboundedSender<(Number, Told)>,
    tell: mpsc::Sender<KeeperEvent>,
}

impl Serving {
    async fn run(
        mut self,
        mut reported: mpsc::UnboundedReceiver<(Number, Told)>,
        mut stopped: oneshot::Receiver<()>,
    ) -> Result<(), NodeError> {
        let link = Arc::clone(&self.link);
        let mut looks = interval(LOOK_AT_LEAST);
        let result = loop {
            let step = tokio::select! {
                biased;
                _ = &mut stopped => break Ok(()),
                Some((number, told)) = reported.recv() => self.exchanged(number, &told),
                Some(ending) = self.exchanges.join_next() => {
                    self.ended(ending);
                    continue;
                }
                incoming = link.accept() => match incoming {
                    Some(incoming) => {
                        self.connected(incoming);
                        continue;
                    }
                    None => break Ok(()),
                },
                _ = looks.tick() => self.look_around(),
            };
            if let Err(error) = step {
                break Err(NodeError::Vault(error));
            }
        };
        self.exchanges.shutdown().await;
        link.close().await;
        result
    }

    fn connected(&mut self, incoming: Incoming) {
        let Incoming {
            peer,
            purpose,
            channel,
        } = incoming;
        let mut known = self.connections.iter();
        let last = known
            .find(|(_, known)| known.0 == peer)
            .map(|(number, _)| *number);
        if purpose != Purpose::Exchange
            || last.is_none() && self.connections.len() >= CONNECTIONS_MAX
        {
            channel.close(Closing::Refused);
            return;
        }
        if let Some((_, exchange)) = last.and_then(|last| self.connections.remove(&last)) {
            exchange.abort();
        }
        self.counted += 1;
        let number = self.counted;
        let (keeper, report) = (Arc::clone(&self.keeper), self.report.clone());
        let look = self.look.subscribe();
        let exchange = self.exchanges.spawn(async move {
            // Ends with the node.
            let tell = |told| drop(report.send((number, told)));
            (number, live(&keeper, channel, false, look, tell).await)
        });
        self.connections.insert(number, (peer, exchange));
        self.say(KeeperEvent::Connected(peer));
    }

    fn exchanged(&mut self, number: Number, told: &Told) -> Result<(), StoreError> {
        let Some(&(peer, _)) = self.connections.get(&number) else {
            return Ok(());
        };
        match told {
            Told::Exchange(ExchangeEvent::Received(records)) => {
                self.say(KeeperEvent::Received(peer, *records));
            }
            Told::Exchange(ExchangeEvent::InStep) => {
                // What came may have been about who belongs here.
                self.look_around()?;
                self.say(KeeperEvent::InStep(peer));
            }
            _ => {}
        }
        Ok(())
    }

    fn ended(&mut self, ending: Ending) {
        // One that was aborted made room for the next of its peer, or its peer does not belong here any more.
        let Ok((number, result)) = ending else {
            self.connections
                .retain(|_, (_, exchange)| !exchange.is_finished());
            return;
        };
        let Some((peer, _)) = self.connections.remove(&number) else {
            return;
        };
        self.say(match result {
            Err(error @ (ExchangeError::Storage(_) | ExchangeError::Invalid(_))) => {
                KeeperEvent::Failed(peer, error.to_string())
            }
            _ => KeeperEvent::Left(peer),
        });
    }

    /// Brings doors and groups up to date with who belongs here now, and leaves those that do not any more.
    fn look_around(&mut self) -> Result<(), StoreError> {
        let allowed = self.keeper.allowed_links()?;
        for (peer, exchange) in self.connections.values() {
            if !allowed.contains(peer) {
                exchange.abort();
            }
        }
        self.link.set_allowed(allowed);
        let groups = groups(&self.keeper)?;
        let members = groups.iter().map(|group| 1 + group.peers.len()).sum();
        if std::mem::replace(&mut self.members, members) != members {
            self.link.set_groups(groups);
        }
        Ok(())
    }

    /// Nobody has to listen, and whoever listens late hears less.
    fn say(&self, event: KeeperEvent) {
        let _ = self.tell.try_send(event);
    }
}
