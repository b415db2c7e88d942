//! Connections between processes on Unix.

use std::io;
use std::time::Duration;

pub use std::os::unix::net::{UnixListener as BlockingListener, UnixStream as BlockingStream};

use rustix::event::{PollFd, PollFlags, poll};
pub use tokio::net::{UnixListener as Listener, UnixStream as Stream};

pub(crate) fn is_ours(stream: &Stream) -> bool {
    let user = rustix::process::geteuid().as_raw();
    stream.peer_cred().is_ok_and(|peer| peer.uid() == user)
}

#[cfg(target_os = "linux")]
pub(crate) fn peer(stream: &BlockingStream) -> io::Result<(u32, Option<u32>)> {
    let peer = rustix::net::sockopt::socket_peercred(stream)?;
    let process = u32::try_from(peer.pid.as_raw_nonzero().get()).ok();
    Ok((peer.uid.as_raw(), process))
}

/// Asked through tokio, which knows how each system is asked.
#[cfg(not(target_os = "linux"))]
pub(crate) fn peer(stream: &BlockingStream) -> io::Result<(u32, Option<u32>)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let within = runtime.enter();
    stream.set_nonblocking(true)?;
    let known = stream
        .try_clone()
        .and_then(Stream::from_std)
        .and_then(|stream| stream.peer_cred());
    drop(within);
    stream.set_nonblocking(false)?;
    let known = known?;
    let process = known.pid().and_then(|process| u32::try_from(process).ok());
    Ok((known.uid(), process))
}

#[cfg(target_os = "linux")]
pub(crate) fn wait(listener: &BlockingListener, time: Duration) -> io::Result<()> {
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
        timerfd_settime,
    };
    let timer = timerfd_create(TimerfdClockId::Boottime, TimerfdFlags::CLOEXEC)?;
    let once = Itimerspec {
        it_interval: Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        },
        it_value: Timespec {
            tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: time.subsec_nanos().into(),
        },
    };
    timerfd_settime(&timer, TimerfdTimerFlags::empty(), &once)?;
    let mut watched = [
        PollFd::new(listener, PollFlags::IN),
        PollFd::new(&timer, PollFlags::IN),
    ];
    match poll(&mut watched, None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(e) => Err(e.into()),
    }
}

/// How long a wait lasts at most where no timer counts the sleep of the machine: whoever waits looks at a clock that does.
#[cfg(not(target_os = "linux"))]
const LOOK_EVERY: Duration = Duration::from_secs(5);

#[cfg(not(target_os = "linux"))]
pub(crate) fn wait(listener: &BlockingListener, time: Duration) -> io::Result<()> {
    let time = time.min(LOOK_EVERY);
    let time = rustix::event::Timespec {
        tv_sec: i64::try_from(time.as_secs()).unwrap_or(0),
        tv_nsec: time.subsec_nanos().into(),
    };
    let mut watched = [PollFd::new(listener, PollFlags::IN)];
    match poll(&mut watched, Some(&time)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(e) => Err(e.into()),
    }
}
