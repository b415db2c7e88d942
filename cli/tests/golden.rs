//! The command line as it is, pinned: every file in `cmd/` is a session with what each command printed, and
//! `docs/cli.md` holds the help of every command. `cargo test --workspace --test golden shares` plays one session;
//! with `UPDATE=1` before it, the session is written anew.
//!
//! A session is made of lines: `$` a line of shell, `<` its standard input, `|` its output, `!` its messages, `?` its
//! exit code if that is not 0, and `#` remarks. Every line of shell has a moment and a seed of its own, a minute after the
//! one before it, so ids and times are what they are. Three things differ from run to run and are left out: the temporary
//! folder, sizes, and for how long the agent still holds the keys.

#![cfg(unix)]

use std::fs;
use std::path::Path;

use testkit::Stage;

/// The program with a clock and a seed that are given.
const STAGED: &str = env!("CARGO_BIN_EXE_staged");

/// What stands before and after something on a line that differs from run to run.
const DIFFERS: &[(&str, &str)] = &[
    ("unlocked, for ", " without use"),
    ("still, ", " KB"),
    ("iles take ", " here"),
    ("\"bytes\": ", ","),
    ("\"locks_in_s\": ", ","),
];

/// Plays a session and tells it again with what happened.
fn play(stage: &Stage, folder: &Path, session: &str) -> String {
    let mut told = String::new();
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
        for (mark, text) in [('|', ran.out), ('!', ran.err)] {
            for line in text.lines() {
                let line = always_the_same(line, stage);
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

/// A line without what differs from run to run.
fn always_the_same(line: &str, stage: &Stage) -> String {
    let mut line = line.replace(&stage.path("").display().to_string(), "[ROOT]/");
    for (before, after) in DIFFERS {
        let Some(start) = line.find(before).map(|at| at + before.len()) else {
            continue;
        };
        if let Some(length) = line[start..].find(after) {
            line.replace_range(start..start + length, "…");
        }
    }
    line
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

/// Fails with the first line where a file is not what it should be, or writes it.
#[track_caller]
fn check(path: &Path, is: &str, should: &str) {
    if is == should {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, should).expect("the file can be written");
        return;
    }
    let same = is.lines().zip(should.lines()).take_while(|(a, b)| a == b);
    let at = same.count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(its end)").to_owned();
    panic!(
        "{}, line {}\n  was: {}\n  now: {}\nUPDATE=1 writes it anew\n",
        path.display(),
        at + 1,
        line(is),
        line(should)
    );
}

fn plays_as_written(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cmd/{name}.txt"));
    let written = fs::read_to_string(&path).expect("a session is text");
    let stage = Stage::seeded(STAGED, name);
    check(
        &path,
        &written,
        &play(&stage, &stage.another(name), &written),
    );
}

/// One test for each session, named after it.
macro_rules! sessions {
    ($($name:ident)*) => {
        /// The sessions that are played.
        const SESSIONS: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                plays_as_written(&stringify!($name).replace('_', "-"));
            }
        )*
    };
}

sessions! {
    carry
    entries
    erase
    files
    history
    json
    late
    locked
    no_journal
    programme
    shares
    steps
    tags
    transfer
    unwanted
}

#[test]
fn every_session_is_played() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd");
    let files = fs::read_dir(folder).expect("there are sessions");
    let mut there: Vec<_> = files
        .map(|file| file.expect("the folder can be listed").path())
        .map(|path| path.with_extension("").file_name().map(ToOwned::to_owned))
        .map(|name| name.expect("a session has a name").into_string())
        .map(|name| name.expect("its name is UTF-8").replace('-', "_"))
        .collect();
    there.sort();
    assert_eq!(there, SESSIONS, "add or remove it above");
}

#[test]
fn the_reference_holds_the_help_of_every_command() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    let written = fs::read_to_string(&page).expect("the page is there");
    let stage = Stage::seeded(STAGED, "reference");
    check(
        &page,
        &written,
        &with_reference(&written, &reference(&stage)),
    );
}
