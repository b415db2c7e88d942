//! `still device add` and `still device join`: the two ends of pairing.

use std::io::IsTerminal as _;
use std::path::Path;

use engine::views::Role;
use engine::{Beginning, Found, OpenMode, ReadError, Ticket, Vault};
use node::Joining;
use serde_json::json;

use super::init::{can_be_made, device_name, not_empty};
use crate::app::{App, passphrase};
use crate::failure::{Failure, Kind};
use crate::network::{self, Exchanged, Joined};
use crate::terminal::{Paint, SignalGuard, safe_json, show_line, show_path};

/// How often a ticket may be typed on a terminal.
const TICKET_TRIES: usize = 3;

/// Shows a ticket for another device of this journal and admits it.
pub(super) fn add(app: &mut App, picture: Option<&Path>) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let confirmed = app.confirm(&vault)?;
    let joined = network::invite(app, &vault, (picture, "still device add"), |addresses| {
        vault.devices().invite(addresses, &confirmed)
    })?;
    tell_joined(
        app,
        &joined,
        "is a device of this journal now. It reads and writes everything.",
    )
}

/// Shows a ticket for a keeper of this journal and admits it.
pub(super) fn add_keeper(app: &mut App, picture: Option<&Path>) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let confirmed = app.confirm(&vault)?;
    let joined = network::invite(app, &vault, (picture, "still keeper add"), |addresses| {
        vault.devices().invite_keeper(addresses, &confirmed)
    })?;
    tell_joined(
        app,
        &joined,
        "is a keeper of this journal now. It carries what is sealed and reads nothing. Your other devices hear of it when they \
         next meet this one.",
    )
}

/// Says who joined and what was exchanged.
pub(super) fn tell_joined(app: &mut App, joined: &Joined, what: &str) -> Result<(), Failure> {
    if app.json() {
        let exchanged = joined.report.as_ref().map(Exchanged::from);
        let line = json!({ "joined": joined.name, "exchanged": exchanged });
        return app.out.as_is(safe_json(&line.to_string()));
    }
    let name = Paint::Strong.on(show_line(&joined.name));
    app.out.line(format!("{name} {what}"))?;
    match &joined.report {
        Some(report) => app.out.line(Exchanged::from(report).to_string()),
        None => Ok(()),
    }
}

/// Joins with a ticket: as another device of a journal, or as the reader of a share.
pub(super) fn join(app: &mut App, name: Option<&str>, share: bool) -> Result<(), Failure> {
    let there = usable(app, share)?;
    let ticket = ticket(app, "`still device add` on the other device shows one")?;
    if ticket.role == Role::Keeper {
        return Err(Failure::refused("this ticket is for a keeper")
            .help("`still keeper join` on the server takes it"));
    }
    if share && ticket.role == Role::Owner {
        return Err(journal_here(app));
    }
    let name = match name {
        Some(name) => name.to_owned(),
        None => device_name(app, None)?,
    };
    let signals = SignalGuard::hold();
    let (vault, mut beginning) = if there {
        (app.open(OpenMode::Write)?, None)
    } else {
        let (vault, beginning) = new_vault(app)?;
        (vault, Some(beginning))
    };
    let settings = vault.settings()?;
    let reach = Joining::reach(&vault, &settings, &ticket);
    let joined = network::join(app, reach, &name, &signals, || {
        // A device that has joined is one, also if the note that it is not yet cannot be removed now.
        beginning.take().map_or(Ok(()), Beginning::settle)
    });
    drop(beginning);
    drop(signals);
    let report = joined?;
    let arrived = arrived(&vault, ticket.role)?;
    let called = called(&vault).unwrap_or_else(|| name.clone());
    if called != name {
        app.notes.note(format_args!(
            "The journal has a {} already, so this device is called {}.",
            show_line(&name),
            Paint::Strong.on(show_line(&called))
        ));
    }
    if app.json() {
        let exchanged = report.as_ref().map(Exchanged::from);
        let line = json!({ "device": called, "role": crate::json::role_name(ticket.role),
            "readable": arrived, "exchanged": exchanged });
        return app.out.as_is(safe_json(&line.to_string()));
    }
    if let Some(report) = &report {
        app.out.line(Exchanged::from(report).to_string())?;
    }
    let then = match ticket.role {
        Role::Owner => "`still list` shows them; `still run` stays connected.",
        _ => "`still read` shows them; `still read refresh` fetches what is new.",
    };
    let what = match ticket.role {
        Role::Owner => "entries",
        _ => "entries and worksheets",
    };
    app.out
        .line(format!("{arrived} {what} can be read here. {then}"))
}

