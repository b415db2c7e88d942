//! `still sync`: meet every device once.

use clap::Args;
use engine::views::{ChangedApart, DeviceView, HiddenEntry, Status};
use engine::{Arrivals, EntryRoll, OpenMode, Vault};
use jiff::{SignedDuration, Zoned};
use node::{MeetOptions, Met, Outcome};
use serde::Serialize;

use super::status::{tell_cut_off, tell_differing, tell_late, tell_shares};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::json;
use crate::json::{cut_off_shape, role_name, split_shape, to_fetch_shape};
use crate::network::{Exchanged, meet, open_vault, run_async};
use crate::terminal::{Paint, Progress, columns, counted, show_line, wrap};
use crate::time::{ago, parse_length};
use crate::view::{self, standing};

/// Exchange with every device that can be reached, once
///
/// Looks for your other devices and for readers of your shares, answers those that look for this one, and says what
/// went where. Two devices that do this at the same time find each other. What was begun is brought to its end; what
/// is cut goes on from there next time.
///
/// While `still run` is connected for this journal, it is asked to do this.
///
/// Without the passphrase only sealed records move; they are read after the next unlocking.
#[derive(Args)]
pub(crate) struct SyncArgs {
    /// Give up looking after this long
    #[arg(long, value_name = "TIME", default_value = "6s", value_parser = parse_length)]
    wait: SignedDuration,
    /// Do not ask for the passphrase: exchange sealed records only
    #[arg(long)]
    locked: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Told<'a> {
    devices: Vec<DeviceTold<'a>>,
    entries_before: Option<usize>,
    entries: Option<usize>,
    entries_new: Option<usize>,
    entries_restored: Option<usize>,
    /// Files that are not, or not whole, on this device; null while locked.
    files_to_fetch: Option<serde_json::Value>,
    files_bytes: u64,
    only_here: u64,
    only_here_since: Option<String>,
    set_back: bool,
    differing: &'a [String],
    disputed: &'a [String],
    split: Vec<serde_json::Value>,
    waited_for: &'a [String],
    cut_off: Vec<serde_json::Value>,
    hidden_entries: Vec<serde_json::Value>,
    ended_shares: Vec<String>,
    changed_on_both_sides: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct DeviceTold<'a> {
    short: &'a str,
    name: &'a str,
    role: &'static str,
    met: bool,
    exchanged: Option<Exchanged>,
    /// Why an exchange that had begun did not end.
    cut: Option<String>,
    last_seen: Option<String>,
    /// How far its clock is ahead, where it differs from the one here.
    clock_ahead_s: Option<i64>,
}

/// What changed in the journal by meeting.
pub(super) struct Round {
    pub(super) vault: Vault,
    pub(super) met: Vec<Met>,
    pub(super) before: Status,
    /// The entries before, where they can be read.
    roll: Option<EntryRoll>,
    /// Beginnings of the ids of shares that ended for this reader.
    pub(super) ended: Vec<String>,
}

impl Round {
    /// Meets whom it can.
    pub(super) fn go(app: &App, vault: Vault, wait: SignedDuration) -> Result<Self, Failure> {
        let before = vault.status()?;
        let roll = roll(&vault)?;
        let known = vault.readings_ended()?.len();
        let looking = Progress::waiting("looking for the other devices", app.quiet());
        let met = run_async(async {
            let wait = wait.unsigned_abs();
            let until = tokio::time::Instant::now() + wait;
            let meeting = meet(app, &vault, MeetOptions { wait });
            let mut meeting = std::pin::pin!(meeting);
            loop {
                tokio::select! {
                    met = &mut meeting => return met,
                    () = looking.counted_down(until) => {}
                }
            }
        })?;
        drop(looking);
        let ended = vault.readings_ended()?;
        let ended = ended.into_iter().skip(known).map(|(id, _)| id).collect();
        Ok(Self {
            vault,
            met,
            before,
            roll,
            ended,
        })
    }

    /// Entries that came, where they can be read.
    fn arrivals(&self) -> Result<Option<Arrivals>, Failure> {
        let now = roll(&self.vault)?;
        Ok(now
            .zip(self.roll.as_ref())
            .map(|(now, before)| now.since(before)))
    }

    /// Whether an exchange with anybody was completed.
    pub(super) fn met_somebody(&self) -> bool {
        self.met
            .iter()
            .any(|met| Exchanged::of(&met.outcome).is_some())
    }
}

/// Meets everybody and tells.
pub(crate) fn run(app: &mut App, args: &SyncArgs) -> Result<(), Failure> {
    let vault = open_vault(app, args.locked, OpenMode::Write)?;
    let alone = vault.allowed_links()?.is_empty();
    if alone {
        return Err(
            Failure::new(Kind::Unreachable, "there is no other device yet")
                .help("`still device add` adds one"),
        );
    }
    if !vault.is_unlocked() {
        app.notes
            .note("Locked: sealed records are exchanged, and read after the next unlocking.");
    }
    let since = vault.env().now().timestamp().as_second();
    let round = Round::go(app, vault, args.wait)?;
    let both_sides = both_sides(&round.vault, since)?;
    let hidden = view::hidden::untold(&round.vault)?;
    let arrivals = round.arrivals()?;
    let after = round.vault.detailed_status()?;
    let now = round.vault.env().now();
    if app.json() {
        app.print_json(&told(&round, &after, arrivals, &both_sides, &hidden))?;
    } else {
        for met in &round.met {
            app.out.line(line(met, &after, &now))?;
        }
        tell_clocks(app, &round.met)?;
        tell_changes(app, &round, arrivals)?;
        if after.cut_off != round.before.cut_off {
            tell_cut_off(app, &after.cut_off)?;
        } else {
            tell_late(app, &after.cut_off)?;
        }
        view::hidden::tell(app, &round.vault, &hidden)?;
        view::both_sides::print(app, &round.vault, &both_sides)?;
        if let Some(words) = view::files::to_fetch(&after.to_fetch) {
            app.out.line(format!("Files: {words}"))?;
        }
        app.out.line(format!(
            "Only on this device: {}",
            standing::only_here(&after, &now)
        ))?;
        if let Some(words) = view::files::not_known(&after) {
            app.out.line(format!("Files: {words}"))?;
        }
        tell_shares(app, &round.vault)?;
        tell_differing(app, &after)?;
    }
    app.out.flush()?;
    if round.met_somebody() {
        Ok(())
    } else {
        Err(nobody(&round.met))
    }
}

