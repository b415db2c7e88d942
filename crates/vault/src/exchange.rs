//! The one loop that drives an exchange: it moves frames between a session and any byte stream, and records between
//! the session and the store. What to send and when is decided in `replica::Session`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use replica::{
    CloseReason, Frame, Input, LinkId, Output, PeerRole, Role, Session, SessionConfig, SpaceTag,
    SpaceView, limits,
};
use store::Tables;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;

use crate::vault::{Meta, Vault};
use crate::{Error, ErrorKind, ExchangeError};

mod agreement;
pub(crate) mod branches;
pub(crate) mod confirmed;
mod fetch;
mod files;
mod filing;
mod frames;
mod growth;
pub(crate) mod ingest;
mod outgoing;
mod proofs;
pub(crate) mod refusal;
pub(crate) mod safety;
mod terms;

use agreement::Agreement;
use confirmed::Confirmed;
use fetch::Fetch;
use frames::{Unwritten, read_frames, write_frames};
use growth::{Growth, asked_to_look, grown, sleep_until};
use outgoing::Outgoing;
use terms::closed;
pub use terms::{ExchangeEvent, ExchangeOptions, ExchangeReport};

/// Records of up to this many bytes are indexed as soon as they are here. More is a flood: indexed once, when it is over.
const FLOOD_BYTES: usize = 256 * 1024;
/// What an exchange proved is saved at once where it says that more is safe, and otherwise after this long at the latest.
const SAVED_AFTER: Duration = Duration::from_secs(60);
/// A flood that pauses for this long counts as over.
const FLOOD_PAUSE: Duration = Duration::from_millis(500);

/// One exchange in progress.
struct Drive<'v> {
    vault: &'v Arc<Vault>,
    options: &'v ExchangeOptions,
    session: Session,
    spaces: BTreeSet<SpaceTag>,
    /// What the session was last told of the roles in each space.
    roles: BTreeMap<SpaceTag, (PeerRole, Role)>,
    report: ExchangeReport,
    /// Spaces with records that are not indexed yet.
    dirty: Vec<SpaceTag>,
    /// Their bytes, and when the last of them came.
    unindexed: usize,
    arrived_at: tokio::time::Instant,
    confirmed: Confirmed,
    agreement: Agreement,
    outgoing: Outgoing,
    fetch: Fetch,
    /// What the other side did not have of files is asked for again then.
    asks_again_at: Option<tokio::time::Instant>,
    /// What was said and is not saved yet is saved then.
    saves_at: Option<tokio::time::Instant>,
    /// Batches that were refused unread and are not counted in the store yet.
    unread: u64,
    /// How many logs were last told to differ, by space.
    differing: BTreeMap<SpaceTag, usize>,
    events: Option<mpsc::UnboundedSender<ExchangeEvent>>,
    wake_at: Option<u64>,
    started: tokio::time::Instant,
}

impl Vault {
    /// Conducts one exchange over a stream until both sides hold the same, or for as long as it lives.
    ///
    /// Works on a locked vault: sealed records pass, and are read at the next unlocking.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] for a peer that shares nothing with this vault; [`ExchangeError::Connection`]; what the
    /// disk says.
    /// Whatever was acknowledged before an error stays.
    pub async fn exchange<S>(
        self: &Arc<Self>,
        stream: S,
        options: ExchangeOptions,
        events: Option<mpsc::UnboundedSender<ExchangeEvent>>,
    ) -> Result<ExchangeReport, ExchangeError>
    where
        S: AsyncRead + AsyncWrite + Send,
    {
        // Nothing is written before the other side has said what it holds: this device may have been set back.
        let mut offered = self.shared_with(options.peer)?;
        if offered.is_empty() {
            unless_locked(self.application.prepare(self))?;
            offered = self.shared_with(options.peer)?;
        }
        if offered.is_empty() {
            return Err(ExchangeError::Refused(
                "this device has nothing to exchange with that one".into(),
            ));
        }
        let mut spaces = BTreeSet::new();
        let mut roles = BTreeMap::new();
        let mut confirmed = Confirmed::default();
        for space_view in &offered {
            let tag = space_view.space;
            spaces.insert(tag);
            roles.insert(tag, (space_view.peer, space_view.me));
            confirmed.told(tag, &space_view.heads);
        }
        let config = SessionConfig {
            binding: options.binding,
            version: options.version,
            live: options.live,
            initiator: options.initiator,
            spaces: offered,
        };
        let report = ExchangeReport {
            peer: self.peer_name(options.peer)?,
            ..ExchangeReport::default()
        };
        let mut drive = Drive {
            vault: self,
            session: Session::new(config, 0),
            spaces,
            roles,
            report,
            dirty: Vec::new(),
            unindexed: 0,
            arrived_at: tokio::time::Instant::now(),
            confirmed,
            agreement: Agreement::default(),
            outgoing: Outgoing::default(),
            fetch: Fetch::default(),
            asks_again_at: None,
            saves_at: None,
            unread: 0,
            differing: BTreeMap::new(),
            events,
            wake_at: None,
            started: tokio::time::Instant::now(),
            options: &options,
        };
        let outcome = drive.run(stream).await;
        Ok(drive.finish(outcome)?)
    }

