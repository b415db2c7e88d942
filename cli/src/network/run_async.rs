//! What every network command begins with: the journal as far as it is open, and the threads of the network.

use std::time::Duration;

use engine::{OpenMode, Vault};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::Tty;

/// Threads that move packets and records; more than one, since a record's way to the disk blocks one for a moment.
const THREADS: usize = 3;

/// Runs one command's asynchronous part to its end.
pub(crate) fn run_async<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
        .map_err(|e| Failure::io("starting the network's threads", e))?;
    let result = runtime.block_on(work);
    runtime.shutdown_timeout(Duration::from_millis(200));
    result
}

/// Opens the journal for an exchange: unlocked if the agent runs or somebody can be asked, else with sealed records
/// only, which is enough to carry them.
pub(crate) fn open_vault(app: &mut App, locked: bool, mode: OpenMode) -> Result<Vault, Failure> {
    if locked {
        return app.open_locked(mode);
    }
    let vault = app.open_as_is(mode)?;
    if vault.is_unlocked() || (!app.scripted() && Tty::open().is_none()) {
        return Ok(vault);
    }
    drop(vault);
    app.open(mode)
}