/// What turned out to have been changed on both sides since this moment, in unix seconds. A locked vault finds out
/// once it is unlocked.
fn both_sides(vault: &Vault, since: i64) -> Result<Vec<ChangedApart>, Failure> {
    if !vault.reads_home()? {
        return Ok(Vec::new());
    }
    let since = jiff::Timestamp::from_second(since).unwrap_or(jiff::Timestamp::MIN);
    Ok(vault.both_sides().since(since)?)
}

/// The entries as they are, where there is a journal and it can be read.
fn roll(vault: &Vault) -> Result<Option<EntryRoll>, Failure> {
    if !vault.reads_home()? {
        return Ok(None);
    }
    Ok(Some(vault.entries().roll()?))
}

/// Says whose clocks differ from the one here.
pub(super) fn tell_clocks(app: &mut App, met: &[Met]) -> Result<(), Failure> {
    for met in met {
        let Some(ahead) = met.clock_ahead else {
            continue;
        };
        for line in wrap(&view::clock::line(&met.device.name, ahead), columns()) {
            app.out.line(line)?;
        }
    }
    Ok(())
}

/// Says what came, and which shares are over.
fn tell_changes(app: &mut App, round: &Round, arrivals: Option<Arrivals>) -> Result<(), Failure> {
    let Arrivals { new, restored } = arrivals.unwrap_or_default();
    if new > 0 {
        let new = counted(new, "new entry", "new entries");
        app.out.line(format!("{new} here."))?;
    }
    if restored > 0 {
        let restored = counted(restored, "entry is", "entries are");
        app.out.line(format!("{restored} back from the bin."))?;
    }
    for id in &round.ended {
        app.out.line(format!(
            "Share {} has ended; its copy here was removed.",
            show_line(id)
        ))?;
    }
    Ok(())
}

/// The failure when nobody was there.
pub(super) fn nobody(met: &[Met]) -> Failure {
    let cut = met.iter().any(|met| matches!(met.outcome, Outcome::Cut(_)));
    if cut {
        return Failure::new(Kind::Unreachable, "the exchange was cut")
            .because("what arrived before is kept")
            .help("try again: it goes on from there. If it is cut again, see whether `still run` or `still sync` still runs on the other device");
    }
    Failure::new(Kind::Unreachable, "no device was reached").help(
        "open the journal on the other device at the same time (`still run` or `still sync`), on the same network",
    )
}

fn seen_in<'a>(device: &DeviceView, after: &'a Status) -> Option<&'a DeviceView> {
    after.devices.iter().find(|known| known.link == device.link)
}

fn line(met: &Met, after: &Status, now: &Zoned) -> String {
    let device = seen_in(&met.device, after).unwrap_or(&met.device);
    let name = Paint::Strong.on(show_line(&device.name));
    let seen = device.last_seen.map_or_else(
        || "never seen".to_owned(),
        |at| format!("last seen {}", ago(at, now)),
    );
    match &met.outcome {
        Outcome::Cut(why) => format!(
            "{name}: cut ({}); what arrived is kept",
            show_line(&why.to_string())
        ),
        outcome => match Exchanged::of(outcome) {
            Some(exchanged) => format!("{name}: {exchanged}"),
            None => format!("{name}: not reached; {seen}"),
        },
    }
}

fn told<'a>(
    round: &'a Round,
    after: &'a Status,
    arrivals: Option<Arrivals>,
    both_sides: &[ChangedApart],
    hidden: &[HiddenEntry],
) -> Told<'a> {
    let device = |met: &'a Met| {
        let device = seen_in(&met.device, after).unwrap_or(&met.device);
        let exchanged = Exchanged::of(&met.outcome);
        let cut = match &met.outcome {
            Outcome::Cut(why) => Some(why.to_string()),
            _ => None,
        };
        DeviceTold {
            short: &device.short,
            name: &device.name,
            role: role_name(device.role),
            met: exchanged.is_some(),
            exchanged,
            cut,
            last_seen: device.last_seen.map(|at| at.to_string()),
            clock_ahead_s: met.clock_ahead.map(|ahead| ahead.as_secs()),
        }
    };
    Told {
        devices: round.met.iter().map(device).collect(),
        entries_before: round.before.entries,
        entries: after.entries,
        entries_new: arrivals.map(|came| came.new),
        entries_restored: arrivals.map(|came| came.restored),
        files_to_fetch: after.unlocked.then(|| to_fetch_shape(&after.to_fetch)),
        files_bytes: after.files_bytes,
        only_here: after.only_here,
        only_here_since: after.only_here_since.map(|at| at.to_string()),
        set_back: after.set_back,
        differing: &after.differing,
        disputed: &after.disputed,
        split: after.split.iter().map(split_shape).collect(),
        waited_for: &after.waited_for,
        cut_off: after.cut_off.iter().map(cut_off_shape).collect(),
        hidden_entries: hidden.iter().map(json::hidden::shape).collect(),
        ended_shares: round.ended.clone(),
        changed_on_both_sides: both_sides.iter().map(json::both_sides::shape).collect(),
    }
}
