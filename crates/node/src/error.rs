//! Why a node ended by itself.

use thiserror::Error;

/// Why a node ended by itself.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NodeError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] engine::StoreError),
    /// The database was put away or replaced: what came in would go into a file that nobody finds any more.
    #[error("the journal was replaced")]
    Replaced,
    /// It was stopped, or the runtime it ran on was shut down.
    #[error("the threads of the network ended")]
    Cancelled,
}
