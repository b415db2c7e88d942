//! One process of a vault is on the network; the others ask it.
//!
//! Two at once would answer to one name: other devices would reach now this one and now that one. So whoever goes on the
//! network takes a lock, which ends with its process however that ends. Whoever stays there listens on a socket beside the
//! lock. What is said on it: a process asks for a round with a line `round` and the milliseconds to wait; the owner answers
//! `here` at once, a line for each device when the round is over, and `end`.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use engine::Vault;
use engine::views::DeviceView;
use jiff::SignedDuration;
use platform::files;
use platform::local::{Listener, Stream, is_ours};
use thiserror::Error;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::node::{Node, round};
use crate::outcome::{MeetOptions, Met, Outcome};
use crate::round::Order;
use crate::status::others;

/// How long one side waits for the other where nothing has to be done.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of a question, and of an answer of at most 256 devices.
const QUESTION_BYTES_MAX: u64 = 64;
const ANSWER_BYTES_MAX: u64 = 256 * 1024;
/// Longest wait that can be asked for.
const WAIT_MAX: Duration = Duration::from_hours(24);
/// Bytes of why a connection was cut.
const CUT_BYTES_MAX: usize = 500;

/// The right of this process to be on the network for a vault. Ends when it is dropped.
#[derive(Debug)]
pub struct Ownership {
    place: Place,
    /// Locked for as long as it is open.
    _lock: File,
}

/// Another process, which is on the network for a vault.
#[derive(Debug)]
pub struct Owner {
    place: Place,
}

/// Why another process did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OwnerError {
    /// It does not listen: it is not on the network to stay, or not yet, or not any more.
    #[error("no process listens")]
    Away,
    /// It listens and does not answer.
    #[error("the process that is on the network does not answer")]
    Silent,
    /// It ended, or left the network, before it was done.
    #[error("the process that was on the network ended")]
    Ended,
    /// The vault could not be read.
    #[error(transparent)]
    Vault(#[from] engine::StoreError),
}

/// Where the lock and the socket of one vault lie.
#[derive(Debug, Clone)]
struct Place {
    lock: PathBuf,
    socket: PathBuf,
}

impl Place {
    /// Copies of a vault are vaults of their own, so the folder itself gives the name, not what is in it.
    fn of(folder: &Path, vault: &Vault) -> io::Result<Self> {
        let known = files::identity(vault.path())?;
        let name = format!("{:x}-{:x}", known.volume, known.number);
        Ok(Self {
            lock: folder.join(format!("{name}.network")),
            socket: folder.join(format!("{name}.network.sock")),
        })
    }
}

impl Ownership {
    /// Takes the network of a vault; `None` if another process has it. `folder` must exist, on this machine, and nobody
    /// else may enter it.
    ///
    /// # Errors
    /// What the folder says.
    pub fn take(folder: &Path, vault: &Vault) -> io::Result<Option<Self>> {
        let place = Place::of(folder, vault)?;
        // It stays when the process ends: another one may have it open already.
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false);
        let lock = files::private(options).open(&place.lock)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Ok(Some(Self { place, _lock: lock }))
    }

    /// The file that is locked by whoever owns the network of a vault.
    ///
    /// # Errors
    /// What the folders say.
    pub fn lock_file(folder: &Path, vault: &Vault) -> io::Result<PathBuf> {
        Ok(Place::of(folder, vault)?.lock)
    }

    /// Does what other processes ask of `node`, for as long as this is awaited.
    ///
    /// # Errors
    /// The socket could not be made.
    pub async fn serve(&self, node: &Node) -> io::Result<()> {
        // What a process that was killed has left behind.
        remove(&self.place.socket)?;
        let listener = Listener::bind(&self.place.socket)?;
        let mut asked = JoinSet::new();
        loop {
            tokio::select! {
                asking = listener.accept() => match asking {
                    Ok((stream, _)) if is_ours(&stream) => {
                        asked.spawn(answer(stream, node.orders()));
                    }
                    Ok(_) => {}
                    // There is no room for a connection; there may be later.
                    Err(_) => sleep(PATIENCE).await,
                },
                Some(_) = asked.join_next() => {}
            }
        }
    }
}

impl Drop for Ownership {
    fn drop(&mut self) {
        // While the lock is held: afterwards it may be another one's.
        let _ = remove(&self.place.socket);
    }
}

impl Owner {
    /// The process that owns the network of a vault, or will. `folder` as with [`Ownership::take`].
    ///
    /// # Errors
    /// What the folders say.
    pub fn of(folder: &Path, vault: &Vault) -> io::Result<Self> {
        let place = Place::of(folder, vault)?;
        Ok(Self { place })
    }

