//! What happens on the tour, told as it happens, with what each device holds at each moment.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use engine::views::{EntryEdit, EntryFields, Query};
use engine::worksheet::Target;
use engine::{Publication, ShareRule};
use serde::Serialize;
use serde_json::json;

use super::stage::{Device, Met, PASSPHRASE};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{Paint, counted, show_line};

/// An exchange that ends otherwise than in step.
const AFTER_STOP: &str = "the reader calls after the stop";

/// A sentence that is searched for in every file at the end.
const WALK: &str = "Walked the long way round the lake; the cormorants were back.";

/// One exchange, for `--json`.
#[derive(Serialize)]
struct Exchange {
    what: &'static str,
    milliseconds: f64,
    connecting_milliseconds: f64,
    records_sent: u64,
    records_received: u64,
    bytes_out: u64,
    bytes_in: u64,
    in_step: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Told {
    folder: String,
    seconds: f64,
    exchanges: Vec<Exchange>,
    entries_on_both: usize,
    reader_saw: usize,
    reader_sees_after_stop: usize,
    words_found_in_files: usize,
    problems: Vec<String>,
}

struct Teller<'a> {
    app: &'a mut App,
    exchanges: Vec<Exchange>,
    chapter: u8,
}

impl Teller<'_> {
    fn chapter(&mut self, title: &str) -> Result<(), Failure> {
        self.chapter += 1;
        let number = self.chapter;
        self.say("")?;
        self.say(&Paint::Strong.on(format_args!("{number}. {title}")))
    }

    fn say(&mut self, line: &str) -> Result<(), Failure> {
        if self.app.json() {
            return Ok(());
        }
        self.app.out.line(line)?;
        self.app.out.flush()
    }

    fn met(&mut self, what: &'static str, met: &Met) -> Result<(), Failure> {
        let (report, all) = (&met.report, milliseconds(met.all));
        let connecting = milliseconds(met.connecting);
        let outcome = if report.in_step {
            "in step"
        } else {
            "NOT in step"
        };
        self.say(&format!(
            "   {what}: {} records out, {} in; {} bytes out, {} in; {all:.1} ms ({connecting:.1} of it to connect); {outcome}",
            report.sent, report.received, report.bytes_out, report.bytes_in
        ))?;
        self.exchanges.push(Exchange {
            what,
            milliseconds: all,
            connecting_milliseconds: connecting,
            records_sent: report.sent,
            records_received: report.received,
            bytes_out: report.bytes_out,
            bytes_in: report.bytes_in,
            in_step: report.in_step,
        });
        Ok(())
    }

    /// Shows what an owner's device holds.
    fn holds(&mut self, device: &Device) -> Result<usize, Failure> {
        let listing = device.vault.entries().list(&Query::default())?;
        self.say(&format!(
            "   {} holds {}:",
            device.name,
            counted(listing.total, "entry", "entries")
        ))?;
        for entry in &listing.entries {
            let words = show_line(&entry.body);
            self.say(&format!(
                "      {}  {}",
                Paint::Faint.on(&entry.short),
                words
            ))?;
        }
        let status = device.vault.status()?;
        if status.only_here > 0 {
            self.say(&format!(
                "      only here: {}",
                counted(
                    usize::try_from(status.only_here).unwrap_or(usize::MAX),
                    "change",
                    "changes"
                )
            ))?;
        }
        Ok(listing.total)
    }

    fn sees(&mut self, device: &Device, seen: &Publication) -> Result<(), Failure> {
        self.say(&format!(
            "   {} sees {} and {}:",
            device.name,
            counted(seen.entries.len(), "entry", "entries"),
            counted(seen.worksheets.len(), "worksheet", "worksheets")
        ))?;
        for entry in &seen.entries {
            self.say(&format!("      {}", show_line(&entry.body)))?;
        }
        Ok(())
    }
}

