//! What open pages are told as it happens: that something changed, that the journal was locked, that the program ends.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, KeepAliveStream, Sse};
use futures_core::Stream;
use tokio::sync::mpsc;

/// Streams at a time. A browser opens one for all of its pages; one that asks for more loses the oldest.
const STREAMS_MAX: usize = 4;
/// Events that wait for a browser that does not read; then its stream is closed, and it asks again.
const WAITING_MAX: usize = 16;
/// How often a stream without events shows that it lives.
const ALIVE_EVERY: Duration = Duration::from_secs(15);

/// What pages are told. The words are those of `assets/js/live.js`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    /// Something in the journal may read otherwise now.
    Changed,
    /// The journal was locked: nothing of it may stay on a screen.
    Locked,
    /// The journal was unlocked, so that pages that ask for the passphrase need not.
    Unlocked,
    /// The program ends, or the session of this browser has: its pages close.
    Gone,
}

impl News {
    const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::Gone => "gone",
        }
    }
}

/// The streams that are open.
#[derive(Default)]
pub(crate) struct Live(Mutex<VecDeque<mpsc::Sender<News>>>);

impl Live {
    /// Opens a stream, and closes the oldest if there are too many.
    pub(crate) fn listen(&self) -> Sse<KeepAliveStream<Stories>> {
        let (sender, news) = mpsc::channel(WAITING_MAX);
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|sender| !sender.is_closed());
        if open.len() == STREAMS_MAX {
            open.pop_front();
        }
        open.push_back(sender);
        Sse::new(Stories(news)).keep_alive(KeepAlive::new().interval(ALIVE_EVERY))
    }

    /// Tells every page.
    pub(crate) fn tell(&self, news: News) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|sender| sender.try_send(news).is_ok());
        if news == News::Gone {
            open.clear();
        }
    }
}

/// One stream; it ends when [`Live`] lets go of it.
pub(crate) struct Stories(mpsc::Receiver<News>);

impl Stream for Stories {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // An event without data is not delivered.
        let event = |news: News| Ok(Event::default().event(news.name()).data("-"));
        self.0.poll_recv(cx).map(|news| news.map(event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_stream_goes_when_there_are_too_many() {
        let live = Live::default();
        let streams: Vec<_> = (0..=STREAMS_MAX).map(|_| live.listen()).collect();
        assert_eq!(live.0.lock().unwrap().len(), STREAMS_MAX);
        drop(streams);
        live.tell(News::Changed);
        assert!(live.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_stream_that_nobody_reads_is_closed() {
        let live = Live::default();
        let _stream = live.listen();
        for _ in 0..=WAITING_MAX {
            live.tell(News::Changed);
        }
        assert!(live.0.lock().unwrap().is_empty());
    }
}
