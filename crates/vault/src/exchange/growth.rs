//! Notices that another process wrote to the vault, so that a running exchange can push the new records at once; and that
//! the keys came or went.

use std::time::Duration;

use platform::watch::FileChanges;
use tokio::sync::watch;

use crate::Error;
use crate::vault::Vault;

/// A change of which a disk that is not the operating system's did not tell is noticed after this long.
const POLL: Duration = Duration::from_secs(5);

/// Wakes up when the vault's database or its keys change.
#[derive(Debug)]
pub(crate) struct Growth {
    /// What a disk tells that is not the operating system's.
    told: Option<watch::Receiver<u64>>,
    events: Option<FileChanges>,
    keys: watch::Receiver<()>,
}

impl Growth {
    pub(crate) fn watch(vault: &Vault) -> Result<Self, Error> {
        let told = vault.folder.disk().changed(&vault.folder.database());
        Ok(Self {
            events: match told {
                Some(_) => None,
                None => Some(watch_file(vault)?),
            },
            told,
            keys: vault.cache.keys_changed(),
        })
    }

    /// Resolves after the next change, or after a while without one.
    pub(crate) async fn changed(&mut self) {
        let mut keys = self.keys.clone();
        tokio::select! {
            biased;
            // Ends with the vault, which this exchange holds.
            Ok(()) = keys.changed() => self.keys = keys,
            () = self.grew() => {}
        }
    }

    async fn grew(&mut self) {
        if let Some(told) = &mut self.told {
            let _ = tokio::time::timeout(POLL, told.changed()).await;
            return;
        }
        match &mut self.events {
            Some(events) => events.next().await,
            None => tokio::time::sleep(POLL).await,
        }
    }
}

fn watch_file(vault: &Vault) -> Result<FileChanges, Error> {
    FileChanges::watch(&vault.folder.database())
        .map_err(|error| Error::io("watching the journal", error))
}

/// As [`Growth::changed`]; never without one.
pub(crate) async fn grown(growth: &mut Option<Growth>) {
    match growth {
        Some(growth) => growth.changed().await,
        None => std::future::pending().await,
    }
}

/// At this moment; never without one.
pub(super) async fn sleep_until(wake: Option<tokio::time::Instant>) {
    match wake {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Resolves at the next number; never once nobody can ask any more.
pub(super) async fn asked_to_look(look: &mut Option<watch::Receiver<u64>>) -> u64 {
    if let Some(look) = look
        && look.changed().await.is_ok()
    {
        return *look.borrow_and_update();
    }
    std::future::pending().await
}
