//! `still device`: the devices of the journal.

use clap::{Args, Subcommand};
use engine::OpenMode;
use engine::views::DeviceView;
use jiff::Zoned;
use serde_json::json;

use super::device_add;
use super::status::device_line;
use crate::app::App;
use crate::failure::Failure;
use crate::shapes::{DeviceShape, role_name};
use crate::terminal::{Paint, Tty, show_line};
use crate::time::ago;

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
    Add,
    /// Join with a ticket: as another device of a journal, or as the reader of a share
    ///
    /// The ticket is typed, or is the first line of standard input. A new journal's folder is made if there is none; its
    /// passphrase is asked for, or is one line of --passphrase-fd. What the four words are for is said when they appear.
    Join {
        /// A name for this device [default: asked, or the name of the computer]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
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
        Action::Add => device_add::add(app),
        Action::Join { name } => device_add::join(app, name.as_deref()),
        Action::List => list(app),
        Action::Remove { device, yes } => remove(app, device, *yes),
    }
}

fn list(app: &mut App) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let devices = vault.devices()?;
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
    let added = format!(
        "added {} by {}",
        ago(device.added_at, now),
        show_line(&device.added_by)
    );
    if device.this {
        let name = Paint::Strong.on(show_line(&device.name));
        let id = Paint::Faint.on(show_line(&device.short));
        return format!(
            "{id}  {name}  this device, {}; {added}",
            role_name(device.role)
        );
    }
    let mut line = device_line(device, now);
    if let Some(share) = &device.share {
        line.push_str(&format!(", of share {}", show_line(share)));
    }
    if !device.new {
        line.push_str(&format!("; {added}"));
    }
    if device.removed {
        line.push_str(&format!("  {}", Paint::Faint.on("REMOVED")));
    }
    line
}

fn remove(app: &mut App, device: &str, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    if !yes {
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("nothing was removed")
                .because("nobody is there to confirm it")
                .help("add --yes")
        })?;
        tty.say(
            "It gets nothing that is written from now on, and what it writes from now on is refused.\n\
             What it has already received stays on it and cannot be taken back. It is not told.",
        )?;
        tty.confirm("Remove it?", device)?;
    }
    let confirmed = app.confirm(&vault)?;
    let removed = vault.remove_device(&confirmed, device)?;
    if app.json() {
        return app.print_json(&DeviceShape::new(&removed));
    }
    app.out
        .line(format!("Removed: {}", show_line(&removed.name)))?;
    app.out.flush()?;
    app.notes.note(
        "The other devices hear of it at the next exchange (`still sync`); until then they still answer it.",
    );
    Ok(())
}
