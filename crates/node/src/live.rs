//! The task behind a [`Node`](crate::Node): live exchanges with everybody who may connect.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::views::DeviceView;
use engine::{Changes, ErrorKind, ExchangeError, ExchangeEvent, Journal, Publishings, Vault};
use jiff::Timestamp;
use link::{Closing, Event, Link, LinkId, Purpose, Supervisor};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until};

use crate::clocks::Clocks;
use crate::computing::Computing;
use crate::connection::{Connection, Number};
use crate::error::NodeError;
use crate::event::{NodeEvent, Peer};
use crate::exchange::{Told, live};
use crate::failing::{Failing, bug};
use crate::findings::Findings;
use crate::folders::Folders;
use crate::network::{Network, StartError, groups};
use crate::round::{Order, Rounds};
use crate::status::{NodeStatus, PeerStatus, Problem, others, whole_second};

/// Where the system does not tell of what other processes change, it is noticed after this long.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);

/// Where each device was last reached, for the dials, which must not hold the vault open.
type Addresses = Arc<Mutex<BTreeMap<LinkId, Vec<SocketAddr>>>>;

type Ending = Result<(Id, (Number, Result<(), ExchangeError>)), JoinError>;

pub(crate) struct Live {
    vault: Arc<Vault>,
    /// Tells when the keys, who belongs here, or what is held may be otherwise.
    changes: Changes,
    publishings: Publishings,
    /// Whether the keys were open when they were last looked at.
    unlocked: bool,
    link: Arc<Link>,
    supervisor: Supervisor,
    connecting: mpsc::Receiver<Event>,
    allowed: BTreeSet<LinkId>,
    addresses: Addresses,
    group_members: usize,
    devices: Vec<DeviceView>,
    exchanges: JoinSet<(Number, Result<(), ExchangeError>)>,
    connections: BTreeMap<Number, Connection>,
    /// Connections so far.
    counted: Number,
    problems: BTreeMap<LinkId, Problem>,
    /// What was asked for and is not done.
    rounds: Rounds,
    /// Has all exchanges look at the vault; counts how often.
    look: watch::Sender<u64>,
    /// For the exchanges to tell what they do.
    report: mpsc::UnboundedSender<(Number, Told)>,
    reported: mpsc::UnboundedReceiver<(Number, Told)>,
    clocks: Clocks,
    findings: Findings,
    only_here: (u64, Option<Timestamp>),
    computing: Computing,
    folders: Folders,
    events: broadcast::Sender<NodeEvent>,
    status: watch::Sender<NodeStatus>,
}

impl Live {
    /// Opens the link and begins to dial.
    pub(crate) async fn start(
        journal: &Journal,
        network: Network,
        events: broadcast::Sender<NodeEvent>,
        status: watch::Sender<NodeStatus>,
    ) -> Result<Self, StartError> {
        let changes = journal.watch();
        let publishings = journal.vault().shares().publishings();
        let vault = Arc::new(journal.vault().clone());
        let link = Arc::new(network.open(&vault, None).await?);
        let (supervisor, connecting) = Supervisor::start(Arc::clone(&link), Vec::new());
        let (report, reported) = mpsc::unbounded_channel();
        let mut live = Self {
            findings: Findings::new(whole_second(vault.env().now().timestamp())),
            unlocked: vault.is_unlocked(),
            vault,
            changes,
            publishings,
            link,
            supervisor,
            connecting,
            allowed: BTreeSet::new(),
            addresses: Addresses::default(),
            group_members: 0,
            devices: Vec::new(),
            exchanges: JoinSet::new(),
            connections: BTreeMap::new(),
            counted: 0,
            problems: BTreeMap::new(),
            rounds: Rounds::default(),
            look: watch::Sender::new(0),
            report,
            reported,
            clocks: Clocks::default(),
            only_here: (0, None),
            computing: Computing::begin(),
            folders: Folders::begin(),
            events,
            status,
        };
        live.look_around()?;
        Ok(live)
    }

