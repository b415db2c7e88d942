//! The handle of a device that stays connected.

use std::sync::{Arc, Mutex, PoisonError};

use engine::Vault;
use thiserror::Error;
use tokio::sync::{broadcast, oneshot, watch};
use tokio::task::JoinHandle;

use crate::event::{EVENTS_MAX, Events, NodeEvent};
use crate::live::Live;
use crate::network::{Network, StartError};
use crate::status::NodeStatus;

/// A device that stays connected: it dials and backs off, answers, publishes shares, passes on what is written here,
/// and follows who belongs to the journal. It also follows the keys of the vault it was started with: after
/// `Vault::forget_keys` it carries sealed records until `Vault::take_keys`. One process of a vault should run one.
///
/// Dropping it ends it without waiting for the farewells; [`Node::stop`] waits.
#[derive(Debug)]
pub struct Node {
    /// The task ends when this is gone.
    alive: oneshot::Sender<()>,
    status: watch::Receiver<NodeStatus>,
    events: broadcast::WeakSender<NodeEvent>,
    /// What happened since the start, for the first who asks.
    from_the_start: Mutex<Option<broadcast::Receiver<NodeEvent>>>,
    task: JoinHandle<Result<(), NodeError>>,
}

/// Why a node ended by itself.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NodeError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] engine::Error),
    /// The runtime it ran on was shut down.
    #[error("the threads of the network ended")]
    Cancelled,
}

impl Node {
    /// Goes on the network and stays connected until [`Node::stop`]. A locked vault carries sealed records. Of a
    /// [`Journal`](engine::Journal) it is given `journal.vault()`, and follows its lock.
    ///
    /// # Errors
    /// No link, or a vault that cannot be read.
    pub async fn start(vault: &Vault, network: impl Into<Network>) -> Result<Self, StartError> {
        let (events, from_the_start) = broadcast::channel(EVENTS_MAX);
        let (show, status) = watch::channel(NodeStatus::default());
        let (alive, handle) = oneshot::channel();
        let weak = events.downgrade();
        let live = Live::start(Arc::new(vault.clone()), network.into(), events, show).await?;
        Ok(Self {
            alive,
            status,
            events: weak,
            from_the_start: Mutex::new(Some(from_the_start)),
            task: tokio::spawn(live.run(handle)),
        })
    }

    /// How things stand, now and whenever it changes. Its sender is gone once the node has ended.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<NodeStatus> {
        self.status.clone()
    }

    /// What happens from now on; the first who asks also gets what happened since the start.
    #[must_use]
    pub fn events(&self) -> Events {
        let first = self
            .from_the_start
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        Events(first.or_else(|| self.events.upgrade().map(|events| events.subscribe())))
    }

    /// Ends the exchanges, leaves the network, and waits until both is done.
    ///
    /// # Errors
    /// Why the node had ended by itself before, if it had.
    pub async fn stop(self) -> Result<(), NodeError> {
        drop(self.alive);
        match self.task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(NodeError::Cancelled),
        }
    }
}
