//! One connection with its one stream, as callers see it.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use iroh::TransportAddr;
use iroh::endpoint::{
    Connection, ConnectionError, RecvStream, SendStream, VarInt, WeakConnectionHandle,
};
use replica::{LinkId, Version};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

use crate::config::Purpose;

/// How long [`Channel::finish`] waits for the peer to finish too.
const FINISH_TIME_MAX: Duration = Duration::from_secs(1);

/// A byte stream to one peer, over a connection of its own.
///
/// Dropping it closes the connection at once; [`Channel::finish`] lets what was written arrive first.
pub struct Channel {
    conn: Connection,
    send: SendStream,
    recv: RecvStream,
    peer: LinkId,
    purpose: Purpose,
}

/// A number for the peer, and one from it, beside the stream of a [`Channel`]: no frame is waited for, none waits for it.
#[derive(Debug)]
pub struct Beside(Connection);

impl Beside {
    /// Says a number and gives what the peer says; `None` once the connection is over, or if the peer says something
    /// else. A peer whose program knows nothing of this says nothing, and then it never ends: give it up with the exchange.
    pub async fn swap(&self, ours: u64) -> Option<u64> {
        let say = async {
            let mut send = self.0.open_uni().await.ok()?;
            send.write_all(&ours.to_be_bytes()).await.ok()?;
            send.finish().ok()
        };
        let hear = async {
            let mut recv = self.0.accept_uni().await.ok()?;
            let said = recv.read_to_end(size_of::<u64>()).await.ok()?;
            Some(u64::from_be_bytes(said.try_into().ok()?))
        };
        let ((), theirs) = tokio::join!(async { say.await.unwrap_or_default() }, hear);
        theirs
    }
}

/// Why this side closes a connection; the peer learns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// All is said.
    Done,
    /// The peer is not welcome, or what it sent is not.
    Refused,
    /// A second connection between the same two takes over.
    Replaced,
    /// This side's addresses changed; it will dial again.
    Moved,
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// This side closed it.
    Here,
    /// The peer closed it, for this reason.
    ByPeer(Closing),
    /// Nothing was heard for too long.
    Silent,
    /// The transport failed.
    Broken,
}

impl Closing {
    const ALL: [Self; 4] = [Self::Done, Self::Refused, Self::Replaced, Self::Moved];

    pub(crate) const fn code(self) -> u32 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Replaced => 2,
            Self::Moved => 3,
        }
    }

    fn from_code(code: VarInt) -> Self {
        Self::ALL
            .into_iter()
            .find(|closing| u64::from(closing.code()) == code.into_inner())
            .unwrap_or(Self::Done)
    }
}

impl Channel {
    pub(crate) fn new(
        conn: Connection,
        (send, recv): (SendStream, RecvStream),
        purpose: Purpose,
    ) -> Self {
        let peer = LinkId::from_bytes(*conn.remote_id().as_bytes());
        Self {
            conn,
            send,
            recv,
            peer,
            purpose,
        }
    }

    /// Who is at the other end, as its key has proved.
    #[must_use]
    pub fn peer(&self) -> LinkId {
        self.peer
    }

    /// What the connection is for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// What exchanges on this connection speak: what its protocol name says.
    #[must_use]
    pub fn version(&self) -> Version {
        match self.conn.alpn() {
            b"sx/3" => Version::Three,
            b"sx/2" => Version::Two,
            _ => Version::One,
        }
    }

    /// The peer's address on the path in use, worth remembering as a hint; `None` behind a relay.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        let paths = self.conn.paths();
        let direct = |path: &iroh::endpoint::Path<'_>| match path.remote_addr() {
            TransportAddr::Ip(address) => Some(*address),
            _ => None,
        };
        paths
            .iter()
            .find(|path| path.is_selected())
            .and_then(|path| direct(&path))
            .or_else(|| paths.iter().find_map(|path| direct(&path)))
    }

    /// Keying material of this very connection (TLS exporter): equal at both ends, different for
    /// every label and every connection.
    #[must_use]
    pub fn binding(&self, label: &str) -> [u8; 32] {
        let mut binding = [0; 32];
        self.conn
            .export_keying_material(&mut binding, label.as_bytes(), &[])
            .expect("the exporter gives 32 bytes on every completed handshake");
        binding
    }

    /// A way to swap a number with the peer once, beside the stream.
    #[must_use]
    pub fn beside(&self) -> Beside {
        Beside(self.conn.clone())
    }

    /// How the connection ended; `None` while it is open.
    #[must_use]
    pub fn ended(&self) -> Option<Ended> {
        Some(match self.conn.close_reason()? {
            ConnectionError::LocallyClosed => Ended::Here,
            ConnectionError::ApplicationClosed(close) => {
                Ended::ByPeer(Closing::from_code(close.error_code))
            }
            ConnectionError::TimedOut => Ended::Silent,
            _ => Ended::Broken,
        })
    }

    /// Closes the connection now; bytes on their way may be lost, in both directions.
    pub fn close(&self, why: Closing) {
        close(&self.conn, why);
    }

    /// Says that nothing more will be written, waits at most a second until the peer has said the
    /// same, then closes. What the peer still sends is dropped.
    pub async fn finish(mut self) {
        // Fails only if the stream is over already, and then there is nothing to wait for.
        if self.send.finish().is_ok() {
            let mut sink = [0; 4096];
            let drained = async { while matches!(self.recv.read(&mut sink).await, Ok(Some(_))) {} };
            if tokio::time::timeout(FINISH_TIME_MAX, drained)
                .await
                .is_err()
            {
                tracing::debug!(peer = ?self.peer, "peer did not finish in time");
            }
        }
        self.close(Closing::Done);
    }

    /// A handle that can watch and close the connection without keeping it open.
    pub(crate) fn watch(&self) -> WeakConnectionHandle {
        self.conn.weak_handle()
    }

    /// Reads the opener's first byte.
    pub(crate) async fn read_preamble(&mut self) -> io::Result<u8> {
        self.recv.read_u8().await
    }
}

pub(crate) fn close(conn: &Connection, why: Closing) {
    conn.close(VarInt::from_u32(why.code()), &[]);
}

impl Drop for Channel {
    fn drop(&mut self) {
        // No effect if it is closed already; without it a clone inside iroh could keep it open.
        self.close(Closing::Done);
    }
}

impl AsyncRead for Channel {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        AsyncRead::poll_read(Pin::new(&mut self.recv), cx, buf)
    }
}

impl AsyncWrite for Channel {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        AsyncWrite::poll_write(Pin::new(&mut self.send), cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        AsyncWrite::poll_flush(Pin::new(&mut self.send), cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        AsyncWrite::poll_shutdown(Pin::new(&mut self.send), cx)
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("peer", &self.peer)
            .field("purpose", &self.purpose)
            .field("ended", &self.ended())
            .finish_non_exhaustive()
    }
}
