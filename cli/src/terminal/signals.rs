//! Ending on a signal without leaving a mess: while a [`SignalGuard`] is held (a question, the editor, a file on tmpfs)
//! signals are only noted and the holder cleans up; otherwise they end the program as ever. Termination and hang-up end
//! it in any case: a holder has a moment for what it must save.

use std::sync::Once;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use std::time::Duration;

pub(crate) use platform::signals::{HANGUP, INTERRUPT};
use platform::signals::{Signals, TERMINATE};
use platform::terminal::{Ready, Terminal};

use super::session;

/// How long a holder may take to save and leave after termination or hang-up.
const LEAVE_AFTER: Duration = Duration::from_secs(3);

static HELD: AtomicUsize = AtomicUsize::new(0);
static CAUGHT: AtomicI32 = AtomicI32::new(0);
static WATCHER: Once = Once::new();

/// While this lives, interrupt, hang-up, termination and quit are noted instead of ending the program.
pub(crate) struct SignalGuard {
    tty: Option<Terminal>,
}

impl SignalGuard {
    /// Starts holding. The first call starts one watching thread.
    pub(crate) fn hold() -> Self {
        if HELD.fetch_add(1, Ordering::SeqCst) == 0 {
            // A Ctrl-C that was meant for an editor does not end the question after it.
            CAUGHT.store(0, Ordering::SeqCst);
        }
        watch_signals();
        Self {
            tty: Terminal::to_watch(),
        }
    }

    /// The number of the signal that came since holding began, if one did. A terminal that is gone counts as a
    /// hang-up, also where that signal is ignored.
    pub(crate) fn caught(&self) -> Option<i32> {
        match CAUGHT.load(Ordering::SeqCst) {
            0 => self.is_tty_gone().then_some(HANGUP),
            number => Some(number),
        }
    }

    fn is_tty_gone(&self) -> bool {
        let tty = self.tty.as_ref();
        tty.is_some_and(|tty| tty.ready(Duration::ZERO).is_ok_and(|it| it == Ready::Gone))
    }
}

impl Drop for SignalGuard {
    fn drop(&mut self) {
        HELD.fetch_sub(1, Ordering::SeqCst);
    }
}

/// From the first call on, signals are seen by a thread of ours, so that the terminal is given back whatever ends the
/// program.
pub(super) fn watch_signals() {
    WATCHER.call_once(|| {
        let (ready, installed) = std::sync::mpsc::channel();
        std::thread::spawn(move || watch(&ready));
        // When the thread could not start, signals end the program as ever.
        let _ = installed.recv();
    });
}

fn watch(ready: &std::sync::mpsc::Sender<()>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
    else {
        return;
    };
    runtime.block_on(async {
        let Ok(mut signals) = Signals::listen(true) else {
            return;
        };
        let _ = ready.send(());
        loop {
            noted(signals.next().await);
        }
    });
}

fn noted(number: i32) {
    CAUGHT.store(number, Ordering::SeqCst);
    if HELD.load(Ordering::SeqCst) == 0 {
        leave(number);
    }
    if [TERMINATE, HANGUP].contains(&number) {
        // Whoever holds may be stuck, or wait for somebody who is.
        std::thread::spawn(move || {
            std::thread::sleep(LEAVE_AFTER);
            leave(number);
        });
    }
}

/// Ends the program as the signal `number` would, with the terminal given back.
#[expect(
    clippy::exit,
    reason = "stands in for the signal's default action, which the watcher replaced"
)]
pub(crate) fn leave(number: i32) {
    session::give_back_now();
    std::process::exit(128 + number);
}
