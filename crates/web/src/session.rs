//! Who came in: the entrance, which is good once, and the session of the one browser that used it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

/// Seconds for which the entrance is good.
const ENTRANCE_SECONDS: u64 = 60;
/// Seconds for which a browser whose session ended may still hand in what was typed.
const PARTING_SECONDS: u64 = 5;
/// Entrances that were used and are remembered, so that a second use is noticed.
const USED_MAX: usize = 16;
/// The one cookie. With this prefix a browser takes it only from this very host.
pub(crate) const COOKIE: &str = "__Host-s";

/// A random text that whoever presents it must know.
pub(crate) type Secret = Zeroizing<String>;

/// The session of one browser, if one came in.
#[derive(Default)]
pub(crate) struct Session(Mutex<State>);

#[derive(Default)]
struct State {
    entrance: Option<Entrance>,
    used: Vec<Secret>,
    secret: Option<Secret>,
    parting: Option<(Secret, u64)>,
}

struct Entrance {
    token: Secret,
    opened_s: u64,
}

/// What came of presenting a token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It was right. The session that was there before has ended.
    Entered,
    /// It was right, and this browser was in already.
    Stayed,
    /// It was used before: somebody else knows it. The session has ended.
    Twice,
    /// It is none, or too old. Nothing has changed.
    Wrong,
}

impl Session {
    /// Opens the entrance with this token, in place of the one before.
    pub(crate) fn open(&self, token: Secret, now_s: u64) {
        self.state().entrance = Some(Entrance {
            token,
            opened_s: now_s,
        });
    }

    /// Claims the entrance. `fresh` becomes the secret of the session; `cookie` is what the browser has of an earlier one.
    pub(crate) fn claim(
        &self,
        token: &str,
        cookie: Option<&str>,
        fresh: Secret,
        now_s: u64,
    ) -> Claim {
        let mut state = self.state();
        if state.used.iter().any(|used| is_same(used, token)) {
            state.secret = None;
            return Claim::Twice;
        }
        let is_right = state.entrance.as_ref().is_some_and(|open| {
            now_s.saturating_sub(open.opened_s) < ENTRANCE_SECONDS && is_same(&open.token, token)
        });
        let Some(used) = state.entrance.take_if(|_| is_right) else {
            return Claim::Wrong;
        };
        if state.used.len() == USED_MAX {
            state.used.remove(0);
        }
        state.used.push(used.token);
        if state.admits(cookie) {
            return Claim::Stayed;
        }
        state.secret = Some(fresh);
        Claim::Entered
    }

    /// Whether a cookie is that of the session.
    pub(crate) fn admits(&self, cookie: Option<&str>) -> bool {
        self.state().admits(cookie)
    }

    /// Whether a cookie is that of the session, or of one that ended just now.
    pub(crate) fn admits_parting(&self, cookie: Option<&str>, now_s: u64) -> bool {
        let state = self.state();
        let parting = state.parting.as_ref().zip(cookie);
        state.admits(cookie)
            || parting.is_some_and(|((secret, ended_s), cookie)| {
                now_s.saturating_sub(*ended_s) < PARTING_SECONDS && is_same(secret, cookie)
            })
    }

    /// Whether there is a session.
    pub(crate) fn is_open(&self) -> bool {
        self.state().secret.is_some()
    }

    /// Ends the session; gives whether there was one.
    pub(crate) fn end(&self, now_s: u64) -> bool {
        let mut state = self.state();
        let secret = state.secret.take();
        let was_open = secret.is_some();
        state.parting = secret
            .map(|secret| (secret, now_s))
            .or(state.parting.take());
        was_open
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn admits(&self, cookie: Option<&str>) -> bool {
        let secret = self.secret.as_ref();
        secret
            .zip(cookie)
            .is_some_and(|(secret, cookie)| is_same(secret, cookie))
    }
}

/// Compares without telling by the time it takes how far two texts agree.
fn is_same(known: &str, given: &str) -> bool {
    let pairs = known.bytes().zip(given.bytes());
    let differ = pairs.fold(0, |differ, (a, b)| differ | (a ^ b));
    !known.is_empty() && known.len() == given.len() && std::hint::black_box(differ) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Zeroizing::new(text.to_owned())
    }

    #[test]
    fn the_entrance_is_good_once_and_for_a_minute() {
        let session = Session::default();
        assert_eq!(session.claim("", None, secret("s1"), 0), Claim::Wrong);
        session.open(secret("t1"), 100);
        assert_eq!(session.claim("t2", None, secret("s1"), 100), Claim::Wrong);
        assert_eq!(session.claim("t1", None, secret("s1"), 159), Claim::Entered);
        assert!(session.admits(Some("s1")));
        assert!(!session.admits(Some("s2")) && !session.admits(Some("")) && !session.admits(None));
        session.open(secret("t3"), 200);
        assert_eq!(session.claim("t3", None, secret("s3"), 260), Claim::Wrong);
        assert!(session.admits(Some("s1")));
    }

    #[test]
    fn a_second_use_ends_the_session() {
        let session = Session::default();
        session.open(secret("t1"), 0);
        assert_eq!(session.claim("t1", None, secret("s1"), 1), Claim::Entered);
        assert_eq!(session.claim("t1", None, secret("s2"), 2), Claim::Twice);
        assert!(!session.admits(Some("s1")) && !session.admits(Some("s2")));
    }

    #[test]
    fn there_is_one_session_and_its_browser_stays_in() {
        let session = Session::default();
        session.open(secret("t1"), 0);
        session.claim("t1", None, secret("s1"), 1);
        session.open(secret("t2"), 2);
        let again = session.claim("t2", Some("s1"), secret("s2"), 3);
        assert_eq!(again, Claim::Stayed);
        assert!(session.admits(Some("s1")));
        session.open(secret("t3"), 4);
        assert_eq!(session.claim("t3", None, secret("s3"), 5), Claim::Entered);
        assert!(!session.admits(Some("s1")) && session.admits(Some("s3")));
        assert!(session.end(10));
        assert!(!session.admits(Some("s3")) && !session.end(11));
        // What was typed there may still be handed in.
        assert!(session.admits_parting(Some("s3"), 14) && !session.admits_parting(Some("s1"), 14));
        assert!(!session.admits_parting(Some("s3"), 15) && !session.admits_parting(None, 14));
    }
}