/// Takes the tour in `stage`, an empty folder.
pub(crate) async fn tell(app: &mut App, stage: &Path) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut teller = Teller {
        app,
        exchanges: Vec::new(),
        chapter: 0,
    };
    teller.say("Three vaults on this machine: a laptop, a phone, and a therapist's tablet.")?;
    let (laptop, phone) = two_devices(&mut teller, stage).await?;
    apart(&mut teller, &laptop, &phone)?;
    let entries_on_both = together(&mut teller, &laptop, &phone).await?;
    let tablet = Device::blank(stage, "tablet").await?;
    let (reader_saw, reader_sees_after_stop) =
        reader(&mut teller, &laptop, &phone, &tablet).await?;
    let (words_found_in_files, problems) = looked_over(&mut teller, stage, &laptop, &phone)?;
    let folder = stage.display().to_string();
    let example = laptop.folder.display().to_string();
    for device in [laptop, phone, tablet] {
        device.leave().await;
    }
    let seconds = begun.elapsed().as_secs_f64();
    teller.say("")?;
    teller.say(&format!(
        "That took {seconds:.1} s. The vaults are in {folder}; look into them with"
    ))?;
    teller.say(&format!("   still --vault {example} list"))?;
    teller.say(&format!(
        "and the passphrase “{PASSPHRASE}”. Remove the folder when you are done."
    ))?;
    let Teller { app, exchanges, .. } = teller;
    if app.json() {
        app.print_json(&Told {
            folder,
            seconds,
            exchanges,
            entries_on_both,
            reader_saw,
            reader_sees_after_stop,
            words_found_in_files,
            problems,
        })?;
    }
    Ok(())
}

fn draft(body: &str, tags: &[&str]) -> EntryFields {
    EntryFields {
        body: body.to_owned(),
        tags: tags.iter().map(ToString::to_string).collect(),
        ..EntryFields::default()
    }
}

async fn two_devices(teller: &mut Teller<'_>, stage: &Path) -> Result<(Device, Device), Failure> {
    teller.chapter("A journal on a laptop, offline")?;
    let laptop = Device::first(stage, "laptop").await?;
    laptop.vault.entries().create(draft(
        "First page. I do not know yet what to write here.",
        &[],
    ))?;
    laptop.vault.entries().create(EntryFields {
        mood: Some(4),
        ..draft(WALK, &["session"])
    })?;
    let plan = json!({"start": jiff::Zoned::now().date().to_string(), "ending": "ordinary", "target_days": 30});
    laptop
        .vault
        .worksheets()
        .fill_json(2, &Target::Sheet, &plan)?;
    teller.holds(&laptop)?;

    teller.chapter("A phone joins: ticket, words, first exchange")?;
    let phone = Device::blank(stage, "phone").await?;
    let mut invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &laptop.confirmed()?)?;
    let (words, met) = phone.join(&laptop, &mut invitation).await?;
    teller.say(&format!(
        "   the phone shows “{words}”; typed on the laptop, and the phone is in"
    ))?;
    teller.met("pairing and first exchange", &met)?;
    teller.holds(&phone)?;
    Ok((laptop, phone))
}

fn apart(teller: &mut Teller<'_>, laptop: &Device, phone: &Device) -> Result<(), Failure> {
    teller.chapter("Apart: both write, and both edit the same entry")?;
    let walk = "@1".parse()?;
    laptop
        .vault
        .entries()
        .create(draft("On the laptop, on the train.", &[]))?;
    phone
        .vault
        .entries()
        .create(draft("On the phone, in the kitchen, late.", &["session"]))?;
    let here = laptop.vault.entries().search("cormorants", 1)?;
    let entry = here
        .hits
        .first()
        .map(|hit| hit.entry.id.parse())
        .transpose()?
        .unwrap_or(walk);
    laptop.vault.entries().change(
        &entry,
        vec![EntryEdit::Body(WALK.replace("Walked", "Walked slowly"))],
    )?;
    let ending = "the cormorants were back, drying their wings.";
    let other = WALK.replace("the cormorants were back.", ending);
    phone.vault.entries().change(
        &entry,
        vec![EntryEdit::Body(other), EntryEdit::Mood(Some(6))],
    )?;
    let urge = |what: &str| json!({"channel": "messages", "intensity": 7, "instead": what});
    let urges = Target::NewItem("urges".to_owned());
    laptop
        .vault
        .worksheets()
        .fill_json(2, &urges, &urge("called my sister"))?;
    phone
        .vault
        .worksheets()
        .fill_json(2, &urges, &urge("put the phone in a drawer"))?;
    teller.holds(laptop)?;
    teller.holds(phone)?;
    Ok(())
}

