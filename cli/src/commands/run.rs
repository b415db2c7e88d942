//! `still run`: stay connected.

use clap::Args;
use engine::OpenMode;

use crate::app::App;
use crate::failure::Failure;
use crate::network::{open_vault, run_async, stay};
use crate::terminal::{SignalGuard, give_back};

/// Stay connected to the other devices until Ctrl-C
///
/// What is written here reaches them at once, and what they write comes in at once; other commands can be used
/// meanwhile. One line is printed for each thing that happens. If another `still run` is connected already, this one
/// waits for its end. Folders of `still carry` that are there are carried through as well: at first, a minute after
/// something is written here, and every ten minutes.
///
/// Locked, it carries sealed records, which are read after the next unlocking. It takes the keys of `still unlock`
/// when they come and lets go of them when they go. A passphrase typed for this command is kept until it ends.
#[derive(Args)]
pub(crate) struct RunArgs {
    /// Do not ask for the passphrase: carry sealed records until `still unlock`
    #[arg(long)]
    locked: bool,
}

/// Stays connected.
pub(crate) fn run(app: &mut App, args: &RunArgs) -> Result<(), Failure> {
    let vault = if args.locked {
        app.open_as_is(OpenMode::Checked)?
    } else {
        open_vault(app, false, OpenMode::Checked)?
    };
    // Nothing more is asked: the terminal is as it was, so that Ctrl-Z stops the command.
    give_back();
    // Ctrl-C ends the connections in order instead of ending the program.
    let _held = SignalGuard::hold();
    run_async(stay(app, vault))
}
