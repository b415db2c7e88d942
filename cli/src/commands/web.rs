//! `still web`: the journal in one's own browser.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use engine::{Found, Journal, NetworkProfile, OpenMode, Vault};
use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};
use web::{Options, Told, Web};

use super::init::{can_be_made, host_name};
use crate::agent::{self, Agent, VaultKey};
use crate::app::App;
use crate::browser::{Place, Showing};
use crate::failure::{Failure, Kind};
use crate::network::{Beside, Signals, run_async};
use crate::terminal::{SignalGuard, give_back};

/// How often the agent is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Tries to reach a process that is about to listen, or to end, and the time between them.
const TRIES: u32 = 20;
const AGAIN: Duration = Duration::from_millis(100);
/// How often it is looked whether a browser could be started.
const OPENER_LOOK: Duration = Duration::from_millis(50);

/// Show the journal in your own browser until Ctrl-C
///
/// The page is reached from this computer and this user alone, under a name and a port that are others at each start. The
/// address that is opened lets one browser in, once, within a minute. There is nothing to bookmark; if the journal is shown
/// already, another browser is let in, or the same one once more.
///
/// Where there is no journal yet, the page makes one, or has this device join one with a ticket.
///
/// Keys that `still unlock` holds are used, and are let go of when it ends; without them the page asks for the passphrase.
/// It locks after five minutes in which nobody does anything, or as its settings say, and on `still lock`.
///
/// While it is open this device stays connected to the others, as with `still run`; if that is at work already, it is left to
/// it. Locked, sealed records come and go.
#[derive(Args)]
pub(crate) struct WebArgs {
    /// Print the address instead of opening the browser
    #[arg(long)]
    no_open: bool,
    /// Do not meet the other devices while it is open
    #[arg(long)]
    no_exchange: bool,
}

/// Shows the page.
pub(crate) fn run(app: &mut App, args: &WebArgs) -> Result<(), Failure> {
    if !app.scripted() && Vault::look(app.folder(), &app.env())? == Found::Nothing {
        return begin(app, args);
    }
    // Where nobody typed it already, the page asks for the passphrase.
    let vault = match app.scripted() {
        true => app.open(OpenMode::Checked)?,
        false => app.open_as_is(OpenMode::Checked)?,
    };
    give_back();
    // Ctrl-C closes the pages in order instead of ending the program.
    let _held = SignalGuard::hold();
    run_async(async {
        for _ in 0..TRIES {
            match place_of(app)?.take().map_err(unusable)? {
                Ok(showing) => {
                    let journal = Journal::from(vault);
                    let served = web::serve(&journal, options(app)).await;
                    return serve(app, &journal, served.map_err(unusable)?, &showing, args).await;
                }
                Err(place) => match place.entrance() {
                    Ok(address) => return show(app, &address, args.no_open),
                    Err(_) => tokio::time::sleep(AGAIN).await,
                },
            }
        }
        let silent = Failure::new(Kind::Busy, "another `still web` does not answer");
        Err(silent.help("let it go on if it is stopped (`fg`, `kill -CONT`), or end it"))
    })
}

fn unusable(why: impl std::fmt::Display) -> Failure {
    Failure::new(Kind::Unexpected, "the page cannot be shown").because(why)
}

/// The place of a journal that is there.
fn place_of(app: &App) -> Result<Place, Failure> {
    let place = Place::of(app.folder(), true).map_err(unusable)?;
    place.ok_or_else(|| unusable("there is no runtime folder"))
}

/// Shows the page that leads to a journal, and the journal once there is one.
fn begin(app: &mut App, args: &WebArgs) -> Result<(), Failure> {
    can_be_made(app.folder())?;
    give_back();
    let _held = SignalGuard::hold();
    run_async(async {
        let place = Place::before(app.folder()).map_err(unusable)?;
        let showing = match place.take().map_err(unusable)? {
            Ok(showing) => showing,
            Err(place) => {
                let address = place.entrance().map_err(unusable)?;
                return show(app, &address, args.no_open);
            }
        };
        let name = host_name();
        let served = web::serve_beginning(app.folder(), &name, app.env(), options(app));
        let web = served.await.map_err(unusable)?;
        let mut signals = Signals::new()?;
        show(app, &web.entrance(), args.no_open)?;
        loop {
            tokio::select! {
                () = signals.any() => {
                    web.stop().await;
                    return Ok(());
                }
                told = web.next() => {
                    tell(app, told)?;
                    if let Some(journal) = web.journal().cloned() {
                        drop(showing);
                        let showing = place_of(app)?.take().map_err(unusable)?.ok();
                        let showing = showing.ok_or_else(|| unusable("another process shows it"))?;
                        return serve(app, &journal, web, &showing, args).await;
                    }
                }
                () = showing.answer(&web) => {}
            }
        }
    })
}

