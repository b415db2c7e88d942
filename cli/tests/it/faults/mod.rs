//! Beginnings and ends, stopped at every system call that writes: killed there, or told that the disk failed or is full. What
//! is there afterwards is all of it or nothing, what was said is true, and the same command works again.
//!
//! Needs strace. A sample of the calls is tried; `FAULTS=all` tries every one, `FAULTS=40` forty of each command.
#![allow(
    clippy::print_stdout,
    reason = "how much was tried is worth saying, and so is that nothing was"
)]

mod ends;
mod erased;
mod inject;
mod pages;
mod place;
mod safe;

use inject::{Fault, Point, sample, tracing};
use place::{NEW, Place};
use testkit::{PASSPHRASE, Ran};

/// What a command may never say.
fn decent(ran: &Ran, point: &Point) {
    for word in ["panic", "mistake of its own", "damaged"] {
        assert!(!ran.err.contains(word), "{point}: {ran}");
    }
}

/// Whether a command failed only in saying what it had done.
fn only_mute(ran: &Ran) -> bool {
    ran.err.contains("printing failed")
}

#[test]
fn a_new_journal_is_whole_or_not_there_and_init_works_again() {
    let Some(tries) = tracing() else { return };
    let command = ["--passphrase-fd", "0", "init", "--name", "one"];
    let input = format!("{PASSPHRASE}\n");
    let place = Place::new();
    let points = sample(&place.traced_run("v", &command, &input), tries);
    for point in points.told("init") {
        let place = Place::new();
        let ran = place.injected("v", &command, &input, point);
        decent(&ran, point);
        let kit = ran.out.contains("AGE-SECRET-KEY-1");
        let status = place.run("v", &["status"], "");
        decent(&status, point);
        match status.code {
            // Whoever has a journal has its kit, and a failure is no journal.
            0 => assert!(
                kit && (ran.code == 0 || ran.code == Ran::KILLED || only_mute(&ran)),
                "{point}: {ran}"
            ),
            3 => {
                assert_ne!(ran.code, 0, "{point}: {ran}");
                assert_eq!(place.files("v"), Vec::<String>::new(), "{point}: {ran}");
                assert_eq!(place.files("state/still"), Vec::<String>::new(), "{point}");
                let again = place.run("v", &command, &input);
                assert_eq!(again.code, 0, "{point}: {again}");
            }
            _ => panic!("{point}: {status}"),
        }
        assert!(place.opens("v", PASSPHRASE), "{point}");
        assert!(
            !place.files("v").contains(&"unfinished".to_owned()),
            "{point}"
        );
    }
}

