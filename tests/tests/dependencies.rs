//! What the program is built from: sources, licences and number of foreign crates. Every rule is a function over text, so that each is
//! also shown to fail on a bad example.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Packages in `Cargo.lock`, our own included. Each one is code that somebody else can change, and seconds of everybody's build.
const PACKAGES_MAX: usize = 504;

/// The only place that foreign code comes from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What a licence may say, so that the whole can be given away under MIT or Apache-2.0. `deny.toml` has the same list.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CDLA-Permissive-2.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn tree() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests lie inside the tree")
}

fn read(name: &str) -> String {
    let path = tree().join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

// ---- rules -------------------------------------------------------------------------------------------------------

/// Packages of a lock file by whether they are our own, and complaints about the others.
fn packages(lock: &str) -> (usize, Vec<String>) {
    let lock: toml::Table = lock.parse().expect("a lock file is TOML");
    let packages = lock["package"].as_array().expect("it lists packages");
    let text = |package: &toml::Value, key: &str| {
        package
            .get(key)
            .and_then(|value| value.as_str().map(str::to_owned))
    };
    let mut complaints = Vec::new();
    for package in packages {
        let name = text(package, "name").expect("a package has a name");
        let Some(source) = text(package, "source") else {
            continue; // our own
        };
        if source != REGISTRY {
            complaints.push(format!(
                "{name} comes from {source}: only crates.io is kept for good"
            ));
        }
        if text(package, "checksum").is_none() {
            complaints.push(format!("{name} has no checksum: it could change unseen"));
        }
    }
    (packages.len(), complaints)
}

/// Whether an SPDX expression can be met with the allowed licences alone.
fn allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest) && rest.is_empty()
}

fn either(words: &mut &[&str]) -> bool {
    let mut met = both(words);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        met |= both(words);
    }
    met
}

fn both(words: &mut &[&str]) -> bool {
    let mut met = one(words);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        met &= one(words);
    }
    met
}

fn one(words: &mut &[&str]) -> bool {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = either(words);
            if let [")", rest @ ..] = *words {
                *words = rest;
                return met;
            }
            false
        }
        // A licence with an exception is another licence.
        [_, "WITH", _, rest @ ..] => {
            *words = rest;
            false
        }
        [licence, rest @ ..] => {
            *words = rest;
            LICENCES.contains(licence)
        }
        [] => false,
    }
}

/// Licences of everything that is built on this platform, with the packages that have it.
fn licences() -> BTreeMap<String, Vec<String>> {
    let run = |program: &str, arguments: &[&str]| {
        let run = Command::new(program)
            .args(arguments)
            .current_dir(tree())
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(
            run.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
        String::from_utf8(run.stdout).expect("it prints text")
    };
    let version = run("rustc", &["-vV"]);
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host");
    // Offline: what is built here has been downloaded.
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let found = run(
        &cargo,
        &[
            "metadata",
            "--offline",
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            host,
        ],
    );
    let found: serde_json::Value = serde_json::from_str(&found).expect("metadata is JSON");
    let mut licences = BTreeMap::<String, Vec<String>>::new();
    for package in found["packages"].as_array().expect("it lists packages") {
        let licence = package["license"].as_str().unwrap_or("no licence");
        let name = package["name"].as_str().expect("a package has a name");
        licences
            .entry(licence.to_owned())
            .or_default()
            .push(name.to_owned());
    }
    licences
}

/// What `deny.toml` allows.
fn licences_of_deny(deny: &str) -> Vec<String> {
    let deny: toml::Table = deny.parse().expect("deny.toml is TOML");
    let allow = deny["licenses"]["allow"]
        .as_array()
        .expect("it lists licences");
    allow
        .iter()
        .map(|licence| licence.as_str().expect("a licence is text").to_owned())
        .collect()
}

// ---- the tree ----------------------------------------------------------------------------------------------------

#[test]
fn foreign_code_comes_from_the_registry_and_is_not_too_much() {
    let (count, complaints) = packages(&read("Cargo.lock"));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    println!("{count} packages in the lock file");
    assert!(
        count <= PACKAGES_MAX,
        "{count} packages in Cargo.lock, at most {PACKAGES_MAX}: CONTRIBUTING.md says which versions are held back and why"
    );
}

#[test]
fn every_licence_fits_ours() {
    let licences = licences();
    assert!(
        licences.values().map(Vec::len).sum::<usize>() > 100,
        "the metadata lists what is built"
    );
    let wrong: Vec<String> = licences
        .iter()
        .filter(|(licence, _)| !allowed(licence))
        .map(|(licence, names)| format!("{licence}: {}", names.join(", ")))
        .collect();
    assert!(
        wrong.is_empty(),
        "licences that are not allowed:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn cargo_deny_allows_the_same() {
    let mut ours: Vec<&str> = LICENCES.to_vec();
    let mut theirs = licences_of_deny(&read("deny.toml"));
    ours.sort_unstable();
    theirs.sort_unstable();
    assert_eq!(ours, theirs);
}

// ---- the rules fail when they should ------------------------------------------------------------------------------

#[test]
fn a_strange_source_and_a_missing_checksum_are_seen() {
    let lock = r#"
        [[package]]
        name = "own"
        [[package]]
        name = "forked"
        source = "git+https://example.org/forked#1"
        checksum = "00"
        [[package]]
        name = "loose"
        source = "registry+https://github.com/rust-lang/crates.io-index"
    "#;
    let (count, complaints) = packages(lock);
    assert_eq!(count, 3);
    assert_eq!(complaints.len(), 2);
    assert!(
        complaints[0].starts_with("forked comes from git+"),
        "{complaints:?}"
    );
    assert!(
        complaints[1].starts_with("loose has no checksum"),
        "{complaints:?}"
    );
}

#[test]
fn expressions_are_read_as_written() {
    for fits in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0-only OR MIT",
        "(MIT OR GPL-3.0-only) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR Apache-2.0",
    ] {
        assert!(allowed(fits), "{fits}");
    }
    for does_not in [
        "",
        "no licence",
        "GPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "(MIT OR Apache-2.0) AND GPL-3.0-only",
        "Apache-2.0 WITH LLVM-exception",
        "(MIT",
        "MIT Apache-2.0",
    ] {
        assert!(!allowed(does_not), "{does_not}");
    }
}
