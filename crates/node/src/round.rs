//! What a node that stays connected was asked for: everybody who can be reached holds what is here, and this device what
//! they hold.

use std::time::Duration;

use engine::ExchangeEvent;
use engine::views::DeviceView;
use link::LinkId;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::clocks::Clocks;
use crate::outcome::{Met, Outcome, patience};

/// Asks for a round.
#[derive(Debug)]
pub(crate) struct Order {
    /// How long to look for a device that does not answer.
    pub(crate) wait: Duration,
    pub(crate) answer: oneshot::Sender<Vec<Met>>,
}

/// The rounds under way.
#[derive(Debug, Default)]
pub(crate) struct Rounds(Vec<Round>);

/// A round under way.
#[derive(Debug)]
struct Round {
    /// The number by which exchanges were asked to look at the vault.
    asked: u64,
    devices: Vec<Device>,
    answer: oneshot::Sender<Vec<Met>>,
}

#[derive(Debug)]
struct Device {
    view: DeviceView,
    state: State,
    patience: Duration,
    /// Waited for until then.
    until: Instant,
    sent: u64,
    received: u64,
    differing: u64,
    /// Why the last connection in this round ended, if records were on their way.
    cut: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not connected.
    Away,
    /// Connected before, and its exchange has not looked at the vault yet: what it says may be about earlier.
    Asked,
    /// Connected, and not in step yet.
    Going,
    InStep,
}

impl Rounds {
    /// Begins one with these devices; `connected` are those that are. Exchanges were asked to look at the vault by the
    /// number `asked`.
    pub(crate) fn begin(
        &mut self,
        order: Order,
        asked: u64,
        devices: Vec<DeviceView>,
        connected: impl Fn(LinkId) -> bool,
    ) {
        let patience = patience(&devices, order.wait);
        let now = Instant::now();
        let device = |view: DeviceView| {
            let patience = patience(&view);
            Device {
                state: match connected(view.link) {
                    true => State::Asked,
                    false => State::Away,
                },
                until: now + patience,
                patience,
                view,
                sent: 0,
                received: 0,
                differing: 0,
                cut: None,
            }
        };
        self.0.push(Round {
            asked,
            devices: devices.into_iter().map(device).collect(),
            answer: order.answer,
        });
    }

    /// A connection came about: what is exchanged on it begins with all that is here.
    pub(crate) fn connected(&mut self, link: LinkId) {
        self.with(link, |_, device| device.state = State::Going);
    }

    /// The last connection ended; `cut` says why, if it was in the middle of something.
    pub(crate) fn left(&mut self, link: LinkId, cut: Option<&str>) {
        self.with(link, |_, device| {
            device.state = State::Away;
            device.cut = cut.map(str::to_owned).or(device.cut.take());
        });
    }

    /// The exchange on the newest connection tells something.
    pub(crate) fn exchanged(&mut self, link: LinkId, event: &ExchangeEvent) {
        self.with(link, |asked_here, device| match *event {
            ExchangeEvent::Sent(records) => {
                device.sent += records;
                device.wait_on();
            }
            ExchangeEvent::Received(records) => {
                device.received += records;
                device.wait_on();
            }
            ExchangeEvent::Looked { asked, in_step } if asked >= asked_here => {
                device.state = match in_step {
                    true => State::InStep,
                    false => State::Going,
                };
            }
            ExchangeEvent::InStep if device.state == State::Going => device.state = State::InStep,
            ExchangeEvent::Differs(logs) => device.differing = logs,
            _ => {}
        });
    }

    fn with(&mut self, link: LinkId, change: impl Fn(u64, &mut Device)) {
        for round in &mut self.0 {
            let mut waited_for = round.devices.iter_mut();
            let found = waited_for.find(|device| device.view.link == link);
            if let Some(device) = found.filter(|device| device.state != State::InStep) {
                change(round.asked, device);
            }
        }
    }

    /// When the next one ends, if nothing happens; it may be over already.
    pub(crate) fn next_end(&self) -> Option<Instant> {
        let ends = self.0.iter().map(Round::ends);
        ends.map(|until| until.unwrap_or_else(Instant::now)).min()
    }

    /// Answers those that are over.
    pub(crate) fn end_due(&mut self, clocks: &Clocks) {
        let now = Instant::now();
        let is_over = |round: &mut Round| round.ends().is_none_or(|until| until <= now);
        for round in self.0.extract_if(.., is_over) {
            let met = round.devices.into_iter();
            let met = met.map(|device| device.met(clocks)).collect();
            // Whoever asked may have gone.
            let _ = round.answer.send(met);
        }
    }
}

impl Round {
    /// Until when somebody is waited for; `None` if nobody is, or nobody wants to know any more.
    fn ends(&self) -> Option<Instant> {
        let missing = self.devices.iter().filter(|device| !device.is_done());
        let until = missing.map(|device| device.until).max();
        until.filter(|_| !self.answer.is_closed())
    }
}

impl Device {
    /// Something moved: it is waited for again.
    fn wait_on(&mut self) {
        self.until = self.until.max(Instant::now() + self.patience);
    }

    fn is_done(&self) -> bool {
        self.state == State::InStep || (self.state == State::Going && self.differing > 0)
    }

    fn met(self, clocks: &Clocks) -> Met {
        let outcome = match (self.state, self.cut) {
            (State::Away, Some(why)) => Outcome::Cut(engine::ExchangeError::Connection(why)),
            (State::Away, None) => Outcome::NotReached,
            (state, _) => Outcome::Kept {
                sent: self.sent,
                received: self.received,
                in_step: state == State::InStep,
                differing: self.differing,
            },
        };
        Met {
            clock_ahead: clocks.of(self.view.link),
            device: self.view,
            outcome,
        }
    }
}
