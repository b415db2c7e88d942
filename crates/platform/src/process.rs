//! This process, other ones, and the machine they run on.

/// The number of the user this process acts for; 0 where users have none.
#[cfg(unix)]
pub fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The number of the user this process acts for; 0 where users have none.
#[cfg(not(unix))]
pub fn user() -> u32 {
    0
}

/// Whether a process of this number is there. Windows does not tell: then it may be.
#[cfg(unix)]
pub fn may_run(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let number = i32::try_from(process).ok().and_then(Pid::from_raw);
    number.is_some_and(|number| test_kill_process(number) != Err(rustix::io::Errno::SRCH))
}

/// Whether a process of this number is there. Windows does not tell: then it may be.
#[cfg(not(unix))]
pub fn may_run(_: u32) -> bool {
    true
}

/// The computer's name; empty where it has none.
#[cfg(target_os = "linux")]
pub fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_owned()
}

/// The computer's name; empty where it has none.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn host() -> String {
    let known = rustix::system::uname();
    known.nodename().to_string_lossy().trim().to_owned()
}

/// The computer's name; empty where it has none.
#[cfg(not(unix))]
pub fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_runs_on_a_machine() {
        assert!(may_run(std::process::id()));
        assert!(!host().contains(char::is_whitespace));
    }
}
