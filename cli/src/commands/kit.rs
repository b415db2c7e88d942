//! `still kit`: whether the recovery kit is at hand, and opens the journal; and another one.

pub(crate) mod page;
mod renew;
pub(crate) mod typed;

use clap::{Args, Subcommand};
use engine::{KitUse, OpenMode};
use serde_json::json;

use self::renew::RenewArgs;
use super::recover::is_called;
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::show_line;

/// Check the recovery kit, or make another
///
/// The kit is the page that `still init` showed once. It opens the journal when the passphrase is forgotten, and makes a
/// device of it when every device is lost: `still recover`.
#[derive(Args)]
pub(crate) struct KitArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Type the kit, and see whether it opens this journal
    ///
    /// Nothing of it is kept, and nothing is changed. With --passphrase-fd the kit is one line of that descriptor.
    Check,
    /// Make another page, in the place of the one that there is
    ///
    /// Asks for the present page, shows another one, once, and has part of it typed back. From then on the new page opens
    /// the journal and the one before opens nothing that is written afterwards; with an earlier copy or backup it still
    /// opens what is in that. All devices must have been met with this version of the program.
    ///
    /// With --lost the present page is not needed. The new page then opens everything from now on, but the lost one does,
    /// too, and still decides where the two differ.
    ///
    /// With --passphrase-fd the passphrase is the first line, the present page the second; nothing is typed back, and the
    /// new page is printed before it counts.
    Renew(RenewArgs),
    /// Say that it was you who made a device with the recovery page: it is not asked about on this device any more
    ///
    /// `still status` and `still unlock` ask about each such device until then. Asks for the passphrase.
    Used {
        /// The device: its name or id
        #[arg(value_name = "DEVICE")]
        device: String,
    },
}

/// Runs the command.
pub(crate) fn run(app: &mut App, args: &KitArgs) -> Result<(), Failure> {
    match &args.action {
        Action::Check => check(app),
        Action::Renew(args) => renew::run(app, args),
        Action::Used { device } => used(app, device),
    }
}

fn used(app: &mut App, wanted: &str) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let uses = vault.kit_uses()?;
    let is_meant = |used: &&KitUse| is_called(&used.name, used.device, wanted);
    let mut found = uses.iter().filter(is_meant);
    let (Some(used), None) = (found.next(), found.next()) else {
        let names: Vec<_> = uses
            .iter()
            .map(|used| show_line(&used.name).to_string())
            .collect();
        let what = match uses.iter().filter(is_meant).count() {
            0 => format!(
                "no device is asked about that is called {}",
                show_line(wanted)
            ),
            _ => format!("{} means several devices", show_line(wanted)),
        };
        return Err(
            Failure::new(Kind::NotFound, what).help(match names.is_empty() {
                true => "`still device list` shows all devices".to_owned(),
                false => format!("there are: {}", names.join(", ")),
            }),
        );
    };
    let confirmed = app.confirm(&vault)?;
    vault.answer_for_kit_use(&confirmed, used.device)?;
    if app.json() {
        return app.print_json(&json!({ "device": used.name, "known": true }));
    }
    let name = show_line(&used.name);
    app.out
        .line(format!("{name} is not asked about here any more."))
}

fn check(app: &mut App) -> Result<(), Failure> {
    let vault = app.open_locked(OpenMode::Read)?;
    let kit = typed::kit(app)?;
    let checked = vault.check_kit(&kit)?;
    if app.json() {
        return app.print_json(
            &json!({ "opens": true, "newest": checked.opened, "outranks": checked.outranks }),
        );
    }
    let zone = app.env().now().time_zone().clone();
    app.out.line(match checked.opened {
        Some(at) => format!(
            "This kit opens the journal: it opened what was written on {}.",
            at.to_zoned(zone).strftime("%A, %-d %B %Y, %H:%M")
        ),
        None => "This kit opens the journal. Nothing is written in it yet.".to_owned(),
    })?;
    if !checked.outranks {
        app.out
            .line("It was made while the page before was lost. That one opens the journal, too.")?;
    }
    app.out
        .line("Nothing of it was kept. Put it back where nobody here looks; `clear` takes it off the screen.")
}
