//! Measures the journal at ten thousand entries, beside what the machine itself needs for the same work.
//!
//! `cargo bench -p engine` prints a table; nothing is asserted, as machines differ. With `-- vault FOLDER` it only makes a
//! vault of that size, for `cli/benches/commands.sh`, and prints how many bytes of text are in it.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod corpus;
mod floors;

use std::path::Path;
use std::time::{Duration, Instant};

use engine::views::{EntryFields, EntryRef, Query};
use engine::{Env, OpenMode, Vault};

use testkit::loopback::{self, Device, Failure};

/// Entries in the journal that is measured.
const ENTRIES: usize = 10_000;
/// How often the short things are measured.
const RUNS: usize = 40;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["vault", folder] => make_vault(Path::new(folder)),
        [] => tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?
            .block_on(measure()),
        _ => Err("usage: cargo bench -p engine [-- vault FOLDER]".into()),
    }
}

/// A vault as `still init` makes it, with [`loopback::PASSPHRASE`], in a folder that does not exist yet.
fn make_vault(folder: &Path) -> Result<(), Failure> {
    let high_water =
        std::env::var_os("XDG_STATE_HOME").map(|state| Path::new(&state).join("still"));
    let vault = Vault::init(
        folder,
        &loopback::passphrase(),
        "bench",
        Env::system(high_water),
    )?
    .vault;
    let entries = corpus::entries(ENTRIES);
    println!("{}", corpus::text_bytes(&entries));
    vault.entries().create_all(entries, &mut |_| {})?;
    Ok(())
}

async fn measure() -> Result<(), Failure> {
    let stage = std::env::temp_dir().join(format!("still-bench-{}", std::process::id()));
    std::fs::create_dir(&stage)?;
    let done = measure_in(&stage).await;
    std::fs::remove_dir_all(&stage)?;
    done
}

async fn measure_in(stage: &Path) -> Result<(), Failure> {
    let entries = corpus::entries(ENTRIES);
    let text: Vec<u8> = entries
        .iter()
        .flat_map(|entry| entry.body.bytes())
        .collect();
    let text_bytes = corpus::text_bytes(&entries);
    println!(
        "{ENTRIES} entries, {:.1} MB of text",
        text_bytes as f64 / 1e6
    );
    let commit = floors::commit(stage)?;
    let (sealing, opening) = floors::cipher(&text)?;
    line("floor: redb commit of 1.2 KB", commit, None);
    line("floor: ChaCha20-Poly1305 seals the text", sealing, None);
    line("floor: ChaCha20-Poly1305 opens the text", opening, None);

    let first = Device::first(stage).await?;
    write(&first, entries, commit, sealing)?;
    let on_disk = first.bytes_on_disk()?;
    println!(
        "{:<46} {:>9.1} MB   {:>6.2} x the text",
        "on disk",
        on_disk as f64 / 1e6,
        on_disk as f64 / text_bytes as f64
    );
    read(&first, opening)?;
    exchange(stage, &first, &text).await
}

fn write(
    first: &Device,
    entries: Vec<EntryFields>,
    commit: Duration,
    sealing: Duration,
) -> Result<(), Failure> {
    let begun = Instant::now();
    first.vault.entries().create_all(entries, &mut |_| {})?;
    line(
        "write all in one batch",
        begun.elapsed(),
        Some(("sealing", sealing)),
    );
    let took = repeat(RUNS, |run| {
        first.vault.entries().create(note(run)).map(drop)
    })?;
    line("write one, durable", took, Some(("commit", commit)));
    let took = repeat(RUNS, |run| {
        let vault = first.again(OpenMode::Write)?;
        Ok::<_, Failure>(vault.entries().create(note(run)).map(drop)?)
    })?;
    line("open, write one, durable", took, Some(("commit", commit)));
    Ok(())
}

fn read(device: &Device, opening: Duration) -> Result<(), Failure> {
    let newest = Query {
        limit: 20,
        ..Query::default()
    };
    let open = || device.again(OpenMode::Read);
    let took = repeat(RUNS, |_| {
        Ok::<_, Failure>(open()?.entries().list(&newest).map(drop)?)
    })?;
    line("open, list the newest 20", took, None);
    let took = repeat(RUNS, |_| {
        Ok::<_, Failure>(open()?.entries().get(&EntryRef::Newest(1)).map(drop)?)
    })?;
    line("open, show @1", took, None);
    for word in [corpus::RARE_WORD, corpus::COMMON_WORD] {
        let mut total = 0;
        let took = repeat(RUNS, |_| {
            total = open()?.entries().search(word, 20)?.total;
            Ok::<_, Failure>(())
        })?;
        line(
            &format!("open, search a word in {total} entries"),
            took,
            Some(("opening", opening)),
        );
    }
    Ok(())
}

