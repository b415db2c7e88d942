//! `still carry`: into step with the other devices through a folder.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use engine::carry::{self, Carried, CarryError, CarryOptions, Checked, RealFolder, known_as};
use engine::{OpenMode, Vault};
use serde_json::{Value, json};

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::json::folder_shape;
use crate::terminal::{Paint, Tty, columns, counted, safe_json, show_line, show_path, wrap};
use crate::view::carried::{add_counted, sentences, warnings};
use crate::view::standing;

/// How long `--watch` waits between two looks, in seconds: after something happened lately, and else.
const LOOK_AGAIN: u64 = 60;
const LOOK_SELDOM: u64 = 600;

/// Come into step with the other devices through a folder: a stick, a folder of a cloud or of Syncthing
///
/// For devices that are never on at the same time. Each leaves sealed files of its own there and takes what the others
/// left; nothing readable is in it. The first time the folder is noted under a name. What it lacks never deletes anything
/// here, and where another folder lies in its place, nothing is done. Works while the journal is locked. A new device joins
/// once by `still device add`; folders need no device to be reachable after that.
///
/// Files of entries stay behind: they go from device to device only. A change counts as *only here* until another device has taken it: that it lies in a folder is not enough.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct CarryArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// The folder, which must be there: a folder that is missing may be a stick that is not plugged in
    #[arg(value_name = "DIR", required = true)]
    folder: Option<PathBuf>,
    /// What the folder is called, the first time [default: its own name, if nobody can be asked]
    #[arg(long)]
    name: Option<String>,
    /// Begin anew in a folder that was emptied, or in another one that lies in its place
    #[arg(long)]
    again: bool,
    /// Go on looking until Ctrl-C: every minute while something happens, else every ten
    #[arg(long)]
    watch: bool,
}

#[derive(Subcommand)]
enum Action {
    /// List the folders that are known here, and what each of them lacks
    List,
    /// Read every file in a folder, and say which are damaged
    Check {
        /// What the folder is called
        name: String,
    },
    /// Forget a folder; what lies in it stays
    Forget {
        /// What the folder is called
        name: String,
    },
    /// Take this device's files out of a folder, and forget it
    ///
    /// Nothing is lost here by it. What other devices have left there stays; those that have not read this device's files yet
    /// do not find them any more.
    TakeOut {
        /// What the folder is called
        name: String,
    },
}

/// Carries, or looks after the folders.
pub(crate) fn run(app: &mut App, args: &CarryArgs) -> Result<(), Failure> {
    match &args.action {
        Some(Action::List) => list(app),
        Some(Action::Check { name }) => check(app, name),
        Some(Action::Forget { name }) => {
            let vault = app.open_locked(OpenMode::Write)?;
            carry::forget(&vault, name)?;
            if app.json() {
                return app.print_json(&json!({ "forgotten": name }));
            }
            let name = show_line(name);
            app.out.line(format!(
                "{name} is not known here any more. What lies in it stays."
            ))
        }
        Some(Action::TakeOut { name }) => take_out(app, name),
        None if args.watch => watch(app, args),
        None => {
            let vault = app.open_as_is(OpenMode::Write)?;
            let carried = once(app, &vault, args)?;
            tell(app, &vault, &carried)
        }
    }
}

fn folder_of(args: &CarryArgs) -> Result<PathBuf, Failure> {
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    Ok(std::fs::canonicalize(folder).map_err(CarryError::opening)?)
}

fn open(path: &Path) -> Result<RealFolder, CarryError> {
    RealFolder::open(path).map_err(CarryError::opening)
}

fn once(app: &mut App, vault: &Vault, args: &CarryArgs) -> Result<Carried, Failure> {
    let path = folder_of(args)?;
    let place = open(&path)?;
    let mut options = CarryOptions {
        name: args.name.clone(),
        again: args.again,
    };
    if options.name.is_none() && !app.json() && known_as(vault, &path, &place)?.is_none() {
        options.name = asked_name(&path)?;
    }
    Ok(carry::carry(vault, &path, &place, &options)?)
}

