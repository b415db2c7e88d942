//! The real program on a terminal: what a closed terminal, a signal, a paste and a terminal without cursor keys do to it.

use std::fs;
use std::path::{Path, PathBuf};
use testkit::processes::{send, wait_until_gone};
use testkit::{Stage, Terminal};

use super::STAGED;

/// Every place that waits for a person: the command, and what leads to the place: what is waited for, and then pressed.
fn places() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    vec![
        ("still step 1 fill", vec![("Add one?", "")]),
        (
            "still step 1 fill",
            vec![("Add one?", "y\r"), ("What happened?", "I was")],
        ),
        (
            "still step 1 fill still_explaining",
            vec![("  >", ":e\r"), ("Ctrl-S", "words")],
        ),
        // What was typed the time before would be offered.
        (
            "still drafts drop --all --yes; still write",
            vec![("Ctrl-S", "twenty minutes of words")],
        ),
        ("still passwd", vec![("Old passphrase:", "half")]),
        (
            "still --vault new init",
            vec![("A name for this device", "")],
        ),
        (
            "still urge",
            vec![("How strong", "7\r"), ("set it off", "")],
        ),
        (
            "still urge 7 --trigger song",
            vec![("unsent", "\r"), ("Enter ends the wait", "")],
        ),
        ("still slip", vec![("What happened?", "a call")]),
        ("still run", vec![("running;", "")]),
        (
            "still drafts drop --all --yes; EDITOR='sh -c read' still write --editor",
            vec![("may keep copies", "")],
        ),
    ]
}

fn lead_to(terminal: &mut Terminal, steps: &[(&str, &str)]) {
    for (seen, pressed) in steps {
        let seen = if *seen == "unsent" { "not send?" } else { seen };
        terminal.wait_for(seen);
        terminal.press(pressed);
    }
}

#[test]
fn a_closed_terminal_ends_every_question() {
    let stage = Stage::new(STAGED);
    for (number, (line, steps)) in places().into_iter().enumerate() {
        // With its own session, nobody sends the program a signal: it finds out by itself. What asks nothing goes on.
        for line in [
            line.to_owned(),
            format!("setsid --wait sh -c '{}'", line.replace('\'', "'\\''")),
        ] {
            if line.starts_with("setsid") && line.contains("still run") {
                continue;
            }
            // Drafts of the case before would be offered.
            let folder = stage.another(&format!("closed-{number}-{}", line.len()));
            let mut terminal = Terminal::open(&stage, &folder, &line);
            lead_to(&mut terminal, &steps);
            let running = terminal.processes();
            assert!(!running.is_empty());
            terminal.close();
            wait_until_gone(&running, &line);
        }
    }
}

#[test]
fn termination_ends_every_question_and_gives_the_terminal_back() {
    let stage = Stage::new(STAGED);
    for (number, (line, steps)) in places().into_iter().enumerate() {
        for (signal, code) in [("TERM", 143), ("HUP", 129)] {
            let folder = stage.another(&format!("{signal}-{number}"));
            // Ends its connections in order, which is no failure.
            let code = if line == "still run" { 0 } else { code };
            let line = format!(
                "{line}; echo code=$?; stty -a | tr ' ' '\\n' | grep -x -e echo -e icanon; echo end"
            );
            let mut terminal = Terminal::open(&stage, &folder, &line);
            lead_to(&mut terminal, &steps);
            send(signal, terminal.program());
            terminal.wait_for(&format!("code={code}"));
            terminal.wait_for("icanon");
            terminal.wait_for("echo");
            terminal.wait_for("end");
        }
    }
}

