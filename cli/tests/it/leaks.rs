//! What was written is nowhere but in the sealed records: not in the arguments or the environment of a process, not in
//! any file. And what was said to be saved is there after the program was killed at any moment.

use std::fs;
use std::path::Path;

use testkit::processes::family;
use testkit::{Dice, Ran, Running, Stage, files_below};

use super::STILL;

/// A sentence that occurs nowhere else.
const CANARY: &str = "The heron of Vellamo counts seventeen brass thimbles";
/// How often a writing program is killed.
const KILLS: u64 = 24;
/// Looks at a program before it is killed; about as many as there is time for while it writes.
const LOOKS_MAX: usize = 12_000;

/// Whether the sentence, or a part of it long enough to be no accident, is in these bytes.
fn shows(bytes: &[u8]) -> bool {
    let part = &CANARY.as_bytes()[4..28];
    bytes.windows(part.len()).any(|window| window == part)
}

/// Looks at the arguments and the environment of everything a line of shell starts until it ends.
fn watched(stage: &Stage, folder: &Path, line: &str, input: &str) -> Ran {
    let mut running = stage.start(folder, line);
    let mut looks = 0;
    // The program waits for the rest of its input, so there is time to look.
    let (first, rest) = input.split_at(input.len() / 2);
    running.say(first);
    for _ in 0..40 {
        looks += look(&running, line);
        std::thread::yield_now();
    }
    running.say(rest);
    running.hush();
    while !running.is_over() {
        looks += look(&running, line);
    }
    assert!(looks > 0, "nothing was seen of {line}");
    running.end()
}

fn look(running: &Running, line: &str) -> usize {
    let mut seen = 0;
    for process in family(running.id()) {
        for file in ["cmdline", "environ"] {
            // What cannot be read cannot be read by others either.
            let bytes = fs::read(format!("/proc/{process}/{file}")).unwrap_or_default();
            assert!(!shows(&bytes), "{file} of {line} shows the text");
            seen += usize::from(!bytes.is_empty());
        }
    }
    seen
}

#[test]
fn what_is_written_is_nowhere_else() {
    let stage = Stage::new(STILL);
    let folder = stage.another("leaks");
    let answer = format!("{{\"instead\":\"{CANARY}\",\"channel\":\"messages\"}}");
    let long = format!("{CANARY}.\n\n{}", "Some more of it. ".repeat(50));
    let lines = [
        ("still write --title --tag lake", long.as_str(), true),
        ("still --json write", CANARY, true),
        ("still list", "", true),
        ("still show @1", "", true),
        ("still search heron", "", true),
        ("still edit @1", long.as_str(), true),
        ("still history @1", "", true),
        ("still step 2 add urges", answer.as_str(), true),
        ("still step 1 set still_explaining", CANARY, true),
        ("still step 2", "", true),
        ("still urge 7", CANARY, true),
        ("still slip", CANARY, true),
        ("still journey new", "The heron of Vellamo counts", true),
        ("still today", "", true),
        ("still today --notify", "", true),
        ("still summary", "", true),
        ("still insights on-this-day", "", true),
        ("still share preview --tag lake", "", true),
        ("still export --json --passphrase-fd 3 3< ../pass", "", true),
        ("still doctor --rebuild", "", true),
        ("still write --mood 77", CANARY, false),
        (
            "EDITOR='sh -c \"cat >\\$1; exit 1\" ed' still write --editor",
            CANARY,
            false,
        ),
        ("still drafts", "", true),
        ("still step 2 add urges", CANARY, false),
        ("still import", CANARY, false),
    ];
    for (line, input, succeeds) in lines {
        let ran = watched(&stage, &folder, line, input);
        assert_eq!(ran.code == 0, succeeds, "{line}: {}", ran.err);
        assert!(
            !shows(ran.err.as_bytes()),
            "messages of {line} show the text"
        );
    }
    let shown = stage.run(&folder, "still show @1", "");
    assert!(
        shows(shown.out.as_bytes()),
        "the text is not even in the journal"
    );
    let drafts = stage.run(&folder, "still drafts", "");
    assert!(
        drafts.out.contains("8 words"),
        "no draft was kept: {}",
        drafts.out
    );
    let files = files_below(&stage.path(""));
    assert!(files.iter().any(|file| file.ends_with("vault.redb")));
    for file in files {
        assert!(
            !shows(&fs::read(&file).expect("a file can be read")),
            "{}",
            file.display()
        );
    }
}

#[test]
fn what_was_saved_survives_a_kill() {
    let stage = Stage::new(STILL);
    let folder = stage.another("kills");
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(7);
    println!("SEED={seed}");
    let mut dice = Dice::new(seed);
    let mut saved = Vec::new();
    for round in 0..KILLS {
        // The shell becomes the program, so that the kill meets it and not the shell.
        let mut running = stage.start(&folder, "exec still write");
        let body = format!("round {round} of the kills");
        running.say(&body);
        running.hush();
        // Turns of a loop instead of a clock: some kills come before the program reads, some after it has saved.
        for _ in 0..dice.below(LOOKS_MAX) {
            let _ = fs::read(format!("/proc/{}/stat", running.id()));
        }
        running.kill();
        let ran = running.end();
        if ran.out.starts_with("Saved") {
            saved.push(body);
        }
    }
    let listed = stage.run(&folder, "still --json list -n 0", "");
    assert_eq!(listed.code, 0, "{}", listed.err);
    for body in &saved {
        assert!(
            listed.out.contains(body.as_str()),
            "{body} was said to be saved"
        );
    }
    println!(
        "{} of {KILLS} were saved before they were killed",
        saved.len()
    );
    let checked = stage.run(&folder, "still doctor --verify", "");
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let rebuilt = stage.run(&folder, "still doctor --rebuild", "");
    assert!(
        rebuilt.out.contains("Nothing was different."),
        "{}{}",
        rebuilt.out,
        rebuilt.err
    );
}
