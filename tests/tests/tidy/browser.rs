//! What the pages in the browser are made of: text becomes markup in one place alone, and no text control is written by
//! hand.

use std::path::Path;

use crate::reading::{check, code, complain, root, sources_below};

/// The only place that takes text for markup.
const MARKUP: &str = "web/src/markup.rs";
/// Where text controls are written, each with its word to the browser that nothing of it is kept, completed or sent away.
const CONTROLS: &[&str] = &["web/src/part/field.rs", "web/src/screen/write.rs"];

fn makes_markup(path: &Path, source: &str) -> Vec<String> {
    complain(
        !path.ends_with(MARKUP) && code(source).contains("PreEscaped"),
        "only markup.rs takes text for markup: elsewhere all of it is escaped",
    )
}

fn writes_controls(path: &Path, source: &str) -> Vec<String> {
    let known = CONTROLS.iter().any(|known| path.ends_with(known));
    let controls = ["textarea", "type=\"text\"", "type=\"search\""];
    complain(
        !known && controls.iter().any(|control| source.contains(control)),
        "text controls are made by part/field.rs: a browser would keep, complete or send what is typed into others",
    )
}

#[test]
fn pages_are_made_of_what_cannot_act_and_is_not_kept() {
    let sources = sources_below(&["crates/web/src"]);
    check(&sources, makes_markup);
    check(&sources, writes_controls);
}

/// The words of one constant of Rust, of which a line may end with a backslash.
fn words_of(source: &str) -> Option<String> {
    let (_, list) = source.split_once("const WORDS: &str = \"")?;
    let words = list.split_once('"')?.0.replace("\\\n", "");
    Some(words.trim().to_owned())
}

#[test]
fn the_page_that_opens_with_words_knows_the_words_that_are_drawn() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).expect("it is there");
    let words = words_of(&read("crates/vault/src/members/words.rs")).expect("the list is there");
    assert_eq!(words.split(' ').count(), 256);
    let opener = read("crates/report/opener/opener.html");
    assert!(
        opener.contains(&format!("\"{words}\"")),
        "make the page anew: cd crates/report/opener && npm ci && node build.mjs"
    );
}

#[test]
fn the_rules_for_pages_in_the_browser_can_fail() {
    let path = Path::new("crates/web/src/screen/new.rs");
    assert!(!makes_markup(path, "fn f() { PreEscaped(text) }").is_empty());
    assert!(makes_markup(path, "// PreEscaped\n").is_empty());
    assert!(!writes_controls(path, "html! { textarea {} }").is_empty());
    assert!(!writes_controls(path, "input type=\"text\";").is_empty());
    assert!(writes_controls(path, "input type=\"radio\";").is_empty());
    assert_eq!(
        words_of("const WORDS: &str = \"\\\na b \\\nc\";").as_deref(),
        Some("a b c")
    );
}
