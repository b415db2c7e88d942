//! `still kept` and `still missed`: checking in a promise or habit.

use clap::Args;
use engine::{CheckIn, CheckedIn, OpenMode, PromiseView, Vault};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Tty, show_line};
use crate::time::happened;
use crate::writing::entry_text;

/// Say that a promise or habit was kept
///
/// Named by the beginning of its id (`still today` shows it) or of its words; asked if left out. A note can be piped in.
#[derive(Args)]
pub(crate) struct KeptArgs {
    #[command(flatten)]
    check: CheckArgs,
}

/// Say that a promise or habit was missed; that is worth knowing, too
///
/// Named by the beginning of its id (`still today` shows it) or of its words; asked if left out. A note can be piped in.
#[derive(Args)]
pub(crate) struct MissedArgs {
    #[command(flatten)]
    check: CheckArgs,
}

#[derive(Args)]
struct CheckArgs {
    /// Which promise or habit
    promise: Vec<String>,
    /// The day it is about, if not today: “yesterday”, “monday”, “2026-11-20”
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

/// Checks in as kept.
pub(crate) fn kept(app: &mut App, args: &KeptArgs) -> Result<(), Failure> {
    check_in(app, &args.check, true)
}

/// Checks in as missed.
pub(crate) fn missed(app: &mut App, args: &MissedArgs) -> Result<(), Failure> {
    check_in(app, &args.check, false)
}

fn check_in(app: &mut App, args: &CheckArgs, kept: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let present = vault.present()?;
    let at = match &args.at {
        Some(at) => happened(app, &present, at)?,
        None => present.now,
    };
    let note = if entry_text::is_piped() {
        entry_text::piped()?
    } else {
        String::new()
    };
    let promise = match args.promise.as_slice() {
        [] => ask(&vault)?,
        words => words.join(" "),
    };
    let check_in = CheckIn {
        promise,
        kept,
        at: Some(at),
        note,
    };
    let done = vault.programme().check_in(&check_in)?;
    say(app, &done, kept)
}

/// Shows what there is, and asks for one.
fn ask(vault: &Vault) -> Result<String, Failure> {
    let promises = vault.programme().promises()?;
    if let [only] = promises.as_slice() {
        return Ok(only.short.clone());
    }
    let unnamed = || {
        Failure::usage("which promise or habit?")
            .help("`still today` shows what is due, with its ids")
    };
    if promises.is_empty() {
        return Err(Failure::usage("there is no promise or habit yet")
            .help("`still step 9 fill commitments` writes one down"));
    }
    let mut tty = Tty::open().ok_or_else(unnamed)?;
    list_promises(&mut tty, &promises)?;
    let answer = tty.ask("Which one? ")?.unwrap_or_default();
    match numbered(&promises, &answer) {
        Some(known) => Ok(known.short.clone()),
        None if answer.is_empty() => Err(unnamed()),
        None => Ok(answer),
    }
}

/// Shows each under its number.
pub(super) fn list_promises(tty: &mut Tty, promises: &[PromiseView]) -> Result<(), Failure> {
    for (number, known) in (1..).zip(promises) {
        tty.say(&format!("  {number:2}  {}", show_line(&known.promise)))?;
    }
    Ok(())
}

/// The one that a number in that list stands for.
pub(super) fn numbered<'p>(promises: &'p [PromiseView], answer: &str) -> Option<&'p PromiseView> {
    let number: usize = answer.parse().ok()?;
    promises.get(number.checked_sub(1)?)
}

fn say(app: &mut App, done: &CheckedIn, kept: bool) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&json!({
            "promise": done.promise, "date": done.date, "kept": kept,
        }));
    }
    let word = if kept { "Kept" } else { "Missed" };
    app.out.line(format!(
        "{word}: {} ({})",
        show_line(&done.promise),
        done.date
    ))
}
