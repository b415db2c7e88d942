//! Notices that another process wrote to the vault, so that a running exchange can push the new records at once.

use std::time::Duration;

use crate::Error;
use crate::vault::Vault;

/// How often the database is looked at where the system cannot tell of changes.
#[cfg(not(target_os = "linux"))]
const POLL: Duration = Duration::from_millis(250);
/// A change that the system failed to tell of is noticed after this long.
#[cfg(target_os = "linux")]
const POLL: Duration = Duration::from_secs(5);

/// Wakes up when the vault's database changes.
#[derive(Debug)]
pub(crate) struct Growth {
    #[cfg(target_os = "linux")]
    events: tokio::io::unix::AsyncFd<std::os::fd::OwnedFd>,
}

impl Growth {
    #[cfg(target_os = "linux")]
    pub(crate) fn watch(vault: &Vault) -> Result<Self, Error> {
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
        let events = tokio::io::unix::AsyncFd::new(fd).map_err(failed)?;
        Ok(Self { events })
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn watch(_vault: &Vault) -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Resolves after the next change, or after a while without one.
    #[cfg(target_os = "linux")]
    pub(crate) async fn changed(&mut self) {
        let Ok(Ok(mut ready)) = tokio::time::timeout(POLL, self.events.readable()).await else {
            return;
        };
        let mut sink = [0; 4096];
        while rustix::io::read(ready.get_inner(), &mut sink).is_ok_and(|read| read > 0) {}
        ready.clear_ready();
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) async fn changed(&mut self) {
        tokio::time::sleep(POLL).await;
    }
}
