//! What hostile members do.

use serde::{Deserialize, Serialize};

use crate::world::{Held, World};

/// A program of a hostile member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Program {
    /// Nothing.
    Idle,
}

impl World {
    /// A hostile member acts.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn hostile(&mut self, _: &Program, _: u64) -> Held {
        Ok(())
    }
}
