//! Every function of the program that has the name of a decoder is in `decoders.txt`, with the bodies that reach it or why none
//! does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fuzz::BODIES;

/// Names that decoders have.
const NAMES: &[&str] = &[
    "evaluate",
    "evaluate_from",
    "from_agent",
    "from_byte",
    "from_json",
    "from_lines",
    "from_record",
    "from_str",
    "from_text",
    "inflate",
    "open_file",
    "outcomes",
    "parse",
    "read_preamble",
    "receive",
    "scan",
    "stated",
    "unpack",
    "verify_run",
    "wait_of",
];
/// And how others begin.
const BEGINNINGS: &[&str] = &["decode", "parse_", "read_line", "edits_from"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The name of the function that a line begins, if it takes something.
fn function(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("fn ")?;
    let begins = before
        .split_whitespace()
        .all(|word| word.starts_with("pub") || matches!(word, "async" | "const"));
    let name = rest.split(['(', '<']).next()?;
    begins.then_some(name)
}

#[test]
fn every_decoder_has_a_body() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    // A new crate is looked into like the others; what is for tests alone is no part of the program.
    let crates = fs::read_dir(root.join("crates")).expect("the crates");
    for part in crates {
        let part = part.expect("a crate").path();
        if !part.ends_with("testkit") {
            sources(&part.join("src"), &mut files);
        }
    }
    sources(&root.join("cli/src"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let place = file
            .strip_prefix(&root)
            .expect("below the root")
            .display()
            .to_string();
        for name in code.lines().filter_map(function) {
            let decodes =
                NAMES.contains(&name) || BEGINNINGS.iter().any(|start| name.starts_with(start));
            if decodes && !place.ends_with("/foreign.rs") {
                found.insert(format!("{place}: {name}"));
            }
        }
    }
    let list = include_str!("../decoders.txt");
    let listed: Vec<(&str, &str)> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(" = ").expect("a place = its bodies"))
        .collect();
    let places: BTreeSet<String> = listed
        .iter()
        .map(|(place, _)| (*place).to_owned())
        .collect();
    let missing: Vec<_> = found.difference(&places).collect();
    let gone: Vec<_> = places.difference(&found).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "without a line: {missing:#?}\nnot there: {gone:#?}"
    );
    for (place, bodies) in listed {
        let Some(why) = bodies.strip_prefix("- ") else {
            for body in bodies.split(", ") {
                assert!(
                    BODIES.iter().any(|known| known.name == body),
                    "{place}: no body {body}"
                );
            }
            continue;
        };
        assert!(why.len() > 10, "{place}: say why");
    }
}
