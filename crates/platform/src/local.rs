//! Connections between processes of one person on one machine: sockets that are files.
//!
//! Windows: none are made yet. Nobody can be asked there, and whoever listens hears nobody.

#[cfg(unix)]
use crate::local_unix as system;
#[cfg(windows)]
use crate::local_windows as system;

pub use system::{Listener, Stream};

/// Whether the process at the other end acts for the same user.
pub fn is_ours(stream: &Stream) -> bool {
    system::is_ours(stream)
}
