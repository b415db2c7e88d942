//! `still doctor shares`: shares that nobody asked for, to look at and to drop.

use clap::{Args, Subcommand};
use engine::unwanted::{Unwanted, UnwantedShare};
use engine::{OpenMode, Vault};
use jiff::Zoned;
use serde_json::json;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::json;
use crate::terminal::{Paint, Tty, counted, show_line};
use crate::time::ago;

/// So many are listed at once.
const LISTED: usize = 30;

/// Shares that you may not want: nothing of them has come, there is no room for them, or the device that made them was removed
///
/// A device that turns against the others can invent shares, as many as it likes. They do no harm here: only so many are
/// kept, and your own come first. What you did not make can be dropped.
#[derive(Args)]
pub(crate) struct UnwantedArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// List them, by the device that made them, newest first
    List {
        /// More than the newest 30
        #[arg(long)]
        all: bool,
    },
    /// Drop some of them for good: nothing of them is kept here or asked for any more
    ///
    /// Your other devices do the same once they have met this one. It cannot be taken back. A share that another device of
    /// yours made and still shows to somebody is stopped there. Asks for the passphrase, as stopping a share does.
    Drop {
        /// Their ids, or the beginning of each
        #[arg(
            value_name = "ID",
            required_unless_present = "all",
            conflicts_with = "all"
        )]
        shares: Vec<String>,
        /// All that are listed, but those that go on for a reader
        #[arg(long)]
        all: bool,
        /// Do not ask whether they are the right ones
        #[arg(long)]
        yes: bool,
    },
}

impl UnwantedArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(self.action, None | Some(Action::List { .. }))
    }
}

/// Runs the action.
pub(super) fn run(app: &mut App, args: &UnwantedArgs) -> Result<(), Failure> {
    match &args.action {
        None => list(app, false),
        Some(Action::List { all }) => list(app, *all),
        Some(Action::Drop { shares, all, yes }) => drop_some(app, shares, *all, *yes),
    }
}

/// One quiet line where there is something to look at.
pub(super) fn words(count: usize) -> Option<String> {
    (count > 0).then(|| {
        format!(
            "{} that you may not want; `still doctor shares list`",
            counted(count, "share", "shares")
        )
    })
}

fn list(app: &mut App, all: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let found = vault.shares().unwanted()?;
    if app.json() {
        let shares: Vec<_> = found.shares.iter().map(json::share::unwanted).collect();
        return app.print_json(&json!({ "shares": shares, "dropped": found.dropped }));
    }
    if found.shares.is_empty() {
        app.out.line("There is no share that you may not want.")?;
    }
    let now = vault.env().now();
    let shown = if all { found.shares.len() } else { LISTED };
    for share in found.shares.iter().take(shown) {
        for line in lines(share, &now) {
            app.out.line(line)?;
        }
    }
    let mut more = Vec::new();
    if found.shares.len() > shown {
        let left = found.shares.len() - shown;
        more.push(format!("{left} more are not listed; `list --all`"));
    }
    if found.dropped > 0 {
        more.push(counted(found.dropped, "was dropped", "were dropped"));
    }
    if !more.is_empty() {
        app.out.line(Paint::Faint.on(more.join(", ")))?;
    }
    if !found.shares.is_empty() {
        app.out.flush()?;
        app.notes
            .note("`still doctor shares drop ID` drops one for good, `drop --all` all of them.");
    }
    if found
        .shares
        .iter()
        .any(|share| share.why == Unwanted::Awaited)
    {
        app.notes.note(
            "What you made on another device may be on its way: let the two meet first (`still sync` on both).",
        );
    }
    Ok(())
}

fn lines(share: &UnwantedShare, now: &Zoned) -> [String; 2] {
    let name = match share.name.as_str() {
        "" => Paint::Faint.on("without a name"),
        name => show_line(name).to_string(),
    };
    let by = share.device.as_ref().map_or_else(
        || "by a device that is not known here".to_owned(),
        |device| format!("by {}", show_line(device)),
    );
    [
        format!("{}  {name}", Paint::Strong.on(show_line(&share.short))),
        format!(
            "      made {} {by}; {}",
            ago(share.made_at, now),
            why(share)
        ),
    ]
}

fn why(share: &UnwantedShare) -> String {
    match (share.why, &share.reader) {
        (Unwanted::Awaited, _) => "nothing of it has come".to_owned(),
        (Unwanted::NoRoom, _) => "left out: there are more shares than one device keeps".to_owned(),
        (Unwanted::MakerRemoved, _) => {
            "that device was removed, and nothing of it is kept".to_owned()
        }
        (Unwanted::Orphaned, Some(reader)) if share.goes_on => format!(
            "that device was removed, and it goes on for {}; `still share stop {}` ends it",
            show_line(reader),
            show_line(&share.short)
        ),
        (Unwanted::Orphaned, _) => {
            "that device was removed; it is kept, and is over or has no reader".to_owned()
        }
    }
}

fn drop_some(app: &mut App, named: &[String], all: bool, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let meant = meant(&vault, named, all)?;
    if meant.is_empty() {
        return if app.json() {
            app.print_changed(&json!({ "dropped": [] }))
        } else {
            app.unchanged("there is no share to drop.")
        };
    }
    if !yes {
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("nothing was dropped")
                .because("nobody is there to confirm it")
                .help("look with `still doctor shares list`, then add --yes")
        })?;
        let now = vault.env().now();
        for line in meant
            .iter()
            .take(LISTED)
            .flat_map(|share| lines(share, &now))
        {
            tty.say(&line)?;
        }
        let shares = counted(meant.len(), "share", "shares");
        let question = format!("Drop {shares} for good, here and on your other devices?");
        if !tty.ask_yes(&question)? {
            return Err(Failure::refused("nothing was dropped").because("it was not confirmed"));
        }
    }
    let confirmed = app.confirm(&vault)?;
    let dropped = if all {
        vault.shares().drop_all_unwanted(&confirmed)?
    } else {
        vault.shares().drop_unwanted(named, &confirmed)?
    };
    if app.json() {
        let dropped: Vec<_> = dropped.iter().map(json::share::unwanted).collect();
        return app.print_changed(&json!({ "dropped": dropped }));
    }
    app.out.line(format!(
        "{} dropped. Nothing of {} is kept or asked for here any more; your other devices do the same once they have met this one.",
        counted(dropped.len(), "share", "shares"),
        if dropped.len() == 1 { "it" } else { "them" }
    ))
}

/// The shares that are to be dropped.
fn meant(vault: &Vault, named: &[String], all: bool) -> Result<Vec<UnwantedShare>, Failure> {
    if all {
        let mut shares = vault.shares().unwanted()?.shares;
        shares.retain(|share| !share.goes_on);
        return Ok(shares);
    }
    vault.shares().droppable(named).map_err(|error| {
        let failure = Failure::from(error);
        match failure.kind() {
            Kind::NotFound => {
                failure.help("`still doctor shares list` shows those that can be dropped")
            }
            _ => failure,
        }
    })
}
