//! Locking when the agent does not answer, and waiting for a process that holds the journal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::inject::tracing;
use super::place::Place;
use testkit::PASSPHRASE;

fn unlocked() -> Place {
    let place = Place::with_journal();
    let ran = place.run(
        "v",
        &["--passphrase-fd", "0", "unlock"],
        &format!("{PASSPHRASE}\n"),
    );
    assert_eq!(ran.code, 0, "{ran}");
    place
}

/// The file beside the socket that ends like this.
fn beside(place: &Place, end: &str) -> PathBuf {
    let mut names = place.files("run/still").into_iter();
    let name = names
        .find(|name| name.ends_with(end))
        .expect("an agent is there");
    place.path("run/still").join(name)
}

fn agent(place: &Place) -> String {
    let record = fs::read_to_string(beside(place, ".pid")).unwrap();
    record.split(' ').next().unwrap().to_owned()
}

fn signal(name: &str, process: &str) {
    let sent = Command::new("kill").args([name, process]).status().unwrap();
    assert!(sent.success());
}

fn is_there(process: &str) -> bool {
    // A process that has ended and was not waited for has no command line.
    let line = fs::read(Path::new("/proc").join(process).join("cmdline"));
    line.is_ok_and(|line| !line.is_empty())
}

#[test]
fn an_agent_that_does_not_answer_is_ended_by_lock() {
    for socket in [true, false] {
        let place = unlocked();
        let process = agent(&place);
        if socket {
            signal("-STOP", &process);
            let listed = place.run(
                "v",
                &["--passphrase-fd", "0", "list"],
                &format!("{PASSPHRASE}\n"),
            );
            assert!(listed.err.contains("does not answer"), "{listed}");
        } else {
            fs::remove_file(beside(&place, ".sock")).unwrap();
        }
        let locked = place.run("v", &["lock"], "");
        assert!(
            locked.out.contains(&format!("process {process}")),
            "{locked}"
        );
        assert!(!is_there(&process));
        assert_eq!(place.files("run/still"), Vec::<String>::new());
        let again = place.run("v", &["lock"], "");
        assert_eq!(again.out, "It was locked already.\n");
    }
}

#[test]
fn lock_and_passwd_never_end_a_stranger() {
    let place = unlocked();
    let process = agent(&place);
    signal("-STOP", &process);
    let mut stranger = Command::new("sleep")
        .arg("600")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let number = stranger.id().to_string();
    let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap();
    let started = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .nth(19)
        .unwrap();
    let record = beside(&place, ".pid");
    let known = fs::read_to_string(&record).unwrap();
    fs::write(&record, format!("{number} {started}\n")).unwrap();
    for command in [&["lock"][..], &["--passphrase-fd", "0", "passwd"]] {
        let ran = place.run(
            "v",
            command,
            &format!("{PASSPHRASE}\nanother one altogether\n"),
        );
        assert_ne!(ran.code, 0, "{ran}");
        assert!(ran.err.contains("cannot be told which process"), "{ran}");
        assert!(is_there(&number) && is_there(&process));
    }
    // The same number, given again to another process since.
    fs::write(&record, known.trim_end().to_owned() + "7\n").unwrap();
    let ran = place.run("v", &["lock"], "");
    assert_ne!(ran.code, 0, "{ran}");
    assert!(is_there(&process));

    fs::write(&record, known).unwrap();
    let locked = place.run("v", &["lock"], "");
    assert_eq!(locked.code, 0, "{locked}");
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    assert!(place.opens("v", PASSPHRASE));
}

#[test]
fn whoever_waits_for_the_journal_says_whom_for() {
    let Some(_) = tracing() else { return };
    let place = unlocked();
    // Stopped in the middle of saving, so that it holds the journal.
    let holds = place.stopped("v", &["write"], "fdatasync", "The first.\n");
    let process = place.traced(&holds);
    let mut waits = place.begin("v", &["write"], "The second.\n");
    let told = waits.remark();
    assert!(
        told.contains("`still write`") && told.contains(&format!("process {process}, stopped")),
        "{told}"
    );
    assert!(!told.contains("The first"), "{told}");
    signal("-CONT", &process);
    for ran in [holds.end(), waits.end()] {
        assert_eq!(ran.code, 0, "{ran}");
    }
    let listed = place.run("v", &["list"], "");
    assert!(
        listed.out.contains("The first.") && listed.out.contains("The second."),
        "{listed}"
    );
    place.run("v", &["lock"], "");
}
