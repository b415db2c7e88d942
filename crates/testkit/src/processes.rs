//! Processes of this machine, as `/proc` tells of them.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// After this long without what is waited for, a test has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A process and everything it started that is still there.
pub fn family(leader: u32) -> Vec<u32> {
    let mut found = vec![leader];
    let mut at = 0;
    while at < found.len() {
        let children = format!("/proc/{0}/task/{0}/children", found[at]);
        let children = fs::read_to_string(children).unwrap_or_default();
        let children = children.split_whitespace();
        found.extend(children.filter_map(|id| id.parse::<u32>().ok()));
        at += 1;
    }
    found
}

/// Whether a process still runs; one that nobody has asked about its end does not.
pub fn runs(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"));
    stat.is_ok_and(|stat| {
        let state = stat.rsplit(')').next().unwrap_or_default();
        !state.trim_start().starts_with('Z')
    })
}

/// Waits for the end of all of these; `what` is what left them behind if they do not end.
pub fn wait_until_gone(ids: &[u32], what: &str) {
    let end = Instant::now() + PATIENCE;
    while let Some(id) = ids.iter().find(|id| runs(**id)) {
        assert!(
            Instant::now() < end,
            "{what}: a process goes on\n{}",
            about(*id)
        );
        std::thread::yield_now();
    }
}

/// What a process is, and where each of its threads waits.
fn about(id: u32) -> String {
    let read = |path: String| fs::read_to_string(path).unwrap_or_default();
    let mut told = read(format!("/proc/{id}/cmdline")).replace('\0', " ");
    told.push('\n');
    let signals = read(format!("/proc/{id}/status"));
    let shown = ["State", "PPid", "Sig", "Shd"];
    for line in signals
        .lines()
        .filter(|line| shown.iter().any(|name| line.starts_with(name)))
    {
        told.push_str(&format!("{line}\n"));
    }
    for thread in fs::read_dir(format!("/proc/{id}/task"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let at = thread.path().display().to_string();
        let name = read(format!("{at}/comm"));
        told.push_str(&format!(
            "{}: {}\n",
            name.trim(),
            read(format!("{at}/wchan"))
        ));
    }
    told
}

/// Sends a signal, named as `kill` does.
pub fn send(signal: &str, id: u32) {
    let sent = Command::new("sh")
        .args(["-c", &format!("kill -{signal} {id}")])
        .status();
    assert!(sent.expect("sh runs").success());
}
