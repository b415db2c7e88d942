//! What only Linux tells of processes.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{
    DumpableBehavior, Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal, set_dumpable_behavior,
};

use crate::plain::Described;

/// Another process, held so that its number cannot become another one's.
#[derive(Debug)]
pub struct Handle(OwnedFd);

impl Handle {
    /// Takes hold of a process. What is found out afterwards is true of the process behind it.
    pub fn open(process: u32) -> Option<Self> {
        let number = Pid::from_raw(i32::try_from(process).ok()?)?;
        pidfd_open(number, PidfdFlags::empty()).ok().map(Self)
    }

    /// Ends it, and waits at most so long until it has.
    ///
    /// # Errors
    /// `TimedOut`, or what the system says.
    pub fn kill(&self, patience: Duration) -> io::Result<()> {
        pidfd_send_signal(&self.0, Signal::KILL)?;
        let wait = Timespec {
            tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: 0,
        };
        let mut watched = [PollFd::new(&self.0, PollFlags::IN)];
        match poll(&mut watched, Some(&wait))? {
            0 => Err(io::ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }
}

/// A name that begins with @ is no file.
pub(crate) fn tell_manager(state: &str) {
    let Ok(place) = std::env::var("NOTIFY_SOCKET") else {
        return;
    };
    let address = match place.strip_prefix('@') {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(&place),
    };
    if let (Ok(socket), Ok(address)) = (UnixDatagram::unbound(), address) {
        let _ = socket.send_to_addr(state.as_bytes(), &address);
    }
}

pub(crate) fn host() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_owned()
}

pub(crate) fn no_look_inside() {
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

fn told(process: u32, file: &str) -> io::Result<String> {
    fs::read_to_string(format!("/proc/{process}/{file}"))
}

pub(crate) fn started(process: u32) -> io::Result<u64> {
    let stat = told(process, "stat")?;
    Ok(started_in(&stat).ok_or(io::ErrorKind::InvalidData)?)
}

/// When a process started, from its `stat`; the name in it may hold anything, brackets too.
fn started_in(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    // The field after the name is the third; this is the 22nd.
    fields.split_whitespace().nth(19)?.parse().ok()
}

pub(crate) fn user_of(process: u32) -> Option<u32> {
    user_in(&told(process, "status").ok()?)
}

/// The effective user of a process, from its `status`.
fn user_in(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

pub(crate) fn describe(process: u32) -> Described {
    let read = |file: &str| told(process, file).unwrap_or_default();
    let stat = read("stat");
    let state = stat
        .rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().next());
    Described {
        stopped: matches!(state, Some("T" | "t")),
        name: read("comm").trim().to_owned(),
        command_line: read("cmdline"),
    }
}

pub(crate) fn lock_holders(file: &Path) -> Vec<u32> {
    let Ok(meta) = fs::metadata(file) else {
        return Vec::new();
    };
    let mut processes: Vec<u32> = fs::read_to_string("/proc/locks")
        .unwrap_or_default()
        .lines()
        .filter_map(|line| owner(line, meta.ino()))
        .collect();
    processes.sort_unstable();
    processes.dedup();
    processes
}

/// Whose lock a line of `/proc/locks` shows, if it is one of the file with this inode. Who only waits for it is left out.
fn owner(line: &str, inode: u64) -> Option<u32> {
    let mut words = line.split_whitespace();
    if !words.next()?.ends_with(':') || words.next()? == "->" {
        return None;
    }
    let process = words.nth(2)?;
    let file = words.next()?;
    let found: u64 = file.rsplit(':').next()?.parse().ok()?;
    // Open file descriptions have no process; they stand as -1.
    (found == inode).then(|| process.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_process_is_found_whatever_its_name() {
        let fields: Vec<String> = (3..=30).map(|field| field.to_string()).collect();
        let stat = format!("77 (a) b) {}", fields.join(" "));
        assert_eq!(started_in(&stat), Some(22));
        assert_eq!(user_in("Name:\tx\nUid:\t1\t2\t3\t4\n"), Some(2));
    }

    #[test]
    fn locks_are_read_from_the_system_s_table() {
        let line = "3: FLOCK  ADVISORY  READ 12769 fe:00:10133507 0 EOF";
        assert_eq!(owner(line, 10_133_507), Some(12_769));
        assert_eq!(owner(line, 1), None);
        assert_eq!(
            owner("3: -> FLOCK  ADVISORY  READ 5 fe:00:7 0 EOF", 7),
            None
        );
        assert_eq!(owner("4: OFDLCK ADVISORY  WRITE -1 fe:00:7 0 0", 7), None);
        assert_eq!(owner("", 7), None);
    }
}
