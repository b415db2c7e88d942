//! The commands' side of the agent: start one, find one, ask it.

use std::io::{self, Read as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use platform::private_folder::PrivateFolder;
use zeroize::Zeroizing;

use super::connection::{ask, connect};
use super::place::{Place, SUBCOMMAND, VaultKey};
use super::wire::{AgentStatus, Orders, PATIENCE, READY, READY_UNLOCKED, Request, Terms, send};
use crate::runtime::PlaceError;
use crate::terminal::notes::Notes;

/// A running agent that answered; each question is a connection of its own.
#[derive(Debug)]
pub(crate) struct Agent {
    place: Place,
}

impl Agent {
    /// Looks for the agent of this vault. `None` when there is none or it does not answer; an error when its folder
    /// is not private, so that no socket in it can be trusted.
    pub(crate) fn find(key: &VaultKey) -> Result<Option<Self>, PlaceError> {
        Ok(Place::find(key, false)?
            .filter(|place| connect(place).is_ok())
            .map(|place| Self { place }))
    }

    /// The keys it holds. Counts as use.
    pub(crate) fn keys(&self) -> io::Result<Zeroizing<Vec<u8>>> {
        self.ask(Request::Keys)
    }

    /// How long it will still hold them.
    pub(crate) fn status(&self) -> io::Result<AgentStatus> {
        serde_json::from_slice(&self.ask(Request::Status)?).map_err(io::Error::from)
    }

    fn ask(&self, request: Request) -> io::Result<Zeroizing<Vec<u8>>> {
        ask(connect(&self.place)?, request)
    }
}

/// Why no agent was started.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    /// The folder for its socket is not private.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The process could not be started or spoken to.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The agent before it does not end.
    #[error(transparent)]
    Before(#[from] super::ending::EndError),
    /// The process came up and said why it cannot go on.
    #[error("{0}")]
    Said(String),
}

/// Two at once would leave one agent nobody can reach; the lock ends with this process at the latest.
fn take_turn(folder: &PrivateFolder, notes: Notes) -> io::Result<()> {
    let begun = Instant::now();
    let mut told = false;
    loop {
        if folder.try_lock()? {
            return Ok(());
        }
        if !told && begun.elapsed() > PATIENCE {
            told = true;
            notes.note("Waiting for another `still unlock` to end. Ctrl-C leaves.");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Starts an agent that holds `keys`, ending the one before it if there is one. Gives whether the keys lie in memory
/// that is never swapped out.
pub(crate) fn start(
    key: &VaultKey,
    keys: &[u8],
    terms: Terms,
    notes: Notes,
) -> Result<bool, StartError> {
    let place = Place::find(key, true)?.ok_or(io::Error::from(io::ErrorKind::NotFound))?;
    take_turn(place.folder(), notes)?;
    super::ending::end(key)?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg(SUBCOMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let orders = Orders {
        folder: place.folder_path()?,
        key: key.clone(),
        terms,
    };
    if let Some(mut input) = child.stdin.take() {
        send(
            &mut input,
            &serde_json::to_vec(&orders).map_err(io::Error::from)?,
        )?;
        send(&mut input, keys)?;
    }
    let mut said = String::new();
    if let Some(output) = child.stdout.take() {
        output.take(1024).read_to_string(&mut said)?;
    }
    match said.as_str() {
        READY => Ok(true),
        READY_UNLOCKED => Ok(false),
        _ => Err(StartError::Said(said)),
    }
}
