//! Reaching a peer: every address that is known or becomes known, all at once, for a bounded time.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use iroh::endpoint::{ConnectError, ConnectOptions, Connection};
use iroh::{Endpoint, EndpointAddr, EndpointId, RelayUrl};
use replica::LinkId;
use thiserror::Error;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::accept::open_stream;
use crate::channel::Channel;
use crate::config::Purpose;
use crate::nearby::Nearby;

/// Seconds after which a dial gives up.
pub const DIAL_SECONDS_MAX: u64 = 8;
/// Attempts that are refused at once are repeated after this.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// Attempts per dial, so that a flood of announced addresses cannot multiply them.
const ATTEMPTS_MAX: usize = 12;
/// Addresses tried per dial.
const ADDRESSES_MAX: usize = 32;

/// Why a peer was not reached.
#[derive(Debug, Error)]
pub enum DialError {
    /// The link is closed.
    #[error("the link is closed")]
    Closed,
    /// The id is this link's own, or no valid key.
    #[error("this id cannot be dialled")]
    Invalid,
    /// No address is known, and none was found in time.
    #[error("no address of the device is known, and it was not found nearby")]
    NoAddress,
    /// Addresses are known, but the peer did not answer at any of them in time.
    #[error("the device did not answer")]
    NoAnswer,
    /// Something answered, but the connection failed.
    #[error("the connection failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// How dials of one link are made.
#[derive(Clone, Debug)]
pub(crate) struct Dialler {
    pub(crate) endpoint: Endpoint,
    pub(crate) nearby: Nearby,
    /// Turns true when the link closes; the endpoint itself takes its time.
    pub(crate) closed: watch::Receiver<bool>,
    /// Whether peers may turn up while dialling.
    pub(crate) looks_around: bool,
    /// Whether a peer can be found without any address, by relay or lookup.
    pub(crate) reaches_by_id: bool,
    /// The own relay, at which all peers are too.
    pub(crate) relay: Option<RelayUrl>,
}

impl Dialler {
    pub(crate) async fn dial(
        &self,
        peer: LinkId,
        hints: &[SocketAddr],
        purpose: Purpose,
    ) -> Result<Channel, DialError> {
        let mut closed = self.closed.clone();
        if *closed.borrow() {
            return Err(DialError::Closed);
        }
        let id = EndpointId::from_bytes(peer.as_bytes()).map_err(|_| DialError::Invalid)?;
        if id == self.endpoint.id() {
            return Err(DialError::Invalid);
        }
        let mut attempt = Attempt {
            dialler: self,
            id,
            peer,
            purpose,
            tried: BTreeSet::new(),
            running: JoinSet::new(),
            started: 0,
            last_error: None,
        };
        let limit = Duration::from_secs(DIAL_SECONDS_MAX);
        let done = tokio::select! {
            // Fails only if the link was dropped, which closes as well.
            _ = closed.wait_for(|closed| *closed) => return Err(DialError::Closed),
            done = timeout(limit, attempt.run(hints)) => done,
        };
        done.unwrap_or_else(|_| Err(attempt.gave_up()))
    }
}

/// Connects by the newest protocol name that the other side knows.
async fn connect(
    endpoint: &Endpoint,
    address: EndpointAddr,
    alpns: &'static [&'static [u8]],
) -> Result<Connection, ConnectError> {
    let (first, others) = alpns.split_first().expect("every purpose has a name");
    let others = others.iter().map(|alpn| alpn.to_vec()).collect();
    let options = ConnectOptions::new().with_additional_alpns(others);
    let connecting = endpoint.connect_with_opts(address, first, options).await?;
    Ok(connecting.await?)
}

/// One dial. Dropping it drops its running attempts, which closes them.
struct Attempt<'d> {
    dialler: &'d Dialler,
    id: EndpointId,
    peer: LinkId,
    purpose: Purpose,
    tried: BTreeSet<SocketAddr>,
    running: JoinSet<Result<Connection, ConnectError>>,
    started: usize,
    last_error: Option<ConnectError>,
}

impl Attempt<'_> {
    async fn run(&mut self, hints: &[SocketAddr]) -> Result<Channel, DialError> {
        // Before the first look at what is known, or an appearance in between would be missed.
        let mut news = self.dialler.nearby.news();
        self.start(hints, self.dialler.reaches_by_id);
        let others_may_help = self.dialler.looks_around || self.dialler.reaches_by_id;
        loop {
            if self.running.is_empty() && !others_may_help {
                return Err(self.gave_up());
            }
            tokio::select! {
                heard = news.recv() => match heard {
                    Ok(who) if who == self.peer => self.start(hints, false),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => self.start(hints, false),
                    Err(RecvError::Closed) => return Err(DialError::Closed),
                },
                Some(ended) = self.running.join_next(), if !self.running.is_empty() => {
                    match ended {
                        Ok(Ok(conn)) => return self.open(conn).await,
                        Ok(Err(why)) => self.last_error = Some(why),
                        Err(_) => {}
                    }
                }
                () = sleep(RETRY_AFTER), if self.running.is_empty() && self.started > 0 => {
                    self.start(hints, true);
                }
            }
        }
    }

    /// Starts an attempt at all known addresses if one of them is new, or in any case if told to.
    fn start(&mut self, hints: &[SocketAddr], in_any_case: bool) {
        let seen = self.dialler.nearby.addresses(self.peer);
        let known: BTreeSet<SocketAddr> = seen
            .into_iter()
            .chain(hints.iter().copied())
            .take(ADDRESSES_MAX)
            .collect();
        if (known.is_subset(&self.tried) && !in_any_case) || self.started >= ATTEMPTS_MAX {
            return;
        }
        let mut address = EndpointAddr::new(self.id);
        for known in &known {
            address = address.with_ip_addr(*known);
        }
        if let Some(relay) = &self.dialler.relay {
            address = address.with_relay_url(relay.clone());
        }
        self.tried.extend(known);
        self.started += 1;
        let endpoint = self.dialler.endpoint.clone();
        let alpns = self.purpose.alpns();
        self.running
            .spawn(async move { connect(&endpoint, address, alpns).await });
    }

    async fn open(&mut self, conn: Connection) -> Result<Channel, DialError> {
        // Attempts that lost the race must not linger as second connections.
        self.running.abort_all();
        open_stream(conn, self.purpose)
            .await
            .map_err(|why| DialError::Failed(Box::new(why)))
    }

    fn gave_up(&mut self) -> DialError {
        match self.last_error.take() {
            Some(why) => DialError::Failed(Box::new(why)),
            None if self.tried.is_empty() && !self.dialler.reaches_by_id => DialError::NoAddress,
            None => DialError::NoAnswer,
        }
    }
}
