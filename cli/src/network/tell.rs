//! What a connected device says: one calm line for each thing that happened, or one JSON value a line.

use engine::carry::Carried;
use engine::views::{DeviceView, Publishing};
use jiff::SignedDuration;
use node::{NodeEvent, NodeStatus, Peer};
use serde_json::{Value, json};

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::json::DeviceShape;
use crate::terminal::{Paint, counted, safe_json, show_line};
use crate::view;

/// Tells that it runs, where, and for whom.
pub(super) fn started(app: &mut App, status: &NodeStatus) -> Result<(), Failure> {
    let shape = json!({
        "event": "started", "addresses": status.addresses, "unlocked": status.unlocked,
        "usual_port": !status.port_taken, "devices": status.may_connect,
    });
    let mut line = match status.may_connect {
        0 => "running; there is no other device yet, `still device add` adds one".to_owned(),
        n => format!(
            "running, for {}",
            counted(n as u64, "other device", "other devices")
        ),
    };
    let at: Vec<_> = status.addresses.iter().map(ToString::to_string).collect();
    if !at.is_empty() {
        line.push_str(&format!(", at {}", at.join(" and ")));
    }
    if status.port_taken {
        line.push_str(" (the usual port is taken)");
    }
    if !status.unlocked {
        line.push_str(". Locked: sealed records come and go, and are read after `still unlock`");
    }
    say(app, &line, shape)
}

/// Tells that another process is on the network, such as "`still run` (process 4711)".
pub(super) fn waiting(app: &mut App, owner: &str) -> Result<(), Failure> {
    let line = format!("{owner} is connected already; this goes on when it ends");
    say(app, &line, json!({ "event": "waiting", "for": owner }))
}

/// Tells that a signal came.
pub(super) fn stopped(app: &mut App) -> Result<(), Failure> {
    say(app, "stopped", json!({ "event": "stopped" }))
}

/// Tells what happened, if it is worth a line.
pub(super) fn happened(app: &mut App, event: &NodeEvent) -> Result<(), Failure> {
    let (line, shape) = match event {
        NodeEvent::InStep {
            peer,
            first,
            sent,
            received,
        } => in_step(peer, *first, *sent, *received),
        NodeEvent::Differs { peer, logs } => (
            format!(
                "{}: some logs DIFFER ({}); `still status` says what to do",
                shown(peer),
                counted(*logs, "log", "logs")
            ),
            json!({ "event": "differs", "device": name(peer), "logs": logs }),
        ),
        NodeEvent::ClocksDiffer { peer, ahead } => clocks_differ(peer, *ahead),
        NodeEvent::Failed { peer, why } => (
            format!(
                "{}: the exchange failed: {why}; it is tried again",
                shown(peer)
            ),
            json!({ "event": "failed", "device": name(peer), "why": why }),
        ),
        NodeEvent::Fetched { peer, bytes } => fetched(peer, *bytes),
        NodeEvent::Left {
            peer,
            begun: true,
            sent,
            received,
        } => left(peer, *sent, *received),
        NodeEvent::Added(device) | NodeEvent::Removed(device) => (
            membership(device),
            json!({ "event": "membership", "device": DeviceShape::new(device) }),
        ),
        NodeEvent::Published(publishing) => published(publishing),
        NodeEvent::Unlocked => (
            "unlocked: what came is being read".to_owned(),
            json!({ "event": "keys", "unlocked": true }),
        ),
        NodeEvent::Locked => (
            "locked: sealed records come and go, and are read after `still unlock`".to_owned(),
            json!({ "event": "keys", "unlocked": false }),
        ),
        NodeEvent::SetBack(split) => {
            let mut shape = json::split_shape(split);
            shape["event"] = json!("set_back");
            shape["noticed"] = shape["at"].take();
            (view::split::line(split), shape)
        }
        NodeEvent::ChangedOnBothSides(one) => {
            let mut shape = json::both_sides::shape(one);
            shape["event"] = json!("changed_on_both_sides");
            shape["noticed"] = shape["at"].take();
            (view::both_sides::line(one), shape)
        }
        NodeEvent::Hidden(hidden) => {
            let entries: Vec<_> = hidden.iter().map(json::hidden::shape).collect();
            let shape = json!({ "event": "hidden_entries", "entries": entries });
            (view::hidden::line(hidden), shape)
        }
        NodeEvent::Carried(carried) => through_folder(carried),
        NodeEvent::NotCarried { folder, why } => (
            format!("folder {} was not used: {why}", show_line(folder)),
            json!({ "event": "not_carried", "folder": folder, "why": why }),
        ),
        _ => return Ok(()),
    };
    say(app, &line, shape)
}

