//! What commands and the agent say to each other: one word asked, one bounded answer.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::place::VaultKey;

/// How long one side waits for the other.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// Largest answer in bytes: device keys are well below one kilobyte.
pub(super) const ANSWER_BYTES_MAX: usize = 16 * 1024;

/// How long keys are held, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// Forgotten after this long without a command that used them.
    pub(crate) idle_s: u64,
    /// Forgotten after this long in any case.
    pub(crate) life_s: u64,
}

/// What the parent tells the agent before the keys.
#[derive(Serialize, Deserialize)]
pub(super) struct Orders {
    /// The folder of the socket.
    pub(super) folder: PathBuf,
    /// Names the socket.
    pub(super) key: VaultKey,
    /// How long to hold the keys.
    pub(super) terms: Terms,
}

/// What the agent writes to standard output when it is ready and the keys lie in memory that is never swapped out.
pub(super) const READY: &str = "ready";
/// The same where the system does not allow the memory to be locked. Anything else is why the agent is not ready.
pub(super) const READY_UNLOCKED: &str = "ready, not locked in memory";

/// What the agent says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AgentStatus {
    /// Seconds until it forgets the keys if no command uses them.
    pub(crate) idle_left_s: u64,
    /// Seconds until it forgets the keys in any case.
    pub(crate) life_left_s: u64,
    /// Its process.
    pub(crate) pid: u32,
}

/// A request, one byte on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    /// The keys, please; counts as use.
    Keys,
    /// How long still?
    Status,
    /// Forget the keys and end.
    Lock,
}

impl Request {
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Keys => b'k',
            Self::Status => b's',
            Self::Lock => b'l',
        }
    }

    pub(super) fn from_byte(byte: u8) -> Option<Self> {
        [Self::Keys, Self::Status, Self::Lock]
            .into_iter()
            .find(|request| request.byte() == byte)
    }
}

/// An allocation of so many bytes has a mapping of its own: allocators keep smaller ones together in memory that they
/// mapped before.
const MAPPED_BYTES_MIN: usize = 256 * 1024;

/// Writes a length and so many bytes.
pub(super) fn send(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
    let length = u32::try_from(bytes.len()).map_err(too_long)?;
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(bytes)?;
    stream.flush()
}

/// Reads what [`send`] wrote; wiped from memory when dropped.
pub(super) fn receive(stream: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > ANSWER_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // Sized before reading, so that no copy of a secret stays behind in a grown buffer; and so large that it is mapped
    // for itself, where what is mapped from now on is locked in memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAPPED_BYTES_MIN.max(length)));
    bytes.resize(length, 0);
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_bounded() {
        let mut wire = Vec::new();
        send(&mut wire, b"keys").unwrap();
        assert_eq!(**receive(&mut wire.as_slice()).unwrap(), *b"keys");
        assert!(receive(&mut [0xff; 8].as_slice()).is_err());
        assert!(receive(&mut [0, 0, 0, 9, 1].as_slice()).is_err());
    }

    #[test]
    fn requests_are_single_bytes() {
        for request in [Request::Keys, Request::Status, Request::Lock] {
            assert_eq!(Request::from_byte(request.byte()), Some(request));
        }
        assert_eq!(Request::from_byte(b'x'), None);
    }
}
