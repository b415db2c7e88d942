//! One shared space within a session: what each side holds, what is under way, and the closing
//! check.
//!
//! Whatever changes either side's holdings begins a new round: the check of the round before no
//! longer counts, and the change itself makes the peer check again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::terms::{PeerRole, Refusal, SpaceView};
use crate::certificate::Role;
use crate::frame::Frame;
use crate::hash::label;
use crate::have::Have;
use crate::ids::SpaceTag;
use crate::limits;
use crate::log::{Class, Head, LogId};

/// What comes of two checks.
pub(super) enum Settled {
    InStep,
    /// They differ; our heads, for the peer to compare.
    Differs(Vec<(LogId, Head)>),
}

/// The closing check of one round.
#[derive(Debug, Default)]
struct Round {
    checked: bool,
    peer_check: Option<[u8; 32]>,
    heads_sent: bool,
    over: bool,
}

/// The state of one space between two peers.
#[derive(Debug)]
pub(super) struct Shared {
    peer: PeerRole,
    me: Role,
    heads: BTreeMap<LogId, Head>,
    /// What the peer says or shows that it holds.
    theirs: Have,
    /// What was taken from the store to be sent.
    sent: Have,
    /// Logs of which the store gave nothing.
    stuck: BTreeSet<LogId>,
    /// Whether the peer has spoken of this space at all.
    offered: bool,
    /// Whether the peer takes nothing more.
    declined: bool,
    sending: VecDeque<Have>,
    appending: VecDeque<Have>,
    round: Round,
    last_peer_check: Option<[u8; 32]>,
}

impl Shared {
    pub(super) fn new(view: SpaceView) -> Self {
        Self {
            peer: view.peer,
            me: view.me,
            heads: view.heads.into_iter().collect(),
            theirs: Have::new(),
            sent: Have::new(),
            stuck: BTreeSet::new(),
            offered: false,
            declined: false,
            sending: VecDeque::new(),
            appending: VecDeque::new(),
            round: Round::default(),
            last_peer_check: None,
        }
    }

    /// Takes in a changed role or more heads.
    pub(super) fn review(&mut self, view: &SpaceView) {
        self.peer = view.peer;
        self.me = view.me;
        self.declined = false;
        self.sent = self.sending.iter().fold(Have::new(), |mut sent, batch| {
            sent.merge(batch);
            sent
        });
        self.stuck.clear();
        self.raise_heads(&view.heads);
        self.round = Round::default();
    }

    pub(super) fn offer(&self, space: SpaceTag) -> Frame {
        let have = self
            .heads
            .iter()
            .filter(|(log, _)| self.speaks_of(**log))
            .map(|(log, head)| (*log, head.number))
            .collect();
        Frame::Offer { space, have }
    }

    pub(super) fn offered(&mut self, have: &Have) {
        self.offered = true;
        self.declined = false;
        let spoken_of: Have = have
            .iter()
            .filter(|(log, _)| self.speaks_of(*log))
            .collect();
        if self.theirs.merge(&spoken_of) {
            self.round = Round::default();
        }
    }

    /// Why records of this peer are not taken, if so.
    pub(super) const fn refuses(&self) -> Option<Refusal> {
        match self.peer {
            PeerRole::Owner | PeerRole::Keeper => None,
            PeerRole::Reader => Some(Refusal::NotAWriter),
            PeerRole::Former => Some(Refusal::Former),
        }
    }

    /// A batch came, with the last number of each log in it.
    pub(super) fn received(&mut self, batch: Have) {
        for (log, number) in &batch {
            if self.theirs.get(log) > 0 || self.theirs.len() < limits::LOGS_PER_SPACE_MAX {
                self.theirs.raise(log, number);
            }
        }
        self.appending.push_back(batch);
        self.round = Round::default();
    }

    /// The oldest batch was stored; gives what to acknowledge, and whether it brought anything.
    pub(super) fn appended(&mut self, heads: &[(LogId, Head)]) -> Option<(Have, bool)> {
        let changed = self.grow(heads);
        let batch = self.appending.pop_front()?;
        let grew = !changed.is_empty();
        let logs = changed.into_iter().chain(batch.iter().map(|(log, _)| log));
        let have = logs
            .map(|log| (log, self.holds(log)))
            .filter(|(_, number)| *number > 0)
            .collect();
        Some((have, grew))
    }

