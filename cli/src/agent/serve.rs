//! The agent's own life: make the process hard to look into, take the keys from standard input, answer until the time
//! is up. Time is `CLOCK_BOOTTIME`, so that a suspended laptop locks too.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::{UnixListener, UnixStream};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::mm::MlockAllFlags;
use rustix::process::{DumpableBehavior, Resource, Rlimit};
use rustix::time::{
    ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime,
    timerfd_create, timerfd_settime,
};
use zeroize::Zeroizing;

use super::connection::same_user;
use super::ending::Identity;
use super::place::Place;
use super::wire::{
    AgentStatus, Orders, PATIENCE, READY, READY_UNLOCKED, Request, Terms, receive, send,
};

/// The least limit on locked memory, in bytes, with which the agent locks what it will use. Beneath it, an allocation
/// could fail later and end the agent. Systems allow 8 MiB, most of them.
const LOCKED_BYTES_MIN: u64 = 4 * 1024 * 1024;

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
            let_go_of_parent()?;
            held.answer(&listener)
        }
        Err(error) => ready.write_all(error.to_string().as_bytes()),
    }
}

/// Keeps other programs from reading this one's memory, in as far as the system helps. Fails where a limit is low;
/// the keys are then held all the same.
pub(crate) fn harden() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = rustix::process::setrlimit(Resource::Core, none);
    let _ = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

fn prepare() -> io::Result<(UnixListener, Held)> {
    harden();
    // Already a session leader when started by hand; then there is nothing to leave.
    let _ = rustix::process::setsid();
    rustix::process::chdir("/")?;
    // From here on, before there is a key.
    let is_locked = lock_memory();
    // Not through the buffer of the standard library, which would keep a copy.
    let mut input = File::from(rustix::stdio::stdin().try_clone_to_owned()?);
    let told = receive(&mut input)?;
    // While the orders are still held: once such a buffer was freed, the allocator may take the next one from memory that
    // was mapped before.
    let keys = receive(&mut input)?;
    let orders: Orders = serde_json::from_slice(&told).map_err(|_| io::ErrorKind::InvalidData)?;
    let is_locked = is_locked && is_kept_in_memory(keys.as_ptr().addr());
    let place = Place::within(&orders.folder, &orders.key, true)
        .map_err(|e| io::Error::other(e.to_string()))?
        .ok_or(io::ErrorKind::NotFound)?;
    // Before there is a socket, so that whoever finds one can tell whose it is.
    Identity::own()?.write(&place)?;
    let fresh = place.fresh("sock");
    let _ = std::fs::remove_file(&fresh);
    let listener = UnixListener::bind(&fresh)?;
    // Renaming replaces a stale socket in one step, so no moment is without one.
    std::fs::rename(&fresh, place.socket())?;
    let ours = std::fs::symlink_metadata(place.socket())?;
    let held = Held {
        keys,
        is_locked,
        place,
        inode: ours.ino(),
        terms: orders.terms,
        started_s: now_s(),
        used_s: now_s(),
    };
    Ok((listener, held))
}

/// Has the system keep in memory all that this process maps from now on, and never swap it out; gives whether it does.
///
/// What is mapped already may be more than the limit on locked memory, so it is not asked for: no key is in there.
fn lock_memory() -> bool {
    let limit = rustix::process::getrlimit(Resource::Memlock);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let _ = rustix::process::setrlimit(Resource::Memlock, raised);
    let allowed = rustix::process::getrlimit(Resource::Memlock).current;
    let later = MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
    allowed.is_none_or(|bytes| bytes >= LOCKED_BYTES_MIN) && rustix::mm::mlockall(later).is_ok()
}

/// Whether the system keeps the mapping around an address in memory.
fn is_kept_in_memory(address: usize) -> bool {
    let maps = std::fs::read_to_string("/proc/self/smaps").unwrap_or_default();
    let around = |line: &str| {
        let (start, rest) = line.split_once('-')?;
        let (end, _) = rest.split_once(' ')?;
        let [start, end] = [start, end].map(|at| usize::from_str_radix(at, 16).ok());
        Some((start?..end?).contains(&address))
    };
    let mut lines = maps.lines().skip_while(|line| around(line) != Some(true));
    let locked = lines.find_map(|line| line.strip_prefix("Locked:"));
    locked.is_some_and(|size| size.trim() != "0 kB")
}

/// Standard streams to nowhere, so that neither a terminal nor a pipe is held open.
fn let_go_of_parent() -> io::Result<()> {
    let nowhere = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/null")?;
    rustix::stdio::dup2_stdin(&nowhere)?;
    rustix::stdio::dup2_stdout(&nowhere)?;
    rustix::stdio::dup2_stderr(&nowhere)?;
    Ok(())
}

/// Seconds since the machine started, counting the time it was suspended.
fn now_s() -> u64 {
    u64::try_from(clock_gettime(ClockId::Boottime).tv_sec).unwrap_or(0)
}

struct Held {
    keys: Zeroizing<Vec<u8>>,
    /// Whether they are never swapped out.
    is_locked: bool,
    place: Place,
    inode: u64,
    terms: Terms,
    started_s: u64,
    used_s: u64,
}

impl Held {
    fn answer(mut self, listener: &UnixListener) -> io::Result<()> {
        listener.set_nonblocking(true)?;
        let timer = timerfd_create(TimerfdClockId::Boottime, TimerfdFlags::CLOEXEC)?;
        loop {
            let left = self.left_s();
            if left == 0 {
                break;
            }
            timerfd_settime(&timer, TimerfdTimerFlags::empty(), &once_in(left))?;
            let mut watched = [
                PollFd::new(listener, PollFlags::IN),
                PollFd::new(&timer, PollFlags::IN),
            ];
            match poll(&mut watched, None) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(e) => return Err(e.into()),
            }
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
        let now = now_s();
        let left = |from: u64, length: u64| from.saturating_add(length).saturating_sub(now);
        AgentStatus {
            idle_left_s: left(self.used_s, self.terms.idle_s),
            life_left_s: left(self.started_s, self.terms.life_s),
            pid: std::process::id(),
        }
    }

    fn serve_one(&mut self, mut stream: UnixStream) -> io::Result<Option<Request>> {
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
                self.used_s = now_s();
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
        if std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.ino() == self.inode) {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn once_in(seconds: u64) -> Itimerspec {
    let after = Timespec {
        tv_sec: i64::try_from(seconds).unwrap_or(i64::MAX),
        tv_nsec: 0,
    };
    Itimerspec {
        it_interval: Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        },
        it_value: after,
    }
}
