//! Another recovery page, backups by date and taking in what a backup holds, stopped at every system call that writes.

use std::process::Command;

use serde_json::Value;
use testkit::{PASSPHRASE, Ran, copy_folder};

use super::inject::{Point, sample, tracing};
use super::place::Place;
use super::{decent, only_mute};

fn value(ran: &Ran, point: &Point) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{point}: {ran}"))
}

/// A journal with an entry, and its page.
fn with_page() -> (Place, String) {
    let place = Place::new();
    let command = ["--json", "--passphrase-fd", "0", "init", "--name", "one"];
    let made = place.run("v", &command, &format!("{PASSPHRASE}\n"));
    let shape: Value = serde_json::from_str(&made.out).unwrap();
    writes(&place, "The heron stood still.");
    let page = shape["recovery_kit"].as_str().unwrap().to_owned();
    (place, page)
}

fn writes(place: &Place, text: &str) {
    let text = format!("{PASSPHRASE}\n{text}\n");
    let written = place.run("v", &["--passphrase-fd", "0", "write"], &text);
    assert_eq!(written.code, 0, "{written}");
}

fn sound(place: &Place, point: &Point) {
    let verify = ["--passphrase-fd", "0", "doctor", "--verify"];
    let verified = place.run("v", &verify, &format!("{PASSPHRASE}\n"));
    assert_eq!(verified.code, 0, "{point}: {verified}");
}

#[test]
fn of_two_pages_one_is_in_force_and_somebody_has_it() {
    let Some(tries) = tracing() else { return };
    let (base, old) = with_page();
    let renew = ["--json", "--passphrase-fd", "0", "kit", "renew"];
    let input = |page: &str| format!("{PASSPHRASE}\n{page}\n");
    let points = sample(
        &base.copy().traced_run("v", &renew, &input(&old)),
        tries / 2,
    );
    for point in points.told("kit renew") {
        let place = base.copy();
        let ran = place.injected("v", &renew, &input(&old), point);
        decent(&ran, point);
        let opens = |page: &str| {
            let check = ["--passphrase-fd", "0", "kit", "check"];
            let checked = place.run("v", &check, &format!("{page}\n"));
            assert!(matches!(checked.code, 0 | 11), "{point}: {checked}");
            checked.code == 0
        };
        let shown = serde_json::from_str::<Value>(&ran.out).unwrap_or_default();
        let new = shown["recovery_kit"].as_str();
        let is_new = new.is_some_and(opens);
        assert_ne!(opens(&old), is_new, "{point}: {ran}");
        match ran.code {
            0 => assert!(is_new, "{point}: {ran}"),
            Ran::KILLED => {}
            _ if only_mute(&ran) || ran.err.contains("\"saved\":\"unknown\"") => {}
            // It was signed in, and what comes after that was broken off.
            _ if ran.err.contains("\"saved\":\"yes\"") => assert!(is_new, "{point}: {ran}"),
            _ => assert!(!is_new, "{point}: {ran}"),
        }
        let page = new.filter(|_| is_new).unwrap_or(&old);
        let again = place.run("v", &renew, &input(page));
        assert_eq!(again.code, 0, "{point}: {again}");
        sound(&place, point);
    }
}

#[test]
fn of_backups_by_date_none_is_lost_before_the_next_is_verified() {
    let Some(tries) = tracing() else { return };
    let base = Place::with_journal();
    let backs_up = |place: &Place, fault: Option<&Point>| {
        let to = place.path("b").display().to_string();
        let command = ["backup", &to, "--keep", "2"];
        match fault {
            Some(point) => place.injected("v", &command, "", point),
            None => place.run("v", &command, ""),
        }
    };
    for text in ["After the first.", "After the second."] {
        assert_eq!(backs_up(&base, None).code, 0);
        writes(&base, text);
    }
    let copied = || {
        let place = base.copy();
        let (from, to) = (base.path("b"), place.path("b"));
        let copied = Command::new("cp").arg("-r").args([from, to]).status();
        assert!(copied.unwrap().success());
        place
    };
    let points = {
        let place = copied();
        let to = place.path("b").display().to_string();
        sample(
            &place.traced_run("v", &["backup", &to, "--keep", "2"], ""),
            tries / 2,
        )
    };
    for point in points.told("backup --keep") {
        let place = copied();
        let ran = backs_up(&place, Some(point));
        decent(&ran, point);
        let verified = || {
            let at = place.path("b").display().to_string();
            let ran = place.run("v", &["--json", "backup", "--verify", &at], "");
            assert_eq!(ran.code, 0, "{point}: {ran}");
            let shape = value(&ran, point);
            let backups = shape["backups"].as_array().unwrap().iter();
            let lacks: Vec<u64> = backups.map(|one| one["lacks"].as_u64().unwrap()).collect();
            lacks
        };
        let lacks = verified();
        assert!(
            lacks.len() >= 2 && lacks[0] <= 1,
            "{point}: {lacks:?} {ran}"
        );
        if ran.code == 0 {
            assert_eq!(lacks, [0, 1], "{point}: {ran}");
        }
        let again = backs_up(&place, None);
        assert_eq!(again.code, 0, "{point}: {again}");
        let lacks = verified();
        assert_eq!((lacks.len(), lacks[0]), (2, 0), "{point}");
        let left = place
            .files("b")
            .into_iter()
            .filter(|name| name.ends_with(".new"));
        assert_eq!(left.count(), 0, "{point}");
    }
}

#[test]
fn what_a_backup_holds_is_taken_in_or_still_missing() {
    let Some(tries) = tracing() else { return };
    let base = Place::with_journal();
    let earlier = base.copy();
    writes(&base, "Only in the backup.");
    let to = base.path("b").display().to_string();
    assert_eq!(base.run("v", &["backup", &to], "").code, 0);
    let set_back = || {
        let place = earlier.copy();
        copy_folder(&base.path("b"), &place.path("b"));
        place
    };
    let from = |place: &Place| place.path("b").display().to_string();
    let points = {
        let place = set_back();
        let trace = place.traced_run("v", &["restore", "--from", &from(&place)], "");
        sample(&trace, tries / 2)
    };
    for point in points.told("restore --from") {
        let place = set_back();
        let from = from(&place);
        let command = ["restore", "--from", &from];
        let ran = place.injected("v", &command, "", point);
        decent(&ran, point);
        let entries = || {
            let list = ["--json", "--passphrase-fd", "0", "list"];
            let listed = place.run("v", &list, &format!("{PASSPHRASE}\n"));
            assert_eq!(listed.code, 0, "{point}: {listed}");
            value(&listed, point)["entries"].as_array().unwrap().len()
        };
        let there = entries();
        assert!((1..=2).contains(&there), "{point}: {ran}");
        if ran.code == 0 {
            assert_eq!(there, 2, "{point}: {ran}");
        }
        let again = place.run("v", &command, "");
        assert_eq!(again.code, 0, "{point}: {again}");
        assert_eq!(entries(), 2, "{point}");
        writes(&place, "And on.");
        assert_eq!(entries(), 3, "{point}");
        sound(&place, point);
    }
}
