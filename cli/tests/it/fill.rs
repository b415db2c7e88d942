//! `still step N fill` on a terminal: what it asks, and what it leaves out.

use testkit::{Stage, Terminal};

use super::STAGED;

#[test]
fn only_what_applies_is_asked_and_counted() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("applies");
    let mut terminal = Terminal::open(&stage, &folder, "still step 2 fill; echo over");
    for (question, answer) in [
        ("1 of 9", "2026-11-01\r"),
        ("2 of 9", "2\r"),
        ("3 of 9", "2\r"),
        ("How many days", "45\r"),
        ("Which of these will you leave alone", ":b\r"),
        // Enough days need no reason, few do.
        ("How many days", "20\r"),
        ("5 of 10", "a move\r"),
        ("Which of these will you leave alone", ":q\r"),
        ("over", ""),
    ] {
        terminal.wait_for(question);
        if !answer.is_empty() {
            terminal.wait_for("  >");
        }
        terminal.press(answer);
    }
    let shown = terminal.shown();
    assert_eq!(shown.matches("fewer than 30 days").count(), 1, "{shown}");
    let shown = stage.run(&folder, "still step 2", "").out;
    assert!(shown.contains("a move"), "{shown}");
    assert!(!shown.contains("exceptions_how"), "{shown}");
    stage.run(&folder, "still step 2 set target_days 45", "");
    let shown = stage.run(&folder, "still step 2", "").out;
    assert!(shown.contains("a move"), "an answer stays: {shown}");
    // Whoever names a question is asked it.
    let line = "still step 2 fill exceptions_how; echo over";
    let mut terminal = Terminal::open(&stage, &folder, line);
    terminal.wait_for("1 of 1");
    terminal.wait_for("  >");
    terminal.press(":q\r");
    terminal.wait_for("over");
}

// The claims of step 7 stand at the head of their questions, which say little without them.
#[test]
fn each_part_begins_with_what_it_is_about() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("parts");
    let mut terminal = Terminal::open(&stage, &folder, "still step 7 fill; echo over");
    for (seen, pressed) in [
        ("I cope with stress", ""),
        ("1 of 21", "\r"),
        ("2 of 21", ""),
        ("  >", "\r"),
        ("3 of 21", ""),
        ("  >", "\r"),
        ("— Jealousy —", ""),
        ("4 of 21", ""),
        ("  >", ":q\r"),
        ("over", ""),
    ] {
        terminal.wait_for(seen);
        if seen == "1 of 21" {
            terminal.wait_for("  >");
        }
        terminal.press(pressed);
    }
    let shown = terminal.shown();
    assert_eq!(shown.matches("I cope with stress").count(), 1, "{shown}");
}

// Seen to fail: a capital letter was no command, and `:q` was no answer to whether it was one.
#[test]
fn a_capital_goes_back_too_and_what_is_no_command_can_be_left() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("capitals");
    let mut terminal = Terminal::open(&stage, &folder, "still step 2 fill; echo over");
    for (seen, pressed) in [
        ("From which day on", "2026-11-01\r"),
        ("How did it end?", ":B\r"),
        ("From which day on", "\r"),
        ("How did it end?", ":w\r"),
        ("Is it your answer? [y/N]", ":q\r"),
        ("Everything you answered is saved.", ""),
        ("over", ""),
    ] {
        terminal.wait_for(seen);
        if seen.ends_with('?') || seen.starts_with("From") {
            terminal.wait_for("  >");
        }
        terminal.press(pressed);
    }
    let said = stage.run(&folder, "still step 2", "").out;
    assert!(
        said.contains("2026-11-01") && !said.contains(":w"),
        "{said}"
    );
}

#[test]
fn a_check_in_is_filled_in_by_the_number_of_its_promise() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("numbers");
    let promise = |words: &str| format!(r#"{{"promise":"{words}","cadence":"daily"}}"#);
    stage.run(&folder, "still step 9 add commitments", &promise("a walk"));
    stage.run(
        &folder,
        "still step 9 add commitments",
        &promise("quiet ten"),
    );
    let line = "still step 9 fill checkins; echo over";
    let mut terminal = Terminal::open(&stage, &folder, line);
    for (seen, pressed) in [
        ("Add one?", "y\r"),
        ("1  a walk", ""),
        ("2  quiet ten", ""),
        ("(one number)", ""),
        ("  >", "7\r"),
        ("“7” is none of them", "2\r"),
        ("2  missed", "1\r"),
        ("Anything worth", "\r"),
        ("1 so far", ""),
        ("Add one?", ":q\r"),
        ("over", ""),
    ] {
        terminal.wait_for(seen);
        terminal.press(pressed);
    }
    let shown = stage.run(&folder, "still step 9", "").out;
    let said = shown.lines().find(|line| line.contains("[commitment]"));
    assert!(
        said.is_some_and(|line| line.ends_with(" quiet ten")),
        "{shown}"
    );
}
