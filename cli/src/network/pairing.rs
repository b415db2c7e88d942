//! Pairing as people see it: a ticket and its picture, who asks, the four words, and what the first exchange did.

use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use engine::views::Role;
use engine::{
    Asking, ExchangeEvent, ExchangeReport, Invitation, Showing, Ticket, Typed, Vault, WriteError,
};
use node::{
    FirstExchange, InviteError, InviteEvent, Inviting, JoinError, Joining, REACH_SECONDS_MAX,
};
use report::QrCode;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{ask, run_async};
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{
    Notes, Paint, Progress, SignalGuard, code_lines, code_size, safe_json, show_line, show_path,
    window,
};
use crate::time::roughly;

/// Lines below a ticket: what to do with it, and what is waited for.
const LINES_BELOW: usize = 4;

/// Who was admitted.
pub(crate) struct Joined {
    /// The name that the new device gave itself.
    pub(crate) name: String,
    /// The first exchange, if it came to its end.
    pub(crate) report: Option<ExchangeReport>,
}

/// Shows a ticket, waits for the device that has it, has the words typed, and exchanges for the first time.
///
/// `make` gets the addresses that the ticket should name; `picture` is a file to write its QR code to, and `again` the
/// command that takes one.
pub(crate) fn invite(
    app: &mut App,
    vault: &Vault,
    (picture, again): (Option<&Path>, &str),
    make: impl FnOnce(Vec<SocketAddr>) -> Result<Invitation, WriteError>,
) -> Result<Joined, Failure> {
    let settings = vault.settings()?;
    run_async(async {
        let mut inviting = Inviting::open(vault, &settings, make).await?;
        show_ticket(app, inviting.ticket(), vault, (picture, again))?;
        let newcomer = admit(app, &mut inviting).await?;
        let name = newcomer.name().to_owned();
        let report = first_exchange(app, newcomer).await;
        if let Err(error) = &report {
            app.notes.warn(format_args!(
                "the first exchange was cut ({error}). If {} shows the journal, the next `still sync` goes on from \
                 there; if it does not, take it back with `still device remove`",
                show_line(&name)
            ));
        }
        Ok(Joined {
            name,
            report: report.ok(),
        })
    })
}

fn show_ticket(
    app: &mut App,
    ticket: &Ticket,
    vault: &Vault,
    (picture, again): (Option<&Path>, &str),
) -> Result<(), Failure> {
    let text = ticket.to_text();
    let with_code = picture.is_none() && std::io::stderr().is_terminal() && !app.quiet();
    // The text comes after the code, so that a small window does not lose it.
    let no_code = if with_code {
        show_code(app.notes, ticket, again)
    } else {
        None
    };
    let left = ticket.expires_at - vault.env().now().timestamp().as_second();
    if app.json() {
        let line = json!({ "ticket": text, "expires_in_s": left });
        app.out.line(line)?;
    } else {
        app.out.line(&text)?;
    }
    app.out.flush()?;
    let command = match ticket.role {
        Role::Keeper => "`still keeper join`",
        Role::Owner | Role::Reader => "`still device join`",
    };
    app.notes.note(format_args!(
        "This is the ticket. Run {command} on the other device and give it there, within {}.\n\
         Whoever has it can ask to join; you will see who asks, and decide.",
        roughly(u64::try_from(left).unwrap_or(0))
    ));
    if let Some(why) = no_code {
        app.notes.note(why);
    }
    if let Some(file) = picture {
        write_picture(&text, file)?;
        app.notes.note(format_args!(
            "Its QR code is in {}. Delete the file afterwards.",
            show_path(file)
        ));
    }
    Ok(())
}

fn write_picture(text: &str, file: &Path) -> Result<(), Failure> {
    let code = QrCode::new(text).ok_or_else(|| Failure::usage("the ticket has no QR code"))?;
    let mut options = std::fs::OpenOptions::new();
    let written = platform::files::private(options.write(true).create_new(true))
        .open(file)
        .and_then(|mut file| file.write_all(code.picture().as_bytes()));
    written.map_err(|e| Failure::io(&format!("writing {}", file.display()), e))
}

