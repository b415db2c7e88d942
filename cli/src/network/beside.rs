//! Being on the network beside something else that a command does.

use engine::Journal;
use node::Node;
use tokio::sync::oneshot;

use super::owner::Place;
use crate::app::App;
use crate::failure::Failure;

/// A place on the network that waits to be taken.
pub(crate) struct Beside<'a>(Place<'a>);

impl<'a> Beside<'a> {
    /// Beside what is done with this journal.
    pub(crate) fn of(app: &App, journal: &'a Journal) -> Result<Self, Failure> {
        Place::of(app, journal.vault()).map(Self)
    }

    /// Stays connected until `stop` is told or dropped; where another process is on the network, from its end on. The node
    /// follows the lock of the journal.
    pub(crate) async fn stay(
        self,
        journal: &Journal,
        mut stop: oneshot::Receiver<()>,
    ) -> Result<(), Failure> {
        let owned = tokio::select! {
            owned = self.0.take_over() => owned?,
            _ = &mut stop => return Ok(()),
        };
        let settings = journal.vault().settings()?;
        let node = Node::start(journal, &settings).await?;
        let mut status = node.watch();
        let ended_by_itself = async { while status.changed().await.is_ok() {} };
        let served = tokio::select! {
            _ = &mut stop => Ok(()),
            () = ended_by_itself => Ok(()),
            served = owned.serve(&node) => served,
        };
        let ended = node.stop().await;
        served.map_err(|e| Failure::io("listening to other commands", e))?;
        Ok(ended?)
    }
}
