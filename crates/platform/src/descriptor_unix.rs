//! Files that this process has open, by their number.

/// The name under which this process can open one of its own descriptors again.
pub(crate) fn path(number: u32) -> String {
    #[cfg(target_os = "linux")]
    let folder = "/proc/self/fd";
    #[cfg(not(target_os = "linux"))]
    let folder = "/dev/fd";
    format!("{folder}/{number}")
}
