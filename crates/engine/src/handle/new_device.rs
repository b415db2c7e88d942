//! A device before it belongs to anything.

use std::path::Path;

use tokio::io::{AsyncRead, AsyncWrite};
use vault::LinkId;

use super::Journal;
use super::devices::on_blocking_thread;
use super::owner::off_executor;
use crate::{Beginning, Env, ExchangeError, OpenError, Passphrase, Showing, Ticket, Vault};

/// A device that is about to join a journal, or to read a share. Dropped before it has joined, it leaves nothing behind.
#[derive(Debug)]
pub struct NewDevice {
    journal: Journal,
    beginning: Beginning,
}

impl NewDevice {
    /// Prepares a folder that is empty or not there. Takes about a second, which is what the passphrase costs.
    ///
    /// # Errors
    /// As [`Journal::create`].
    pub async fn prepare(
        folder: impl AsRef<Path>,
        passphrase: Passphrase,
        env: Env,
    ) -> Result<Self, OpenError> {
        let folder = folder.as_ref().to_owned();
        let made = off_executor(move || Vault::init_to_join(&folder, &passphrase, env)).await;
        let (vault, beginning) = made?;
        Ok(Self {
            journal: Journal::from(vault),
            beginning,
        })
    }

    /// How the transport of this device will be known to others.
    pub fn link_id(&self) -> LinkId {
        self.journal.devices().link_id()
    }

    /// Joins with a ticket, over a connection with the device that shows it. `name` is what this device is called there;
    /// `show` is given the words that must be typed on the other device. The stream comes back for the first exchange, which
    /// brings what the journal holds.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] if the other side is not the one that showed the ticket, or does not admit this device.
    ///
    /// # Panics
    /// Outside of a tokio runtime with timers.
    pub async fn join<S>(
        self,
        ticket: &Ticket,
        name: &str,
        mut stream: S,
        binding: [u8; 32],
        show: impl FnOnce(&Showing) + Send + 'static,
    ) -> Result<(Journal, S), ExchangeError>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let Self { journal, beginning } = self;
        let (ticket, name) = (ticket.clone(), name.to_owned());
        let joined = on_blocking_thread(&journal.owner, async move |vault: &Vault| {
            vault
                .join(&ticket, &name, &mut stream, binding, show)
                .await?;
            beginning.settle()?;
            Ok::<_, ExchangeError>(stream)
        });
        let stream = joined.await?;
        Ok((journal, stream))
    }
}
