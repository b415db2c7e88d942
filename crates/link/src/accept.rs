//! Taking connections in: bounded, so that strangers can neither fill memory nor shut out a known device.

use std::time::Duration;

use iroh::Endpoint;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::channel::{Channel, Closing, close};
use crate::config::Purpose;
use replica::LinkId;

/// What the opener sends first, since a stream exists for the acceptor only once something was written.
pub(crate) const PREAMBLE: u8 = 0x01;

/// Handshakes under way at once; further ones are ignored.
const HANDSHAKES_MAX: usize = 64;
/// From this many on, a newcomer must first prove that it receives at the address it writes from.
const HANDSHAKES_UNPROVEN_MAX: usize = 8;
/// From the first packet to the opener's first byte.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(5);
/// Accepted connections that nobody has asked for yet.
pub(crate) const WAITING_MAX: usize = 16;

/// A connection that somebody else opened.
#[derive(Debug)]
pub struct Incoming {
    /// Who opened it, as its key has proved.
    pub peer: LinkId,
    /// What for.
    pub purpose: Purpose,
    /// The stream.
    pub channel: Channel,
}

/// Accepts until the endpoint closes.
pub(crate) async fn accept_all(endpoint: Endpoint, waiting: mpsc::Sender<Incoming>) {
    let mut handshakes = JoinSet::new();
    loop {
        tokio::select! {
            incoming = endpoint.accept() => {
                let Some(incoming) = incoming else { break };
                let under_way = handshakes.len();
                if under_way >= HANDSHAKES_MAX {
                    incoming.ignore();
                } else if under_way >= HANDSHAKES_UNPROVEN_MAX && !incoming.remote_addr_validated() {
                    // Fails only for addresses that are proven.
                    let _ = incoming.retry();
                } else {
                    let waiting = waiting.clone();
                    handshakes.spawn(async move {
                        let channel = timeout(HANDSHAKE_TIME_MAX, greet(incoming)).await.ok().flatten();
                        hand_over(channel, &waiting);
                    });
                }
            }
            Some(_) = handshakes.join_next(), if !handshakes.is_empty() => {}
        }
    }
}

/// Completes one handshake; `None` for strangers, for those who speak otherwise, and for those who fall silent.
async fn greet(incoming: iroh::endpoint::Incoming) -> Option<Channel> {
    let conn = incoming.accept().ok()?.await.ok()?;
    let purpose = Purpose::from_alpn(conn.alpn())?;
    let streams = conn.accept_bi().await.ok()?;
    let mut channel = Channel::new(conn, streams, purpose);
    if channel.read_preamble().await.ok()? != PREAMBLE {
        channel.close(Closing::Refused);
        return None;
    }
    Some(channel)
}

fn hand_over(channel: Option<Channel>, waiting: &mpsc::Sender<Incoming>) {
    let Some(channel) = channel else { return };
    let incoming = Incoming {
        peer: channel.peer(),
        purpose: channel.purpose(),
        channel,
    };
    if waiting.try_send(incoming).is_err() {
        tracing::debug!("a connection was dropped: too many wait");
    }
}

/// Opens the stream on a connection that this side has dialled.
pub(crate) async fn open_stream(
    conn: iroh::endpoint::Connection,
    purpose: Purpose,
) -> Result<Channel, iroh::endpoint::ConnectionError> {
    let (mut send, recv) = conn.open_bi().await?;
    if send.write_all(&[PREAMBLE]).await.is_err() {
        // The stream fails only with its connection, which then says why.
        close(&conn, Closing::Done);
        return Err(conn.closed().await);
    }
    Ok(Channel::new(conn, (send, recv), purpose))
}
