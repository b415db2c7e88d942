//! Keeping connections to a set of peers: dialling with backoff, taking theirs, never holding two.
//!
//! When the accepting side of a connection changes its address and there is no relay, iroh can
//! stall for more than a minute, and a new dial fails as long as the old connection is open. So the
//! answer to an own change of address, and to a peer that comes anew, is always: close first, then dial.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::WeakConnectionHandle;
use replica::LinkId;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep_until};

use crate::accept::Incoming;
use crate::channel::{Channel, Closing, close};
use crate::config::Purpose;
use crate::dial::{DialError, Dialler};
use crate::link::Link;

/// Pause before the first repeated dial; doubles up to the last.
const BACKOFF_FIRST: Duration = Duration::from_millis(500);
const BACKOFF_LAST: Duration = Duration::from_secs(30);
/// A connection that lasted this long makes the backoff start over.
const STABLE_AFTER: Duration = Duration::from_secs(10);
/// Two connections within this time mean that both sides dialled; later, that the peer lost the first.
const CROSSING_TIME: Duration = Duration::from_secs(3);
/// Events the caller may leave unread before further connections are dropped.
const EVENTS_MAX: usize = 16;

/// Gives the addresses at which a peer was last reached; asked before every dial.
pub type Hints = Arc<dyn Fn() -> Vec<SocketAddr> + Send + Sync>;

/// A peer to stay connected to.
#[derive(Clone)]
pub struct Peer {
    /// Whom.
    pub id: LinkId,
    /// Where, besides wherever it is seen nearby.
    pub hints: Hints,
}

/// What a [`Supervisor`] yields.
#[derive(Debug)]
pub enum Event {
    /// A connection for exchange. Any earlier one with the same peer is closed already.
    Connected {
        /// The stream; close or drop it to have the supervisor dial again.
        channel: Channel,
        /// Whether this side dialled.
        dialled: bool,
    },
    /// Somebody wants to pair.
    Pairing(Incoming),
}

/// Keeps dialling while it lives; dropping it leaves open channels to their owners.
pub struct Supervisor {
    peers: watch::Sender<Vec<Peer>>,
    at_once: Arc<Notify>,
    _task: JoinSet<()>,
}

impl Supervisor {
    /// Starts, and takes over [`Link::accept`]: every accepted connection comes as an event. The
    /// events end when the link closes or the supervisor is dropped.
    #[must_use]
    pub fn start(link: Arc<Link>, peers: Vec<Peer>) -> (Self, mpsc::Receiver<Event>) {
        let (peers, peers_seen) = watch::channel(peers);
        let (events, events_seen) = mpsc::channel(EVENTS_MAX);
        let at_once = Arc::new(Notify::new());
        let mut watch = Watch::new(&link, events, Arc::clone(&at_once));
        let mut task = JoinSet::new();
        task.spawn(async move {
            watch.replace_peers(&peers_seen.borrow());
            watch.run(&link, peers_seen).await;
        });
        let supervisor = Self {
            peers,
            at_once,
            _task: task,
        };
        (supervisor, events_seen)
    }

    /// Replaces the peers to dial. Connections with others stay, but are not dialled again.
    pub fn set_peers(&self, peers: Vec<Peer>) {
        // Fails only after the link was closed.
        let _ = self.peers.send(peers);
    }

    /// Dials whoever is not connected at once, however long the pause after earlier dials should last.
    pub fn dial_now(&self) {
        self.at_once.notify_one();
    }
}

/// The supervisor's whole state; one task owns it.
struct Watch {
    own: LinkId,
    dialler: Dialler,
    events: mpsc::Sender<Event>,
    at_once: Arc<Notify>,
    peers: BTreeMap<LinkId, Watched>,
    dials: JoinSet<(LinkId, u64, Result<Channel, DialError>)>,
    ends: JoinSet<(LinkId, u64)>,
    /// Tells dials and connections of one peer apart.
    serial: u64,
}

struct Watched {
    hints: Hints,
    failures: u32,
    state: State,
}

enum State {
    Waiting {
        until: Instant,
    },
    Dialling {
        serial: u64,
        task: AbortHandle,
    },
    Connected {
        serial: u64,
        conn: WeakConnectionHandle,
        since: Instant,
        dialled: bool,
    },
}

