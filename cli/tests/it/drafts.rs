//! What is being written is there again after anything that ends the program, is offered once, and goes when it is saved.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use testkit::processes::{send, wait_until_gone};
use testkit::{Ran, Stage, Terminal, files_below};

use super::STAGED;

/// A text that occurs nowhere else.
const WORDS: &str = "The heron of Vellamo counts seventeen brass thimbles";

fn drafts(stage: &Stage, folder: &Path) -> Vec<Value> {
    let ran = stage.run(folder, "still --json drafts", "");
    let value: Value = serde_json::from_str(&ran.out).expect("a list of drafts");
    assert_eq!(value["unreadable"], 0);
    value["drafts"].as_array().expect("a list").clone()
}

/// The one draft that is there, and its text.
fn draft(stage: &Stage, folder: &Path) -> (String, String) {
    let found = drafts(stage, folder);
    let [one] = found.as_slice() else {
        panic!("{found:?}");
    };
    let id = one["id"].as_str().expect("a name").to_owned();
    let ran = stage.run(folder, &format!("still --json drafts show {id}"), "");
    let value: Value = serde_json::from_str(&ran.out).expect("a draft");
    let text = value["texts"][0]["text"].as_str().expect("a text");
    (id, text.to_owned())
}

fn shown(stage: &Stage, folder: &Path, entry: &str) -> Value {
    let ran = stage.run(folder, &format!("still --json show {entry}"), "");
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err))
}

/// An editor that does what a line of shell says, `$1` being its file.
fn editor(folder: &Path, line: &str) -> String {
    let path = folder.join("ed");
    fs::write(&path, format!("#!/bin/sh\n{line}\n")).expect("a file can be written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be started");
    format!("EDITOR={}", path.display())
}

#[test]
fn a_killed_editor_is_gone_on_with() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("killed");
    let mut terminal = Terminal::open(&stage, &folder, "still write --mood 7 --tag lake");
    terminal.wait_for("Ctrl-S");
    terminal.press(WORDS);
    terminal.wait_for("kept as a draft");
    let open = drafts(&stage, &folder);
    assert_eq!(open[0]["open"], true, "{open:?}");
    send("KILL", terminal.program());
    wait_until_gone(&terminal.processes(), "kill");
    let (id, text) = draft(&stage, &folder);
    assert_eq!(text, WORDS);

    // It is nowhere else, and nowhere readable.
    for line in ["still list", "still search heron", "still export --json"] {
        let ran = stage.run(&folder, line, "");
        assert!(!(ran.out + &ran.err).contains("heron"), "{line}");
    }
    for file in [
        &folder,
        &stage.path("run"),
        &stage.path("tmp"),
        &stage.path("home"),
    ]
    .into_iter()
    .flat_map(|folder| files_below(folder))
    {
        let bytes = fs::read(&file).unwrap_or_default();
        let part = &WORDS.as_bytes()[4..28];
        let found = bytes.windows(part.len()).any(|window| window == part);
        assert!(!found, "{} shows the text", file.display());
    }
    let today = stage.run(&folder, "still today", "");
    assert!(today.out.contains("1 draft waits"), "{}", today.out);

    // Not now: it stays.
    let mut terminal = Terminal::open(&stage, &folder, "still write");
    terminal.wait_for("(8 words). Go on with it? [Y/n]");
    terminal.press("n\r");
    terminal.wait_for("Ctrl-S");
    terminal.press("\x11");
    terminal.wait_for("Nothing was written.");
    assert_eq!(draft(&stage, &folder).0, id);

    let mut terminal = Terminal::open(&stage, &folder, "still write");
    terminal.wait_for("Go on with it? [Y/n]");
    terminal.press("\r");
    terminal.wait_for("thimbles");
    terminal.press(", again\x13");
    terminal.wait_for("Saved");
    let entry = shown(&stage, &folder, "@1");
    assert_eq!(entry["body"], format!("{WORDS}, again"));
    assert_eq!(
        (&entry["mood"], &entry["tags"][0]),
        (&7.into(), &"lake".into())
    );
    assert_eq!(drafts(&stage, &folder), Vec::<Value>::new());
    let left = files_below(&folder.join("still/drafts"));
    assert_eq!(left, Vec::<PathBuf>::new());
}