fn say(app: &mut App, line: &str, mut shape: Value) -> Result<(), Failure> {
    let now = jiff::Zoned::now();
    if app.json() {
        shape["at"] = json!(now.timestamp().to_string());
        app.out.as_is(safe_json(&shape.to_string()))?;
        return app.out.flush();
    }
    let clock = Paint::Faint.on(now.strftime("%H:%M:%S"));
    app.notes.note(format_args!("{clock}  {line}"));
    Ok(())
}

fn clocks_differ(peer: &Peer, ahead: SignedDuration) -> (String, Value) {
    let shape =
        json!({ "event": "clocks_differ", "device": name(peer), "clock_ahead_s": ahead.as_secs() });
    (view::clock::line(name(peer), ahead), shape)
}

fn through_folder(carried: &Carried) -> (String, Value) {
    let shape = json!({
        "event": "carried", "folder": carried.name, "taken": carried.taken, "brought": carried.brought,
        "set_back": carried.set_back, "twice": carried.twice.len(),
    });
    (view::carried::line(carried), shape)
}

fn fetched(peer: &Peer, bytes: u64) -> (String, Value) {
    let size = view::files::size(bytes);
    let line = format!("{}: {size} of files received", shown(peer));
    let shape = json!({ "event": "files", "device": name(peer), "bytes": bytes });
    (line, shape)
}

fn in_step(peer: &Peer, first: bool, sent: u64, received: u64) -> (String, Value) {
    let shape = json!({
        "event": "in_step", "device": name(peer), "connected": first,
        "sent": sent, "received": received,
    });
    let connected = if first { "connected, " } else { "" };
    let records = match (sent, received) {
        (0, 0) => "nothing new".to_owned(),
        (sent, 0) => format!("{} sent", counted(sent, "record", "records")),
        (0, received) => format!("{} received", counted(received, "record", "records")),
        (sent, received) => format!(
            "{} sent, {received} received",
            counted(sent, "record", "records")
        ),
    };
    let line = format!("{}: {connected}{records}; in step", shown(peer));
    (line, shape)
}

fn left(peer: &Peer, sent: u64, received: u64) -> (String, Value) {
    let open = match sent + received {
        0 => "",
        _ => ", in the middle of an exchange; the next one goes on from there",
    };
    let shape = json!({
        "event": "left", "device": name(peer), "sent": sent, "received": received,
    });
    (format!("{}: gone{open}", shown(peer)), shape)
}

fn membership(device: &DeviceView) -> String {
    let name = Paint::Strong.on(show_line(&device.name));
    let by = show_line(&device.added_by);
    match (device.removed, &device.share) {
        (true, None) => format!("{name} was removed from the journal"),
        (false, None) => format!("{name} was added to the journal by {by}"),
        (true, Some(share)) => format!("{name} reads share {} no longer", show_line(share)),
        (false, Some(share)) => format!("{name} was added to share {} by {by}", show_line(share)),
    }
}

fn published(publishing: &Publishing) -> (String, Value) {
    let Publishing {
        short,
        name,
        problem,
    } = publishing;
    let share = Paint::Strong.on(show_line(name));
    let line = match problem {
        None => format!("share {short} for {share}: brought up to date"),
        Some(why) => format!(
            "share {short} for {share} could not be brought up to date and stays as it was: {}",
            show_line(why)
        ),
    };
    let shape = json!({ "event": "published", "share": short, "name": name, "problem": problem });
    (line, shape)
}

fn name(peer: &Peer) -> &str {
    peer.name.as_deref().unwrap_or("another device")
}

fn shown(peer: &Peer) -> String {
    Paint::Strong.on(show_line(name(peer)))
}
