//! Holds the borders between crates and the habits of the tree. Every rule is a function over text, so that each is
//! also shown to fail on a bad example; every complaint says why the rule is there.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file without its tests.
const FILE_LINES_MAX: usize = 500;
/// Lines of a crate's contents page.
const LIB_LINES_MAX: usize = 120;

/// Which crates a crate must not depend on, and why.
const FORBIDDEN_EDGES: &[(&str, &[&str], &str)] = &[
    (
        "replica",
        &[
            "age",
            "automerge",
            "redb",
            "iroh",
            "tokio",
            "serde",
            "serde_json",
            "journal",
            "seal",
            "store",
            "link",
            "engine",
            "getrandom",
            "jiff",
        ],
        "the heart decides; it does no I/O, holds no key to read with, and its formats are written by hand",
    ),
    (
        "journal",
        &[
            "redb",
            "iroh",
            "age",
            "tokio",
            "programme",
            "wording",
            "replica",
            "seal",
            "store",
            "link",
            "engine",
            "getrandom",
        ],
        "documents are pure, and know no step: the same changes give the same rows everywhere",
    ),
    (
        "programme",
        &[
            "automerge",
            "redb",
            "iroh",
            "age",
            "tokio",
            "replica",
            "seal",
            "store",
            "link",
            "engine",
            "getrandom",
        ],
        "what the programme says follows from rows and the day alone",
    ),
    (
        "wording",
        &[
            "automerge",
            "serde",
            "tokio",
            "journal",
            "programme",
            "replica",
            "seal",
            "store",
            "link",
            "engine",
            "getrandom",
        ],
        "whether a sentence shifts blame is seen from the sentence",
    ),
    (
        "report",
        &[
            "automerge",
            "redb",
            "iroh",
            "age",
            "tokio",
            "clap",
            "anstream",
            "rustix",
            "journal",
            "wording",
            "replica",
            "seal",
            "store",
            "link",
            "engine",
            "getrandom",
        ],
        "a report is made of figures alone, for any face: no terminal and no vault",
    ),
    (
        "seal",
        &[
            "redb",
            "iroh",
            "automerge",
            "tokio",
            "journal",
            "store",
            "link",
            "engine",
        ],
        "whoever reviews how things are sealed reads this crate and nothing else",
    ),
    (
        "store",
        &[
            "age",
            "automerge",
            "iroh",
            "seal",
            "journal",
            "link",
            "engine",
        ],
        "what keeps the records cannot read them",
    ),
    (
        "link",
        &["age", "automerge", "engine", "seal", "journal", "store"],
        "what carries the records cannot read them",
    ),
    (
        "vault",
        &[
            "iroh",
            "link",
            "engine",
            "programme",
            "wording",
            "clap",
            "indicatif",
            "automerge",
        ],
        "the store knows no application, and runs over any stream",
    ),
    (
        "engine",
        &[
            "iroh",
            "link",
            "node",
            "clap",
            "ratatui",
            "crossterm",
            "indicatif",
        ],
        "the facade draws nothing and runs over any stream",
    ),
    (
        "node",
        &[
            "iroh",
            "age",
            "automerge",
            "redb",
            "journal",
            "seal",
            "store",
            "clap",
            "indicatif",
            "serde_json",
        ],
        "a device on the network prints nothing and reads through the engine",
    ),
    (
        "still",
        &["age", "automerge", "redb", "iroh"],
        "a face asks the engine; it does not reach around it",
    ),
];

/// Words that have no place in the crates without I/O.
const IMPURE_WORDS: &[&str] = &[
    "async",
    "await",
    "tokio",
    "Instant",
    "SystemTime",
    "OsRng",
    "thread_rng",
    "getrandom",
    "HashMap",
    "HashSet",
    "fs",
    "net",
    "env",
    "thread",
];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "types", "misc"];

/// Crates whose types must not show at the facade.
const HIDDEN_BEHIND_ENGINE: &[&str] = &["automerge", "redb", "age", "iroh"];

/// Packages that must not be built into the program.
const UNWANTED_PACKAGES: &[&str] = &["openssl", "openssl-sys", "native-tls", "rsa", "age-plugin"];

// ---- rules -------------------------------------------------------------------------------------------------------

fn edges(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let normal = manifest
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .into_iter();
    let by_target = manifest
        .get("target")
        .and_then(toml::Value::as_table)
        .into_iter();
    let by_target = by_target
        .flat_map(|targets| targets.values())
        .filter_map(|target| target.get("dependencies").and_then(toml::Value::as_table));
    normal
        .chain(by_target)
        .flat_map(|table| table.keys().cloned())
        .collect()
}

fn package_name(manifest: &str) -> Option<String> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

fn forbidden_edges(manifest: &str) -> Vec<String> {
    let Some(name) = package_name(manifest) else {
        return Vec::new();
    };
    let edges = edges(manifest);
    let mut found = Vec::new();
    for (_, forbidden, why) in FORBIDDEN_EDGES.iter().filter(|(from, ..)| *from == name) {
        for edge in edges
            .iter()
            .filter(|edge| forbidden.contains(&edge.as_str()))
        {
            found.push(format!("{name} must not depend on {edge}: {why}"));
        }
    }
    found
}

