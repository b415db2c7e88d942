//! A connection to the agent's socket, which only the same user may have.

use std::io::{self, Write as _};
use std::os::unix::net::UnixStream;

use zeroize::Zeroizing;

use super::place::Place;
use super::wire::{PATIENCE, Request, receive};

/// Asks over a fresh connection.
pub(super) fn ask(mut stream: UnixStream, request: Request) -> io::Result<Zeroizing<Vec<u8>>> {
    stream.write_all(&[request.byte()])?;
    receive(&mut stream)
}

pub(super) fn connect(place: &Place) -> io::Result<UnixStream> {
    let stream = UnixStream::connect(place.socket())?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    if same_user(&stream)? {
        Ok(stream)
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// Whether the other end runs as the same user.
pub(super) fn same_user(stream: &UnixStream) -> io::Result<bool> {
    let peer = rustix::net::sockopt::socket_peercred(stream)?;
    Ok(peer.uid == rustix::process::geteuid())
}
