//! Several futures on one thread, polled one at a time in an order that the dice decide. Stops and drops one of them after
//! so many polls, as a process that is killed.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use crate::dice::Dice;
use crate::trace;

/// Polls of one future, before it is held to go on for ever.
const POLLS_MAX: u64 = 200_000;

struct Flag {
    ready: AtomicBool,
    outer: Mutex<Waker>,
}

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.ready.store(true, Ordering::Relaxed);
        let outer = self
            .outer
            .lock()
            .expect("nobody panics with a waker in hand")
            .clone();
        outer.wake();
    }
}

struct Runner<'f> {
    future: Option<Pin<Box<dyn Future<Output = ()> + 'f>>>,
    flag: Arc<Flag>,
    polls: u64,
    /// Dropped after so many polls.
    killed_after: Option<u64>,
}

/// Futures that race; done when each of them is.
pub struct Race<'f> {
    runners: Vec<Runner<'f>>,
    dice: Dice,
}

impl<'f> Race<'f> {
    /// An empty one.
    pub fn new(dice: Dice) -> Self {
        Self {
            runners: Vec::new(),
            dice,
        }
    }

    /// Adds a future; with `killed_after` it is dropped after so many polls.
    pub fn add(&mut self, future: impl Future<Output = ()> + 'f, killed_after: Option<u64>) {
        self.runners.push(Runner {
            future: Some(Box::pin(future)),
            flag: Arc::new(Flag {
                ready: AtomicBool::new(true),
                outer: Mutex::new(Waker::noop().clone()),
            }),
            polls: 0,
            killed_after,
        });
    }
}

impl Future for Race<'_> {
    /// Whether it came to an end.
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<bool> {
        let this = &mut *self;
        for runner in &this.runners {
            let mut outer = runner
                .flag
                .outer
                .lock()
                .expect("nobody panics with a waker in hand");
            outer.clone_from(cx.waker());
        }
        let is_ready = |runner: &Runner<'_>| {
            runner.future.is_some() && runner.flag.ready.load(Ordering::Relaxed)
        };
        loop {
            let ready: Vec<usize> = (0..this.runners.len())
                .filter(|at| is_ready(&this.runners[*at]))
                .collect();
            if ready.is_empty() {
                let done = this.runners.iter().all(|runner| runner.future.is_none());
                return if done {
                    Poll::Ready(true)
                } else {
                    Poll::Pending
                };
            }
            let chosen = ready[this.dice.below(ready.len())];
            trace::note(
                ready
                    .iter()
                    .fold(chosen as u64, |sum, at| sum << 4 | *at as u64),
            );
            let runner = &mut this.runners[chosen];
            if runner.killed_after == Some(runner.polls) {
                runner.future = None;
                continue;
            }
            runner.polls += 1;
            if runner.polls > POLLS_MAX {
                this.runners.clear();
                return Poll::Ready(false);
            }
            let flag = Arc::clone(&runner.flag);
            flag.ready.store(false, Ordering::Relaxed);
            let waker = Waker::from(flag);
            let mut inner = Context::from_waker(&waker);
            if let Some(future) = &mut runner.future
                && future.as_mut().poll(&mut inner).is_ready()
            {
                runner.future = None;
            }
        }
    }
}
