//! `still web`: the journal in one's own browser.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use clap::Args;
use engine::{Journal, OpenMode};
use serde_json::json;
use web::{Told, Web};

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::network::{Signals, run_async};
use crate::terminal::{SignalGuard, give_back};

/// Show the journal in your own browser until Ctrl-C
///
/// The page is reached from this computer and this user alone, under a name and a port that are others at each start. The
/// address that is opened lets one browser in, once, within a minute. There is nothing to bookmark.
///
/// Keys that `still unlock` holds are used; without them the page asks for the passphrase. It locks after five minutes
/// in which nobody does anything.
#[derive(Args)]
pub(crate) struct WebArgs {
    /// Print the address instead of opening the browser
    #[arg(long)]
    no_open: bool,
}

/// Serves the page.
pub(crate) fn run(app: &mut App, args: &WebArgs) -> Result<(), Failure> {
    let vault = app.open_as_is(OpenMode::Checked)?;
    give_back();
    // Ctrl-C closes the pages in order instead of ending the program.
    let _held = SignalGuard::hold();
    run_async(serve(app, vault.into(), args.no_open))
}

async fn serve(app: &mut App, journal: Journal, no_open: bool) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let served = web::serve(&journal, web::Options::default()).await;
    let mut web = served.map_err(|why| {
        let failure = Failure::new(Kind::Unexpected, "the page cannot be shown");
        failure.because(why)
    })?;
    let shown = show(app, &web, no_open);
    let told = match shown {
        Ok(()) => loop {
            let step = tokio::select! {
                () = signals.any() => break Ok(()),
                told = web.next() => tell(app, told),
            };
            if step.is_err() {
                break step;
            }
        },
        failed => failed,
    };
    web.stop().await;
    journal.lock().await;
    told
}

/// Opens the browser at the entrance, or prints where that is.
fn show(app: &mut App, web: &Web, no_open: bool) -> Result<(), Failure> {
    let address = web.entrance();
    if no_open || !is_opened(&address) {
        let line = format!("Open this within a minute, in this computer's browser: {address}");
        return say(
            app,
            &line,
            json!({ "event": "entrance", "address": address }),
        );
    }
    say(
        app,
        "Open in the browser. Ctrl-C closes it.",
        json!({ "event": "opened" }),
    )
}

/// Has the browser open an address; `false` where none can be started.
fn is_opened(address: &str) -> bool {
    let mut opener = Command::new("xdg-open");
    opener.arg(address).process_group(0);
    opener
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    opener.status().is_ok_and(|status| status.success())
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
    say(app, line, json!({ "event": event }))
}

fn say(app: &mut App, line: &str, shape: serde_json::Value) -> Result<(), Failure> {
    if app.json() {
        app.out.as_is(shape)?;
    } else {
        app.out.line(line)?;
    }
    app.out.flush()
}
