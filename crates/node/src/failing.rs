//! What fails once is no reason to leave everybody: the vault is looked at again before the node gives up.

use std::time::Duration;

use engine::ExchangeError;
use tokio::time::{Instant, sleep_until};

/// A vault that failed is looked at again after this long.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Since when the vault fails.
#[derive(Debug, Default)]
pub(crate) struct Failing {
    looks_at: Option<Instant>,
    /// What is being done is that second look.
    looking: bool,
}

impl Failing {
    /// Resolves when it is time to look again; never if nothing failed.
    pub(crate) async fn look_again(&mut self) {
        match self.looks_at {
            Some(at) => sleep_until(at).await,
            None => std::future::pending().await,
        }
        self.looks_at = None;
        self.looking = true;
    }

    /// The vault did what was asked of it.
    pub(crate) fn went_well(&mut self) {
        self.looking = false;
    }

    /// The vault failed; says whether that is the end.
    pub(crate) fn failed(&mut self) -> bool {
        self.looks_at.get_or_insert(Instant::now() + LOOK_AGAIN);
        self.looking
    }
}

/// What is said of an exchange that ended by a fault of the program.
pub(crate) fn bug() -> ExchangeError {
    ExchangeError::Invalid("the program failed in it".into())
}
