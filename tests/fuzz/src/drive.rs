//! How bodies are run: over their corpora, over so many generated inputs, for so long.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sha2::{Digest, Sha256};

use crate::change_bytes::{Alteration, alter};
use crate::{BODIES, Body, Seed, cost};

/// The body of this name.
pub fn find(name: &str) -> Option<&'static Body> {
    BODIES.iter().find(|body| body.name == name)
}

/// Runs one input. `Err` says what is wrong: a panic, caught or not, or a cost beyond the body's bound.
pub fn run_one(body: &Body, bytes: &[u8]) -> Result<(), String> {
    cost::watch_panics(true);
    let before = cost::counted();
    let ended = catch_unwind(AssertUnwindSafe(|| (body.run)(bytes)));
    let after = cost::counted();
    cost::watch_panics(false);
    if ended.is_err() {
        return Err(cost::last_panic());
    }
    // Documents catch what Automerge does not bear, and refuse it; nobody else's panics are meant to be caught.
    if after.panics > before.panics && !cost::last_panic().contains("/automerge-") {
        return Err(format!("caught inside: {}", cost::last_panic()));
    }
    let (allocated, most) = (after.allocated - before.allocated, allowed(body, bytes));
    if allocated > most {
        return Err(format!(
            "{allocated} bytes allocated for {} bytes; at most {most} are expected",
            bytes.len()
        ));
    }
    Ok(())
}

fn allowed(body: &Body, bytes: &[u8]) -> usize {
    body.most.base + body.most.per_byte * bytes.len()
}

/// The folder `corpus` or `crashes` of a body, in the source tree.
pub fn folder(kind: &str, body: &Body) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(kind)
        .join(body.name)
}

/// The files of a folder by name; none where there is no folder.
pub fn inputs(folder: &Path) -> io::Result<Vec<Seed>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        found.push((name.into_owned(), fs::read(&path)?));
    }
    found.sort();
    Ok(found)
}

/// Replaces the corpora by what the encoders make now.
pub fn write_seeds() -> io::Result<()> {
    for body in BODIES {
        let folder = folder("corpus", body);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&folder)?,
        }
        for (name, bytes) in (body.seeds)() {
            fs::write(folder.join(name), bytes)?;
        }
    }
    Ok(())
}

/// Keeps an input that fails, where the crashers of later runs are made from; the path.
fn keep(body: &Body, bytes: &[u8]) -> PathBuf {
    let hash: String = Sha256::digest(bytes)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let folder = folder("crashes", body);
    let path = folder.join(hash);
    let _ = fs::create_dir_all(&folder);
    if let Err(error) = fs::write(&path, bytes) {
        eprintln!("{} cannot be kept: {error}", path.display());
    }
    path
}

/// An input: bytes at random, or one of `corpus` that is altered.
fn inputs_like(corpus: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let count = corpus.len().max(1);
    let alteration =
        (any::<u8>(), any::<u32>(), any::<u16>(), any::<u8>()).prop_map(|(what, at, len, byte)| {
            Alteration {
                what,
                at,
                len,
                byte,
            }
        });
    let alterations = prop::collection::vec(alteration, 0..8);
    let altered = (0..count, 0..count, alterations).prop_map(move |(from, other, alterations)| {
        let mut bytes = corpus.get(from).cloned().unwrap_or_default();
        for alteration in &alterations {
            alter(
                &mut bytes,
                alteration,
                corpus.get(other).map_or(&[], Vec::as_slice),
            );
        }
        bytes
    });
    prop_oneof![
        1 => prop::collection::vec(any::<u8>(), 0..400),
        5 => altered,
    ]
}

/// Corpus and crashers, then as many generated inputs as the body takes, the same ones each time.
pub fn bounded(body: &Body) -> Result<(), String> {
    let read = |kind| inputs(&folder(kind, body)).map_err(|error| error.to_string());
    let (corpus, crashes) = (read("corpus")?, read("crashes")?);
    if corpus.is_empty() {
        return Err(format!("{} has no corpus", body.name));
    }
    for (name, bytes) in crashes.iter().chain(&corpus) {
        run_one(body, bytes).map_err(|why| format!("{}/{name}: {why}", body.name))?;
    }
    let config = Config {
        cases: body.cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    search(body, corpus, TestRunner::new_with_rng(config, rng))
}

fn search(body: &Body, corpus: Vec<Seed>, mut runner: TestRunner) -> Result<(), String> {
    let strategy = inputs_like(corpus.into_iter().map(|(_, bytes)| bytes).collect());
    let found = runner.run(&strategy, |bytes| {
        run_one(body, &bytes).map_err(TestCaseError::fail)
    });
    match found {
        Ok(()) => Ok(()),
        Err(proptest::test_runner::TestError::Fail(why, bytes)) => {
            let path = keep(body, &bytes);
            Err(format!("{}: {why}\nkept as {}", body.name, path.display()))
        }
        Err(other) => Err(other.to_string()),
    }
}

/// New inputs for so long; each failure is kept and printed, and the search goes on. How many inputs were tried, and how
/// many failed.
pub fn for_so_long(body: &Body, time: Duration) -> Result<(u64, usize), String> {
    let read = |kind| inputs(&folder(kind, body)).map_err(|error| error.to_string());
    let mut corpus = read("corpus")?;
    corpus.extend(read("crashes")?);
    let corpus: Vec<Vec<u8>> = corpus.into_iter().map(|(_, bytes)| bytes).collect();
    let strategy = inputs_like(corpus);
    let mut runner = TestRunner::new(Config::default());
    let end = Instant::now() + time;
    // What is being tried, so that an input that hangs or ends the process can be found.
    let trying = std::env::temp_dir().join(format!("fuzz-{}-{}", body.name, std::process::id()));
    let (mut tried, mut failed) = (0, Vec::new());
    while Instant::now() < end {
        let tree = strategy
            .new_tree(&mut runner)
            .map_err(|why| why.to_string())?;
        let mut bytes = tree.current();
        fs::write(&trying, &bytes).map_err(|error| error.to_string())?;
        tried += 1;
        let Err(why) = run_one(body, &bytes) else {
            continue;
        };
        if failed.contains(&why) {
            continue;
        }
        shorten(body, &mut bytes, &why);
        let path = keep(body, &bytes);
        println!("{}: {why}\nkept as {}", body.name, path.display());
        failed.push(why);
    }
    let _ = fs::remove_file(&trying);
    Ok((tried, failed.len()))
}

/// Leaves out parts as long as the same goes wrong.
fn shorten(body: &Body, bytes: &mut Vec<u8>, why: &str) {
    let mut part = bytes.len() / 2;
    while part > 0 {
        let mut at = 0;
        while at < bytes.len() {
            let mut shorter = bytes.clone();
            shorter.drain(at..(at + part).min(shorter.len()));
            if run_one(body, &shorter).is_err_and(|now| now == why) {
                *bytes = shorter;
            } else {
                at += part;
            }
        }
        part /= 2;
    }
}
