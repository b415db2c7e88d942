//! Listening on the loopback addresses of this machine, both of them on one port that the system chooses.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::net::TcpListener;

/// How many ports are tried.
const TRIES: usize = 16;

/// What listens.
pub(super) struct Listeners {
    pub(super) all: Vec<TcpListener>,
    pub(super) port: u16,
}

/// Listens. A browser asks `[::1]` first: if somebody else had that port there, they would get our requests. So a port of
/// which one half is taken is not used. A machine without IPv6 has only one half.
pub(super) async fn on_loopback() -> io::Result<Listeners> {
    let mut taken = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..TRIES {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = four.local_addr()?.port();
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(six) => {
                let all = vec![four, six];
                return Ok(Listeners { all, port });
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = error,
            Err(error) if platform::errors::has_no_ipv6(&error) => {
                let all = vec![four];
                return Ok(Listeners { all, port });
            }
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}