async fn together(
    teller: &mut Teller<'_>,
    laptop: &Device,
    phone: &Device,
) -> Result<usize, Failure> {
    teller.chapter("Together again")?;
    let met = phone.meet(laptop).await?;
    teller.met("exchange after a time apart", &met)?;
    let held = teller.holds(laptop)?;
    let same = laptop.vault.entries().list(&Query::default())?.entries
        == phone.vault.entries().list(&Query::default())?.entries;
    teller.say(if same {
        "   the phone reads the same, word for word"
    } else {
        "   THE PHONE READS SOMETHING ELSE"
    })?;
    let urges = laptop.vault.worksheets().get(2)?.row.items("urges").len();
    teller.say(&format!(
        "   and the no-contact worksheet holds both urges: {urges}"
    ))?;
    let met = phone.meet(laptop).await?;
    teller.met("exchange when nothing differs", &met)?;
    Ok(if same { held } else { 0 })
}

async fn reader(
    teller: &mut Teller<'_>,
    laptop: &Device,
    phone: &Device,
    tablet: &Device,
) -> Result<(usize, usize), Failure> {
    teller.chapter("A therapist reads a chosen part")?;
    let rule = ShareRule {
        tags: ["session".to_owned()].into(),
        steps: [2].into(),
        ..ShareRule::default()
    };
    let confirmed = laptop.confirmed()?;
    let share = laptop
        .vault
        .shares()
        .create("the practice", &rule, None, &confirmed)?;
    teller.say(&format!("   shared: {}", rule.words()))?;
    let mut invitation = laptop
        .vault
        .shares()
        .invite(&share.short, Vec::new(), &confirmed)?;
    let (_, met) = tablet.join(laptop, &mut invitation).await?;
    teller.met("the reader joins and fetches", &met)?;
    let seen = tablet.vault.readings().read(None)?;
    teller.sees(tablet, &seen)?;
    match tablet
        .vault
        .entries()
        .create(draft("not mine to write", &[]))
    {
        Ok(_) => teller.say("   THE READER COULD WRITE")?,
        Err(error) => teller.say(&format!("   the reader tries to write: {error}"))?,
    }

    teller.chapter("The phone adds to the share; the share is stopped")?;
    phone.meet(laptop).await?;
    phone.vault.entries().create(draft(
        "For Thursday: the dream about the house.",
        &["session"],
    ))?;
    let met = tablet.meet(phone).await?;
    teller.met("the reader fetches from the phone", &met)?;
    let seen = tablet.vault.readings().read(None)?;
    teller.sees(tablet, &seen)?;
    laptop.vault.shares().stop(&share.short, &confirmed)?;
    let met = tablet.meet(laptop).await?;
    teller.met(AFTER_STOP, &met)?;
    let left = tablet.vault.readings().list()?.len();
    teller.say(&format!(
        "   shares left on the tablet: {left}; its copy is gone"
    ))?;
    Ok((seen.entries.len(), left))
}

fn looked_over(
    teller: &mut Teller<'_>,
    stage: &Path,
    laptop: &Device,
    phone: &Device,
) -> Result<(usize, Vec<String>), Failure> {
    teller.chapter("Looked over")?;
    let mut problems = Vec::new();
    for device in [laptop, phone] {
        let verified = device.vault.verify(&mut |_, _| {})?;
        let rebuilt = device.vault.rebuild(&mut |_, _| {})?;
        teller.say(&format!(
            "   {}: {} records and {} pages hold; rebuilt {} documents from records, {} read differently",
            device.name,
            verified.records,
            verified.pages,
            rebuilt.documents,
            rebuilt.different.len()
        ))?;
        problems.extend(verified.problems);
        problems.extend(rebuilt.different);
    }
    let found = files_with(stage, &["cormorants", "kitchen", "drawer", "Thursday"])?;
    teller.say(&format!(
        "   files under the folder that hold a word that was written: {found}"
    ))?;
    Ok((found, problems))
}

/// How many files below `folder` hold any of these words as they were written.
fn files_with(folder: &Path, words: &[&str]) -> Result<usize, Failure> {
    let mut found = 0;
    let failed = |error: std::io::Error| {
        Failure::new(Kind::Unexpected, "the tour's files cannot be read").because(error)
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found += files_with(&path, words)?;
        } else {
            let bytes = fs::read(&path).map_err(failed)?;
            let holds = |word: &&str| {
                bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes())
            };
            found += usize::from(words.iter().any(holds));
        }
    }
    Ok(found)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
