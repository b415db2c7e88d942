//! This process, other ones, and the machine they run on.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

#[cfg(unix)]
use crate::process_unix as system;
#[cfg(windows)]
use crate::process_windows as system;

pub use crate::plain::Described;
/// Another process, held so that its number cannot become another one's. Only Linux can.
pub use system::Handle;

/// The number of the user this process acts for; 0 where users have none.
pub fn user() -> u32 {
    system::user()
}

/// Whether a process of this number is there. Windows does not tell: then it may be.
pub fn may_run(process: u32) -> bool {
    system::may_run(process)
}

/// The computer's name; empty where it has none.
pub fn host() -> String {
    system::host()
}

/// Keeps other programs from reading this one's memory, in as far as the system helps: no core file, and on Linux no look by
/// other processes of the same user. Where that fails, it fails silently.
pub fn harden() {
    system::harden();
}

/// Tells systemd how this process stands, in its words (`READY=1`, `WATCHDOG=1`), where it was started by it and waits to
/// hear. Elsewhere, and where that fails, nothing happens.
pub fn tell_manager(state: &str) {
    system::tell_manager(state);
}

/// Leaves the terminal and the folder it was started in, so that neither is held any longer.
///
/// # Errors
/// What the system says.
pub fn leave_session() -> io::Result<()> {
    system::leave_session()
}

/// Standard input without the buffer of the standard library, which would keep a copy of what is read.
///
/// # Errors
/// What the system says.
pub fn own_input() -> io::Result<File> {
    system::own_input()
}

/// Turns the standard streams to nowhere, so that neither a terminal nor a pipe is held open.
///
/// # Errors
/// What the system says.
pub fn close_streams() -> io::Result<()> {
    system::close_streams()
}

/// Opens one of this process' open files once more by its number.
///
/// # Errors
/// `Unsupported` on Windows, where a program is given no files by number; or what the system says.
pub fn descriptor(number: u32) -> io::Result<File> {
    system::descriptor(number)
}

/// Has a program not get the Ctrl-C that is meant for this one.
pub fn apart(command: &mut Command) -> &mut Command {
    system::apart(command)
}

/// The signal that ended a program.
pub fn signal_of(status: ExitStatus) -> Option<i32> {
    system::signal_of(status)
}

/// The program that opens an address in the person's browser, with what stands before the address.
pub fn opener() -> Command {
    Command::new(system::OPENER)
}

/// When a process started, in a unit of the system's own; numbers of processes are given again. 0 where it is not told.
///
/// # Errors
/// There is none of this number.
pub fn started(process: u32) -> io::Result<u64> {
    system::started(process)
}

/// The user a process acts for; `None` where it is not told.
pub fn user_of(process: u32) -> Option<u32> {
    system::user_of(process)
}

/// What a process is, as far as the system tells.
pub fn describe(process: u32) -> Described {
    system::describe(process)
}

/// The processes that have a lock on a file, each once, as far as the system tells.
pub fn lock_holders(file: &Path) -> Vec<u32> {
    system::lock_holders(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_runs_on_a_machine() {
        let own = std::process::id();
        assert!(may_run(own));
        assert_eq!(started(own).unwrap(), started(own).unwrap());
        assert!(!host().contains(char::is_whitespace));
    }
}