async fn exchange(stage: &Path, first: &Device, text: &[u8]) -> Result<(), Failure> {
    let second = Device::blank(stage).await?;
    let begun = Instant::now();
    let report = second.join(first).await?;
    let met = begun.elapsed();
    let listed = second
        .vault
        .entries()
        .list(&Query {
            limit: 20,
            ..Query::default()
        })?
        .total;
    second.vault.entries().search(corpus::RARE_WORD, 20)?;
    let all = begun.elapsed();
    let stream = floors::stream(first, &second, text).await?;
    line("floor: QUIC carries the text", stream, None);
    println!(
        "{:<46} {:>9.1} MB   {listed} entries",
        "second device: received",
        report.bytes_in as f64 / 1e6
    );
    line(
        "second device: pair and exchange",
        met,
        Some(("stream", stream)),
    );
    line(
        "second device: until all is listed and found",
        all,
        Some(("stream", stream)),
    );
    let on_disk = second.bytes_on_disk()?;
    println!(
        "{:<46} {:>9.1} MB   {:>6.2} x the text",
        "second device: on disk",
        on_disk as f64 / 1e6,
        on_disk as f64 / text.len() as f64
    );

    let trip = floors::round_trip(first, &second).await?;
    line("floor: QUIC round trip of 1.2 KB", trip, None);
    let mut took = Vec::new();
    let mut bytes = (0, 0);
    for _ in 0..RUNS / 2 {
        let begun = Instant::now();
        let report = second.meet(first).await?;
        took.push(begun.elapsed());
        bytes = (report.bytes_out, report.bytes_in);
    }
    line(
        "nothing differs, with connecting",
        median(&mut took),
        Some(("trip", trip)),
    );
    println!(
        "{:<46} {:>9} B out, {} B in",
        "nothing differs", bytes.0, bytes.1
    );
    live(first, &second, trip).await
}

/// A third process writes on the first device; both devices stay connected. Until the second one lists the entry.
async fn live(first: &Device, second: &Device, trip: Duration) -> Result<(), Failure> {
    let (here, there) = loopback::connect(second, first, link::Purpose::Exchange).await?;
    let (writer, reader) = (first.again(OpenMode::Write)?, second.again(OpenMode::Read)?);
    let watching = tokio::task::spawn_blocking(move || -> Result<_, Failure> {
        std::thread::sleep(Duration::from_millis(500));
        let mut took = Vec::new();
        for run in 0..RUNS {
            let entry = writer.entries().create(note(run))?;
            let begun = Instant::now();
            let wanted = EntryRef::Prefix(entry.id);
            while reader.entries().get(&wanted).is_err() {
                std::thread::sleep(Duration::from_micros(500));
                if begun.elapsed() > Duration::from_secs(20) {
                    return Err("an entry did not arrive".into());
                }
            }
            took.push(begun.elapsed());
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(took)
    });
    let mut took = tokio::select! {
        ended = second.talk(first, here, there, true) => {
            ended?;
            return Err("the connection ended".into());
        }
        took = watching => took??,
    };
    line(
        "live: from commit to readable there, median",
        median(&mut took),
        Some(("trip", trip)),
    );
    line("live: the slowest of 40", took[took.len() - 1], None);
    Ok(())
}

fn note(run: usize) -> EntryFields {
    EntryFields {
        body: format!("A short note, number {run}, about the walk by the river. ").repeat(18),
        ..EntryFields::default()
    }
}

/// The median of several runs.
fn repeat<E>(runs: usize, mut what: impl FnMut(usize) -> Result<(), E>) -> Result<Duration, E> {
    let mut took = Vec::with_capacity(runs);
    for run in 0..runs {
        let begun = Instant::now();
        what(run)?;
        took.push(begun.elapsed());
    }
    Ok(median(&mut took))
}

/// Sorts them, too.
pub(crate) fn median(took: &mut [Duration]) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

fn line(what: &str, took: Duration, floor: Option<(&str, Duration)>) {
    let ratio = floor.map_or_else(String::new, |(name, floor)| {
        format!(
            "   {:>6.1} x {name}",
            took.as_secs_f64() / floor.as_secs_f64()
        )
    });
    println!("{what:<46} {:>9.2} ms{ratio}", took.as_secs_f64() * 1e3);
}
