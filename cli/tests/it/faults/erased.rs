//! Erasing, stopped at its system calls.

use std::fs;

use testkit::{PASSPHRASE, Ran, files_below};

use super::inject::{sample, tracing};
use super::place::Place;
use super::{decent, only_mute};

/// What stands before every record, and what kind of record follows.
const DATA: &[u8] = b"\x89SBREC1\n\x01\x02";
/// Where a stretch of its sealed body begins that occurs nowhere else.
const FROM: usize = 206 + 250;
/// How long that is.
const LONG: usize = 40;

/// A part of the sealed body of each data record in the journal's file.
fn sealed(place: &Place) -> Vec<Vec<u8>> {
    let bytes = fs::read(place.path("v/vault.redb")).unwrap();
    let starts = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(DATA));
    starts
        .map(|at| bytes[at + FROM..][..LONG].to_vec())
        .collect()
}

fn is_somewhere(place: &Place, part: &[u8]) -> bool {
    files_below(&place.path("v")).iter().any(|file| {
        let bytes = fs::read(file).unwrap();
        bytes.windows(part.len()).any(|window| window == part)
    })
}

#[test]
fn an_entry_is_erased_to_the_last_byte_or_still_there() {
    let Some(tries) = tracing() else { return };
    let command = ["--json", "--passphrase-fd", "0", "erase", "@1", "--yes"];
    let input = format!("{PASSPHRASE}\n");
    let place = Place::with_journal();
    let parts = sealed(&place);
    assert!(!parts.is_empty());
    let points = sample(&place.copy().traced_run("v", &command, &input), tries);
    for point in points.told("erase") {
        let place = place.copy();
        let ran = place.injected("v", &command, &input, point);
        decent(&ran, point);
        let list = ["--json", "--passphrase-fd", "0", "list"];
        let listed = place.run("v", &list, &input);
        assert_eq!(listed.code, 0, "{point}: {listed}");
        let gone = !listed.out.contains("The heron stood still.");
        let said = |saved: &str| ran.err.contains(&format!("\"saved\":\"{saved}\""));
        match ran.code {
            0 => assert!(gone, "{point}: {ran}"),
            Ran::KILLED => {}
            _ if said("unknown") => {}
            _ if said("yes") || only_mute(&ran) => assert!(gone, "{point}: {ran}"),
            _ => assert!(!gone, "{point}: {ran}"),
        }
        // Whoever writes next finishes what was begun.
        let text = format!("{PASSPHRASE}\nThe tern flew off.\n");
        let written = place.run("v", &["--passphrase-fd", "0", "write"], &text);
        assert_eq!(written.code, 0, "{point}: {written}");
        for name in ["vault.redb.new", "vault.redb.old"] {
            assert!(!place.files("v").contains(&name.to_owned()), "{point}");
        }
        let left = parts.iter().filter(|part| is_somewhere(&place, part));
        let all = if gone { 0 } else { parts.len() };
        assert_eq!(left.count(), all, "{point}: {ran}");
    }
}
