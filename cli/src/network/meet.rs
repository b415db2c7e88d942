//! Meeting every device once: dialling all of them and answering those that dial us, for a bounded time.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use engine::views::{DeviceRole, DeviceView};
use engine::{ErrorKind, ExchangeReport, Vault};
use link::{Channel, Closing, Event, Link, LinkId, Peer, Purpose, Supervisor};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::open::{close, exchange, open_link};
use crate::failure::Failure;

/// Readers are seldom there, so that they are waited for no longer than this.
const READER_WAIT: Duration = Duration::from_secs(2);

/// What became of one device.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// An exchange was completed.
    Met(ExchangeReport),
    /// A connection came about, and the exchange did not end.
    Cut(String),
    /// It did not answer, or not to us.
    NotReached,
}

/// A device and what became of it.
#[derive(Debug)]
pub(crate) struct Met {
    /// The device; of a reader of several shares, the first of them.
    pub(crate) device: DeviceView,
    /// What became of it.
    pub(crate) outcome: Outcome,
}

/// A device, how the exchange with it ended, and whether it got as far as a record or an agreement.
type Ending = (LinkId, Result<ExchangeReport, engine::Error>, bool);

struct Meeting {
    vault: Arc<Vault>,
    link: Arc<Link>,
    supervisor: Supervisor,
    allowed: BTreeSet<LinkId>,
    met: BTreeMap<LinkId, ExchangeReport>,
    cut: BTreeMap<LinkId, String>,
    /// Exchanges under way.
    running: JoinSet<Ending>,
}

/// Exchanges once with every device that can be reached within `wait`; what has begun by then is brought to its end.
pub(crate) async fn meet_all(vault: Vault, wait: Duration) -> Result<(Vault, Vec<Met>), Failure> {
    let devices = others(&vault)?;
    let allowed = vault.allowed_links()?;
    let link = Arc::new(open_link(&vault, None).await?);
    link.set_allowed(allowed.clone());
    let vault = Arc::new(vault);
    let peers = allowed.iter().map(|id| peer(&vault, *id)).collect();
    let (supervisor, events) = Supervisor::start(Arc::clone(&link), peers);
    let mut meeting = Meeting {
        vault: Arc::clone(&vault),
        link: Arc::clone(&link),
        supervisor,
        allowed,
        met: BTreeMap::new(),
        cut: BTreeMap::new(),
        running: JoinSet::new(),
    };
    let outcome = meeting.go_on(events, &devices, wait).await;
    let mut met = std::mem::take(&mut meeting.met);
    let mut cut = std::mem::take(&mut meeting.cut);
    drop(meeting);
    close(&link).await;
    outcome?;
    let mut results = Vec::new();
    for device in devices {
        let outcome = match (met.remove(&device.link), cut.remove(&device.link)) {
            (Some(report), _) => Outcome::Met(report),
            (None, Some(why)) => Outcome::Cut(why),
            (None, None) => Outcome::NotReached,
        };
        results.push(Met { device, outcome });
    }
    let vault = whole_again(vault).await?;
    Ok((vault, results))
}

/// The tasks that shared the vault end with the link, in their own time.
async fn whole_again(mut vault: Arc<Vault>) -> Result<Vault, Failure> {
    for _ in 0..200 {
        match Arc::try_unwrap(vault) {
            Ok(vault) => return Ok(vault),
            Err(shared) => vault = shared,
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err(Failure::refused("the exchange did not end"))
}

fn peer(vault: &Arc<Vault>, id: LinkId) -> Peer {
    // Weak, so that a peer that is never reached does not keep the journal open.
    let vault = Arc::downgrade(vault);
    Peer {
        id,
        hints: Arc::new(move || -> Vec<SocketAddr> {
            let vault = vault.upgrade();
            vault
                .and_then(|vault| vault.addresses_of(id).ok())
                .unwrap_or_default()
        }),
    }
}

/// Everybody to meet: other devices and readers that are still that; of one that reads several shares, one.
fn others(vault: &Vault) -> Result<Vec<DeviceView>, Failure> {
    let mut seen = BTreeSet::new();
    let mut devices = vault.devices()?;
    devices.retain(|device| !device.this && !device.removed && seen.insert(device.link));
    Ok(devices)
}

impl Meeting {
    async fn go_on(
        &mut self,
        mut events: mpsc::Receiver<Event>,
        devices: &[DeviceView],
        wait: Duration,
    ) -> Result<(), Failure> {
        let begun = Instant::now();
        let only_readers = devices
            .iter()
            .all(|device| device.role == DeviceRole::Reader);
        let patience = |device: &DeviceView| match device.role {
            DeviceRole::Reader if !only_readers => wait.min(READER_WAIT),
            _ => wait,
        };
        loop {
            let missing = devices
                .iter()
                .filter(|device| !self.met.contains_key(&device.link));
            let until = missing.map(patience).max().map(|longest| begun + longest);
            let over = until.is_none_or(|until| until <= Instant::now());
            if over && self.running.is_empty() {
                return Ok(());
            }
            tokio::select! {
                event = events.recv(), if !over => match event {
                    Some(event) => self.take(event),
                    None => return Ok(()),
                },
                Some(ended) = self.running.join_next() => {
                    if let Ok(ending) = ended {
                        self.ended(ending)?;
                    }
                }
                () = sleep_until(until.unwrap_or_else(Instant::now)), if !over => {}
            }
        }
    }

    fn take(&mut self, event: Event) {
        let Event::Connected { channel, dialled } = event else {
            return;
        };
        if channel.purpose() != Purpose::Exchange || self.met.contains_key(&channel.peer()) {
            channel.close(Closing::Done);
            return;
        }
        let vault = Arc::clone(&self.vault);
        self.running.spawn(async move {
            let mut channel: Channel = channel;
            let (tell, mut told) = mpsc::unbounded_channel();
            let result = exchange(&vault, &mut channel, dialled, false, Some(tell)).await;
            (channel.peer(), result, told.try_recv().is_ok())
        });
    }

    fn ended(&mut self, (peer, result, begun): Ending) -> Result<(), Failure> {
        match result {
            Ok(report) => {
                self.met.insert(peer, report);
                self.leave_alone(peer);
            }
            // It hung up on us, or on this connection in favour of another one: it is dialled again. One that wants
            // nothing to do with us looks as if it were not there.
            Err(error) if error.kind() == ErrorKind::Connection => {
                if begun {
                    self.cut.insert(peer, error.to_string());
                }
            }
            Err(error) if error.kind() == ErrorKind::Refused => self.leave_alone(peer),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Whoever was met is neither dialled nor answered again.
    fn leave_alone(&mut self, peer: LinkId) {
        self.allowed.remove(&peer);
        self.link.set_allowed(self.allowed.clone());
        let left = self.allowed.iter().map(|id| self::peer(&self.vault, *id));
        self.supervisor.set_peers(left.collect());
    }
}
