//! Notices that another process wrote to the vault, so that a running exchange can push the new records at once; and that
//! the keys came or went.

use std::time::Duration;

use tokio::sync::watch;

use crate::Error;
use crate::vault::Vault;

/// How often the database is looked at where the system cannot tell of changes.
#[cfg(not(target_os = "linux"))]
const POLL: Duration = Duration::from_millis(250);
/// A change that the system failed to tell of is noticed after this long.
#[cfg(target_os = "linux")]
const POLL: Duration = Duration::from_secs(5);

/// Wakes up when the vault's database or its keys change.
#[derive(Debug)]
pub(crate) struct Growth {
    /// What a disk tells that is not the operating system's.
    told: Option<watch::Receiver<u64>>,
    #[cfg(target_os = "linux")]
    events: Option<tokio::io::unix::AsyncFd<std::os::fd::OwnedFd>>,
    keys: watch::Receiver<()>,
}

impl Growth {
    pub(crate) fn watch(vault: &Vault) -> Result<Self, Error> {
        let told = vault.folder.disk().changed(&vault.folder.database());
        Ok(Self {
            #[cfg(target_os = "linux")]
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
        #[cfg(target_os = "linux")]
        if let Some(events) = &self.events {
            let Ok(Ok(mut ready)) = tokio::time::timeout(POLL, events.readable()).await else {
                return;
            };
            let mut sink = [0; 4096];
            while rustix::io::read(ready.get_inner(), &mut sink).is_ok_and(|read| read > 0) {}
            ready.clear_ready();
            return;
        }
        tokio::time::sleep(POLL).await;
    }
}

#[cfg(target_os = "linux")]
fn watch_file(vault: &Vault) -> Result<tokio::io::unix::AsyncFd<std::os::fd::OwnedFd>, Error> {
    use rustix::fs::inotify;
    let failed = |error: std::io::Error| Error::io("watching the journal", error);
    let fd = inotify::init(inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK)
        .map_err(|error| failed(error.into()))?;
    inotify::add_watch(&fd, vault.folder.database(), inotify::WatchFlags::MODIFY)
        .map_err(|error| failed(error.into()))?;
    #[expect(
        deprecated,
        reason = "its replacement is unsafe; an OwnedFd that is moved in stays open"
    )]
    tokio::io::unix::AsyncFd::new(fd).map_err(failed)
}

/// As [`Growth::changed`]; never without one.
pub(crate) async fn grown(growth: &mut Option<Growth>) {
    match growth {
        Some(growth) => growth.changed().await,
        None => std::future::pending().await,
    }
}
