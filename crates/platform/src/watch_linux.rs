//! Linux: inotify tells of changes, a timer that counts the machine's sleep tells that the time is up, and an event counter
//! ends the wait.

use std::io;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use rustix::io::{Errno, read, write};
use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
    timerfd_settime,
};

use crate::plain::{Stop, Woken};

pub(crate) struct Folders {
    events: OwnedFd,
    timer: OwnedFd,
    stopped: Arc<OwnedFd>,
    folder: PathBuf,
    others: Vec<PathBuf>,
}

impl Folders {
    pub(crate) fn watch(folder: PathBuf, others: Vec<PathBuf>) -> io::Result<(Self, Stop)> {
        let stopped = Arc::new(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?);
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        let watch = Self {
            events: inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?,
            timer: timerfd_create(TimerfdClockId::Boottime, flags)?,
            stopped: Arc::clone(&stopped),
            folder,
            others,
        };
        watch.look()?;
        let stop = move || {
            // It cannot be full: nothing else is written to it.
            let _ = write(&*stopped, &1u64.to_ne_bytes());
        };
        Ok((watch, Box::new(stop)))
    }

    /// Watches what is there now. Some may have been made since the last time; to watch one again that is watched changes
    /// nothing.
    fn look(&self) -> io::Result<()> {
        let any = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVE | WatchFlags::MODIFY;
        inotify::add_watch(&self.events, &self.folder, any)?;
        for other in &self.others {
            match inotify::add_watch(&self.events, other, any) {
                Ok(_) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn set_timer(&self, time: Duration) -> rustix::io::Result<()> {
        // Nothing at all would switch the timer off.
        let time = time.max(Duration::from_nanos(1));
        let value = Timespec::try_from(time).unwrap_or(Timespec {
            tv_sec: i64::from(u32::MAX),
            tv_nsec: 0,
        });
        let once = Itimerspec {
            it_interval: Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            },
            it_value: value,
        };
        timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &once).map(drop)
    }

    pub(crate) fn wait(&mut self, time: Duration) -> Woken {
        if self.set_timer(time).is_err() {
            return Woken::Stopped;
        }
        loop {
            let mut ready = [
                PollFd::new(&*self.stopped, PollFlags::IN),
                PollFd::new(&self.events, PollFlags::IN),
                PollFd::new(&self.timer, PollFlags::IN),
            ];
            match poll(&mut ready, None) {
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                // Better no notices than a thread that never rests.
                Err(_) => return Woken::Stopped,
            }
            let [stopped, events, timer] = ready.map(|fd| !fd.revents().is_empty());
            if stopped {
                return Woken::Stopped;
            }
            if events {
                let mut sink = [0; 4096];
                while read(&self.events, &mut sink).is_ok_and(|read| read > 0) {}
                // What cannot be watched now is looked for again at the next change.
                let _ = self.look();
                return Woken::Changed;
            }
            if timer {
                return Woken::TimeUp;
            }
        }
    }
}

/// A change that the system failed to tell of is noticed after this long.
#[cfg(feature = "async")]
const LOOK_ANYWAY: Duration = Duration::from_secs(5);

#[cfg(feature = "async")]
#[derive(Debug)]
pub(crate) struct FileChanges(tokio::io::unix::AsyncFd<OwnedFd>);

#[cfg(feature = "async")]
impl FileChanges {
    pub(crate) fn watch(file: &std::path::Path) -> io::Result<Self> {
        let fd = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        inotify::add_watch(&fd, file, WatchFlags::MODIFY)?;
        #[expect(
            deprecated,
            reason = "its replacement is unsafe; an OwnedFd that is moved in stays open"
        )]
        tokio::io::unix::AsyncFd::new(fd).map(Self)
    }

    pub(crate) async fn next(&mut self) {
        let Ok(Ok(mut ready)) = tokio::time::timeout(LOOK_ANYWAY, self.0.readable()).await else {
            return;
        };
        let mut sink = [0; 4096];
        while read(ready.get_inner(), &mut sink).is_ok_and(|read| read > 0) {}
        ready.clear_ready();
    }
}
