//! Staying connected: live exchanges with everybody who may connect, for as long as the command runs.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::views::DeviceView;
use engine::{Env, ErrorKind, ExchangeEvent, OpenMode, OpenedKeys, Vault};
use jiff::Timestamp;
use link::{Closing, Event, Link, LinkId, Peer, Purpose, Supervisor};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep_until};

use super::open::{close, exchange, groups, open_link};
use crate::agent::Agent;
use crate::app::App;
use crate::failure::Failure;
use crate::view;
use tell::{News, Teller};

mod tell;

/// How often membership and the agent are looked at; changes that come over a connection are seen at once.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Whose the keys are that are in use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Typed for this command; they stay until it ends.
    Own,
    /// The agent's; they go with it.
    Agents,
    /// None: sealed records only.
    None,
}

/// Where each device was last reached, for the dials, which must not hold the journal open.
type Addresses = Arc<Mutex<BTreeMap<LinkId, Vec<SocketAddr>>>>;

/// A connection with a device; a new one may begin before the end of the last was noticed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Connection {
    peer: LinkId,
    number: u64,
}

struct Live<'a> {
    app: &'a mut App,
    env: Env,
    vault: Arc<Vault>,
    keys: Keys,
    link: Arc<Link>,
    supervisor: Supervisor,
    allowed: BTreeSet<LinkId>,
    addresses: Addresses,
    groups: usize,
    devices: Vec<DeviceView>,
    exchanges: JoinSet<(Connection, Result<(), engine::Error>)>,
    /// Connections so far.
    connections: u64,
    /// To end the exchanges with a device that no longer belongs here.
    running: Vec<(LinkId, AbortHandle)>,
    news: mpsc::UnboundedSender<(Connection, ExchangeEvent)>,
    teller: Teller,
    /// From when on it is told what was changed on both sides, and what was told of that moment or later.
    both_sides: (Timestamp, BTreeSet<(String, Timestamp)>),
    /// Ids of hidden entries that were told of.
    hidden: BTreeSet<String>,
}

/// Stays connected until a signal comes.
pub(crate) async fn stay(app: &mut App, vault: Vault) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let keys = match (vault.is_unlocked(), app.agent().is_some()) {
        (false, _) => Keys::None,
        (true, true) => Keys::Agents,
        (true, false) => Keys::Own,
    };
    let link = Arc::new(open_link(&vault, None).await?);
    let (supervisor, mut events) = Supervisor::start(Arc::clone(&link), Vec::new());
    let (news, mut heard) = mpsc::unbounded_channel();
    let env = app.env();
    let mut live = Live {
        env: env.clone(),
        app,
        vault: Arc::new(vault),
        keys,
        link: Arc::clone(&link),
        supervisor,
        allowed: BTreeSet::new(),
        addresses: Addresses::default(),
        groups: 0,
        devices: Vec::new(),
        exchanges: JoinSet::new(),
        connections: 0,
        running: Vec::new(),
        news,
        teller: Teller::default(),
        both_sides: (whole_second(env.now().timestamp()), BTreeSet::new()),
        hidden: BTreeSet::new(),
    };
    live.look_around()?;
    live.begin()?;
    let mut next_look = Instant::now() + LOOK_EVERY;
    let result = loop {
        // In order: what an exchange did is told before its end.
        let step = tokio::select! {
            biased;
            () = signals.any() => break live.tell(News::Stopped),
            Some((connection, event)) = heard.recv() => live.exchanged(connection, &event),
            Some(ended) = live.exchanges.join_next() => match ended {
                Ok((connection, result)) => live.ended(connection, result),
                Err(_) => Ok(()),
            },
            event = events.recv() => match event {
                Some(event) => live.connected(event),
                None => break Ok(()),
            },
            () = sleep_until(next_look) => {
                next_look = Instant::now() + LOOK_EVERY;
                live.look().await
            }
        };
        if step.is_err() {
            break step;
        }
    };
    live.exchanges.shutdown().await;
    drop(live);
    close(&link).await;
    result
}

