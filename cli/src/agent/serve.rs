//! The agent's own life: make the process hard to look into, take the keys from standard input, answer until the time
//! is up. Time goes on while the machine sleeps, so that a suspended laptop locks too.

use std::io::{self, Read as _, Write as _};
use std::time::Duration;

use platform::clock::seconds_up;
use platform::files::Identity as FileIdentity;
use platform::local::{BlockingListener, BlockingStream};
use platform::{files, memory, process};
use zeroize::Zeroizing;

use super::connection::same_user;
use super::ending::Identity;
use super::place::Place;
use super::wire::{
    AgentStatus, Orders, PATIENCE, READY, READY_UNLOCKED, Request, Terms, receive, send,
};

/// Runs the agent until its time is up. Orders and keys come from standard input, each with its length.
pub(crate) fn serve() -> io::Result<()> {
    let mut ready = io::stdout();
    match prepare() {
        Ok((listener, held)) => {
            let said = if held.is_locked {
                READY
            } else {
                READY_UNLOCKED
            };
            ready.write_all(said.as_bytes())?;
            ready.flush()?;
            process::close_streams()?;
            held.answer(&listener)
        }
        Err(error) => ready.write_all(error.to_string().as_bytes()),
    }
}

fn prepare() -> io::Result<(BlockingListener, Held)> {
    process::harden();
    process::leave_session()?;
    // From here on, before there is a key: none is in what is mapped already.
    let is_locked = memory::keep_what_comes();
    // Not through the buffer of the standard library, which would keep a copy.
    let mut input = process::own_input()?;
    let told = receive(&mut input)?;
    // While the orders are still held: once such a buffer was freed, the allocator may take the next one from memory that
    // was mapped before.
    let keys = receive(&mut input)?;
    let orders: Orders = serde_json::from_slice(&told).map_err(|_| io::ErrorKind::InvalidData)?;
    let is_locked = is_locked && memory::is_kept(keys.as_ptr().addr());
    let place = Place::within(&orders.folder, &orders.key, true)
        .map_err(|e| io::Error::other(e.to_string()))?
        .ok_or(io::ErrorKind::NotFound)?;
    // Before there is a socket, so that whoever finds one can tell whose it is.
    Identity::own()?.write(&place)?;
    let fresh = place.fresh("sock");
    let _ = std::fs::remove_file(&fresh);
    let listener = BlockingListener::bind(&fresh)?;
    // Renaming replaces a stale socket in one step, so no moment is without one.
    std::fs::rename(&fresh, place.socket())?;
    let socket = files::identity(&place.socket())?;
    let held = Held {
        keys,
        is_locked,
        place,
        socket,
        terms: orders.terms,
        started_s: seconds_up(),
        used_s: seconds_up(),
    };
    Ok((listener, held))
}

struct Held {
    keys: Zeroizing<Vec<u8>>,
    /// Whether they are never swapped out.
    is_locked: bool,
    place: Place,
    socket: FileIdentity,
    terms: Terms,
    started_s: u64,
    used_s: u64,
}

impl Held {
    fn answer(mut self, listener: &BlockingListener) -> io::Result<()> {
        listener.set_nonblocking(true)?;
        loop {
            let left = self.left_s();
            if left == 0 {
                break;
            }
            platform::local::wait(listener, Duration::from_secs(left))?;
            // The time may have run out while the machine slept; nobody gets keys then.
            if self.left_s() == 0 {
                break;
            }
            if let Ok((stream, _)) = listener.accept()
                && self
                    .serve_one(stream)
                    .is_ok_and(|request| request == Some(Request::Lock))
            {
                break;
            }
        }
        self.leave();
        Ok(())
    }

    /// Seconds until the keys are forgotten.
    fn left_s(&self) -> u64 {
        let status = self.status();
        status.idle_left_s.min(status.life_left_s)
    }

    fn status(&self) -> AgentStatus {
        let now = seconds_up();
        let left = |from: u64, length: u64| from.saturating_add(length).saturating_sub(now);
        AgentStatus {
            idle_left_s: left(self.used_s, self.terms.idle_s),
            life_left_s: left(self.started_s, self.terms.life_s),
            pid: std::process::id(),
        }
    }

    fn serve_one(&mut self, mut stream: BlockingStream) -> io::Result<Option<Request>> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        if !same_user(&stream)? {
            return Ok(None);
        }
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        let request = Request::from_byte(byte[0]);
        match request {
            Some(Request::Keys) => {
                send(&mut stream, &self.keys)?;
                self.used_s = seconds_up();
            }
            Some(Request::Status) => send(&mut stream, &serde_json::to_vec(&self.status())?)?,
            Some(Request::Lock) => {
                // Gone before the answer: who reads it may rely on the keys being out of reach.
                self.keys = Zeroizing::new(Vec::new());
                self.remove_socket();
                send(&mut stream, b"locked")?;
            }
            None => {}
        }
        Ok(request)
    }

    fn leave(self) {
        self.remove_socket();
    }

    /// Removes the socket unless another agent has put its own in its place.
    fn remove_socket(&self) {
        if Identity::read(&self.place).is_some_and(|identity| identity.is_own()) {
            let _ = std::fs::remove_file(self.place.record());
        }
        let path = self.place.socket();
        if files::identity(&path).is_ok_and(|found| found == self.socket) {
            let _ = std::fs::remove_file(path);
        }
    }
}
