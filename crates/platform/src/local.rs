//! Connections between processes of one person on one machine: sockets that are files.
//!
//! Windows: none are made yet. Nobody can be asked there, and whoever listens hears nobody.

use std::io;
use std::time::Duration;

#[cfg(unix)]
use crate::local_unix as system;
#[cfg(windows)]
use crate::local_windows as system;

pub use system::{BlockingListener, BlockingStream, Listener, Stream};

/// Whether processes can speak to each other here.
pub const WORKS: bool = cfg!(unix);

/// Whether the process at the other end acts for the same user.
pub fn is_ours(stream: &Stream) -> bool {
    system::is_ours(stream)
}

/// The user and the number of the process at the other end; the number only where the system tells it.
///
/// # Errors
/// What the system says.
pub fn peer(stream: &BlockingStream) -> io::Result<(u32, Option<u32>)> {
    system::peer(stream)
}

/// Waits until somebody wants to connect, at most for this long. Time in which the machine sleeps counts. It may end early.
///
/// # Errors
/// What the system says.
pub fn wait(listener: &BlockingListener, time: Duration) -> io::Result<()> {
    system::wait(listener, time)
}
