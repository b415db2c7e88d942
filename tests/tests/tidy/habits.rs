//! The habits of the tree: why a file exists, how long it is, what it is called, what must not be left in it.

use std::path::Path;

use crate::reading::{check, code, complain, files, is_test, production, root};

/// Lines of a file without its tests.
const FILE_LINES_MAX: usize = 500;
/// Lines of a crate's contents page.
const LIB_LINES_MAX: usize = 120;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "types", "misc"];

fn opens_without_why(source: &str) -> Vec<String> {
    complain(
        !source.starts_with("//!"),
        "every file opens with `//!` and why it exists",
    )
}

fn too_long(path: &Path, source: &str) -> Vec<String> {
    let lines = production(source).lines().count();
    let is_contents = path.file_name().is_some_and(|name| name == "lib.rs");
    let mut found = complain(
        lines > FILE_LINES_MAX,
        &format!("{lines} lines without tests; more than {FILE_LINES_MAX} is two topics"),
    );
    found.extend(complain(
        is_contents && lines > LIB_LINES_MAX,
        &format!("{lines} lines; lib.rs is a page of contents of at most {LIB_LINES_MAX}"),
    ));
    found
}

fn says_nothing(path: &Path) -> Vec<String> {
    let named = |name: Option<&std::ffi::OsStr>| {
        name.and_then(|name| name.to_str())
            .is_some_and(|name| EMPTY_NAMES.contains(&name))
    };
    let bad = named(path.file_stem()) || named(path.parent().and_then(Path::file_name));
    complain(
        bad,
        "a module is named after its topic; a name like this becomes the place for everything",
    )
}

fn left_undone(source: &str) -> Vec<String> {
    let bad = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    complain(
        bad.iter().any(|word| source.contains(word)),
        "what is not done is not in the tree; write it down elsewhere",
    )
}

fn traces_arguments(source: &str) -> Vec<String> {
    let bad = source
        .split(concat!("#[", "instrument"))
        .chain(source.split(concat!("tracing::", "instrument")))
        .skip(1);
    let bad = bad.filter(|rest| source.len() != rest.len()).any(|rest| {
        let attribute = rest.split(']').next().unwrap_or_default();
        !attribute.contains("skip_all") && !attribute.starts_with(';')
    });
    complain(
        bad,
        "a span records every argument unless told `skip_all`, plaintext and keys included",
    )
}

/// Whether a file that is neither the engine's door nor for tests alone opens the door that costs nothing.
fn opens_the_tests_door(path: &Path, source: &str) -> Vec<String> {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    let may = [
        "crates/vault/src/env.rs",
        "crates/seal/src/work.rs",
        "crates/testkit/src",
        "tests/sim",
        "cli/staged/main.rs",
        "tests/fuzz/src",
    ];
    let may = is_test(path) || may.iter().any(|place| inside.starts_with(place));
    complain(
        !may && code(source).contains("for_tests("),
        "a clock, a seed and a passphrase that costs nothing are for tests; the program takes them from the system",
    )
}

#[test]
fn only_tests_say_when_it_is_and_what_is_drawn() {
    check(&files(".rs"), opens_the_tests_door);
}

#[test]
fn files_say_why_they_exist_and_stay_short() {
    let sources = files(".rs");
    check(&sources, |_, source| opens_without_why(source));
    check(&sources, too_long);
    check(&sources, |path, _| says_nothing(path));
}

#[test]
fn nothing_is_left_undone_and_nothing_is_traced_by_accident() {
    check(&files(".rs"), |_, source| left_undone(source));
    check(&files(".rs"), |_, source| traces_arguments(source));
}

#[test]
fn the_rules_for_files_can_fail() {
    assert!(!opens_without_why("use std::fs;\n").is_empty());
    let long = "//! Why.\n".to_owned() + &"fn f() {}\n".repeat(FILE_LINES_MAX);
    assert_eq!(too_long(Path::new("src/topic.rs"), &long).len(), 1);
    assert_eq!(too_long(Path::new("src/lib.rs"), &long).len(), 2);
    let tested = format!(
        "//! Why.\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "// x\n".repeat(FILE_LINES_MAX)
    );
    assert!(too_long(Path::new("src/topic.rs"), &tested).is_empty());
    assert!(!says_nothing(Path::new("src/utils.rs")).is_empty());
    assert!(!says_nothing(Path::new("src/common/mod.rs")).is_empty());
    assert!(!left_undone(concat!("// TO", "DO later\n")).is_empty());
    assert!(!traces_arguments(concat!("#[", "instrument]\nfn f(secret: &str) {}")).is_empty());
    assert!(
        !traces_arguments(concat!("#[tracing::", "instrument(skip(self))]\nfn f() {}")).is_empty()
    );
    assert!(traces_arguments(concat!("#[", "instrument(skip_all)]\nfn f() {}")).is_empty());
    assert!(traces_arguments("fn f() {}").is_empty());
    let door = "let env = Env::for_tests(clock, random, zone, None);";
    assert!(!opens_the_tests_door(&root().join("cli/src/app.rs"), door).is_empty());
    assert!(opens_the_tests_door(&root().join("cli/staged/main.rs"), door).is_empty());
}

/// A package whose binary `cargo run` cannot tell: the first command of the README would not run.
fn runs_nothing_by_itself(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let binaries = manifest.get("bin").and_then(toml::Value::as_array);
    let named = manifest
        .get("package")
        .is_some_and(|package| package.get("default-run").is_some());
    complain(
        binaries.is_some_and(|binaries| binaries.len() > 1) && !named,
        "several binaries and no default-run: `cargo run` starts none of them",
    )
}

#[test]
fn cargo_run_knows_what_to_run() {
    check(&files("Cargo.toml"), |_, manifest| {
        runs_nothing_by_itself(manifest)
    });
    let two = "[package]\nname = \"x\"\n[[bin]]\nname = \"a\"\n[[bin]]\nname = \"b\"\n";
    assert!(!runs_nothing_by_itself(two).is_empty());
    let told = two.replacen("\n", "\ndefault-run = \"a\"\n", 1);
    assert!(runs_nothing_by_itself(&told).is_empty());
}