    /// Stays connected until the handle is gone, or until the vault fails.
    pub(crate) async fn run(
        mut self,
        mut orders: mpsc::UnboundedReceiver<Order>,
    ) -> Result<(), NodeError> {
        let mut failing = Failing::default();
        let result = loop {
            let round_ends = self.rounds.next_end();
            // In order: what an exchange did is told before its end.
            let step = tokio::select! {
                biased;
                order = orders.recv() => match order {
                    Some(order) => self.begin_round(order),
                    None => break Ok(()),
                },
                Some((number, told)) = self.reported.recv() => self.exchanged(number, told),
                Some(ending) = self.exchanges.join_next_with_id() => {
                    self.ended(ending);
                    continue;
                }
                event = self.connecting.recv() => match event {
                    Some(event) => self.connected(event),
                    None => break Ok(()),
                },
                publishing = self.publishings.next() => {
                    self.tell(NodeEvent::Published(publishing));
                    Ok(())
                }
                () = self.changes.next() => self.look_around(),
                () = self.computing.step(&self.vault) => continue,
                carried = self.folders.step(&self.vault) => {
                    carried.into_iter().for_each(|event| self.tell(event));
                    self.look_around()
                }
                () = sleep_until(round_ends.unwrap_or_else(Instant::now)), if round_ends.is_some() => {
                    self.rounds.end_due(&self.clocks);
                    Ok(())
                }
                () = failing.look_again() => self.look_around(),
                () = sleep(LOOK_AT_LEAST) => self.look_around(),
            };
            if self.vault.is_replaced() {
                break Err(NodeError::Replaced);
            }
            match step {
                // The keys may go at any moment; the next look notices.
                Err(error) if error.kind() != ErrorKind::Locked => {
                    if failing.failed() {
                        break Err(NodeError::Vault(error));
                    }
                }
                _ => failing.went_well(),
            }
        };
        self.exchanges.shutdown().await;
        let link = Arc::clone(&self.link);
        drop(self);
        link.close().await;
        result
    }

    /// Has everybody who is not connected dialled, and every exchange look at the vault.
    fn begin_round(&mut self, order: Order) -> Result<(), engine::StoreError> {
        self.look_around()?;
        self.look.send_modify(|asked| *asked += 1);
        let asked = *self.look.borrow();
        let devices = others(self.devices.clone());
        let connected = |link| self.connections.values().any(|known| known.peer == link);
        self.rounds.begin(order, asked, devices, connected);
        self.supervisor.dial_now();
        Ok(())
    }

    fn tell(&self, event: NodeEvent) {
        // Nobody has to listen.
        let _ = self.events.send(event);
    }

    fn peer(&self, link: LinkId) -> Peer {
        let device = self.devices.iter().find(|device| device.link == link);
        Peer {
            link,
            name: device.map(|device| device.name.clone()),
        }
    }

