//! Ending an agent, whatever state it is in: it is asked first, and killed if it does not answer, but only when it is certain
//! which process it is. Killing a stranger, or saying that keys are gone which are not, would both be worse than an error.

use std::fs;
use std::io::{self, Write as _};

use platform::local::BlockingStream;
use platform::process;

use super::connection::{ask, connect};
use super::place::{Place, SUBCOMMAND, VaultKey};
use super::wire::{PATIENCE, Request};
use crate::runtime::PlaceError;

/// What became of the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// There was none.
    Nothing,
    /// It was asked, and forgot the keys.
    Asked,
    /// It did not answer, and its process was ended.
    Killed(u32),
}

/// Why it is not certain that the keys are gone.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndError {
    /// The folder of its socket is not private.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// It does not answer, and nobody knows which process it is.
    #[error("the background process does not answer, and it cannot be told which process it is")]
    Unknown,
    /// It is known and cannot be ended.
    #[error("the background process (process {0}) does not answer and cannot be ended: {1}")]
    Kill(u32, io::Error),
}

/// Ends the agent of this vault; the keys are gone when this returns.
pub(crate) fn end(key: &VaultKey) -> Result<Ended, EndError> {
    let Some(place) = Place::find(key, false)? else {
        return Ok(Ended::Nothing);
    };
    let connected = connect(&place).ok();
    let answers = connected.is_some();
    let peer = connected.as_ref().and_then(peer_of);
    if connected.is_some_and(|stream| ask(stream, Request::Lock).is_ok()) {
        return Ok(Ended::Asked);
    }
    // An agent of an earlier version has noted nothing; then the socket says who listens.
    let identity = Identity::read(&place).or_else(|| Identity::of(peer?).ok());
    let fits = identity.filter(|known| peer.is_none_or(|peer| peer == known.process));
    let alive = fits.and_then(|known| Some((known, known.hold()?)));
    match alive {
        Some((known, process)) => {
            process
                .kill(PATIENCE)
                .map_err(|error| EndError::Kill(known.process, error))?;
            clear(&place);
            Ok(Ended::Killed(known.process))
        }
        // Somebody listens who is not known.
        None if answers => Err(EndError::Unknown),
        None => {
            clear(&place);
            Ok(Ended::Nothing)
        }
    }
}

/// Removes what a process that is gone has left behind.
fn clear(place: &Place) {
    let _ = fs::remove_file(place.socket());
    let _ = fs::remove_file(place.record());
}

fn peer_of(stream: &BlockingStream) -> Option<u32> {
    platform::local::peer(stream).ok()?.1
}

/// Which process an agent is: its number, and when it started, since numbers are given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    process: u32,
    /// In a unit of the system.
    started: u64,
}

impl Identity {
    /// This process.
    pub(super) fn own() -> io::Result<Self> {
        Self::of(std::process::id())
    }

    fn of(process: u32) -> io::Result<Self> {
        let started = process::started(process)?;
        Ok(Self { process, started })
    }

    /// Whether it is this process.
    pub(super) fn is_own(&self) -> bool {
        Self::own().is_ok_and(|own| own == *self)
    }

    /// Notes it beside the socket.
    pub(super) fn write(&self, place: &Place) -> io::Result<()> {
        let fresh = place.fresh("pid");
        let _ = fs::remove_file(&fresh);
        let mut options = fs::OpenOptions::new();
        let options = options.write(true).create_new(true);
        let mut file = platform::files::private(options).open(&fresh)?;
        writeln!(file, "{} {}", self.process, self.started)?;
        fs::rename(&fresh, place.record())
    }

    /// What was noted beside the socket.
    pub(super) fn read(place: &Place) -> Option<Self> {
        let text = fs::read_to_string(place.record()).ok()?;
        let (process, started) = text.trim_end().split_once(' ')?;
        Some(Self {
            process: process.parse().ok()?,
            started: started.parse().ok()?,
        })
    }

    /// A handle on the process, if it is still the one that was noted, runs as the same user, and is an agent. The handle
    /// comes first: what is found out afterwards is true of the process behind it.
    fn hold(&self) -> Option<process::Handle> {
        let handle = process::Handle::open(self.process)?;
        let same = Self::of(self.process).ok()? == *self;
        let user = process::user_of(self.process)? == process::user();
        let words = process::describe(self.process).command_line;
        let agent = words.split('\0').nth(1) == Some(SUBCOMMAND);
        (same && user && agent && self.process != std::process::id()).then_some(handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_itself_and_no_agent() {
        let own = Identity::own().unwrap();
        assert!(own.is_own());
        assert!(own.hold().is_none());
        let other = Identity {
            started: own.started + 1,
            ..own
        };
        assert!(!other.is_own());
    }
}
