//! The simulation: a fleet of devices in one thread, from a seed. `docs/ARCHITECTURE.md` says what it is, and
//! `CONTRIBUTING.md` how to play a seed again.

mod acts;
mod budget;
mod content;
mod database;
mod device;
mod dice;
mod disk;
mod flood;
mod forge;
mod format;
mod generate;
mod genesis;
mod hostile;
mod kept;
mod link;
mod meeting;
mod members;
mod model;
mod plan;
mod planted;
mod race;
mod rest;
mod run;
mod sealer;
mod shrink;
mod trace;
mod world;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use plan::Plan;
use run::{Ran, again, run};

/// Plans that are kept: each of them once broke a rule.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
/// Places that must be reached when at least so many seeds are played.
const REACHED: &str = include_str!("../reached.txt");
const SEEDS_FOR_PLACES: u64 = 1_000;
const USAGE: &str = "sim --seeds N [--base TEXT [--again K [--from F]]]
                               plays the kept plans twice, then N seeds that follow from a text, such as a commit,
                               and on from the F-th of them; each K-th of them twice, without K every one
sim --seed S                   plays one seed (hexadecimal) twice and tells its story
sim --plan FILE                plays a plan twice and tells its story
sim --shrink S                 makes the plan of a seed that fails smaller, and keeps it
sim --planted [NAME] [--fresh] which seed catches which planted bug";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Runs are on threads without a name, and tell of their panics themselves.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            usual(panic);
        }
    }));
    let held = match arguments.as_slice() {
        ["--seed", seed] => tell(&generate::plan(seed_of(seed))),
        ["--plan", file] => {
            let text = std::fs::read_to_string(file).expect("the plan can be read");
            tell(&Plan::from_text(&text).expect("it is a plan"))
        }
        ["--shrink", seed] => make_smaller(&generate::plan(seed_of(seed))),
        ["--seeds", count, rest @ ..] => match rest {
            [] => many(number(count), "", 1, 0),
            ["--base", base] => many(number(count), base, 1, 0),
            ["--base", base, "--again", each] => many(number(count), base, number(each), 0),
            ["--base", base, "--again", each, "--from", from] => {
                many(number(count), base, number(each), number(from))
            }
            _ => usage(),
        },
        ["--planted"] => planted::table(None, false),
        ["--planted", "--fresh"] => planted::table(None, true),
        ["--planted", name] => planted::table(Some(name), false),
        ["--planted", name, "--fresh"] => planted::table(Some(name), true),
        _ => usage(),
    };
    if held {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn usage() -> bool {
    eprintln!("{USAGE}");
    false
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number of seeds")
}

fn seed_of(text: &str) -> u64 {
    u64::from_str_radix(text, 16).expect("a seed is hexadecimal")
}

/// Plays a plan twice, with its story.
fn tell(plan: &Plan) -> bool {
    println!("seed {:x}", plan.seed);
    print!("{}", plan.to_text());
    let (ran, same) = twice(plan);
    for line in &ran.story {
        println!("{line}");
    }
    match &ran.broken {
        Some(broken) => println!(
            "BROKEN {} on {}: {}",
            broken.oracle, broken.device, broken.what
        ),
        None => println!("all rules hold"),
    }
    if let Some(at) = same {
        println!(
            "NOT THE SAME when it is played again: step {at}, {:?}",
            plan.steps.get(at)
        );
    }
    ran.broken.is_none() && same.is_none()
}

/// A run, and the first step at which another one differs.
fn twice(plan: &Plan) -> (Ran, Option<usize>) {
    let ran = run(plan, None);
    let again = match ran.broken {
        Some(_) => run(plan, None),
        None => again(plan),
    };
    let steps = ran.trace.iter().zip(&again.trace);
    let at = steps.enumerate().find(|(_, (one, other))| one != other);
    let at = at.map(|(at, _)| at);
    let differs = at.or_else(|| {
        (ran.trace != again.trace || ran.broken != again.broken).then_some(ran.trace.len())
    });
    (ran, differs)
}

fn make_smaller(plan: &Plan) -> bool {
    println!("seed {:x}", plan.seed);
    let Some(broken) = run(plan, None).broken else {
        println!("all rules hold");
        return true;
    };
    let (small, ran) = shrink::shrink(plan, &broken);
    for line in &ran.story {
        println!("{line}");
    }
    println!("BROKEN {:?}", ran.broken);
    let rule = broken.oracle.replace(' ', "-");
    let file = Path::new(KEPT).join(format!("{:x}-{rule}.plan", plan.seed));
    std::fs::create_dir_all(KEPT).expect("a plan can be kept");
    std::fs::write(&file, small.to_text()).expect("a plan can be kept");
    println!("kept as {}", file.display());
    false
}

/// Plays the kept plans, then so many seeds on from the one of number `from`, on all cores; the plans and each `again`-th
/// seed twice.
fn many(count: u64, base: &str, again: u64, from: u64) -> bool {
    let began = Instant::now();
    let mut plans: Vec<(String, Plan)> = Vec::new();
    for file in std::fs::read_dir(KEPT).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a kept plan can be read");
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".plan") {
            plans.push((
                name,
                Plan::from_text(&text).expect("a kept plan can be played"),
            ));
        }
    }
    let kept = plans.len() as u64;
    let first = if base.is_empty() {
        0
    } else {
        trace::hash(base.as_bytes()) & 0xffff_ffff_0000
    };
    let (first, again) = (first + from, again.max(1));
    println!(
        "{kept} kept plans, and seeds {first:x} to {:x}",
        first + count
    );
    let next = AtomicU64::new(0);
    let failed = AtomicU64::new(0);
    let places: Mutex<BTreeMap<&'static str, u64>> = Mutex::new(BTreeMap::new());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= kept + count {
                        return;
                    }
                    let kept_one = usize::try_from(at).ok().and_then(|at| plans.get(at));
                    let (name, plan, once) = match kept_one {
                        Some((name, plan)) => (name.clone(), plan.clone(), false),
                        None => {
                            let seed = first + (at - kept);
                            let once = !(at - kept).is_multiple_of(again);
                            (format!("seed {seed:x}"), generate::plan(seed), once)
                        }
                    };
                    let (ran, differs) = match once {
                        true => (run(&plan, None), None),
                        false => twice(&plan),
                    };
                    let mut places = places.lock().expect("no thread panics with it");
                    for (place, times) in &ran.counts {
                        *places.entry(place).or_default() += times;
                    }
                    drop(places);
                    if let Some(broken) = &ran.broken {
                        failed.fetch_add(1, Ordering::Relaxed);
                        let what: String = broken.what.chars().take(400).collect();
                        println!(
                            "{name} BROKEN {} on {}: {what}",
                            broken.oracle, broken.device
                        );
                    }
                    if let Some(step) = differs {
                        failed.fetch_add(1, Ordering::Relaxed);
                        println!("{name} NOT THE SAME when it is played again, from step {step}");
                    }
                }
            });
        }
    });
    let places = places.into_inner().expect("no thread panics with it");
    let mut held = failed.load(Ordering::Relaxed) == 0;
    for place in REACHED
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let times = places.get(place).copied().unwrap_or_default();
        println!("reached {times:>9}  {place}");
        held &= times > 0 || count < SEEDS_FOR_PLACES;
    }
    let each = began.elapsed() / u32::try_from(kept + count).unwrap_or(u32::MAX).max(1);
    println!(
        "{} failed; {each:?} for each plan, one in {again} played twice, on {cores} cores; {:?} in all",
        failed.load(Ordering::Relaxed),
        began.elapsed()
    );
    held
}
