//! `still device add` and `still device join`: the two ends of pairing.

use std::path::PathBuf;

use engine::views::DeviceRole;
use engine::{ErrorKind, OpenMode, Ticket, Vault};
use serde_json::json;

use super::init::device_name;
use crate::app::{App, passphrase};
use crate::failure::Failure;
use crate::network::{self, Exchanged, Joined, exchanged_line};
use crate::terminal::{Paint, SignalGuard, safe_json, show_line};

/// Longest ticket as typed, with spaces.
const TICKET_CHARS_MAX: usize = 2000;

/// Shows a ticket for another device of this journal and admits it.
pub(super) fn add(app: &mut App) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let confirmed = app.confirm(&vault)?;
    let joined = network::invite(app, &vault, |addresses| {
        vault.invite_device(&confirmed, addresses)
    })?;
    tell_joined(
        app,
        &joined,
        "is a device of this journal now. It reads and writes everything.",
    )
}

/// Says who joined and what was exchanged.
pub(super) fn tell_joined(app: &mut App, joined: &Joined, what: &str) -> Result<(), Failure> {
    if app.json() {
        let exchanged = joined.report.as_ref().map(Exchanged::new);
        let line = json!({ "joined": joined.name, "exchanged": exchanged });
        return app.out.as_is(safe_json(&line.to_string()));
    }
    let name = Paint::Strong.on(show_line(&joined.name));
    app.out.line(format!("{name} {what}"))?;
    match &joined.report {
        Some(report) => app.out.line(exchanged_line(report)),
        None => Ok(()),
    }
}

/// Joins with a ticket: as another device of a journal, or as the reader of a share.
pub(super) fn join(app: &mut App, name: Option<&str>) -> Result<(), Failure> {
    let ticket = ticket(app)?;
    let name = match name {
        Some(name) => name.to_owned(),
        None => device_name(app, None)?,
    };
    let signals = SignalGuard::hold();
    let (vault, mut fresh) = vault_to_join(app, &ticket)?;
    let joined = network::join(app, &vault, &ticket, &name, &signals, || fresh.keep());
    drop(signals);
    let report = joined?;
    let arrived = arrived(&vault, ticket.role)?;
    if app.json() {
        let exchanged = report.as_ref().map(Exchanged::new);
        let line = json!({ "device": name, "role": crate::shapes::role_name(ticket.role),
            "readable": arrived, "exchanged": exchanged });
        return app.out.as_is(safe_json(&line.to_string()));
    }
    if let Some(report) = &report {
        app.out.line(exchanged_line(report))?;
    }
    let then = match ticket.role {
        DeviceRole::Owner => "`still list` shows them; `still run` stays connected.",
        _ => "`still read` shows them; `still read refresh` fetches what is new.",
    };
    let what = match ticket.role {
        DeviceRole::Owner => "entries",
        _ => "entries and worksheets",
    };
    app.out
        .line(format!("{arrived} {what} can be read here. {then}"))
}

/// The ticket, typed on the terminal or the first line of standard input; never an argument, which others could see.
fn ticket(app: &App) -> Result<Ticket, Failure> {
    let text = network::ask_line("Ticket: ")?
        .filter(|text| !text.is_empty() && text.len() <= TICKET_CHARS_MAX)
        .ok_or_else(|| {
            Failure::usage("there is no ticket")
                .because("it is typed on the terminal or is the first line of standard input")
                .help("`still device add` on the other device shows one")
        })?;
    let ticket: Ticket = text.parse()?;
    if ticket.expires_at <= app.env().now().timestamp().as_second() {
        return Err(Failure::refused("this ticket has expired")
            .help("show a new one on the other device; the clocks of both must be right"));
    }
    Ok(ticket)
}

/// The journal that joins; a new one if there is none in the folder.
fn vault_to_join(app: &mut App, ticket: &Ticket) -> Result<(Vault, Fresh), Failure> {
    if app.vault_key().is_some() {
        let vault = app.open(OpenMode::Write)?;
        if ticket.role == DeviceRole::Owner && vault.has_home()? {
            return Err(Failure::refused("this folder already holds a journal")
                .help("name an empty or new folder with --vault DIR"));
        }
        return Ok((vault, Fresh(None)));
    }
    if !app.scripted() {
        app.notes
            .note("This device gets a passphrase of its own, which opens the journal here.");
    }
    let typed = app.passphrases.fresh(app.notes)?;
    let vault = Vault::init_to_join(app.folder(), &passphrase(&typed), app.env())?;
    Ok((vault, Fresh(Some(app.folder().to_owned()))))
}

/// How many entries and worksheets can be read here; none if the journal itself is still on its way.
fn arrived(vault: &Vault, role: DeviceRole) -> Result<usize, Failure> {
    let counted = match role {
        DeviceRole::Reader => vault
            .readings()
            .map(|readings| readings.iter().map(|reading| reading.published).sum()),
        _ => vault.newest().map(|(total, _)| total),
    };
    match counted {
        Err(error) if error.kind() == ErrorKind::Refused => Ok(0),
        counted => Ok(counted?),
    }
}

/// A journal's folder that was made for joining; it is taken away again unless it is kept.
struct Fresh(Option<PathBuf>);

impl Fresh {
    fn keep(&mut self) {
        self.0 = None;
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let Some(folder) = self.0.take() else { return };
        for file in ["device.age", "link.key", "settings.toml", "vault.redb"] {
            // Whatever is left over is harmless: it belongs to nobody's journal.
            let _ = std::fs::remove_file(folder.join(file));
        }
        let _ = std::fs::remove_dir(&folder);
    }
}
