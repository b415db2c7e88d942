//! Drafts through the handle: what is not saved yet.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::owner::Owner;
use crate::Vault;
use crate::drafts::{DraftKeeper, DraftSubject, DraftText, DraftView, KeptDrafts};
use crate::error::{ReadError, WriteError};

/// What is typed in a [`Journal`](crate::Journal) and not saved yet.
///
/// A draft is sealed on this device and is nothing else: no list, search, figure, share or other device knows of it. So it
/// may be kept after every key, and makes no record.
#[derive(Debug, Clone)]
pub struct Drafts {
    owner: Arc<Owner>,
}

impl Drafts {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// Begins a draft. Nothing is on the disk before it is kept. Works while locked.
    ///
    /// # Errors
    /// [`WriteError::Refused`] on a device that has no journal of its own.
    pub async fn begin(&self, subject: DraftSubject) -> Result<Draft, WriteError> {
        let begin = move |vault: &Vault| vault.drafts().begin(subject);
        let keeper = self.owner.write(begin).await?;
        Ok(Draft::new(&self.owner, keeper))
    }

    /// The drafts on this device, the one kept last first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<KeptDrafts, ReadError> {
        self.owner.read(|vault| vault.drafts().list()).await
    }

    /// Goes on with a draft, named by the beginning of its name.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Storage`] while another process writes it, or where it cannot be read.
    pub async fn resume(&self, name: &str) -> Result<(Draft, DraftView), WriteError> {
        let name = name.to_owned();
        let resume = move |vault: &Vault| vault.drafts().resume(&name);
        let (keeper, view) = self.owner.write(resume).await?;
        Ok((Draft::new(&self.owner, keeper), view))
    }

    /// Throws a draft away, readable or not.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Storage`] while a process writes it.
    pub async fn throw_away(&self, name: &str) -> Result<(), WriteError> {
        let name = name.to_owned();
        let remove = move |vault: &Vault| vault.drafts().throw_away(&name);
        self.owner.write(remove).await
    }
}

/// A draft that is being written. When it is dropped, what was kept stays; nothing stays where nothing was typed.
pub struct Draft {
    owner: Arc<Owner>,
    /// Only one thing is done with it at a time; behind a lock so that it can be done on another thread.
    keeper: Arc<Mutex<Option<DraftKeeper>>>,
}

impl Draft {
    fn new(owner: &Arc<Owner>, keeper: DraftKeeper) -> Self {
        Self {
            owner: Arc::clone(owner),
            keeper: Arc::new(Mutex::new(Some(keeper))),
        }
    }

    /// Keeps what has been typed so far; it is on the disk when this returns. Of an entry that is one text, called `text`.
    /// Works while locked.
    ///
    /// # Errors
    /// What the disk says; then what was kept before stands.
    pub async fn keep(&self, texts: Vec<DraftText>) -> Result<(), WriteError> {
        let keep = move |keeper: &mut Option<DraftKeeper>| match keeper {
            Some(keeper) => keeper.keep(texts),
            None => Ok(()),
        };
        self.on_keeper(keep).await
    }

    /// The same, of a draft that is for something else from now on: its options changed.
    ///
    /// # Errors
    /// As [`Draft::keep`].
    pub async fn keep_as(
        &self,
        subject: DraftSubject,
        texts: Vec<DraftText>,
    ) -> Result<(), WriteError> {
        let keep = move |keeper: &mut Option<DraftKeeper>| match keeper {
            Some(keeper) => {
                keeper.set_subject(subject);
                keeper.keep(texts)
            }
            None => Ok(()),
        };
        self.on_keeper(keep).await
    }

    /// The draft's name on this device, once something was kept.
    pub fn name(&self) -> Option<String> {
        let keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        let name = keeper.as_ref().and_then(DraftKeeper::id);
        name.map(str::to_owned)
    }

    /// Throws the draft away: what was typed is saved now, or is not wanted.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn discard(self) -> Result<(), WriteError> {
        let discard = |keeper: &mut Option<DraftKeeper>| match keeper.take() {
            Some(keeper) => keeper.discard(),
            None => Ok(()),
        };
        self.on_keeper(discard).await
    }

    async fn on_keeper(
        &self,
        work: impl FnOnce(&mut Option<DraftKeeper>) -> Result<(), WriteError> + Send + 'static,
    ) -> Result<(), WriteError> {
        let keeper = Arc::clone(&self.keeper);
        let work = move |_: &Vault| {
            let mut keeper = keeper.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut keeper)
        };
        self.owner.write(work).await
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draft")
    }
}
