//! One exchange between two replicas, as a state machine without I/O.
//!
//! Each side says what it holds of every shared space, sends what the other lacks (control
//! before data, in batches that are acknowledged once stored), and at the end both compare a
//! keyed hash over all they hold. Chunks of files go last. The caller feeds [`Input`]s and carries out [`Output`]s.

mod chunks;
mod files;
mod forks;
mod keepalive;
mod send_queue;
mod shared;
mod spaces;
mod terms;

use std::collections::{BTreeMap, VecDeque};

use crate::branch::Branches;
use crate::frame::{Frame, Version};
use crate::have::Have;
use crate::ids::SpaceTag;
use crate::limits;
use crate::log::{Head, LogId};
use crate::record::Header;
use chunks::Files;
use keepalive::{Keepalive, Sign};
use send_queue::{Batch, SendQueue};
use shared::{Settled, Shared};
pub use terms::{
    CloseReason, Input, Output, PeerRole, ProtocolError, Refusal, SessionConfig, SpaceView,
};

/// One connection's exchange.
///
/// After each [`Session::handle`] drain [`Session::poll`] until it gives `None`. After
/// [`Output::Close`] nothing more comes.
#[derive(Debug)]
pub struct Session {
    binding: [u8; 32],
    version: Version,
    live: bool,
    initiator: bool,
    spaces: BTreeMap<SpaceTag, Shared>,
    /// What the peer offers of spaces that we do not share with it.
    strange: BTreeMap<SpaceTag, Have>,
    files: BTreeMap<SpaceTag, Files>,
    send_queue: SendQueue,
    keepalive: Keepalive,
    outputs: VecDeque<Output>,
    heard_hello: bool,
    heard_ready: bool,
    /// Whether the peer said goodbye after hearing all our offers.
    heard_bye: bool,
    sent_bye: bool,
    offers_sent: u32,
    finishing: bool,
    closed: bool,
    offers: usize,
    refused: usize,
    /// Rounds that the peer opened anew since records last went over.
    reopened: usize,
}

impl Session {
    /// Begins the exchange: the greeting is ready to be polled. Times are milliseconds on any
    /// clock that does not go back.
    #[must_use]
    pub fn new(config: SessionConfig, now_ms: u64) -> Self {
        let mut session = Self {
            binding: config.binding,
            version: config.version,
            live: config.live,
            initiator: config.initiator,
            spaces: config
                .spaces
                .into_iter()
                .map(|view| (view.space, Shared::new(view, config.version)))
                .collect(),
            strange: BTreeMap::new(),
            files: BTreeMap::new(),
            send_queue: SendQueue::default(),
            keepalive: Keepalive::new(now_ms),
            outputs: VecDeque::new(),
            heard_hello: false,
            heard_ready: false,
            heard_bye: false,
            sent_bye: false,
            offers_sent: 0,
            finishing: false,
            closed: false,
            offers: 0,
            refused: 0,
            reopened: 0,
        };
        session.send(Frame::Hello {
            version: config.version.number(),
        });
        let offers: Vec<_> = session
            .spaces
            .iter()
            .map(|(space, shared)| shared.offer(*space))
            .collect();
        for offer in offers {
            session.send(offer);
        }
        session.send(Frame::Ready);
        session.wake(now_ms);
        session
    }