/// What the person calls a new folder; `None` where nobody can be asked, or nothing is typed.
fn asked_name(path: &Path) -> Result<Option<String>, Failure> {
    use std::io::IsTerminal;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Ok(None);
    }
    let Some(mut tty) = Tty::open() else {
        return Ok(None);
    };
    let own = path.file_name().map(|name| name.to_string_lossy());
    let own = show_line(&own.unwrap_or_default()).to_string();
    let name = tty.ask(&format!("What is this folder called here? [{own}] "))?;
    let name = name.ok_or_else(|| Failure::interrupted(crate::terminal::INTERRUPT))?;
    Ok(Some(name.trim().to_owned()).filter(|name| !name.is_empty()))
}

fn tell(app: &mut App, vault: &Vault, carried: &Carried) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&shape(vault, carried)?);
    }
    for text in warnings(carried, &names(vault, carried)?) {
        for line in wrap(&text, columns()) {
            app.out.line(Paint::Warning.on(line))?;
        }
    }
    for text in sentences(carried, vault.is_unlocked()) {
        for line in wrap(&text, columns()) {
            app.out.line(line)?;
        }
    }
    if vault.has_chunks()? {
        app.out
            .line("Files of entries are not in it: they go from device to device.")?;
    }
    app.out.line("You can take it out now.")
}

/// The names of devices that were found to exist twice, and of those whose files cannot be read.
fn names(vault: &Vault, carried: &Carried) -> Result<[Vec<String>; 2], Failure> {
    let devices = vault.devices().list()?;
    let named = |ids: &[engine::DeviceId]| -> Vec<String> {
        let known = devices.iter().filter(|device| ids.contains(&device.device));
        known
            .map(|device| show_line(&device.name).to_string())
            .collect()
    };
    Ok([named(&carried.twice), named(&carried.bad)])
}

fn shape(vault: &Vault, carried: &Carried) -> Result<Value, Failure> {
    let [twice, bad] = names(vault, carried)?;
    Ok(json!({
        "folder": carried.name, "new": carried.is_new, "taken": carried.taken, "brought": carried.brought,
        "refused": carried.refused, "waiting": carried.waiting, "unfinished": carried.unfinished,
        "not_fetched": carried.not_fetched, "strange": carried.strange, "more": carried.more,
        "made_again": carried.made_again, "went_back": carried.went_back, "set_back": carried.set_back,
        "twice": twice, "bad": bad,
    }))
}

/// Looks again and again; each look opens the journal anew, so that `still lock` and `still unlock` count.
fn watch(app: &mut App, args: &CarryArgs) -> Result<(), Failure> {
    let (mut away, mut quiet) = (false, 0);
    let first = app.open_as_is(OpenMode::Write)?;
    let carried = once(app, &first, args)?;
    tell_watching(app, &first, &carried)?;
    drop(first);
    app.notes.note("Looking again until Ctrl-C.");
    loop {
        let wait = if quiet < LOOK_SELDOM {
            LOOK_AGAIN
        } else {
            LOOK_SELDOM
        };
        std::thread::sleep(Duration::from_secs(wait));
        let vault = app.open_as_is(OpenMode::Write)?;
        match once(app, &vault, args) {
            Ok(carried) if carried.taken + carried.brought > 0 => {
                (away, quiet) = (false, 0);
                tell_watching(app, &vault, &carried)?;
            }
            Ok(_) => (away, quiet) = (false, quiet + wait),
            Err(failure) => {
                quiet += wait;
                if !away {
                    app.notes.warn(failure.line());
                }
                away = true;
            }
        }
    }
}

fn tell_watching(app: &mut App, vault: &Vault, carried: &Carried) -> Result<(), Failure> {
    if app.json() {
        let line = shape(vault, carried)?.to_string();
        app.out.as_is(safe_json(&line))?;
        return app.out.flush();
    }
    for text in warnings(carried, &names(vault, carried)?) {
        app.notes.warn(text);
    }
    app.out
        .line(sentences(carried, vault.is_unlocked()).join(" "))?;
    // Somebody looks at it while it goes on.
    app.out.flush()
}

