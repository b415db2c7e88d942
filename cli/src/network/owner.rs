//! One process of a journal is on the network. Commands become that process, or ask it.

use std::io;
use std::time::Duration;

use engine::Vault;
use node::{MeetOptions, Met, Node, Owner, OwnerError, Ownership};
use platform::private_folder::PrivateFolder;
use tokio::time::{Instant, sleep};

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::runtime::{self, PlaceError};
use crate::waiting::{Definition, holders};

/// A wait that is longer than this is spoken of.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it is tried again while another process is about to end, or to listen.
const AGAIN: Duration = Duration::from_millis(100);

/// Where the processes of this journal find out which of them is on the network.
pub(super) struct Place<'a> {
    folder: PrivateFolder,
    vault: &'a Vault,
    definition: Definition,
}

impl<'a> Place<'a> {
    /// The place of this journal.
    pub(super) fn of(app: &App, vault: &'a Vault) -> Result<Self, Failure> {
        let folder = runtime::find(true)
            .and_then(|folder| {
                folder.ok_or(PlaceError::Io {
                    path: "the runtime folder".into(),
                    source: io::ErrorKind::NotFound.into(),
                })
            })
            .map_err(not_private)?;
        Ok(Self {
            folder,
            vault,
            definition: app.define(),
        })
    }

    /// Becomes the process that is on the network, for as long as it holds what is given; `None` if another process is.
    pub(super) fn take(&self) -> Result<Option<Ownership>, Failure> {
        Ownership::take(&self.folder.path(), self.vault).map_err(unusable)
    }

    /// The same, once no other process is.
    pub(super) async fn take_over(&self) -> Result<Ownership, Failure> {
        loop {
            if let Some(owned) = self.take()? {
                return Ok(owned);
            }
            sleep(AGAIN).await;
        }
    }

    /// Who is on the network, such as "`still run` (process 4711)".
    pub(super) fn owner(&self) -> String {
        let lock = Ownership::lock_file(&self.folder.path(), self.vault);
        let known = lock.map(|lock| holders(&lock, self.definition));
        match known.unwrap_or_default().as_slice() {
            [] => "another process".to_owned(),
            several => several.join(" and "),
        }
    }
}

/// Meets every device once: by itself, or by the process that is on the network.
pub(crate) async fn meet(
    app: &App,
    vault: &Vault,
    options: MeetOptions,
) -> Result<Vec<Met>, Failure> {
    let settings = vault.settings()?;
    let place = Place::of(app, vault)?;
    let owner = Owner::of(&place.folder.path(), vault).map_err(unusable)?;
    // A locked process publishes nothing.
    vault.shares().publish()?;
    let begun = Instant::now();
    let mut told = false;
    loop {
        if let Some(_owned) = place.take()? {
            return Ok(Node::meet(vault, &settings, options).await?);
        }
        match owner.round(vault, options.clone()).await {
            Ok(met) => {
                app.notes.note(format_args!(
                    "{} is on the network and did this.",
                    place.owner()
                ));
                return Ok(met);
            }
            Err(OwnerError::Vault(error)) => return Err(error.into()),
            Err(OwnerError::Silent) => return Err(silent(&place.owner())),
            // It is about to listen or to end, or does not listen, as it ends soon by itself.
            Err(_) => {}
        }
        if !told && begun.elapsed() > PATIENCE {
            told = true;
            app.notes.note(format_args!(
                "Waiting for {}, which is on the network. Ctrl-C leaves.",
                place.owner()
            ));
        }
        sleep(AGAIN).await;
    }
}

fn silent(owner: &str) -> Failure {
    Failure::new(
        Kind::Busy,
        format!("{owner} is on the network and does not answer"),
    )
    .help("let it go on if it is stopped (`fg`, `kill -CONT`), or end it")
}

fn not_private(why: PlaceError) -> Failure {
    match why {
        PlaceError::NotPrivate { .. } => Failure::refused("the network cannot be used")
            .because(why)
            .help("see to it that only you can enter that folder"),
        PlaceError::Io { source, .. } => unusable(source),
    }
}

fn unusable(error: io::Error) -> Failure {
    Failure::io("using the runtime folder", error)
}
