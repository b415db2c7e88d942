//! `still lock`: forget the keys.

use clap::Args;

use crate::app::App;
use crate::failure::Failure;

/// Lock the journal: the background process forgets the keys and ends
#[derive(Args)]
pub(crate) struct LockArgs {}

/// Ends the agent.
pub(crate) fn run(app: &mut App, _args: &LockArgs) -> Result<(), Failure> {
    let was_open = match app.agent() {
        Some(agent) => {
            agent.lock().map_err(|e| Failure::io("locking", e))?;
            true
        }
        None => false,
    };
    if app.json() {
        return app.print_json(&serde_json::json!({ "locked": true, "was_unlocked": was_open }));
    }
    app.out.line(if was_open {
        "Locked."
    } else {
        "It was locked already."
    })
}