/// Shows the QR code with as many addresses of the ticket as fit, if all of it is in the window together with the text.
/// Otherwise what is to be said about it.
fn show_code(notes: Notes, ticket: &Ticket, again: &str) -> Option<String> {
    let (columns, rows) = window();
    let below = ticket.to_text().chars().count().div_ceil(columns) + LINES_BELOW;
    let codes = (0..=ticket.addresses.len())
        .rev()
        .filter_map(|count| QrCode::new(&ticket.with_addresses(count).to_text()));
    let mut smallest = None;
    for code in codes {
        let (width, height) = code_size(&code);
        if width <= columns && height + below <= rows {
            for line in code_lines(&code) {
                notes.note(line);
            }
            return None;
        }
        smallest = Some((width, height + below));
    }
    let (width, height) = smallest?;
    Some(format!(
        "Its QR code needs a window of {width} columns and {height} lines; this one has {columns} and {rows}. \
         `{again} --qr FILE.svg` writes it as a picture."
    ))
}

/// Waits for the newcomer until the ticket expires.
async fn admit(app: &App, inviting: &mut Inviting) -> Result<FirstExchange, InviteError> {
    let waiting = Progress::waiting("waiting for the other device", app.quiet());
    let mut event = counted_down(&waiting, inviting).await?;
    loop {
        event = match event {
            InviteEvent::Admitted(newcomer) => return Ok(newcomer),
            InviteEvent::Asks(question) => {
                waiting.hide();
                let asking = question.asking().clone();
                tokio::select! {
                    typed = words(app.notes, asking) => match typed {
                        Some(typed) => question.answer(typed),
                        None => question.refuse(),
                    },
                    // The time is up while somebody types.
                    ended = inviting.next() => {
                        event = ended?;
                        continue;
                    }
                }
                counted_down(&waiting, inviting).await?
            }
            InviteEvent::TurnedAway(error) => {
                app.notes.warn(format_args!("{error}; still waiting"));
                counted_down(&waiting, inviting).await?
            }
        };
    }
}

/// The next thing that happens, with the time that is left on the screen meanwhile.
async fn counted_down(
    waiting: &Progress,
    inviting: &mut Inviting,
) -> Result<InviteEvent, InviteError> {
    let expires = inviting.expires();
    loop {
        tokio::select! {
            event = inviting.next() => return event,
            () = waiting.counted_down(expires) => {}
        }
    }
}

/// Says who asks, and takes the words. “no” is no, and so is Ctrl-D; a stray Enter is nothing. What is no word of the list, or not four of them, is asked
/// again without counting as an answer; so are, twice, words that are not the ones shown.
async fn words(notes: Notes, mut asking: Asking) -> Option<String> {
    let name = Paint::Strong.on(show_line(&asking.name));
    let what = match asking.role {
        Role::Owner => "a device of this journal, which reads and writes all of it",
        Role::Reader => "the reader of this share, which reads what the share holds",
        Role::Keeper => "a keeper, which carries sealed records and cannot read them",
    };
    notes.always(format_args!("{name} asks to become {what}."));
    if asking.will_be != asking.name {
        notes.always(format_args!(
            "There is a {name} already, so this one will be called {}.",
            Paint::Strong.on(show_line(&asking.will_be))
        ));
    }
    let question = format!(
        "Type the four words that {} shows (“no” refuses it): ",
        show_line(&asking.will_be)
    );
    loop {
        let typed = ask::ask_on_own_thread(question.clone()).await.ok()?;
        let typed = typed
            .inspect_err(|_| notes.warn("the words could not be asked for"))
            .ok()??;
        // A script does not mistype, and would have to guess that it is asked again.
        if !std::io::stdin().is_terminal() {
            return Some(typed).filter(|typed| !typed.is_empty());
        }
        if typed.is_empty() {
            continue;
        }
        if typed.eq_ignore_ascii_case("no") {
            return None;
        }
        let again = match asking.words.look_at(&typed) {
            Typed::Right | Typed::Other(0) => return Some(typed),
            Typed::Count(1) => "That is one word; it shows four.".to_owned(),
            Typed::Count(count) => format!("Those are {count} words; it shows four."),
            Typed::NoSuchWord { typed, similar } => {
                let typed = show_line(&typed);
                let meant = match similar.as_slice() {
                    [] => String::new(),
                    several => format!(" Is it “{}”?", several.join("” or “")),
                };
                format!("“{typed}” is none of the words that a device shows.{meant}")
            }
            Typed::Other(left) => format!(
                "These are not its words. Look at its screen again; you can type them {} more. If they are there just \
                 so, somebody else is asking: “no” refuses.",
                if left == 1 { "once" } else { "twice" }
            ),
        };
        notes.always(again);
    }
}

