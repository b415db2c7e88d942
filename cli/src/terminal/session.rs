//! The terminal from the first question of a command to its end: no echo and no line of the kernel's own in between, so
//! that what is typed or pasted between two questions is neither shown twice nor left for the shell. What is still
//! unread at the end is thrown away.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::getpgrp;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp,
    tcsetattr,
};

use super::keys::Event;

/// How long nothing may come before a paste counts as over.
pub(super) const QUIET: Duration = Duration::from_millis(40);
/// How long the end waits for a paste to be over.
const DRAIN_MAX: Duration = Duration::from_secs(1);
const PASTE_MARKS_ON: &[u8] = b"\x1b[?2004h";
const PASTE_MARKS_OFF: &[u8] = b"\x1b[?2004l";

/// Who reads the terminal's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// A question or the editor: Ctrl-C is a key.
    Keys,
    /// Nobody just now: Ctrl-C ends the program.
    Nothing,
}

struct Session {
    tty: File,
    before: Termios,
    /// What was typed ahead of the next question.
    ahead: VecDeque<Event>,
}

static SESSION: Mutex<Option<Session>> = Mutex::new(None);
/// The program ends: nobody takes the terminal any more.
static ENDING: AtomicBool = AtomicBool::new(false);

fn session() -> MutexGuard<'static, Option<Session>> {
    SESSION.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the terminal understands more than text.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// Takes the terminal, if it is not taken yet, and sets who reads it.
pub(super) fn take(tty: &File, reads: Reads) -> io::Result<()> {
    let mut session = session();
    if ENDING.load(Ordering::SeqCst) {
        return Ok(());
    }
    if session.is_none() {
        let mut tty = tty.try_clone()?;
        let before = tcgetattr(&tty)?;
        if !is_dumb() {
            tty.write_all(PASTE_MARKS_ON)?;
        }
        *session = Some(Session {
            tty,
            before,
            ahead: VecDeque::new(),
        });
    }
    let Some(taken) = session.as_ref().filter(|it| is_ours(&it.tty)) else {
        return Ok(());
    };
    Ok(tcsetattr(
        &taken.tty,
        OptionalActions::Now,
        &modes(&taken.before, reads),
    )?)
}

/// Whether this program may change the terminal: one in the background would be stopped, and could not end any more.
fn is_ours(tty: &File) -> bool {
    match tcgetpgrp(tty) {
        Ok(group) => group == getpgrp(),
        // Not the terminal of our session: nobody else controls it.
        Err(error) => error == rustix::io::Errno::NOTTY,
    }
}

/// Takes the terminal again after a shell had it: the program was stopped and goes on.
pub(super) fn take_again(tty: &File) -> io::Result<()> {
    let lines = tcgetattr(tty).is_ok_and(|modes| modes.local_modes.contains(LocalModes::ICANON));
    if lines {
        take(tty, Reads::Keys)
    } else {
        Ok(())
    }
}

/// No echo, no lines, every key as it is. Output stays as it was, so that others can print.
fn modes(before: &Termios, reads: Reads) -> Termios {
    let mut modes = before.clone();
    modes.local_modes &=
        !(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::IEXTEN);
    if reads == Reads::Keys {
        modes.local_modes &= !LocalModes::ISIG;
    }
    modes.input_modes &= !(InputModes::ICRNL
        | InputModes::INLCR
        | InputModes::IGNCR
        | InputModes::ISTRIP
        | InputModes::IXON);
    modes.special_codes[SpecialCodeIndex::VMIN] = 1;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    // A stopped program would leave the terminal like this to the shell.
    modes.special_codes[SpecialCodeIndex::VSUSP] = 0;
    modes
}

/// What was typed ahead of this question.
pub(super) fn take_ahead() -> VecDeque<Event> {
    session()
        .as_mut()
        .map(|session| std::mem::take(&mut session.ahead))
        .unwrap_or_default()
}

/// Keeps what was read and not used for the next question.
pub(super) fn keep_ahead(events: VecDeque<Event>) {
    if let Some(session) = session().as_mut() {
        session.ahead = events;
    }
}

/// Throws away what was typed before this moment, up to the end of a paste that is just coming in.
pub(super) fn forget_ahead(tty: &mut File) {
    keep_ahead(VecDeque::new());
    drain(tty);
}

/// Gives the terminal back as it was. Safe to call at any time, also when nothing was taken.
pub(crate) fn give_back() {
    let taken = session().take();
    if let Some(session) = taken {
        restore(session);
    }
}

/// The same for a program that ends at once, whatever its other threads are doing.
pub(super) fn give_back_now() {
    ENDING.store(true, Ordering::SeqCst);
    let taken = match SESSION.try_lock() {
        Ok(mut session) => session.take(),
        Err(TryLockError::Poisoned(session)) => session.into_inner().take(),
        Err(TryLockError::WouldBlock) => None,
    };
    if let Some(session) = taken {
        restore(session);
    }
}

fn restore(mut session: Session) {
    if !is_ours(&session.tty) {
        return;
    }
    drain(&mut session.tty);
    // Nothing better can be done when the terminal is gone.
    if !is_dumb() {
        let _ = session.tty.write_all(PASTE_MARKS_OFF);
    }
    // Flush: what came in the last moment goes, too.
    let _ = tcsetattr(&session.tty, OptionalActions::Flush, &session.before);
}

/// Reads what is there and throws it away. A paste that is still coming in is waited for.
fn drain(tty: &mut File) {
    let end = Instant::now() + DRAIN_MAX;
    let mut quiet = Duration::ZERO;
    while Instant::now() < end && ready(tty, quiet).is_ok_and(|ready| ready == Ready::Bytes) {
        let mut bytes = zeroize::Zeroizing::new([0; 4096]);
        if !matches!(tty.read(bytes.as_mut_slice()), Ok(1..)) {
            return;
        }
        quiet = QUIET;
    }
}

/// What waiting for the terminal brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ready {
    Bytes,
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// Waits for bytes, at most so long. A signal ends the wait.
pub(super) fn ready(tty: &File, patience: Duration) -> io::Result<Ready> {
    let wait = Timespec {
        tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: patience.subsec_nanos().into(),
    };
    let mut watched = [PollFd::new(tty, PollFlags::IN)];
    match poll(&mut watched, Some(&wait)) {
        Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(Ready::Nothing),
        Ok(_) => {}
        Err(e) => return Err(e.into()),
    }
    let seen = watched[0].revents();
    // Once the terminal is gone, reading it gives its end again and again.
    Ok(
        if seen.contains(PollFlags::IN) && !seen.contains(PollFlags::HUP) {
            Ready::Bytes
        } else {
            Ready::Gone
        },
    )
}