    /// Logs of ours grew; gives those that did.
    pub(super) fn grow(&mut self, heads: &[(LogId, Head)]) -> Vec<LogId> {
        let changed = self.raise_heads(heads);
        if !changed.is_empty() {
            self.round = Round::default();
        }
        changed
    }

    fn raise_heads(&mut self, heads: &[(LogId, Head)]) -> Vec<LogId> {
        let mut changed = Vec::new();
        for (log, head) in heads.iter().filter(|(_, head)| head.number > 0) {
            if head.number > self.holds(*log) {
                self.heads.insert(*log, *head);
                self.stuck.remove(log);
                changed.push(*log);
            }
        }
        changed
    }

    /// The peer acknowledges; says whether it holds more than we knew.
    pub(super) fn acked(&mut self, have: &Have) -> bool {
        let asked = self.sending.pop_front().is_some();
        if have.is_empty() {
            self.declined |= asked;
            return false;
        }
        let clamped: Have = have
            .iter()
            .map(|(log, number)| (log, number.min(self.holds(log))))
            .collect();
        let more = self.theirs.merge(&clamped);
        if more {
            self.round = Round::default();
        }
        more
    }

    pub(super) const fn declined(&self) -> bool {
        self.declined
    }

    /// What the peer holds, no more than we do; nothing for one that is no member.
    pub(super) fn peer_holds(&self) -> Option<Have> {
        let have: Have = self
            .theirs
            .iter()
            .map(|(log, number)| (log, number.min(self.holds(log))))
            .filter(|(_, number)| *number > 0)
            .collect();
        (self.peer != PeerRole::Former && !have.is_empty()).then_some(have)
    }

    /// The next log to load from, of one class or of any, control before data.
    pub(super) fn wants(&self, class: Option<Class>) -> Option<(LogId, u64)> {
        if !self.offered || self.declined || !self.may_send() {
            return None;
        }
        self.heads
            .iter()
            .filter(|(log, _)| class.is_none_or(|class| class == log.class))
            .filter(|(log, _)| self.speaks_of(**log) && !self.stuck.contains(log))
            .map(|(log, head)| {
                (
                    *log,
                    head.number,
                    self.theirs.get(*log).max(self.sent.get(*log)),
                )
            })
            .find(|(_, held, known)| held > known)
            .map(|(log, _, known)| (log, known + 1))
    }

    pub(super) fn stuck(&mut self, log: LogId) {
        self.stuck.insert(log);
    }

    pub(super) fn queued(&mut self, log: LogId, last: u64) {
        self.sent.raise(log, last);
    }

    pub(super) fn sending(&mut self, last: Have) {
        self.sending.push_back(last);
    }

    pub(super) fn unacked(&self) -> usize {
        self.sending.len()
    }

    pub(super) fn appending(&self) -> usize {
        self.appending.len()
    }

    /// The peer's check; says whether it opens a round anew that was over.
    pub(super) fn peer_checks(&mut self, digest: [u8; 32]) -> bool {
        let anew = self.round.over && self.last_peer_check != Some(digest);
        if anew {
            self.round = Round::default(); // the peer changed in a way that did not concern us
        }
        self.last_peer_check = Some(digest);
        self.round.peer_check = Some(digest);
        anew
    }

    /// Whether it is time for our check; it then counts as sent.
    pub(super) fn wants_check(&mut self, sending: bool, heard_bye: bool) -> bool {
        let now = self.offered
            && self.peer != PeerRole::Former
            && !self.round.checked
            && self.is_quiet(sending, heard_bye)
            && (self.round.peer_check.is_some() || !self.must_differ());
        self.round.checked |= now;
        now
    }

    /// Whether both checks are there and nothing came of them yet.
    pub(super) const fn awaits_judgement(&self) -> bool {
        self.has_both_checks() && !self.round.heads_sent
    }

    /// Whether the checks differed and the peer still owes its heads.
    const fn awaits_heads(&self) -> bool {
        self.has_both_checks() && self.round.heads_sent
    }

    const fn has_both_checks(&self) -> bool {
        self.round.checked && !self.round.over && self.round.peer_check.is_some()
    }

