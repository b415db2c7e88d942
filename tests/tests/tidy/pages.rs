//! What the pages in docs/ name is there: files, and the tests that hold what is promised. And what a vault keeps is in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::reading::{check, files, production, root, sources_below, words};

/// Pages beside those in docs/ that name files and tests.
const PAGES: &[&str] = &["README.md", "CONTRIBUTING.md"];
/// A word in code with at least as many underscores is a sentence, and so the name of a test.
const SENTENCE_UNDERSCORES: usize = 4;

fn pages() -> Vec<(PathBuf, String)> {
    let is_page = |path: &Path| {
        let inside = path.strip_prefix(root()).unwrap_or(path);
        inside.starts_with("docs") || PAGES.iter().any(|page| inside == Path::new(page))
    };
    let mut found = files(".md");
    found.retain(|(path, _)| is_page(path));
    found
}

/// The sources and scripts that a page names, by as much of the path as it gives. Addresses on the web are none.
fn named_files(page: &str) -> BTreeSet<&str> {
    let is_path = |c: char| c.is_ascii_alphanumeric() || "_-./:".contains(c);
    page.split(|c| !is_path(c))
        .map(|word| word.trim_matches(|c| "./:".contains(c)))
        .filter(|word| !word.contains("//"))
        .map(|word| word.split(':').next().unwrap_or_default())
        .filter(|word| word.ends_with(".rs") || word.ends_with(".sh"))
        .collect()
}

/// The tests that a page names.
fn named_tests(page: &str) -> BTreeSet<&str> {
    let quoted = page.split('`').skip(1).step_by(2);
    quoted
        .filter(|word| word.matches('_').count() >= SENTENCE_UNDERSCORES)
        .filter(|word| words(word).count() == 1)
        .collect()
}

fn files_that_are_gone(page: &str, tree: &[PathBuf]) -> Vec<String> {
    let is_there = |named: &str| tree.iter().any(|path| path.ends_with(named));
    named_files(page)
        .into_iter()
        .filter(|named| !is_there(named))
        .map(|named| format!("there is no {named}; a page that names it leads nowhere"))
        .collect()
}

fn tests_that_are_gone(page: &str, defined: &BTreeSet<String>) -> Vec<String> {
    named_tests(page)
        .into_iter()
        .filter(|named| !defined.contains(*named))
        .map(|named| format!("there is no {named}; what it held is promised without a test"))
        .collect()
}

/// Names of the functions in a source.
fn defined_in(source: &str) -> BTreeSet<String> {
    let all: Vec<&str> = words(source).collect();
    let named = all.windows(2).filter(|pair| pair[0] == "fn");
    named.map(|pair| pair[1].to_owned()).collect()
}

/// Facts that a source keeps in the table `meta`, by the part of their names that stands before what they are about.
fn facts_in(source: &str) -> BTreeSet<&str> {
    let quoted = production(source).split('"').skip(1).step_by(2);
    let names = quoted.filter_map(|text| Some(text.split_once("/{")?.0));
    names
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()))
        .collect()
}

fn facts_left_out(format: &str, source: &str) -> Vec<String> {
    let is_told = |name: &str| format.contains(&format!("| `{name}/<"));
    facts_in(source)
        .into_iter()
        .filter(|name| !is_told(name))
        .map(|name| format!("docs/FORMAT.md says nothing of `{name}/…` in the table `meta`"))
        .collect()
}

#[test]
fn every_fact_of_a_vault_is_in_the_format() {
    let page = root().join("docs/FORMAT.md");
    let format = std::fs::read_to_string(page).expect("the page can be read");
    let sources = sources_below(&["crates/vault/src"]);
    let told: usize = sources
        .iter()
        .map(|(_, source)| facts_in(source).len())
        .sum();
    assert!(told > 10, "only {told} facts are found");
    check(&sources, |_, source| facts_left_out(&format, source));
}

#[test]
fn the_files_that_pages_name_exist() {
    let both = [files(".rs"), files(".sh")].concat();
    let tree: Vec<PathBuf> = both.into_iter().map(|(path, _)| path).collect();
    check(&pages(), |_, page| files_that_are_gone(page, &tree));
}

#[test]
fn the_tests_that_pages_name_exist() {
    let sources = files(".rs");
    let defined = sources.iter().flat_map(|(_, source)| defined_in(source));
    let defined: BTreeSet<String> = defined.collect();
    check(&pages(), |_, page| tests_that_are_gone(page, &defined));
}

#[test]
fn the_rules_for_pages_can_fail() {
    let tree = [PathBuf::from("/tree/crates/vault/src/exchange/ingest.rs")];
    let gone = |page| files_that_are_gone(page, &tree).len();
    assert_eq!(gone("`exchange/ingest.rs`: reads. See `ingest.rs`."), 0);
    assert_eq!(gone("`vault/ingest.rs`, and drive.rs"), 2);
    assert_eq!(gone("`gest.rs`"), 1);
    assert_eq!(gone("curl https://sh.rustup.rs"), 0);
    let key = r#"fn key(tag: SpaceTag) -> String { format!("seen/{tag}") }"#;
    assert!(facts_left_out("| `seen/<tag>` | when |", key).is_empty());
    assert_eq!(facts_left_out("| `root/<tag>` | id |", key).len(), 1);
    let defined = defined_in("fn a_word_is_never_lost() {}");
    assert!(tests_that_are_gone("(`a_word_is_never_lost`)", &defined).is_empty());
    assert_eq!(
        tests_that_are_gone("`no_word_is_ever_lost`", &defined).len(),
        1
    );
}
