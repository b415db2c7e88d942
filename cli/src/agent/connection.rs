//! A connection to the agent's socket, which only the same user may have.

use std::io::{self, Write as _};

use platform::local::{BlockingStream, peer};
use zeroize::Zeroizing;

use super::place::Place;
use super::wire::{PATIENCE, Request, receive};

/// Asks over a fresh connection.
pub(super) fn ask(mut stream: BlockingStream, request: Request) -> io::Result<Zeroizing<Vec<u8>>> {
    stream.write_all(&[request.byte()])?;
    receive(&mut stream)
}

pub(super) fn connect(place: &Place) -> io::Result<BlockingStream> {
    let stream = BlockingStream::connect(place.socket())?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    if same_user(&stream)? {
        Ok(stream)
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// Whether the other end runs as the same user.
pub(super) fn same_user(stream: &BlockingStream) -> io::Result<bool> {
    let (user, _) = peer(stream)?;
    Ok(user == platform::process::user())
}
