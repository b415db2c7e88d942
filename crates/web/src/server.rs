//! The server: listening on this machine alone, one gate before every route, and limits.

mod connection;
mod gate;
mod headers;
mod listen;
mod peer;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use engine::{Env, Journal};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::app::{App, Clock, LetGo, Told, letters};
use crate::beginning::Beginning;
use crate::live::News;
use crate::route;
use connection::Site;

/// Connections at a time. A browser uses six; further ones wait.
const CONNECTIONS_MAX: usize = 32;
/// How often is looked whether nobody has done anything for long.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long texts in work are kept in memory after the journal was locked, so that pages can hand in what was typed last.
const PARTING: Duration = Duration::from_secs(3);
/// How long pages have to close at the end.
const FAREWELL: Duration = Duration::from_millis(300);
/// Letters of the name under which the page is reached.
const LABEL_LETTERS: usize = 8;

/// How the page is served.
pub struct Options {
    /// The journal is locked after so long without somebody doing something in the browser.
    pub idle: Duration,
    /// Tells time; by default the machine's, its sleep included.
    pub clock: Clock,
    /// Has whatever else holds the keys, such as an agent, let go of them: before the passphrase is changed, and when the
    /// journal is locked in the page by its owner. By default nothing does.
    pub let_go: LetGo,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            idle: Duration::from_mins(5),
            clock: Arc::new(platform::clock::seconds_up),
            let_go: Arc::new(|| Ok(())),
        }
    }
}

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// No port of the loopback address is free, or the system does not allow to listen.
    #[error("this machine does not let the page listen for the browser")]
    Listen(#[source] io::Error),
    /// The system does not tell whose process is at the other end of a connection. Without it every user of the machine
    /// could ask.
    #[error("this system does not tell which user is at the other end of a connection")]
    Peer(#[source] io::Error),
}

/// The page, being served. When it is dropped its connections end, without telling the pages.
pub struct Web {
    app: App,
    told: Mutex<mpsc::UnboundedReceiver<Told>>,
    _tasks: JoinSet<()>,
}

/// Serves a journal, locked or not, to one browser at a time.
///
/// # Errors
/// [`StartError`].
///
/// # Panics
/// Outside of a tokio runtime with I/O and timers.
pub async fn serve(journal: &Journal, options: Options) -> Result<Web, StartError> {
    let vault = journal.vault();
    let web = start(
        vault.env().clone(),
        Beginning::new(vault.path(), ""),
        options,
    )
    .await?;
    web.app.set(journal.clone());
    Ok(web)
}

/// Serves the page where there is no journal yet: one is made with it in `folder`, which is empty or not there, or a device
/// joins one. `device` is the name that is offered for this device. Nothing is on the disk before the end of it; then
/// [`Told::Begun`] is told, and all goes on as with [`serve`].
///
/// # Errors
/// [`StartError`].
///
/// # Panics
/// As [`serve`].
pub async fn serve_beginning(
    folder: &Path,
    device: &str,
    env: Env,
    options: Options,
) -> Result<Web, StartError> {
    start(env, Beginning::new(folder, device), options).await
}

async fn start(env: Env, beginning: Beginning, options: Options) -> Result<Web, StartError> {
    let listeners = listen::on_loopback().await.map_err(StartError::Listen)?;
    let port = listeners.port;
    peer::can_be_told(port).await.map_err(StartError::Peer)?;
    let label = letters(&env.random::<LABEL_LETTERS>());
    let host = format!("{label}.localhost:{port}");
    let (tell, told) = mpsc::unbounded_channel();
    let app = App::new(
        env,
        beginning,
        host,
        (options.idle, options.clock, options.let_go),
        tell,
    );
    let site = Site::new(app.clone(), route::router(app.clone()));
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut tasks = JoinSet::new();
    for listener in listeners.all {
        tasks.spawn(accept(listener, site.clone(), Arc::clone(&room)));
    }
    tasks.spawn(tell_changes(app.clone()));
    tasks.spawn(lock_when_idle(app.clone()));
    Ok(Web {
        app,
        told: Mutex::new(told),
        _tasks: tasks,
    })
}

impl Web {
    /// An address that lets one browser in, once, within a minute. It replaces the one before.
    pub fn entrance(&self) -> String {
        self.app.entrance()
    }

    /// Whether a browser is in.
    pub fn was_entered(&self) -> bool {
        self.app.has_session()
    }

    /// The journal, once there is one.
    pub fn journal(&self) -> Option<&Journal> {
        self.app.there()
    }

    /// The next thing to be told. Nothing is lost if this is given up and called again.
    pub async fn next(&self) -> Told {
        match self.told.lock().await.recv().await {
            Some(told) => told,
            None => std::future::pending().await,
        }
    }

    /// Locks the journal, after every page has been told to go blank. Gives whether it was open.
    pub async fn lock(&self) -> bool {
        self.app.lock().await
    }

    /// For how many seconds nobody did anything in the browser.
    pub fn idle_s(&self) -> u64 {
        self.app.idle_s()
    }

    /// Ends: the session is over, and the pages close.
    pub async fn stop(self) {
        self.app.end_session();
        sleep(FAREWELL).await;
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.app.forget();
    }
}

/// Takes connections of one listener, one by one, for as long as there is room.
async fn accept(listener: TcpListener, site: Site, room: Arc<Semaphore>) {
    let mut connections = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let site = site.clone();
                    connections.spawn(async move {
                        connection::serve(stream, peer, site).await;
                        drop(place);
                    });
                }
                // There is no room for a connection; there may be later.
                Err(_) => sleep(LOOK_EVERY).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn tell_changes(app: App) {
    app.begun().await;
    let mut changes = app.journal().watch();
    let mut was_open = app.journal().is_unlocked();
    loop {
        changes.next().await;
        let is_open = app.journal().is_unlocked();
        if !is_open {
            app.forget();
        }
        app.live().tell(match (was_open, is_open) {
            (true, false) => News::Locked,
            (false, true) => News::Unlocked,
            _ => News::Changed,
        });
        was_open = is_open;
    }
}

async fn lock_when_idle(app: App) {
    let mut locked_for = Duration::ZERO;
    loop {
        sleep(LOOK_EVERY).await;
        if app.there().is_none() {
            if app.is_idle() && app.beginning().joins().is_none() {
                app.beginning().forget();
            }
            continue;
        }
        if app.is_open() {
            locked_for = Duration::ZERO;
            if app.is_idle() {
                app.lock().await;
            }
            continue;
        }
        locked_for += LOOK_EVERY;
        // By now every page has handed in what was typed.
        if locked_for == PARTING {
            app.writing().forget();
        }
    }
}
