//! The side of pairing that shows a ticket and admits whoever proves to have seen it.

use std::fmt;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use engine::{Asking, ExchangeError, Invitation, StoreError, Ticket, Vault, WriteError};
use link::{Closing, Group, Incoming, Link, Purpose};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use crate::exchange::FirstExchange;
use crate::join::PAIR_LABEL;
use crate::network::{Network, StartError};

/// Whoever has not proved the ticket's secret by then makes room for the next.
const PROOF_TIME_MAX: Duration = Duration::from_secs(10);

type Admitting = Pin<Box<dyn Future<Output = Result<FirstExchange, InviteError>> + Send>>;

/// A ticket that is being shown. It dies with this value.
pub struct Inviting {
    ticket: Ticket,
    expires: Instant,
    events: mpsc::UnboundedReceiver<InviteEvent>,
    /// `None` once it has ended.
    admitting: Option<Admitting>,
}

/// What the inviting side learns.
#[derive(Debug)]
pub enum InviteEvent {
    /// Somebody has proved to have seen the ticket and waits for the person's answer.
    Asks(Question),
    /// Somebody was turned away; the ticket can still be used.
    TurnedAway(ExchangeError),
    /// The newcomer is a member. Nothing comes after this.
    Admitted(FirstExchange),
}

/// Waits for the words that a person reads on the newcomer. Dropping it refuses.
#[derive(Debug)]
pub struct Question {
    asking: Asking,
    answer: oneshot::Sender<String>,
}

/// Why nobody was admitted.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum InviteError {
    /// The device could not go on the network.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The invitation could not be made.
    #[error(transparent)]
    Vault(#[from] StoreError),
    /// Nobody came in time.
    #[error("nobody came with the ticket in time")]
    Expired,
    /// The newcomer had used the ticket and then went silent. The ticket is void.
    #[error("the other device went silent")]
    Silent,
    /// It was refused, or failed. The ticket is void.
    #[error(transparent)]
    Spent(ExchangeError),
    /// [`Inviting::next`] was called after the end.
    #[error("the invitation has ended")]
    Over,
}

impl Question {
    /// Who asks, and what the newcomer shows.
    #[must_use]
    pub fn asking(&self) -> &Asking {
        &self.asking
    }

    /// Answers with what the person typed. Wrong words refuse.
    pub fn answer(self, typed: String) {
        // The time may have run out.
        let _ = self.answer.send(typed);
    }

    /// Refuses the newcomer.
    pub fn refuse(self) {}
}

impl Inviting {
    /// Goes on the network and lets anyone with the ticket in.
    ///
    /// `make` gets the addresses that the ticket should name.
    ///
    /// # Errors
    /// No link, or what `make` says.
    pub async fn open(
        vault: &Vault,
        network: impl Into<Network>,
        make: impl FnOnce(Vec<SocketAddr>) -> Result<Invitation, WriteError>,
    ) -> Result<Self, InviteError> {
        let link = Arc::new(network.into().open(vault, None).await?);
        let invitation = match make(link.addresses()) {
            Ok(invitation) => invitation,
            Err(error) => {
                link.close().await;
                return Err(StoreError::from(error).into());
            }
        };
        let ticket = invitation.ticket().clone();
        link.set_groups(vec![Group {
            secret: ticket.discovery_key(),
            peers: Vec::new(),
        }]);
        let left = ticket.expires_at - vault.env().now().timestamp().as_second();
        let expires = Instant::now() + Duration::from_secs(u64::try_from(left).unwrap_or(0));
        let (events, told) = mpsc::unbounded_channel();
        let hall = Hall {
            vault: Arc::new(vault.clone()),
            link,
            invitation,
            expires,
            events,
        };
        Ok(Self {
            ticket,
            expires,
            events: told,
            admitting: Some(Box::pin(hall.wait())),
        })
    }

