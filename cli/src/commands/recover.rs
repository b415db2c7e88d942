//! `still recover`: going on with the recovery kit and a copy of a journal's folder.

mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use engine::carry::{self, CarryError, Opened, RealFolder};
use engine::{CopiedDevice, DeviceId, Env, Found, Query, Recovery, RecoveryKit, Vault};
use serde_json::json;

use super::init::{can_be_made, device_name_or, host_name, refuse_used};
use super::kit::typed;
use crate::agent;
use crate::app::{App, passphrase};
use crate::failure::{Failure, Kind};
use crate::json::to_fetch_shape;
use crate::terminal::{INTERRUPT, Tty, columns, show_line, show_path, wrap};
use crate::view;

/// What the folder is called that the recovered journal has replaced.
const REPLACED: &str = "before-recovery";

/// Go on with a journal when its passphrase is forgotten or its devices are lost
///
/// Needs the recovery kit and something that holds the journal: a backup, the disk of a broken computer, a folder that it was
/// carried through (`still carry`), or the folder on this computer itself, whose passphrase is forgotten. Several of them are
/// put together. Who knows the passphrase of a copy needs no kit. What is named is only read. Out of it a new device of the
/// journal is made, with a new passphrase. Every record is verified on the way.
///
/// Devices that you do not have any more are removed at the same time. One that you still have does not know the new one
/// yet: `still device add` there and `still device join` here make them known to each other, and bring what the copy lacks.
///
/// With --passphrase-fd the first line is the kit, or the copy's passphrase, the second the new passphrase, and nothing is
/// asked.
#[derive(Args)]
pub(crate) struct RecoverArgs {
    /// A copy of the journal's folder; a folder with backups, of which the newest is taken; or a folder that it was carried through. May be given several times [default: the journal's folder itself, which is then put aside]
    #[arg(long, value_name = "DIR")]
    from: Vec<PathBuf>,
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
    let place = Place::of(app, &args.from)?;
    app.passphrases.can_be_fresh()?;
    let (copy, carried) = opened(app, &place, args.with_passphrase)?;
    let held = copy.look()?;
    let zone = app.env().now().time_zone().clone();
    if !app.json() {
        let mut said = vec![words::told(&held, &zone, place.sources())];
        said.extend(words::carried(&carried));
        for line in said.iter().flat_map(|text| wrap(text, columns())) {
            app.out.line(line)?;
        }
        app.out.flush()?;
    }
    let gone = lost(app, &held.devices, &args.gone)?;
    let ended = copy.pages_that_end(&gone)?;
    let name = device_name_or(app, args.name.as_deref(), free_name(&held.devices))?;
    if !app.scripted() {
        app.notes
            .note("The new passphrase opens the journal on this device, and what was named stays as it is.");
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
    let to_fetch = vault.to_fetch()?;
    drop((vault, copy));
    beginning.settle()?;
    let aside = place.put_in(app)?;
    if app.json() {
        return app.print_json(&json!({
            "folder": app.folder(), "device": name, "entries": entries, "refused": refused, "before": aside,
            "files_to_fetch": to_fetch_shape(&to_fetch), "pages_ended": ended.len(),
        }));
    }
    let folder = show_path(app.folder());
    app.out.line(format!(
        "The journal is in {folder}, with {entries} {}. `still list` shows them.",
        if entries == 1 { "entry" } else { "entries" }
    ))?;
    if let Some(lacking) = view::files::lacking(&to_fetch) {
        app.notes.warn(lacking);
    }
    if refused > 0 {
        app.out.line(format!(
            "{refused} of the records in the copy did not hold and do not count. `still doctor` shows them."
        ))?;
    }
    for line in words::of_ended(&ended, &zone) {
        app.out.line(line)?;
    }
    if known {
        app.out.line(
            "Your other devices do not know this one yet. Where you have one of them: `still device add` there, and \
             `still device join` here. That brings what the copy lacks, too.",
        )?;
    }
    tell_what_stays(app, aside.as_deref(), &place, args.with_passphrase)
}

/// What opens the journal now, and what is left of the one before.
fn tell_what_stays(
    app: &mut App,
    aside: Option<&Path>,
    place: &Place,
    with_passphrase: bool,
) -> Result<(), Failure> {
    if let Some(aside) = aside {
        app.out.line(format!(
            "What was there before lies in {}. When you have seen that all is well, delete it.",
            show_path(aside)
        ))?;
    }
    let kit = match with_passphrase {
        true => "The recovery kit opens the journal as before.",
        false => {
            "The recovery kit opens the journal as before; as it was typed just now, `still kit renew` makes another one."
        }
    };
    // No passphrase opens a folder that was carried through.
    if place.copies.is_empty() {
        return app.out.line(kit);
    }
    app.out.line(format!(
        "{kit} Whoever has a copy of the folder and its old passphrase can read what was written until today."
    ))
}

/// What was named, opened with the kit or with the passphrase of the first copy; and what lay in folders that the journal was
/// carried through, without the records.
fn opened(
    app: &mut App,
    place: &Place,
    with_passphrase: bool,
) -> Result<(Recovery, Opened), Failure> {
    let env = app.env();
    for copy in &place.copies {
        if !copy.join("vault.redb").is_file() {
            return Err(no_copy(copy));
        }
    }
    if !with_passphrase {
        let kit = typed::kit(app)?;
        let (records, carried) = carried(place, Some(&kit), &env)?;
        let copy = match (place.copies.as_slice(), place.carried.is_empty()) {
            ([copy], true) => Recovery::open(copy, kit, &env),
            (copies, _) => Recovery::gather(copies, records, kit, &env),
        };
        return Ok((copy.map_err(|error| another_page(error.into()))?, carried));
    }
    let Some(first) = place.copies.first() else {
        return Err(
            Failure::refused("no passphrase opens a folder that was carried through")
                .help("the recovery kit opens it: leave out --with-passphrase"),
        );
    };
    if !first.join("device.age").is_file() {
        let what = format!("no passphrase opens {}", first.display());
        return Err(Failure::new(Kind::NoVault, what)
            .because("the file device.age is missing there")
            .help("the recovery kit opens it: leave out --with-passphrase"));
    }
    let (records, carried) = carried(place, None, &env)?;
    let copy = app.with_passphrase("Passphrase of the copy: ", |typed| {
        match (place.copies.as_slice(), place.carried.is_empty()) {
            ([copy], true) => Recovery::unlock(copy, typed, &env),
            (copies, _) => Recovery::gather_unlocked(copies, records.clone(), typed, &env),
        }
    });
    let copy = copy.map_err(|failure| match failure.kind() {
        Kind::Damaged => failure.help(
            "if it is device.age that is damaged, the recovery kit opens the rest: leave out --with-passphrase; nothing was changed",
        ),
        _ => failure,
    })?;
    Ok((copy, carried))
}

/// What to try where a kit decides nothing in what was named.
fn another_page(failure: Failure) -> Failure {
    match failure.kind() {
        Kind::Refused => failure.help(
            "another page may open it, or the passphrase of then: --with-passphrase; a page that was replaced opens copies from before that; nothing was changed",
        ),
        _ => failure,
    }
}

fn no_copy(copy: &Path) -> Failure {
    let what = format!("there is no copy of a journal in {}", show_path(copy));
    Failure::new(Kind::NoVault, what).help(
        "name a backup, a copy of a journal's folder, or a folder that it was carried through, with --from",
    )
}

/// The records in the folders that the journal was carried through.
fn carried(
    place: &Place,
    kit: Option<&RecoveryKit>,
    env: &Env,
) -> Result<(Vec<Vec<u8>>, Opened), Failure> {
    let mut all = Opened::default();
    let home = match place.copies.first() {
        Some(copy) if !place.carried.is_empty() => Recovery::home_of(copy, env)?,
        _ => None,
    };
    for folder in &place.carried {
        let folder = RealFolder::open(folder).map_err(CarryError::opening)?;
        let found = carry::open_all(&folder, kit, home)?;
        all.records.extend(found.records);
        all.files += found.files;
        all.closed += found.closed;
        all.not_fetched += found.not_fetched;
        all.more_said = all.more_said.max(found.more_said);
        all.more |= found.more;
    }
    if all.files == 0 && !place.carried.is_empty() && place.copies.is_empty() {
        return Err(if all.closed > 0 {
            Failure::refused("this recovery kit opens nothing that lies in the folder")
                .because("it is another journal's page, or what was carried came before it was made, or after it was replaced")
                .help("another page, or a backup or copy beside it, may open it: --from can be given several times")
        } else {
            Failure::new(Kind::NotFound, "no file of the journal is in the folder")
                .because("its program has not fetched them, or nothing was carried through it")
                .help("tell the program of the cloud to keep the files here, then try again")
        });
    }
    let records = std::mem::take(&mut all.records);
    Ok((records, all))
}

/// The computer's name, with a number where a device of the journal has it already: often that was made on this computer.
fn free_name(devices: &[CopiedDevice]) -> String {
    let host = host_name();
    let taken = |name: &String| devices.iter().any(|device| device.name == *name);
    let numbered = (2..).map(|number: u32| format!("{host} {number}"));
    let mut names = std::iter::once(host.clone()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or(host)
}

/// Where what is recovered from lies, and where the new device is made.
struct Place {
    /// Backups, and copies of a journal's folder.
    copies: Vec<PathBuf>,
    /// Folders that it was carried through.
    carried: Vec<PathBuf>,
    new: PathBuf,
    /// Whether the copy is the journal's own folder, which the new one replaces.
    here: bool,
}

impl Place {
    fn of(app: &App, from: &[PathBuf]) -> Result<Self, Failure> {
        let folder = app.folder().to_owned();
        let mut place = Self {
            copies: Vec::new(),
            carried: Vec::new(),
            new: folder.clone(),
            here: false,
        };
        if !from.is_empty() {
            refuse_used(app)?;
            for source in from {
                place.name(app, source)?;
            }
            return Ok(place);
        }
        if Vault::look(&folder, &app.env())? != Found::Vault {
            return Err(Failure::new(
                Kind::NoVault,
                format!("there is no journal in {}", show_path(&folder)),
            )
            .help("name the copy of one with --from DIR"));
        }
        let new = beside(&folder, "recovering");
        if Vault::look(&new, &app.env())? != Found::Nothing {
            return Err(Failure::new(Kind::NoVault, "the new journal has no place")
                .because(format!("the folder {} is there already", show_path(&new)))
                .help("move it away"));
        }
        can_be_made(&new)?;
        place.copies.push(folder);
        Ok(Self {
            new,
            here: true,
            ..place
        })
    }

    /// Takes a folder for what it is; of several backups by date the newest.
    fn name(&mut self, app: &App, source: &Path) -> Result<(), Failure> {
        if !source.is_dir() {
            return Err(no_copy(source));
        }
        if let Some(newest) = engine::backups_in(source, &app.env())?.into_iter().next() {
            self.copies.push(newest);
            return Ok(());
        }
        let carried =
            RealFolder::open(source).and_then(|folder| carry::is_carried_through(&folder));
        match carried {
            Ok(true) => self.carried.push(source.to_owned()),
            _ => return Err(no_copy(source)),
        }
        Ok(())
    }

    fn sources(&self) -> usize {
        self.copies.len() + self.carried.len()
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
        let own = app.folder();
        let mut numbers = 1..;
        let free = |number: u32| {
            let end = if number == 1 {
                REPLACED.to_owned()
            } else {
                format!("{REPLACED}-{number}")
            };
            Some(beside(own, &end)).filter(|path| path.symlink_metadata().is_err())
        };
        let aside = numbers.find_map(free).expect("some number is free");
        std::fs::rename(own, &aside).map_err(|error| stays(&error))?;
        if let Err(error) = std::fs::rename(&self.new, own) {
            let _ = std::fs::rename(&aside, own);
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

/// Whether somebody means this device: by its name, or by the beginning of its id.
pub(super) fn is_called(name: &str, id: DeviceId, wanted: &str) -> bool {
    let folded = wanted.to_lowercase();
    name.to_lowercase() == folded || (folded.len() >= 4 && id.to_string().starts_with(&folded))
}

fn find(devices: &[CopiedDevice], wanted: &str) -> Result<DeviceId, Failure> {
    let is_meant = |device: &&CopiedDevice| is_called(&device.name, device.device, wanted);
    let found: BTreeSet<DeviceId> = devices
        .iter()
        .filter(is_meant)
        .map(|device| device.device)
        .collect();
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
