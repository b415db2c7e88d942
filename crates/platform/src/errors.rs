//! What the system's numbers for errors mean, where the standard library has no name for them.

use std::io;

/// Whether a disk, or a terminal, failed as such.
#[cfg(unix)]
pub fn is_device_fault(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

/// Whether a disk failed as such: bad sectors, a device that does not answer, one that was pulled out.
#[cfg(not(unix))]
pub fn is_device_fault(error: &io::Error) -> bool {
    // ERROR_CRC, ERROR_SECTOR_NOT_FOUND, ERROR_GEN_FAILURE, ERROR_IO_DEVICE, ERROR_DEVICE_NOT_CONNECTED.
    matches!(error.raw_os_error(), Some(23 | 27 | 31 | 1117 | 1167))
}

/// Whether an error of a terminal says that it is gone.
#[cfg(unix)]
pub fn is_terminal_gone(error: &io::Error) -> bool {
    let gone = [rustix::io::Errno::IO, rustix::io::Errno::NXIO];
    let gone = gone.map(|errno| Some(errno.raw_os_error()));
    gone.contains(&error.raw_os_error())
}

/// Whether an error of a terminal says that it is gone.
#[cfg(not(unix))]
pub fn is_terminal_gone(error: &io::Error) -> bool {
    // ERROR_INVALID_HANDLE, ERROR_BROKEN_PIPE, ERROR_PIPE_NOT_CONNECTED.
    matches!(error.raw_os_error(), Some(6 | 109 | 233))
}

/// Whether an error says that this machine has no IPv6 at all.
#[cfg(unix)]
pub fn has_no_ipv6(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(
        Errno::from_io_error(error),
        Some(Errno::AFNOSUPPORT | Errno::ADDRNOTAVAIL)
    )
}

/// Whether an error says that this machine has no IPv6 at all.
#[cfg(not(unix))]
pub fn has_no_ipv6(error: &io::Error) -> bool {
    // WSAEAFNOSUPPORT, WSAEADDRNOTAVAIL.
    matches!(error.raw_os_error(), Some(10_047 | 10_049))
}