#[test]
fn what_was_typed_waits_for_the_next_start() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("drafts");
    for (line, steps, again) in [
        (
            "still step 1 fill still_explaining",
            vec![("  >", "a heron, and seven reeds")],
            vec![("  >", "")],
        ),
        (
            "still step 1 fill inventory",
            vec![("Add one?", "y\r"), ("  >", "a heron, and seven reeds")],
            vec![("  >", "")],
        ),
        (
            "still slip",
            vec![("What happened?", "a heron, and seven reeds")],
            vec![("Go on with it?", "y\r")],
        ),
        (
            "still urge 7 --trigger song",
            vec![("unsent", "y\r"), ("Ctrl-S", "a heron, and seven reeds")],
            vec![("Go on with it?", "y\r")],
        ),
    ] {
        let mut terminal = Terminal::open(&stage, &folder, line);
        lead_to(&mut terminal, &steps);
        terminal.wait_for("seven reeds");
        let running = terminal.processes();
        terminal.close();
        wait_until_gone(&running, line);
        let listed = stage.run(&folder, "still drafts", "");
        assert!(listed.out.contains("words"), "{line}: {}", listed.out);
        let begun = second(&json(&stage, &folder, "drafts")["drafts"][0]["begun"]);
        // A moment is kept to the second.
        while jiff::Timestamp::now().as_second() == begun {
            std::thread::yield_now();
        }

        let mut terminal = Terminal::open(&stage, &folder, line);
        lead_to(&mut terminal, &again);
        terminal.wait_for("a heron, and seven reeds");
        terminal.press(if line.contains("urge") { "\x13" } else { "\r" });
        terminal.wait_for(match line {
            "still step 1 fill still_explaining" => "Everything is saved.",
            "still step 1 fill inventory" => "Which of these",
            "still slip" => "What do you know now",
            _ => "It is kept here",
        });
        terminal.press(if line == "still slip" { "\r" } else { "\x03" });
        let running = terminal.processes();
        wait_until_gone(&running, line);
        let listed = stage.run(&folder, "still drafts", "");
        assert!(listed.out.contains("No drafts"), "{line}: {}", listed.out);
        if line == "still slip" {
            let step = json(&stage, &folder, "step 2");
            assert_eq!(second(&step["lists"]["slips"][0]["at"]), begun);
        }
    }
}

#[test]
fn a_given_answer_is_kept_before_the_next_question() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("given");
    for (line, steps, text) in [
        (
            "still slip",
            vec![
                ("What happened?", "a heron answered\r"),
                ("What do you know now", ""),
            ],
            "a heron answered",
        ),
        (
            "still urge",
            vec![("How strong", "7\r"), ("set it off", "")],
            "7",
        ),
        (
            "still urge 7 --trigger song",
            vec![
                ("unsent", "\r"),
                ("9:5", "\r"),
                ("How strong is it now", "3\r"),
                ("want to do?", ""),
            ],
            "",
        ),
    ] {
        for end in ["\x03", "TERM", "HUP"] {
            let mut terminal = Terminal::open(&stage, &folder, &format!("{line}; echo over"));
            lead_to(&mut terminal, &steps);
            match end {
                "\x03" => terminal.press(end),
                signal => send(signal, terminal.program()),
            }
            terminal.wait_for("over");
            let found = json(&stage, &folder, "drafts");
            // What was answered after the urge was saved is saved with it.
            if text.is_empty() {
                let urges = &json(&stage, &folder, "step 2")["lists"]["urges"];
                let last = urges.as_array().and_then(|urges| urges.last());
                assert_eq!(last.expect("an urge")["fields"]["after"], 3, "{urges}");
                stage.run(&folder, "still drafts drop --all --yes", "");
                continue;
            }
            let id = found["drafts"][0]["id"].as_str();
            let id = id.unwrap_or_else(|| panic!("{line} {end:?}: nothing is kept"));
            let shown = json(&stage, &folder, &format!("drafts show {id}"));
            assert_eq!(shown["texts"][0]["text"], text, "{line} {end:?}");
            stage.run(&folder, "still drafts drop --all --yes", "");
        }
    }
}

/// The one draft that is there, and what `drafts show` tells of it.
fn only_draft(stage: &Stage, folder: &Path) -> (String, serde_json::Value) {
    let found = json(stage, folder, "drafts");
    let id = found["drafts"][0]["id"]
        .as_str()
        .expect("a draft")
        .to_owned();
    let shown = json(stage, folder, &format!("drafts show {id}"));
    (id, shown)
}

