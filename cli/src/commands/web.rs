//! `still web`: the journal in one's own browser.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Args;
use engine::{Journal, OpenMode};
use serde_json::json;
use tokio::time::{Instant, sleep_until};
use web::{Told, Web};

use crate::agent::Agent;
use crate::app::App;
use crate::browser::{Place, Showing};
use crate::failure::{Failure, Kind};
use crate::network::{Signals, run_async};
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
/// Keys that `still unlock` holds are used, and are let go of when it ends; without them the page asks for the passphrase.
/// It locks after five minutes in which nobody does anything, and on `still lock`.
#[derive(Args)]
pub(crate) struct WebArgs {
    /// Print the address instead of opening the browser
    #[arg(long)]
    no_open: bool,
}

/// Shows the page.
pub(crate) fn run(app: &mut App, args: &WebArgs) -> Result<(), Failure> {
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
            let place = Place::of(app.folder(), true).map_err(unusable)?;
            let place = place.ok_or_else(|| unusable("there is no runtime folder"))?;
            match place.take().map_err(unusable)? {
                Ok(showing) => return serve(app, vault.into(), &showing, args.no_open).await,
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

async fn serve(
    app: &mut App,
    journal: Journal,
    showing: &Showing,
    no_open: bool,
) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let mut follows_agent = journal.is_unlocked() && app.agent().is_some();
    let served = web::serve(&journal, web::Options::default()).await;
    let web = served.map_err(unusable)?;
    let mut next_look = Instant::now() + LOOK_EVERY;
    let mut step = show(app, &web.entrance(), no_open);
    while step.is_ok() {
        step = tokio::select! {
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
    journal.lock().await;
    step
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
    let mut opener = Command::new("xdg-open");
    // Ctrl-C here is not meant for the browser.
    opener.arg(address).process_group(0);
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
