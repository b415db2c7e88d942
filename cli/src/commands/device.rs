//! `still device`: the devices of the journal.

use clap::{Args, Subcommand};
use engine::OpenMode;
use serde_json::json;

use super::status::device_line;
use crate::app::App;
use crate::failure::Failure;
use crate::shapes::DeviceShape;
use crate::terminal::{Tty, show_line};

/// The devices of the journal
#[derive(Args)]
pub(crate) struct DeviceArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List all devices and readers; none can be hidden
    List,
    /// Remove a device: it gets nothing written from now on, and what it still writes is refused
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
        let line = device_line(device, &now);
        let mark = match (device.this, device.removed) {
            (true, _) => "  (this one)",
            (_, true) => "  (removed)",
            _ => "",
        };
        app.out.line(format!("{line}{mark}"))?;
    }
    Ok(())
}

fn remove(app: &mut App, device: &str, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    if !yes {
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("nothing was removed")
                .because("nobody is there to confirm it")
                .help("add --yes")
        })?;
        tty.confirm(
            "What this device has already received cannot be taken back.",
            device,
        )?;
    }
    let confirmed = app.confirm(&vault)?;
    let removed = vault.remove_device(&confirmed, device)?;
    if app.json() {
        return app.print_json(&DeviceShape::new(&removed));
    }
    app.out
        .line(format!("Removed: {}", show_line(&removed.name)))
}
