//! One shared space within a session: what each side holds, what is under way, and the closing
//! check.
//!
//! Whatever changes either side's holdings begins a new round: the check of the round before no
//! longer counts, and the change itself makes the peer check again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::terms::{PeerRole, Refusal, SpaceView};
use crate::branch::Branches;
use crate::certificate::Role;
use crate::frame::{Frame, Version};
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
    version: Version,
    heads: BTreeMap<LogId, Head>,
    branches: Branches,
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
    /// How often our histories were described since both sides last held the same.
    described: usize,
    /// Whether the peer is to describe its histories, too.
    awaits_histories: bool,
}

impl Shared {
    pub(super) fn new(view: SpaceView, version: Version) -> Self {
        Self {
            peer: view.peer,
            me: view.me,
            version,
            heads: view.heads.into_iter().collect(),
            branches: view.branches,
            theirs: Have::new(),
            sent: Have::new(),
            stuck: BTreeSet::new(),
            offered: false,
            declined: false,
            sending: VecDeque::new(),
            appending: VecDeque::new(),
            round: Round::default(),
            last_peer_check: None,
            described: 0,
            awaits_histories: false,
        }
    }

    /// Takes in a changed role or more heads.
    pub(super) fn review(&mut self, view: SpaceView) {
        self.peer = view.peer;
        self.me = view.me;
        self.declined = false;
        self.forget_queued();
        self.stuck.clear();
        self.set_heads(&view.heads, view.branches);
        self.round = Round::default();
    }

    /// What was loaded and not sent yet is loaded again.
    fn forget_queued(&mut self) {
        self.sent = self.sending.iter().fold(Have::new(), |mut sent, batch| {
            sent.merge(batch);
            sent
        });
    }

    pub(super) fn offer(&self, space: SpaceTag) -> Frame {
        let have = self
            .heads
            .iter()
            .filter(|(log, _)| self.speaks_of(**log) && self.is_understood(**log))
            .map(|(log, head)| (*log, head.number))
            .collect();
        Frame::Offer { space, have }
    }

    pub(super) fn offered(&mut self, have: &Have) {
        self.offered = true;
        self.declined = false;
        let mut spoken_of: Have = have
            .iter()
            .filter(|(log, _)| self.speaks_of(*log))
            .collect();
        // Who does not know of a branch may hold either history.
        for log in self.branches.split() {
            let unknown = self
                .branches
                .of(log)
                .filter(|branch| have.get(*branch) == 0);
            if let Some(first) = unknown.map(|branch| self.branches.first(branch)).min() {
                spoken_of.set(log, spoken_of.get(log).min(first - 1));
            }
        }
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
        self.appending.push_back(batch);
        self.round = Round::default();
    }

    /// The oldest batch was stored; gives what to acknowledge, and whether it brought anything.
    pub(super) fn appended(
        &mut self,
        heads: &[(LogId, Head)],
        branches: Branches,
        filed: &Have,
    ) -> Option<(Have, bool)> {
        let changed = self.grow(heads, branches);
        let batch = self.appending.pop_front()?;
        for (log, number) in filed {
            if self.theirs.get(log) > 0 || self.theirs.len() < limits::LOGS_PER_SPACE_MAX {
                self.theirs.raise(log, number);
            }
        }
        let grew = !changed.is_empty();
        let logs = changed.into_iter().chain(batch.iter().map(|(log, _)| log));
        let logs = logs.chain(filed.iter().map(|(log, _)| log));
        let have = logs
            .map(|log| (log, self.holds(log)))
            .filter(|(_, number)| *number > 0)
            .collect();
        Some((have, grew))
    }

    /// Logs of ours grew; gives those that did.
    pub(super) fn grow(&mut self, heads: &[(LogId, Head)], branches: Branches) -> Vec<LogId> {
        let changed = self.set_heads(heads, branches);
        if !changed.is_empty() {
            self.round = Round::default();
        }
        changed
    }

    /// A log can only grow, but for one whose end was filed as a branch.
    fn set_heads(&mut self, heads: &[(LogId, Head)], branches: Branches) -> Vec<LogId> {
        if self.branches != branches {
            self.branches = branches;
            self.sent = Have::new();
        }
        let mut changed = Vec::new();
        for (log, head) in heads.iter().filter(|(_, head)| head.number > 0) {
            if self.heads.insert(*log, *head) != Some(*head) {
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

    pub(super) const fn branches(&self) -> &Branches {
        &self.branches
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
        let wanted = |log: LogId, held: u64| {
            let known = self.theirs.get(log).max(self.sent.get(log));
            let known = known.max(self.branches.first(log) - 1);
            (self.speaks_of(log) && !self.stuck.contains(&log) && held > known)
                .then(|| (log, known + 1))
        };
        let logs = self
            .heads
            .iter()
            .map(|(log, head)| (*log, head.number))
            .filter(|(log, _)| class.is_none_or(|class| class == log.class));
        let mut whole = logs
            .clone()
            .filter(|(log, _)| !self.branches.contains(*log));
        if let Some(next) = whole.find_map(|(log, held)| wanted(log, held)) {
            return Some(next);
        }
        // A branch comes after the log that it leaves, and after a branch that it leaves.
        let branches = logs.filter(|(log, _)| self.branches.contains(*log));
        branches
            .filter(|(log, _)| self.is_understood(*log))
            .filter_map(|(log, held)| wanted(log, held))
            .min_by_key(|(log, _)| self.branches.first(*log))
    }

    /// Heads differ: the logs whose histories are to be described, if that may help. Then the
    /// round begins anew, once the peer has described its own.
    pub(super) fn describes(&mut self, differing: &[LogId]) -> Vec<LogId> {
        let named = differing.iter().map(|log| self.branches.named_by(*log));
        let logs: BTreeSet<_> = named.collect();
        let may_help = self.version >= Version::Two
            && self.peer != PeerRole::Former
            && self.described < limits::FORKS_DESCRIBED_MAX;
        if logs.is_empty() || !may_help {
            return Vec::new();
        }
        self.described += 1;
        self.awaits_histories = true;
        self.round = Round::default();
        logs.into_iter().collect()
    }

    /// Whether a description of the peer's is to be compared with what we hold.
    pub(super) fn takes_histories(&self) -> bool {
        self.offered && self.peer != PeerRole::Former
    }

    /// Up to where the peer holds the same, by the ids of the records.
    pub(super) fn compared(&mut self, common: &[(LogId, u64)]) {
        self.awaits_histories = false;
        self.round = Round::default();
        self.forget_queued();
        for (log, number) in common {
            self.theirs.set(*log, *number);
            self.sent.set(*log, *number);
            self.stuck.remove(log);
        }
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
        self.awaits_histories = false;
        self.last_peer_check = Some(digest);
        self.round.peer_check = Some(digest);
        anew
    }

    /// Whether it is time for our check; it then counts as sent.
    pub(super) fn wants_check(&mut self, sending: bool, heard_bye: bool) -> bool {
        let now = self.offered
            && self.peer != PeerRole::Former
            && !self.round.checked
            && !self.awaits_histories
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
            self.described = 0;
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
        if self.awaits_histories {
            return heard_bye;
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

    /// Whether the peer's program can hold this log.
    fn is_understood(&self, log: LogId) -> bool {
        self.version >= Version::Two || !self.branches.contains(log)
    }

    fn may_send(&self) -> bool {
        self.me != Role::Reader
    }

    /// Whether both are owners and speak of the space: then files travel.
    pub(super) fn is_between_owners(&self) -> bool {
        self.offered && self.peer == PeerRole::Owner && self.me == Role::Owner
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
