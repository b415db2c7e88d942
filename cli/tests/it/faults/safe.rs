//! Backing up, recovering and carrying, stopped at every system call that writes.

use testkit::{PASSPHRASE, Ran, copy_folder};

use super::inject::{Point, sample, tracing};
use super::place::Place;
use super::{decent, only_mute};

/// How many entries a new device has that is made of what lies there.
fn recovered(place: &Place, from: &str, point: &Point) -> u64 {
    let copy = place.path(from).display().to_string();
    let command = [
        "--json",
        "--passphrase-fd",
        "0",
        "recover",
        "--with-passphrase",
        "--name",
        "new",
        "--from",
        &copy,
    ];
    let vault = format!("from-{from}-{}", place.files("").len());
    let ran = place.run(&vault, &command, &format!("{PASSPHRASE}\n{PASSPHRASE}\n"));
    assert_eq!(ran.code, 0, "{point}: {ran}");
    let told = ran.out.split("\"entries\":").nth(1).expect("it is told");
    let number: String = told
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    number.parse().expect("it is a number")
}

fn writes(place: &Place, text: &str) {
    let text = format!("{PASSPHRASE}\n{text}\n");
    let written = place.run("v", &["--passphrase-fd", "0", "write"], &text);
    assert_eq!(written.code, 0, "{written}");
}

/// With a backup that lacks the last entry, made with these arguments.
fn backed_up(more: &[&str]) -> Place {
    let place = Place::with_journal();
    let made = backs_up(&place, more, None);
    assert_eq!(made.code, 0, "{made}");
    writes(&place, "After the backup.");
    place
}

fn with_backup(place: &Place) -> Place {
    let copy = place.copy();
    copy_folder(&place.path("b"), &copy.path("b"));
    copy
}

fn backs_up(place: &Place, more: &[&str], fault: Option<&Point>) -> Ran {
    let to = place.path("b").display().to_string();
    let command = [&["backup", &to], more].concat();
    match fault {
        Some(point) => place.injected("v", &command, "", point),
        None => place.run("v", &command, ""),
    }
}

#[test]
fn a_backup_holds_what_it_held_or_everything() {
    let Some(tries) = tracing() else { return };
    let more: &[&str] = &[];
    {
        let base = backed_up(more);
        let points = {
            let place = with_backup(&base);
            let to = place.path("b").display().to_string();
            let command = [&["backup", &to], more].concat();
            sample(&place.traced_run("v", &command, ""), tries / 2)
        };
        for point in points.told("backup") {
            let place = with_backup(&base);
            let ran = backs_up(&place, more, Some(point));
            decent(&ran, point);
            let held = recovered(&place, "b", point);
            if ran.code == 0 || only_mute(&ran) {
                assert_eq!(held, 2, "{point}: {ran}");
            }
            assert!((1..=2).contains(&held), "{point}: {ran}");
            let again = backs_up(&place, more, None);
            assert_eq!(again.code, 0, "{point}: {again}");
            assert!(!again.err.contains("damaged"), "{point}: {again}");
            assert_eq!(recovered(&place, "b", point), 2, "{point}: {ran}");
        }
    }
}

#[test]
fn who_recovers_has_a_journal_or_nothing() {
    let Some(tries) = tracing() else { return };
    let base = backed_up(&[]);
    let input = format!("{PASSPHRASE}\n{PASSPHRASE}\n");
    let command = |place: &Place| {
        let from = place.path("b").display().to_string();
        let words = "--passphrase-fd 0 recover --with-passphrase --name new --from";
        let words = words.split(' ').map(str::to_owned);
        words.chain([from]).collect::<Vec<String>>()
    };
    let points = {
        let place = with_backup(&base);
        let words = command(&place);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        sample(&place.traced_run("w", &words, &input), tries / 2)
    };
    for point in points.told("recover") {
        let place = with_backup(&base);
        let words = command(&place);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = place.injected("w", &words, &input, point);
        decent(&ran, point);
        let status = place.run("w", &["status"], "");
        decent(&status, point);
        match status.code {
            0 => assert!(place.opens("w", PASSPHRASE), "{point}: {ran}"),
            3 => {
                assert_ne!(ran.code, 0, "{point}: {ran}");
                let again = place.run("w", &words, &input);
                assert_eq!(again.code, 0, "{point}: {again}");
            }
            _ => panic!("{point}: {status}"),
        }
        assert_eq!(recovered(&place, "b", point), 1, "{point}");
    }
}

#[test]
fn a_folder_that_is_carried_through_is_made_whole_by_the_next_run() {
    let Some(tries) = tracing() else { return };
    let base = Place::with_journal();
    std::fs::create_dir(base.path("b")).expect("it can be made");
    let points = {
        let place = with_backup(&base);
        let to = place.path("b").display().to_string();
        sample(&place.traced_run("v", &["carry", &to], ""), tries)
    };
    for point in points.told("carry") {
        let place = with_backup(&base);
        let to = place.path("b").display().to_string();
        let ran = place.injected("v", &["carry", &to], "", point);
        decent(&ran, point);
        let again = place.run("v", &["carry", &to], "");
        assert_eq!(again.code, 0, "{point}: {ran}{again}");
        let checked = place.run("v", &["--json", "carry", "check", "b"], "");
        assert_eq!(checked.code, 0, "{point}: {ran}{checked}");
        assert!(!checked.out.contains("\"whole\": 0"), "{point}: {checked}");
        let listed = place.run("v", &["--json", "carry", "list"], "");
        assert!(listed.out.contains("\"lacks\": 0"), "{point}: {listed}");
    }
}
