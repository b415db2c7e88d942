//! What the words of a source must not say: effects where there are none, types that stay inside, kinds of documents.

use crate::reading::{check, code, complain, files, production, root, sources_below, words};

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

/// Crates whose types must not show at the facade.
const HIDDEN_BEHIND_ENGINE: &[&str] = &["automerge", "redb", "age", "iroh"];

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

fn impure(source: &str) -> Vec<String> {
    // What `env!` gives is known while the program is built.
    let code = code(production(source)).replace("env!", "");
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

/// Threads and tasks that outlive the call that starts them.
fn starts_threads(source: &str) -> Vec<String> {
    let code = code(production(source));
    let starts = [
        "thread::spawn",
        "thread::Builder",
        "task::spawn",
        "tokio::spawn",
        "spawn_blocking",
        "JoinSet",
    ];
    complain(
        starts.iter().any(|start| code.contains(start)),
        "only the handle starts threads and tasks: the simulation drives what lies beneath it, in its own order",
    )
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

#[test]
fn what_keeps_documents_knows_no_kind_of_them() {
    check(&sources_below(MACHINERY), |_, source| knows_a_kind(source));
    assert!(!knows_a_kind("use crate::entry::EntryEdit;\n").is_empty());
    assert!(knows_a_kind("use crate::text::fold;\n// crate::entry\n").is_empty());
}

/// Words of a journal that the store does not know.
const APPLICATION_WORDS: &[&str] = &[
    "EntryRow",
    "SheetRow",
    "Worksheet",
    "worksheet",
    "Journey",
    "journey",
    "programme",
];

fn knows_the_journal(source: &str) -> Vec<String> {
    let code = code(production(source));
    let rooms = code.split("journal::").skip(1);
    let rooms = rooms.filter_map(|rest| words(rest).next());
    let mut bad: Vec<&str> = rooms
        .filter(|room| !matches!(*room, "document" | "gate"))
        .collect();
    bad.extend(words(&code).filter(|word| APPLICATION_WORDS.contains(word)));
    complain(
        !bad.is_empty(),
        &format!("{bad:?}: the store keeps documents of any kind, for any application"),
    )
}

#[test]
fn the_store_knows_no_application() {
    check(&sources_below(&["crates/vault/src"]), |_, source| {
        knows_the_journal(source)
    });
    assert!(!knows_the_journal("use journal::{DocId, Kind};\n").is_empty());
    assert!(!knows_the_journal("fn read(row: SheetRow) {}\n").is_empty());
    assert!(knows_the_journal("use journal::document::DocId;\n").is_empty());
}

#[test]
fn the_facade_shows_plain_data() {
    check(&sources_below(&["crates/engine/src"]), |_, source| {
        leaks(source)
    });
}

#[test]
fn only_the_handle_starts_threads() {
    let mut sources = sources_below(&[
        "crates/engine/src",
        "crates/vault/src",
        "crates/store/src",
        "crates/seal/src",
    ]);
    sources.retain(|(path, _)| !path.to_string_lossy().contains("engine/src/handle/"));
    check(&sources, |_, source| starts_threads(source));
}

/// Where the machine's clock is asked: the door to the outside, the loop of an exchange, whose clock is tokio's, and the
/// patience of a writer while another process writes.
const CLOCKS: &[&str] = &[
    "vault/src/env.rs",
    "vault/src/exchange.rs",
    "store/src/open.rs",
];
/// Where the machine is asked for what is random.
const DRAWS: &str = "vault/src/env.rs";

/// What would make two runs from one seed differ.
fn differs_from_run_to_run(path: &std::path::Path, source: &str) -> Vec<String> {
    let code = code(production(source));
    let may_ask = CLOCKS.iter().any(|place| path.ends_with(place));
    let clock = !may_ask && (code.contains("::now(") || code.contains("SystemTime"));
    let mut found = complain(
        clock,
        "the time is asked of `Env`, so that a simulation can tell it",
    );
    let unordered = words(&code).any(|word| word == "HashMap" || word == "HashSet");
    found.extend(complain(
        unordered,
        "the order of this map is another in every run; a BTreeMap keeps one",
    ));
    let draws = words(&code).any(|word| word == "OsRng" || word == "getrandom");
    found.extend(complain(
        draws && !path.ends_with(DRAWS),
        "what is random is drawn from `Env`, so that a simulation can repeat it",
    ));
    found
}

#[test]
fn a_run_can_be_repeated() {
    let mut sources = sources_below(&[
        "crates/engine/src",
        "crates/vault/src",
        "crates/store/src",
        "crates/seal/src",
    ]);
    sources.retain(|(path, _)| !path.to_string_lossy().contains("engine/src/handle"));
    check(&sources, differs_from_run_to_run);
    let elsewhere = std::path::Path::new("crates/vault/src/write.rs");
    for bad in [
        "let now = Timestamp::now();\n",
        "use std::collections::HashMap;\n",
        "getrandom::fill(bytes);\n",
    ] {
        assert!(!differs_from_run_to_run(elsewhere, bad).is_empty(), "{bad}");
    }
    assert!(differs_from_run_to_run(elsewhere, "let now = env.now();\n").is_empty());
    // The three may ask for the time, and only the door to the outside draws.
    for (at, place) in CLOCKS.iter().enumerate() {
        let place = std::path::Path::new("crates").join(place);
        let found = |source| differs_from_run_to_run(&place, source).len();
        assert_eq!(found("let now = Instant::now();\n"), 0);
        assert_eq!(found("getrandom::fill(bytes);\n"), usize::from(at > 0));
    }
}

/// Features that only the workspaces of the simulation and of the fuzz bodies may switch on.
const FOR_SIMULATION: &[&str] = &["seeded", "planted", "counted", "foreign"];
const DEPENDENCIES: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

/// Which of these features a manifest switches on: for a dependency of any kind, of one platform or of the whole
/// workspace, or through another feature.
fn switches_on(manifest: &str) -> Option<&'static str> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let table = |name: &str| manifest.get(name).and_then(toml::Value::as_table);
    let platforms = table("target").into_iter().flat_map(toml::Table::values);
    let mut places = vec![&manifest];
    places.extend(table("workspace"));
    places.extend(platforms.filter_map(toml::Value::as_table));
    for kind in DEPENDENCIES {
        for listed in places.iter().filter_map(|place| place.get(*kind)) {
            let listed = listed.to_string();
            let mut names = FOR_SIMULATION.iter().copied();
            if let Some(name) = names.find(|name| listed.contains(&format!("\"{name}\""))) {
                return Some(name);
            }
        }
    }
    for (feature, what) in table("features").into_iter().flatten() {
        let what = what.to_string();
        // A feature may go on to a dependency under its own name: whoever switches it on is seen.
        let names = FOR_SIMULATION.iter().copied();
        let mut names = names.filter(|name| feature != name);
        let found = names.find(|name| {
            ["\"", "/"]
                .iter()
                .any(|before| what.contains(&format!("{before}{name}\"")))
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

#[test]
fn no_crate_switches_on_what_is_for_the_simulation() {
    let manifests = files("Cargo.toml");
    assert!(manifests.len() > 10, "{}", manifests.len());
    let mut apart = 0;
    for (path, text) in manifests {
        let on = switches_on(&text);
        let folders = ["tests/sim", "tests/fuzz"].map(|folder| root().join(folder));
        if folders.iter().any(|folder| path.starts_with(folder)) {
            assert!(on.is_some(), "{} is seen no more", path.display());
            apart += 1;
            continue;
        }
        assert_eq!(on, None, "{} switches it on", path.display());
    }
    assert_eq!(apart, 2, "the two workspaces that may");
    for bad in [
        "[dependencies]\nseal = { path = \"x\", features = [\"seeded\"] }",
        "[dev-dependencies.vault]\nworkspace = true\nfeatures = [\"more\", \"foreign\"]",
        "[build-dependencies]\nprobe = { path = \"x\", features = [\"counted\"] }",
        "[workspace.dependencies]\nseal = { path = \"x\", features = [\"seeded\"] }",
        "[target.'cfg(unix)'.dependencies]\nprobe = { path = \"x\", features = [\"planted\"] }",
        "[target.x86_64-unknown-linux-gnu.dev-dependencies]\nseal = { path = \"x\", features = [\"seeded\"] }",
        "[features]\ndefault = [\"planted\"]",
        "[features]\ndefault = [\"seal/seeded\"]",
        "[features]\nfast = [\"seal?/seeded\"]",
        "[features]\nplanted = [\"seal/seeded\"]",
    ] {
        assert!(switches_on(bad).is_some(), "{bad}");
    }
    for good in [
        "[features]\nforeign = []\ndefault = [\"std\"]",
        "[features]\nforeign = [\"vault/foreign\"]",
        "[dependencies]\nforeign = { path = \"x\", features = [\"std\"] }",
        "[workspace.dependencies]\nseal = { path = \"x\", features = [\"std\"] }",
    ] {
        assert_eq!(switches_on(good), None, "{good}");
    }
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
    assert!(!starts_threads("fn f() { std::thread::spawn(g); }").is_empty());
    let scoped = "fn f() { std::thread::scope(|scope| drop(scope.spawn(g))); }";
    assert!(starts_threads(scoped).is_empty());
    assert!(!leaks("pub fn doc(&self)\n    -> automerge::AutoCommit {").is_empty());
    assert!(!leaks("    pub endpoint: iroh::Endpoint,").is_empty());
    assert!(!leaks("pub use age::x25519;").is_empty());
    assert!(leaks("pub(crate) fn doc() -> automerge::AutoCommit {").is_empty());
    assert!(leaks("pub use page::Page;\npub fn age_of(x: u8) { age::open() }").is_empty());
}
