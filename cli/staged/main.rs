//! `still` for tests: the same program with passphrases that cost next to nothing, and with the moment and the seed that a
//! test gives it, so that what it prints can be compared to the letter.
//!
//! The program that people use cannot become this one, whatever its features, its profile or its environment: its `main`
//! hands the system's clock and randomness to [`still::run`], and only this file reads variables to decide about either.
//! This file is built with the feature `staged` alone, which one line among the dev-dependencies of this package asks for,
//! so that neither `cargo build` nor `cargo install` makes it. What it seals is refused by the program that people use.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use engine::{Clock, Env, Random};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

fn main() -> ExitCode {
    still::run(door)
}

/// `STAGED_AT` is the moment of the whole command, `STAGED_SEED` what its randomness follows from. Where one is not given, it
/// is the system's.
fn door(high_water: Option<PathBuf>) -> Env {
    let given = |name| std::env::var(name).ok();
    let clock: Clock = match given("STAGED_AT") {
        Some(at) => {
            let at: Timestamp = at.parse().expect("STAGED_AT is a moment");
            Arc::new(move || at)
        }
        None => Arc::new(Timestamp::now),
    };
    let random: Random = match given("STAGED_SEED") {
        Some(seed) => seeded(&seed),
        None => Arc::new(|bytes| {
            getrandom::fill(bytes).expect("the operating system has a random source");
        }),
    };
    Env::for_tests(clock, random, TimeZone::system(), high_water)
}

/// Hashes of the seed, of what the command was called with, and of a counter. The arguments tell commands on one line of
/// shell apart, which are given one seed.
fn seeded(seed: &str) -> Random {
    let mut begun = Sha256::new();
    for word in std::iter::once(OsStr::new(seed).to_owned()).chain(std::env::args_os().skip(1)) {
        begun.update(word.as_encoded_bytes());
        begun.update([0]);
    }
    let calls = AtomicU64::new(0);
    Arc::new(move |bytes| {
        for part in bytes.chunks_mut(32) {
            let call = calls.fetch_add(1, Ordering::Relaxed);
            let block = begun.clone().chain_update(call.to_be_bytes()).finalize();
            part.copy_from_slice(&block[..part.len()]);
        }
    })
}