impl Live<'_> {
    fn begin(&mut self) -> Result<(), Failure> {
        let started = News::Started {
            addresses: self.link.addresses(),
            unlocked: self.keys != Keys::None,
            other_port: self.link.port_taken(),
            devices: self.allowed.len() as u64,
        };
        self.tell(started)
    }

    fn tell(&mut self, news: News) -> Result<(), Failure> {
        self.teller.tell(self.app, &self.devices, news)
    }

    fn connected(&mut self, event: Event) -> Result<(), Failure> {
        let Event::Connected {
            mut channel,
            dialled,
        } = event
        else {
            return Ok(());
        };
        if channel.purpose() != Purpose::Exchange {
            channel.close(Closing::Refused);
            return Ok(());
        }
        let peer = channel.peer();
        if let Some(address) = channel.address() {
            self.vault.remember_addresses(peer, &[address])?;
        }
        self.connections += 1;
        let number = self.connections;
        let connection = Connection { peer, number };
        let (vault, news) = (Arc::clone(&self.vault), self.news.clone());
        self.running.retain(|(_, task)| !task.is_finished());
        let task = self.exchanges.spawn(async move {
            let (tell, mut told) = mpsc::unbounded_channel();
            let pass_on = async {
                while let Some(event) = told.recv().await {
                    // Ends with the command.
                    let _ = news.send((connection, event));
                }
            };
            let work = exchange(&vault, &mut channel, dialled, true, Some(tell));
            let (result, ()) = tokio::join!(work, pass_on);
            (connection, result.map(|_| ()))
        });
        self.running.push((peer, task));
        Ok(())
    }

    fn exchanged(&mut self, connection: Connection, event: &ExchangeEvent) -> Result<(), Failure> {
        if matches!(event, ExchangeEvent::InStep) {
            // What came may have been about who belongs here.
            self.look_around()?;
        }
        self.teller
            .exchanged(self.app, &self.devices, connection, event)?;
        if matches!(event, ExchangeEvent::InStep) {
            self.tell_both_sides()?;
            self.tell_hidden()?;
        }
        Ok(())
    }

    /// Tells which entries a removal has hidden. `still today` says it once more, as nobody may be looking here.
    fn tell_hidden(&mut self) -> Result<(), Failure> {
        let mut hidden = view::hidden::untold(&self.vault)?;
        hidden.retain(|entry| self.hidden.insert(entry.id.clone()));
        if hidden.is_empty() {
            return Ok(());
        }
        self.tell(News::Hidden(hidden))
    }

    /// Tells what turned out to have been changed on both sides. A locked vault finds out once it is unlocked.
    fn tell_both_sides(&mut self) -> Result<(), Failure> {
        if !self.vault.is_unlocked() || !self.vault.has_home()? {
            return Ok(());
        }
        let (since, told) = &mut self.both_sides;
        let mut changed = self.vault.changed_on_both_sides_since(*since)?;
        changed.retain(|one| told.insert((one.name.clone(), one.at)));
        *since = changed
            .iter()
            .map(|one| one.at)
            .fold(*since, Timestamp::max);
        told.retain(|(_, at)| at >= since);
        changed
            .into_iter()
            .try_for_each(|one| self.tell(News::BothSides(Box::new(one))))
    }

    fn ended(
        &mut self,
        connection: Connection,
        result: Result<(), engine::Error>,
    ) -> Result<(), Failure> {
        if let Err(error) = result {
            let ordinary = matches!(error.kind(), ErrorKind::Connection | ErrorKind::Refused);
            if !ordinary {
                return Err(error.into());
            }
        }
        self.tell(News::Left(connection))
    }

    async fn look(&mut self) -> Result<(), Failure> {
        self.follow_agent().await?;
        self.look_around()
    }

    /// Brings doors, groups and peers up to date with who belongs here now.
    fn look_around(&mut self) -> Result<(), Failure> {
        let allowed = self.vault.allowed_links()?;
        let mut addresses = BTreeMap::new();
        for id in &allowed {
            addresses.insert(*id, self.vault.addresses_of(*id)?);
        }
        *self
            .addresses
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = addresses;
        let groups = groups(&self.vault)?;
        let members: usize = groups.iter().map(|group| 1 + group.peers.len()).sum();
        if members != self.groups {
            self.groups = members;
            self.link.set_groups(groups);
        }
        if allowed != self.allowed {
            self.link.set_allowed(allowed.clone());
            let peers = allowed.iter().map(|id| self.peer(*id));
            self.supervisor.set_peers(peers.collect());
            for (peer, task) in &self.running {
                if !allowed.contains(peer) {
                    task.abort();
                }
            }
            self.allowed = allowed;
        }
        let devices = self.vault.devices()?;
        let before = std::mem::replace(&mut self.devices, devices);
        if before.is_empty() {
            return Ok(());
        }
        let is_news = |device: &&DeviceView| {
            !before.iter().any(|known| {
                known.link == device.link
                    && known.removed == device.removed
                    && known.share == device.share
            })
        };
        let changed: Vec<_> = self.devices.iter().filter(is_news).cloned().collect();
        changed
            .into_iter()
            .try_for_each(|device| self.tell(News::Membership(Box::new(device))))
    }

    fn peer(&self, id: LinkId) -> Peer {
        let addresses = Arc::clone(&self.addresses);
        Peer {
            id,
            hints: Arc::new(move || {
                let known = addresses.lock().unwrap_or_else(PoisonError::into_inner);
                known.get(&id).cloned().unwrap_or_default()
            }),
        }
    }

    /// Takes the agent's keys when it appears, and lets go of them when it goes: `still lock` locks here too.
    async fn follow_agent(&mut self) -> Result<(), Failure> {
        let agent = self
            .app
            .vault_key()
            .and_then(|key| Agent::find(&key).ok().flatten());
        let keys = match (self.keys, agent) {
            (Keys::None, Some(agent)) => {
                let held = agent.keys().ok();
                let Some(keys) = held.and_then(|held| OpenedKeys::from_agent(&held).ok()) else {
                    return Ok(());
                };
                Some(keys)
            }
            (Keys::Agents, None) => None,
            _ => return Ok(()),
        };
        self.keys = if keys.is_some() {
            Keys::Agents
        } else {
            Keys::None
        };
        // The exchanges go on after a moment, with the journal as it then is.
        self.exchanges.shutdown().await;
        let reopened = Vault::open(self.app.folder(), keys, OpenMode::Write, self.env.clone())?;
        self.vault = Arc::new(reopened);
        self.devices = self.vault.devices()?;
        self.tell(News::Keys {
            unlocked: self.keys == Keys::Agents,
        })?;
        self.tell_both_sides()?;
        self.tell_hidden()
    }
}

/// Moments of the journal are kept in seconds.
fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// The signals that end the command in order.
struct Signals([Signal; 3]);

impl Signals {
    fn new() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(|e| Failure::io("listening for signals", e));
        Ok(Self([
            listen(SignalKind::interrupt())?,
            listen(SignalKind::terminate())?,
            listen(SignalKind::hangup())?,
        ]))
    }

    async fn any(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}
