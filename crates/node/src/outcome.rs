//! How devices are looked for, and what became of each.

use std::time::Duration;

use engine::ExchangeReport;
use engine::views::{DeviceView, Role};
use jiff::SignedDuration;

/// Readers are seldom there, so that they are waited for no longer than this.
const READER_WAIT: Duration = Duration::from_secs(2);

/// How to meet.
#[derive(Debug, Clone)]
pub struct MeetOptions {
    /// How long to look for a device that does not answer. An exchange that has begun by then is brought to its end.
    pub wait: Duration,
}

/// What became of one device.
#[derive(Debug)]
pub enum Outcome {
    /// An exchange was completed.
    Met(ExchangeReport),
    /// Each side told the other all that it has, over a connection that goes on.
    Kept {
        /// Records sent meanwhile.
        sent: u64,
        /// Records received meanwhile.
        received: u64,
        /// Whether both hold the same.
        in_step: bool,
        /// Logs that differ although both sides hold them to the same number: damage, a copy, or tampering.
        differing: u64,
    },
    /// A connection came about and broke off. What arrived before that stays.
    Cut(engine::ExchangeError),
    /// It did not answer, or not to us.
    NotReached,
}

/// A device and what became of it.
#[derive(Debug)]
pub struct Met {
    /// The device as it was known before; of a reader of several shares, the first of them.
    pub device: DeviceView,
    /// What became of it.
    pub outcome: Outcome,
    /// How far its clock is ahead of the one here, where they differ by more than some minutes; negative where it is
    /// behind. `None` also where it was not measured.
    pub clock_ahead: Option<SignedDuration>,
}

/// How long each of these devices is looked for.
pub(crate) fn patience(
    devices: &[DeviceView],
    wait: Duration,
) -> impl Fn(&DeviceView) -> Duration + use<> {
    let only_readers = devices.iter().all(|device| device.role == Role::Reader);
    move |device| match device.role {
        Role::Reader if !only_readers => wait.min(READER_WAIT),
        _ => wait,
    }
}
