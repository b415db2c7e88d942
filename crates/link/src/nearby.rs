//! Where peers were last seen on the local network. In memory only, bounded, and short-lived.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use replica::LinkId;
use tokio::sync::broadcast;

/// How long a sighting counts; several times the slowest rhythm of announcements.
const SIGHTING_TIME_MAX: Duration = Duration::from_secs(45);
/// Addresses kept per peer; the oldest go first.
const ADDRESSES_MAX: usize = 16;
/// News that a slow listener may leave unread before it is told to look for itself.
const NEWS_MAX: usize = 64;

/// The shared table; clones are the same table.
#[derive(Clone, Debug)]
pub(crate) struct Nearby {
    seen: Arc<Mutex<BTreeMap<LinkId, Sightings>>>,
    news: broadcast::Sender<LinkId>,
}

type Sightings = BTreeMap<SocketAddr, Instant>;

impl Nearby {
    pub(crate) fn new() -> Self {
        Self {
            seen: Arc::default(),
            news: broadcast::channel(NEWS_MAX).0,
        }
    }

    /// Notes a sighting; an address that was not known is news.
    pub(crate) fn saw(&self, peer: LinkId, addresses: impl IntoIterator<Item = SocketAddr>) {
        let now = Instant::now();
        let mut is_news = false;
        let mut seen = self.lock();
        let known = seen.entry(peer).or_default();
        known.retain(|_, at| now.duration_since(*at) < SIGHTING_TIME_MAX);
        for address in addresses.into_iter().take(ADDRESSES_MAX) {
            is_news |= known.insert(address, now).is_none();
        }
        while known.len() > ADDRESSES_MAX {
            let oldest = known
                .iter()
                .min_by_key(|(_, at)| **at)
                .map(|(address, _)| *address);
            oldest.map(|address| known.remove(&address));
        }
        drop(seen);
        if is_news {
            // Nobody may be listening.
            let _ = self.news.send(peer);
        }
    }

    /// The addresses at which a peer was seen lately, the latest first.
    pub(crate) fn addresses(&self, peer: LinkId) -> Vec<SocketAddr> {
        let now = Instant::now();
        let mut recent: Vec<_> = self
            .lock()
            .get(&peer)
            .into_iter()
            .flatten()
            .filter(|(_, at)| now.duration_since(**at) < SIGHTING_TIME_MAX)
            .map(|(address, at)| (*address, *at))
            .collect();
        recent.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        recent.into_iter().map(|(address, _)| address).collect()
    }

    /// Tells of every peer that appears, or appears elsewhere.
    pub(crate) fn news(&self) -> broadcast::Receiver<LinkId> {
        self.news.subscribe()
    }

    /// Drops all sightings: after the own addresses changed, the same ones may mean other machines.
    pub(crate) fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<LinkId, Sightings>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: LinkId = LinkId::from_bytes([1; 32]);

    fn at(port: u16) -> SocketAddr {
        SocketAddr::from(([192, 168, 0, 2], port))
    }

    #[test]
    fn only_new_addresses_are_news() {
        let nearby = Nearby::new();
        let mut news = nearby.news();
        nearby.saw(A, [at(1)]);
        nearby.saw(A, [at(1)]);
        nearby.saw(A, [at(2)]);
        assert_eq!(news.try_recv(), Ok(A));
        assert_eq!(news.try_recv(), Ok(A));
        assert!(news.try_recv().is_err());
        assert_eq!(nearby.addresses(A).len(), 2);
        nearby.forget();
        assert!(nearby.addresses(A).is_empty());
    }

    #[test]
    fn a_flood_of_addresses_stays_bounded() {
        let nearby = Nearby::new();
        for port in 1..=1000 {
            nearby.saw(A, [at(port)]);
        }
        assert_eq!(nearby.addresses(A).len(), ADDRESSES_MAX);
        assert!(nearby.addresses(A).contains(&at(1000)));
    }
}
