//! `still init`: a new journal.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::{Found, Passphrase, RecoveryKit, Vault};

use super::kit::page;
use crate::app::{App, passphrase};
use crate::failure::{Failure, Kind};
use crate::terminal::{Tty, show_line, show_path};

/// Make a new journal
///
/// Asks for a passphrase twice and shows the recovery kit, once: a page to write down or print, which opens the
/// journal when the passphrase is forgotten or the device is lost. Part of it is typed back. Only then is the journal made:
/// whoever stops before leaves nothing behind.
///
/// With --passphrase-fd the passphrase is one line of that descriptor, nothing is asked, and the kit is printed.
#[derive(Args)]
pub(crate) struct InitArgs {
    /// A name for this device, shown on your other devices [default: asked, or the name of the computer]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write the recovery kit as a PDF of one page to be printed, into a file that is not there yet, instead of showing it
    #[arg(long, value_name = "FILE")]
    kit_page: Option<PathBuf>,
}

/// Makes the journal.
pub(crate) fn run(app: &mut App, args: &InitArgs) -> Result<(), Failure> {
    refuse_used(app)?;
    page::refuse_taken(args.kit_page.as_deref())?;
    app.passphrases.can_be_fresh()?;
    let name = device_name(app, args.name.as_deref()).map_err(nothing_yet)?;
    if !app.scripted() {
        app.notes.note(
            "The passphrase opens the journal on this device. Choose one that nobody here could guess, not the \
             password of the computer: several words in a row are easy to keep and hard to guess.",
        );
    }
    let typed = app.passphrases.fresh(app.notes).map_err(nothing_yet)?;
    let typed = passphrase(&typed);
    let kit = RecoveryKit::generate();
    let folder = show_path(app.folder());
    let printable = args.kit_page.as_ref().map(|file| {
        let today = app.env().now().date();
        page::Printable::write(file, &kit, today, false)
    });
    let printable = printable.transpose()?;
    if app.scripted() || app.json() {
        scripted(app, &typed, &name, (&kit, printable.is_some()), &folder)?;
        printable.into_iter().for_each(|page| page.keep(app));
        return Ok(());
    }
    if let Some(printable) = &printable {
        printable.show(app)?;
    } else {
        for line in page::lines(&kit) {
            app.out.line(line)?;
        }
    }
    app.out.flush()?;
    // Nothing is on the disk before somebody has the kit: it is shown only once.
    page::type_back(&kit, || {
        Failure::refused("the recovery kit was not typed back")
            .because("no journal was made, and this page opens nothing")
            .help("`still init` shows another kit")
    })
    .map_err(nothing_made)?;
    Vault::init_with(app.folder(), &typed, &name, &kit, app.env())
        .map_err(Failure::from)
        .and_then(|(_, beginning)| Ok(beginning.settle()?))
        .map_err(taken_away)?;
    welcome(app, &folder)?;
    app.out.flush()?;
    if let Some(printable) = printable {
        printable.keep(app);
        return Ok(());
    }
    app.notes.note(
        "The recovery kit stands on this screen still: `clear` takes it away, with all that this window showed before.",
    );
    Ok(())
}

/// The same before there is a kit.
fn nothing_yet(failure: Failure) -> Failure {
    match failure.kind() {
        Kind::Interrupted(_) => failure.because("nothing was made"),
        _ => failure,
    }
}

/// Whoever stops before the end has no journal, and is told so.
fn nothing_made(failure: Failure) -> Failure {
    match failure.kind() {
        Kind::Interrupted(_) => {
            failure.because("no journal was made, and a kit shown above opens nothing")
        }
        _ => failure,
    }
}

/// The failure of a making whose kit may have been seen: nothing of it stays.
fn taken_away(failure: Failure) -> Failure {
    let failure = match failure.kind() {
        // A kit that nobody has read to its end is no success.
        Kind::Closed => Failure::refused("the recovery kit was not read to its end"),
        _ => failure,
    };
    failure.undone().help(
        "no journal was made, and the kit above opens nothing: destroy it; `still init` shows another one",
    )
}

/// Where nobody is asked, the journal counts once its kit was printed.
fn scripted(
    app: &mut App,
    typed: &Passphrase,
    name: &str,
    (kit, printed): (&RecoveryKit, bool),
    folder: &str,
) -> Result<(), Failure> {
    let (_vault, beginning) = Vault::init_with(app.folder(), typed, name, kit, app.env())?;
    print_kit(app, name, Some(kit).filter(|_| !printed), folder)
        .and_then(|()| Ok(beginning.settle()?))
        .map_err(taken_away)?;
    if app.json() {
        return Ok(());
    }
    welcome(app, folder)
}

fn print_kit(
    app: &mut App,
    name: &str,
    kit: Option<&RecoveryKit>,
    folder: &str,
) -> Result<(), Failure> {
    if app.json() {
        app.print_json(&serde_json::json!({
            "folder": folder, "device": name, "recovery_kit": kit.map(RecoveryKit::secret_text),
        }))?;
    } else if let Some(kit) = kit {
        for line in page::lines(kit) {
            app.out.line(line)?;
        }
    }
    app.out.flush()
}

fn welcome(app: &mut App, folder: &str) -> Result<(), Failure> {
    app.out.line(format!(
        "The journal is in {folder}. `still write` starts the first entry."
    ))
}

/// Refuses a folder that is used already, or that cannot be used, before anything is asked.
pub(super) fn refuse_used(app: &App) -> Result<(), Failure> {
    match Vault::look(app.folder(), &app.env())? {
        Found::Nothing => can_be_made(app.folder()),
        Found::Vault => Err(Failure::new(
            Kind::NoVault,
            format!("there is a journal in {} already", show_path(app.folder())),
        )
        .help("`still status` shows it")),
        Found::Other => Err(not_empty(app.folder())),
    }
}

/// A folder that holds something else.
pub(super) fn not_empty(folder: &Path) -> Failure {
    Failure::new(Kind::NoVault, "this folder is not empty")
        .because(format!("the folder is {}", show_path(folder)))
        .help("name an empty or new one with --vault DIR")
}

/// Whether a folder could be made, as far as this can be seen before.
pub(super) fn can_be_made(folder: &Path) -> Result<(), Failure> {
    let above = |path: &Path| path.parent().map(Path::to_owned);
    let mut nearest = Some(std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()));
    while let Some(path) = nearest.take_if(|path| !path.exists()) {
        nearest = above(&path);
    }
    let nearest = nearest.unwrap_or_default();
    platform::files::may_write_in(&nearest).map_err(|error| {
        let what = format!("making a folder in {}", nearest.display());
        Failure::io(&what, error).help("name another folder with --vault DIR")
    })
}

/// The computer's name.
pub(super) fn host_name() -> String {
    let host = Some(platform::process::host()).filter(|name| !name.is_empty());
    host.unwrap_or_else(|| "this device".to_owned())
}

/// The name of this device: as given, as typed, or the computer's.
pub(super) fn device_name(app: &App, given: Option<&str>) -> Result<String, Failure> {
    device_name_or(app, given, host_name())
}

/// The same with another name than the computer's where none is given.
pub(super) fn device_name_or(
    app: &App,
    given: Option<&str>,
    host: String,
) -> Result<String, Failure> {
    if let Some(name) = given {
        return Ok(name.to_owned());
    }
    if app.scripted() {
        return Ok(host);
    }
    let Some(mut tty) = Tty::open() else {
        return Ok(host);
    };
    let answer = tty.ask(&format!("A name for this device [{}]: ", show_line(&host)))?;
    Ok(answer.filter(|name| !name.is_empty()).unwrap_or(host))
}
