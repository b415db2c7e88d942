//! The recovery kit at the command line.

use std::os::unix::fs::PermissionsExt;

use testkit::{Journal, PASSPHRASE, Place, Ran};

use super::STAGED;

const NEW: &str = "another passphrase altogether";

/// A journal with one entry, and its kit in one line.
fn with_kit(place: &Place) -> (Journal<'_>, String) {
    let laptop = Journal::named(place, "laptop");
    let begin = ["--json", "--passphrase-fd", "0", "init", "--name", "laptop"];
    let made: serde_json::Value =
        serde_json::from_str(&laptop.ok(&begin, &format!("{PASSPHRASE}\n"))).unwrap();
    laptop.confirmed(&["unlock"]);
    laptop.ok(&["write"], "still here");
    (laptop, made["recovery_kit"].as_str().unwrap().to_owned())
}

fn scripted(journal: &Journal<'_>, arguments: &[&str], lines: &[&str]) -> Ran {
    let with = [&["--passphrase-fd", "0"], arguments].concat();
    journal.run(&with, &format!("{}\n", lines.join("\n")))
}

#[test]
fn a_kit_is_checked_and_a_slip_is_named_by_its_group() {
    let place = Place::new(STAGED);
    let (laptop, kit) = with_kit(&place);
    let groups = kit.strip_prefix("AGE-SECRET-KEY-1").unwrap().to_lowercase();
    let chunks: Vec<&str> = (0..58)
        .step_by(6)
        .map(|at| &groups[at..58.min(at + 6)])
        .collect();
    let numbered = chunks
        .iter()
        .zip(1..)
        .map(|(group, number)| format!("{number} {group}"));
    let numbered = numbered.collect::<Vec<_>>().join("   ");
    for typed in [kit.as_str(), &groups, &chunks.join("-"), &numbered] {
        let ran = scripted(&laptop, &["kit", "check"], &[typed]);
        assert_eq!(ran.code, 0, "{ran}");
        assert!(ran.out.contains("This kit opens the journal"), "{ran}");
        assert!(!ran.out.contains(&kit[20..30]), "{ran}");
    }
    let mut slip = groups.clone().into_bytes();
    slip[13] = if slip[13] == b'q' { b'p' } else { b'q' };
    let slip = String::from_utf8(slip).unwrap();
    let ran = scripted(&laptop, &["kit", "check"], &[&slip]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.err.contains("Group 3 has a typing error"), "{ran}");
    let ran = scripted(&laptop, &["kit", "check"], &[&groups[..50]]);
    assert!(ran.err.contains("50 of 58"), "{ran}");
}

#[test]
fn a_forgotten_passphrase_is_replaced_where_the_journal_lies() {
    let place = Place::new(STAGED);
    let (laptop, kit) = with_kit(&place);
    let ran = scripted(&laptop, &["recover", "--gone", "nobody"], &[&kit, NEW]);
    assert_eq!(ran.code, 6, "{ran}");
    assert!(ran.err.contains("The copy knows: laptop"), "{ran}");
    assert_eq!(laptop.bodies(), ["still here"], "nothing was changed");
    let arguments = ["recover", "--name", "again", "--gone", "laptop"];
    let ran = scripted(&laptop, &arguments, &[&kit, NEW]);
    assert_eq!(ran.code, 0, "{ran}");
    let aside = place.path("laptop.before-recovery");
    assert!(aside.join("vault.redb").exists(), "{ran}");
    assert!(ran.out.contains("with 1 entry"), "{ran}");
    // The old passphrase opens nothing here any more.
    let refused = scripted(&laptop, &["unlock"], &[PASSPHRASE]);
    assert_ne!(refused.code, 0, "{refused}");
    let opened = scripted(&laptop, &["unlock"], &[NEW]);
    assert_eq!(opened.code, 0, "{opened}");
    assert_eq!(laptop.bodies(), ["still here"]);
    laptop.ok(&["write"], "and on");
    assert_eq!(laptop.bodies(), ["and on", "still here"]);
}

