//! What differs between operating systems, in one place: plain functions that mean the same everywhere, and say where a
//! system cannot do what they promise. Nothing else in the program asks which system it runs on (`tests/tests/tidy`).
//!
//! Linux is where everything is tested. Windows is built and tested under Wine; macOS is checked by the compiler.

pub mod clock;
pub mod errors;
pub mod files;
pub mod folders;
#[cfg(feature = "async")]
pub mod local;
pub mod peer;
pub mod process;
pub mod tree;
pub mod watch;

#[cfg(unix)]
mod files_unix;
#[cfg(windows)]
mod files_windows;
#[cfg(all(unix, feature = "async"))]
mod local_unix;
#[cfg(all(windows, feature = "async"))]
mod local_windows;
#[cfg(target_os = "linux")]
mod peer_linux;
mod plain;
#[cfg(unix)]
mod tree_unix;
#[cfg(windows)]
mod tree_windows;
#[cfg(target_os = "linux")]
mod watch_linux;
#[cfg(not(target_os = "linux"))]
mod watch_looking;

/// What this build runs on, for people.
pub const SYSTEM: &str = if cfg!(target_os = "linux") {
    "Linux"
} else if cfg!(target_os = "macos") {
    "macOS"
} else if cfg!(windows) {
    "Windows"
} else {
    "Unix"
};