#[test]
fn a_closed_terminal_and_a_signal_keep_the_last_word() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("closed");
    let made = stage.run(&folder, "still write", "As it was.");
    assert_eq!(made.code, 0, "{}", made.err);
    for end in ["", "TERM", "HUP"] {
        for line in ["still write", "still edit @1"] {
            let mut terminal = Terminal::open(&stage, &folder, line);
            terminal.wait_for("Ctrl-S");
            terminal.press("The very last");
            terminal.wait_for("last");
            let running = terminal.processes();
            if end.is_empty() {
                terminal.close();
            } else {
                send(end, terminal.program());
                terminal.wait_for("your text is kept as a draft");
            }
            wait_until_gone(&running, line);
            let (id, text) = draft(&stage, &folder);
            assert!(text.ends_with("The very last"), "{line} {end}: {text}");
            let ran = stage.run(&folder, &format!("still drafts drop {id} --yes"), "");
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
    }
}

#[test]
fn a_save_that_fails_goes_back_into_the_editor() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("fails");
    let mut terminal = Terminal::open(&stage, &folder, "still write; echo code=$?");
    terminal.wait_for("Ctrl-S");
    terminal.press(WORDS);
    terminal.wait_for("thimbles");
    let (there, away) = (folder.join("still/vault.redb"), folder.join("away"));
    fs::rename(&there, &away).expect("the database can be moved");
    terminal.press("\x13");
    terminal.wait_for("Not saved:");
    terminal.wait_for("Ctrl-S");
    fs::rename(&away, &there).expect("the database can be moved");
    assert_eq!(draft(&stage, &folder).1, WORDS);
    terminal.press("\x13");
    terminal.wait_for("Saved");
    terminal.wait_for("code=0");
    assert_eq!(shown(&stage, &folder, "@1")["body"], WORDS);
    assert_eq!(drafts(&stage, &folder), Vec::<Value>::new());

    // Left with the save still failing: said, and kept.
    let mut terminal = Terminal::open(&stage, &folder, "still edit @1; echo code=$?");
    terminal.wait_for("Ctrl-S");
    terminal.press(", twice");
    terminal.wait_for("twice");
    fs::rename(&there, &away).expect("the database can be moved");
    terminal.press("\x13");
    terminal.wait_for("Not saved:");
    terminal.wait_for("Ctrl-S");
    terminal.press("\x11");
    terminal.wait_for("your text is kept as a draft");
    terminal.wait_for("code=7");
    fs::rename(&away, &there).expect("the database can be moved");
    assert_eq!(draft(&stage, &folder).1, format!("{WORDS}, twice"));
}

#[test]
fn what_would_be_refused_is_refused_before_the_editor_opens() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("checked");
    stage.run(&folder, "still write", "As it was.");
    let editor = editor(&folder, "touch opened; echo text >\"$1\"");
    for (options, code) in [
        ("write --mood 11", 2),
        ("write --tag 'good day'", 2),
        ("write --step 99", 2),
        ("write --at 'the other day'", 2),
        ("write --draft nothere1", 6),
        ("edit @1 --mood 11", 2),
        ("edit @1 --step 99", 2),
        ("edit @9", 6),
        ("edit @1 --base aaaaaaaaaaaaaaaa", 6),
        ("--vault nowhere write", 3),
    ] {
        let ran = stage.run(&folder, &format!("{editor} still {options} --editor"), "");
        assert_eq!(ran.code, code, "{options}: {}", ran.err);
        assert!(!folder.join("opened").exists(), "{options}");
    }
    assert!(!folder.join("still/drafts").exists() || drafts(&stage, &folder).is_empty());
}

