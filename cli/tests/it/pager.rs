//! What is longer than the window is shown page by page, and only there.

use testkit::{Stage, Terminal};

use super::STAGED;

fn many_entries(stage: &Stage, name: &str) -> std::path::PathBuf {
    let folder = stage.another(name);
    let lines: Vec<String> = (1..=60).map(|n| format!("line {n} of the heron")).collect();
    stage.run(&folder, "still write", &lines.join("\n"));
    folder
}

#[test]
fn a_long_text_is_shown_by_pages_and_leaves_nothing_on_the_screen() {
    let stage = Stage::new(STAGED);
    let folder = many_entries(&stage, "pages");
    let mut terminal = Terminal::open(&stage, &folder, "still show @1; echo o'v'er");
    terminal.wait_for("line 1 of the heron");
    terminal.wait_for("Space on");
    assert!(!terminal.shown().contains("line 60 of"));
    // Nothing waits for the journal meanwhile.
    let written = stage.run(&folder, "still write", "another");
    assert_eq!(written.code, 0, "{}", written.err);
    terminal.press("G");
    terminal.wait_for("line 60 of the heron");
    // What is found on the last page stands out, one after the other.
    for (keys, found) in [("/line 5\r", 50), ("n", 51), ("n", 52), ("N", 51)] {
        terminal.press(keys);
        terminal.wait_for(&format!("\u{1b}[7mline {found} of the heron"));
    }
    terminal.press("q");
    terminal.wait_for("over");
    let shown = terminal.shown();
    let behind = shown.rsplit("\u{1b}[?1049l").next().unwrap_or_default();
    assert!(!behind.contains("heron"), "{behind}");
}

#[test]
fn pages_are_for_windows_and_for_those_who_want_them() {
    let stage = Stage::new(STAGED);
    let folder = many_entries(&stage, "no-pages");
    for line in [
        "still show @1 | cat; echo o'v'er",
        "PAGER=cat still show @1; echo o'v'er",
        "PAGER= still show @1; echo o'v'er",
        "NO_PAGER=1 still show @1; echo o'v'er",
        "still --json show @1; echo o'v'er",
        "still show @1 --bad; still list; echo o'v'er",
    ] {
        let mut terminal = Terminal::open(&stage, &folder, line);
        terminal.wait_for("over");
        assert!(!terminal.shown().contains("1049"), "{line}");
    }
    let mut terminal = Terminal::open_as(&stage, &folder, "still show @1; echo o'v'er", "dumb");
    terminal.wait_for("line 60");
    terminal.wait_for("over");
}
