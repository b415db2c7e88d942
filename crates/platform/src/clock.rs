//! Time that goes on while the machine sleeps, and how long it has been up.

/// Seconds since some moment before, the machine's sleep included. Only differences mean anything, within one process.
#[cfg(unix)]
pub fn seconds_up() -> u64 {
    use rustix::time::{ClockId, clock_gettime};
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    // macOS counts its sleep in this one.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    u64::try_from(clock_gettime(clock).tv_sec).unwrap_or(0)
}

/// Seconds since this was first asked, the machine's sleep included: the counter behind `Instant` goes on there.
#[cfg(not(unix))]
pub fn seconds_up() -> u64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static FIRST: OnceLock<Instant> = OnceLock::new();
    FIRST.get_or_init(Instant::now).elapsed().as_secs()
}

/// Which start of the machine this is, and seconds since then: what Linux says; elsewhere nothing.
pub fn uptime() -> Option<(String, i64)> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let up = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds = up.split(['.', ' ']).next()?.parse().ok()?;
    Some((boot.trim().to_owned(), seconds))
}
