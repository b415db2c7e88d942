//! How things stand with the other devices, as plain data.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use engine::views::DeviceView;
use jiff::Timestamp;

/// How a running node stands. Brought up to date with every event, and when something is written here, by any process.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct NodeStatus {
    /// Where this device can be dialled on its local networks, the likeliest first.
    pub addresses: Vec<SocketAddr>,
    /// Whether the wanted port was taken, so that addresses others remember of this device are stale.
    pub port_taken: bool,
    /// Whether the keys are open.
    pub unlocked: bool,
    /// How many devices may connect: those in `peers`, and former readers, who are told that their share is over.
    pub may_connect: usize,
    /// Records of the journal that no other device has confirmed to hold (see [`engine::views::Status`]).
    pub only_here: u64,
    /// When the oldest of those was written, if unlocked and known.
    pub only_here_since: Option<Timestamp>,
    /// Other devices and readers that belong here now, by name; one that reads several shares is there once.
    pub peers: Vec<PeerStatus>,
}

/// How it stands with one other device.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PeerStatus {
    /// The device, with when it was last reached.
    pub device: DeviceView,
    /// Since when it is connected; `None` if it is not.
    pub connected_since: Option<Timestamp>,
    /// Whether both hold the same, as far as is known on this connection.
    pub in_step: bool,
    /// What stands in the way, until both hold the same again.
    pub problem: Option<Problem>,
}

/// What stands in the way of an exchange with one device.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// One of the two shares nothing with the other any more.
    Refused,
    /// The last connection broke off for this reason; it is dialled again.
    Cut(String),
    /// So many logs differ though all was sent.
    Differs(u64),
}

/// Other devices and readers that are still that; of one that reads several shares, the first.
pub(crate) fn others(mut devices: Vec<DeviceView>) -> Vec<DeviceView> {
    let mut seen = BTreeSet::new();
    devices.retain(|device| !device.this && !device.removed && seen.insert(device.link));
    devices
}

/// Moments of the vault are kept in seconds.
pub(crate) fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
