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
pub mod memory;
pub mod peer;
pub mod private_folder;
pub mod process;
#[cfg(feature = "async")]
pub mod signals;
pub mod terminal;
pub mod tree;
pub mod watch;

mod plain;

#[cfg(unix)]
mod descriptor_unix;
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
#[cfg(unix)]
mod private_folder_unix;
#[cfg(windows)]
mod private_folder_windows;
#[cfg(target_os = "linux")]
mod process_linux;
#[cfg(unix)]
mod process_unix;
#[cfg(not(target_os = "linux"))]
mod process_untold;
#[cfg(windows)]
mod process_windows;
#[cfg(all(unix, feature = "async"))]
mod signals_unix;
#[cfg(all(windows, feature = "async"))]
mod signals_windows;
#[cfg(unix)]
mod terminal_unix;
#[cfg(windows)]
mod terminal_windows;
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
