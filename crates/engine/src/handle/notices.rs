//! Notices that something may have changed: gathered from what the folder tells, from what is written through the handles,
//! and from the beginning of a new day. Nothing is looked at again and again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::folder_watch::{FolderWatch, Woken};
use journal::Present;

/// Changes that follow each other within this time are one.
const QUIET: Duration = Duration::from_millis(10);
/// In a flood of changes something is told this often.
const GATHER_MAX: Duration = Duration::from_millis(200);
/// After the last change it is told once more: what is written is seen a little before its commit is complete.
const ECHO: Duration = Duration::from_millis(250);
/// A clock that stands still at the end of a day is looked at this often.
const DAY_END_MIN: Duration = Duration::from_millis(250);

/// Where notices go; clones are one and the same.
#[derive(Clone)]
pub(super) struct Notices(Arc<watch::Sender<u64>>);

impl Default for Notices {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Notices {
    /// Something may have changed.
    pub(super) fn tell(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

/// Notices until it is stopped.
pub(super) fn notice(
    mut folder: Box<dyn FolderWatch>,
    present: &dyn Fn() -> Present,
    notices: &Notices,
) {
    let mut day = present().today();
    let mut echo = false;
    loop {
        let time = if echo {
            ECHO
        } else {
            until_next_day(&present())
        };
        match folder.wait(time) {
            Woken::Stopped => return,
            Woken::Changed => {
                if gather(folder.as_mut()) == Woken::Stopped {
                    return;
                }
                notices.tell();
                echo = true;
            }
            Woken::TimeUp => {
                let today = present().today();
                if std::mem::take(&mut echo) || today != day {
                    notices.tell();
                }
                day = today;
            }
        }
    }
}

/// Lets what belongs together come together.
fn gather(folder: &mut dyn FolderWatch) -> Woken {
    let begun = Instant::now();
    while begun.elapsed() < GATHER_MAX {
        match folder.wait(QUIET) {
            Woken::Changed => {}
            ended => return ended,
        }
    }
    Woken::TimeUp
}

/// How long the writer's day still lasts.
fn until_next_day(present: &Present) -> Duration {
    let now = &present.now;
    let begins = |day| {
        let shown = present.day_ends.begins(day);
        shown.to_zoned(now.time_zone().clone())
    };
    let left = present.today().tomorrow().and_then(begins);
    let left = left.map(|end| now.duration_until(&end));
    let left = left.ok().and_then(|left| Duration::try_from(left).ok());
    left.unwrap_or(Duration::from_secs(3600)).max(DAY_END_MIN)
}
