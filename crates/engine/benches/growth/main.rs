//! Measures what grows with the past of a journal: the same deed after few edits and after many.
//!
//! `cargo bench -p engine --bench growth` prints a table; nothing is asserted, as machines differ. Processor time is that of
//! the deed alone, most memory that of a process of its own which opens the vault and does it. `-- NAME…` measures some of it.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod past;

use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};

use engine::views::{EntryEdit, EntryFields, EntryRef};
use engine::{CheckIn, Env};
use testkit::loopback::Failure;
use testkit::{Desk, Dice, Insider, World};
use vault::Class;

/// How often a deed is done in one process; the median counts.
const RUNS: usize = 5;
/// Bytes of long texts, and how often each is replaced: a document takes about four million letters that come and go.
const LONG: [(usize, usize); 2] = [(100_000, 10), (1_000_000, 1)];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    if let [word, deed, folder, now] = arguments.as_slice()
        && word == "deed"
    {
        return deed_at(deed, Path::new(folder), now.parse()?);
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|word| word == name);
    println!(
        "{:<34} {:>8} {:>12} {:>12} {:>12}",
        "", "past", "CPU ms", "record B", "memory MB"
    );
    if wanted("check-in") {
        for past in [10, 1_000, 5_000] {
            let world = World::new(1);
            let device = world.first("device");
            past::check_ins(&world, &device, past);
            deed("check-in", past, &world, device)?;
        }
    }
    if wanted("edit") {
        for past in [10, 436, 5_000] {
            let world = World::new(1);
            let device = world.first("device");
            past::edits(&world, &device, past);
            let folder = device.path.clone();
            // Nothing was made of it on this device yet.
            deed("first edit", past, &world, device)?;
            let device = Desk::at("device", &folder, &env(&folder, now(&world)));
            past::go_on(&world, &device);
            deed("edit", past, &world, device)?;
            let device = Desk::at("device", &folder, &env(&folder, now(&world)));
            deed("history", past, &world, device)?;
        }
    }
    if wanted("long") {
        for (bytes, times) in LONG {
            let world = World::new(1);
            let device = world.first("device");
            deed(&format!("long {bytes}"), times, &world, device)?;
        }
    }
    if wanted("disk") {
        on_disk("3 000 notes, one by one", 3_000, 390, false)?;
        on_disk("10 000 entries at once", 10_000, 1_000, true)?;
    }
    Ok(())
}

fn now(world: &World) -> i64 {
    world.now().timestamp().as_second()
}

/// The door of another process to the folders of a world.
fn env(folder: &Path, now: i64) -> Env {
    let clock = Arc::new(AtomicI64::new(now + 3_600));
    let dice = Arc::new(Mutex::new(Dice::new(now.unsigned_abs())));
    let high_water = folder.with_file_name("device-high-water");
    testkit::env(&clock, &dice, testkit::zone(), Some(&high_water))
}

/// Has another process do something in the vault of this device.
fn deed(name: &str, past: usize, world: &World, device: Desk) -> Result<(), Failure> {
    let (_, folder, _) = device.closed();
    let output = Command::new(std::env::current_exe()?)
        .args(["deed", name])
        .arg(&folder)
        .arg(now(world).to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let said = String::from_utf8(output.stdout)?;
    println!("{name:<34} {past:>8} {said}");
    Ok(())
}

fn deed_at(name: &str, folder: &Path, now: i64) -> Result<(), Failure> {
    let device = Desk::at("device", folder, &env(folder, now));
    let mut record = 0;
    let mut took = Vec::new();
    let long = LONG
        .iter()
        .find(|(bytes, _)| name == format!("long {bytes}"));
    if let Some(long) = long {
        replace(&device, *long, &mut took)?;
    } else {
        let runs = if name == "first edit" { 1 } else { RUNS };
        for run in 0..runs {
            let begun = processor_ms()?;
            match name {
                "check-in" => drop(device.vault.programme().check_in(&CheckIn {
                    promise: "walk".into(),
                    kept: true,
                    ..CheckIn::default()
                })?),
                "first edit" => edit(&device, 20_000)?,
                "edit" => edit(&device, 30_000 + run)?,
                "history" => {
                    drop(device.vault.entries().history(&EntryRef::Newest(1), 10)?);
                }
                other => return Err(format!("{other} is no deed").into()),
            }
            took.push(processor_ms()? - begun);
        }
    }
    if name != "history" {
        let inside = Insider::of(&device);
        let log = inside.log(Class::Data);
        let heads = inside.heads(inside.home().tag());
        let last = heads.iter().find(|(known, _)| *known == log);
        let number = last.map_or(0, |(_, head)| head.number);
        let last = inside.record(inside.home().tag(), log, number);
        record = last.map_or(0, |record| record.encode().len());
    }
    took.sort_by(f64::total_cmp);
    let memory = most_memory_mb()?;
    print!("{:>12.1} {record:>12} {memory:>12.0}", took[took.len() / 2]);
    Ok(())
}

/// Replaces a few words of the newest entry.
fn edit(device: &Desk, run: usize) -> Result<(), Failure> {
    let entry = EntryRef::Newest(1);
    let body = device.vault.entries().get(&entry)?.fields.body;
    let body = past::replaced(&body, run);
    let edit = vec![EntryEdit::Body(body)];
    device.vault.entries().change(&entry, edit)?;
    Ok(())
}

/// Replaces a long text by another one, again and again.
fn replace(
    device: &Desk,
    (bytes, times): (usize, usize),
    took: &mut Vec<f64>,
) -> Result<(), Failure> {
    let id = device.writes(&past::prose(bytes, 0));
    for run in 1..=times {
        let edit = vec![EntryEdit::Body(past::prose(bytes, run as u64))];
        let begun = processor_ms()?;
        let entry = EntryRef::Prefix(id.clone());
        device.vault.entries().change(&entry, edit)?;
        took.push(processor_ms()? - begun);
    }
    Ok(())
}

fn on_disk(name: &str, count: usize, bytes: usize, at_once: bool) -> Result<(), Failure> {
    let world = World::new(1);
    let device = world.first("device");
    let entries: Vec<EntryFields> = (0..count)
        .map(|at| EntryFields::text(past::prose(bytes, at as u64)))
        .collect();
    let text: usize = entries.iter().map(|entry| entry.body.len()).sum();
    if at_once {
        device.vault.entries().create_all(entries, &mut |_| {})?;
    } else {
        for entry in entries {
            device.vault.entries().create(entry)?;
        }
    }
    let (_, folder, _) = device.closed();
    let disk = std::fs::metadata(folder.join("vault.redb"))?.len();
    println!(
        "{name:<34} {:>8.2} MB of text, {:.2} MB on disk: {:.2} x",
        text as f64 / 1e6,
        disk as f64 / 1e6,
        disk as f64 / text as f64
    );
    Ok(())
}

/// Processor time of this thread; the deeds start no other.
fn processor_ms() -> Result<f64, Failure> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let spent: f64 = said.split(' ').next().unwrap_or_default().parse()?;
    Ok(spent / 1e6)
}

fn most_memory_mb() -> Result<f64, Failure> {
    let said = std::fs::read_to_string("/proc/self/status")?;
    let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.unwrap_or_default().trim().trim_end_matches(" kB");
    Ok(kib.parse::<f64>()? / 1024.0)
}
