//! The terminal from the first question of a command to its end: no echo and no line of the kernel's own in between, so
//! that what is typed or pasted between two questions is neither shown twice nor left for the shell. What is still
//! unread at the end is thrown away.

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use platform::terminal::{Modes, Terminal};
pub(super) use platform::terminal::{Reads, Ready};

use super::keys::Event;

/// How long nothing may come before a paste counts as over.
pub(super) const QUIET: Duration = Duration::from_millis(40);
/// How long the end waits for a paste to be over.
const DRAIN_MAX: Duration = Duration::from_secs(1);
const PASTE_MARKS_ON: &[u8] = b"\x1b[?2004h";
const PASTE_MARKS_OFF: &[u8] = b"\x1b[?2004l";

struct Session {
    tty: Terminal,
    before: Modes,
    /// What was typed ahead of the next question.
    ahead: VecDeque<Event>,
}

static SESSION: Mutex<Option<Session>> = Mutex::new(None);
/// The program ends: nobody takes the terminal any more.
static ENDING: AtomicBool = AtomicBool::new(false);

fn session() -> MutexGuard<'static, Option<Session>> {
    SESSION.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) use platform::terminal::is_dumb;

/// Takes the terminal, if it is not taken yet, and sets who reads it.
pub(super) fn take(tty: &Terminal, reads: Reads) -> io::Result<()> {
    let mut session = session();
    if ENDING.load(Ordering::SeqCst) {
        return Ok(());
    }
    if session.is_none() {
        let mut tty = tty.try_clone()?;
        let before = tty.modes()?;
        if !is_dumb() {
            tty.write_all(PASTE_MARKS_ON)?;
        }
        *session = Some(Session {
            tty,
            before,
            ahead: VecDeque::new(),
        });
    }
    let Some(taken) = session.as_ref().filter(|it| it.tty.is_ours()) else {
        return Ok(());
    };
    taken.tty.read_keys(&taken.before, reads)
}

/// Takes the terminal again after a shell had it: the program was stopped and goes on.
pub(super) fn take_again(tty: &Terminal) -> io::Result<()> {
    if tty.gives_lines() {
        take(tty, Reads::Keys)
    } else {
        Ok(())
    }
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
pub(super) fn forget_ahead(tty: &mut Terminal) {
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
    if !session.tty.is_ours() {
        return;
    }
    drain(&mut session.tty);
    // Nothing better can be done when the terminal is gone.
    if !is_dumb() {
        let _ = session.tty.write_all(PASTE_MARKS_OFF);
    }
    let _ = session.tty.give_back(&session.before);
}

/// Reads what is there and throws it away. A paste that is still coming in is waited for.
fn drain(tty: &mut Terminal) {
    let end = Instant::now() + DRAIN_MAX;
    let mut quiet = Duration::ZERO;
    while Instant::now() < end && tty.ready(quiet).is_ok_and(|ready| ready == Ready::Bytes) {
        let mut bytes = zeroize::Zeroizing::new([0; 4096]);
        if !matches!(tty.read(bytes.as_mut_slice()), Ok(1..)) {
            return;
        }
        quiet = QUIET;
    }
}
