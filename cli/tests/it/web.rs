//! The page in the browser as a process: one for each journal, found by other commands, and locked by them.

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
