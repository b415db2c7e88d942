//! Who made a connection to a loopback address. Every user of a machine can connect there; Linux tells them apart
//! (`sock_diag(7)`), without any privilege.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::OwnedFd;

use rustix::net::netlink::{self, SocketAddrNetlink};
use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, sendto, socket_with,
    sockopt,
};

const AF_INET: u8 = 2;
const AF_INET6: u8 = 10;
const IPPROTO_TCP: u8 = 6;
const SOCK_DIAG_BY_FAMILY: u16 = 20;
const NLM_F_REQUEST: u16 = 1;
const TCP_ESTABLISHED: u8 = 1;
/// Bytes of `struct nlmsghdr`, which begins each message.
const HEADER: usize = 16;
/// Where `struct inet_diag_msg`, which follows on it, has the state, the user and the inode.
const STATE: usize = HEADER + 1;
const UID: usize = HEADER + 64;
const INODE: usize = HEADER + 68;
const ANSWER: usize = HEADER + 72;

/// The user who made the socket `theirs` that is connected with `ours`; `None` if there is no such living connection.
pub(crate) fn user_of(theirs: SocketAddr, ours: SocketAddr) -> io::Result<Option<u32>> {
    let diag = diag()?;
    let kernel = SocketAddrNetlink::new(0, 0);
    sendto(&diag, &question(theirs, ours), SendFlags::empty(), &kernel)?;
    let mut answer = [0; 512];
    let (length, _) = recv(&diag, &mut answer, RecvFlags::empty())?;
    Ok(read(&answer[..length]))
}

fn diag() -> io::Result<OwnedFd> {
    let made = socket_with(
        AddressFamily::NETLINK,
        SocketType::RAW,
        SocketFlags::CLOEXEC,
        Some(netlink::SOCK_DIAG),
    )?;
    // The kernel answers within the call; this is for one that never does.
    let patience = std::time::Duration::from_secs(1);
    sockopt::set_socket_timeout(&made, sockopt::Timeout::Recv, Some(patience))?;
    Ok(made)
}

/// Asks for exactly one connection: `struct nlmsghdr`, then `struct inet_diag_req_v2`.
fn question(theirs: SocketAddr, ours: SocketAddr) -> Vec<u8> {
    let family = if theirs.is_ipv4() { AF_INET } else { AF_INET6 };
    let mut body = vec![family, IPPROTO_TCP, 0, 0];
    body.extend(u32::MAX.to_ne_bytes());
    body.extend(theirs.port().to_be_bytes());
    body.extend(ours.port().to_be_bytes());
    body.extend(address(theirs.ip()));
    body.extend(address(ours.ip()));
    // Any interface, and no cookie.
    body.extend(0u32.to_ne_bytes());
    body.extend(u64::MAX.to_ne_bytes());
    let length = u32::try_from(HEADER + body.len()).unwrap_or(0);
    let mut message = Vec::with_capacity(HEADER + body.len());
    message.extend(length.to_ne_bytes());
    message.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    message.extend(NLM_F_REQUEST.to_ne_bytes());
    message.extend([0; 8]);
    message.extend(body);
    message
}

fn address(ip: IpAddr) -> [u8; 16] {
    match ip {
        IpAddr::V4(ip) => {
            let mut bytes = [0; 16];
            bytes[..4].copy_from_slice(&ip.octets());
            bytes
        }
        IpAddr::V6(ip) => ip.octets(),
    }
}

fn read(answer: &[u8]) -> Option<u32> {
    let word = |at: usize| Some(u32::from_ne_bytes(answer.get(at..at + 4)?.try_into().ok()?));
    let kind = u16::from_ne_bytes(answer.get(4..6)?.try_into().ok()?);
    let whole = answer.len() >= ANSWER && kind == SOCK_DIAG_BY_FAMILY;
    let lives = whole && answer[STATE] == TCP_ESTABLISHED && word(INODE)? != 0;
    lives.then(|| word(UID)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

    #[test]
    fn a_connection_of_this_process_is_ours_on_both_addresses() {
        for host in [
            IpAddr::from(Ipv4Addr::LOCALHOST),
            Ipv6Addr::LOCALHOST.into(),
        ] {
            let Ok(listener) = TcpListener::bind((host, 0)) else {
                continue;
            };
            let stream = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            let (accepted, peer) = listener.accept().unwrap();
            let own = accepted.local_addr().unwrap();
            assert_eq!(
                user_of(peer, own).unwrap(),
                Some(crate::process::user()),
                "{host}"
            );
            drop(stream);
            // Whoever hung up before they were looked at is nobody.
            assert_eq!(user_of(peer, own).unwrap(), None, "{host}");
        }
    }

    #[test]
    fn an_answer_that_is_cut_off_or_says_no_is_nobody() {
        let mut answer = vec![0; ANSWER];
        answer[4..6].copy_from_slice(&SOCK_DIAG_BY_FAMILY.to_ne_bytes());
        answer[STATE] = TCP_ESTABLISHED;
        answer[UID..UID + 4].copy_from_slice(&7u32.to_ne_bytes());
        assert_eq!(read(&answer), None);
        answer[INODE] = 1;
        assert_eq!(read(&answer), Some(7));
        for length in 0..ANSWER {
            assert_eq!(read(&answer[..length]), None);
        }
        answer[4] = 2;
        assert_eq!(read(&answer), None);
    }
}
