//! Where contact is not wanted: no view, figure, prompt, JSON, share or page asks about contact, or counts towards it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use testkit::{Ran, Stage};

use super::STAGED;

/// Words of questions, answers and counts that must be nowhere: what was planned is marked with `canary`.
const FORBIDDEN: [&str; 25] = [
    "canary",
    "first contact",
    "you reached out",
    "how slowly would you begin",
    "the most i will make",
    "at the very most",
    "what i am open to",
    "they might say",
    "we both want it",
    "what i want to say",
    "the meeting",
    "if no answer comes",
    "why fewer than 30",
    "how many days do you want",
    "days are proposed",
    "aimed at",
    "of 50",
    "not yet",
    "attempt",
    "what cannot be avoided",
    "target\":4",
    "ready, or",
    "whatever the answer",
    "outcome is",
    "target_days",
];

fn still(stage: &Stage, folder: &Path, line: &str, input: &str) -> Ran {
    let ran = stage.run(folder, &format!("still {line}"), input);
    assert_eq!(ran.code, 0, "{line}: {}{}", ran.out, ran.err);
    ran
}

/// A journal in which contact was planned as far as it can be, and then the switch was turned on.
fn unwanted(stage: &Stage) -> std::path::PathBuf {
    let folder = stage.another("contact");
    let add = |step: u8, list: &str, item: &str| {
        still(stage, &folder, &format!("step {step} add {list}"), item);
    };
    for (step, field, value) in [
        (2, "start", "today"),
        (2, "target_days", "45"),
        (2, "target_days", "50"),
        (2, "exceptions_how", "canary"),
        (7, "motive", "canary"),
        (7, "contact_channel", "letter"),
        (7, "contact_purpose", "canary"),
        (7, "contact_date", "2030-01-02"),
        (8, "meeting_where", "canary"),
        (8, "after", "canary"),
        (11, "most", "2"),
        (11, "open_to", "canary"),
    ] {
        let line = format!("step {step} set {field} {value}");
        still(stage, &folder, &line, "");
    }
    add(8, "pains", r#"{"i_did":"canary, but you made me do it"}"#);
    add(8, "conversations", r#"{"heard":"canary"}"#);
    add(11, "attempts", r#"{"channel":"letter","note":"canary"}"#);
    add(11, "if_no", r#"{"they_say":"canary"}"#);
    add(11, "support", r#"{"who":"Anna"}"#);
    add(11, "plans", r#"{"what":"the lake"}"#);
    still(stage, &folder, "write --mood 5", "An ordinary day.");
    still(stage, &folder, "journey do-not-contact on", "");
    folder
}

fn holds_none(line: &str, said: &str) {
    let said = said.to_lowercase();
    for forbidden in FORBIDDEN {
        let at = said.find(forbidden);
        let part = at.map(|at| said.chars().skip(at.saturating_sub(60)).take(160));
        let part = part.map(String::from_iter);
        assert!(part.is_none(), "{line}: {forbidden}: {part:?}");
    }
}

// Seen to fail: before, each line but a few showed something of it.
#[test]
fn where_contact_is_not_wanted_nothing_looks_towards_it() {
    let stage = Stage::new(STAGED);
    let folder = unwanted(&stage);
    let mut lines: Vec<String> = [
        "journey",
        "journey list",
        "step",
        "today",
        "marks",
        "marks --all",
        "summary",
        "summary --why",
        "review",
        "status",
        "list",
        "share preview --insights",
        "share preview --step 2 --step 7 --step 8 --step 11",
        "worksheet list",
        "step 7 fill",
        "step 8 fill",
        "step 11 fill attempts",
        "step 7 fill contact_date",
        "step 2 fill target_days",
    ]
    .map(str::to_owned)
    .into();
    for kind in [
        "days",
        "mood",
        "words",
        "pairs",
        "times",
        "no-contact",
        "kept",
        "progress",
        "on-this-day",
    ] {
        lines.push(format!("insights {kind} --why"));
    }
    for step in 1..=11 {
        lines.push(format!("step {step}"));
        lines.push(format!("prompt --step {step}"));
    }
    for line in &lines {
        holds_none(line, &still(&stage, &folder, line, "").out);
        if !line.contains("fill") {
            let json = format!("{line} --json");
            holds_none(&json, &still(&stage, &folder, &json, "").out);
        }
    }
    for line in ["summary", "insights no-contact", "insights progress"] {
        still(&stage, &folder, &format!("{line} --html page.html"), "");
        let page = fs::read_to_string(folder.join("page.html")).unwrap();
        holds_none(&format!("{line} as a page"), &page);
        fs::remove_file(folder.join("page.html")).unwrap();
    }
    let preview = "share preview --step 7 --step 8 --step 11 --html share.html";
    still(&stage, &folder, preview, "");
    let page = fs::read_to_string(folder.join("share.html")).unwrap();
    holds_none("a share as a page", &page);
    assert!(page.contains("Contact is not wanted"));
}

#[test]
fn the_way_on_is_done_without_an_answer_and_misses_none() {
    let stage = Stage::new(STAGED);
    let folder = unwanted(&stage);
    let remove = |list: &str| {
        let said = still(&stage, &folder, "step 11 --json", "").out;
        let said: Value = serde_json::from_str(&said).unwrap();
        let id = said["lists"][list][0]["id"].as_str().unwrap().to_owned();
        let line = format!("step 11 remove {list} {id}");
        still(&stage, &folder, &line, "");
    };
    let lines = ["step 11", "journey", "insights progress", "today", "step"];
    let done = still(&stage, &folder, "step 11", "").out;
    assert!(done.contains("Done."), "{done}");
    remove("plans");
    let said = still(&stage, &folder, "step 11", "").out;
    assert!(
        said.contains("missing: Something that happens in any case: 0 of 1"),
        "{said}"
    );
    for line in lines {
        for line in [line.to_owned(), format!("{line} --json")] {
            holds_none(&line, &still(&stage, &folder, &line, "").out);
        }
    }
}

#[test]
fn what_is_written_about_contact_is_saved_and_the_reason_is_said() {
    let stage = Stage::new(STAGED);
    let folder = unwanted(&stage);
    for (line, input, saved) in [
        ("step 7 set motive", "something else", "Saved."),
        ("step 8 add pains", r#"{"i_did":"shouted"}"#, "Added."),
        ("step 11 add attempts", r#"{"channel":"call"}"#, "Added."),
        ("step 2 set target_days", "60", "Saved."),
        ("step 7 done", "", "Done."),
    ] {
        let said = still(&stage, &folder, line, input).out;
        let reason = said.strip_prefix(saved).unwrap_or_default();
        let reason = reason.trim_start();
        assert!(
            reason.starts_with("Contact is not wanted"),
            "{line}: {said}"
        );
    }
    let other = still(&stage, &folder, "step 11 add plans", r#"{"what":"a hike"}"#).out;
    assert!(!other.contains("Contact is not wanted"), "{other}");
    let all = still(&stage, &folder, "worksheet list", "").out;
    let closed = |line: &&str| line.contains("no contact is planned");
    assert_eq!(all.lines().filter(closed).count(), 2, "{all}");
}

// Seen to fail where the log is one of the questions that are no questions any more.
#[test]
fn contact_that_had_to_be_is_in_every_view_where_contact_is_not_wanted() {
    let stage = Stage::new(STAGED);
    let folder = unwanted(&stage);
    let run = |folder: &Path| {
        let said = still(&stage, folder, "step 2 --json", "").out;
        serde_json::from_str::<Value>(&said).unwrap()["figures"].clone()
    };
    let before = run(&folder);
    let talk = r#"{"about":"children","what":"the handover","kept_to_it":true}"#;
    let said = still(&stage, &folder, "step 2 add necessary", talk).out;
    assert!(!said.contains("Contact is not wanted"), "{said}");
    let after = run(&folder);
    for figure in [
        "day",
        "current_run",
        "longest_run",
        "total_days",
        "slips_counted",
    ] {
        assert_eq!(before[figure], after[figure], "{figure}");
    }
    assert_eq!(
        (&before["necessary"], &after["necessary"]),
        (&0.into(), &1.into())
    );
    for (line, shown) in [
        ("step 2", "the handover"),
        ("step 2", "talks that had to be: 1"),
        ("step 2 --json", "the handover"),
        ("insights no-contact --why", "Talks that had to be"),
        ("insights no-contact --json", "\"list\": \"necessary\""),
        ("summary", "A talk that had to be 1"),
        ("share preview --step 2", "the handover"),
        ("share preview --step 2 --json", "the handover"),
    ] {
        let told = still(&stage, &folder, line, "").out;
        assert!(told.contains(shown), "{line}: {shown}: {told}");
        holds_none(line, &told.replace("canary", "").replace("attempt", ""));
    }
    still(
        &stage,
        &folder,
        "share preview --step 2 --html share.html",
        "",
    );
    let page = fs::read_to_string(folder.join("share.html")).unwrap();
    assert!(page.contains("the handover"), "{page}");
}

#[test]
fn the_reason_is_said_first_and_nothing_is_lost() {
    let stage = Stage::new(STAGED);
    let folder = unwanted(&stage);
    for line in [
        "step 7",
        "step 8",
        "step 11",
        "step 7 fill",
        "step 8 fill",
        "share preview --step 7",
    ] {
        let said = still(&stage, &folder, line, "").out;
        assert!(said.contains("Contact is not wanted"), "{line}: {said}");
    }
    let said = still(&stage, &folder, "step 8 fill", "").out;
    assert!(said.contains("`still write`"), "{said}");
    let summary = still(&stage, &folder, "summary", "").out;
    let [first, wanted] = ["Contact is not wanted", "Days"].map(|it| summary.find(it));
    assert!(first < wanted && first.is_some(), "{summary}");
    // Support and plans lead in step 11, and make it a step that is prepared.
    let last = still(&stage, &folder, "step 11", "").out;
    assert!(last.contains("Anna") && last.contains("the lake"), "{last}");
    // What was written is in the history, and comes back with the switch.
    let past = still(&stage, &folder, "step 7 history", "").out;
    assert!(past.contains("canary"), "{past}");
    still(&stage, &folder, "journey do-not-contact off", "");
    let again = still(&stage, &folder, "step 7", "").out;
    assert!(
        again.contains("canary") && again.contains("2030-01-02"),
        "{again}"
    );
}

#[test]
fn a_step_that_shows_nothing_is_not_done_by_hand() {
    let stage = Stage::new(STAGED);
    let folder = unwanted(&stage);
    still(&stage, &folder, "step 7 done", "");
    let said = still(&stage, &folder, "insights progress", "").out;
    assert!(!said.contains("as you marked it"), "{said}");
    let said = still(&stage, &folder, "summary", "").out;
    assert!(!said.contains("Am I ready?"), "{said}");
    let shape = still(&stage, &folder, "journey --json", "").out;
    let shape: serde_json::Value = serde_json::from_str(&shape).expect("one value");
    assert_eq!(shape["steps"][6]["done"], false, "{shape}");
    // What the person said holds again with the switch.
    still(&stage, &folder, "journey do-not-contact off", "");
    let said = still(&stage, &folder, "insights progress", "").out;
    assert!(said.contains("as you marked it"), "{said}");
}