#[test]
fn an_editor_that_does_not_end_well_leaves_a_draft() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("external");
    let run = |line: &str| -> Ran {
        let editor = editor(&folder, line);
        stage.run(&folder, &format!("{editor} still write --editor"), "")
    };
    for (line, said) in [
        ("echo long text >\"$1\"; exit 1", "ended with code 1"),
        (
            "echo long text >\"$1\"; kill -9 $$",
            "was ended by signal 9",
        ),
    ] {
        let ran = run(line);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(!ran.err.contains("long text") && !ran.out.contains("long text"));
        let (id, text) = draft(&stage, &folder);
        assert_eq!(text, "long text");
        let resumed = editor(&folder, "echo and more >>\"$1\"");
        let line = format!("{resumed} still drafts resume {id} --editor");
        let ran = stage.run(&folder, &line, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(shown(&stage, &folder, "@1")["body"], "long text\nand more");
        assert_eq!(drafts(&stage, &folder), Vec::<Value>::new());
    }
    // Killed between the save and the end of its draft: it is not offered, and goes.
    run("echo saved already >\"$1\"; exit 1");
    stage.run(&folder, "still write", "saved already");
    assert_eq!(drafts(&stage, &folder).len(), 1);
    let ran = stage.run(&folder, "still write", "another");
    assert!(!ran.err.contains("draft"), "{}", ran.err);
    assert_eq!(drafts(&stage, &folder), Vec::<Value>::new());
    // Words that an earlier entry has, too, are not saved by that.
    run("echo another >\"$1\"; exit 1");
    let ran = stage.run(&folder, "still write", "after that");
    assert!(ran.err.contains("There is a draft from"), "{}", ran.err);
    assert_eq!(draft(&stage, &folder).1, "another");
    stage.run(&folder, "still drafts drop --all --yes", "");
    // One that is not saved is named in a pipe, and nothing waits for an answer.
    run("echo not saved >\"$1\"; exit 1");
    let ran = stage.run(&folder, "still write", "a third");
    assert!(ran.err.contains("There is a draft from"), "{}", ran.err);
    let (id, _) = draft(&stage, &folder);
    let refused = stage.run(&folder, &format!("still drafts drop {id}"), "");
    assert_eq!(refused.code, 11, "{}", refused.err);
    let dropped = stage.run(&folder, "still --json drafts drop --all --yes", "");
    assert!(dropped.out.contains(&id), "{}", dropped.err);
    // Nothing left of an entry is refused in every way.
    let ran = stage.run(
        &folder,
        &format!("{} still edit @1 --editor", editor(&folder, ": >\"$1\"")),
        "",
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("still delete"), "{}", ran.err);
    assert_eq!(shown(&stage, &folder, "@1")["body"], "a third");
    assert_eq!(drafts(&stage, &folder), Vec::<Value>::new());
}

#[test]
fn what_is_saved_is_merged_with_what_came_while_it_was_written() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("merged");
    stage.run(&folder, "still write", "Alpha.\nBeta.\nGamma.\n");
    let both = editor(
        &folder,
        "printf 'Alpha-quick.\\nBeta.\\nGamma.\\n' | still edit @1 || exit 3
sed -i s/Gamma/Gamma-slow/ \"$1\"",
    );
    let ran = stage.run(&folder, &format!("{both} still edit @1 --editor"), "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err
            .contains("Words from another device or window were added meanwhile"),
        "{}",
        ran.err
    );
    let merged = "Alpha-quick.\nBeta.\nGamma-slow.";
    assert_eq!(shown(&stage, &folder, "@1")["body"], merged);

    // The same from a pipe.
    let base = shown(&stage, &folder, "@1")["stamp"].clone();
    let base = base.as_str().expect("a stamp");
    stage.run(
        &folder,
        "still edit @1",
        "Alpha-quick.\nBeta, changed.\nGamma-slow.",
    );
    let line = format!("still --json edit @1 --base {base}");
    let ran = stage.run(&folder, &line, "Alpha-quick.\nBeta.\nGamma-slow.\nDelta.");
    let entry: Value = serde_json::from_str(&ran.out).expect("an entry");
    assert_eq!(
        entry["body"],
        "Alpha-quick.\nBeta, changed.\nGamma-slow.\nDelta."
    );

    // And for answers on a worksheet.
    let field = "still --json step 1 set still_explaining";
    let first = stage.run(&folder, field, "One. Two.");
    let sheet: Value = serde_json::from_str(&first.out).expect("a worksheet");
    let base = sheet["stamp"].as_str().expect("a stamp");
    stage.run(&folder, field, "One, changed. Two.");
    let line = format!("{field} --base {base}");
    let ran = stage.run(&folder, &line, "One. Two. Three.");
    let sheet: Value = serde_json::from_str(&ran.out).expect("a worksheet");
    assert_eq!(
        sheet["fields"]["still_explaining"],
        "One, changed. Two. Three."
    );
}
