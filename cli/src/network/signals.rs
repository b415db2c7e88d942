//! Signals that end a command that stays.

use crate::failure::Failure;

/// The signals that end the command in order.
pub(crate) struct Signals(platform::signals::Signals);

impl Signals {
    /// Begins to listen; until then a signal does what it always does.
    pub(crate) fn new() -> Result<Self, Failure> {
        platform::signals::Signals::listen(false)
            .map(Self)
            .map_err(|e| Failure::io("listening for signals", e))
    }

    /// Returns when one of them comes.
    pub(crate) async fn any(&mut self) {
        self.0.next().await;
    }
}
