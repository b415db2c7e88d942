//! `still device`: the devices of the journal.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::views::{DeviceView, Role};
use engine::{BroughtIn, OpenMode, ReadError, Vault};
use jiff::Zoned;
use serde_json::{Value, json};

use super::device_add;
use super::status::{device_line, named};
use crate::app::App;
use crate::failure::Failure;
use crate::json::{DeviceShape, role_name};
use crate::terminal::{Paint, Tty, counted, show_line};
use crate::time::ago;
use crate::view;

/// So many that a device brought in are named at once.
const LISTED: usize = 20;

/// The devices of the journal
#[derive(Args)]
pub(crate) struct DeviceArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Add another device of your own: shows a ticket for it, as text and as a QR code
    ///
    /// The ticket lives ten minutes and serves once. Run `still device join` on the other device and give it there. It
    /// then shows four words; they are typed here (or come as a line of standard input if that is no terminal).
    Add {
        /// Write the QR code as a picture too, for a window that is too small for it; the file must not be there yet
        #[arg(long, value_name = "FILE.svg")]
        qr: Option<PathBuf>,
    },
    /// Join with a ticket: as another device of a journal, or as the reader of a share
    ///
    /// The ticket is typed, or comes first on standard input; blanks, line breaks and the marks of a quoted mail in it do
    /// not matter. A new journal's folder is made if there is none; its passphrase is asked for, or is one line of
    /// --passphrase-fd. What the four words are for is said when they appear. Stopped at any moment, it leaves nothing, or a
    /// device that has joined.
    Join {
        /// A name for this device [default: asked, or the name of the computer]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Read somebody else's share in a folder that holds a journal of one's own
        #[arg(long)]
        share: bool,
    },
    /// List all devices and readers; none can be hidden
    List,
    /// Remove a device: it gets nothing written from now on, and what it still writes is refused
    ///
    /// What it has already received cannot be taken back, and nothing on it is erased. The journal gets new keys, which
    /// it is not given; for a keeper, which has none, none are made. It is not told: to it, the other devices look as if they were out of reach. If somebody may
    /// know your passphrase, remove their device first, then change the passphrase (`still passwd`).
    ///
    /// Who had the device in their hands may have brought in others with it: those are shown, and stay unless you say so.
    Remove {
        /// Its name, or the beginning of its id
        device: String,
        /// Also remove the devices that it brought into the journal, and those that these brought in, and end the shares
        /// whose readers any of them let in
        #[arg(long)]
        with_invited: bool,
        /// Do not ask to type the name
        #[arg(long)]
        yes: bool,
    },
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: &DeviceArgs) -> Result<(), Failure> {
    match &args.action {
        Action::Add { qr } => device_add::add(app, qr.as_deref()),
        Action::Join { name, share } => device_add::join(app, name.as_deref(), *share),
        Action::List => list(app),
        Action::Remove {
            device,
            with_invited,
            yes,
        } => remove(app, device, *with_invited, *yes),
    }
}

fn list(app: &mut App) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let devices = vault.devices().list()?;
    if app.json() {
        let devices: Vec<_> = devices.iter().map(DeviceShape::new).collect();
        return app.print_json(&json!({ "devices": devices }));
    }
    let now = vault.env().now();
    let gone = devices.iter().filter(|device| device.removed);
    let gone: BTreeSet<_> = gone.map(|device| device.device).collect();
    for device in &devices {
        let mut line = full_line(device, &now);
        if !device.removed && gone.contains(&device.added_by_device) {
            let by = show_line(&device.added_by);
            line.push_str(&format!("; {by} was removed since"));
        }
        app.out.line(line)?;
    }
    Ok(())
}

fn full_line(device: &DeviceView, now: &Zoned) -> String {
    let added = added(device, now);
    let share = device.share.as_ref().map_or_else(String::new, |share| {
        format!(", of share {}", show_line(share))
    });
    if device.this {
        let role = role_name(device.role);
        let line = format!("{}  this device, {role}{share}; {added}", named(device));
        return match device.disputed {
            true => format!("{line}  {}", removed(device)),
            false => line,
        };
    }
    let mut line = device_line(device, now);
    line.push_str(&share);
    if !device.new {
        line.push_str(&format!("; {added}"));
    }
    if device.removed {
        line.push_str(&format!("  {}", removed(device)));
    } else if device.over {
        line.push_str(&format!("  {}", Paint::Faint.on("SHARE OVER")));
    }
    line
}

