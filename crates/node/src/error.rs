//! Why a node ended by itself.

use thiserror::Error;

/// Why a node ended by itself.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NodeError {
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] engine::StoreError),
    /// It was stopped, or the runtime it ran on was shut down.
    #[error("the threads of the network ended")]
    Cancelled,
}