#[test]
fn nothing_is_made_over_a_journal_or_without_a_copy() {
    let place = Place::new(STAGED);
    let (laptop, kit) = with_kit(&place);
    let other = Journal::named(&place, "other");
    let from = place.path("nowhere");
    let ran = scripted(
        &other,
        &["recover", "--from", from.to_str().unwrap()],
        &[&kit, NEW],
    );
    assert_ne!(ran.code, 0, "{ran}");
    assert!(!other.folder().exists(), "{ran}");
    let from = laptop.folder();
    let ran = scripted(
        &laptop,
        &["recover", "--from", from.to_str().unwrap()],
        &[&kit, NEW],
    );
    assert_ne!(ran.code, 0, "{ran}");
    assert!(
        ran.err.contains("there is a journal in ") && ran.err.contains("laptop already"),
        "{ran}"
    );
    assert_eq!(laptop.bodies(), ["still here"]);
}

#[test]
fn another_page_takes_the_place_of_the_one_that_is_typed() {
    let place = Place::new(STAGED);
    let (laptop, kit) = with_kit(&place);
    let other = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
    let refused = scripted(&laptop, &["kit", "renew"], &[PASSPHRASE, other]);
    assert_ne!(refused.code, 0, "{refused}");
    assert!(!refused.out.contains("AGE-SECRET-KEY-1"), "{refused}");
    let renewed = scripted(&laptop, &["--json", "kit", "renew"], &[PASSPHRASE, &kit]);
    assert_eq!(renewed.code, 0, "{renewed}");
    let shape: serde_json::Value = serde_json::from_str(&renewed.out).unwrap();
    let new = shape["recovery_kit"].as_str().unwrap();
    assert_eq!(shape["replaces"], true);
    let old = scripted(&laptop, &["kit", "check"], &[&kit]);
    assert_eq!(old.code, 11, "{old}");
    assert!(old.err.contains("was replaced by another one"), "{old}");
    let ran = scripted(&laptop, &["kit", "check"], &[new]);
    assert_eq!(ran.code, 0, "{ran}");
    let status = laptop.run(&["status"], "");
    assert!(status.out.contains("whose place it takes"), "{status}");
    // Without the page at hand another one is made beside it.
    let lost = scripted(
        &laptop,
        &["--json", "kit", "renew", "--lost"],
        &[PASSPHRASE],
    );
    let shape: serde_json::Value = serde_json::from_str(&lost.out).unwrap();
    assert_eq!(shape["replaces"], false);
    for page in [new, shape["recovery_kit"].as_str().unwrap()] {
        let ran = scripted(&laptop, &["kit", "check"], &[page]);
        assert_eq!(ran.code, 0, "{ran}");
    }
}

#[test]
fn the_page_can_be_printed_and_never_takes_the_place_of_a_file() {
    let place = Place::new(STAGED);
    let laptop = Journal::named(&place, "laptop");
    let file = place.path("page.pdf");
    let page = file.to_str().unwrap();
    let begin = ["init", "--name", "laptop", "--kit-page", page];
    std::fs::write(&file, "words of mine").unwrap();
    let refused = scripted(&laptop, &begin, &[PASSPHRASE]);
    assert_eq!(refused.code, 11, "{refused}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "words of mine");
    std::fs::remove_file(&file).unwrap();
    let made = scripted(&laptop, &begin, &[PASSPHRASE]);
    assert_eq!(made.code, 0, "{made}");
    assert!(!made.out.contains("AGE-SECRET-KEY-1"), "{made}");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // A renewal that comes to nothing leaves no page.
    let second = place.path("second.pdf");
    let renew = ["kit", "renew", "--kit-page", second.to_str().unwrap()];
    let refused = scripted(&laptop, &renew, &[PASSPHRASE, "not a kit"]);
    assert_ne!(refused.code, 0, "{refused}");
    assert!(!second.exists());
    let lost = [&renew[..], &["--lost"]].concat();
    let made = scripted(&laptop, &lost, &[PASSPHRASE]);
    assert_eq!(made.code, 0, "{made}");
    assert!(
        second.exists() && !made.out.contains("AGE-SECRET-KEY-1"),
        "{made}"
    );
}
