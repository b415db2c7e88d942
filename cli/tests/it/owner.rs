//! One process of a journal is on the network; the others hand over to it, wait for it, or say that it does not answer.

use serde_json::{Value, json};
use testkit::processes::send;
use testkit::{Journal, Place, Running};

use super::STAGED;

fn run(journal: &Journal<'_>) -> Running {
    let mut running = journal.start(&["--json", "run"]);
    running.until("started", "event", &json!("started"));
    running
}

#[test]
fn whoever_stays_connected_syncs_for_the_other_commands() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let phone = Journal::named(&place, "phone");
    laptop.admits(&["device", "add"], &phone);
    let (mut here, mut there) = (run(&laptop), run(&phone));
    here.until("in_step", "connected", &true.into());

    for n in 1..=5 {
        laptop.ok(&["write"], "one more");
        let synced = laptop.json(&["sync"]);
        let [device] = synced["devices"].as_array().unwrap().as_slice() else {
            panic!("one device is known, not {synced}");
        };
        assert_eq!(device["exchanged"]["in_step"], true, "{synced}");
        assert_eq!(device["exchanged"]["bytes_out"], Value::Null, "{synced}");
        assert_eq!(phone.bodies().len(), n);
        assert_eq!(synced["only_here"], 0);
    }
    let ran = laptop.run(&["sync"], "");
    assert_eq!(ran.code, 0, "{ran}");
    let owner = format!("`still run` (process {}) is on the network", here.id());
    assert!(ran.err.contains(&owner), "{ran}");
    assert!(ran.out.contains("phone: nothing new; in step"), "{ran}");

    // Pairing goes on beside it, and the newcomer is known to it at once.
    let tablet = Journal::named(&place, "tablet");
    laptop.admits(&["device", "add"], &tablet);
    let mut also = run(&tablet);
    here.until("in_step", "device", &"tablet".into());

    // The phone is away: that is said, and no connection is cut for it.
    there.kill();
    here.until("left", "device", &"phone".into());
    let ran = laptop.run(&["sync", "--wait", "1s"], "");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.out.contains("phone: not reached"), "{ran}");
    assert!(ran.out.contains("tablet: nothing new; in step"), "{ran}");
    also.kill();
    here.kill();
}

#[test]
fn the_next_one_takes_over_when_the_owner_dies() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let phone = Journal::named(&place, "phone");
    laptop.admits(&["device", "add"], &phone);
    let mut first = run(&laptop);
    let mut second = laptop.start(&["--json", "run"]);
    let who = format!("`still run` (process {})", first.id());
    second.until("waiting", "for", &who.into());
    // One that only waits ends in order.
    let mut third = laptop.start(&["--json", "run"]);
    third.until("waiting", "event", &"waiting".into());
    send("INT", third.id());
    let ran = third.end();
    assert!(ran.out.contains("stopped"), "{ran}");

    first.kill();
    second.until("started", "event", &"started".into());
    second.kill();
    // What it left behind is in nobody's way.
    let ran = laptop.run(&["sync", "--wait", "1s"], "");
    assert_eq!(ran.code, 12, "{ran}");
    assert!(ran.out.contains("phone: not reached"), "{ran}");
}

#[test]
fn an_owner_that_does_not_answer_is_named() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let phone = Journal::named(&place, "phone");
    laptop.admits(&["device", "add"], &phone);
    let mut owner = run(&laptop);
    // Only one that listens can fail to answer.
    let ran = laptop.run(&["sync", "--wait", "1s"], "");
    assert_eq!(ran.code, 12, "{ran}");
    send("STOP", owner.id());
    let ran = laptop.run(&["sync"], "");
    assert_eq!(ran.code, 10, "{ran}");
    let who = format!("`still run` (process {}, stopped)", owner.id());
    assert!(ran.err.contains(&who), "{ran}");
    send("CONT", owner.id());
    owner.kill();
}

// Seen to fail: it went on, and what came in was in a file that nobody finds any more.
#[test]
fn a_database_that_is_replaced_ends_whoever_stays_connected() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let running = run(&laptop);
    let database = laptop.folder().join("vault.redb");
    let copy = laptop.folder().join("copy");
    std::fs::copy(&database, &copy).unwrap();
    std::fs::rename(&copy, &database).unwrap();
    let ran = running.end();
    assert_eq!(ran.code, 3, "{ran}");
    assert!(ran.err.contains("the journal was replaced"), "{ran}");
    run(&laptop).kill();
}
