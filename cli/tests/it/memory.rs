//! What is in the memory of a process of ours stays there: no other process looks into it, no core file holds it, and
//! the keys of the agent are not swapped out, or the person is told.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::time::{Duration, Instant};

use testkit::{PASSPHRASE, Place, Running};

use super::STILL;

/// The user "nobody". Where root runs the tests, the program runs as somebody else: the files of a process that cannot
/// be looked into belong to root, and are to be told from its own.
const NOBODY: u32 = 65_534;
const PATIENCE: Duration = Duration::from_secs(60);

fn owner(path: &str) -> u32 {
    fs::metadata(path).expect("a process").uid()
}

/// Whether a process leaves no core file and is closed to all but root.
fn is_closed(process: u32) -> bool {
    let limits = fs::read_to_string(format!("/proc/{process}/limits")).expect("a process");
    let mut lines = limits.lines();
    let core = lines.find_map(|line| line.strip_prefix("Max core file size"));
    let core: Vec<&str> = core.expect("a limit").split_whitespace().collect();
    core[..2] == ["0", "0"] && owner(&format!("/proc/{process}/mem")) == 0
}

#[test]
fn no_process_of_ours_can_be_looked_into() {
    let place = Place::new(STILL);
    let program = place.path("program");
    fs::copy(place.program(), &program).expect("the program can be copied");
    fs::set_permissions(place.path(""), fs::Permissions::from_mode(0o755)).expect("a folder");
    let folder = place.path("nobody-s").display().to_string();
    let init = ["--vault", &folder, "--passphrase-fd", "0", "init"];
    // Both wait for their input: the agent for its orders, the other for a passphrase.
    for arguments in [&["hold"][..], &init] {
        let mut command = place.command(&program);
        command.args(arguments).current_dir("/");
        if owner("/proc/self") == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        let mut running = Running::start(command);
        let end = Instant::now() + PATIENCE;
        while !is_closed(running.id()) {
            assert!(!running.is_over(), "{arguments:?}: {}", running.end());
            assert!(Instant::now() < end, "{arguments:?} can be looked into");
            std::thread::yield_now();
        }
        running.kill();
    }
}

/// Whether the machine lets a process of ours lock so many KiB.
fn may_lock(limit: &str) -> bool {
    let line = format!("ulimit -l {limit} 2>/dev/null; ulimit -l");
    let asked = Command::new("sh").args(["-c", &line]).output();
    let most = asked.expect("a shell").stdout;
    most.trim_ascii() == limit.as_bytes()
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that could not run says so")]
fn the_keys_are_locked_in_memory_or_the_person_is_told() {
    for (limit, is_locked) in [("8192", true), ("0", false)] {
        if is_locked && !may_lock(limit) {
            eprintln!(
                "NOT TESTED: locking memory needs a hard limit of {limit} KiB (`ulimit -Hl`)"
            );
            continue;
        }
        let place = Place::new(STILL);
        let still = |arguments: &str| {
            let mut command = place.command("sh");
            let program = place.program();
            let line = format!(
                "ulimit -l {limit} && exec {} --passphrase-fd 0 {arguments}",
                program.display()
            );
            command.args(["-c", &line]);
            let mut running = Running::start(command);
            running.say(&format!("{PASSPHRASE}\n"));
            let ran = running.end();
            assert_eq!(ran.code, 0, "{ran}");
            ran
        };
        still("init --name laptop");
        let unlocked = still("unlock");
        let told = unlocked.err.contains("may be written to swap");
        assert_eq!(told, !is_locked, "{limit}: {unlocked}");
        still("list");
        still("lock");
    }
}
