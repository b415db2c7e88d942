//! `still keeper join`: the server's end of pairing.

use engine::views::Role;
use engine::{Found, Keeper, KeeperSettings, NetworkProfile, Vault};
use node::Joining;
use serde_json::json;

use crate::app::App;
use crate::commands::device_add::ticket;
use crate::commands::init::{can_be_made, host_name, not_empty};
use crate::failure::Failure;
use crate::network::{self, Exchanged};
use crate::terminal::{SignalGuard, safe_json, show_line, show_path};

pub(super) fn run(
    app: &mut App,
    name: Option<&str>,
    network: NetworkProfile,
    port: u16,
) -> Result<(), Failure> {
    match Vault::look(app.folder(), &app.env()) {
        Ok(Found::Nothing) => can_be_made(app.folder())?,
        Ok(Found::Other) => return Err(not_empty(app.folder())),
        Ok(Found::Vault) => {
            return Err(Failure::refused("this folder holds a journal")
                .because(format!("the folder is {}", show_path(app.folder())))
                .help("a keeper lies in a folder of its own: name a new one with --vault DIR"));
        }
        Err(error) => return Err(error.into()),
    }
    let ticket = ticket(
        app,
        "`still keeper add` on a device of the journal shows one",
    )?;
    if ticket.role != Role::Keeper {
        return Err(Failure::refused("this is no ticket for a keeper")
            .help("`still keeper add` on a device of the journal shows one"));
    }
    let name = name.map_or_else(host_name, str::to_owned);
    let settings = KeeperSettings {
        network,
        port,
        ..KeeperSettings::default()
    };
    let signals = SignalGuard::hold();
    let (keeper, beginning) = Keeper::init_to_join(app.folder(), &settings, app.env())?;
    let mut beginning = Some(beginning);
    let reach = Joining::reach(&keeper, &settings, &ticket);
    let joined = network::join(app, reach, &name, &signals, || {
        // One that has joined is a keeper, also if the note that it is not yet cannot be removed now.
        beginning.take().map_or(Ok(()), engine::Beginning::settle)
    });
    drop(beginning);
    drop(signals);
    let report = joined?;
    if app.json() {
        let exchanged = report.as_ref().map(Exchanged::from);
        let line = json!({ "keeper": name, "exchanged": exchanged });
        return app.out.as_is(safe_json(&line.to_string()));
    }
    if let Some(report) = &report {
        app.out.line(Exchanged::from(report).to_string())?;
    }
    app.out.line(format!(
        "{} is a keeper of this journal now and can read nothing of it. `still keeper run` serves.",
        show_line(&name)
    ))
}