fn list(app: &mut App) -> Result<(), Failure> {
    let vault = app.open_as_is(OpenMode::Read)?;
    let folders = carry::folders(&vault).map_err(CarryError::from)?;
    if app.json() {
        let folders: Vec<Value> = folders.iter().map(folder_shape).collect();
        return app.print_json(&json!({ "folders": folders }));
    }
    if folders.is_empty() {
        app.notes
            .note("No folder is known here. `still carry DIR` begins with one.");
    }
    let (now, has_files) = (vault.env().now(), vault.has_chunks()?);
    for folder in &folders {
        app.out.line(format!(
            "{}  {}; {}",
            Paint::Strong.on(show_line(&folder.name)),
            standing::folder(folder, has_files, &now),
            show_path(&folder.path)
        ))?;
    }
    Ok(())
}

fn check(app: &mut App, name: &str) -> Result<(), Failure> {
    let vault = app.open_locked(OpenMode::Write)?;
    let place = open(&carry::path_of(&vault, name)?)?;
    let checked = carry::check(&vault, name, &place)?;
    if app.json() {
        app.print_json(&json!({
            "whole": checked.whole, "damaged": checked.damaged, "own_damaged": checked.own_damaged,
            "own_gone": checked.own_gone, "not_fetched": checked.not_fetched,
        }))?;
    } else {
        for line in check_words(&checked) {
            app.out.line(line)?;
        }
    }
    match checked.damaged + checked.own_gone {
        0 => Ok(()),
        _ => Err(Failure::new(Kind::Partial, "not every file in the folder is whole")
            .help("`still carry` there makes this device's files again; each other device does so for its own")),
    }
}

fn check_words(checked: &Checked) -> Vec<String> {
    let mut lines = vec![format!(
        "{} as they were written.",
        counted(checked.whole, "file is", "files are")
    )];
    let mut add = |count, one, many| add_counted(&mut lines, count, one, many);
    add(
        checked.damaged,
        "file is damaged, or still arriving.",
        "files are damaged, or still arriving.",
    );
    add(
        checked.own_gone,
        "file of this device is gone.",
        "files of this device are gone.",
    );
    add(
        checked.not_fetched,
        "file is only in the cloud: its program has not fetched it.",
        "files are only in the cloud: their program has not fetched them.",
    );
    lines
}

fn take_out(app: &mut App, name: &str) -> Result<(), Failure> {
    let vault = app.open_locked(OpenMode::Write)?;
    let place = open(&carry::path_of(&vault, name)?)?;
    let removed = carry::take_out(&vault, name, &place)?;
    if app.json() {
        return app.print_json(&json!({ "forgotten": name, "removed": removed }));
    }
    app.out.line(format!(
        "{} of this device were taken out of {}. It is not known here any more.",
        counted(removed, "file", "files"),
        show_line(name)
    ))
}

impl From<CarryError> for Failure {
    fn from(error: CarryError) -> Self {
        let said = error.to_string();
        match error {
            CarryError::Busy => {
                Self::new(Kind::Busy, said).help("try again when the other command has ended")
            }
            CarryError::NotThere => Self::new(Kind::NotFound, said)
                .help("plug it in or mount it, then try again; nothing was changed"),
            CarryError::NotThatFolder { name, last } => {
                let zone = jiff::tz::TimeZone::system();
                let last = last.map(|at| at.to_zoned(zone).strftime("%A, %-d %B %Y").to_string());
                let last = last.unwrap_or_else(|| "never".to_owned());
                Self::refused(said)
                    .because(format_args!("{} was last here: {last}", show_line(&name)))
                    .help("nothing was changed; if it is the right place all the same, `still carry DIR --again` begins anew there")
            }
            CarryError::NoSuch { .. } => Self::new(Kind::NotFound, said)
                .help("`still carry list` shows the folders that are known here"),
            CarryError::Inside | CarryError::Name(_) => Self::usage(said),
            CarryError::Folder(source) => Self::new(Kind::Disk, said)
                .because(source)
                .help("what was taken in stays; the journal is as it was"),
            CarryError::ReadOnly(source) => Self::new(Kind::Disk, said)
                .because(source)
                .help("what lay in it was taken in; what is newer here is not in it"),
            CarryError::Full => Self::new(Kind::Disk, said)
                .help("make room there, or use another folder; everything is still here"),
            CarryError::NotReadBack => Self::new(Kind::Disk, said)
                .help("everything is still here; try another stick or folder"),
            CarryError::Vault(error) => error.into(),
            _ => Self::new(Kind::Unexpected, said),
        }
    }
}
