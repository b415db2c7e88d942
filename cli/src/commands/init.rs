//! `still init`: a new journal.

use std::path::Path;

use clap::Args;
use engine::{NewVault, RecoveryKit, Vault};

use crate::app::{App, passphrase};
use crate::failure::{Failure, Kind};
use crate::terminal::{Tty, show_line};

/// How many groups of the recovery kit are typed back.
const GROUPS_ASKED: usize = 2;
/// How often they may be mistyped.
const TRIES: usize = 5;

/// Make a new journal
///
/// Asks for a passphrase twice and shows the recovery kit, once: a page to write down or print, which opens the
/// journal when the passphrase is forgotten or the device is lost. Part of it is typed back.
///
/// With --passphrase-fd the passphrase is one line of that descriptor, nothing is asked, and the kit is printed.
#[derive(Args)]
pub(crate) struct InitArgs {
    /// A name for this device, shown on your other devices [default: asked, or the name of the computer]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Makes the journal.
pub(crate) fn run(app: &mut App, args: &InitArgs) -> Result<(), Failure> {
    refuse_existing(app.folder())?;
    let name = device_name(app, args.name.as_deref())?;
    if !app.scripted() {
        app.notes.note(
            "The passphrase opens the journal on this device. Choose one that nobody here could guess, not the\n\
             password of the computer: several words in a row are easy to keep and hard to guess.",
        );
    }
    let typed = app.passphrases.fresh(app.notes)?;
    let made = Vault::init(app.folder(), &passphrase(&typed), &name, app.env())?;
    let folder = show_line(&app.folder().display().to_string());
    if app.json() {
        return app.print_json(&serde_json::json!({
            "folder": folder, "device": name, "recovery_kit": made.kit.secret_text(),
        }));
    }
    for line in kit_page(&made.kit) {
        app.out.line(line)?;
    }
    app.out.flush()?;
    if !app.scripted() {
        return confirmed_kit(app, made, &folder);
    }
    welcome(app, &folder)
}

fn welcome(app: &mut App, folder: &str) -> Result<(), Failure> {
    app.out.line(format!(
        "The journal is in {folder}. `still write` starts the first entry."
    ))
}

fn refuse_existing(folder: &Path) -> Result<(), Failure> {
    let mut entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(Failure::io("looking into the folder", e)),
    };
    if entries.next().is_none() {
        return Ok(());
    }
    let (what, hint) = if folder.join("device.age").exists() {
        (
            "there is a journal in this folder already",
            "`still status` shows it",
        )
    } else {
        (
            "this folder is not empty",
            "name an empty or new one with --vault DIR",
        )
    };
    Err(Failure::new(Kind::NoVault, what)
        .because(folder.display())
        .help(hint))
}

/// The name of this device: as given, as typed, or the computer's.
pub(super) fn device_name(app: &App, given: Option<&str>) -> Result<String, Failure> {
    if let Some(name) = given {
        return Ok(name.to_owned());
    }
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = Some(host.trim())
        .filter(|name| !name.is_empty())
        .unwrap_or("this device")
        .to_owned();
    if app.scripted() {
        return Ok(host);
    }
    let Some(mut tty) = Tty::open() else {
        return Ok(host);
    };
    let answer = tty.ask(&format!("A name for this device [{}]: ", show_line(&host)))?;
    Ok(answer.filter(|name| !name.is_empty()).unwrap_or(host))
}

/// The page to write down.
fn kit_page(kit: &RecoveryKit) -> Vec<String> {
    let groups: Vec<&str> = kit.groups().collect();
    let mut page = vec![
        String::new(),
        "RECOVERY KIT — write it down or print it, and keep it where nobody here looks.".into(),
        "Whoever has it can read the journal. It is shown only now.".into(),
        String::new(),
        format!("  {}", kit.secret_text()),
        String::new(),
        "  The same after AGE-SECRET-KEY-1, in numbered groups:".into(),
    ];
    for (row, line) in groups.chunks(4).enumerate() {
        let cells = line
            .iter()
            .enumerate()
            .map(|(at, group)| format!("{:2} {group}", row * 4 + at + 1));
        page.push(format!("  {}", cells.collect::<Vec<_>>().join("   ")));
    }
    page.extend([
        String::new(),
        "  With the stock program age and this line in a file kit.txt, a record opens by:".into(),
        "    age --decrypt --identity kit.txt WRAPPED-KEYS > keys.txt".into(),
        "    age --decrypt --identity keys.txt RECORD > payload".into(),
        "  docs/FORMAT.md says where in vault.redb both are; no program of ours is needed.".into(),
        String::new(),
    ]);
    page
}

/// Has part of the kit typed back. Who stops here has no kit, so the new journal, which is empty, is taken away again.
fn confirmed_kit(app: &mut App, made: NewVault, folder: &str) -> Result<(), Failure> {
    if let Err(failure) = type_back(&made.kit) {
        made.vault.discard();
        app.notes
            .always("The new journal was taken away again, since its kit was not written down.");
        return Err(failure);
    }
    welcome(app, folder)
}

fn type_back(kit: &RecoveryKit) -> Result<(), Failure> {
    let Some(mut tty) = Tty::open() else {
        return Ok(());
    };
    tty.say("To be sure that it was written down, please type back two of its groups.")?;
    let clock = usize::try_from(jiff::Timestamp::now().as_nanosecond() & 0xffff).unwrap_or(0);
    let picks = [clock, clock / 7 + 3];
    for (number, group) in kit.check_groups(&picks[..GROUPS_ASKED]) {
        let mut tries = 0;
        loop {
            let typed = tty.ask(&format!("Group {number}: "))?;
            let typed = typed.ok_or_else(|| Failure::interrupted(2))?;
            if typed.eq_ignore_ascii_case(&group) {
                break;
            }
            tries += 1;
            if tries == TRIES {
                return Err(Failure::refused("the recovery kit was not typed back"));
            }
            tty.say("That is not what the page says. Once more, please.")?;
        }
    }
    Ok(())
}
