//! Processes on Windows.

use std::fs::File;
use std::io;
use std::os::windows::io::AsHandle as _;
use std::os::windows::process::CommandExt as _;
use std::process::{Command, ExitStatus};

pub use crate::process_untold::Handle;
pub(crate) use crate::process_untold::{describe, lock_holders, started, tell_manager, user_of};

/// Needs no shell, which would read signs in an address as its own.
pub(crate) const OPENER: &str = "explorer.exe";
const NEW_PROCESS_GROUP: u32 = 0x200;

pub(crate) fn user() -> u32 {
    0
}

pub(crate) fn may_run(_: u32) -> bool {
    true
}

pub(crate) fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

pub(crate) fn harden() {}

#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(crate) fn leave_session() -> io::Result<()> {
    Ok(())
}

pub(crate) fn own_input() -> io::Result<File> {
    Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
}

pub(crate) fn close_streams() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(crate) fn descriptor(_: u32) -> io::Result<File> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "on Windows only 0, which is standard input, can be named",
    ))
}

pub(crate) fn apart(command: &mut Command) -> &mut Command {
    command.creation_flags(NEW_PROCESS_GROUP)
}

pub(crate) fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}