async fn serve(
    app: &mut App,
    journal: &Journal,
    web: Web,
    showing: &Showing,
    args: &WebArgs,
) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let mut follows_agent = journal.is_unlocked() && app.agent().is_some();
    let is_shown = web.was_entered();
    let mut next_look = Instant::now() + LOOK_EVERY;
    let (stop, stopped) = oneshot::channel();
    let mut exchange = std::pin::pin!(exchange(app, journal, args.no_exchange, stopped)?);
    let mut exchanges = true;
    let mut step = match is_shown {
        true => Ok(()),
        false => show(app, &web.entrance(), args.no_open),
    };
    while step.is_ok() {
        step = tokio::select! {
            // The page goes on without it.
            ended = &mut exchange, if exchanges => {
                exchanges = false;
                if let Err(why) = ended {
                    app.notes.warn(format_args!("the other devices are not met: {}", why.line()));
                }
                Ok(())
            }
            () = signals.any() => break,
            told = web.next() => {
                // From now on the keys are those that were typed in the page, or none.
                follows_agent &= !matches!(told, Told::Locked | Told::Unlocked);
                tell(app, told)
            }
            () = showing.answer(&web) => Ok(()),
            () = sleep_until(next_look) => {
                next_look = Instant::now() + LOOK_EVERY;
                if follows_agent && !is_held(app, &web) {
                    web.lock().await;
                }
                Ok(())
            }
        };
    }
    web.stop().await;
    drop(stop);
    if exchanges {
        let _ = exchange.await;
    }
    journal.lock().await;
    step
}

/// How the page is served: what is locked in it is locked in the terminal, too.
fn options(app: &App) -> Options {
    let folder = app.folder().to_owned();
    let let_go = move || {
        let Some(sealed) = Vault::sealed_keys(&folder) else {
            return Ok(());
        };
        let ended = agent::end(&VaultKey::of(&sealed));
        let ended = ended.map_err(|why| format!("The terminal still has it open: {why}."));
        ended.map(drop)
    };
    Options {
        let_go: Arc::new(let_go),
        ..Options::default()
    }
}

/// Meets the other devices until `stopped`, unless that is not wanted.
fn exchange<'a>(
    app: &App,
    journal: &'a Journal,
    unwanted: bool,
    stopped: oneshot::Receiver<()>,
) -> Result<impl Future<Output = Result<(), Failure>> + use<'a>, Failure> {
    let is_off = journal.vault().settings()?.network == NetworkProfile::Off;
    let beside = match unwanted || is_off {
        true => None,
        false => Some(Beside::of(app, journal)?),
    };
    Ok(async move {
        match beside {
            Some(beside) => beside.stay(journal, stopped).await,
            None => Ok(()),
        }
    })
}

/// Whether the agent still holds the keys. What is done in the page counts as a use of it.
fn is_held(app: &App, web: &Web) -> bool {
    let key = app.vault_key();
    let agent = key.and_then(|key| Agent::find(&key).ok().flatten());
    let Some(agent) = agent else {
        return false;
    };
    if web.idle_s() < LOOK_EVERY.as_secs() {
        // One that does not answer is ended by `still lock`, and is gone then.
        let _ = agent.keys();
    }
    true
}

/// Opens the browser at an address, or prints it.
fn show(app: &mut App, address: &str, no_open: bool) -> Result<(), Failure> {
    if no_open || !is_opened(address) {
        let line = format!("Open this within a minute, in a browser on this computer: {address}");
        return say(
            app,
            &line,
            &json!({ "event": "entrance", "address": address }),
        );
    }
    say(app, "Open in the browser.", &json!({ "event": "opened" }))
}

/// Has the browser open an address; `false` where none can be started.
fn is_opened(address: &str) -> bool {
    let mut opener = platform::process::opener();
    // Ctrl-C here is not meant for the browser.
    platform::process::apart(opener.arg(address));
    let nowhere = Stdio::null;
    opener.stdin(nowhere()).stdout(nowhere()).stderr(nowhere());
    let Ok(mut opener) = opener.spawn() else {
        return false;
    };
    // It ends at once, or it is the browser itself.
    for _ in 0..TRIES {
        if let Ok(Some(ended)) = opener.try_wait() {
            return ended.success();
        }
        std::thread::sleep(OPENER_LOOK);
    }
    true
}

fn tell(app: &mut App, told: Told) -> Result<(), Failure> {
    let (line, event) = match told {
        Told::Entered => ("A browser came in.", "entered"),
        Told::EntranceUsedTwice => (
            "The address was used twice, so somebody else on this computer knew it. The pages were closed. \
             `still web` lets you in again.",
            "used-twice",
        ),
        Told::Locked => ("Locked. The page asks for the passphrase.", "locked"),
        Told::Unlocked => ("Unlocked in the page.", "unlocked"),
        Told::Begun => ("The journal was made, or this device joined one.", "begun"),
        _ => return Ok(()),
    };
    say(app, line, &json!({ "event": event }))
}

fn say(app: &mut App, line: &str, shape: &serde_json::Value) -> Result<(), Failure> {
    if app.json() {
        app.out.as_is(shape)?;
    } else {
        app.out.line(line)?;
    }
    app.out.flush()
}