impl Watch {
    fn new(link: &Link, events: mpsc::Sender<Event>, at_once: Arc<Notify>) -> Self {
        Self {
            own: link.id(),
            dialler: link.dialler(),
            events,
            at_once,
            peers: BTreeMap::new(),
            dials: JoinSet::new(),
            ends: JoinSet::new(),
            serial: 0,
        }
    }

    async fn run(&mut self, link: &Link, mut peers: watch::Receiver<Vec<Peer>>) {
        let mut news = link.news();
        let mut addresses = link.addresses();
        let mut changed = Box::pin(link.address_changed());
        loop {
            let due = self.dial_due();
            // In order: own dials that succeeded must be known before a crossing one is judged.
            tokio::select! {
                biased;
                Some(dialled) = self.dials.join_next() => {
                    if let Ok((peer, serial, result)) = dialled {
                        self.dial_ended(peer, serial, result);
                    }
                }
                Some(ended) = self.ends.join_next() => {
                    if let Ok((peer, serial)) = ended {
                        self.connection_ended(peer, serial);
                    }
                }
                incoming = link.accept() => match incoming {
                    None => break,
                    Some(incoming) if incoming.purpose == Purpose::Pair => {
                        self.tell(Event::Pairing(incoming));
                    }
                    Some(incoming) => self.accepted(incoming.channel),
                },
                now = &mut changed => {
                    changed = Box::pin(link.address_changed());
                    let lost = addresses.iter().any(|address| !now.contains(address));
                    addresses = now;
                    self.moved(lost);
                }
                who = news.recv() => match who {
                    Ok(peer) => self.appeared(|id| id == peer),
                    Err(RecvError::Lagged(_)) => self.appeared(|_| true),
                    Err(RecvError::Closed) => break,
                },
                () = self.at_once.notified() => self.appeared(|_| true),
                still_there = peers.changed() => {
                    if still_there.is_err() || self.events.is_closed() {
                        break;
                    }
                    let peers = peers.borrow_and_update().clone();
                    self.replace_peers(&peers);
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
            }
        }
    }

    /// Starts the dials that are due; returns when the next one is.
    fn dial_due(&mut self) -> Option<Instant> {
        let now = Instant::now();
        let mut next: Option<Instant> = None;
        for (id, watched) in &mut self.peers {
            let State::Waiting { until } = watched.state else {
                continue;
            };
            if until > now {
                next = Some(next.map_or(until, |next| next.min(until)));
                continue;
            }
            self.serial += 1;
            let (peer, serial) = (*id, self.serial);
            let (dialler, hints) = (self.dialler.clone(), Arc::clone(&watched.hints));
            let task = self.dials.spawn(async move {
                let result = dialler.dial(peer, &hints(), Purpose::Exchange).await;
                (peer, serial, result)
            });
            watched.state = State::Dialling { serial, task };
        }
        next
    }

    fn dial_ended(&mut self, peer: LinkId, serial: u64, result: Result<Channel, DialError>) {
        let Some(watched) = self.peers.get_mut(&peer) else {
            return;
        };
        if !matches!(watched.state, State::Dialling { serial: current, .. } if current == serial) {
            // Overtaken; the channel, if any, closes as it drops.
            return;
        }
        match result {
            Ok(channel) => self.connected(channel, true),
            Err(why) => {
                tracing::debug!(?peer, %why, "not reached");
                watched.back_off(self.own > peer);
            }
        }
    }

    /// Judges a connection that the peer opened.
    fn accepted(&mut self, channel: Channel) {
        let peer = channel.peer();
        let keep_old = match self.peers.get(&peer).map(|watched| &watched.state) {
            // Both dialled: both keep the one that the smaller id dialled.
            Some(State::Connected {
                since,
                dialled: true,
                ..
            }) => since.elapsed() < CROSSING_TIME && self.own < peer,
            _ => false,
        };
        if keep_old {
            channel.close(Closing::Replaced);
        } else {
            self.connected(channel, false);
        }
    }

    /// Makes a connection the current one with its peer, and hands it out.
    fn connected(&mut self, channel: Channel, dialled: bool) {
        let peer = channel.peer();
        self.serial += 1;
        if let Some(watched) = self.peers.get_mut(&peer) {
            let (serial, conn) = (self.serial, channel.watch());
            let ended = conn.closed();
            self.ends.spawn(async move {
                ended.await;
                (peer, serial)
            });
            let state = State::Connected {
                serial,
                conn,
                since: Instant::now(),
                dialled,
            };
            watched.enter(state, Closing::Replaced);
        }
        self.tell(Event::Connected { channel, dialled });
    }

    fn connection_ended(&mut self, peer: LinkId, serial: u64) {
        let Some(watched) = self.peers.get_mut(&peer) else {
            return;
        };
        match watched.state {
            State::Connected {
                serial: current,
                since,
                ..
            } if current == serial => {
                if since.elapsed() >= STABLE_AFTER {
                    watched.failures = 0;
                }
                watched.back_off(self.own > peer);
            }
            _ => {}
        }
    }

    /// The own addresses changed. If one is gone, connections may hang on it without any error.
    fn moved(&mut self, lost: bool) {
        for watched in self.peers.values_mut() {
            watched.failures = 0;
            let again = match &watched.state {
                State::Waiting { .. } => true,
                State::Dialling { .. } => lost,
                State::Connected { conn, .. } => lost && !is_relayed(conn),
            };
            if again {
                watched.enter(
                    State::Waiting {
                        until: Instant::now(),
                    },
                    Closing::Moved,
                );
            }
        }
    }

    /// Peers were seen nearby at a new address.
    fn appeared(&mut self, who: impl Fn(LinkId) -> bool) {
        for (_, watched) in self.peers.iter_mut().filter(|(id, _)| who(**id)) {
            watched.failures = 0;
            if let State::Waiting { until } = &mut watched.state {
                *until = Instant::now();
            }
        }
    }

    fn replace_peers(&mut self, peers: &[Peer]) {
        let mut before = std::mem::take(&mut self.peers);
        for peer in peers.iter().filter(|peer| peer.id != self.own) {
            let state = match before.remove(&peer.id) {
                Some(watched) => watched.state,
                None => State::Waiting {
                    until: Instant::now(),
                },
            };
            let hints = Arc::clone(&peer.hints);
            self.peers.insert(
                peer.id,
                Watched {
                    hints,
                    failures: 0,
                    state,
                },
            );
        }
        for gone in before.into_values() {
            if let State::Dialling { task, .. } = gone.state {
                task.abort();
            }
        }
    }

    fn tell(&self, event: Event) {
        if self.events.try_send(event).is_err() {
            tracing::debug!("a connection was dropped: nobody takes it");
        }
    }
}

impl Watched {
    /// Leaves the current state, closing what belongs to it, and enters another.
    fn enter(&mut self, state: State, why: Closing) {
        match std::mem::replace(&mut self.state, state) {
            State::Waiting { .. } => {}
            State::Dialling { task, .. } => task.abort(),
            State::Connected { conn, .. } => {
                if let Some(conn) = conn.upgrade() {
                    close(&conn, why);
                }
            }
        }
    }

    /// Waits before the next dial. One of the two sides waits longer, so that two that dial each
    /// other at the same moment do not do so again.
    fn back_off(&mut self, longer: bool) {
        let pause = pause(self.failures, longer);
        self.failures = self.failures.saturating_add(1);
        self.state = State::Waiting {
            until: Instant::now() + pause,
        };
    }
}

fn pause(failures: u32, longer: bool) -> Duration {
    let pause = BACKOFF_FIRST
        .saturating_mul(1 << failures.min(10))
        .min(BACKOFF_LAST);
    if longer { pause + pause / 2 } else { pause }
}

/// Whether a connection has a path over a relay, over which it heals by itself.
fn is_relayed(conn: &WeakConnectionHandle) -> bool {
    conn.upgrade()
        .is_some_and(|conn| conn.paths().iter().any(|path| path.is_relay()))
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Supervisor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supervisor").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_bound_and_differ_between_the_two_sides() {
        assert_eq!(pause(0, false), BACKOFF_FIRST);
        assert_eq!(pause(3, false), BACKOFF_FIRST * 8);
        assert_eq!(pause(u32::MAX, false), BACKOFF_LAST);
        assert!(pause(0, true) > pause(0, false));
    }
}