fn depends_on_tests(manifest: &str) -> Vec<String> {
    let parsed: toml::Table = manifest.parse().expect("a manifest is TOML");
    let names = |section: &str, package: &str| {
        let table = parsed.get(section).and_then(toml::Value::as_table);
        table.is_some_and(|table| table.contains_key(package))
    };
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let mut found = complain(
        sections.iter().any(|section| names(section, "tests")),
        "nothing may depend on `tests`: it depends on everything",
    );
    found.extend(complain(
        names("build-dependencies", "testkit") || edges(manifest).contains(&"testkit".to_owned()),
        "`testkit` is a dev-dependency only: it makes vaults that cost nothing to guess",
    ));
    found
}

fn aborts_on_panic(manifest: &str) -> Vec<String> {
    let squeezed: String = manifest
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect();
    let squeezed = squeezed.replace(' ', "");
    complain(
        squeezed.contains("panic=\"abort\""),
        "a panic while a foreign change is applied must be caught and set aside, so the program must unwind",
    )
}

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

fn impure(source: &str) -> Vec<String> {
    let code = code(production(source));
    let mut found: Vec<String> = words(&code)
        .filter(|word| IMPURE_WORDS.contains(word))
        .map(|word| format!("`{word}` in a crate without I/O: time, randomness, order and effects come in as arguments"))
        .collect();
    found.extend(complain(
        code.contains("::now("),
        "a clock in a crate without I/O: time comes in as an argument",
    ));
    found.dedup();
    found
}

/// Public items whose signature names a crate that the facade hides.
fn leaks(source: &str) -> Vec<String> {
    let code = code(production(source));
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.trim_start().starts_with("pub ") {
            continue;
        }
        let rest = lines[at..].join("\n");
        let signature = rest.split(['{', ';']).next().unwrap_or_default();
        for hidden in HIDDEN_BEHIND_ENGINE {
            if words(signature).any(|word| word == *hidden || word.starts_with("iroh")) {
                found.push(format!(
                    "`{}` shows {hidden}: the facade speaks plain data",
                    line.trim()
                ));
            }
        }
    }
    found.dedup();
    found
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
        "cli/staged/main.rs",
    ];
    let may = is_test(path) || may.iter().any(|place| inside.starts_with(place));
    complain(
        !may && code(source).contains("for_tests("),
        "a clock, a seed and a passphrase that costs nothing are for tests; the program takes them from the system",
    )
}

fn unwanted_packages(lock: &str) -> Vec<String> {
    let names = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names
        .filter(|name| UNWANTED_PACKAGES.contains(name))
        .map(|name| {
            format!(
                "{name} is in Cargo.lock: one TLS provider, no foreign C crypto, no age plugins"
            )
        })
        .collect()
}

// ---- reading -----------------------------------------------------------------------------------------------------

fn complain(bad: bool, why: &str) -> Vec<String> {
    if bad {
        vec![why.to_owned()]
    } else {
        Vec::new()
    }
}

/// A source without the tests at its end.
fn production(source: &str) -> &str {
    source
        .find("\n#[cfg(test)]\nmod ")
        .map_or(source, |at| &source[..=at])
}

/// A source without comments and without the text of its strings, lines kept.
fn code(source: &str) -> String {
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

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace")
        .to_owned()
}

