//! `still status`: the journal in a few lines.

use clap::Args;
use engine::views::{CutOff, DeviceView, Status};
use engine::{OpenMode, Vault};
use jiff::{Timestamp, Zoned};

use super::unwanted;
use crate::app::App;
use crate::failure::Failure;
use crate::json::{StatusShape, role_name};
use crate::terminal::{Paint, columns, counted, pad, show_line, show_path, wrap};
use crate::time::{ago, roughly};
use crate::view::{dangers, standing};

/// Show the state of the journal: locked or not, what is only on this device, which devices there are
#[derive(Args)]
pub(crate) struct StatusArgs {}

/// Prints the state.
pub(crate) fn run(app: &mut App, _args: &StatusArgs) -> Result<(), Failure> {
    let locks_in_s = app
        .agent()
        .and_then(|agent| agent.status().ok())
        .map(|status| status.idle_left_s.min(status.life_left_s));
    let vault = app.open_as_is(OpenMode::Read)?;
    let status = vault.detailed_status()?;
    let backup = vault.last_backup()?;
    let folder = show_path(app.folder());
    if app.json() {
        let uses = vault.kit_uses()?;
        let shape = StatusShape::new(folder, &status, locks_in_s, backup.as_ref(), &uses);
        return app.print_json(&shape);
    }
    let now = vault.env().now();
    let lock = locks_in_s.map_or_else(
        || "locked; `still unlock` opens it for a while".to_owned(),
        |seconds| format!("unlocked, for {} without use", roughly(seconds)),
    );
    let mut fact = |name: &str, value: &str| {
        app.out
            .line(format!("{} {value}", pad(&format!("{name}:"), 10)))
    };
    fact(
        "journal",
        &format!("{folder}, {}", room(status.bytes, status.files_bytes)),
    )?;
    fact("keys", &lock)?;
    if let Some(at) = status.last_unlock {
        fact("opened", &last_unlock(at, &now))?;
    }
    if let Some(device) = &status.device {
        fact("device", &show_line(device))?;
    }
    if let Some(entries) = status.entries {
        fact("entries", &entries.to_string())?;
    }
    fact("records", &held(&status))?;
    for (heading, said) in standing::facts(&status, backup.as_ref(), &now) {
        fact(heading, &said)?;
    }
    if let Some(drafts @ 1..) = status.drafts {
        fact("drafts", &format!("{drafts}; `still drafts` lists them"))?;
    }
    if let Some(words) = unwanted::words(status.unwanted_shares) {
        fact("shares", &words)?;
    }
    if status.quarantined > 0 {
        fact(
            "aside",
            &format!(
                "{} refused; `still doctor` lists what",
                counted(status.quarantined, "record was", "records were")
            ),
        )?;
    }
    tell_devices(app, &status, locks_in_s.is_some(), &now)?;
    tell_shares(app, &vault)?;
    tell_kit_uses(app, &vault, &now)?;
    warn_all(app, &dangers::of_kits(&vault.kits()?, &now))?;
    tell_unnoticed(app, &vault)?;
    tell_cut_off(app, &status.cut_off)?;
    tell_differing(app, &status)
}

/// One line for each other device.
fn tell_devices(
    app: &mut App,
    status: &Status,
    unlocked: bool,
    now: &Zoned,
) -> Result<(), Failure> {
    let others = status.devices.iter();
    for device in others.filter(|device| !device.this && !device.removed) {
        let name = match unlocked {
            true => named(device),
            false => named_or(device, "its name can be read once unlocked"),
        };
        app.out.line(line_of(device, &name, now, all_of(status)))?;
    }
    Ok(())
}

/// Says that nobody would notice a copy of this journal, and what helps.
pub(super) fn tell_unnoticed(app: &mut App, vault: &Vault) -> Result<(), Failure> {
    let Some((folder, why)) = vault.unnoticed_copies() else {
        return Ok(());
    };
    let folder = show_path(folder);
    let helps = match why.kind() {
        std::io::ErrorKind::PermissionDenied => " Where it is yours, `chmod u+rwx` opens it.",
        _ => "",
    };
    let why = show_line(&why.to_string());
    let text = format!(
        "{folder} cannot be used: {why}. Without it, this journal does not notice when it was copied or set back to an \
         earlier state.{helps}"
    );
    warn_wrapped(app, &text)
}

/// Says which shares could not be brought up to date.
pub(super) fn tell_shares(app: &mut App, vault: &Vault) -> Result<(), Failure> {
    if !vault.reads_home()? {
        return Ok(());
    }
    for share in vault.shares().problems()? {
        let text = format!(
            "The share for {} is not up to date: what changed cannot be passed on. `still share list` says why.",
            show_line(&share.name)
        );
        warn_wrapped(app, &text)?;
    }
    Ok(())
}

/// What is said where somebody can still decide about what came late.
const LOOK: &str = " `still doctor late list` shows what it is, and what can be kept of it.";

/// Says plainly that this device, or another, was set back, and what to do now.
pub(super) fn tell_differing(app: &mut App, status: &Status) -> Result<(), Failure> {
    warn_all(app, &dangers::of_histories(status))
}

