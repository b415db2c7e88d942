//! Announcing this link on the local network, and hearing the announcements of others.
//!
//! Ready-made mDNS lookups join the default route's interface only, once, and show the device's id.
//! Here each interface is joined explicitly, everything is started afresh whenever the interfaces,
//! the groups or the hour change, and the names tell nothing to outsiders.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use replica::LinkId;
use swarm_discovery::{Discoverer, DropGuard, IpClass, Peer};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::config::Group;
use crate::interfaces::Interfaces;
use crate::names::{self, HOUR_SECONDS};
use crate::nearby::Nearby;

/// The service name on the wire; it says nothing.
const SERVICE: &str = "lk1";
/// Groups announced at most: each costs sockets and packets.
const GROUPS_MAX: usize = 16;
/// For this long after a start or a change, devices look for each other eagerly.
const EAGER_TIME: Duration = Duration::from_secs(10);
/// Time between rounds, and answers per second that are enough for everyone to fall silent. Twenty
/// answers a round: a device that is in several groups answers as several, and none may be crowded out.
/// Eagerly, a newcomer is found in about a second.
const EAGER: (Duration, f32) = (Duration::from_millis(700), 30.0);
/// Later, found devices only need to stay found, with fewer packets.
const CALM: (Duration, f32) = (Duration::from_secs(5), 4.0);

/// Where others can reach this link, and what it can see around itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Surroundings {
    /// Dialable socket addresses, the likeliest first.
    pub(crate) addresses: Vec<SocketAddr>,
    /// The interfaces they come from.
    pub(crate) interfaces: Interfaces,
}

/// Announces and listens until the groups or the surroundings have no sender left.
pub(crate) async fn announce(
    own: LinkId,
    nearby: Nearby,
    mut groups: watch::Receiver<Arc<Vec<Group>>>,
    mut surroundings: watch::Receiver<Surroundings>,
) {
    let mut eager_until = Instant::now() + EAGER_TIME;
    loop {
        let (hour, hour_ends) = this_hour();
        let eager = Instant::now() < eager_until;
        let around = surroundings.borrow_and_update().clone();
        let current = Arc::clone(&groups.borrow_and_update());
        let _announcing = start(own, &current, hour, &around, &nearby, eager);
        let restart_at = if eager {
            eager_until.min(hour_ends)
        } else {
            hour_ends
        };
        let changed = tokio::select! {
            () = sleep_until(restart_at) => continue,
            changed = groups.changed() => changed,
            changed = surroundings.changed() => changed,
        };
        if changed.is_err() {
            break;
        }
        eager_until = Instant::now() + EAGER_TIME;
    }
}

/// Hours since 1970, and when the current one ends.
fn this_hour() -> (u64, Instant) {
    // A clock before 1970 finds no one, which its owner will see in other ways.
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let left = HOUR_SECONDS - seconds % HOUR_SECONDS;
    (
        seconds / HOUR_SECONDS,
        Instant::now() + Duration::from_secs(left),
    )
}

/// One discoverer per group, since each group knows this link by another name.
fn start(
    own: LinkId,
    groups: &[Group],
    hour: u64,
    around: &Surroundings,
    nearby: &Nearby,
    eager: bool,
) -> Vec<DropGuard> {
    if around.interfaces.multicast.is_empty() {
        return Vec::new();
    }
    let expected = Arc::new(names::expected(groups, own, hour));
    let interfaces = Arc::new(around.interfaces.clone());
    let (cadence, rate) = if eager { EAGER } else { CALM };
    groups
        .iter()
        .take(GROUPS_MAX)
        .filter_map(|group| {
            let mut discoverer =
                Discoverer::new(SERVICE.to_owned(), names::name(&group.secret, hour, own))
                    .with_ip_class(IpClass::V4Only)
                    .with_multicast_interfaces_v4(around.interfaces.multicast.clone())
                    .with_cadence(cadence)
                    .with_response_rate(rate)
                    .with_callback(listener(nearby, &expected, &interfaces));
            for address in &around.addresses {
                discoverer = discoverer.with_addrs(address.port(), [address.ip()]);
            }
            discoverer
                .spawn(&Handle::current())
                .inspect_err(|why| tracing::info!(%why, "devices nearby cannot be looked for"))
                .ok()
        })
        .collect()
}

/// Notes the announcements of expected peers, and of nobody else.
fn listener(
    nearby: &Nearby,
    expected: &Arc<BTreeMap<String, LinkId>>,
    interfaces: &Arc<Interfaces>,
) -> impl FnMut(&str, &Peer) + Send + 'static {
    let (nearby, expected, interfaces) =
        (nearby.clone(), Arc::clone(expected), Arc::clone(interfaces));
    move |name, announced| {
        let Some(peer) = expected.get(name) else {
            return;
        };
        let usable = |(ip, port): &(IpAddr, u16)| *port != 0 && interfaces.is_near(*ip);
        let addresses = announced.addrs().iter().filter(|address| usable(address));
        nearby.saw(
            *peer,
            addresses.map(|(ip, port)| SocketAddr::new(*ip, *port)),
        );
    }
}
