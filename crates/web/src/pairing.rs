//! A ticket that is being shown, and the device that comes with it. There is one at a time, in memory alone; it ends with the
//! keys and with the session.

use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::{Asking, Ticket, Typed};
use node::Question;
use tokio::task::AbortHandle;

/// Whom a ticket is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum For {
    /// Another device of the journal.
    Device,
    /// The reader of a share, by the beginning of its id.
    Reader(String),
}

/// How far it is.
#[derive(Debug, Clone)]
pub(crate) enum Stage {
    /// For somebody to come with the ticket; why the last one was turned away.
    Waits(Option<String>),
    /// Somebody came, and shows words.
    Asks(Asking),
    /// The words were typed.
    Answered,
    /// It is in, and gets what there is.
    Exchanges(String),
    /// It is done; why the first exchange was cut, if it was.
    Joined(String, Option<String>),
    /// Nobody joined, for this reason.
    Over(String),
}

/// What a page shows of it.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) ticket: Ticket,
    pub(crate) stage: Stage,
}

/// The ticket that is shown, if there is one.
#[derive(Default)]
pub(crate) struct Pairing(Mutex<Option<Current>>);

struct Current {
    of: For,
    shown: Shown,
    question: Option<Question>,
    /// Ends with it, and the ticket with that.
    task: AbortHandle,
}

impl Drop for Current {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Pairing {
    /// What is shown of a ticket for this.
    pub(crate) fn shown(&self, of: &For) -> Option<Shown> {
        let state = self.state();
        let current = state.as_ref().filter(|current| current.of == *of)?;
        Some(current.shown.clone())
    }

    /// Whether somebody is waited for, so that whoever sits here may well be at another device.
    pub(crate) fn waits(&self) -> bool {
        self.state().as_ref().is_some_and(|current| {
            !matches!(current.shown.stage, Stage::Joined(..) | Stage::Over(_))
        })
    }

    /// Looks at the words that were typed: right ones, and the last wrong ones, are the answer. `None` where nobody asks.
    pub(crate) fn typed(&self, of: &For, words: &str) -> Option<Typed> {
        let mut state = self.state();
        let current = state.as_mut().filter(|current| current.of == *of)?;
        let Stage::Asks(asking) = &mut current.shown.stage else {
            return None;
        };
        let typed = asking.words.look_at(words);
        if matches!(typed, Typed::Right | Typed::Other(0)) {
            current.shown.stage = Stage::Answered;
            if let Some(question) = current.question.take() {
                question.answer(words.to_owned());
            }
        }
        Some(typed)
    }

    /// Ends it: whoever asks is refused, and the ticket is void.
    pub(crate) fn end(&self) {
        *self.state() = None;
    }

    /// Shows a ticket. What `work` tells of it is told of this one.
    pub(crate) fn begin(
        &self,
        of: For,
        ticket: Ticket,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        let mut state = self.state();
        let task = tokio::spawn(work).abort_handle();
        *state = Some(Current {
            of,
            shown: Shown {
                ticket,
                stage: Stage::Waits(None),
            },
            question: None,
            task,
        });
    }

    /// How far the ticket that is shown is now.
    pub(crate) fn tell(&self, stage: Stage, question: Option<Question>) {
        if let Some(current) = self.state().as_mut() {
            current.shown.stage = stage;
            current.question = question;
        }
    }

    fn state(&self) -> MutexGuard<'_, Option<Current>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