/// Refuses a folder that cannot join, before anything is asked. Whether there is a vault in it that can.
fn usable(app: &App, share: bool) -> Result<bool, Failure> {
    match Vault::look(app.folder(), &app.env())? {
        Found::Nothing => can_be_made(app.folder()).map(|()| false),
        Found::Other => Err(not_empty(app.folder())),
        Found::Vault if !share && is_whole(app)? => {
            Err(journal_here(app)
                .help("name an empty or new folder with --vault DIR; to read a share of somebody else's in this one, add --share"))
        }
        Found::Vault => Ok(true),
    }
}

/// Whether the vault here has a journal and is known to its devices. One that was recovered may join them once more.
fn is_whole(app: &App) -> Result<bool, Failure> {
    let vault = app.open_locked(OpenMode::Read)?;
    Ok(vault.has_home()? && !vault.is_recovered()?)
}

fn journal_here(app: &App) -> Failure {
    Failure::refused("this folder already holds a journal")
        .because(format!("the folder is {}", show_path(app.folder())))
        .help("name an empty or new folder with --vault DIR")
}

/// What the inviting device called this one, which may have a number behind it.
fn called(vault: &Vault) -> Option<String> {
    vault.status().ok()?.store.device
}

/// The ticket, typed on the terminal or in the first lines of standard input; never an argument, which others could see.
/// On a terminal a wrong one may be typed again, twice, so that what is pasted next does not go to the shell.
pub(super) fn ticket(app: &App, shown_by: &str) -> Result<Ticket, Failure> {
    let mut tries = if std::io::stdin().is_terminal() {
        TICKET_TRIES
    } else {
        1
    };
    let mut first = network::ask_line("Ticket: ")?;
    loop {
        // Ctrl-D ends it.
        let may_try_again = first.is_some();
        tries -= 1;
        match ticket_from(app, first, shown_by) {
            Err(failure) if may_try_again && tries > 0 && !ends(&failure) => {
                app.notes.always(format_args!(
                    "{}. Once more, please; Ctrl-D stops.",
                    failure.line()
                ));
                first = network::ask_line_afresh("Ticket: ")?;
            }
            done => return done,
        }
    }
}

/// Whether a failure is none of the ticket that was typed.
fn ends(failure: &Failure) -> bool {
    !matches!(failure.kind(), Kind::Usage | Kind::Refused)
}

/// The ticket that begins with this line; a mail may have broken it into several.
fn ticket_from(app: &App, first: Option<String>, shown_by: &str) -> Result<Ticket, Failure> {
    let mut first = Some(first);
    let missing = || {
        Failure::usage("there is no ticket")
            .because("it is typed on the terminal or is the first line of standard input")
            .help(shown_by)
    };
    let mut text = String::new();
    let ticket: Ticket = loop {
        let line = match first.take() {
            Some(line) => line,
            None => network::ask_line("The rest of it (Enter alone stops): ")?,
        };
        let line = line.filter(|line| !line.is_empty());
        let ended = line.is_none();
        text.push_str(&line.unwrap_or_default());
        text.push('\n');
        if text.trim().is_empty() {
            return Err(missing());
        }
        match text.parse() {
            Ok(ticket) => break ticket,
            Err(engine::StoreError::Invalid(_)) if !ended && Ticket::may_begin(&text) => {}
            Err(error) => return Err(error.into()),
        }
    };
    if ticket.expires_at <= app.env().now().timestamp().as_second() {
        return Err(Failure::refused("this ticket has expired")
            .help("show a new one on the other device; the clocks of both must be right"));
    }
    Ok(ticket)
}

/// A vault for a device that joins.
fn new_vault(app: &mut App) -> Result<(Vault, Beginning), Failure> {
    if !app.scripted() {
        app.notes
            .note("This device gets a passphrase of its own, which opens the journal here.");
    }
    let typed = app.passphrases.fresh(app.notes)?;
    Ok(Vault::init_to_join(
        app.folder(),
        &passphrase(&typed),
        app.env(),
    )?)
}

/// How many entries and worksheets can be read here; none if the journal itself is still on its way.
fn arrived(vault: &Vault, role: Role) -> Result<usize, Failure> {
    let counted = match role {
        Role::Reader => vault
            .readings()
            .list()
            .map(|readings| readings.iter().map(|reading| reading.published).sum()),
        _ => vault.entries().newest().map(|(total, _)| total),
    };
    match counted {
        Err(ReadError::NoOwnJournal | ReadError::Refused(_)) => Ok(0),
        counted => Ok(counted?),
    }
}
