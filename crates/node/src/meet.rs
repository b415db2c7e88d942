//! Meeting every device once: dialling all of them and answering those that dial us, for a bounded time.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use engine::views::DeviceView;
use engine::{ExchangeError, ExchangeReport, Vault};
use link::{Channel, Closing, Event, Link, LinkId, Purpose, Supervisor};
use thiserror::Error;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::clocks::{Ahead, Clocks, while_comparing};
use crate::computing::compute_after_meeting;
use crate::exchange::exchange;
use crate::network::{Network, StartError};
use crate::node::Node;
use crate::outcome::{MeetOptions, Met, Outcome, patience};
use crate::status::others;

/// Why a meeting was broken off.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MeetError {
    /// The device could not go on the network.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The vault failed. Exchanges that had ended by then stay.
    #[error(transparent)]
    Vault(#[from] engine::StoreError),
}

/// A device, how the exchange with it ended, whether it got as far as a record or an agreement, and how its clock stands if
/// it was heard.
type Ending = (
    LinkId,
    Result<ExchangeReport, ExchangeError>,
    bool,
    Option<Ahead>,
);

struct Meeting {
    vault: Arc<Vault>,
    link: Arc<Link>,
    supervisor: Supervisor,
    allowed: BTreeSet<LinkId>,
    met: BTreeMap<LinkId, ExchangeReport>,
    cut: BTreeMap<LinkId, ExchangeError>,
    clocks: Clocks,
    /// Exchanges under way.
    running: JoinSet<Ending>,
}

impl Node {
    /// Exchanges once with every device and reader that can be reached, and leaves the network.
    ///
    /// Works on a locked vault: sealed records move, and are read at the next unlocking.
    ///
    /// # Errors
    /// No link, or a vault that fails. Devices that were not reached are no error.
    pub async fn meet(
        vault: &Vault,
        network: impl Into<Network>,
        options: MeetOptions,
    ) -> Result<Vec<Met>, MeetError> {
        let vault = &Arc::new(vault.clone());
        let devices = vault.devices().list().map_err(engine::StoreError::from)?;
        let devices = others(devices);
        let allowed = vault.allowed_links()?;
        let link = Arc::new(network.into().open(vault, None).await?);
        link.set_allowed(allowed.clone());
        let peers = allowed.iter().map(|id| peer(vault, *id)).collect();
        let (supervisor, events) = Supervisor::start(Arc::clone(&link), peers);
        let mut meeting = Meeting {
            vault: Arc::clone(vault),
            link: Arc::clone(&link),
            supervisor,
            allowed,
            met: BTreeMap::new(),
            cut: BTreeMap::new(),
            clocks: Clocks::default(),
            running: JoinSet::new(),
        };
        let outcome = meeting.go_on(events, &devices, options.wait).await;
        let Meeting {
            mut met,
            mut cut,
            clocks,
            ..
        } = meeting;
        link.close().await;
        outcome?;
        compute_after_meeting(vault).await;
        let outcome = |device: DeviceView| {
            let outcome = match (met.remove(&device.link), cut.remove(&device.link)) {
                (Some(report), _) => Outcome::Met(report),
                (None, Some(why)) => Outcome::Cut(why),
                (None, None) => Outcome::NotReached,
            };
            Met {
                clock_ahead: clocks.of(device.link),
                device,
                outcome,
            }
        };
        Ok(devices.into_iter().map(outcome).collect())
    }
}

fn peer(vault: &Arc<Vault>, id: LinkId) -> link::Peer {
    // Weak, so that a peer that is never reached does not keep the vault open.
    let vault = Arc::downgrade(vault);
    link::Peer {
        id,
        hints: Arc::new(move || -> Vec<SocketAddr> {
            let vault = vault.upgrade();
            vault
                .and_then(|vault| vault.addresses_of(id).ok())
                .unwrap_or_default()
        }),
    }
}

impl Meeting {
    async fn go_on(
        &mut self,
        mut events: mpsc::Receiver<Event>,
        devices: &[DeviceView],
        wait: Duration,
    ) -> Result<(), engine::StoreError> {
        let begun = Instant::now();
        let patience = patience(devices, wait);
        loop {
            let missing = devices
                .iter()
                .filter(|device| !self.met.contains_key(&device.link));
            let until = missing.map(&patience).max().map(|longest| begun + longest);
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
            let (peer, beside) = (channel.peer(), channel.beside());
            let mut clock = None;
            let work = exchange(&vault, &mut channel, dialled, None, Some(tell));
            let result = while_comparing(&vault, beside, work, |ahead| clock = Some(ahead)).await;
            (peer, result, told.try_recv().is_ok(), clock)
        });
    }

    fn ended(&mut self, (peer, result, begun, clock): Ending) -> Result<(), engine::StoreError> {
        if let Some(ahead) = clock {
            self.clocks.measured(peer, ahead);
        }
        match result {
            Ok(report) => {
                self.met.insert(peer, report);
                self.leave_alone(peer);
            }
            Err(ExchangeError::Storage(error)) => return Err(error.into_source()),
            Err(ExchangeError::Refused(_)) => self.leave_alone(peer),
            // It hung up on us, or on this connection in favour of another one: it is dialled again. One that wants
            // nothing to do with us looks as if it were not there.
            Err(error) => {
                if begun {
                    self.cut.insert(peer, error);
                }
            }
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
