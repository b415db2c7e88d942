//! `still recover`: going on with the recovery kit and a copy of a journal's folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use engine::{Copied, CopiedDevice, DeviceId, Found, Query, Recovery, Vault};
use jiff::tz::TimeZone;
use serde_json::json;

use super::init::{can_be_made, device_name_or, host_name, refuse_used};
use super::kit::typed;
use crate::agent;
use crate::app::{App, passphrase};
use crate::failure::{Failure, Kind};
use crate::terminal::{INTERRUPT, Tty, show_line};

/// What the folder is called that the recovered journal has replaced.
const REPLACED: &str = "before-recovery";

/// Go on with a journal when its passphrase is forgotten or its devices are lost
///
/// Needs the recovery kit and a copy of the journal's folder: a backup, the disk of a broken computer, or the folder on this
/// computer itself, whose passphrase is forgotten. Who knows the passphrase of the copy needs no kit. The copy is only read. Out of it a new device of the journal is
/// made, with a new passphrase. Every record is verified on the way.
///
/// Devices that you do not have any more are removed at the same time. One that you still have does not know the new one
/// yet: `still device add` there and `still device join` here make them known to each other, and bring what the copy lacks.
///
/// With --passphrase-fd the first line is the kit, or the copy's passphrase, the second the new passphrase, and nothing is
/// asked.
#[derive(Args)]
pub(crate) struct RecoverArgs {
    /// The copy of the journal's folder, or a folder with backups, of which the newest is taken [default: the journal's folder itself, which is then put aside]
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// A name for this device, shown on your other devices [default: asked, or the name of the computer]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Use the passphrase of the device that was copied, as it was then, instead of the recovery kit
    #[arg(long)]
    with_passphrase: bool,
    /// A device that you do not have any more: its name or id; may be given several times [default: asked]
    #[arg(long, value_name = "DEVICE")]
    gone: Vec<String>,
}

/// Makes the new device.
pub(crate) fn run(app: &mut App, args: &RecoverArgs) -> Result<(), Failure> {
    let mut place = Place::of(app, args.from.as_deref())?;
    // Of several by date the newest.
    if let Some(newest) = engine::backups_in(&place.copy, &app.env())?
        .into_iter()
        .next()
    {
        place.copy = newest;
    }
    app.passphrases.can_be_fresh()?;
    let copy = opened(app, &place.copy, args.with_passphrase)?;
    let held = copy.look()?;
    let zone = app.env().now().time_zone().clone();
    if !app.json() {
        app.out.line(told(&held, &zone))?;
        app.out.flush()?;
    }
    let gone = lost(app, &held.devices, &args.gone)?;
    let name = device_name_or(app, args.name.as_deref(), free_name(&held.devices))?;
    if !app.scripted() {
        app.notes
            .note("The new passphrase opens the journal on this device. The old one opens the copy still.");
    }
    let typed = app.passphrases.fresh(app.notes)?;
    let (vault, beginning, refused) = Vault::recover(
        &place.new,
        &passphrase(&typed),
        &name,
        &copy,
        &gone,
        app.env(),
    )?;
    let entries = vault.entries().list(&Query::newest(1))?.total;
    let known = held.devices.len() > gone.len();
    drop((vault, copy));
    beginning.settle()?;
    let aside = place.put_in(app)?;
    if app.json() {
        return app.print_json(&json!({
            "folder": app.folder(), "device": name, "entries": entries, "refused": refused, "before": aside,
        }));
    }
    let folder = show_line(&app.folder().display().to_string());
    app.out.line(format!(
        "The journal is in {folder}, with {entries} {}. `still list` shows them.",
        if entries == 1 { "entry" } else { "entries" }
    ))?;
    if refused > 0 {
        app.out.line(format!(
            "{refused} of the records in the copy did not hold and do not count. `still doctor` shows them."
        ))?;
    }
    if known {
        app.out.line(
            "Your other devices do not know this one yet. Where you have one of them: `still device add` there, and \
             `still device join` here. That brings what the copy lacks, too.",
        )?;
    }
    if let Some(aside) = aside {
        app.out.line(format!(
            "What was there before lies in {}. When you have seen that all is well, delete it.",
            show_line(&aside.display().to_string())
        ))?;
    }
    app.out.line(
        "The recovery kit opens the journal as before; as it was typed just now, `still kit renew` makes another one. Whoever has a copy of the folder \
         and its old passphrase can read what was written until today.",
    )
}

/// The copy, opened with the kit or with its passphrase.
fn opened(app: &mut App, copy: &Path, with_passphrase: bool) -> Result<Recovery, Failure> {
    let env = app.env();
    if !copy.join("vault.redb").is_file() {
        let what = format!("there is no copy of a journal in {}", copy.display());
        return Err(Failure::new(Kind::NoVault, what)
            .help("name the folder of a backup, or a copy of a journal's folder, with --from"));
    }
    if !with_passphrase {
        let kit = typed::kit(app)?;
        return Ok(Recovery::open(copy, kit, &env)?);
    }
    if !copy.join("device.age").is_file() {
        let what = format!("no passphrase opens {}", copy.display());
        return Err(Failure::new(Kind::NoVault, what)
            .because("the file device.age is missing there")
            .help("the recovery kit opens it: leave out --with-passphrase"));
    }
    app.with_passphrase("Passphrase of the copy: ", |typed| {
        Recovery::unlock(copy, typed, &env)
    })
}