/// Joins with a ticket, once `reach` has found the device that shows it, and exchanges for the first time. `joined` runs as soon as this device is a member.
pub(crate) fn join(
    app: &mut App,
    reach: impl Future<Output = Result<Joining, JoinError>>,
    name: &str,
    signals: &SignalGuard,
    joined: impl FnOnce() -> Result<(), engine::StoreError>,
) -> Result<Option<ExchangeReport>, Failure> {
    run_async(async {
        tokio::select! {
            result = join_now(app, reach, name, joined) => result,
            stopped = interrupted(signals) => Err(stopped),
        }
    })
}

/// Resolves when a signal was caught.
async fn interrupted(signals: &SignalGuard) -> Failure {
    loop {
        if let Some(number) = signals.caught() {
            return Failure::interrupted(number);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn join_now(
    app: &mut App,
    reach: impl Future<Output = Result<Joining, JoinError>>,
    name: &str,
    joined: impl FnOnce() -> Result<(), engine::StoreError>,
) -> Result<Option<ExchangeReport>, Failure> {
    let joining = reached(app, reach).await?;
    let mut said = Ok(());
    let inviter = joining
        .join(name, |showing| said = show_words(app, showing))
        .await?;
    joined()?;
    said?;
    let report = first_exchange(app, inviter).await;
    if let Err(error) = &report {
        app.notes.warn(format_args!(
            "the first exchange was cut ({error}); `still sync` goes on from there"
        ));
    }
    Ok(report.ok())
}

async fn reached(
    app: &App,
    reach: impl Future<Output = Result<Joining, JoinError>>,
) -> Result<Joining, Failure> {
    let waiting = Progress::waiting("looking for the other device", app.quiet());
    let until = Instant::now() + Duration::from_secs(REACH_SECONDS_MAX);
    let mut reached = std::pin::pin!(reach);
    loop {
        tokio::select! {
            joining = &mut reached => return Ok(joining?),
            () = waiting.counted_down(until) => {}
        }
    }
}

fn show_words(app: &mut App, showing: &Showing) -> Result<(), Failure> {
    if app.json() {
        let line = json!({ "words": showing.words, "inviter": showing.inviter });
        app.out.as_is(safe_json(&line.to_string()))?;
    } else {
        app.out.line(showing.words.join(" "))?;
    }
    app.out.flush()?;
    app.notes.note(format_args!(
        "Type these four words on {}. If it shows that somebody else asks, refuse.",
        Paint::Strong.on(show_line(&showing.inviter))
    ));
    Ok(())
}

async fn first_exchange(
    app: &App,
    exchange: FirstExchange,
) -> Result<ExchangeReport, engine::ExchangeError> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let counting = Progress::new("records exchanged", app.quiet());
    let mut done = 0;
    let mut work = std::pin::pin!(exchange.exchange(Some(tell)));
    loop {
        tokio::select! {
            report = &mut work => return report,
            Some(event) = told.recv() => {
                if let ExchangeEvent::Received(n) | ExchangeEvent::Sent(n) = event {
                    done += n;
                    counting.count(done);
                }
            }
        }
    }
}