    /// The next thing to be done.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// Whether [`Output::Close`] was given, or is about to be polled.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input, now_ms: u64) {
        if self.closed {
            return;
        }
        if let Err(reason) = self.take(input, now_ms).and_then(|()| self.go_on(now_ms)) {
            self.closed = true;
            self.outputs.push_back(Output::Close(reason));
        }
    }

    fn take(&mut self, input: Input, now_ms: u64) -> Result<(), CloseReason> {
        match input {
            Input::Frame(frame) => {
                self.keepalive
                    .heard(now_ms, !matches!(frame, Frame::Ping | Frame::Pong));
                self.take_frame(frame)
            }
            Input::Tick => self.tick(now_ms),
            Input::Loaded {
                space,
                log,
                records,
            } => {
                self.keepalive.progress(now_ms);
                self.loaded(space, log, records);
                Ok(())
            }
            Input::Appended {
                space,
                have_heads,
                branches,
                filed,
                refused: _,
            } => {
                self.keepalive.progress(now_ms);
                self.appended(space, &have_heads, branches, &filed);
                Ok(())
            }
            Input::Grew {
                space,
                heads,
                branches,
            } => {
                if let Some(shared) = self.spaces.get_mut(&space) {
                    shared.grow(&heads, branches);
                }
                Ok(())
            }
            Input::Described { space, histories } => {
                self.send(Frame::Fork { space, histories });
                Ok(())
            }
            Input::Compared { space, common } => {
                self.compared(space, &common);
                Ok(())
            }
            Input::Space(view) => {
                self.share(view);
                Ok(())
            }
            Input::ChunksNamed { .. } | Input::ChunksChosen { .. } | Input::ChunkLoaded { .. } => {
                self.take_of_chunks(input);
                Ok(())
            }
            Input::Finish => {
                self.finishing = true;
                self.keepalive.finish(now_ms);
                self.send_bye();
                Ok(())
            }
        }
    }

    fn take_frame(&mut self, frame: Frame) -> Result<(), CloseReason> {
        if self.heard_hello == matches!(frame, Frame::Hello { .. }) {
            return Err(ProtocolError::Unexpected.into());
        }
        if !matches!(frame, Frame::Bye { .. } | Frame::Ping | Frame::Pong) {
            self.heard_bye = false;
        }
        match frame {
            Frame::Hello { version } if version == self.version.number() => {
                self.heard_hello = true;
            }
            Frame::Hello { version } => return Err(CloseReason::OtherVersion { theirs: version }),
            Frame::Offer { space, have } => self.offered(space, &have)?,
            Frame::Ready if self.heard_ready => return Err(ProtocolError::Unexpected.into()),
            Frame::Ready => self.heard_ready = true,
            Frame::Records { space, records } => self.received(space, records)?,
            Frame::Ack { space, have } => self.acked(space, &have),
            Frame::Check { space, digest } => {
                if let Some(shared) = self.spaces.get_mut(&space)
                    && shared.peer_checks(digest)
                {
                    self.reopened += 1;
                    if self.reopened > limits::ROUNDS_REOPENED_MAX {
                        return Err(ProtocolError::TooManyChecks.into());
                    }
                }
            }
            Frame::Heads { space, heads } => {
                if let Some(shared) = self.spaces.get_mut(&space)
                    && let Some(logs) = shared.compare(heads)
                    && !logs.is_empty()
                {
                    self.differ(space, logs);
                }
            }
            Frame::Fork { space, histories } => self.described(space, histories)?,
            Frame::Want { space, names } => self.wanted(space, names)?,
            Frame::Chunk {
                space,
                name,
                sealed,
            } => self.chunk(space, name, sealed)?,
            Frame::Ping => self.send(Frame::Pong),
            Frame::Pong => {}
            Frame::Bye { offers } => self.heard_bye = offers == self.offers_sent,
        }
        Ok(())
    }

    fn received(&mut self, space: SpaceTag, records: Vec<Vec<u8>>) -> Result<(), CloseReason> {
        let why = match self.spaces.get(&space) {
            None => Some(Refusal::NotShared),
            Some(shared) => probe::planted!("batch_of_a_reader_taken", shared.refuses(), None),
        };
        if let Some(why) = why {
            self.refused += 1;
            if self.refused > limits::BATCHES_REFUSED_MAX {
                return Err(ProtocolError::TooManyRefused.into());
            }
            self.outputs.push_back(Output::Refused { space, why });
            self.send(Frame::Ack {
                space,
                have: Have::new(),
            });
            return Ok(());
        }
        if records.is_empty() || records.len() > limits::BATCH_RECORDS_MAX {
            return Err(ProtocolError::BadBatch.into());
        }
        if self.appending() >= limits::BATCHES_UNACKED_MAX {
            return Err(ProtocolError::TooManyBatches.into());
        }
        let batch: Have = records
            .iter()
            .filter_map(|record| Header::decode_prefix(record).ok())
            .filter(|header| header.space == space)
            .map(|header| (header.log(), header.number))
            .collect();
        if let Some(shared) = self.spaces.get_mut(&space) {
            shared.received(batch);
        }
        self.outputs.push_back(Output::Append { space, records });
        Ok(())
    }

    fn appended(
        &mut self,
        space: SpaceTag,
        heads: &[(LogId, Head)],
        branches: Branches,
        filed: &Have,
    ) {
        let shared = self.spaces.get(&space);
        if shared.is_some_and(|shared| *shared.branches() != branches) {
            // What was loaded under a name may be filed under another one now.
            self.send_queue.drop_queue(space);
        }
        if let Some((have, grew)) = self
            .spaces
            .get_mut(&space)
            .and_then(|shared| shared.appended(heads, branches, filed))
        {
            if grew {
                self.reopened = 0;
            }
            self.send(Frame::Ack { space, have });
        }
    }

    fn acked(&mut self, space: SpaceTag, have: &Have) {
        let Some(shared) = self.spaces.get_mut(&space) else {
            return;
        };
        if shared.acked(have) {
            self.reopened = 0;
            self.tell_acked(space);
        } else if shared.declined() {
            self.send_queue.drop_queue(space);
        }
    }

    fn tick(&mut self, now_ms: u64) -> Result<(), CloseReason> {
        let waits_for_peer = !self.live && self.appending() == 0 && !self.send_queue.is_loading();
        match self.keepalive.tick(now_ms, waits_for_peer) {
            Sign::Fine => Ok(()),
            Sign::Ask => {
                self.send(Frame::Ping);
                Ok(())
            }
            Sign::Over(reason) => Err(reason),
        }
    }

    /// Does whatever can be done now.
    fn go_on(&mut self, now_ms: u64) -> Result<(), CloseReason> {
        if !self.finishing && self.heard_hello {
            self.pump();
            self.check_all();
            self.ask_for_chunks();
            self.say_bye();
        }
        if self.heard_bye && (self.finishing || self.live || self.sent_bye) {
            if !self.sent_bye {
                self.send_bye();
            }
            self.tell_unexplained();
            return Err(CloseReason::Done);
        }
        self.wake(now_ms);
        Ok(())
    }

    /// Loads and sends while the window has room.
    fn pump(&mut self) {
        loop {
            if self.unacked() >= limits::BATCHES_UNACKED_MAX {
                return;
            }
            let wanted = match self.send_queue.space() {
                Some((space, class)) => self
                    .spaces
                    .get(&space)
                    .and_then(|shared| shared.wants(Some(class)))
                    .map(|(log, from)| (space, log, from)),
                None => self.spaces.iter().find_map(|(space, shared)| {
                    shared.wants(None).map(|(log, from)| (*space, log, from))
                }),
            };
            if let Some(Batch {
                space,
                last,
                records,
            }) = self.send_queue.batch(wanted.is_some())
            {
                if let Some(shared) = self.spaces.get_mut(&space) {
                    shared.sending(last);
                    self.send(Frame::Records { space, records });
                }
                continue;
            }
            if let Some((space, log, from)) = wanted
                && let Some(budget_bytes) = self.send_queue.load(space, log, from)
            {
                self.outputs.push_back(Output::Load {
                    space,
                    log,
                    from,
                    budget_bytes,
                });
            }
            return;
        }
    }

    fn loaded(&mut self, space: SpaceTag, log: LogId, records: Vec<Vec<u8>>) {
        let Some(from) = self.send_queue.loaded(space, log) else {
            return;
        };
        let Some(shared) = self.spaces.get_mut(&space) else {
            return;
        };
        if records.is_empty() {
            shared.stuck(log);
        } else if shared.wants(Some(log.class)) == Some((log, from)) {
            let last = self.send_queue.queue(space, log, from, records);
            shared.queued(log, last);
        }
    }

    /// Sends checks where nothing is under way, and judges those that both sides have sent.
    fn check_all(&mut self) {
        let sending = self.send_queue.busy_with();
        let tags: Vec<_> = self.spaces.keys().copied().collect();
        for space in tags {
            let Some(shared) = self.spaces.get_mut(&space) else {
                continue;
            };
            let check = shared.wants_check(sending == Some(space), self.heard_bye);
            let digest = |by_initiator| shared.digest(&self.binding, by_initiator, space);
            let ours = check.then(|| digest(self.initiator));
            let theirs = shared.awaits_judgement().then(|| digest(!self.initiator));
            let settled = theirs.map(|digest| shared.judge(digest));
            if let Some(digest) = ours {
                self.send(Frame::Check { space, digest });
            }
            match settled {
                Some(Settled::InStep) => self.outputs.push_back(Output::InStep { space }),
                Some(Settled::Differs(heads)) => self.send(Frame::Heads { space, heads }),
                None => {}
            }
        }
    }

    /// Whether nothing more can be done about any space for now.
    fn is_settled(&self) -> bool {
        let sending = self.send_queue.busy_with();
        let mut spaces = self.spaces.iter();
        self.heard_ready
            && spaces
                .all(|(space, shared)| shared.is_settled(sending == Some(*space), self.heard_bye))
    }

    fn say_bye(&mut self) {
        if !self.live && !self.sent_bye && self.is_settled() && self.has_all_chunks() {
            self.send_bye();
        }
    }

    /// A check that differed and was never explained is still reported.
    fn tell_unexplained(&mut self) {
        for (space, shared) in &self.spaces {
            if let Some(logs) = shared.unexplained() {
                self.outputs.push_back(Output::Diverged {
                    space: *space,
                    logs,
                });
            }
        }
    }

    fn unacked(&self) -> usize {
        self.spaces.values().map(Shared::unacked).sum()
    }

    fn appending(&self) -> usize {
        self.spaces.values().map(Shared::appending).sum()
    }

    fn send_bye(&mut self) {
        let offers = u32::try_from(self.offers).unwrap_or(u32::MAX);
        self.send(Frame::Bye { offers });
    }

    fn send(&mut self, frame: Frame) {
        if matches!(frame, Frame::Offer { .. }) {
            self.offers_sent += 1;
        }
        match frame {
            Frame::Bye { .. } => self.sent_bye = true,
            Frame::Ping | Frame::Pong => {}
            Frame::Hello { .. }
            | Frame::Offer { .. }
            | Frame::Ready
            | Frame::Records { .. }
            | Frame::Ack { .. }
            | Frame::Check { .. }
            | Frame::Heads { .. }
            | Frame::Fork { .. }
            | Frame::Want { .. }
            | Frame::Chunk { .. } => self.sent_bye = false,
        }
        self.outputs.push_back(Output::Send(frame));
    }

    fn wake(&mut self, now_ms: u64) {
        if let Some(at) = self.keepalive.wake(now_ms, !self.live) {
            self.outputs.push_back(Output::WakeAt(at));
        }
    }
}
