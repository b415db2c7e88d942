//! `/d`: the devices of the journal and the readers of its shares. Who is new stays on top for 14 days. `/d/…`: removing one.

use axum::http::StatusCode;
use engine::Passphrase;
use engine::views::{DeviceView, Role, Status};
use jiff::Zoned;
use maud::{Markup, html};

use crate::app::App;
use crate::confirm::confirm;
use crate::page::{Place, Shell, page};
use crate::part::field::Field;
use crate::part::words;
use crate::problem::Problem;

use super::today::new_devices;

/// What is about to be removed, and what is wrong with the passphrase that was typed for it.
struct Removing<'a> {
    device: &'a str,
    wrong: &'a str,
}

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    shown(app, None).await
}

/// The page, with what comes of removing a device.
pub(crate) async fn show_removing(app: &App, device: &str) -> Result<Markup, Problem> {
    let wrong = "";
    shown(app, Some(Removing { device, wrong })).await
}

async fn shown(app: &App, removing: Option<Removing<'_>>) -> Result<Markup, Problem> {
    let devices = app.journal().devices().list().await?;
    let status = app.journal().status().await?;
    let now = app.journal().vault().env().now();
    let there = |reads: bool, removed: bool| {
        let fits = move |device: &&DeviceView| {
            device.share.is_some() == reads && (device.removed || device.over) == removed
        };
        devices.iter().filter(fits).collect::<Vec<_>>()
    };
    let gone = [there(false, true), there(true, true)].concat();
    let named = match &removing {
        Some(removing) => Some((removable(&devices, removing.device)?, removing.wrong)),
        None => None,
    };
    let body = html! {
        (new_devices(&devices, &now))
        (app.news())
        div.head {
            h1 { "Devices" }
            p { "Each of your devices has the whole journal, sealed. They exchange with each other when both are on. " (only_here(&status, &now)) }
        }
        div #devices data-live {
            (group("own", "Your devices", &there(false, false), &now))
        }
        div.acts { a.b.first href="/d/add" { "Add a device" } }
        div.gap #others data-live {
            @let readers = there(true, false);
            @if !readers.is_empty() { (group("readers", "Readers", &readers, &now)) }
            @if !gone.is_empty() { (group("gone", "No longer there", &gone, &now)) }
        }
        section aria-labelledby="not-yours" {
            h2 #not-yours { "One here that is not yours?" }
            p { "Go to a device that only you use. Remove theirs, then change the passphrase on every device that stays. In this order. Their device is not told." }
        }
        @if let Some((device, wrong)) = named { (removal(device, &devices, wrong)) }
    };
    Ok(page(&Shell::of(Place::Devices), &body))
}

/// The device with that beginning of its id, which could be removed.
fn removable<'d>(devices: &'d [DeviceView], short: &str) -> Result<&'d DeviceView, Problem> {
    let device = devices
        .iter()
        .find(|device| device.short == short && device.share.is_none())
        .ok_or_else(Problem::missing)?;
    if device.this {
        let said = "this device cannot remove itself; use another one";
        return Err(Problem::new(StatusCode::FORBIDDEN, said));
    }
    Ok(device)
}

fn removal(device: &DeviceView, devices: &[DeviceView], wrong: &str) -> Markup {
    let name = words::line(&device.name);
    let own = |other: &&DeviceView| other.share.is_none() && other.role == Role::Owner;
    let mut others = devices.iter().filter(own);
    let may_know_more =
        others.any(|other| !other.this && !other.removed && other.link != device.link);
    html! {
        section #remove aria-labelledby="removal" {
            @if device.removed {
                h2 #removal { bdi { (name) } " was removed" }
                p { "It gets nothing that was written since." }
            } @else {
                h2 #removal { "Remove " bdi { (name) } "?" }
                form.note.stop method="post" action={ "/d/" (device.short) } {
                    p { strong { "This cannot be taken back." } " The journal gets new keys that it does not receive, and what it writes from now on is refused. What it has, it keeps, sealed with its passphrase. It is not told." }
                    @if may_know_more {
                        p { "Let your other devices meet this one first: what it wrote since this device last met it, and is only on them, will not be shown after this." }
                    }
                    (Field { wrong, ..Field::new("passphrase", "Your passphrase") }.passphrase())
                    div.row {
                        button.b.danger type="submit" { span { "Remove " bdi { (name) } } }
                        a.b href="/d" { "Leave it" }
                    }
                }
            }
        }
    }
}

/// Removes a device, or gives the page again with what is wrong.
pub(crate) async fn remove(
    app: &App,
    device: &str,
    passphrase: Passphrase,
) -> Result<Option<Markup>, Problem> {
    removable(&app.journal().devices().list().await?, device)?;
    let confirmed = match confirm(app, passphrase).await? {
        Ok(confirmed) => confirmed,
        Err(wrong) => {
            let wrong = wrong.as_str();
            return Ok(Some(shown(app, Some(Removing { device, wrong })).await?));
        }
    };
    let removed = app.journal().devices().remove(device, &confirmed).await?;
    app.kept().say(format!(
        "Removed: {}. Let your other devices meet this one soon: until then they still answer it.",
        words::line(&removed.name)
    ));
    Ok(None)
}

fn only_here(status: &Status, now: &Zoned) -> String {
    match (status.only_here, status.only_here_since) {
        (0, _) if status.nothing_is_only_here() && status.files_may_be_only_here() => {
            "No change is on this one only. Whether other devices have fetched all files is not known here.".to_owned()
        }
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
    let founder = device.added_by_device == device.device;
    let added = if founder && device.share.is_some() {
        format!("Shares with this device, since {when}.")
    } else if founder {
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
                    @if device.removed { " Removed." } @else if device.over { " What it could read is over." }
                    @if device.awaited && !device.removed { " Adding it was broken off, and nothing was heard of it since." }
                }
            }
            @if device.share.is_some() && !device.removed && !device.over {
                a.b href="/r" { "Sharing" span.hush { " with " (words::line(&device.name)) } }
            } @else if !device.this && !device.removed {
                a.b href={ "/d/" (device.short) "#remove" } { "Remove" span.hush { " " (words::line(&device.name)) } }
            }
        }
    }
}
