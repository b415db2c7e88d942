//! Ending on a signal without leaving a mess: while a [`SignalGuard`] is held (a prompt without echo, the editor, a
//! file on tmpfs) signals are only noted and the holder cleans up; otherwise they end the program as ever.

use std::sync::Once;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

use tokio::signal::unix::{SignalKind, signal};

static HELD: AtomicUsize = AtomicUsize::new(0);
static CAUGHT: AtomicI32 = AtomicI32::new(0);
static WATCHER: Once = Once::new();

/// While this lives, interrupt, hang-up, termination and quit are noted instead of ending the program.
pub(crate) struct SignalGuard(());

impl SignalGuard {
    /// Starts holding. The first call starts one watching thread.
    pub(crate) fn hold() -> Self {
        HELD.fetch_add(1, Ordering::SeqCst);
        WATCHER.call_once(|| {
            let (ready, installed) = std::sync::mpsc::channel();
            std::thread::spawn(move || watch(&ready));
            // When the thread could not start, signals end the program as ever.
            let _ = installed.recv();
        });
        Self(())
    }

    /// The number of the signal that came since holding began, if one did.
    pub(crate) fn caught(&self) -> Option<i32> {
        match CAUGHT.load(Ordering::SeqCst) {
            0 => None,
            number => Some(number),
        }
    }
}

impl Drop for SignalGuard {
    fn drop(&mut self) {
        HELD.fetch_sub(1, Ordering::SeqCst);
    }
}

fn watch(ready: &std::sync::mpsc::Sender<()>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
    else {
        return;
    };
    runtime.block_on(async {
        let streams = (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
            signal(SignalKind::hangup()),
            signal(SignalKind::quit()),
        );
        let (Ok(mut int), Ok(mut term), Ok(mut hup), Ok(mut quit)) = streams else {
            return;
        };
        let _ = ready.send(());
        loop {
            let kind = tokio::select! {
                _ = int.recv() => SignalKind::interrupt(),
                _ = term.recv() => SignalKind::terminate(),
                _ = hup.recv() => SignalKind::hangup(),
                _ = quit.recv() => SignalKind::quit(),
            };
            let number = kind.as_raw_value();
            CAUGHT.store(number, Ordering::SeqCst);
            if HELD.load(Ordering::SeqCst) == 0 {
                leave(number);
            }
        }
    });
}

#[expect(
    clippy::exit,
    reason = "stands in for the signal's default action, which the watcher replaced"
)]
fn leave(number: i32) {
    std::process::exit(128 + number);
}