#[test]
fn what_was_given_beside_the_answers_comes_back_with_them() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("options");
    let line = "still slip --at 'yesterday 22:10' --channel calls";
    let mut terminal = Terminal::open(&stage, &folder, &format!("{line}; echo over"));
    lead_to(
        &mut terminal,
        &[("What happened?", "a heron\x03"), ("over", "")],
    );
    let (id, shown) = only_draft(&stage, &folder);
    assert_eq!(shown["given"]["channel"], "calls");
    let at = second(&shown["given"]["at"]);
    let told = stage.run(&folder, &format!("still drafts show {id}"), "");
    assert!(told.out.contains("yesterday 22:10"), "{}", told.out);
    let mut terminal = Terminal::open(&stage, &folder, "still slip");
    let steps = [
        ("Go on with it?", "y\r"),
        ("heron", "\r"),
        ("know now", "\r"),
    ];
    lead_to(&mut terminal, &steps);
    terminal.wait_for("Written down");
    wait_until_gone(&terminal.processes(), "slip");
    let slip = &json(&stage, &folder, "step 2")["lists"]["slips"][0];
    assert_eq!(
        (second(&slip["at"]), &slip["fields"]["channel"]),
        (at, &"calls".into())
    );

    let line = "still urge 6 --at 'yesterday 23:10'; echo over";
    let mut terminal = Terminal::open(&stage, &folder, line);
    lead_to(&mut terminal, &[("set it off", "a song\x03"), ("over", "")]);
    let (id, shown) = only_draft(&stage, &folder);
    let at = second(&shown["given"]["at"]);
    let line = format!("still drafts resume {id}; echo over");
    let mut terminal = Terminal::open(&stage, &folder, &line);
    lead_to(
        &mut terminal,
        &[("a song", "\r"), ("unsent", "\x03"), ("over", "")],
    );
    let urge = &json(&stage, &folder, "step 2")["lists"]["urges"][0];
    assert_eq!(second(&urge["at"]), at);
    assert_eq!(
        (&urge["fields"]["intensity"], &urge["fields"]["trigger"]),
        (&6.into(), &"a song".into())
    );
}

#[test]
fn the_draft_of_an_item_is_gone_on_with_at_its_question() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("item");
    let fill = "still step 1 fill inventory; echo over";
    let mut terminal = Terminal::open(&stage, &folder, fill);
    let steps = [
        ("Add one?", "y\r"),
        ("What happened?", "I was late\r"),
        ("Which of these", "\r"),
        ("other side", ""),
        ("  >", "half a heron\x03"),
        ("Every answer before this one is saved", ""),
        ("over", ""),
    ];
    lead_to(&mut terminal, &steps);
    let (id, _) = only_draft(&stage, &folder);
    let resume = format!("still drafts resume {id}; echo over");
    for line in [&resume, fill] {
        let mut terminal = Terminal::open(&stage, &folder, line);
        let steps = [
            ("other side", ""),
            ("  >", ""),
            ("half a heron", "\x03"),
            ("over", ""),
        ];
        lead_to(&mut terminal, &steps);
        assert_eq!(only_draft(&stage, &folder).0, id);
    }
    // Where the item is gone, the words are not.
    let items = &json(&stage, &folder, "step 1")["lists"]["inventory"];
    let item = items[0]["id"]
        .as_str()
        .expect("an item has an id")
        .to_owned();
    let gone = stage.run(
        &folder,
        &format!("still step 1 remove inventory {item}"),
        "",
    );
    assert_eq!(gone.code, 0, "{}", gone.err);
    let mut terminal = Terminal::open(&stage, &folder, &resume);
    terminal.wait_for("is not there any more");
    terminal.wait_for("over");
    assert_eq!(
        only_draft(&stage, &folder).1["texts"][0]["text"],
        "half a heron"
    );
    let dropped = stage.run(&folder, &format!("still drafts drop {id} --yes"), "");
    assert_eq!(dropped.code, 0, "{}", dropped.err);
}

fn second(moment: &serde_json::Value) -> i64 {
    let moment = moment.as_str().expect("a moment is text");
    let moment: jiff::Zoned = moment.parse().expect("a moment has a zone");
    moment.timestamp().as_second()
}

fn json(stage: &Stage, folder: &Path, command: &str) -> serde_json::Value {
    let ran = stage.run(folder, &format!("still --json {command}"), "");
    serde_json::from_str(&ran.out).expect("the command prints JSON")
}

/// Ten lines that leave a trace when a shell runs them.
fn commands() -> String {
    (0..10).map(|n| format!("touch pwned{n}\r")).collect()
}

fn traces(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("the folder is there");
    files
        .map(|file| file.expect("the folder can be listed").path())
        .filter(|path| path.to_string_lossy().contains("pwned"))
        .collect()
}