/// Says where something late of a removed device lies that nobody has decided about; nothing where nothing does.
pub(super) fn tell_late(app: &mut App, cut_off: &[CutOff]) -> Result<(), Failure> {
    tell_cut_off(app, cut_off.iter().filter(|cut| cut.undecided > 0))
}

/// Says which records are held, and not shown since their device was removed.
pub(super) fn tell_cut_off<'a>(
    app: &mut App,
    cut_off: impl IntoIterator<Item = &'a CutOff>,
) -> Result<(), Failure> {
    for cut in cut_off {
        let look = if cut.undecided > 0 { LOOK } else { "" };
        warn_wrapped(app, &format!("{}.{look}", dangers::of_cut_off(cut)))?;
    }
    Ok(())
}

/// Says of an entry that is not there that it may be among what is kept sealed since its device was removed.
pub(super) fn not_there(vault: &Vault, error: engine::ReadError) -> Failure {
    let missing = matches!(&error, engine::ReadError::Resolve(error) if error.is_missing());
    let failure = Failure::from(error);
    if !missing {
        return failure;
    }
    let cut_off = vault
        .status()
        .map_or_else(|_| Vec::new(), |s| s.store.cut_off);
    match cut_off.first() {
        Some(cut) => failure.because(format_args!(
            "it may be in what was cut off: {}",
            dangers::of_cut_off(cut)
        )),
        None => failure,
    }
}

/// Asks about each device that a recovery page made, until somebody has answered for it.
pub(super) fn tell_kit_uses(app: &mut App, vault: &Vault, now: &Zoned) -> Result<(), Failure> {
    warn_all(app, &dangers::of_kit_uses(&vault.kit_uses()?, now))
}

fn warn_all(app: &mut App, texts: &[String]) -> Result<(), Failure> {
    texts.iter().try_for_each(|text| warn_wrapped(app, text))
}

fn warn_wrapped(app: &mut App, text: &str) -> Result<(), Failure> {
    for line in wrap(text, columns()) {
        app.out.line(Paint::Warning.on(line))?;
    }
    Ok(())
}

/// When the keys were last opened with the passphrase: whoever reads this knows whether it was them.
pub(super) fn last_unlock(at: Timestamp, now: &Zoned) -> String {
    format!("last unlocked {}", day_and_hour(at, now))
}

fn day_and_hour(at: Timestamp, now: &Zoned) -> String {
    let at = at.to_zoned(now.time_zone().clone());
    let day = match now.date().since(at.date()).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "yesterday".to_owned(),
        _ => format!("on {}", at.date()),
    };
    format!("{} {day}", at.strftime("%H:%M"))
}

fn held(status: &Status) -> String {
    match status.waiting {
        0 => status.records.to_string(),
        waiting => format!("{}, {waiting} waiting for others to arrive", status.records),
    }
}

/// A device by its id and its name. Who shares with this device does not tell the names of their devices.
pub(super) fn named(device: &DeviceView) -> String {
    named_or(device, "no name known here")
}

/// The same with other words where its name is not known.
fn named_or(device: &DeviceView, unknown: &str) -> String {
    let id = show_line(&device.short);
    if device.name == device.short {
        return format!("{}  ({unknown})", Paint::Strong.on(id));
    }
    let name = Paint::Strong.on(show_line(&device.name));
    format!("{}  {name}", Paint::Faint.on(id))
}

/// What can be said of a device that lacks no record: nothing while histories differ, and of words alone where there are files.
const fn all_of(status: &Status) -> Option<&'static str> {
    if status.store.set_back || !status.store.differing.is_empty() {
        return None;
    }
    Some(standing::all(status.store.has_files))
}

/// One device in a line; new ones stand out.
pub(super) fn device_line(device: &DeviceView, now: &Zoned) -> String {
    line_of(device, &named(device), now, None)
}

/// The same; `all` is what one that lacks no record is said to have.
fn line_of(device: &DeviceView, name: &str, now: &Zoned, all: Option<&str>) -> String {
    let seen = device
        .last_seen
        .map_or_else(|| "never".to_owned(), |at| ago(at, now));
    let said = device.said_at.map_or_else(String::new, |at| {
        format!(", word of it through a folder {}", ago(at, now))
    });
    let line = format!("{name}  {}, last seen {seen}{said}", role_name(device.role));
    let has = match standing::device(device, now, all) {
        has if has.is_empty() => has,
        has => format!(", {has}"),
    };
    let new = if device.new {
        let by = show_line(&device.added_by);
        format!(
            "  {}",
            Paint::Warning.on(format!("NEW: added {} by {by}", ago(device.added_at, now)))
        )
    } else {
        String::new()
    };
    let awaited = if device.awaited && !device.removed {
        let id = show_line(&device.short);
        format!(
            "  adding it was broken off and nothing was heard of it since: if it shows the journal, `still sync` on both \
             finishes it; if not, `still device remove {id}` takes it back"
        )
    } else {
        String::new()
    };
    format!("{line}{has}{new}{awaited}")
}

/// What the database takes, and files beside it.
fn room(database: u64, files: u64) -> String {
    match files {
        0 => size(database),
        _ => format!("{}, and {} of files", size(database), size(files)),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        ..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
