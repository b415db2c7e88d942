//! Devices through the handle: who belongs to the journal, inviting, removing, pairing and exchanging over any stream.

use std::sync::Arc;

use std::net::SocketAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{mpsc, oneshot};
use vault::LinkId;

use super::live::Live;
use super::owner::Owner;
use crate::error::{ReadError, WriteError};
use crate::views::DeviceView;
use crate::{
    Asking, BroughtIn, Confirmed, ExchangeError, ExchangeEvent, ExchangeOptions, ExchangeReport,
    Invitation, Vault,
};

/// The devices of a [`Journal`](crate::Journal), and the readers of its shares.
///
/// Pairing and exchanging work over any stream that a transport hands over, encrypted and with both ends proved. They need a
/// tokio runtime, as their timers do; the work on the journal is done on its blocking threads.
#[derive(Debug, Clone)]
pub struct Devices {
    owner: Arc<Owner>,
}

impl Devices {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// The other devices and the readers of shares, removed ones too. Works while locked, then without names.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub async fn list(&self) -> Result<Vec<DeviceView>, ReadError> {
        self.owner.read(devices).await
    }

    /// The devices now, and whenever something about them is otherwise: one came or went, or holds more than before.
    pub fn watch(&self) -> Live<Vec<DeviceView>> {
        Live::new(&self.owner, devices)
    }

    /// Invites another device of this journal. `addresses` are where this one can be reached; they are in the ticket. The
    /// invitation dies with this process.
    ///
    /// # Errors
    /// [`WriteError::Refused`] if this device is not an owner.
    pub async fn invite(
        &self,
        addresses: Vec<SocketAddr>,
        confirmed: &Confirmed,
    ) -> Result<Invitation, WriteError> {
        let confirmed = confirmed.clone();
        let invite = move |vault: &Vault| vault.devices().invite(addresses, &confirmed);
        self.owner.write(invite).await
    }

    /// Removes a device: it gets nothing further, and the keys are changed for all others. What it has, it keeps.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] for this very device.
    pub async fn remove(
        &self,
        device: &str,
        confirmed: &Confirmed,
    ) -> Result<DeviceView, WriteError> {
        let (device, confirmed) = (device.to_owned(), confirmed.clone());
        let remove = move |vault: &Vault| vault.devices().remove(&device, &confirmed);
        self.owner.write(remove).await
    }

    /// Whom a device brought in: the devices that it added and those that these added in turn, and the readers that any of
    /// them let in.
    ///
    /// # Errors
    /// [`ReadError::Resolve`]; [`ReadError::Refused`] for this very device.
    pub async fn brought_in(&self, device: &str) -> Result<BroughtIn, ReadError> {
        let device = device.to_owned();
        let find = move |vault: &Vault| vault.devices().brought_in(&device);
        self.owner.read(find).await
    }

    /// Removes a device with all that it brought in, in one breath: the devices go, and then the shares of the readers end.
    /// Of a device that was removed before, what it brought in.
    ///
    /// # Errors
    /// As [`Devices::remove`].
    pub async fn remove_with_brought_in(
        &self,
        device: &str,
        confirmed: &Confirmed,
    ) -> Result<(DeviceView, BroughtIn), WriteError> {
        let (device, confirmed) = (device.to_owned(), confirmed.clone());
        let remove =
            move |vault: &Vault| vault.devices().remove_with_brought_in(&device, &confirmed);
        self.owner.write(remove).await
    }

    /// How the transport of this device is known to others.
    pub fn link_id(&self) -> LinkId {
        self.owner.vault().link_id()
    }

    /// Conducts one exchange over a stream, until both sides hold the same or, if it is live, for as long as it lives. Works
    /// while locked, and goes on when the journal is locked or unlocked meanwhile; see [`Journal::lock`](crate::Journal::lock). Given up, it ends at
    /// its next rest; what was acknowledged stays.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] for a peer that shares nothing with this journal.
    ///
    /// # Panics
    /// Outside of a tokio runtime with timers.
    pub async fn exchange<S>(
        &self,
        stream: S,
        options: ExchangeOptions,
        events: Option<mpsc::UnboundedSender<ExchangeEvent>>,
    ) -> Result<ExchangeReport, ExchangeError>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let done = on_blocking_thread(&self.owner, async move |vault: &Vault| {
            vault.exchange(stream, options, events).await
        });
        done.await
    }

    /// Admits whoever comes with the ticket of an invitation. `peer` is who the transport says it is, `binding` is keying
    /// material of this very connection. `approve` is told who asks, and answers the words that the person typed, which must
    /// be those that the newcomer shows; `None` refuses. Answers the name that the newcomer has here, and the invitation: unless it
    /// is spent, somebody else may still come with it. The stream is for the first exchange.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] if the newcomer does not prove the ticket, or the words are others.
    ///
    /// # Panics
    /// Outside of a tokio runtime with timers.
    pub async fn welcome<S>(
        &self,
        mut invitation: Invitation,
        mut stream: S,
        peer: LinkId,
        binding: [u8; 32],
        approve: impl AsyncFnOnce(Asking) -> Option<String> + Send + 'static,
    ) -> (Invitation, S, Result<String, ExchangeError>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        on_blocking_thread(&self.owner, async move |vault: &Vault| {
            let welcomed = vault
                .welcome(&mut invitation, &mut stream, peer, binding, approve)
                .await;
            (invitation, stream, welcomed)
        })
        .await
    }
}

/// Drives something that works on the vault and waits for a stream, so that the executor of the caller does only the
/// waiting. Ends when the caller gives it up.
pub(super) async fn on_blocking_thread<T: Send + 'static>(
    owner: &Owner,
    work: impl AsyncFnOnce(&Vault) -> T + Send + 'static,
) -> T {
    let vault = owner.vault().clone();
    let runtime = tokio::runtime::Handle::current();
    let (waits, given_up) = oneshot::channel::<()>();
    let work = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            tokio::select! {
                done = work(&vault) => Some(done),
                _ = given_up => None,
            }
        })
    });
    let done = work.await;
    drop(waits);
    owner.tell();
    match done {
        Ok(done) => done.expect("it is given up only with this future"),
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn devices(vault: &Vault) -> Result<Vec<DeviceView>, ReadError> {
    vault.devices().list()
}