/// By which device one was removed, or that this is not decided.
fn removed(device: &DeviceView) -> String {
    match (&device.removed_by, device.disputed) {
        (None, true) => {
            Paint::Warning.on("NOT DECIDED whether the device that added it was removed")
        }
        (Some(by), true) => {
            let by = show_line(by);
            Paint::Warning.on(format!("NOT DECIDED: it and {by} have removed each other"))
        }
        (Some(by), false) => Paint::Faint.on(format!("REMOVED by {}", show_line(by))),
        (None, false) => Paint::Faint.on("REMOVED"),
    }
}

/// When a device was added, and by which other one. The first device of a journal was added by none.
fn added(device: &DeviceView, now: &Zoned) -> String {
    let when = ago(device.added_at, now);
    let founder = device.added_by_device == device.device;
    if founder && device.share.is_some() {
        return format!("shares with this device, since {when}");
    }
    if founder {
        return format!("the first device, added {when}");
    }
    format!("added {when} by {}", show_line(&device.added_by))
}

/// Whether a device may hold what the one to be removed wrote and this one has not seen.
fn may_know_more(other: &DeviceView, target: &DeviceView) -> bool {
    let own = other.role == Role::Owner && other.share.is_none();
    own && !other.this && !other.removed && other.link != target.link
}

/// Readers are no devices of the journal, although the list of devices names them.
fn not_removed(vault: &Vault, name: &str, error: ReadError) -> Failure {
    let devices = vault.devices().list().unwrap_or_default();
    let share = devices
        .iter()
        .filter(|device| device.name == name || device.short == name)
        .find_map(|device| device.share.as_ref());
    match (&error, share) {
        (ReadError::Resolve(_), Some(share)) => Failure::refused(format!(
            "{name} reads a share and is no device of the journal"
        ))
        .because("a reader is sent nothing more once its share is stopped")
        .help(format!("`still share stop {share}`")),
        _ => error.into(),
    }
}

fn remove(app: &mut App, device: &str, with_invited: bool, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let target = vault
        .devices()
        .removable(device)
        .map_err(|error| not_removed(&vault, device, error))?;
    let invited = vault.devices().brought_in(&target.short)?;
    let gone = vault.is_gone(target.device)?;
    if gone && (!with_invited || invited.is_empty()) {
        if app.json() {
            return app.print_changed(&removed_shape(&target, &invited, false));
        }
        app.unchanged(&format!("{} was removed before.", show_line(&target.name)))?;
        return tell_left(app, &target, &invited);
    }
    let with_invited = if yes {
        with_invited
    } else {
        ask(&vault, (&target, gone), &invited, with_invited)?
    };
    let confirmed = app.confirm(&vault)?;
    let (removed, invited) = if with_invited {
        vault
            .devices()
            .remove_with_brought_in(&target.short, &confirmed)?
    } else {
        (vault.devices().remove(&target.short, &confirmed)?, invited)
    };
    let pages = view::dangers::of_pages_left(&vault.kits()?, &vault.env().now());
    for page in pages {
        app.notes.warn(page);
    }
    if app.json() {
        return app.print_changed(&removed_shape(&removed, &invited, with_invited));
    }
    if !gone {
        app.out
            .line(format!("Removed: {}", show_line(&removed.name)))?;
    }
    if with_invited {
        for line in invited_lines(&invited, &vault.env().now()) {
            app.out.line(format!("Removed with it: {line}"))?;
        }
    }
    let hidden = view::hidden::untold(&vault)?;
    view::hidden::tell(app, &vault, &hidden)?;
    if hidden.is_empty() {
        super::status::tell_late(app, &vault.status()?.cut_off)?;
    }
    if !with_invited {
        tell_left(app, &removed, &invited)?;
    }
    app.out.flush()?;
    let others = vault.devices().list()?;
    if others.iter().any(|other| may_know_more(other, &target)) {
        app.notes.note(
            "The other devices hear of it at the next exchange (`still sync`); until then they still answer it.",
        );
    }
    Ok(())
}

