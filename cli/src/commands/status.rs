//! `still status`: the journal in a few lines.

use clap::Args;
use engine::views::{CutOff, DeviceView, Role, Status};
use engine::{KitStanding, LastBackup, OpenMode, Vault};
use jiff::{Timestamp, Zoned};

use super::{carry, unwanted};
use crate::app::App;
use crate::failure::Failure;
use crate::json::{StatusShape, role_name};
use crate::terminal::{Paint, columns, counted, pad, show_line, wrap};
use crate::time::{ago, roughly};
use crate::view;

/// How long a new recovery kit is spoken of, in seconds.
const NEW_KIT_FOR: i64 = 14 * 24 * 3600;

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
    let status = vault.status()?;
    let backup = vault.last_backup()?;
    let folder = show_line(&app.folder().display().to_string());
    if app.json() {
        let shape = StatusShape::new(folder, &status, locks_in_s, backup.as_ref());
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
    fact("only here", &only_here(&status, &now))?;
    for words in view::files::all_words(&status) {
        fact("files", &words)?;
    }
    if let Some(said) = backed_up(&status, backup.as_ref(), &now) {
        fact("backup", &said)?;
    }
    for folder in &status.folders {
        let words = carry::folder_words(folder, status.files_bytes > 0, &now);
        fact("folder", &format!("{}: {words}", show_line(&folder.name)))?;
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
    tell_kits(app, &vault, &now)?;
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
    let folder = show_line(&folder.display().to_string());
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

/// Says that there is another recovery kit, for as long as a new device is spoken of; and that there are two where one
/// was renewed twice, until that is put right.
fn tell_kits(app: &mut App, vault: &Vault, now: &Zoned) -> Result<(), Failure> {
    let kits = vault.kits()?;
    let counts = |standing| kits.iter().filter(move |kit| kit.standing == standing);
    if counts(KitStanding::First).next().is_none() && counts(KitStanding::Beside).count() > 1 {
        let text = "The recovery page was renewed twice, apart. Both pages open the journal, and neither decides against your \
                    devices. `still kit renew --lost` makes one in the place of both.";
        warn_wrapped(app, text)?;
    }
    for kit in kits.iter().filter(|kit| !kit.first) {
        let age = now.timestamp().as_second() - kit.made_at.as_second();
        let beside = match kit.standing {
            KitStanding::First => "in the place of the one before",
            KitStanding::Beside => "beside the one before, which was lost",
            _ => continue,
        };
        if !(0..NEW_KIT_FOR).contains(&age) {
            continue;
        }
        let (when, by) = (ago(kit.made_at, now), show_line(&kit.made_by));
        let text = format!(
            "A recovery page was made {when}, signed by {by}, {beside}. If that was not you, `still kit renew` makes another one, \
             and `still device list` shows who can."
        );
        warn_wrapped(app, &text)?;
    }
    Ok(())
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

/// What the last backup has; where there is neither one nor another device, what that means.
fn backed_up(status: &Status, last: Option<&LastBackup>, now: &Zoned) -> Option<String> {
    let Some(last) = last else {
        let mut others = status.devices.iter();
        let alone =
            !others.any(|device| !device.this && !device.removed && device.role == Role::Owner);
        return (alone && status.only_here > 0).then(|| {
            let lost = match status.entries {
                Some(1) => "the one entry".to_owned(),
                Some(entries @ 2..) => format!("all {entries} entries"),
                _ => "everything in it".to_owned(),
            };
            format!(
                "none. Nothing else has this journal: if this device broke now, you would lose {lost}. `still backup DIR` makes one"
            )
        });
    };
    let made = day_and_hour(last.at, now);
    let folder = last.folder.as_ref().map_or_else(String::new, |folder| {
        format!(" in {}", show_line(&folder.display().to_string()))
    });
    Some(match last.newer {
        0 => format!("made and verified {made}{folder}; it has everything"),
        newer => format!(
            "made and verified {made}{folder}; it lacks {}",
            counted(newer, "newer record", "newer records")
        ),
    })
}

/// Says plainly that this device, or another, was set back, and what to do now.
pub(super) fn tell_differing(app: &mut App, status: &Status) -> Result<(), Failure> {
    if status.set_back {
        let only_here = match status.only_here {
            0 => String::new(),
            1 => " 1 change of your journal is only here.".to_owned(),
            count => format!(" {count} changes of your journal are only here."),
        };
        let text = format!(
            "This device was set back to an earlier state, or copied unnoticed: another device holds other records of \
             it.{only_here} Where both run this version of the program, both are kept from their next meeting on. If \
             it stays so, `still export --json` keeps what is here; then let this device join the journal anew, in a \
             new folder."
        );
        warn_wrapped(app, &text)?;
    }
    for split in &status.split {
        warn_wrapped(app, &view::split::line(split))?;
    }
    if !status.waited_for.is_empty() {
        let names: Vec<_> = status
            .waited_for
            .iter()
            .map(|name| show_line(name))
            .collect();
        let text = format!(
            "As far as this device knows, an earlier program runs on {}, which keeps one of the two only: bring it up to \
             date there, and let it meet this device.",
            names.join(" and ")
        );
        warn_wrapped(app, &text)?;
    }
    if !status.disputed.is_empty() {
        let names: Vec<_> = status.disputed.iter().map(|name| show_line(name)).collect();
        let names = names.join(" and ");
        let me = status.devices.iter().find(|device| device.this);
        let text = if me.is_some_and(|me| me.disputed) {
            format!(
                "{names} have removed each other, and one of them is this device. Until that is decided nothing can be written \
                 here. `still device remove NAME` on a third device of this journal decides: name the one that is lost or in \
                 wrong hands. If there is none, the recovery kit decides: `still recover`."
            )
        } else {
            format!(
                "{names} have removed each other. Until you decide, nothing that they write counts. `still device remove NAME` \
                 here decides: name the one that is lost or in wrong hands. The other one belongs to the journal again then. If \
                 neither is in good hands, name both, one after the other."
            )
        };
        warn_wrapped(app, &text)?;
    }
    for name in &status.differing {
        let text = format!(
            "{} was set back to an earlier state, or copied unnoticed: it holds other records of itself than other \
             devices do. `still status` there says what to do.",
            show_line(name)
        );
        warn_wrapped(app, &text)?;
    }
    Ok(())
}

/// What is said where somebody can still decide about what came late.
const LOOK: &str = " `still doctor late list` shows what it is, and what can be kept of it.";

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
        warn_wrapped(app, &format!("{}.{look}", cut_off_words(cut)))?;
    }
    Ok(())
}

fn cut_off_words(cut: &CutOff) -> String {
    let late = cut.removed_by.as_ref().map_or_else(
        || "after what counts of it".to_owned(),
        |by| format!("after {} last saw it", show_line(by)),
    );
    let beside = "beside what it wrote after it was set back, or twice";
    let since = match cut.overruled {
        0 => format!("written {late}"),
        all if all == cut.records => format!("written {beside}"),
        _ => format!("written {late}, or {beside}"),
    };
    format!(
        "{} of {}, {since}, {} kept sealed and not shown",
        counted(cut.records, "record", "records"),
        show_line(&cut.device),
        if cut.records == 1 { "is" } else { "are" }
    )
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
            cut_off_words(cut)
        )),
        None => failure,
    }
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

/// How much no other device has acknowledged, and since when.
pub(super) fn only_here(status: &Status, now: &Zoned) -> String {
    match (status.only_here, status.only_here_since) {
        (0, _) if status.nothing_is_only_here() && status.files_may_be_only_here() => {
            "no change".to_owned()
        }
        (0, _) if status.nothing_is_only_here() => "nothing".to_owned(),
        (0, _) => "cannot be said while logs differ".to_owned(),
        (1, Some(at)) => format!("1 change, written {}", ago(at, now)),
        (n, Some(at)) => format!("{n} changes, the oldest written {}", ago(at, now)),
        (n, None) => counted(n, "change", "changes"),
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
    Some(match status.store.files_bytes {
        0 => "everything",
        _ => "every word",
    })
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
    // What a device has is known of what it said itself when it was last met.
    let has = match device.behind {
        lacks @ 1.. => format!(
            ", lacks {}",
            counted(lacks, "newer change", "newer changes")
        ),
        0 => match all {
            Some(all) if device.role != Role::Reader && device.last_seen.is_some() => {
                format!(", has {all}")
            }
            _ => String::new(),
        },
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
