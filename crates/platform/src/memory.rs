//! Memory that is never written to a disk.

/// The least limit on locked memory, in bytes, with which it is locked. Beneath it, an allocation could fail later and end
/// the process. Systems allow 8 MiB, most of them.
#[cfg(target_os = "linux")]
const LOCKED_BYTES_MIN: u64 = 4 * 1024 * 1024;

/// Has the system keep in memory all that this process maps from now on, and never swap it out; gives whether it does. Only
/// Linux can be asked.
///
/// What is mapped already may be more than the limit on locked memory, so it is not asked for.
#[cfg(target_os = "linux")]
pub fn keep_what_comes() -> bool {
    use rustix::mm::{MlockAllFlags, mlockall};
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Memlock);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let _ = setrlimit(Resource::Memlock, raised);
    let allowed = getrlimit(Resource::Memlock).current;
    let later = MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
    allowed.is_none_or(|bytes| bytes >= LOCKED_BYTES_MIN) && mlockall(later).is_ok()
}

/// Has the system keep in memory all that this process maps from now on: here it cannot be asked.
#[cfg(not(target_os = "linux"))]
pub fn keep_what_comes() -> bool {
    false
}

/// Whether the system keeps the mapping around an address in memory, as far as it tells.
pub fn is_kept(address: usize) -> bool {
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