    /// Has it do what [`Node::round`] does. What arrives by it is in the vault when this returns.
    ///
    /// # Errors
    /// [`OwnerError::Away`] if it does not listen, and others.
    pub async fn round(&self, vault: &Vault, options: MeetOptions) -> Result<Vec<Met>, OwnerError> {
        let devices = vault.devices().list().map_err(engine::StoreError::from)?;
        let devices = others(devices);
        let connected = Stream::connect(&self.place.socket).await;
        let mut stream = connected.map_err(|_| OwnerError::Away)?;
        if !is_ours(&stream) {
            return Err(OwnerError::Away);
        }
        let question = format!("round {}\n", options.wait.as_millis());
        let said = stream.write_all(question.as_bytes()).await;
        said.map_err(|_| OwnerError::Ended)?;
        let mut lines = BufReader::new(stream.take(ANSWER_BYTES_MAX)).lines();
        match timeout(PATIENCE, lines.next_line()).await {
            Ok(Ok(Some(line))) if line == "here" => {}
            Ok(_) => return Err(OwnerError::Ended),
            Err(_) => return Err(OwnerError::Silent),
        }
        let mut told = Vec::new();
        while let Ok(Some(line)) = lines.next_line().await {
            if line == "end" {
                return Ok(outcomes(devices, &told));
            }
            told.push(line);
        }
        Err(OwnerError::Ended)
    }
}

/// Answers one process.
async fn answer(stream: Stream, node: mpsc::WeakUnboundedSender<Order>) -> io::Result<()> {
    let (reader, mut writer) = tokio::io::split(stream);
    let mut question = String::new();
    let mut reader = BufReader::new(reader.take(QUESTION_BYTES_MAX));
    timeout(PATIENCE, reader.read_line(&mut question)).await??;
    let (Some(wait), Some(orders)) = (wait_of(&question), node.upgrade()) else {
        return Ok(());
    };
    writer.write_all(b"here\n").await?;
    let Ok(met) = round(orders, MeetOptions { wait }).await else {
        return Ok(());
    };
    let mut lines: String = met.iter().map(line).collect();
    lines.push_str("end\n");
    writer.write_all(lines.as_bytes()).await
}

/// How long to wait, as a question says it.
fn wait_of(question: &str) -> Option<Duration> {
    let wait = question.strip_prefix("round ")?.strip_suffix('\n')?;
    Some(Duration::from_millis(wait.parse().ok()?).min(WAIT_MAX))
}

/// What became of a device.
fn line(met: &Met) -> String {
    let link = met.device.link;
    match &met.outcome {
        Outcome::Kept {
            sent,
            received,
            in_step,
            differing,
        } => {
            let ahead = met.clock_ahead.map_or(0, |ahead| ahead.as_secs());
            format!("{link} kept {sent} {received} {in_step} {differing} {ahead}\n")
        }
        Outcome::Cut(why) => {
            let why = why.to_string().replace(['\n', '\r'], " ");
            let why = &why[..why.floor_char_boundary(CUT_BYTES_MAX)];
            format!("{link} cut {why}\n")
        }
        Outcome::Met(_) | Outcome::NotReached => format!("{link} away\n"),
    }
}

/// What became of these devices, as the lines tell it. One of which nothing is told was not reached.
fn outcomes(devices: Vec<DeviceView>, told: &[String]) -> Vec<Met> {
    let outcome = |device: &DeviceView| {
        let link = device.link.to_string();
        let of_it = told
            .iter()
            .find_map(|line| line.strip_prefix(&link)?.strip_prefix(' '))?;
        read(of_it)
    };
    let met = |device: DeviceView| {
        let (outcome, clock_ahead) = outcome(&device).unwrap_or((Outcome::NotReached, None));
        Met {
            device,
            outcome,
            clock_ahead,
        }
    };
    devices.into_iter().map(met).collect()
}

fn read(line: &str) -> Option<(Outcome, Option<SignedDuration>)> {
    if let Some(why) = line.strip_prefix("cut ") {
        let why = engine::ExchangeError::Connection(why.to_owned());
        return Some((Outcome::Cut(why), None));
    }
    let mut words = line.strip_prefix("kept ")?.split(' ');
    let kept = Outcome::Kept {
        sent: words.next()?.parse().ok()?,
        received: words.next()?.parse().ok()?,
        in_step: words.next()?.parse().ok()?,
        differing: words.next()?.parse().ok()?,
    };
    // An owner whose program is an earlier one says nothing of clocks.
    let ahead = words.next().and_then(|seconds| seconds.parse().ok());
    let ahead = ahead.filter(|seconds| *seconds != 0);
    Some((kept, ahead.map(SignedDuration::from_secs)))
}

fn remove(file: &Path) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