    /// The spaces that this device and a peer have in common, as their connection sees them.
    fn shared_with(&self, peer: LinkId) -> Result<Vec<SpaceView>, Error> {
        let view = self.store.read()?;
        let journal = self.journal(&view)?;
        let meta = Meta::read(&view)?;
        let mut shared = Vec::new();
        for tag in meta.tags() {
            let space = self.space_of(&view, &meta, tag)?;
            shared.extend(self.space_view(&view, journal.as_deref(), &space, peer)?);
        }
        // A program before this one took up spaces without bound.
        shared.truncate(limits::SPACES_PER_SESSION_MAX);
        Ok(shared)
    }
}

impl Drive<'_> {
    async fn run<S: AsyncRead + AsyncWrite + Send>(&mut self, stream: S) -> Result<(), Error> {
        let (reader, writer) = tokio::io::split(stream);
        let (arrive, mut arrived) = mpsc::channel(limits::BATCHES_UNACKED_MAX);
        let mut reading = std::pin::pin!(read_frames(reader, arrive));
        let outgoing = self.outgoing.clone();
        let mut writing = std::pin::pin!(write_frames(writer, outgoing.clone()));
        let mut growth = if self.options.live {
            Some(Growth::watch(self.vault)?)
        } else {
            None
        };
        let mut look = self.options.look.clone();
        let (mut read_done, mut write_done) = (false, false);
        let mut done = self.drain()?;
        while !done {
            let flood_ends = self.flood_ends();
            if arrived.is_empty() && flood_ends.is_none() {
                self.settle()?;
            }
            if std::mem::take(&mut self.fetch.asks_again) {
                let again = tokio::time::Instant::now() + self.fetch.again_after;
                self.asks_again_at.get_or_insert(again);
            }
            let wake = self
                .wake_at
                .map(|at| self.started + Duration::from_millis(at));
            tokio::select! {
                biased;
                frame = arrived.recv(), if !outgoing.is_full() => match frame {
                    Some(bytes) => self.take_frame(&bytes)?,
                    None => return Err(Error::Connection("the other side went away".into())),
                },
                // The other side may have said all it wanted and left; what it said is still to be read.
                written = &mut writing, if !write_done => {
                    write_done = true;
                    outgoing.end();
                    if matches!(written, Err(Unwritten::Stalled)) {
                        return closed(CloseReason::Stalled);
                    }
                }
                () = outgoing.drained(), if outgoing.is_full() => {}
                result = &mut reading, if !read_done => {
                    read_done = true;
                    result?;
                }
                () = grown(&mut growth) => self.grew()?,
                asked = asked_to_look(&mut look) => {
                    self.grew()?;
                    done = self.drain()?;
                    let in_step = self.all_in_step()?;
                    self.tell(ExchangeEvent::Looked { asked, in_step });
                }
                () = sleep_until(flood_ends) => {}
                () = sleep_until(self.saves_at) => self.save_confirmed()?,
                () = sleep_until(self.asks_again_at) => {
                    self.asks_again_at = None;
                    self.ask_for_files_again()?;
                }
                () = sleep_until(wake) => self.input(Input::Tick),
            }
            done |= self.drain()?;
        }
        // Let the farewell leave before the connection is dropped.
        outgoing.end();
        if !write_done {
            let _ = tokio::time::timeout(Duration::from_secs(2), writing).await;
        }
        Ok(())
    }

    /// Takes in what the other side sent.
    fn take_frame(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.report.bytes_in += bytes.len() as u64 + 4;
        let frame = Frame::decode(bytes)
            .map_err(|_| Error::Connection("the other side does not follow the protocol".into()))?;
        if let Some(error) = self.outgoing.too_much(&frame) {
            return closed(error.into());
        }
        if matches!(frame, Frame::Check { .. }) {
            // The other side has sent all it has. What came may tell of further spaces.
            self.settle()?;
        }
        self.heard(&frame)?;
        if matches!(frame, Frame::Ready) {
            self.grew()?;
        }
        self.input(Input::Frame(frame));
        Ok(())
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn input(&mut self, input: Input) {
        let now = self.now();
        self.session.handle(input, now);
    }

    /// Carries out what the session asks for; `true` when it has ended.
    fn drain(&mut self) -> Result<bool, Error> {
        while let Some(output) = self.session.poll() {
            match output {
                Output::Send(frame) => self.send(&frame)?,
                Output::Load {
                    space,
                    log,
                    from,
                    budget_bytes,
                } => {
                    let records =
                        self.vault
                            .store
                            .read()?
                            .records(space, log, from, budget_bytes)?;
                    self.input(Input::Loaded {
                        space,
                        log,
                        records,
                    });
                }
                Output::Append { space, records } => self.append(space, &records)?,
                Output::Describe { space, logs } => self.describe(space, &logs)?,
                Output::Compare { space, histories } => self.compare(space, &histories)?,
                Output::Acked { .. } | Output::Offered { .. } => {}
                Output::ChooseChunks { space, most } => self.choose_chunks(space, most)?,
                Output::LoadChunk { space, name } => self.load_chunk(space, name)?,
                Output::KeepChunk { name, sealed, .. } => self.keep_chunk(name, &sealed),
                Output::ChunkAbsent { name, .. } => self.chunk_absent(name),
                Output::Refused { .. } => {
                    self.report.refused += 1;
                    self.unread += 1;
                    self.save_soon();
                }
                Output::InStep { space } => {
                    self.agreement.reached(space);
                    self.differing.remove(&space);
                    if self.confirmed.in_step(space) {
                        self.save_confirmed()?;
                    } else {
                        self.save_soon();
                    }
                    if self.all_in_step()? {
                        self.tell(ExchangeEvent::InStep);
                    }
                }
                Output::Diverged { space, logs } => {
                    self.agreement.lost(space);
                    self.save_soon();
                    if self.differing.insert(space, logs.len()) != Some(logs.len()) {
                        self.tell(ExchangeEvent::Differs(logs.len() as u64));
                    }
                }
                Output::WakeAt(at) => self.wake_at = Some(at),
                Output::Close(reason) => {
                    tracing::debug!(?reason, "exchange ended");
                    return closed(reason).map(|()| true);
                }
            }
        }
        Ok(false)
    }

    fn send(&mut self, frame: &Frame) -> Result<(), Error> {
        if matches!(frame, Frame::Records { .. }) {
            self.confirmed.sent(frame, &self.vault.store.read()?)?;
        }
        self.agreement.sent(frame);
        if let Frame::Records { records, .. } = frame {
            self.report.sent += records.len() as u64;
            self.tell(ExchangeEvent::Sent(records.len() as u64));
        }
        let bytes = frame.encode();
        self.report.bytes_out += bytes.len() as u64 + 4;
        self.outgoing.push(frame, bytes);
        Ok(())
    }

    fn append(&mut self, space: SpaceTag, records: &[Vec<u8>]) -> Result<(), Error> {
        if !self.spaces.contains(&space) {
            return Ok(());
        }
        let (peer, version) = (self.options.peer, self.options.version);
        let done = self.vault.ingest(Some(peer), space, records, version)?;
        self.vault.pin_founding(space)?;
        self.report.received += done.appended;
        self.report.refused += u64::from(done.refused);
        self.agreement.lost(space);
        self.unindexed += records.iter().map(Vec::len).sum::<usize>();
        self.arrived_at = tokio::time::Instant::now();
        if !self.dirty.contains(&space) {
            self.dirty.push(space);
        }
        self.tell(ExchangeEvent::Received(done.appended));
        self.confirmed.told(space, &done.heads);
        self.input(Input::Appended {
            space,
            have_heads: done.heads,
            branches: done.branches,
            filed: done.filed,
            refused: done.refused,
        });
        Ok(())
    }

    /// When the records that are pouring in may be indexed; `None` if at once.
    fn flood_ends(&self) -> Option<tokio::time::Instant> {
        let ends = self.arrived_at + FLOOD_PAUSE;
        (self.unindexed > FLOOD_BYTES && tokio::time::Instant::now() < ends).then_some(ends)
    }

    /// Indexes what arrived, once nothing more is waiting to be read.
    fn settle(&mut self) -> Result<(), Error> {
        self.unindexed = 0;
        if self.dirty.is_empty() {
            return Ok(());
        }
        let meta = Meta::read(&self.vault.store.read()?)?;
        for tag in std::mem::take(&mut self.dirty) {
            // What is only carried is not read.
            let Some(id) = meta.id_of(tag) else {
                continue;
            };
            match unless_locked(self.vault.catch_up_if_readable(id)) {
                // What came is on the disk. Whoever reads this share is told; the others go on.
                Err(error) if error.kind() == ErrorKind::Damaged && meta.home() != Some(id) => {
                    tracing::warn!(%error, "a share cannot be indexed");
                }
                done => done?,
            }
        }
        self.grew()
    }

    /// Tells the session of local writes, and of spaces that have appeared or ended. Where the keys have come, this is also
    /// when what arrived without them is read.
    fn grew(&mut self) -> Result<(), Error> {
        unless_locked(self.vault.application.prepare(self.vault))?;
        self.refresh_spaces()?;
        unless_locked(self.look_for_files())
    }

    fn refresh_spaces(&mut self) -> Result<(), Error> {
        let view = self.vault.store.read()?;
        let journal = self.vault.journal(&view)?;
        let meta = Meta::read(&view)?;
        for tag in meta.tags() {
            let space = self.vault.space_of(&view, &meta, tag)?;
            let seen = self
                .vault
                .space_view(&view, journal.as_deref(), &space, self.options.peer);
            let Some(space_view) = seen? else {
                if self.spaces.contains(&tag) {
                    // The peer was removed: there is nothing more to say to it.
                    self.input(Input::Finish);
                }
                continue;
            };
            let roles = (space_view.peer, space_view.me);
            self.spaces.insert(tag);
            self.confirmed.told(tag, &space_view.heads);
            if self.roles.insert(tag, roles) != Some(roles) {
                self.input(Input::Space(space_view));
            } else {
                self.input(Input::Grew {
                    space: tag,
                    heads: space_view.heads,
                    branches: space_view.branches,
                });
            }
        }
        Ok(())
    }

    fn all_in_step(&self) -> Result<bool, Error> {
        self.agreement
            .is_complete(self.vault, &self.spaces, &self.roles)
    }

    fn tell(&self, event: ExchangeEvent) {
        if let Some(events) = &self.events {
            let _ = events.send(event);
        }
    }

    /// One that says the same again and again does not cost a commit each time.
    fn save_soon(&mut self) {
        let latest = tokio::time::Instant::now() + SAVED_AFTER;
        self.saves_at.get_or_insert(latest);
    }

    fn save_confirmed(&mut self) -> Result<(), Error> {
        self.saves_at = None;
        if self.unread > 0 {
            let times = std::mem::take(&mut self.unread);
            self.vault.note_refused_sender(self.options.peer, times)?;
        }
        self.vault
            .remember_contact(self.options.peer, &self.confirmed, self.options.version)
    }

    fn finish(mut self, outcome: Result<(), Error>) -> Result<ExchangeReport, Error> {
        let settled = self.settle();
        self.save_confirmed()?;
        settled?;
        outcome?;
        self.report.in_step = self.all_in_step()?;
        self.report.diverged = self.differing.values().sum::<usize>() as u64;
        self.report.queued_bytes = self.outgoing.bytes_most() as u64;
        Ok(std::mem::take(&mut self.report))
    }
}

/// The vault may be locked at any moment. What was being done with the keys saved nothing then, and is done after the next
/// unlocking; the exchange goes on.
fn unless_locked(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(Error::Locked) => Ok(()),
        done => done,
    }
}
