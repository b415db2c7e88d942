//! `still passwd`: a new passphrase.

use clap::Args;
use engine::{OpenMode, Vault};

use crate::app::{App, passphrase};
use crate::failure::Failure;

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
    let old = app.passphrases.current("Old passphrase: ")?;
    let change = Vault::change_passphrase(app.folder(), &passphrase(&old), &app.env())?;
    let agent = app.agent();
    let new = app.passphrases.fresh(app.notes)?;
    change.finish(&passphrase(&new), &app.env())?;
    if let Some(agent) = agent {
        agent
            .lock()
            .map_err(|e| Failure::io("locking after the change", e))?;
    }
    if app.json() {
        return app.print_json(&serde_json::json!({ "changed": true }));
    }
    app.out
        .line("The passphrase was changed, and the journal is locked.")
}