#[test]
fn of_two_passphrases_the_one_that_is_said_to_open_opens() {
    let Some(tries) = tracing() else { return };
    let command = ["--passphrase-fd", "0", "passwd"];
    let input = format!("{PASSPHRASE}\n{NEW}\n");
    let place = Place::with_journal();
    let points = sample(&place.copy().traced_run("v", &command, &input), tries);
    for point in points.told("passwd") {
        let place = place.copy();
        let ran = place.injected("v", &command, &input, point);
        decent(&ran, point);
        let (old, new) = (place.opens("v", PASSPHRASE), place.opens("v", NEW));
        assert!(old != new, "{point}: {ran}");
        if ran.code == 0 || ran.err.contains("the new passphrase opens") {
            assert!(new, "{point}: {ran}");
        } else if ran.code != Ran::KILLED && !only_mute(&ran) {
            assert!(old, "{point}: {ran}");
        }
        let now = if new { NEW } else { PASSPHRASE };
        let again = place.run("v", &command, &format!("{now}\n{PASSPHRASE} once more\n"));
        assert_eq!(again.code, 0, "{point}: {again}");
        let left: Vec<_> = place
            .files("v")
            .into_iter()
            .filter(|name| name.ends_with(".new"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "{point}");
    }
}

#[test]
fn a_share_is_made_or_not_and_is_listed_if_it_is() {
    let Some(tries) = tracing() else { return };
    let command = [
        "--json",
        "--passphrase-fd",
        "0",
        "share",
        "new",
        "--for",
        "Dr Weber",
        "--starred",
        "--yes",
        "--no-invite",
    ];
    let input = format!("{PASSPHRASE}\n");
    let place = Place::with_journal();
    let points = sample(&place.copy().traced_run("v", &command, &input), tries);
    for point in points.told("share new") {
        let place = place.copy();
        let ran = place.injected("v", &command, &input, point);
        decent(&ran, point);
        let shares = || {
            let listed = place.run(
                "v",
                &["--json", "--passphrase-fd", "0", "share", "list"],
                &input,
            );
            assert_eq!(listed.code, 0, "{point}: {listed}");
            listed.out.matches("Dr Weber").count()
        };
        match ran.code {
            0 => assert_eq!(shares(), 1, "{point}: {ran}"),
            // Killed, it is there or not; what cannot be told cannot be known.
            Ran::KILLED => assert!(shares() <= 1, "{point}: {ran}"),
            _ if only_mute(&ran) => assert_eq!(shares(), 1, "{point}: {ran}"),
            // The disk did not confirm the last flush, and that is what was said.
            _ if ran.err.contains("\"saved\":\"unknown\"") => {
                assert!(shares() <= 1, "{point}: {ran}");
            }
            _ => assert_eq!(shares(), 0, "{point}: {ran}"),
        }
        let before = shares();
        let again = place.run("v", &command, &input);
        assert_eq!(again.code, 0, "{point}: {again}");
        assert_eq!(shares(), before + 1, "{point}");
    }
}

#[test]
fn a_device_that_joins_is_one_or_leaves_nothing() {
    let Some(tries) = tracing() else { return };
    let place = Place::with_journal();
    let points = {
        let place = place.copy();
        let (trace, _, joined) = place.pair(None, None);
        assert_eq!(joined.code, 0, "{joined}");
        sample(&trace, tries / 2)
    };
    for point in points.told("device join") {
        let place = place.copy();
        let (_, added, joined) = place.pair(None, Some(point));
        decent(&added, point);
        decent(&joined, point);
        let status = place.run("w", &["status"], "");
        decent(&status, point);
        match status.code {
            0 => assert!(place.opens("w", PASSPHRASE), "{point}: {joined}"),
            3 => {
                assert_ne!(joined.code, 0, "{point}: {joined}");
                assert_eq!(place.files("w"), Vec::<String>::new(), "{point}: {joined}");
                // Whom the other device took for one is either not there, or spoken of.
                let listed = place.listed();
                let unknown = listed.matches("\"awaited\":true").count();
                assert_eq!(
                    listed.matches("\"this\":false").count(),
                    unknown,
                    "{point}: {listed}"
                );
                let (_, added, joined) = place.pair(None, None);
                assert_eq!(
                    (added.code, joined.code),
                    (0, 0),
                    "{point}: {added}{joined}"
                );
            }
            _ => panic!("{point}: {status}"),
        }
        assert!(place.opens("v", PASSPHRASE), "{point}");
    }
}

#[test]
fn whoever_was_admitted_is_spoken_of_until_it_was_heard_from() {
    let Some(tries) = tracing() else { return };
    let place = Place::with_journal();
    let points = {
        let place = place.copy();
        let (trace, added, _) = place.pair_traced_by_inviter();
        assert_eq!(added.code, 0, "{added}");
        sample(&trace, tries / 2)
    };
    for point in points.told("device add") {
        let place = place.copy();
        let (_, added, joined) = place.pair(Some(point), None);
        // Which of its writes wakes the runtime differs from run to run. That is no file, and no disk makes it fail.
        if added.err.contains("runtime/io/driver.rs") {
            continue;
        }
        decent(&added, point);
        decent(&joined, point);
        let listed = place.listed();
        let others = listed.matches("\"this\":false").count();
        let unknown = listed.matches("\"awaited\":true").count();
        let there = place.run("w", &["status"], "");
        decent(&there, point);
        match there.code {
            // It has joined, so it is known.
            0 => assert_eq!(others, 1, "{point}: {listed} {joined}"),
            3 => {
                assert_eq!(others, unknown, "{point}: {listed}");
                assert_eq!(place.files("w"), Vec::<String>::new(), "{point}: {joined}");
            }
            _ => panic!("{point}: {there}"),
        }
        let verified = place.run(
            "v",
            &["--passphrase-fd", "0", "doctor", "--verify"],
            &format!("{PASSPHRASE}\n"),
        );
        assert_eq!(verified.code, 0, "{point}: {verified}");
    }
}

/// The proof that these tests can fail: a file that is written in place is caught half written.
#[test]
fn a_file_that_is_written_in_place_is_found_half_written() {
    let Some(_) = tracing() else { return };
    let place = Place::new();
    std::fs::write(place.path("kept"), "the old text").unwrap();
    let script = "echo new text > kept";
    let point = Point::new("write", 1, Fault::Kill);
    let ran = place.injected_shell(script, &point);
    assert_eq!(ran.code, Ran::KILLED, "{ran}");
    assert_eq!(std::fs::read_to_string(place.path("kept")).unwrap(), "");
}
