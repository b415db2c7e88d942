//! `still passwd`: a new passphrase.

use clap::Args;
use engine::{OpenMode, Saved, Vault};

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
    let old = app.passphrases.current("Old passphrase: ")?;
    let change = Vault::change_passphrase(app.folder(), &passphrase(&old), &app.env())?;
    let agent = app.agent();
    let new = app.passphrases.fresh(app.notes)?;
    let finished = change.finish(&passphrase(&new), &app.env());
    let changed = match &finished {
        Ok(()) => true,
        Err(error) => error.saved() != Some(Saved::No),
    };
    if let Some(agent) = agent.filter(|_| changed) {
        agent
            .lock()
            .map_err(|e| Failure::io("locking after the change", e))?;
    }
    finished.map_err(|error| told(error, changed))?;
    if app.json() {
        return app.print_json(&serde_json::json!({ "changed": true }));
    }
    app.out
        .line("The passphrase was changed, and the journal is locked.")
}

/// Which passphrase opens the journal now is what matters most after a failure.
fn told(error: engine::Error, changed: bool) -> Failure {
    if !changed {
        return Failure::from(error).because("the old passphrase stays");
    }
    Failure::new(
        Kind::Disk,
        "the new passphrase opens the journal now, but the disk did not confirm it",
    )
    .because("after a power cut it may be the old one again")
    .help("keep both in mind until `still passwd` has gone well once more")
}
