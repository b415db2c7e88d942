//! The link itself: one endpoint, its doors, and the tasks that keep it findable.

use std::collections::BTreeSet;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use iroh::{Endpoint, Watcher};
use replica::LinkId;
use tokio::sync::{Mutex, broadcast, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::accept::{Incoming, WAITING_MAX, accept_all};
use crate::announce::{Surroundings, announce};
use crate::channel::Channel;
use crate::config::{Group, LinkConfig, OpenError, Profile, Purpose};
use crate::dial::{DialError, Dialler};
use crate::endpoint::{Bound, bind, own_relay};
use crate::gate::Gate;
use crate::interfaces;
use crate::nearby::Nearby;

/// How often the interfaces are looked at, besides whenever iroh notices a change.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// How long closing waits for peers to confirm.
const CLOSE_TIME_MAX: Duration = Duration::from_millis(900);

/// One endpoint of this device. A process has one; close it before the end.
pub struct Link {
    dialler: Dialler,
    gate: Gate,
    groups: watch::Sender<Arc<Vec<Group>>>,
    surroundings: watch::Receiver<Surroundings>,
    incoming: Mutex<mpsc::Receiver<Incoming>>,
    closed: watch::Sender<bool>,
    port_taken: bool,
    /// Ends with the link.
    _tasks: JoinSet<()>,
}

impl Link {
    /// Opens the endpoint and, if the profile looks around, begins to announce and to listen.
    ///
    /// At first nobody is allowed to connect.
    ///
    /// # Errors
    /// The profile is off, the relay's address is no URL, or no socket can be had.
    pub async fn open(config: LinkConfig) -> Result<Self, OpenError> {
        if config.profile == Profile::Off {
            return Err(OpenError::Off);
        }
        let gate = Gate::default();
        let Bound {
            endpoint,
            port_taken,
        } = bind(&config.secret, &config.profile, config.port, &gate).await?;
        let nearby = Nearby::new();
        let (groups, groups_seen) = watch::channel(Arc::new(config.groups));
        let (around, surroundings) = watch::channel(look(&endpoint).await);
        let (closed, closed_seen) = watch::channel(false);
        let (waiting, incoming) = mpsc::channel(WAITING_MAX);

        let mut tasks = JoinSet::new();
        tasks.spawn(accept_all(endpoint.clone(), waiting));
        tasks.spawn(keep_looking(endpoint.clone(), nearby.clone(), around));
        if config.profile.looks_around() {
            let own = LinkId::from_bytes(*endpoint.id().as_bytes());
            tasks.spawn(announce(
                own,
                nearby.clone(),
                groups_seen,
                surroundings.clone(),
            ));
        }
        let dialler = Dialler {
            endpoint,
            nearby,
            closed: closed_seen,
            looks_around: config.profile.looks_around(),
            reaches_by_id: matches!(config.profile, Profile::Internet { .. }),
            relay: own_relay(&config.profile)?.map(|relay| relay.url),
        };
        let incoming = Mutex::new(incoming);
        Ok(Self {
            dialler,
            gate,
            groups,
            surroundings,
            incoming,
            closed,
            port_taken,
            _tasks: tasks,
        })
    }

    /// The public half of the link's key.
    #[must_use]
    pub fn id(&self) -> LinkId {
        LinkId::from_bytes(*self.dialler.endpoint.id().as_bytes())
    }

    /// Where others on the same network can dial this link, the likeliest first; may be empty for a
    /// moment while a network comes up.
    #[must_use]
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.surroundings.borrow().addresses.clone()
    }

    /// Whether the wanted port could not be had, so that remembered addresses of this link are stale.
    #[must_use]
    pub fn port_taken(&self) -> bool {
        self.port_taken
    }

    /// Says who may connect for [`Purpose::Exchange`] from now on. Open connections stay.
    pub fn set_allowed(&self, allowed: BTreeSet<LinkId>) {
        self.gate.set_allowed(allowed);
    }

    /// Opens or shuts the door for [`Purpose::Pair`], through which anyone may come.
    pub fn set_pairing(&self, open: bool) {
        self.gate.set_pairing(open);
    }

    /// Replaces the groups in which this link is found and finds others; at most 16 are announced.
    pub fn set_groups(&self, groups: Vec<Group>) {
        // Without a task that listens (profile `Manual`) there is nothing to do.
        let _ = self.groups.send(Arc::new(groups));
    }

    /// The next connection that somebody else opened; `None` once the link is closed.
    pub async fn accept(&self) -> Option<Incoming> {
        self.incoming.lock().await.recv().await
    }

    /// Connects to a peer: at all hints, at all addresses at which it is seen nearby, and at those
    /// at which it appears meanwhile.
    ///
    /// A peer that does not know this link lets the connection come about and then closes it, so
    /// the first read fails; [`Channel::ended`] then says [`crate::Closing::Refused`].
    ///
    /// # Errors
    /// After at most [`crate::DIAL_SECONDS_MAX`]: no address, no answer, or a failure.
    pub async fn dial(
        &self,
        peer: LinkId,
        hints: &[SocketAddr],
        purpose: Purpose,
    ) -> Result<Channel, DialError> {
        self.dialler.dial(peer, hints, purpose).await
    }

    /// Where a peer was seen on the local network in the last moments.
    #[must_use]
    pub fn seen_at(&self, peer: LinkId) -> Vec<SocketAddr> {
        self.dialler.nearby.addresses(peer)
    }

    /// Resolves with the new addresses when [`Link::addresses`] next changes after this call (not
    /// after the first poll); never once the link is closed.
    pub fn address_changed(&self) -> impl Future<Output = Vec<SocketAddr>> + Send + use<> {
        let mut surroundings = self.surroundings.clone();
        let before = surroundings.borrow_and_update().addresses.clone();
        async move {
            loop {
                if surroundings.changed().await.is_err() {
                    return std::future::pending().await;
                }
                let now = surroundings.borrow_and_update().addresses.clone();
                if now != before {
                    return now;
                }
            }
        }
    }

    /// Closes all connections and the endpoint, waiting less than a second for peers to confirm.
    pub async fn close(&self) {
        self.closed.send_replace(true);
        let endpoint = self.dialler.endpoint.clone();
        // On its own, so that giving up the wait does not stop it halfway.
        let closing = tokio::spawn(async move { endpoint.close().await });
        if timeout(CLOSE_TIME_MAX, closing).await.is_err() {
            tracing::debug!("peers did not confirm the end in time");
        }
    }

    pub(crate) fn dialler(&self) -> Dialler {
        self.dialler.clone()
    }

    pub(crate) fn news(&self) -> broadcast::Receiver<LinkId> {
        self.dialler.nearby.news()
    }
}

