//! The borders between crates: which of our own a crate stands on, and which of others it must not.

use crate::reading::{check, complain, files};

/// The arrows of the drawing in docs/ARCHITECTURE.md: what a crate of ours may stand on.
const ARROWS: &[(&str, &[&str])] = &[
    ("probe", &[]),
    ("platform", &[]),
    ("replica", &["probe"]),
    ("journal", &[]),
    ("wording", &[]),
    ("seal", &["replica"]),
    ("store", &["platform", "probe", "replica"]),
    ("link", &["replica"]),
    ("moving", &["journal", "platform"]),
    ("pictures", &[]),
    ("programme", &["journal", "wording"]),
    ("report", &["programme"]),
    (
        "vault",
        &["journal", "platform", "probe", "replica", "seal", "store"],
    ),
    ("carry", &["platform", "replica", "vault"]),
    (
        "engine",
        &[
            "carry",
            "journal",
            "moving",
            "pictures",
            "platform",
            "probe",
            "programme",
            "vault",
        ],
    ),
    ("node", &["engine", "link", "platform", "vault"]),
    ("web", &["engine", "node", "platform", "report"]),
    ("still", &["engine", "node", "platform", "report", "web"]),
];

/// Arrows that are not in the drawing and still there. One that is gone goes from this list, too.
const LEFT: &[(&str, &str)] = &[("still", "link")];

/// Crates that stand on everything, for tests. Nothing stands on them but tests.
const FOR_TESTS: &[&str] = &["fuzz", "sim", "tests", "testkit"];

/// Which crates of others a crate must not depend on, and why.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
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
            "getrandom",
            "jiff",
        ],
        "the heart decides; it does no I/O, holds no key to read with, and its formats are written by hand",
    ),
    (
        "journal",
        &["redb", "iroh", "age", "tokio", "getrandom"],
        "documents are pure, and know no step: the same changes give the same rows everywhere",
    ),
    (
        "programme",
        &["automerge", "redb", "iroh", "age", "tokio", "getrandom"],
        "what the programme says follows from rows and the day alone",
    ),
    (
        "wording",
        &["automerge", "serde", "tokio", "getrandom"],
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
            "getrandom",
        ],
        "a report is made of figures alone, for any face: no terminal and no vault",
    ),
    (
        "seal",
        &["redb", "iroh", "automerge", "tokio"],
        "whoever reviews how things are sealed reads this crate and nothing else",
    ),
    (
        "store",
        &["age", "automerge", "iroh"],
        "what keeps the records cannot read them",
    ),
    (
        "link",
        &["age", "automerge"],
        "what carries the records cannot read them",
    ),
    (
        "moving",
        &[
            "automerge",
            "redb",
            "iroh",
            "age",
            "tokio",
            "clap",
            "getrandom",
        ],
        "what other journals leave behind is read without a vault, a key or a network",
    ),
    (
        "vault",
        &["iroh", "clap", "automerge"],
        "the store knows no application, and runs over any stream",
    ),
    (
        "engine",
        &["iroh", "clap", "ratatui", "crossterm"],
        "the facade draws nothing and runs over any stream",
    ),
    (
        "node",
        &["iroh", "age", "automerge", "redb", "clap", "serde_json"],
        "a device on the network prints nothing and reads through the engine",
    ),
    (
        "web",
        &["iroh", "age", "automerge", "redb", "clap"],
        "the page shows and asks; what holds in a journal is decided beneath it",
    ),
    (
        "still",
        &["age", "automerge", "redb", "iroh"],
        "a face asks the engine; it does not reach around it",
    ),
];

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

fn forbidden(manifest: &str) -> Vec<String> {
    let Some(name) = package_name(manifest) else {
        return Vec::new();
    };
    let edges = edges(manifest);
    let mut found = Vec::new();
    for (_, forbidden, why) in FORBIDDEN.iter().filter(|(from, ..)| *from == name) {
        for edge in edges
            .iter()
            .filter(|edge| forbidden.contains(&edge.as_str()))
        {
            found.push(format!("{name} must not depend on {edge}: {why}"));
        }
    }
    found
}

/// Arrows to crates of ours that are not drawn.
fn undrawn(manifest: &str) -> Vec<String> {
    let Some(name) = package_name(manifest).filter(|name| !FOR_TESTS.contains(&name.as_str()))
    else {
        return Vec::new();
    };
    let Some((_, drawn)) = ARROWS.iter().find(|(from, _)| *from == name) else {
        return vec![format!(
            "{name} is not in the drawing: say what it stands on"
        )];
    };
    let ours = |edge: &String| ARROWS.iter().any(|(known, _)| *known == edge.as_str());
    let allowed = |edge: &String| {
        drawn.contains(&edge.as_str()) || LEFT.contains(&(name.as_str(), edge.as_str()))
    };
    let edges = edges(manifest).into_iter();
    edges
        .filter(|edge| ours(edge) && !allowed(edge))
        .map(|edge| {
            format!("{name} ─► {edge} is not in the drawing: a crate stands on what is below it")
        })
        .collect()
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

// ---- the tree ----------------------------------------------------------------------------------------------------

#[test]
fn crates_depend_only_on_what_their_borders_allow() {
    let manifests = files("Cargo.toml");
    check(&manifests, |_, manifest| forbidden(manifest));
    check(&manifests, |_, manifest| undrawn(manifest));
    check(&manifests, |_, manifest| depends_on_tests(manifest));
    let of = |name: &str| {
        let mut texts = manifests.iter().map(|(_, text)| text);
        texts.find(|text| package_name(text).as_deref() == Some(name))
    };
    for (name, ..) in FORBIDDEN {
        assert!(
            of(name).is_some(),
            "there is no package {name} any more: adapt its rule"
        );
    }
    for (from, to) in LEFT {
        let there = of(from).is_some_and(|manifest| edges(manifest).iter().any(|edge| edge == to));
        assert!(
            there,
            "{from} ─► {to} is gone: take it from the list of what is left"
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
fn the_rules_for_manifests_can_fail() {
    let replica = "[package]\nname = \"replica\"\n[dependencies]\nredb.workspace = true\n";
    assert_eq!(forbidden(replica).len(), 1);
    let sneaky = "[package]\nname = \"link\"\n[target.'cfg(unix)'.dependencies]\nage = \"1\"\n";
    assert_eq!(forbidden(sneaky).len(), 1);
    let for_tests = "[package]\nname = \"replica\"\n[dev-dependencies]\ntokio = \"1\"\n";
    assert!(forbidden(for_tests).is_empty());
    assert!(!depends_on_tests("[dev-dependencies]\ntests.workspace = true\n").is_empty());
    assert!(!depends_on_tests("[dependencies]\ntestkit.workspace = true\n").is_empty());
    assert!(depends_on_tests("[dev-dependencies]\ntestkit.workspace = true\n").is_empty());
    assert!(!aborts_on_panic("[profile.release]\npanic=  \"abort\"\n").is_empty());
    assert!(aborts_on_panic("# panic = \"abort\" would be wrong\n").is_empty());
    assert!(!unwanted_packages("[[package]]\nname = \"openssl-sys\"\n").is_empty());
    let upwards = "[package]\nname = \"journal\"\n[dependencies]\nprogramme.workspace = true\n";
    assert_eq!(undrawn(upwards).len(), 1);
    let new = "[package]\nname = \"attic\"\n";
    assert_eq!(undrawn(new).len(), 1);
    let drawn =
        "[package]\nname = \"report\"\n[dependencies]\nprogramme.workspace = true\nserde = \"1\"\n";
    assert!(undrawn(drawn).is_empty());
}
