//! Sealed pages: stock tools open them with the words, and they hold what the preview showed and nothing else.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use testkit::{PASSPHRASE, Stage, Terminal};

use super::STAGED;

/// What stock age finds in a file that words open; `None` where there is no such age. It reads passphrases from a
/// terminal only, so `script` lends it one.
#[allow(clippy::print_stderr, reason = "a test that could not run says so")]
fn opened(file: &Path, words: &str) -> Option<Vec<u8>> {
    if Command::new("age").arg("--version").output().is_err() {
        eprintln!("NOT TESTED: opening a sealed page needs `age`");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::copy(file, folder.path().join("page.age")).unwrap();
    let mut script = Command::new("script")
        .args(["-qec", "age -d -o opened page.age", "/dev/null"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut keys = script.stdin.take().unwrap();
    writeln!(keys, "{words}").unwrap();
    assert!(script.wait().unwrap().success(), "stock age opens it");
    Some(fs::read(folder.path().join("opened")).unwrap())
}

fn content(plain: &[u8]) -> Value {
    let end = plain.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    serde_json::from_slice(&plain[..end]).unwrap()
}

/// Entries that are shown, and some of which nothing may be.
fn write(still: &dyn Fn(&str, &str) -> String) {
    for day in 1..=5 {
        let line = format!(
            "still write --title Day{day} --tag session --mood {day} --at 2026-11-{day:02}"
        );
        still(&line, &format!("down to the lake, „{day}“"));
    }
    still("still write --tag private", "canaryprivate");
    still("still write --tag session --letter", "canaryletter");
    still(
        "still write --tag session --at 2026-11-06",
        "here canaryword stood",
    );
    still("still edit @3", "here it stood");
    still("still write --tag session --at 2026-11-07", "canarydeleted");
    still("still delete @3", "");
    still("still step 2 set start 2026-11-01", "");
}

/// Nobody else can read the folder, and nothing in it says what it is about.
fn is_neutral(out: &Path) {
    assert_eq!(out.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    let mut names: Vec<String> = fs::read_dir(out)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
            file.file_name().into_string().unwrap()
        })
        .collect();
    names.sort();
    assert_eq!(names, ["leaf.txt", "opener.html", "page.age", "page.html"]);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let page = read("page.html");
    for name in ["Weber", "session", "lake,", "Day1"] {
        assert!(
            !page.contains(name) && !read("leaf.txt").contains(name),
            "{name}"
        );
    }
    let (before, rest) = page.split_once("id=\"data\">").unwrap();
    let (data, after) = rest.split_once('<').unwrap();
    assert_eq!(format!("{before}id=\"data\"><{after}"), read("opener.html"));
    assert!(data.len() > 20_000);
}

/// The content is what the preview shows, item for item.
fn is_the_same(content: &Value, preview: &Value) {
    let mut top: Vec<&str> = content
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    top.sort_unstable();
    assert_eq!(
        top,
        [
            "by",
            "ends",
            "figures",
            "for",
            "items",
            "made",
            "page",
            "reply_secret",
            "reply_to",
            "summary",
            "v"
        ]
    );
    assert_eq!(
        (&content["v"], &content["for"], &content["by"]),
        (&1.into(), &"Dr Weber".into(), &"A.".into())
    );
    assert_eq!(content["ends"]["words"], "1 January 2099");
    let items = content["items"].as_array().unwrap();
    let of =
        |kind: &str| -> Vec<&Value> { items.iter().filter(|item| item["kind"] == kind).collect() };
    let entries = preview["entries"].as_array().unwrap();
    assert_eq!((of("entry").len(), entries.len()), (6, 6));
    for (item, entry) in of("entry").into_iter().zip(entries) {
        assert_eq!(item["title"], entry["title"]);
        assert_eq!(
            item["text"].as_str().unwrap(),
            entry["body"].as_str().unwrap().trim_end()
        );
        assert_eq!(item["id"].as_str().unwrap().len(), 16);
    }
    // The figures are drawn, and stand nowhere else.
    let mut sheets = preview["worksheets"].as_array().unwrap().clone();
    sheets.retain(|sheet| sheet["definition"] != "shared-insights");
    assert_eq!((of("worksheet").len(), sheets.len()), (1, 1));
    for (item, sheet) in of("worksheet").into_iter().zip(&sheets) {
        let answers = item["answers"].as_array().unwrap();
        assert_eq!(answers.len(), sheet["fields"].as_object().unwrap().len());
    }
    let drawn = content["figures"].to_string();
    assert!(drawn.contains("\"Mood\"") && !drawn.contains("Your ") && drawn.contains("\"shapes\""));
}

#[test]
fn a_sealed_page_holds_what_the_preview_shows_and_nothing_else() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("sealed");
    let still = |line: &str, input: &str| {
        let ran = stage.run(&folder, line, input);
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        ran.out
    };
    write(&still);
    let rule = "--tag session --steps 2 --insights";
    let preview: Value =
        serde_json::from_str(&still(&format!("still --json share preview {rule}"), "")).unwrap();
    let line = format!(
        "still --json seal --for \"Dr Weber\" --as A. {rule} --until 2099-01-01 --yes --into out --passphrase-fd 3 3< ../pass"
    );
    let made: Value = serde_json::from_str(&still(&line, "")).unwrap();
    let words: Vec<&str> = made["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    assert_eq!(words.len(), 8);

    let out = folder.join("out");
    is_neutral(&out);
    let Some(plain) = opened(&out.join("page.age"), &words.join(" ")) else {
        return;
    };
    assert_eq!(
        plain.len() & (plain.len() / 32 - 1),
        0,
        "{} is a Padmé size",
        plain.len()
    );
    assert!(plain.len() >= 16 * 1024);
    assert!(!plain.windows(6).any(|part| part == b"canary"));
    let content = content(&plain);
    is_the_same(&content, &preview);
}

#[test]
fn a_page_of_an_earlier_program_opens() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/report/opener/golden.age");
    let words = "flute tulip clay thunder nectar thunder dolphin rocket";
    if let Some(plain) = opened(&golden, words) {
        assert_eq!(content(&plain)["items"][2]["title"], "Called nobody 24");
    }
}

#[test]
fn nothing_is_sealed_that_nobody_agreed_to() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("refused");
    stage.run(&folder, "still write --tag session", "by the lake");
    let pass = "--passphrase-fd 3 3< ../pass";
    for (line, why) in [
        (
            "still seal --for X --tag session --into out".to_owned(),
            "nobody is there to look",
        ),
        (
            format!("still seal --for X --yes --into out {pass}"),
            "nothing was chosen",
        ),
        (
            format!("still seal --for X --tag none --yes --into out {pass}"),
            "nothing fits",
        ),
        (
            format!("still seal --for X --tag session --until 2020-01-01 --yes --into out {pass}"),
            "in the past",
        ),
        (
            format!("still seal --for ' ' --tag session --yes --into out {pass}"),
            "whom it is for",
        ),
        (
            format!("still seal --for X --tag session --yes --into still {pass}"),
            "exists already",
        ),
        (
            "still seal --for X --tag session --yes --into out --passphrase-fd 3 3< /etc/hostname"
                .to_owned(),
            "not the passphrase",
        ),
    ] {
        let ran = stage.run(&folder, &line, "");
        assert_ne!(ran.code, 0, "{line}");
        assert!(ran.err.to_lowercase().contains(why), "{line}: {}", ran.err);
        assert!(!folder.join("out").exists(), "{line}");
    }
}

#[test]
fn whoever_seals_sees_it_first_and_the_words_once() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("asked");
    stage.run(
        &folder,
        "still write --title Walk --tag session",
        "by the lake",
    );
    let mut terminal = Terminal::open(&stage, &folder, "still seal --for 'Dr Weber' --tag session");
    terminal.wait_for("by the lake");
    terminal.wait_for("Dr Weber will read exactly this.");
    terminal.wait_for("Type seal to go on:");
    assert!(!folder.join("document").exists());
    terminal.press("seal\r");
    terminal.wait_for("Passphrase again");
    terminal.press(&format!("{PASSPHRASE}\r"));
    terminal.wait_for("Eight words open it. They are shown this once");
    terminal.wait_for("  8  ");
    assert!(folder.join("document/page.html").exists());
}
