//! The page in the browser as a process: one for each journal, found by other commands, and locked by them.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use serde_json::json;
use testkit::processes::send;
use testkit::{Journal, Place, Running};

use super::STAGED;

fn shows(journal: &Journal<'_>) -> Running {
    let mut running = journal.start(&["--json", "web", "--no-open"]);
    running.until("entrance", "event", &json!("entrance"));
    running
}

#[test]
fn a_second_start_lets_another_browser_in_and_the_end_leaves_nothing() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let first = shows(&laptop);
    let again = laptop.json(&["web", "--no-open"]);
    let address = again["address"].as_str().unwrap();
    assert!(address.starts_with("http://") && address.contains(".localhost:"));
    assert!(address.contains("/enter#"), "{address}");
    send("INT", first.id());
    assert_eq!(first.end().code, 0);
    let left = place.files("run/still");
    assert!(
        left.iter().all(|file| !file.ends_with(".web.sock")),
        "{left:?}"
    );
    // One that was killed is in nobody's way.
    let mut second = shows(&laptop);
    second.kill();
    let mut third = shows(&laptop);
    third.kill();
}

#[test]
fn the_command_that_locks_locks_the_page() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let mut shown = shows(&laptop);
    let locked = laptop.json(&["lock"]);
    assert_eq!(locked["was_unlocked"], true);
    shown.until("locked", "event", &json!("locked"));
    assert_eq!(laptop.json(&["lock"])["was_unlocked"], false);
    shown.kill();
}

// Seen to fail with a page that stays away from the network.
#[test]
fn a_page_that_is_open_meets_the_other_devices_unless_somebody_else_does() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let phone = Journal::named(&place, "phone");
    laptop.admits(&["device", "add"], &phone);
    let mut shown = shows(&laptop);
    phone.ok(&["write"], "From the phone.");
    phone.ok(&["sync"], "");
    assert_eq!(laptop.bodies(), ["From the phone."]);
    let ran = laptop.run(&["sync"], "");
    let owner = format!("`still web` (process {}) is on the network", shown.id());
    assert!(ran.err.contains(&owner), "{ran}");
    send("INT", shown.id());
    assert_eq!(shown.end().code, 0);
    // What stays connected already is left to it.
    let mut run = laptop.start(&["--json", "run"]);
    run.until("started", "event", &json!("started"));
    shown = shows(&laptop);
    let ran = laptop.run(&["sync"], "");
    assert!(ran.err.contains("`still run`"), "{ran}");
    run.kill();
    shown.kill();
}

/// The user "nobody".
const NOBODY: u32 = 65_534;
/// Asks for the page of the entrance, which needs no cookie, and prints what is answered.
const ASKS: &str = "exec 3<>/dev/tcp/127.0.0.1/$PORT || exit 7
printf 'GET /enter HTTP/1.1\\r\\nHost: %s\\r\\nSec-Fetch-Site: same-origin\\r\\nConnection: close\\r\\n\\r\\n' \"$NAME\" >&3
cat <&3";

#[test]
#[allow(clippy::print_stderr, reason = "a test that could not run says so")]
fn another_user_of_the_machine_gets_no_byte() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("NOT TESTED: to ask as another user needs root");
        return;
    }
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let mut shown = shows(&laptop);
    let again = laptop.json(&["web", "--no-open"]);
    let address = again["address"].as_str().unwrap().to_owned();
    let host = address.strip_prefix("http://").unwrap();
    let host = host.split('/').next().unwrap();
    let port = host.rsplit(':').next().unwrap();
    let asked = |user: Option<u32>| {
        let mut asks = Command::new("bash");
        asks.args(["-c", ASKS]).current_dir("/");
        asks.env("PORT", port).env("NAME", host);
        if let Some(user) = user {
            asks.uid(user).gid(user);
        }
        asks.output().unwrap().stdout
    };
    assert!(asked(None).starts_with(b"HTTP/1.1 200"));
    assert_eq!(asked(Some(NOBODY)), b"");
    shown.kill();
}
