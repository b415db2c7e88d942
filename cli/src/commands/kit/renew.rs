//! `still kit renew`: another page in the place of the one that there is, or beside one that is lost.

use std::path::PathBuf;

use clap::Args;
use engine::{OpenMode, RecoveryKit, Vault};
use serde_json::json;

use super::{page, typed};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::show_line;

#[derive(Args)]
pub(crate) struct RenewArgs {
    /// The present page is lost: the new one is made without it, and beside it
    #[arg(long)]
    lost: bool,
    /// Write the page as a PDF of one page to be printed, into a file that is not there yet, instead of showing it
    #[arg(long, value_name = "FILE")]
    kit_page: Option<PathBuf>,
}

/// Makes the new kit.
pub(super) fn run(app: &mut App, args: &RenewArgs) -> Result<(), Failure> {
    page::refuse_taken(args.kit_page.as_deref())?;
    let vault = app.open(OpenMode::Write)?;
    waits(&vault)?;
    let confirmed = app.confirm(&vault)?;
    let old = present(app, &vault, args.lost)?;
    let kit = RecoveryKit::generate();
    let outranks = old.is_some();
    let printable = args.kit_page.as_ref().map(|file| {
        let today = app.env().now().date();
        page::Printable::write(file, &kit, today, outranks)
    });
    let printable = printable.transpose()?;
    if let Some(printable) = &printable {
        printable.show(app)?;
    } else if !app.json() {
        for line in page::lines(&kit) {
            app.out.line(line)?;
        }
    }
    app.out.flush()?;
    if !app.scripted() && !app.json() {
        // Nothing is changed before somebody has the page: it is shown only once.
        page::type_back(&kit, || {
            Failure::refused("the new page was not typed back")
                .because("nothing was changed, and what is shown above opens nothing")
                .help("`still kit renew` shows another one")
        })
        .map_err(nothing_changed)?;
    }
    if app.json() {
        let shown = printable.is_none().then(|| kit.secret_text());
        app.print_json(&json!({ "recovery_kit": shown, "replaces": outranks }))?;
        app.out.flush()?;
    }
    let renewed = vault.renew_kit(&confirmed, &kit, old.as_ref());
    let renewed = renewed.map_err(Failure::from);
    let on_screen = printable.is_none();
    // Whoever destroyed a page that may be in force would have none.
    if let Some(printable) = printable
        && renewed.as_ref().err().is_none_or(Failure::may_be_saved)
    {
        printable.keep(app);
    }
    renewed.map_err(|failure| match failure.may_be_saved() {
        true => failure.help(
            "the new page may be in force: keep it and the one before, until `still kit check` says which of them opens the journal",
        ),
        false => failure
            .undone()
            .help("the page above opens nothing: destroy it; the one before is as it was"),
    })?;
    if app.json() {
        return Ok(());
    }
    tell(app, &vault, outranks)?;
    app.out.flush()?;
    if on_screen {
        app.notes.note(
            "The page stands on this screen still: `clear` takes it away, with all that this window showed before.",
        );
    }
    Ok(())
}

/// The kit that is replaced, if its page is at hand.
fn present(app: &mut App, vault: &Vault, lost: bool) -> Result<Option<RecoveryKit>, Failure> {
    if lost {
        return Ok(None);
    }
    if !app.scripted() {
        app.notes.note(
            "The page that you have now signs the new one. If it is lost, Ctrl-C and `still kit renew --lost`.",
        );
    }
    let old = typed::kit(app)?;
    let checked = vault.check_kit(&old)?;
    // One that a device had signed in cannot put another one in its place: the device signs again.
    Ok(checked.outranks.then_some(old))
}

/// Nobody writes what an earlier program would refuse.
fn waits(vault: &Vault) -> Result<(), Failure> {
    let names = vault.new_kit_waits_for()?;
    if names.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = names
        .iter()
        .map(|name| show_line(name).to_string())
        .collect();
    let names = names.join(" and ");
    Err(Failure::refused(format!("a new page waits for {names}"))
        .because("as far as this device knows, an earlier version of the program runs there, which would refuse it")
        .help(format!(
            "bring {names} up to date and let it meet this device (`still sync`); if it is gone, `still device remove` takes it off"
        )))
}

fn nothing_changed(failure: Failure) -> Failure {
    match failure.kind() {
        Kind::Interrupted(_) => {
            failure.because("nothing was changed, and a page shown above opens nothing")
        }
        _ => failure,
    }
}

fn tell(app: &mut App, vault: &Vault, replaces: bool) -> Result<(), Failure> {
    app.out.line(if replaces {
        "The new page is in force, and the one before is not: it opens nothing that is written from now on. Destroy it. With a \
         copy or a backup from before today it still opens what is in that copy."
    } else {
        "The new page opens the journal from now on. The one before still does, too, and decides where the two differ: only \
         that page itself can take itself out of force, with `still kit renew`. If somebody may have it, begin another \
         journal: `still export` and `still import` take everything over."
    })?;
    let last = vault.last_backup()?;
    if last.is_some() {
        app.out
            .line("Backups from before are for the page before. `still backup` makes one for the new page.")?;
    }
    if vault
        .devices()
        .list()?
        .iter()
        .any(|device| !device.this && !device.removed)
    {
        app.out
            .line("Your other devices hear of it at the next exchange (`still sync`).")?;
    }
    Ok(())
}
