//! A keeper of a world.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::{
    Env, ExchangeError, ExchangeReport, Invitation, Keeper, KeeperSettings, OpenMode, Version,
};

use crate::desk::{meet_as, pair};
use crate::world::Folder;
use crate::{Desk, World};

/// A keeper with its folder open.
#[derive(Debug)]
pub struct KeeperDesk {
    /// Its name, also that of its folder.
    pub name: String,
    /// The keeper.
    pub keeper: Keeper,
    /// Its folder.
    pub path: PathBuf,
    /// Its door to time and randomness.
    pub env: Env,
    /// Keeps the folder of the world that it is in.
    folder: Arc<Folder>,
}

impl World {
    /// A keeper that has not joined anything yet.
    pub fn blank_keeper(&self, name: &str) -> KeeperDesk {
        let (path, env) = (self.path(name), self.env(None));
        let made = Keeper::init_to_join(&path, &KeeperSettings::default(), env.clone());
        let (keeper, beginning) = made.expect("a keeper can be made");
        beginning.settle().expect("a keeper can be made");
        KeeperDesk {
            name: name.to_owned(),
            keeper,
            path,
            env,
            folder: Arc::clone(self.folder()),
        }
    }

    /// A keeper of the journal of `owner`, with all that is in it.
    pub async fn keeper(&self, owner: &Desk, name: &str) -> KeeperDesk {
        let keeper = self.blank_keeper(name);
        let invited = owner
            .vault
            .devices()
            .invite_keeper(Vec::new(), &owner.confirmed());
        keeper
            .joins(owner, invited.expect("an owner invites"))
            .await;
        keeper
    }
}

impl KeeperDesk {
    /// Joins with an invitation of `inviter`, then exchanges what there is.
    pub async fn joins(&self, inviter: &Desk, mut invitation: Invitation) {
        let (welcomed, joined) = self.asks(inviter, &mut invitation, |words| words).await;
        welcomed.expect("the inviter admits it");
        joined.expect("the keeper joins");
        self.meets(inviter).await;
    }

    /// Tries to join, as [`Desk::asks`] does.
    pub async fn asks(
        &self,
        inviter: &Desk,
        invitation: &mut Invitation,
        types: impl FnOnce(String) -> String,
    ) -> (Result<String, ExchangeError>, Result<(), ExchangeError>) {
        pair((&self.keeper, &self.name), inviter, invitation, types).await
    }

    /// One exchange to its end; a device dials, and the keeper's report comes first. Fails if it does not come about.
    pub async fn meets(&self, desk: &Desk) -> (ExchangeReport, ExchangeReport) {
        match self.tries_to_meet(desk).await {
            (Ok(mine), Ok(theirs)) => (mine, theirs),
            failed => panic!("{} and {}: {failed:?}", self.name, desk.name),
        }
    }

    /// The same, whatever comes of it.
    pub async fn tries_to_meet(
        &self,
        desk: &Desk,
    ) -> (
        Result<ExchangeReport, ExchangeError>,
        Result<ExchangeReport, ExchangeError>,
    ) {
        let (here, there) = tokio::io::duplex(1 << 16);
        let (theirs, mine) = meet_as(Version::Three, &desk.vault, there, &self.keeper, here).await;
        (mine, theirs)
    }

    /// Closes the folder and opens it again.
    #[must_use]
    pub fn reopened(self) -> Self {
        let Self {
            name,
            keeper,
            path,
            env,
            folder,
        } = self;
        drop(keeper);
        Self {
            keeper: open(&path, &env),
            name,
            path,
            env,
            folder,
        }
    }
}

fn open(path: &Path, env: &Env) -> Keeper {
    Keeper::open(path, OpenMode::Write, env.clone()).expect("the keeper can be opened")
}
