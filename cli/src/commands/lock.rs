//! `still lock`: forget the keys.

use clap::Args;

use crate::agent::{self, Ended};
use crate::app::App;
use crate::browser::{Locked, Place};
use crate::failure::{Failure, Kind};

/// Lock the journal: the background process forgets the keys and ends
///
/// Pages in the browser go blank, and ask for the passphrase.
///
/// If it does not answer it is ended all the same, once it is certain which process it is.
#[derive(Args)]
pub(crate) struct LockArgs {}

/// Ends the agent.
pub(crate) fn run(app: &mut App, _args: &LockArgs) -> Result<(), Failure> {
    let page = Place::of(app.folder(), false).ok().flatten();
    let page = page.map_or(Locked::Before, |page| page.lock());
    let ended = match app.vault_key() {
        Some(key) => agent::end(&key).map_err(|why| {
            Failure::new(Kind::Unexpected, "the journal may still be open")
                .because(why)
                .help("log out, or restart the computer: no key is kept beyond that")
        })?,
        None => Ended::Nothing,
    };
    if app.json() {
        return app.print_json(&serde_json::json!({
            "locked": true, "was_unlocked": ended != Ended::Nothing || page == Locked::Now,
        }));
    }
    app.out.line(match ended {
        Ended::Nothing if page == Locked::Now => "Locked.".to_owned(),
        Ended::Nothing => "It was locked already.".to_owned(),
        Ended::Asked => "Locked.".to_owned(),
        Ended::Killed(process) => format!(
            "Locked. The background process did not answer and was ended (process {process}); the keys went with it."
        ),
    })
}
