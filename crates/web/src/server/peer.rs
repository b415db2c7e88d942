//! Whose process is at the other end of a connection. Every user of a machine can connect to its loopback address; where the
//! system tells them apart, one that is not ours is refused. Where it does not, there is no page.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use platform::peer::user_of;
use tokio::net::TcpStream;

/// Whether the process at the other end of a connection that was accepted runs as the user of this one. A socket that is
/// closed already belongs to nobody.
pub(super) fn is_ours(peer: SocketAddr, own: SocketAddr) -> bool {
    let user = platform::process::user();
    user_of(peer, own).is_ok_and(|found| found == Some(user))
}

/// Makes a connection to this process itself and sees whether the kernel tells whose it is.
pub(super) async fn can_be_told(port: u16) -> io::Result<()> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    if is_ours(stream.local_addr()?, stream.peer_addr()?) {
        return Ok(());
    }
    // What the kernel said, or that it said somebody else.
    user_of(stream.local_addr()?, stream.peer_addr()?)?;
    Err(io::ErrorKind::Unsupported.into())
}