#[test]
fn pasted_commands_are_not_run() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("pasted");
    let marked = format!("\x1b[200~{}\x1b[201~", commands());
    // A text, a decision, a line, a secret: and leaving at once, while the paste may still be coming.
    for (line, question) in [
        ("still step 1 fill still_explaining", "  >"),
        ("still step 1 fill", "Add one?"),
        ("still urge", "How strong"),
        ("still passwd", "Old passphrase:"),
    ] {
        for pasted in [commands(), marked.clone(), format!("{}\x03", commands())] {
            let mut terminal = Terminal::open(&stage, &folder, "sh -i");
            terminal.wait_for("shell> ");
            terminal.press(&format!("{line}\r"));
            terminal.wait_for(question);
            terminal.press(&pasted);
            terminal.press("\x03");
            terminal.wait_for("shell> ");
            terminal.press("echo all-$((40+2))\r");
            terminal.wait_for("all-42");
            assert_eq!(traces(&folder), Vec::<PathBuf>::new(), "{line} {pasted:?}");
        }
    }
}

#[test]
fn a_long_paste_is_one_answer_and_nothing_of_it_is_cut() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("long");
    let text: String = (0..400)
        .map(|n| format!("line {n} of what was pasted\r"))
        .collect();
    let mut terminal = Terminal::open(&stage, &folder, "still step 1 fill still_explaining");
    terminal.wait_for("  >");
    terminal.press(&text);
    terminal.wait_for("line 399 of what was pasted");
    terminal.press("\r");
    terminal.wait_for("Everything is saved.");
    let shown = stage.run(&folder, "still step 1 --json", "");
    assert!(
        shown.out.contains("line 0 of what was pasted\\nline 1 of"),
        "{}",
        shown.out
    );
    assert!(
        shown.out.contains("line 399 of what was pasted\""),
        "{}",
        shown.out
    );
}

#[test]
fn nothing_typed_ahead_decides_anything() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("ahead");
    let mut terminal = Terminal::open(&stage, &folder, "sh -i");
    terminal.wait_for("shell> ");
    terminal.press("still urge 7 --trigger song --no-pause\ry\r");
    terminal.wait_for("not send?");
    terminal.press("n\r");
    terminal.wait_for("How strong is it now");
    terminal.press("\x03");
    terminal.wait_for("shell> ");
    assert!(!terminal.shown().contains("Ctrl-S"), "{}", terminal.shown());
}

#[test]
fn leaving_a_list_leaves_nothing_half_made() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("half");
    let mut terminal = Terminal::open(&stage, &folder, "still step 1 fill inventory; echo over");
    terminal.wait_for("Add one?");
    terminal.press("y\r");
    terminal.wait_for("What happened?");
    terminal.wait_for("  >");
    terminal.press("I was\x03");
    terminal.wait_for("over");
    let shown = stage.run(&folder, "still step 1", "");
    assert!(shown.out.contains("[inventory]: 0"), "{}", shown.out);
}

#[test]
fn words_that_are_neither_yes_nor_no_are_no_answer() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("neither");
    let mut terminal = Terminal::open(&stage, &folder, "still step 1 fill inventory; echo over");
    terminal.wait_for("Add one?");
    terminal.press("I shouted at her.\r");
    terminal.wait_for("That was not taken");
    terminal.wait_for("Add one?");
    terminal.press("yes\r");
    terminal.wait_for("What happened?");
    terminal.wait_for("  >");
    terminal.press("\x03");
    terminal.wait_for("over");
}

#[test]
fn a_terminal_of_text_only_can_be_answered_on() {
    let stage = Stage::new(STAGED);
    let folder = stage.another("dumb");
    let line = "still step 1 fill still_explaining; echo over";
    let mut terminal = Terminal::open_as(&stage, &folder, line, "dumb");
    terminal.wait_for("  >");
    terminal.press("nothing much\x1b[D\x1b[D\x1b[D\x1b[D\x7fx");
    terminal.press("\r");
    terminal.wait_for("over");
    assert!(!terminal.shown().contains('\x1b'), "{:?}", terminal.shown());
    let shown = stage.run(&folder, "still step 1", "");
    assert!(shown.out.contains("nothingxmuch"), "{}", shown.out);
}