/// The computer's name, with a number where a device of the journal has it already: often that was made on this computer.
fn free_name(devices: &[CopiedDevice]) -> String {
    let host = host_name();
    let taken = |name: &String| devices.iter().any(|device| device.name == *name);
    let numbered = (2..).map(|number: u32| format!("{host} {number}"));
    let mut names = std::iter::once(host.clone()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or(host)
}

/// Where the copy lies, and where the new device is made.
struct Place {
    copy: PathBuf,
    new: PathBuf,
    /// Whether the copy is the journal's own folder, which the new one replaces.
    here: bool,
}

impl Place {
    fn of(app: &App, from: Option<&Path>) -> Result<Self, Failure> {
        let folder = app.folder().to_owned();
        if let Some(copy) = from {
            refuse_used(app)?;
            let copy = copy.to_owned();
            return Ok(Self {
                copy,
                new: folder,
                here: false,
            });
        }
        if Vault::look(&folder, &app.env())? != Found::Vault {
            return Err(
                Failure::new(Kind::NoVault, "there is no journal in this folder")
                    .because(folder.display())
                    .help("name the copy of one with --from DIR"),
            );
        }
        let new = beside(&folder, "recovering");
        if Vault::look(&new, &app.env())? != Found::Nothing {
            return Err(Failure::new(Kind::NoVault, "the new journal has no place")
                .because(format_args!("{} is there already", new.display()))
                .help("move it away"));
        }
        can_be_made(&new)?;
        Ok(Self {
            copy: folder,
            new,
            here: true,
        })
    }

    /// Puts the new device where the journal was, and gives where the old folder lies now.
    fn put_in(&self, app: &App) -> Result<Option<PathBuf>, Failure> {
        if !self.here {
            return Ok(None);
        }
        let stays = |why: &dyn std::fmt::Display| {
            Failure::refused("the recovered journal was not put in the place of the old one")
                .because(why)
                .help(format!(
                    "it is whole and lies in {}; `--vault` with that folder opens it",
                    self.new.display()
                ))
        };
        if let Some(key) = app.vault_key() {
            agent::end(&key).map_err(|why| stays(&why))?;
        }
        let mut numbers = 1..;
        let free = |number: u32| {
            let end = if number == 1 {
                REPLACED.to_owned()
            } else {
                format!("{REPLACED}-{number}")
            };
            Some(beside(&self.copy, &end)).filter(|path| path.symlink_metadata().is_err())
        };
        let aside = numbers.find_map(free).expect("some number is free");
        std::fs::rename(&self.copy, &aside).map_err(|error| stays(&error))?;
        if let Err(error) = std::fs::rename(&self.new, &self.copy) {
            let _ = std::fs::rename(&aside, &self.copy);
            return Err(stays(&error));
        }
        Ok(Some(aside))
    }
}

/// A folder beside another, of which its name says what it is.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{what}"));
    folder.with_file_name(name)
}

/// What the copy holds, in two sentences.
fn told(held: &Copied, zone: &TimeZone) -> String {
    let newest = held.newest.map_or_else(String::new, |at| {
        let at = at.to_zoned(zone.clone());
        format!(", the newest of {}", at.strftime("%A, %-d %B %Y, %H:%M"))
    });
    let damaged = match held.damaged_parts {
        0 => String::new(),
        1 => " One part of it is damaged: what is in that is left out.".to_owned(),
        parts => format!(" {parts} parts of it are damaged: what is in those is left out."),
    };
    format!(
        "This copy opens. It holds {} {}{newest}. What was written on other devices after that is not in it.{damaged}",
        held.changes,
        if held.changes == 1 {
            "change"
        } else {
            "changes"
        }
    )
}

/// Which devices are lost: as given, or as somebody says of each.
fn lost(
    app: &App,
    devices: &[CopiedDevice],
    given: &[String],
) -> Result<BTreeSet<DeviceId>, Failure> {
    if !given.is_empty() || app.scripted() {
        return given.iter().map(|name| find(devices, name)).collect();
    }
    let Some(mut tty) = Tty::open() else {
        return Ok(BTreeSet::new());
    };
    let mut gone = BTreeSet::new();
    if !devices.is_empty() {
        tty.say(
            "A device that you have lost, or that somebody else may have, is better removed now: it gets nothing that is \
             written from now on.",
        )?;
    }
    for device in devices {
        let name = show_line(&device.name);
        let copied = if device.copied {
            ", whose folder this is"
        } else {
            ""
        };
        loop {
            let question = format!("Do you still have and use “{name}”{copied}? [y/n] ");
            let answer = tty.ask_afresh(&question)?;
            let answer = answer.ok_or_else(|| Failure::interrupted(INTERRUPT))?;
            match answer.trim().to_lowercase().as_str() {
                "y" | "yes" => break,
                "n" | "no" => {
                    gone.insert(device.device);
                    break;
                }
                _ => tty.say("Please answer y or n: nothing is decided without you.")?,
            }
        }
    }
    Ok(gone)
}

fn find(devices: &[CopiedDevice], wanted: &str) -> Result<DeviceId, Failure> {
    let folded = wanted.to_lowercase();
    let by_name = devices
        .iter()
        .filter(|device| device.name.to_lowercase() == folded);
    let by_id = devices
        .iter()
        .filter(|device| folded.len() >= 4 && device.device.to_string().starts_with(&folded));
    let found: BTreeSet<DeviceId> = by_name.chain(by_id).map(|device| device.device).collect();
    match found.len() {
        1 => Ok(*found.first().expect("there is one")),
        count => {
            let names: Vec<_> = devices
                .iter()
                .map(|device| show_line(&device.name).to_string())
                .collect();
            let what = if count == 0 {
                format!("no device of this journal is called {}", show_line(wanted))
            } else {
                format!("{} means several devices", show_line(wanted))
            };
            Err(Failure::new(Kind::NotFound, what)
                .because(format!("the copy knows: {}", names.join(", ")))
                .help("name each with --gone, by its name or its id"))
        }
    }
}