/// All files of the tree with this ending, build output and version control left out.
fn files(ending: &str) -> Vec<(PathBuf, String)> {
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

/// Applies a rule to files and fails with everything it found.
fn check(files: &[(PathBuf, String)], rule: impl Fn(&Path, &str) -> Vec<String>) {
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

/// Whether a file lies in a folder of tests of some package.
fn is_test(path: &Path) -> bool {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    inside.iter().skip(1).any(|part| part == "tests")
}

fn sources_below(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut sources = files(".rs");
    sources.retain(|(path, _)| {
        folders
            .iter()
            .any(|folder| path.starts_with(root().join(folder)))
    });
    assert!(!sources.is_empty(), "no sources below {folders:?}");
    sources
}

// ---- the tree ----------------------------------------------------------------------------------------------------

#[test]
fn crates_depend_only_on_what_their_borders_allow() {
    check(&files("Cargo.toml"), |_, manifest| {
        forbidden_edges(manifest)
    });
    check(&files("Cargo.toml"), |_, manifest| {
        depends_on_tests(manifest)
    });
    let names: Vec<_> = files("Cargo.toml")
        .iter()
        .filter_map(|(_, manifest)| package_name(manifest))
        .collect();
    for (name, ..) in FORBIDDEN_EDGES {
        assert!(
            names.iter().any(|known| known == name),
            "there is no package {name} any more: adapt its rule"
        );
    }
}

#[test]
fn a_panic_unwinds() {
    check(&files("Cargo.toml"), |_, manifest| {
        aborts_on_panic(manifest)
    });
}

#[test]
fn only_wanted_packages_are_built_in() {
    check(&files("Cargo.lock"), |_, lock| unwanted_packages(lock));
}

#[test]
fn files_say_why_they_exist_and_stay_short() {
    let sources = files(".rs");
    check(&sources, |_, source| opens_without_why(source));
    let ours: Vec<_> = sources
        .iter()
        .filter(|(path, _)| !is_test(path))
        .cloned()
        .collect();
    check(&ours, too_long);
    check(&sources, |path, _| says_nothing(path));
}

#[test]
fn the_heart_and_the_documents_do_no_io() {
    check(
        &sources_below(&[
            "crates/replica/src",
            "crates/journal/src",
            "crates/programme/src",
            "crates/report/src",
            "crates/wording/src",
        ]),
        |_, source| impure(source),
    );
}

/// The rooms of the crate `journal` that know no kind of document, and the words that would say that they do.
const MACHINERY: &[&str] = &[
    "crates/journal/src/document",
    "crates/journal/src/document.rs",
    "crates/journal/src/gate",
    "crates/journal/src/gate.rs",
    "crates/journal/src/merge",
    "crates/journal/src/merge.rs",
    "crates/journal/src/text",
    "crates/journal/src/text.rs",
];
const KINDS: &[&str] = &[
    "definition",
    "edit",
    "entry",
    "history",
    "kind",
    "row",
    "search",
    "worksheet",
];

fn knows_a_kind(source: &str) -> Vec<String> {
    let code = code(production(source));
    let named = code.split("crate::").skip(1);
    let rooms = named.filter_map(|rest| words(rest).next());
    let bad: Vec<&str> = rooms.filter(|room| KINDS.contains(room)).collect();
    complain(
        !bad.is_empty(),
        &format!(
            "{bad:?}: documents are kept without knowing what they are about, so that others can keep theirs"
        ),
    )
}

#[test]
fn what_keeps_documents_knows_no_kind_of_them() {
    check(&sources_below(MACHINERY), |_, source| knows_a_kind(source));
    assert!(!knows_a_kind("use crate::entry::EntryEdit;\n").is_empty());
    assert!(knows_a_kind("use crate::text::fold;\n// crate::entry\n").is_empty());
}

#[test]
fn the_facade_shows_plain_data() {
    check(&sources_below(&["crates/engine/src"]), |_, source| {
        leaks(source)
    });
}

#[test]
fn nothing_is_left_undone_and_nothing_is_traced_by_accident() {
    check(&files(".rs"), |_, source| left_undone(source));
    check(&files(".rs"), |_, source| traces_arguments(source));
}

#[test]
fn only_tests_say_when_it_is_and_what_is_drawn() {
    check(&files(".rs"), opens_the_tests_door);
}

// ---- each rule can fail ------------------------------------------------------------------------------------------

#[test]
fn the_rules_for_manifests_can_fail() {
    let replica = "[package]\nname = \"replica\"\n[dependencies]\nredb.workspace = true\n";
    assert_eq!(forbidden_edges(replica).len(), 1);
    let sneaky = "[package]\nname = \"link\"\n[target.'cfg(unix)'.dependencies]\nage = \"1\"\n";
    assert_eq!(forbidden_edges(sneaky).len(), 1);
    let for_tests = "[package]\nname = \"replica\"\n[dev-dependencies]\ntokio = \"1\"\n";
    assert!(forbidden_edges(for_tests).is_empty());
    assert!(!depends_on_tests("[dev-dependencies]\ntests.workspace = true\n").is_empty());
    assert!(!depends_on_tests("[dependencies]\ntestkit.workspace = true\n").is_empty());
    assert!(depends_on_tests("[dev-dependencies]\ntestkit.workspace = true\n").is_empty());
    assert!(!aborts_on_panic("[profile.release]\npanic=  \"abort\"\n").is_empty());
    assert!(aborts_on_panic("# panic = \"abort\" would be wrong\n").is_empty());
    assert!(!unwanted_packages("[[package]]\nname = \"openssl-sys\"\n").is_empty());
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
}

#[test]
fn the_rules_for_words_can_fail() {
    for bad in [
        "async fn f() {}",
        "use std::fs;",
        "let at = Timestamp::now();",
        "use std::collections::HashMap;",
        "let x = tokio::spawn(y);",
    ] {
        assert!(!impure(bad).is_empty(), "{bad}");
    }
    for good in [
        "// async\nfn f() {}",
        "/* tokio */",
        "let s = \"await \\\" tokio\";",
        "fn f(now: i64) {}",
    ] {
        assert!(impure(good).is_empty(), "{good}");
    }
    assert!(!leaks("pub fn doc(&self)\n    -> automerge::AutoCommit {").is_empty());
    assert!(!leaks("    pub endpoint: iroh::Endpoint,").is_empty());
    assert!(!leaks("pub use age::x25519;").is_empty());
    assert!(leaks("pub(crate) fn doc() -> automerge::AutoCommit {").is_empty());
    assert!(leaks("pub use page::Page;\npub fn age_of(x: u8) { age::open() }").is_empty());
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
