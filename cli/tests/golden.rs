//! The command line as it is, pinned: every file in `cmd/` is a session with what each command printed, and
//! `docs/cli.md` holds the help of every command. `UPDATE=1 cargo test -p still --test golden` writes them anew.
//!
//! A session is made of lines: `$` a line of shell, `<` its standard input, `|` its output, `!` its messages, `?` its
//! exit code if that is not 0, and `#` remarks. Ids, moments of the day of the test and sizes are replaced by names.

mod redact;

use std::fs;
use std::path::{Path, PathBuf};

use redact::Names;
use testkit::Stage;

/// Plays a session and tells it again with what happened.
fn play(stage: &Stage, folder: &Path, session: &str) -> String {
    let mut told = String::new();
    let mut names = Names::new(stage.path(""));
    let mut lines = session.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else {
            if line.is_empty() || line.starts_with('#') {
                told.push_str(&format!("{line}\n"));
            }
            continue;
        };
        told.push_str(&format!("{line}\n"));
        let mut input = String::new();
        while let Some(text) = lines.next_if(|line| line.starts_with('<')) {
            told.push_str(&format!("{text}\n"));
            input.push_str(text[1..].strip_prefix(' ').unwrap_or(&text[1..]));
            input.push('\n');
        }
        let ran = stage.run(folder, command, &input);
        names.learn(&ran.out);
        let lists: &[&str] = match command {
            _ if ran.code != 0 => &[],
            _ if command.contains("share new") => &["share list"],
            _ if command.contains("journey") => &["journey list"],
            _ if command.contains("step 9") || command.contains("kept") => &["step 9"],
            _ if command.contains("step 2")
                || command.contains("urge")
                || command.contains("slip") =>
            {
                &["step 2", "list -n 0"]
            }
            _ if command.contains("write") || command.contains("import") => &["list -n 0"],
            _ => &[],
        };
        for list in lists {
            let seen = stage.run(folder, &format!("still --json {list}"), "");
            names.learn(&seen.out);
        }
        for (mark, text) in [('|', ran.out), ('!', ran.err)] {
            for line in names.replace(&text).lines() {
                told.push_str(format!("{mark} {line}").trim_end());
                told.push('\n');
            }
        }
        if ran.code != 0 {
            told.push_str(&format!("? {}\n", ran.code));
        }
    }
    told
}

/// A help page without the options that every command has, unless it is the first.
fn own_part(page: &str, first: bool) -> String {
    let everywhere = page.find("\nEverywhere:").filter(|_| !first);
    page[..everywhere.unwrap_or(page.len())].to_owned()
}

/// The help of every command, as `docs/cli.md` shows it.
fn reference(stage: &Stage) -> String {
    let folder = stage.path("first");
    let help = |path: &str| stage.run(&folder, &format!("still {path} --help"), "").out;
    let mut pages = String::new();
    let mut ahead = vec![String::new()];
    while let Some(path) = ahead.pop() {
        let page = own_part(&help(&path), path.is_empty());
        let title = format!("still {path}");
        pages.push_str(&format!(
            "### {}\n```text\n{}\n```\n\n",
            title.trim_end(),
            page.trim_end()
        ));
        let inner = page.lines().skip_while(|line| *line != "Commands:").skip(1);
        let mut inner: Vec<String> = inner
            .take_while(|line| !line.is_empty())
            .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != "help")
            .map(|name| format!("{path} {name}").trim_start().to_owned())
            .collect();
        inner.reverse();
        ahead.extend(inner);
    }
    pages
        .trim_end()
        .replace(&stage.path("").display().to_string(), "[ROOT]/")
}

fn with_reference(page: &str, reference: &str) -> String {
    let (before, rest) = page
        .split_once("<!-- help -->")
        .expect("the page has its first mark");
    let (_, after) = rest
        .split_once("<!-- end of help -->")
        .expect("the page has its second mark");
    format!("{before}<!-- help -->\n{reference}\n<!-- end of help -->{after}")
}

/// Compares a file with what it should be, or writes it; says what differs.
fn check(path: &Path, is: &str, should: &str) -> Option<String> {
    if is == should {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, should).expect("the file can be written");
        return None;
    }
    let at = is
        .lines()
        .zip(should.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(its end)").to_owned();
    Some(format!(
        "{}, line {}\n  was: {}\n  now: {}\nUPDATE=1 writes it anew\n",
        path.display(),
        at + 1,
        line(is),
        line(should)
    ))
}

#[test]
fn every_session_and_every_help_is_as_written_down() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stage = Stage::new(env!("CARGO_BIN_EXE_still"));
    let mut sessions: Vec<PathBuf> = fs::read_dir(here.join("tests/cmd"))
        .expect("there are sessions")
        .map(|file| file.expect("the folder can be listed").path())
        .collect();
    sessions.sort();
    let mut differences = Vec::new();
    for path in sessions {
        let name = path
            .file_stem()
            .expect("a session has a name")
            .to_string_lossy()
            .into_owned();
        let written = fs::read_to_string(&path).expect("a session is text");
        let told = play(&stage, &stage.another(&name), &written);
        differences.extend(check(&path, &written, &told));
    }
    let page = here.join("../docs/cli.md");
    let written = fs::read_to_string(&page).expect("the page is there");
    differences.extend(check(
        &page,
        &written,
        &with_reference(&written, &reference(&stage)),
    ));
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
