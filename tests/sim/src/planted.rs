//! Planted bugs: each is tried, and what finds one must be silent without it.

use std::time::Instant;

use crate::generate;
use crate::run::run;

/// The bugs: name, the seed that is known to catch it, and what it breaks.
const LIST: &str = include_str!("../planted.txt");
/// Seeds that are tried for one bug.
const SEEDS_MAX: u64 = 600;

/// The names of the planted bugs.
pub fn names() -> Vec<&'static str> {
    let lines = LIST
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

/// The seed that is known to catch it.
fn known(name: &str) -> Option<u64> {
    let mut lines = LIST.lines();
    let line = lines.find(|line| line.split_whitespace().next() == Some(name))?;
    u64::from_str_radix(line.split_whitespace().nth(1)?, 16).ok()
}

/// Prints which seed catches which bug; `true` if each seed of the list catches what it is known for. With `fresh` the
/// known seeds are not tried first, and any other will do. A bug that is asked for by its name must be caught.
pub fn table(only: Option<&str>, fresh: bool) -> bool {
    // Nothing is tried for a name that is not in the list.
    let mut all = only.is_none_or(|only| names().contains(&only));
    println!("{:<36} {:>6} {:>6}  caught by", "bug", "seed", "seeds");
    for name in names() {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let began = Instant::now();
        let first = known(name).filter(|_| !fresh);
        let mut tried = 0;
        let mut caught = None;
        for seed in first.into_iter().chain(0..SEEDS_MAX) {
            tried += 1;
            let plan = generate::plan(seed);
            let ran = run(&plan, Some(name));
            let Some(broken) = ran.broken else { continue };
            // What is broken without the bug says nothing of it.
            if run(&plan, None).broken.is_none() {
                caught = Some((seed, broken));
                break;
            }
        }
        match caught {
            Some((seed, broken)) => {
                let what: String = broken.what.chars().take(70).collect();
                println!(
                    "{name:<36} {seed:>6x} {tried:>6}  {}: {}",
                    broken.oracle,
                    what.replace('\n', " ")
                );
                if first.is_some_and(|first| first != seed) {
                    all = false;
                    println!("{name:<36} {seed:>6x} is not the seed of planted.txt");
                }
            }
            None => {
                all &= only.is_none() && known(name).is_none();
                println!(
                    "{name:<36} {:>6} {tried:>6}  NOT CAUGHT in {:?}",
                    "-",
                    began.elapsed()
                );
            }
        }
    }
    all
}
