//! What a connected device says: one calm line for each thing that happened, or one JSON value a line.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use engine::ExchangeEvent;
use engine::views::{BothSides, DeviceView, HiddenEntry};
use link::LinkId;
use serde_json::{Value, json};

use super::Connection;
use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::json::DeviceShape;
use crate::terminal::{Paint, counted, safe_json, show_line};
use crate::view;

/// Something that happened.
pub(super) enum News {
    /// The link is open.
    Started {
        /// Where it listens.
        addresses: Vec<SocketAddr>,
        /// Whether the keys are open.
        unlocked: bool,
        /// Whether the usual port was taken.
        other_port: bool,
        /// How many devices may connect.
        devices: u64,
    },
    /// A connection ended.
    Left(Connection),
    /// A device was added or removed.
    Membership(Box<DeviceView>),
    /// The keys came or went with the agent.
    Keys {
        /// Whether they came.
        unlocked: bool,
    },
    /// Something was changed on both sides.
    BothSides(Box<BothSides>),
    /// A removal has hidden entries.
    Hidden(Vec<HiddenEntry>),
    /// A signal came.
    Stopped,
}

/// What is going on on each connection: records since both last held the same.
#[derive(Default)]
pub(super) struct Teller {
    open: BTreeMap<Connection, Tally>,
}

#[derive(Default, Clone, Copy)]
struct Tally {
    sent: u64,
    received: u64,
    /// Whether both held the same at least once on this connection.
    agreed: bool,
}

impl Teller {
    /// Counts, and tells when both hold the same.
    pub(super) fn exchanged(
        &mut self,
        app: &mut App,
        devices: &[DeviceView],
        connection: Connection,
        event: &ExchangeEvent,
    ) -> Result<(), Failure> {
        let tally = self.open.entry(connection).or_default();
        match event {
            ExchangeEvent::Sent(n) => tally.sent += n,
            ExchangeEvent::Received(n) => tally.received += n,
            ExchangeEvent::InStep => {
                let first = !tally.agreed;
                let told = std::mem::take(tally);
                tally.agreed = true;
                if first || told.sent + told.received > 0 {
                    return in_step(app, devices, connection.peer, told, first);
                }
            }
            ExchangeEvent::Differs(logs) => {
                let shape = json!({
                    "event": "differs", "device": name(devices, connection.peer), "logs": logs,
                });
                let line = format!(
                    "{}: some logs DIFFER ({}); `still status` says what to do",
                    shown(devices, connection.peer),
                    counted(*logs, "log", "logs")
                );
                return say(app, &line, shape);
            }
        }
        Ok(())
    }

    /// Tells anything else.
    pub(super) fn tell(
        &mut self,
        app: &mut App,
        devices: &[DeviceView],
        news: News,
    ) -> Result<(), Failure> {
        let (line, shape) = match news {
            News::Left(connection) => match self.open.remove(&connection) {
                None => return Ok(()),
                Some(tally) => left(devices, connection.peer, tally),
            },
            News::Started {
                addresses,
                unlocked,
                other_port,
                devices,
            } => (
                started(&addresses, unlocked, other_port, devices),
                json!({
                    "event": "started", "addresses": addresses, "unlocked": unlocked,
                    "usual_port": !other_port, "devices": devices,
                }),
            ),
            News::Membership(device) => (
                membership(&device),
                json!({
                    "event": "membership", "device": DeviceShape::new(&device),
                }),
            ),
            News::Keys { unlocked } => {
                // Every connection was ended for it.
                self.open.clear();
                let shape = json!({ "event": "keys", "unlocked": unlocked });
                (keys(unlocked).to_owned(), shape)
            }
            News::BothSides(one) => {
                let mut shape = json::both_sides::shape(&one);
                shape["event"] = json!("changed_on_both_sides");
                shape["noticed"] = shape["at"].take();
                (view::both_sides::line(&one), shape)
            }
            News::Hidden(hidden) => {
                let entries: Vec<_> = hidden.iter().map(json::hidden::shape).collect();
                let shape = json!({ "event": "hidden_entries", "entries": entries });
                (view::hidden::line(&hidden), shape)
            }
            News::Stopped => ("stopped".to_owned(), json!({ "event": "stopped" })),
        };
        say(app, &line, shape)
    }
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

fn in_step(
    app: &mut App,
    devices: &[DeviceView],
    peer: LinkId,
    tally: Tally,
    first: bool,
) -> Result<(), Failure> {
    let shape = json!({
        "event": "in_step", "device": name(devices, peer), "connected": first,
        "sent": tally.sent, "received": tally.received,
    });
    let connected = if first { "connected, " } else { "" };
    let records = match (tally.sent, tally.received) {
        (0, 0) => "nothing new".to_owned(),
        (sent, 0) => format!("{} sent", counted(sent, "record", "records")),
        (0, received) => format!("{} received", counted(received, "record", "records")),
        (sent, received) => format!(
            "{} sent, {received} received",
            counted(sent, "record", "records")
        ),
    };
    let line = format!("{}: {connected}{records}; in step", shown(devices, peer));
    say(app, &line, shape)
}

fn left(devices: &[DeviceView], peer: LinkId, tally: Tally) -> (String, Value) {
    let open = match tally.sent + tally.received {
        0 => "",
        _ => ", in the middle of an exchange; the next one goes on from there",
    };
    let shape = json!({
        "event": "left", "device": name(devices, peer),
        "sent": tally.sent, "received": tally.received,
    });
    (format!("{}: gone{open}", shown(devices, peer)), shape)
}

fn started(addresses: &[SocketAddr], unlocked: bool, other_port: bool, devices: u64) -> String {
    let at: Vec<_> = addresses.iter().map(ToString::to_string).collect();
    let mut line = match devices {
        0 => "running; there is no other device yet, `still device add` adds one".to_owned(),
        n => format!(
            "running, for {}",
            counted(n, "other device", "other devices")
        ),
    };
    if !at.is_empty() {
        line.push_str(&format!(", at {}", at.join(" and ")));
    }
    if other_port {
        line.push_str(" (the usual port is taken)");
    }
    if !unlocked {
        line.push_str(". Locked: sealed records come and go, and are read after `still unlock`");
    }
    line
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

fn keys(unlocked: bool) -> &'static str {
    if unlocked {
        "unlocked: what came is being read"
    } else {
        "locked: sealed records come and go, and are read after `still unlock`"
    }
}

fn name(devices: &[DeviceView], peer: LinkId) -> &str {
    devices
        .iter()
        .find(|device| device.link == peer)
        .map_or("another device", |device| &device.name)
}

fn shown(devices: &[DeviceView], peer: LinkId) -> String {
    Paint::Strong.on(show_line(name(devices, peer)))
}
