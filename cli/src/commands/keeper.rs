//! `still keeper`: an always-on device that carries sealed records and cannot read them.

mod join;
mod serve;
mod status;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use engine::NetworkProfile;

use super::device_add;
use crate::app::App;
use crate::failure::Failure;

/// A keeper: an always-on device that carries sealed records and cannot read them
///
/// Devices that are never on at the same time come into step through it, and readers of shares get theirs from it when
/// all your devices are off. It is told no name and no key: whoever has it learns how many devices, readers and shares
/// there are, which keys they have, who let in or removed whom, sizes and times. It runs on a server, a NAS, an old
/// computer, with the same program. It carries no files of entries.
#[derive(Args)]
pub(crate) struct KeeperArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// On your device: let a keeper in; shows a ticket for it
    ///
    /// The ticket lives ten minutes and serves once. Run `still keeper join` on the server and give it there, for example
    /// over ssh. It then shows four words; they are typed here (or come as a line of standard input if that is no
    /// terminal). The server must be able to reach this device while it joins, and never again.
    Add {
        /// Write the QR code as a picture too; the file must not be there yet
        #[arg(long, value_name = "FILE.svg")]
        qr: Option<PathBuf>,
    },
    /// On the server: join with a ticket, which comes on standard input or is typed
    ///
    /// Makes the keeper's folder (--vault DIR), which must be new or empty. There is no passphrase: what lies in it opens
    /// nothing. Stopped at any moment, it leaves nothing, or a keeper that has joined.
    Join {
        /// What your devices call it [default: the name of the computer]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// How it is found: on the local network too, by its address alone, or through a relay
        #[arg(long, value_enum, default_value_t = Found::Lan)]
        network: Found,
        /// The UDP port that it listens on; nothing else listens
        #[arg(long, default_value_t = engine::KEEPER_PORT)]
        port: u16,
    },
    /// On the server: serve until it is stopped
    Run,
    /// On the server: what it holds, and who was here
    Status,
}

#[derive(Clone, Copy, ValueEnum)]
enum Found {
    Lan,
    Manual,
    Internet,
}

impl From<Found> for NetworkProfile {
    fn from(found: Found) -> Self {
        match found {
            Found::Lan => Self::Lan,
            Found::Manual => Self::Manual,
            Found::Internet => Self::Internet,
        }
    }
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: &KeeperArgs) -> Result<(), Failure> {
    match &args.action {
        Action::Add { qr } => device_add::add_keeper(app, qr.as_deref()),
        Action::Join {
            name,
            network,
            port,
        } => join::run(app, name.as_deref(), (*network).into(), *port),
        Action::Run => serve::run(app),
        Action::Status => status::run(app),
    }
}
