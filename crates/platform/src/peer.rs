//! Who made a connection to a loopback address.

use std::io;
use std::net::SocketAddr;

/// The user who made the socket `theirs` that is connected with `ours`; `None` if there is no such living connection.
///
/// # Errors
/// `Unsupported` where the system tells nobody but an administrator, as on macOS and Windows; or what it says.
#[cfg(target_os = "linux")]
pub fn user_of(theirs: SocketAddr, ours: SocketAddr) -> io::Result<Option<u32>> {
    crate::peer_linux::user_of(theirs, ours)
}

/// The user who made the socket `theirs` that is connected with `ours`; `None` if there is no such living connection.
///
/// # Errors
/// `Unsupported` where the system tells nobody but an administrator, as on macOS and Windows; or what it says.
#[cfg(not(target_os = "linux"))]
pub fn user_of(_: SocketAddr, _: SocketAddr) -> io::Result<Option<u32>> {
    Err(io::ErrorKind::Unsupported.into())
}
