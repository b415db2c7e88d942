//! `still unlock`: keep the keys open for a while.

use clap::Args;
use engine::views::DeviceView;
use engine::{OpenMode, Vault};
use jiff::SignedDuration;

use super::status::{device_line, last_unlock, tell_kit_uses, tell_unnoticed};
use crate::agent::{self, Terms};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::time::{parse_length, roughly};
use crate::writing::drafting;

/// Unlock the journal for a while
///
/// A small background process holds the keys in memory, so that other commands do not ask for the passphrase. It
/// forgets them after a time without use, after a time in any case, or on `still lock`. Time in suspend counts.
///
/// On a terminal the passphrase may be typed three times.
#[derive(Args)]
pub(crate) struct UnlockArgs {
    /// Lock after this long without use
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = parse_length)]
    idle: SignedDuration,
    /// Lock after this long in any case
    #[arg(long = "for", value_name = "TIME", default_value = "12h", value_parser = parse_length)]
    life: SignedDuration,
}

/// Starts the agent.
pub(crate) fn run(app: &mut App, args: &UnlockArgs) -> Result<(), Failure> {
    if !platform::local::WORKS {
        let system = platform::SYSTEM;
        return Err(Failure::refused("the keys cannot be kept open")
            .because(format!("no process can hold them on {system} yet"))
            .help("commands still work: each asks for the passphrase"));
    }
    if app.vault_key().is_none() {
        app.open_locked(OpenMode::Read)?;
    }
    let before = Vault::last_unlock(app.folder());
    let (folder, env) = (app.folder().to_owned(), app.env());
    let keys = app.with_passphrase("Passphrase: ", |typed| Vault::unlock(&folder, typed, &env))?;
    let held = keys.to_agent();
    let vault = Vault::open(app.folder(), Some(keys), OpenMode::Read, app.env())?;
    // Read again: unlocking may have sealed the keys anew.
    let Some(key) = app.vault_key() else {
        return Err(Failure::new(
            Kind::NoVault,
            "the journal went away just now",
        ));
    };
    let seconds = |length: SignedDuration| length.unsigned_abs().as_secs();
    let terms = Terms {
        idle_s: seconds(args.idle),
        life_s: seconds(args.life),
    };
    let is_locked = agent::start(&key, held.as_bytes(), terms, app.notes).map_err(|why| {
        Failure::new(Kind::Unexpected, "the keys cannot be kept open")
            .because(why)
            .help("commands still work: each asks for the passphrase")
    })?;
    if !is_locked {
        app.notes.note(
            "The system does not let the keys be locked in memory: they may be written to swap. \
             A limit of 8192 would do (`ulimit -l`); encrypted swap is safe as well.",
        );
    }
    if app.json() {
        return app.print_json(&serde_json::json!({
            "unlocked": true, "locked_in_memory": is_locked, "idle_s": terms.idle_s, "life_s": terms.life_s,
            "last_unlock": before.map(|at| at.to_string()),
        }));
    }
    let (idle, life) = (roughly(terms.idle_s), roughly(terms.life_s));
    app.out
        .line(format!("Unlocked for {idle} without use, at most {life}."))?;
    if let Some(before) = before {
        let line = last_unlock(before, &vault.env().now());
        app.out.line(format!("Before that, {line}."))?;
    }
    announce(app, &vault)?;
    tell_unnoticed(app, &vault)?;
    if let Some(line) = drafting::waiting(&vault) {
        app.out.line(line)?;
    }
    Ok(())
}

/// New devices and readers are named at every unlocking for two weeks, so that none goes unnoticed.
fn announce(app: &mut App, vault: &Vault) -> Result<(), Failure> {
    let now = vault.env().now();
    let is_new = |device: &&DeviceView| device.new && !device.this;
    // How far each of them is costs more, and mostly there is none.
    if vault.status()?.devices.iter().any(|device| is_new(&device)) {
        for device in vault.detailed_status()?.devices.iter().filter(is_new) {
            app.out.line(device_line(device, &now))?;
        }
    }
    tell_kit_uses(app, vault, &now)
}
