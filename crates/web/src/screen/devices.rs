//! `/d`: the devices of the journal and the readers of its shares. Who is new stays on top for 14 days.

use engine::views::{DeviceView, Role, Status};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::page::{Place, Shell, page};
use crate::part::words;
use crate::problem::Problem;

use super::today::new_devices;

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let devices = app.journal().devices().list().await?;
    let status = app.journal().status().await?;
    let now = app.journal().vault().env().now();
    let there = |reads: bool, removed: bool| {
        let fits = move |device: &&DeviceView| {
            device.share.is_some() == reads && device.removed == removed
        };
        devices.iter().filter(fits).collect::<Vec<_>>()
    };
    let gone = [there(false, true), there(true, true)].concat();
    let body = html! {
        (new_devices(&devices, &now))
        div.head {
            h1 { "Devices" }
            p { "Each of your devices has the whole journal, sealed. " (only_here(&status, &now)) }
        }
        div #devices data-live {
            (group("own", "Your devices", &there(false, false), &now))
            @let readers = there(true, false);
            @if !readers.is_empty() { (group("readers", "Readers", &readers, &now)) }
            @if !gone.is_empty() { (group("gone", "Removed", &gone, &now)) }
        }
        section aria-labelledby="more" {
            h2 #more { "To add a device, or to remove one" }
            p { "Both are done in a terminal and ask for your passphrase: " kbd { "still device add" } " shows a ticket, " kbd { "still device remove" } " takes one off." }
            p.help.gap-s { "If one of these is not yours: remove it first, then change your passphrase. What it has already received, it keeps." }
        }
    };
    Ok(page(&Shell::of(Place::Devices), &body))
}

fn only_here(status: &Status, now: &Zoned) -> String {
    match (status.only_here, status.only_here_since) {
        (0, _) if status.nothing_is_only_here() => "Nothing is on this one only.".to_owned(),
        (0, _) => "What is on this one only cannot be said while logs differ.".to_owned(),
        (1, Some(at)) => format!(
            "1 change is on this one only, written {}.",
            words::ago(at, now)
        ),
        (count, Some(at)) => format!(
            "{count} changes are on this one only, the oldest written {}.",
            words::ago(at, now)
        ),
        (count, None) => format!(
            "{} on this one only.",
            words::counted(count, "change is", "changes are")
        ),
    }
}

fn group(id: &str, heading: &str, devices: &[&DeviceView], now: &Zoned) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            ul.rows { @for device in devices { (one(device, now)) } }
        }
    }
}

fn one(device: &DeviceView, now: &Zoned) -> Markup {
    let when = words::ago(device.added_at, now);
    let added = if device.added_by == device.name {
        format!("The first device, added {when}.")
    } else {
        format!("Added {when} by {}.", words::line(&device.added_by))
    };
    let role = match device.role {
        Role::Owner => "",
        Role::Reader => "Only reads. ",
        _ => "Carries, and reads nothing. ",
    };
    html! {
        li {
            div {
                p.what { bdi { (words::line(&device.name)) } @if device.this { ", this device" } }
                p.soft {
                    (role)
                    @if !device.this {
                        @match device.last_seen { Some(at) => { "Last met " (words::ago(at, now)) ". " }, None => "Never met yet. " }
                        @if device.behind > 0 { (words::counted(device.behind, "record", "records")) " behind. " }
                    }
                    bdi { (added) }
                    @if device.awaited && !device.removed { " Adding it was broken off, and nothing was heard of it since." }
                }
            }
            span.soft.small { (words::line(&device.short)) }
        }
    }
}
