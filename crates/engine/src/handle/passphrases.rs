//! Passphrases at run time: one is tried at a time, and after a few wrong ones the next has to wait. Whoever sits at an
//! unlocked computer cannot go through a list of guesses.

use std::time::Duration;

use jiff::Timestamp;

/// Wrong passphrases in a row that cost nothing but the time they take.
const FREE: u32 = 5;
/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(64);

/// What became of the last attempts.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    wrong: u32,
    last: Option<Timestamp>,
}

impl Attempts {
    /// How long the next attempt has to wait; `None` if it need not.
    pub(super) fn wait(&self, now: Timestamp) -> Option<Duration> {
        let doublings = self.wrong.checked_sub(FREE)?.min(16);
        let wait = Duration::from_secs(1 << doublings).min(WAIT_MAX);
        // A clock that was set back does not lock anybody out.
        let passed = Duration::try_from(now.duration_since(self.last?)).unwrap_or(wait);
        wait.checked_sub(passed).filter(|left| !left.is_zero())
    }

    pub(super) fn was_wrong(&mut self, now: Timestamp) {
        self.wrong = self.wrong.saturating_add(1);
        self.last = Some(now);
    }

    pub(super) fn was_right(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + second).unwrap()
    }

    #[test]
    fn after_five_wrong_passphrases_each_has_to_wait_twice_as_long() {
        let mut attempts = Attempts::default();
        for _ in 0..5 {
            assert_eq!(attempts.wait(at(0)), None);
            attempts.was_wrong(at(0));
        }
        assert_eq!(attempts.wait(at(0)), Some(Duration::from_secs(1)));
        assert_eq!(attempts.wait(at(1)), None);
        attempts.was_wrong(at(1));
        assert_eq!(attempts.wait(at(1)), Some(Duration::from_secs(2)));
        for _ in 0..40 {
            attempts.was_wrong(at(1));
        }
        assert_eq!(attempts.wait(at(1)), Some(WAIT_MAX));
        assert_eq!(attempts.wait(at(0)), None, "the clock was set back");
        attempts.was_right();
        assert_eq!(attempts.wait(at(1)), None);
    }
}