/// Keeps the surroundings up to date until the endpoint closes.
async fn keep_looking(endpoint: Endpoint, nearby: Nearby, around: watch::Sender<Surroundings>) {
    let mut noticed = endpoint.watch_addr();
    let mut closed = std::pin::pin!(endpoint.closed());
    loop {
        tokio::select! {
            _ = &mut closed => break,
            () = tokio::time::sleep(LOOK_EVERY) => {}
            still_there = noticed.updated() => if still_there.is_err() { break },
        }
        let now = look(&endpoint).await;
        around.send_if_modified(|before| {
            let changed = *before != now;
            if changed {
                tracing::debug!(addresses = ?now.addresses, "the interfaces changed");
                if before.addresses != now.addresses {
                    nearby.forget();
                }
                *before = now;
            }
            changed
        });
    }
}

async fn look(endpoint: &Endpoint) -> Surroundings {
    let interfaces = interfaces::look().await;
    let sockets = endpoint.bound_sockets();
    let port = |ip: &IpAddr| {
        let own = sockets
            .iter()
            .find(|socket| socket.is_ipv4() == ip.is_ipv4());
        own.map(SocketAddr::port)
    };
    let addresses = interfaces
        .addresses
        .iter()
        .filter_map(|ip| Some(SocketAddr::new(*ip, port(ip)?)))
        .collect();
    Surroundings {
        addresses,
        interfaces,
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("id", &self.id())
            .field("addresses", &self.addresses())
            .finish_non_exhaustive()
    }
}
