//! `still device`: the devices of the journal.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::views::{DeviceView, Role};
use engine::{OpenMode, ReadError, Vault};
use jiff::Zoned;
use serde_json::json;

use super::device_add;
use super::status::{device_line, named};
use crate::app::App;
use crate::failure::Failure;
use crate::json::{DeviceShape, role_name};
use crate::terminal::{Paint, Tty, show_line};
use crate::time::ago;
use crate::view;

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
    /// it is not given. It is not told: to it, the other devices look as if they were out of reach. If somebody may
    /// know your passphrase, remove their device first, then change the passphrase (`still passwd`).
    Remove {
        /// Its name, or the beginning of its id
        device: String,
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
        Action::Remove { device, yes } => remove(app, device, *yes),
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
    for device in &devices {
        app.out.line(full_line(device, &now))?;
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
        return format!("{}  this device, {role}{share}; {added}", named(device));
    }
    let mut line = device_line(device, now);
    line.push_str(&share);
    if !device.new {
        line.push_str(&format!("; {added}"));
    }
    if device.removed {
        line.push_str(&format!("  {}", Paint::Faint.on("REMOVED")));
    }
    line
}

/// When a device was added, and by which other one. The first device of a journal was added by none.
fn added(device: &DeviceView, now: &Zoned) -> String {
    let when = ago(device.added_at, now);
    if device.added_by == device.name {
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

fn remove(app: &mut App, device: &str, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let target = vault
        .devices()
        .removable(device)
        .map_err(|error| not_removed(&vault, device, error))?;
    if vault.is_gone(&target)? {
        return if app.json() {
            app.print_changed(&DeviceShape::new(&target))
        } else {
            app.unchanged(&format!("{} was removed before.", show_line(&target.name)))
        };
    }
    if !yes {
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("nothing was removed")
                .because("nobody is there to confirm it")
                .help("add --yes")
        })?;
        tty.say(&full_line(&target, &vault.env().now()))?;
        tty.say(
            "It gets nothing that is written from now on, and what it writes from now on is refused.\n\
             What it has already received stays on it and cannot be taken back. It is not told.",
        )?;
        let others = vault.devices().list()?;
        if others.iter().any(|other| may_know_more(other, &target)) {
            tty.say(&format!(
                "Let your other devices meet this one first (`still sync` on both): what {} wrote since this device last\n\
                 saw it, and is only on them, will not be shown after this.",
                show_line(&target.name)
            ))?;
        }
        tty.confirm("Remove it?", &target.name)?;
    }
    let confirmed = app.confirm(&vault)?;
    let removed = vault.devices().remove(&target.short, &confirmed)?;
    if app.json() {
        return app.print_changed(&DeviceShape::new(&removed));
    }
    app.out
        .line(format!("Removed: {}", show_line(&removed.name)))?;
    let hidden = view::hidden::untold(&vault)?;
    view::hidden::tell(app, &vault, &hidden)?;
    if hidden.is_empty() {
        super::status::tell_late(app, &vault.status()?.cut_off)?;
    }
    app.out.flush()?;
    app.notes.note(
        "The other devices hear of it at the next exchange (`still sync`); until then they still answer it.",
    );
    Ok(())
}