    /// Compares the peer's check with what it must be.
    pub(super) fn judge(&mut self, expected: [u8; 32]) -> Settled {
        let agrees = self.round.peer_check == Some(expected);
        if probe::planted!("in_step_without_comparing", agrees, true) {
            self.round.over = true;
            return Settled::InStep;
        }
        self.round.heads_sent = true;
        Settled::Differs(self.heads.iter().map(|(log, head)| (*log, *head)).collect())
    }

    /// The peer explains a check that differs; gives the logs that should not differ.
    pub(super) fn compare(&mut self, heads: Vec<(LogId, Head)>) -> Option<Vec<LogId>> {
        if !self.awaits_heads() {
            return None;
        }
        self.round.over = true;
        let theirs: BTreeMap<_, _> = heads.into_iter().collect();
        let logs: BTreeSet<_> = self.heads.keys().chain(theirs.keys()).copied().collect();
        let differs = |log: &LogId| {
            let number = |head: Option<&Head>| head.map_or(0, |head| head.number);
            let (ours, theirs) = (self.heads.get(log), theirs.get(log));
            match number(ours).cmp(&number(theirs)) {
                std::cmp::Ordering::Equal => ours != theirs,
                std::cmp::Ordering::Greater => self.may_send(),
                std::cmp::Ordering::Less => self.refuses().is_none(),
            }
        };
        Some(logs.into_iter().filter(differs).collect())
    }

    /// The logs known to differ when a check differed and the peer did not explain it.
    pub(super) fn unexplained(&self) -> Option<Vec<LogId>> {
        self.awaits_heads().then(|| self.differing().collect())
    }

    /// Whether nothing more can be done about this space for now.
    pub(super) fn is_settled(&self, sending: bool, heard_bye: bool) -> bool {
        if !self.offered {
            return true;
        }
        let nothing_to_judge = self.peer == PeerRole::Former
            || heard_bye
            || (self.must_differ() && !self.has_both_checks());
        self.is_quiet(sending, heard_bye) && (self.round.over || nothing_to_judge)
    }

    /// The keyed hash over all heads, as the side that dialled (or the other) sends it: a check
    /// cannot be answered by sending it back.
    pub(super) fn digest(&self, binding: &[u8; 32], initiator: bool, space: SpaceTag) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(binding).expect("HMAC takes a key of any length");
        mac.update(label::CHECK.as_bytes());
        mac.update(&[0, u8::from(initiator)]);
        mac.update(space.as_bytes());
        for (log, head) in &self.heads {
            mac.update(&log.encode());
            mac.update(&head.number.to_be_bytes());
            mac.update(head.id.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    fn holds(&self, log: LogId) -> u64 {
        self.heads.get(&log).map_or(0, |head| head.number)
    }

    fn may_send(&self) -> bool {
        self.me != Role::Reader
    }

    /// To a former member only control logs are mentioned.
    fn speaks_of(&self, log: LogId) -> bool {
        self.peer != PeerRole::Former || log.class == Class::Control
    }

    /// Nothing to send or store, and nothing to be expected.
    fn is_quiet(&self, sending: bool, heard_bye: bool) -> bool {
        let peer_is_through = heard_bye || self.round.peer_check.is_some();
        let expecting = self.refuses().is_none()
            && !peer_is_through
            && self
                .theirs
                .iter()
                .any(|(log, number)| number > self.holds(log));
        !sending
            && !expecting
            && self.sending.is_empty()
            && self.appending.is_empty()
            && self.wants(None).is_none()
    }

    fn differing(&self) -> impl Iterator<Item = LogId> + '_ {
        let lacking = self
            .theirs
            .iter()
            .filter(|(log, number)| *number > self.holds(*log))
            .map(|(log, _)| log);
        let ahead = self
            .heads
            .iter()
            .filter(|(log, head)| head.number > self.theirs.get(**log))
            .map(|(log, _)| *log);
        ahead.chain(lacking)
    }

    /// Whether the two differ only in what the roles forbid to send.
    fn must_differ(&self) -> bool {
        let mut differing = self.differing().peekable();
        differing.peek().is_some()
            && differing.all(|log| {
                if self.holds(log) > self.theirs.get(log) {
                    !self.may_send()
                } else {
                    self.refuses().is_some()
                }
            })
    }
}
