//! Opening what the network commands need: a runtime, the journal, and a link as the journal's settings say.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use engine::{ExchangeEvent, ExchangeOptions, ExchangeReport, NetworkProfile, OpenMode, Vault};
use link::{Channel, Group, Link, LinkConfig, OpenError, Profile, RelayChoice};
use tokio::io::AsyncReadExt as _;
use tokio::sync::mpsc::UnboundedSender;

use super::EXCHANGE_LABEL;
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::Tty;

/// Threads that move packets and records; more than one, since a record's way to the disk blocks one for a moment.
const THREADS: usize = 3;
/// How long the peer may take to say that it has heard the last word.
const FAREWELL_TIME_MAX: Duration = Duration::from_secs(1);

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

/// Opens a link by the journal's settings. `meeting` is where the other side of a ticket looks.
pub(super) async fn open_link(vault: &Vault, meeting: Option<Group>) -> Result<Link, Failure> {
    let settings = vault.settings()?;
    let profile = match settings.network {
        NetworkProfile::Lan => Profile::Lan,
        NetworkProfile::Manual => Profile::Manual,
        NetworkProfile::Off => Profile::Off,
        NetworkProfile::Internet => Profile::Internet {
            relay: settings
                .relay
                .map_or(RelayChoice::Public, |url| RelayChoice::Own {
                    url,
                    auth_token: None,
                }),
        },
    };
    // A ticket comes first: only some groups are announced.
    let mut all: Vec<Group> = meeting.into_iter().collect();
    all.extend(groups(vault)?);
    let config = LinkConfig {
        secret: vault.link_secret()?,
        profile,
        port: settings.port,
        groups: all,
    };
    Link::open(config).await.map_err(not_opened)
}

/// The groups in which a journal's devices recognise each other.
pub(super) fn groups(vault: &Vault) -> Result<Vec<Group>, Failure> {
    let points = vault.meeting_points()?;
    let group = |(secret, peers)| Group { secret, peers };
    Ok(points.into_iter().map(group).collect())
}

fn not_opened(error: OpenError) -> Failure {
    match error {
        OpenError::Off => Failure::refused("the network is switched off for this journal")
            .help("`still network lan` switches it on for the local network"),
        OpenError::Relay { .. } => {
            Failure::usage(error.to_string()).help("`still network internet --relay URL` sets it")
        }
        OpenError::Bind(why) => {
            Failure::new(Kind::Unexpected, "no network socket could be opened").because(why)
        }
    }
}

/// One exchange over a channel, to its end; remembers where the peer was reached.
pub(super) async fn exchange(
    vault: &Vault,
    channel: &mut Channel,
    initiator: bool,
    live: bool,
    events: Option<UnboundedSender<ExchangeEvent>>,
) -> Result<ExchangeReport, engine::Error> {
    let peer = channel.peer();
    let options = ExchangeOptions {
        peer,
        binding: channel.binding(EXCHANGE_LABEL),
        initiator,
        live,
    };
    let address: Option<SocketAddr> = channel.address();
    let report = vault.exchange(&mut *channel, options, events).await?;
    if let Some(address) = channel.address().or(address) {
        vault.remember_addresses(peer, &[address])?;
    }
    farewell(channel).await;
    Ok(report)
}

/// Waits until the peer ends its side too: closing at once could overtake our last word to it.
async fn farewell(channel: &mut Channel) {
    let mut sink = [0; 1024];
    let heard = async { while matches!(channel.read(&mut sink).await, Ok(n) if n > 0) {} };
    let _ = tokio::time::timeout(FAREWELL_TIME_MAX, heard).await;
}

/// Closes a link that others may still hold.
pub(super) async fn close(link: &Arc<Link>) {
    link.close().await;
}
