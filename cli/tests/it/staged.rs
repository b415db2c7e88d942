//! What tests may decide, people's programs may not: neither the moment nor the seed, nor what a passphrase costs.

use testkit::{Journal, Place};

use super::{STAGED, STILL};

/// Makes a journal with an entry, told when it is and what to draw; gives the entry.
fn written(program: &str) -> serde_json::Value {
    let place = Place::new(program);
    let line = "still init --name laptop --passphrase-fd 0 <pass >kit && still --json write --passphrase-fd 3 3<pass";
    std::fs::write(place.path("pass"), format!("{}\n", testkit::PASSPHRASE)).unwrap();
    let mut command = place.command("sh");
    command
        .args(["-c", line])
        .env("STAGED_AT", "2001-02-03T04:05:06Z")
        .env("STAGED_SEED", "always the same");
    let mut running = testkit::Running::start(command);
    running.say("the same words");
    let ran = running.end();
    assert_eq!(ran.code, 0, "{ran}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn only_the_staged_program_takes_its_moment_and_seed_from_variables() {
    let (one, other) = (written(STAGED), written(STAGED));
    assert_eq!(one, other);
    assert!(one["when"].as_str().unwrap().starts_with("2001-02-03"));
    let (one, other) = (written(STILL), written(STILL));
    assert_ne!(one["id"], other["id"]);
    assert!(!one["when"].as_str().unwrap().starts_with("2001"));
}

#[test]
fn a_journal_that_costs_nothing_to_guess_is_refused() {
    let staged = Place::new(STAGED);
    Journal::first(&staged, "cheap").ok(&["lock"], "");
    let place = Place::new(STILL);
    let journal = Journal::named(&place, "cheap");
    testkit::copy_folder(
        &Journal::named(&staged, "cheap").folder(),
        &journal.folder(),
    );
    let passphrase = format!("{}\n", testkit::PASSPHRASE);
    let ran = journal.run(&["--passphrase-fd", "0", "list"], &passphrase);
    assert_ne!(ran.code, 0, "{ran}");
}
