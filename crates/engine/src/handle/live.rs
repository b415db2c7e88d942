//! Live queries: a value now, and again whenever it is another one.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::sync::watch;

use super::owner::Owner;
use crate::Vault;
use crate::error::ReadError;

/// A value that is read again when it may have changed: a stream of the value now, and of each other value that it then
/// has.
///
/// Changes by this process, by another process, and by other devices (through an exchange of any process) count alike; where
/// the system cannot tell of changes in a folder (anywhere but on Linux), only those through handles of this process.
/// Changes that follow each other quickly are seen as one. A value that equals the last one is not told again. Nothing
/// is read while nobody waits for [`next`](Self::next).
///
/// While the journal is locked there is one [`ReadError::Locked`], and the value again once it is unlocked. Other errors
/// end nothing either. The stream does not end; it keeps the journal open, as every handle does.
pub struct Live<T> {
    coming: Coming<T>,
}

type Coming<T> = Pin<Box<dyn Future<Output = (Result<T, ReadError>, Question<T>)> + Send>>;
type Ask<T> = Arc<dyn Fn(&Vault) -> Result<T, ReadError> + Send + Sync>;

/// What is asked again and again.
struct Question<T> {
    owner: Arc<Owner>,
    changes: watch::Receiver<u64>,
    ask: Ask<T>,
    last: Option<Result<T, String>>,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Live<T> {
    pub(super) fn new(
        owner: &Arc<Owner>,
        ask: impl Fn(&Vault) -> Result<T, ReadError> + Send + Sync + 'static,
    ) -> Self {
        let question = Question {
            changes: owner.changes(),
            owner: Arc::clone(owner),
            ask: Arc::new(ask),
            last: None,
        };
        Self {
            coming: Box::pin(question.answer()),
        }
    }

    /// The value, the first time at once, later when it is another one. Nothing is lost if this is given up and called
    /// again.
    ///
    /// # Errors
    /// Those of the query, each once for as long as it stands.
    pub async fn next(&mut self) -> Result<T, ReadError> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, ReadError>> {
        let (answer, question) = ready!(self.coming.as_mut().poll(cx));
        self.coming = Box::pin(question.answer());
        Poll::Ready(answer)
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Stream for Live<T> {
    type Item = Result<T, ReadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx).map(Some)
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Question<T> {
    /// The next answer that is another one.
    async fn answer(mut self) -> (Result<T, ReadError>, Self) {
        loop {
            if self.last.is_some() && self.changes.changed().await.is_err() {
                // The owner tells for as long as it lives, and this holds it.
                std::future::pending::<()>().await;
            }
            // What changes from here on is looked at next time.
            self.changes.borrow_and_update();
            let ask = Arc::clone(&self.ask);
            let answer = self.owner.read(move |vault| ask(vault)).await;
            let seen = match &answer {
                Ok(value) => Ok(value.clone()),
                Err(error) => Err(error.to_string()),
            };
            if self.last.as_ref() != Some(&seen) {
                self.last = Some(seen);
                return (answer, self);
            }
        }
    }
}

impl<T> fmt::Debug for Live<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Live")
    }
}

/// Tells that something in the journal may have changed; see [`Journal::watch`](crate::Journal::watch).
pub struct Changes {
    changes: watch::Receiver<u64>,
    /// Without it nobody would tell.
    _owner: Arc<Owner>,
}

impl Changes {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        Self {
            changes: owner.changes(),
            _owner: Arc::clone(owner),
        }
    }

    /// Returns after the next change. Any number of changes since the last call are one.
    pub async fn next(&mut self) {
        if self.changes.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Changes")
    }
}
