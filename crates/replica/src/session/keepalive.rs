//! When to ask for a sign of life, when to give up, and when to be woken for either.

use super::terms::CloseReason;
use crate::limits::{FAREWELL_MS_MAX, PING_ANSWER_MS_MAX, SILENCE_BEFORE_PING_MS, STALL_MS_MAX};

/// The times of one session, in milliseconds.
#[derive(Debug)]
pub(super) struct Keepalive {
    heard: u64,
    progress: u64,
    asked: Option<u64>,
    finish: Option<u64>,
    wake: Option<u64>,
}

/// What a tick finds.
pub(super) enum Sign {
    Fine,
    Ask,
    Over(CloseReason),
}

impl Keepalive {
    pub(super) const fn new(now: u64) -> Self {
        Self {
            heard: now,
            progress: now,
            asked: None,
            finish: None,
            wake: None,
        }
    }

    /// A frame came; `progress` when it says more than that the peer lives.
    pub(super) fn heard(&mut self, now: u64, progress: bool) {
        self.heard = now;
        self.asked = None;
        if progress {
            self.progress = now;
        }
    }

    pub(super) fn progress(&mut self, now: u64) {
        self.progress = now;
    }

    pub(super) fn finish(&mut self, now: u64) {
        self.finish
            .get_or_insert(now.saturating_add(FAREWELL_MS_MAX));
    }

    /// `waits_for_peer` is whether nothing but the peer could bring this session further.
    pub(super) fn tick(&mut self, now: u64, waits_for_peer: bool) -> Sign {
        if self.finish.is_some_and(|at| now >= at) {
            return Sign::Over(CloseReason::Done);
        }
        if waits_for_peer && now >= self.stalled_at() {
            return Sign::Over(CloseReason::Stalled);
        }
        match self.asked {
            Some(asked) if now >= asked.saturating_add(PING_ANSWER_MS_MAX) => {
                Sign::Over(CloseReason::Silent)
            }
            None if now >= self.heard.saturating_add(SILENCE_BEFORE_PING_MS) => {
                self.asked = Some(now);
                Sign::Ask
            }
            Some(_) | None => Sign::Fine,
        }
    }

    /// When to be woken, if that is to be said (again).
    pub(super) fn wake(&mut self, now: u64, may_stall: bool) -> Option<u64> {
        let sign_of_life = match self.asked {
            Some(asked) => asked.saturating_add(PING_ANSWER_MS_MAX),
            None => self.heard.saturating_add(SILENCE_BEFORE_PING_MS),
        };
        let stall = Some(self.stalled_at()).filter(|at| may_stall && *at > now);
        let at = [stall, self.finish]
            .into_iter()
            .flatten()
            .fold(sign_of_life, u64::min);
        if self.wake.is_some_and(|set| now < set && set <= at) {
            return None; // the earlier one will do
        }
        self.wake = Some(at);
        Some(at)
    }

    const fn stalled_at(&self) -> u64 {
        self.progress.saturating_add(STALL_MS_MAX)
    }
}
