//! Signals of Unix.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

#[derive(Debug)]
pub(crate) struct Signals {
    all: [Signal; 3],
    quit: Option<Signal>,
}

impl Signals {
    pub(crate) fn listen(quit: bool) -> io::Result<Self> {
        Ok(Self {
            all: [
                signal(SignalKind::interrupt())?,
                signal(SignalKind::terminate())?,
                signal(SignalKind::hangup())?,
            ],
            quit: quit.then(|| signal(SignalKind::quit())).transpose()?,
        })
    }

    pub(crate) async fn next(&mut self) -> i32 {
        let [interrupt, terminate, hangup] = &mut self.all;
        let quit = async {
            match &mut self.quit {
                Some(quit) => quit.recv().await,
                None => std::future::pending().await,
            }
        };
        let kind = tokio::select! {
            _ = interrupt.recv() => SignalKind::interrupt(),
            _ = terminate.recv() => SignalKind::terminate(),
            _ = hangup.recv() => SignalKind::hangup(),
            _ = quit => SignalKind::quit(),
        };
        kind.as_raw_value()
    }
}
