//! Where a command can be stopped: every system call that writes, as strace sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The calls that change anything on a disk.
pub(crate) const CALLS: &str = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,\
     unlinkat,rmdir,ftruncate,fallocate,link,linkat,chmod,fchmod";
/// Calls of each command that are tried if nothing else is asked for.
const TRIES: usize = 12;

/// What happens at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The process is killed before it.
    Kill,
    /// The disk fails.
    Broken,
    /// The disk is full.
    Full,
}

/// The n-th call of one name in any thread.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    call: String,
    number: usize,
    fault: Fault,
}

impl Point {
    pub(crate) fn new(call: &str, number: usize, fault: Fault) -> Self {
        Self {
            call: call.to_owned(),
            number,
            fault,
        }
    }

    /// The point as an argument of strace.
    pub(crate) fn argument(&self) -> String {
        let what = match self.fault {
            Fault::Kill => "signal=KILL",
            Fault::Broken => "error=EIO",
            Fault::Full => "error=ENOSPC",
        };
        format!("inject={}:{what}:when={}", self.call, self.number)
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.argument())
    }
}

/// How many calls of each command to try; `None` where strace cannot be used, which is said.
pub(crate) fn tracing() -> Option<usize> {
    let works = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "inject=fsync:error=EIO",
            "true",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !works.is_ok_and(|status| status.success()) {
        println!("SKIPPED: strace is not installed, or may not trace here");
        return None;
    }
    Some(match std::env::var("FAULTS").as_deref() {
        Ok("all") => usize::MAX,
        Ok(number) => number.parse().expect("FAULTS is `all` or a number"),
        Err(_) => TRIES,
    })
}

/// The points that were chosen, and out of how many.
pub(crate) struct Sample {
    chosen: Vec<Point>,
    all: usize,
}

impl Sample {
    /// Says how many they are.
    pub(crate) fn told(&self, command: &str) -> impl Iterator<Item = &Point> {
        println!("{command}: {} of {} faults", self.chosen.len(), self.all);
        self.chosen.iter()
    }
}

/// Chooses from a trace, evenly from the first call that touches the place of the test.
pub(crate) fn sample(trace: &Trace, tries: usize) -> Sample {
    let mut all = Vec::new();
    for (at, (call, number)) in trace.calls.iter().enumerate() {
        let full = if at % 2 == 0 {
            Fault::Full
        } else {
            Fault::Broken
        };
        all.push(Point::new(call, *number, Fault::Kill));
        all.push(Point::new(call, *number, full));
    }
    assert!(
        all.len() > 20,
        "the trace shows next to nothing: {}",
        all.len()
    );
    let step = all.len().div_ceil(tries).max(1) | 1;
    let chosen = all.iter().step_by(step).cloned().collect();
    Sample {
        chosen,
        all: all.len(),
    }
}

/// The calls of one run that was not disturbed.
pub(crate) struct Trace {
    calls: Vec<(String, usize)>,
}

impl Trace {
    /// Reads what strace wrote; calls before the first that names `root` belong to the start of the program.
    pub(crate) fn read(file: &Path, root: &Path) -> Self {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        let root = root.display().to_string();
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut calls = Vec::new();
        let mut begun = false;
        for line in text.lines() {
            let Some((thread, rest)) = line.split_once(' ') else {
                continue;
            };
            let Some((call, _)) = rest.trim_start().split_once('(') else {
                continue;
            };
            if !call.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                continue;
            }
            let count = counts
                .entry((thread.to_owned(), call.to_owned()))
                .or_default();
            *count += 1;
            begun |= line.contains(&root);
            let point = (call.to_owned(), *count);
            if begun && seen.insert(point.clone()) {
                calls.push(point);
            }
        }
        Self { calls }
    }
}