    /// The ticket to show.
    #[must_use]
    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// When the ticket expires.
    #[must_use]
    pub fn expires(&self) -> Instant {
        self.expires
    }

    /// The next thing that happens. Must be awaited for anything to go on; can be dropped and called again, also while
    /// a question is open: it then resolves when the time runs out.
    ///
    /// # Errors
    /// Nobody was admitted and nobody will be.
    pub async fn next(&mut self) -> Result<InviteEvent, InviteError> {
        let Some(admitting) = &mut self.admitting else {
            return Err(InviteError::Over);
        };
        tokio::select! {
            biased;
            Some(event) = self.events.recv() => Ok(event),
            ended = admitting => {
                self.admitting = None;
                ended.map(InviteEvent::Admitted)
            }
        }
    }
}

/// Where newcomers are received.
struct Hall {
    vault: Arc<Vault>,
    link: Arc<Link>,
    invitation: Invitation,
    expires: Instant,
    events: mpsc::UnboundedSender<InviteEvent>,
}

impl Hall {
    async fn wait(mut self) -> Result<FirstExchange, InviteError> {
        self.link.set_pairing(true);
        let admitted = loop {
            let incoming = tokio::select! {
                incoming = self.link.accept() => incoming,
                () = sleep_until(self.expires) => None,
            };
            let Some(incoming) = incoming else {
                break Err(InviteError::Expired);
            };
            match self.receive(incoming).await {
                Ok(None) => {}
                Ok(Some(admitted)) => return Ok(admitted),
                Err(error) => break Err(error),
            }
        };
        self.link.close().await;
        admitted
    }

    /// Answers one newcomer; `None` if the ticket still waits for another.
    async fn receive(&mut self, incoming: Incoming) -> Result<Option<FirstExchange>, InviteError> {
        let Incoming {
            peer,
            purpose,
            mut channel,
        } = incoming;
        if purpose != Purpose::Pair {
            return Ok(None);
        }
        let binding = channel.binding(PAIR_LABEL);
        let asked = AtomicBool::new(false);
        let events = &self.events;
        let ask = async |asking: Asking| {
            asked.store(true, Ordering::Relaxed);
            let (answer, answered) = oneshot::channel();
            let question = Question { asking, answer };
            // Nobody takes it any more: that refuses.
            let _ = events.send(InviteEvent::Asks(question));
            answered.await.ok()
        };
        let welcome = self
            .vault
            .welcome(&mut self.invitation, &mut channel, peer, binding, ask);
        match within(welcome, &asked, self.expires).await {
            Some(Ok(name)) => Ok(Some(FirstExchange {
                name,
                vault: Arc::clone(&**self.vault),
                link: Arc::clone(&self.link),
                channel,
                initiator: false,
            })),
            Some(Err(error)) if self.invitation.is_spent() => {
                channel.close(Closing::Refused);
                Err(InviteError::Spent(error))
            }
            Some(Err(error)) => {
                let _ = self.events.send(InviteEvent::TurnedAway(error));
                Ok(None)
            }
            None if Instant::now() >= self.expires => Err(InviteError::Expired),
            None if self.invitation.is_spent() => Err(InviteError::Silent),
            None => Ok(None),
        }
    }
}

/// The outcome of a welcome; `None` if the time is up, or if nothing was proved for too long.
async fn within<T>(
    welcome: impl Future<Output = T>,
    asked: &AtomicBool,
    until: Instant,
) -> Option<T> {
    let mut welcome = std::pin::pin!(welcome);
    let patience = Instant::now() + PROOF_TIME_MAX;
    let is_asked = || asked.load(Ordering::Relaxed);
    loop {
        tokio::select! {
            answered = &mut welcome => return Some(answered),
            () = sleep_until(until) => return None,
            () = sleep_until(patience), if !is_asked() => {
                if !is_asked() {
                    return None;
                }
            }
        }
    }
}

impl fmt::Debug for Inviting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inviting")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
