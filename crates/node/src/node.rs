//! The handle of a device that stays connected.

use std::sync::{Mutex, PoisonError};

use engine::Journal;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::error::NodeError;
use crate::event::{EVENTS_MAX, Events, NodeEvent};
use crate::live::Live;
use crate::network::{Network, StartError};
use crate::outcome::{MeetOptions, Met};
use crate::round::Order;
use crate::status::NodeStatus;

/// A device that stays connected: it dials and backs off, answers, publishes shares, passes on what is written here,
/// and follows who belongs to the journal. It also follows the journal's lock: while it is locked, sealed records are
/// carried, and read after the next unlocking. One process of a vault should run one; see
/// [`Ownership`](crate::Ownership).
///
/// Dropping it ends it without waiting for the farewells; [`Node::stop`] waits.
#[derive(Debug)]
pub struct Node {
    /// The task ends when this is gone.
    orders: mpsc::UnboundedSender<Order>,
    status: watch::Receiver<NodeStatus>,
    events: broadcast::WeakSender<NodeEvent>,
    /// What happened since the start, for the first who asks.
    from_the_start: Mutex<Option<broadcast::Receiver<NodeEvent>>>,
    task: JoinHandle<Result<(), NodeError>>,
}

impl Node {
    /// Goes on the network and stays connected until [`Node::stop`]. A locked journal carries sealed records.
    ///
    /// # Errors
    /// No link, or a vault that cannot be read.
    pub async fn start(journal: &Journal, network: impl Into<Network>) -> Result<Self, StartError> {
        let (events, from_the_start) = broadcast::channel(EVENTS_MAX);
        let (show, status) = watch::channel(NodeStatus::default());
        let (orders, ordered) = mpsc::unbounded_channel();
        let weak = events.downgrade();
        let live = Live::start(journal, network.into(), events, show).await?;
        Ok(Self {
            orders,
            status,
            events: weak,
            from_the_start: Mutex::new(Some(from_the_start)),
            task: tokio::spawn(live.run(ordered)),
        })
    }

    /// Looks for every device that is not connected, and returns once everybody who could be reached is in step with
    /// what was here when this was called. Devices are waited for as by [`Node::meet`]; nothing is cut.
    ///
    /// # Errors
    /// The node had ended, or ends.
    pub async fn round(&self, options: MeetOptions) -> Result<Vec<Met>, NodeError> {
        round(self.orders.clone(), options).await
    }

    /// To ask for rounds without keeping the node alive.
    pub(crate) fn orders(&self) -> mpsc::WeakUnboundedSender<Order> {
        self.orders.downgrade()
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
        drop(self.orders);
        match self.task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(NodeError::Cancelled),
        }
    }
}

/// Asks for a round. The node may be stopped meanwhile.
pub(crate) async fn round(
    orders: mpsc::UnboundedSender<Order>,
    options: MeetOptions,
) -> Result<Vec<Met>, NodeError> {
    let (answer, answered) = oneshot::channel();
    let order = Order {
        wait: options.wait,
        answer,
    };
    // If it has ended, nobody answers.
    let _ = orders.send(order);
    drop(orders);
    answered.await.map_err(|_| NodeError::Cancelled)
}