/// Asks whether the device is to be removed, and what it brought in with it; gives the answer to that.
fn ask(
    vault: &Vault,
    (target, gone): (&DeviceView, bool),
    invited: &BroughtIn,
    with_invited: bool,
) -> Result<bool, Failure> {
    let now = vault.env().now();
    let mut tty = Tty::open().ok_or_else(|| {
        let help = match (with_invited, invited.is_empty()) {
            (false, false) => {
                "add --yes; and --with-invited, if what it brought in is to go with it"
            }
            _ => "add --yes",
        };
        let mut why = "nobody is there to confirm it".to_owned();
        if !invited.is_empty() {
            let lines = invited_lines(invited, &now).join("; ");
            why.push_str(&format!(
                ". {} brought in: {lines}",
                show_line(&target.name)
            ));
        }
        Failure::refused("nothing was removed")
            .because(why)
            .help(help)
    })?;
    let name = show_line(&target.name);
    tty.say(&full_line(target, &now))?;
    if !gone {
        tty.say(
            "It gets nothing that is written from now on, and what it writes from now on is refused.\n\
             What it has already received stays on it and cannot be taken back. It is not told.",
        )?;
        let others = vault.devices().list()?;
        if others.iter().any(|other| may_know_more(other, target)) {
            tty.say(&format!(
                "Let your other devices meet this one first (`still sync` on both): what {name} wrote since this device last\n\
                 saw it, and is only on them, will not be shown after this."
            ))?;
        }
    }
    let mut with_invited = with_invited;
    if !invited.is_empty() {
        tty.say(&format!("{name} brought in:"))?;
        for line in invited_lines(invited, &now) {
            tty.say(&format!("  {line}"))?;
        }
        if !with_invited {
            let shares = if invited.readers.is_empty() {
                ""
            } else {
                ", and end these shares"
            };
            with_invited = tty.ask_yes(&format!(
                "If somebody else had it in their hands, these may be theirs too. Remove them with it{shares}?"
            ))?;
        }
    }
    let question = if with_invited && !invited.is_empty() {
        "Remove it, and what it brought in?"
    } else {
        "Remove it?"
    };
    tty.confirm(question, &target.name)?;
    Ok(with_invited)
}

/// Whom a device brought in, a line for each; of very many the first.
fn invited_lines(invited: &BroughtIn, now: &Zoned) -> Vec<String> {
    let devices = invited.devices.iter();
    let mut lines: Vec<_> = devices
        .map(|device| {
            let by = show_line(&device.added_by);
            format!(
                "{}, added {} by {by}",
                named(device),
                ago(device.added_at, now)
            )
        })
        .collect();
    lines.extend(invited.readers.iter().map(|reader| {
        let share = match reader.share_name.as_str() {
            "" => show_line(&reader.share),
            name => show_line(name),
        };
        let name = show_line(&reader.name);
        format!(
            "{name}, who reads the share for {share}, let in {}",
            ago(reader.at, now)
        )
    }));
    if lines.len() > LISTED {
        let more = lines.len() - LISTED;
        lines.truncate(LISTED);
        lines.push(format!("and {more} more; `still device list` shows all"));
    }
    lines
}

/// Says whom a removed device brought in that is still there.
fn tell_left(app: &mut App, removed: &DeviceView, invited: &BroughtIn) -> Result<(), Failure> {
    if invited.is_empty() {
        return Ok(());
    }
    let counts = [
        (invited.devices.len(), "device", "devices"),
        (invited.readers.len(), "reader", "readers"),
    ];
    let counts = counts.iter().filter(|(count, ..)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, one, more)| counted(*count, one, more))
        .collect();
    app.out.flush()?;
    app.notes.note(format_args!(
        "It brought in {}, still there. `still device remove {} --with-invited` shows and removes what it brought in.",
        counts.join(" and "),
        show_line(&removed.short)
    ));
    Ok(())
}

fn removed_shape(device: &DeviceView, invited: &BroughtIn, with_invited: bool) -> Value {
    let mut shape = json!(DeviceShape::new(device));
    shape["with_invited"] = json!(with_invited);
    shape["invited"] = invited
        .devices
        .iter()
        .map(|device| json!(DeviceShape::new(device)))
        .collect();
    let readers = invited.readers.iter();
    let readers = readers.map(|reader| {
        json!({ "name": reader.name, "share": reader.share, "share_name": reader.share_name, "at": reader.at.to_string() })
    });
    shape["readers"] = readers.collect();
    shape
}
