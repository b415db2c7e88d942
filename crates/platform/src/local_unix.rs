//! Connections between processes on Unix.

pub use tokio::net::{UnixListener as Listener, UnixStream as Stream};

pub(crate) fn is_ours(stream: &Stream) -> bool {
    let user = crate::process::user();
    stream.peer_cred().is_ok_and(|peer| peer.uid() == user)
}
