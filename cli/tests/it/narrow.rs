//! Narrow windows: what is shown there is broken between words and never beside the edge.

use testkit::{Stage, Terminal};

use super::STAGED;

/// Commands that do more than show something, wait for somebody, or print what is not for people.
const LEFT_OUT: &[&str] = &[
    "init",
    "lock",
    "unlock",
    "passwd",
    "recover",
    "sync",
    "run",
    "web",
    "tour",
    "completions",
    "man",
    "help",
    "edit",
    "write",
    "urge",
    "slip",
];

/// What is shown by commands that are told more.
const MORE: &[&str] = &[
    "show @1",
    "history @1",
    "list --deleted",
    "search lake",
    "files list",
    "step 2",
    "step 7",
    "step 9",
    "step 2 history",
    "insights words",
    "insights pairs",
    "insights kept",
    "insights no-contact",
    "share list",
    "share preview --tag walk",
    "share new --help",
    "device list",
    "journey list",
    "worksheet list",
    "settings --help",
    "doctor --space",
];

#[test]
fn nothing_is_broken_within_a_word_or_wider_than_the_window() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("narrow");
    for day in ["yesterday", "3 days ago", "today"] {
        let line = format!(
            "still write --title \"A day by the water\" --mood 4 --emotion lonely --trigger \"an old song\" --tag walk --at \"{day}\""
        );
        let ran = stage.run(
            &folder,
            &line,
            "The lake was still, and I stayed until the lamps were lit.",
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    for (line, input) in [
        (
            "still attach @1 ../pass --caption \"what it was about, in a few words\"",
            "",
        ),
        ("still step 2 set start \"20 days ago\"", ""),
        (
            "still step 2 add urges",
            r#"{"channel":"messages","trigger":"an old song","intensity":6,"instead":"went for a walk"}"#,
        ),
        (
            "still step 9 add commitments",
            r#"{"promise":"Ten minutes of quiet before I answer","cadence":"daily","from":"3 days ago"}"#,
        ),
        ("still kept ten", ""),
    ] {
        let ran = stage.run(&folder, line, input);
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
    }
    let help = stage.run(&folder, "still --help", "").out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    let commands = commands.filter(|line| !line.starts_with("   "));
    let names = commands.filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = names.filter(|name| !LEFT_OUT.contains(name)).collect();
    assert!(names.len() > 25, "{names:?}");
    for width in [30, 80] {
        let lines = names
            .iter()
            .chain(MORE)
            .map(|line| format!("echo; echo '== {line}'; still {line} < /dev/null"));
        let lines: Vec<String> = lines.collect();
        let line = format!(
            "export NO_PAGER=1 NO_COLOR=1; stty cols {width} -echo; {}; echo o'v'er",
            lines.join("; ")
        );
        let mut terminal = Terminal::open(&stage, &folder, &line);
        terminal.wait_for("over");
        let mut shown = "";
        let all = terminal.shown();
        for line in all.lines().map(str::trim_end) {
            if let Some(name) = line.strip_prefix("== ") {
                shown = name;
                continue;
            }
            let is_word = !line.trim().contains(' ');
            assert!(
                line.chars().count() <= width || is_word,
                "{width}: still {shown}: {line}"
            );
        }
    }
}
