//! `still passwd`: a new passphrase.

use clap::Args;
use engine::{ErrorKind, OpenMode, Saved, UnlockError, Vault};

use crate::agent;
use crate::app::{App, passphrase};
use crate::failure::{Failure, Kind};

/// Change the passphrase of this device
///
/// With --passphrase-fd the old passphrase is the first line and the new one the second. Copies of the journal's
/// folder made earlier still open with the old passphrase. Other devices keep theirs.
#[derive(Args)]
pub(crate) struct PasswdArgs {}

/// Changes the passphrase.
pub(crate) fn run(app: &mut App, _args: &PasswdArgs) -> Result<(), Failure> {
    if app.vault_key().is_none() {
        app.open_locked(OpenMode::Read)?;
    }
    let (folder, env) = (app.folder().to_owned(), app.env());
    let change = app.with_passphrase("Old passphrase: ", |old| {
        Vault::change_passphrase(&folder, old, &env)
    })?;
    let new = app.passphrases.fresh(app.notes)?;
    // First of all, since afterwards the agent would go by another name: no command would find it.
    if let Some(key) = app.vault_key() {
        agent::end(&key).map_err(|why| {
            Failure::refused("the passphrase was not changed")
                .because(format_args!("the journal cannot be locked: {why}"))
        })?;
    }
    change.finish(&passphrase(&new), &env).map_err(told)?;
    if app.json() {
        return app.print_json(&serde_json::json!({ "changed": true }));
    }
    app.out
        .line("The passphrase was changed, and the journal is locked.")
}

/// Which passphrase opens the journal now is what matters most after a failure.
fn told(error: UnlockError) -> Failure {
    match error {
        UnlockError::Storage(error) if error.kind() == ErrorKind::Busy => Failure::new(
            Kind::Busy,
            "the passphrase was not changed, since another command was just changing it",
        ),
        UnlockError::Storage(error) if error.saved() == Some(Saved::Unknown) => Failure::new(
            Kind::Disk,
            "the new passphrase opens the journal now, but the disk did not confirm it",
        )
        .because("after a power cut it may be the old one again")
        .help("keep both in mind until `still passwd` has gone well once more"),
        error => {
            Failure::from(error).because("the old passphrase stays, and the journal is locked now")
        }
    }
}