    fn connected(&mut self, event: Event) -> Result<(), engine::StoreError> {
        let Event::Connected { channel, dialled } = event else {
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
        self.counted += 1;
        let number = self.counted;
        let (vault, report) = (Arc::clone(&self.vault), self.report.clone());
        let look = self.look.subscribe();
        let exchange = self.exchanges.spawn(async move {
            // Ends with the node.
            let tell = |told| drop(report.send((number, told)));
            (number, live(&vault, channel, dialled, look, tell).await)
        });
        let connection = Connection {
            peer,
            exchange,
            since: self.vault.env().now().timestamp(),
            sent: 0,
            received: 0,
            begun: false,
            agreed: false,
            in_step: false,
        };
        self.connections.insert(number, connection);
        self.rounds.connected(peer);
        let peer = self.peer(peer);
        self.show();
        self.tell(NodeEvent::Connected { peer });
        Ok(())
    }

    fn exchanged(&mut self, number: Number, told: Told) -> Result<(), engine::StoreError> {
        let Some(connection) = self.connections.get_mut(&number) else {
            return Ok(());
        };
        let link = connection.peer;
        let event = match told {
            Told::Exchange(event) => event,
            Told::Clock(ahead) => {
                if let Some(ahead) = self.clocks.measured(link, ahead) {
                    let peer = self.peer(link);
                    self.tell(NodeEvent::ClocksDiffer { peer, ahead });
                }
                return Ok(());
            }
        };
        connection.begun = true;
        let told = match event {
            ExchangeEvent::Sent(records) => {
                connection.sent += records;
                connection.in_step = false;
                let peer = self.peer(link);
                Some(NodeEvent::Sent { peer, records })
            }
            ExchangeEvent::Received(records) => {
                connection.received += records;
                connection.in_step = false;
                let peer = self.peer(link);
                Some(NodeEvent::Received { peer, records })
            }
            ExchangeEvent::Differs(logs) => {
                connection.in_step = false;
                self.problems.insert(link, Problem::Differs(logs));
                let peer = self.peer(link);
                Some(NodeEvent::Differs { peer, logs })
            }
            ExchangeEvent::InStep => {
                connection.in_step = true;
                let first = !std::mem::replace(&mut connection.agreed, true);
                let sent = std::mem::take(&mut connection.sent);
                let received = std::mem::take(&mut connection.received);
                self.problems.remove(&link);
                // What came may have been about who belongs here.
                self.look_around()?;
                let is_news = first || sent + received > 0;
                is_news.then(|| NodeEvent::InStep {
                    peer: self.peer(link),
                    first,
                    sent,
                    received,
                })
            }
            ExchangeEvent::Fetched(bytes) => {
                let peer = self.peer(link);
                Some(NodeEvent::Fetched { peer, bytes })
            }
            ExchangeEvent::Looked { .. } => None,
        };
        if self.newest(link) == Some(number) {
            self.rounds.exchanged(link, &event);
        }
        self.show();
        if let Some(told) = told {
            self.tell(told);
        }
        if matches!(event, ExchangeEvent::InStep | ExchangeEvent::Differs(_)) {
            self.tell_findings()?;
        }
        Ok(())
    }

    /// The connection with this device that came about last.
    fn newest(&self, link: LinkId) -> Option<Number> {
        let mut all = self.connections.iter();
        all.rfind(|(_, connection)| connection.peer == link)
            .map(|(number, _)| *number)
    }

    fn tell_findings(&mut self) -> Result<(), engine::StoreError> {
        for event in self.findings.look(&self.vault)? {
            self.tell(event);
        }
        Ok(())
    }

    /// An exchange has ended, or was ended since its peer does not belong here any more.
    fn ended(&mut self, ending: Ending) {
        let (number, result) = match ending {
            Ok((_, (number, result))) => (number, result),
            Err(stopped) => {
                let mut all = self.connections.iter();
                match all.find(|(_, connection)| connection.exchange.id() == stopped.id()) {
                    Some((number, _)) if stopped.is_panic() => (*number, Err(bug())),
                    Some((number, _)) => (*number, Ok(())),
                    None => return,
                }
            }
        };
        let Some(connection) = self.connections.remove(&number) else {
            return;
        };
        let peer = self.peer(connection.peer);
        let mut cut = None;
        if let Err(error) = result {
            match error {
                // Whatever one device brought about is no reason to leave the others.
                ExchangeError::Storage(_) | ExchangeError::Invalid(_) => {
                    let why = cut.insert(error.to_string()).clone();
                    self.problems.insert(peer.link, Problem::Cut(why.clone()));
                    let peer = peer.clone();
                    self.tell(NodeEvent::Failed { peer, why });
                }
                ExchangeError::Refused(_) => {
                    self.problems.insert(peer.link, Problem::Refused);
                    let peer = peer.clone();
                    self.tell(NodeEvent::Refused { peer });
                }
                // The connection ended, or the journal was locked meanwhile.
                error => {
                    if connection.sent + connection.received > 0 {
                        let why = cut.insert(error.to_string());
                        self.problems.insert(peer.link, Problem::Cut(why.clone()));
                    }
                }
            }
        }
        if self.newest(peer.link).is_none() {
            self.rounds.left(peer.link, cut.as_deref());
        }
        self.show();
        self.tell(NodeEvent::Left {
            peer,
            begun: connection.begun,
            sent: connection.sent,
            received: connection.received,
        });
    }

    /// Brings doors, groups, peers and status up to date with who belongs here now, and with the keys.
    fn look_around(&mut self) -> Result<(), engine::StoreError> {
        self.computing.soon();
        let unlocked = self.vault.is_unlocked();
        let keys_changed = std::mem::replace(&mut self.unlocked, unlocked) != unlocked;
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
        if members != self.group_members {
            self.group_members = members;
            self.link.set_groups(groups);
        }
        if allowed != self.allowed {
            self.link.set_allowed(allowed.clone());
            let peers = allowed.iter().map(|id| self.dialled_peer(*id));
            self.supervisor.set_peers(peers.collect());
            for connection in self.connections.values() {
                if !allowed.contains(&connection.peer) {
                    connection.exchange.abort();
                }
            }
            self.problems.retain(|peer, _| allowed.contains(peer));
            self.allowed = allowed;
        }
        let devices = self.vault.devices().list()?;
        // What is written here shows in how far the others are behind, if there are others.
        if keys_changed || devices != self.devices || devices.len() <= 1 {
            let status = self.vault.status()?;
            self.only_here = (status.only_here, status.only_here_since);
            self.folders.only_here(status.only_here);
        }
        let before = std::mem::replace(&mut self.devices, devices);
        self.show();
        if !before.is_empty() {
            self.tell_membership(&before);
        }
        if keys_changed {
            self.tell(match unlocked {
                true => NodeEvent::Unlocked,
                false => NodeEvent::Locked,
            });
            self.tell_findings()?;
        }
        Ok(())
    }

    fn tell_membership(&self, before: &[DeviceView]) {
        let is_known = |device: &DeviceView| {
            before.iter().any(|known| {
                known.link == device.link
                    && known.removed == device.removed
                    && known.share == device.share
            })
        };
        for device in self.devices.iter().filter(|device| !is_known(device)) {
            let told = Box::new(device.clone());
            self.tell(match device.removed {
                true => NodeEvent::Removed(told),
                false => NodeEvent::Added(told),
            });
        }
    }

    fn dialled_peer(&self, id: LinkId) -> link::Peer {
        let addresses = Arc::clone(&self.addresses);
        link::Peer {
            id,
            hints: Arc::new(move || {
                let known = addresses.lock().unwrap_or_else(PoisonError::into_inner);
                known.get(&id).cloned().unwrap_or_default()
            }),
        }
    }

    /// Puts out how things stand.
    fn show(&self) {
        let peer = |device: DeviceView| {
            let mut with_it = self.connections.values();
            let connection = with_it.rfind(|connection| connection.peer == device.link);
            PeerStatus {
                connected_since: connection.map(|connection| connection.since),
                in_step: connection.is_some_and(|connection| connection.in_step),
                problem: self.problems.get(&device.link).cloned(),
                device,
            }
        };
        let status = NodeStatus {
            addresses: self.link.addresses(),
            port_taken: self.link.port_taken(),
            unlocked: self.unlocked,
            may_connect: self.allowed.len(),
            only_here: self.only_here.0,
            only_here_since: self.only_here.1,
            peers: others(self.devices.clone()).into_iter().map(peer).collect(),
        };
        self.status.send_if_modified(|before| {
            let is_news = *before != status;
            if is_news {
                *before = status;
            }
            is_news
        });
    }
}
