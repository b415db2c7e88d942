//! What ends a program from outside: signals, or what Windows has in their place. They are told by the numbers of Unix.

use std::io;

pub use crate::plain::{HANGUP, INTERRUPT, QUIT, TERMINATE};
#[cfg(unix)]
use crate::signals_unix as system;
#[cfg(windows)]
use crate::signals_windows as system;

/// Listens for all of them.
#[derive(Debug)]
pub struct Signals(system::Signals);

impl Signals {
    /// Begins to listen, within a runtime; until then a signal does what it always does. [`QUIT`] only where it is wanted.
    ///
    /// # Errors
    /// What the system says.
    pub fn listen(quit: bool) -> io::Result<Self> {
        system::Signals::listen(quit).map(Self)
    }

    /// The next one.
    pub async fn next(&mut self) -> i32 {
        self.0.next().await
    }
}
