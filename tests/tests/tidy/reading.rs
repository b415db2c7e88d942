//! Reading the tree, and complaining about it.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn complain(bad: bool, why: &str) -> Vec<String> {
    if bad {
        vec![why.to_owned()]
    } else {
        Vec::new()
    }
}

/// Applies a rule to files and fails with everything it found.
pub(crate) fn check(files: &[(PathBuf, String)], rule: impl Fn(&Path, &str) -> Vec<String>) {
    let mut complaints = Vec::new();
    for (path, text) in files {
        let shown = path.strip_prefix(root()).unwrap_or(path).display();
        complaints.extend(
            rule(path, text)
                .into_iter()
                .map(|why| format!("{shown}: {why}")),
        );
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// A source without the tests at its end.
pub(crate) fn production(source: &str) -> &str {
    source
        .find("\n#[cfg(test)]\nmod ")
        .map_or(source, |at| &source[..=at])
}

/// A source without comments and without the text of its strings, lines kept.
pub(crate) fn code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("'\"'") {
            3
        } else if next == '"' {
            end_of_string(rest)
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
            continue;
        };
        out.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
        rest = &rest[skipped..];
    }
    out
}

pub(crate) fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace")
        .to_owned()
}

/// All files of the tree with this ending, build output and version control left out.
pub(crate) fn files(ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the tree can be read") {
            let path = entry.expect("the tree can be read").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if path.is_dir() && name != "target" && name != ".git" {
                folders.push(path);
            } else if name.ends_with(ending) && path.is_file() {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(
        !found.is_empty(),
        "no {ending} files below {}",
        root().display()
    );
    found
}

pub(crate) fn sources_below(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut sources = files(".rs");
    sources.retain(|(path, _)| {
        folders
            .iter()
            .any(|folder| path.starts_with(root().join(folder)))
    });
    assert!(!sources.is_empty(), "no sources below {folders:?}");
    sources
}

/// Whether a file lies in a folder of tests of some package.
pub(crate) fn is_test(path: &Path) -> bool {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    inside.iter().skip(1).any(|part| part == "tests")
}

/// Length of the string literal that `text` begins with.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
