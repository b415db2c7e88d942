//! Processes on Unix.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Command, ExitStatus};

use rustix::process::{Pid, Resource, Rlimit, test_kill_process};

#[cfg(target_os = "linux")]
pub use crate::process_linux::Handle;
#[cfg(target_os = "linux")]
pub(crate) use crate::process_linux::{
    describe, host, lock_holders, no_look_inside, started, tell_manager, user_of,
};
#[cfg(not(target_os = "linux"))]
pub use crate::process_untold::Handle;
#[cfg(not(target_os = "linux"))]
pub(crate) use crate::process_untold::{describe, lock_holders, started, tell_manager, user_of};

#[cfg(target_os = "macos")]
pub(crate) const OPENER: &str = "open";
#[cfg(not(target_os = "macos"))]
pub(crate) const OPENER: &str = "xdg-open";

pub(crate) fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

pub(crate) fn may_run(process: u32) -> bool {
    let number = i32::try_from(process).ok().and_then(Pid::from_raw);
    number.is_some_and(|number| test_kill_process(number) != Err(rustix::io::Errno::SRCH))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn host() -> String {
    let known = rustix::system::uname();
    known.nodename().to_string_lossy().trim().to_owned()
}

#[cfg(not(target_os = "linux"))]
fn no_look_inside() {}

pub(crate) fn harden() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = rustix::process::setrlimit(Resource::Core, none);
    no_look_inside();
}

pub(crate) fn leave_session() -> io::Result<()> {
    // Already a session leader when started by hand; then there is nothing to leave.
    let _ = rustix::process::setsid();
    Ok(rustix::process::chdir("/")?)
}

pub(crate) fn own_input() -> io::Result<File> {
    Ok(File::from(rustix::stdio::stdin().try_clone_to_owned()?))
}

pub(crate) fn close_streams() -> io::Result<()> {
    let nowhere = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/null")?;
    rustix::stdio::dup2_stdin(&nowhere)?;
    rustix::stdio::dup2_stdout(&nowhere)?;
    rustix::stdio::dup2_stderr(&nowhere)?;
    Ok(())
}

pub(crate) fn descriptor(number: u32) -> io::Result<File> {
    File::open(crate::descriptor_unix::path(number))
}

pub(crate) fn apart(command: &mut Command) -> &mut Command {
    command.process_group(0)
}

pub(crate) fn signal_of(status: ExitStatus) -> Option<i32> {
    status.signal()
}
