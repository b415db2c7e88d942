//! `still keeper run`.

use std::sync::Arc;
use std::time::Duration;

use engine::OpenMode;
use node::{KeeperEvent, KeeperNode};
use platform::process::tell_manager;
use serde_json::json;
use tokio::time::interval;

use crate::app::App;
use crate::failure::Failure;
use crate::network::{Signals, run_async};
use crate::terminal::{SignalGuard, counted, safe_json, show_line};

/// How often systemd is given a sign of life.
const SIGN_EVERY: Duration = Duration::from_secs(40);

/// Serves until a signal comes.
pub(super) fn run(app: &mut App) -> Result<(), Failure> {
    let keeper = Arc::new(app.open_keeper(OpenMode::Checked)?);
    let Some(_serving) = keeper.begin_serving()? else {
        return Err(Failure::refused("this keeper is served already")
            .because("another `still keeper run` has its folder"));
    };
    let _held = SignalGuard::hold();
    run_async(serve(app, keeper))
}

async fn serve(app: &mut App, keeper: Arc<engine::Keeper>) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let settings = keeper.settings()?;
    let members = keeper.allowed_links()?.len();
    let mut node = KeeperNode::start(Arc::clone(&keeper), &settings).await?;
    let port = settings.port;
    if node.port_taken() {
        node.stop().await?;
        return Err(Failure::refused(format!("UDP port {port} is taken"))
            .because("devices look for this keeper there")
            .help("end what has it, or write another `port` into keeper.toml"));
    }
    let who = counted(members as u64, "device or reader", "devices and readers");
    say(
        app,
        &format!("serving {who} on UDP port {port}"),
        &json!({ "event": "started", "port": port, "may_connect": members }),
    )?;
    tell_manager("READY=1");
    let mut signs = interval(SIGN_EVERY);
    let told = loop {
        let step = tokio::select! {
            biased;
            () = signals.any() => break say(app, "stopped", &json!({ "event": "stopped" })),
            event = node.next() => match event {
                Some(event) => happened(app, &event),
                None => break Ok(()),
            },
            // As long as its threads go on; the unit asks for one in two minutes.
            _ = signs.tick() => {
                tell_manager("WATCHDOG=1");
                Ok(())
            }
        };
        if step.is_err() {
            break step;
        }
    };
    let ended = node.stop().await;
    told?;
    Ok(ended?)
}

/// Who is there is not written down for every visit: only what somebody should look at.
fn happened(app: &mut App, event: &KeeperEvent) -> Result<(), Failure> {
    if let KeeperEvent::Failed(peer, why) = event {
        let short: String = peer.to_string().chars().take(8).collect();
        let line = format!("{short}: the exchange failed: {}", show_line(why));
        let shape = json!({ "event": "failed", "peer": short, "why": why });
        return say(app, &line, &shape);
    }
    Ok(())
}

fn say(app: &mut App, line: &str, shape: &serde_json::Value) -> Result<(), Failure> {
    match app.json() {
        true => app.out.as_is(safe_json(&shape.to_string()))?,
        false => app.out.line(line)?,
    }
    app.out.flush()
}
